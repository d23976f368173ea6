"""The way through the five questions: where it opens, what moves it on, what it remembers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from workbook_lib.activities import five_questions as fq
from workbook_lib.model import Assessment, Entry, Level, Rating

STEPS = fq.STEPS


def entry(prompt: str, scenario: str = "a", level: Level = 1, id: str = "") -> Entry:
    assessment = Assessment("reflection", "1", "empathy", (Rating("emotion", level, 0.9, True),))
    return Entry(
        id=id or f"{scenario}-{prompt}-{level}",
        written_at=datetime(2026, 1, 2, tzinfo=UTC),
        page="02_five_questions",
        scenario=scenario,
        scenario_version=1,
        prompt=prompt,
        prompt_wording="?",
        content_version="v",
        language="en",
        text="words",
        assessment=assessment,
    )


def test_a_new_case_opens_on_the_first_question() -> None:
    assert fq.walk("a", []).open == "why_important"


def test_a_case_begun_opens_on_the_first_question_without_an_answer() -> None:
    assert fq.walk("a", [entry("why_important")]).open == "what_made_them_feel"


def test_the_remembered_place_wins() -> None:
    assert fq.walk("a", [entry("why_important")], "hardship").open == "hardship"


def test_a_place_that_no_longer_exists_is_passed_over() -> None:
    assert fq.walk("a", [], "a_removed_question").open == "why_important"


def test_answers_to_another_case_do_not_count() -> None:
    way = fq.walk("a", [entry("why_important", scenario="b")])
    assert way.latest("why_important") is None


def test_a_case_with_every_answer_opens_on_the_first_and_is_done() -> None:
    way = fq.walk("a", [entry(fq.PROMPTS[step][0]) for step in STEPS])
    assert (way.open, way.done) == ("why_important", True)


def test_going_on_stops_at_the_last_question() -> None:
    way = fq.go_to(fq.walk("a", []), STEPS[-1])
    assert fq.go_on(way).open == STEPS[-1]


def test_going_on_opens_the_next_question() -> None:
    assert fq.go_on(fq.walk("a", [])).open == STEPS[1]


def test_there_is_no_going_to_a_step_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no such step"):
        fq.go_to(fq.walk("a", []), "elsewhere")


def test_marks_tell_open_kept_and_ahead() -> None:
    way = fq.walk("a", [entry("why_important")])
    assert [way.mark(s) for s in STEPS[:3]] == ["kept", "open", "ahead"]


def test_before_and_after_compares_the_last_two_readings() -> None:
    way = fq.walk("a", [entry("why_important", level=0)])
    assert way.reading_before("why_important") is None
    way = fq.keep(way, entry("why_important", level=2))
    before = way.reading_before("why_important")
    assert before is not None
    assert before.levels == {"emotion": 0}


def test_every_question_has_an_aim_that_the_rubric_knows() -> None:
    known = {"emotion", "perspective", "curiosity", "self_awareness", "action", "specificity"}
    assert set(fq.QUESTIONS) < set(fq.AIMS)
    assert all(set(fq.AIMS[question]) <= known for question in fq.QUESTIONS)


@pytest.mark.parametrize(("rated", "read", "said"), [(1, 1, "same"), (0, 2, "lower"), (2, 1, "higher")])
def test_ones_own_rating_stands_beside_the_reading(rated: Level, read: Level, said: str) -> None:
    assert fq.difference(rated, read) == said


def test_a_step_of_several_prompts_is_kept_by_any_of_them() -> None:
    assert not fq.walk("a", []).is_kept("ask")
    assert fq.walk("a", [entry("guess")]).is_kept("ask")
    assert fq.walk("a", [entry("know")]).is_kept("ask")


def test_the_cases_met_are_listed_with_the_last_one_first() -> None:
    met = fq.met([entry("why_important", "a"), entry("ask", "b"), entry("know", "a")], lambda _: STEPS)
    assert [(m.scenario, m.kept, m.steps, m.finished) for m in met] == [
        ("a", 2, len(STEPS), False),
        ("b", 1, len(STEPS), False),
    ]
    whole = [entry(fq.PROMPTS[step][0], "c") for step in fq.SAFETY_STEPS]
    assert fq.met(whole, lambda _: fq.SAFETY_STEPS)[0].finished


def test_where_somebody_was_abused_nothing_is_read_that_was_written_about_it() -> None:
    written = [prompt for step in fq.SAFETY_STEPS for prompt in fq.PROMPTS[step]]
    assert not set(written) & set(fq.AIMS)
    assert set(fq.UNREAD) <= set(written)
