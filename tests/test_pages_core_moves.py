"""The core page without a browser: a good and a hollow answer, disputes, abuse, details, endings, the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.core_page import ANSWER, STEP, again, flat, html, no_form, opened, press, rate, read, typed
from workbook_lib.model import Entry, Scenario
from workbook_lib.pages._core import OWN, Practice
from workbook_lib.parts import Actions, Choices, Part, editors
from workbook_lib.widgets import Choice, Press

HOLLOW = "Empathy is feeling what another person feels. I will use empathy and compassion with all clients."
DETAILS = " Her number is 0412 345 678."
QUESTION = re.compile(r'class="wb-question"[^>]*><strong>[^<]*</strong> (.*?)</p>')


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Practice]:
    yield from opened(tmp_path, monkeypatch)


def kept(practice: Practice, prompt: str = STEP) -> Entry:
    entry = practice.walk.latest(prompt)
    assert entry is not None
    return entry


def levels(entry: Entry) -> dict[str, int]:
    assert entry.assessment is not None
    return dict(entry.assessment.levels)


def question(practice: Practice) -> str:
    [asked] = QUESTION.findall(html(practice))
    return unescape(asked)


def ids(parts: list[Part]) -> list[str]:
    return [p.id for p in flat(parts)]


def of_abuse(practice: Practice) -> Scenario:
    case = next(s for s in practice.page.content.scenarios.values() if s.safety)
    practice.start(case.id)
    return case


# -- a good and a hollow answer --------------------------------------------------------------------------------


def test_a_good_answer_is_met_otherwise_than_a_hollow_one(practice: Practice) -> None:
    read(practice)
    good, shown, asked = kept(practice), html(practice), question(practice)
    read(practice, HOLLOW)
    hollow, hollow_shown, hollow_asked = kept(practice), html(practice), question(practice)

    assert levels(good)["perspective"] > levels(hollow)["perspective"] == 0
    assert sum(levels(good).values()) > sum(levels(hollow).values())
    assert good.assessment is not None
    assert hollow.assessment is not None
    assert good.assessment.stage in {"empathy", "compassion"}
    assert hollow.assessment.stage == "none"
    assert "data-carries" in shown
    assert "data-carries" not in hollow_shown
    assert asked != hollow_asked
    notices = practice.page.content.feedback
    recited = next(s for s in notices.situations if s.id == "recited")
    assert any(unescape(line) in unescape(hollow_shown) for line in recited.notice)
    assert not any(unescape(line) in unescape(shown) for line in recited.notice)


def test_a_hollow_reply_is_met_otherwise_than_one_that_meets(practice: Practice) -> None:
    assert practice.scenario is not None
    readings = {}
    for name in ("meets", "manages"):
        press(practice, "open:reply")
        typed(practice, practice.scenario.replies[name], "reply")
        rate(practice, "1", "reply")
        press(practice, "read:reply")
        readings[name] = levels(kept(practice, "reply"))
    assert readings["meets"]["acknowledgement"] > readings["manages"]["acknowledgement"]
    assert sum(readings["meets"].values()) > sum(readings["manages"].values())


# -- "this is not what I meant" --------------------------------------------------------------------------------


def disputed(practice: Practice, dimension: str) -> str:
    press(practice, f"dispute:{STEP}")
    practice.act(Choice(f"dispute-{STEP}", dimension), no_form())
    return str(press(practice, f"withdraw:{STEP}").announce)


@pytest.mark.parametrize("level", [0, 2])
def test_after_a_dispute_the_question_is_chosen_anew(practice: Practice, level: int) -> None:
    read(practice, ANSWER if level else "She was loud at the desk and I did not like it at all.")
    before = question(practice)
    dimension = next(d for d, at in levels(kept(practice)).items() if bool(at) == bool(level))
    said = disputed(practice, dimension)
    assert question(practice) != before
    key = "reading.withdrawn" if level else "reading.missed"
    assert said.startswith(practice.page.word(key))
    assert question(again(practice)) == question(practice)


def test_one_s_own_rating_is_not_held_against_a_disputed_reading(practice: Practice) -> None:
    text = "She was loud at the desk and I did not like it at all."
    typed(practice, text)
    rate(practice, "2")
    press(practice, f"read:{STEP}")
    entry = kept(practice)
    assert entry.assessment is not None
    [dimension] = entry.self_rating
    told = practice.page.word("reading.difference_higher").split("{dimension}")[-1]
    assert (told in unescape(html(practice))) == entry.assessment.rating(dimension).sure
    disputed(practice, dimension)
    assert told not in unescape(html(practice))


def test_the_new_question_is_not_about_what_was_disputed(practice: Practice) -> None:
    read(practice, "She was loud at the desk and I did not like it at all.")
    feedback = practice.page.content.feedback
    for dimension in ("perspective", "emotion"):
        disputed(practice, dimension)
        situation, _ = practice.page.place["recent"][-1]
        [asked] = [s for s in feedback.situations if s.id == situation]
        assert asked.dimension not in kept(practice).disputed


def test_a_dispute_without_a_choice_says_what_is_missing(practice: Practice) -> None:
    read(practice)
    press(practice, f"dispute:{STEP}")
    missing = practice.page.word("reading.choose_first")
    assert missing not in html(practice)
    reply = press(practice, f"withdraw:{STEP}")
    assert (reply.focus, reply.announce) == (f"dispute-{STEP}", missing)
    assert missing in html(practice)
    practice.act(Choice(f"dispute-{STEP}", "action"), no_form())
    press(practice, f"withdraw:{STEP}")
    assert missing not in html(practice)


# -- somebody who abused staff ---------------------------------------------------------------------------------


def test_a_case_of_abuse_asks_what_was_done_what_one_needs_and_what_the_limit_is(practice: Practice) -> None:
    of_abuse(practice)
    prompts = practice.page.content.prompts
    asked = []
    for step in practice.walk.steps:
        press(practice, f"open:{step}")
        asked += [e.label for e in editors(practice.parts())]
    for id in ("done_to_me", "i_need", "not_mine", "limit"):
        assert any(prompts[id].wording in label for label in asked)
    assert not any(prompts[id].wording in label for label in asked for id in (STEP, "free", "asking_changed"))


@pytest.mark.parametrize("prompt", ["done_to_me", "i_need", "limit"])
def test_in_a_case_of_abuse_nothing_is_rated_or_marked_and_the_question_is_about_the_writer(
    practice: Practice, prompt: str
) -> None:
    of_abuse(practice)
    press(practice, f"open:{prompt}")
    typed(practice, "He put his arm across the door frame. I was on the inside of it.", prompt)
    assert not any(isinstance(p, Choices) and p.id.startswith("rate") for p in flat(practice.parts()))
    reply = press(practice, f"read:{prompt}")
    entry = kept(practice, prompt)
    assert entry.assessment is not None
    assert (entry.assessment.note, entry.self_rating) == (prompt, {})
    assert reply.focus == f"{prompt}-heading"
    shown = html(practice)
    assert "wb-finding" not in shown
    assert "wb-sentence" not in shown
    assert not re.search(r"\bfor them\b|their side\?|to them\?", question(practice))


def test_self_harm_is_met_in_a_case_of_abuse_too(practice: Practice) -> None:
    of_abuse(practice)
    typed(practice, "I don't want to wake up any more and I have been saving up my tablets.", "done_to_me")
    assert press(practice, "read:done_to_me").focus == "care-heading"


# -- details that could tell who a client is -------------------------------------------------------------------


def test_a_number_is_asked_about_before_anything_is_read(practice: Practice) -> None:
    typed(practice, ANSWER + DETAILS)
    rate(practice, "1")
    assert "A client could be known" not in html(practice)
    reply = press(practice, f"read:{STEP}")
    assert reply.focus == f"replace:{STEP}"
    assert "A client could be known" in reply.announce
    assert "A client could be known" in html(practice)
    assert practice.page.entries() == []


def test_what_was_pressed_goes_on_once_a_number_is_replaced(practice: Practice) -> None:
    typed(practice, ANSWER + DETAILS)
    rate(practice, "1")
    press(practice, f"read:{STEP}")
    reply = press(practice, f"replace:{STEP}")
    assert kept(practice).text == ANSWER + " Her number is [phone number]."
    assert reply.focus == f"{STEP}-heading"
    assert reply.announce.startswith(practice.page.word("details.replaced"))
    [editor] = editors(practice.parts())
    assert (editor.text, editor.set_by) == (ANSWER + " Her number is [phone number].", 1)


def test_a_detail_that_was_left_is_read_as_it_is_and_not_asked_about_again(practice: Practice) -> None:
    typed(practice, ANSWER + DETAILS)
    rate(practice, "1")
    press(practice, f"read:{STEP}")
    press(practice, f"leave:{STEP}")
    assert kept(practice).text == ANSWER + DETAILS
    press(practice, f"read:{STEP}")
    assert "A client could be known" not in html(practice)


@pytest.mark.parametrize("button", [f"read:{STEP}", "another:", "case:returned_book"])
def test_the_own_story_is_asked_about_at_the_first_press(practice: Practice, button: str) -> None:
    press(practice, "own:")
    typed(practice, "Rosa Marin came in. Her e-mail is rosa@example.org.", "own_encounter")
    reply = press(practice, button)
    assert reply.focus == "replace:own_encounter"
    assert practice.walk.scenario == OWN
    names = ids(practice.parts())
    assert names.index("nudge-own_encounter") == names.index("answer-own_encounter") + 1
    press(practice, "replace:own_encounter")
    assert practice.page.draft((OWN, "own_encounter"))[0] == "[a name] came in. Her e-mail is [e-mail]."


def test_leaving_an_invented_case_asks_nothing_about_what_was_written_there(practice: Practice) -> None:
    before = practice.walk.scenario
    typed(practice, ANSWER + DETAILS)
    press(practice, "another:")
    assert practice.walk.scenario != before


def test_a_number_among_what_one_knows_is_asked_about_before_it_is_kept(practice: Practice) -> None:
    press(practice, "open:ask")
    typed(practice, "Call her on 0412 345 678.", "know")
    press(practice, "keep:ask")
    assert practice.walk.open == "ask"
    press(practice, "leave:know")
    assert practice.walk.open == "reveal"


# -- how it ended ----------------------------------------------------------------------------------------------


def test_how_it_ended_waits_until_the_learner_has_answered(practice: Practice) -> None:
    case = next(s for s in practice.page.content.scenarios.values() if s.ending and not s.safety)
    practice.start(case.id)
    press(practice, "open:reveal")
    assert case.going_on in unescape(html(practice))
    assert case.ending not in unescape(html(practice))
    press(practice, "open:reply")
    assert case.ending not in unescape(html(practice))
    typed(practice, "Dear you, I read what you wrote. I will look on the shelf and call you.", "reply")
    rate(practice, "1", "reply")
    press(practice, "read:reply")
    assert case.ending in unescape(html(practice))


def test_a_case_that_ends_tells_what_was_going_on_first(practice: Practice) -> None:
    for case in practice.page.content.scenarios.values():
        assert case.going_on
        assert f"{case.going_on}\n\n{case.ending}".strip() == case.reveal.strip()
    ended = [c for c in practice.page.content.scenarios.values() if c.ending]
    assert len(ended) >= 20


# -- back to a case --------------------------------------------------------------------------------------------


def test_cases_that_were_begun_are_listed_with_a_way_back(practice: Practice) -> None:
    first = practice.walk.scenario
    assert "cases-met-heading" not in html(practice)
    read(practice)
    press(practice, "another:")
    shown = html(practice)
    assert f'data-press="case:{first}"' in shown
    assert practice.page.word("cases.begun", kept=1, steps=9) in shown
    reply = press(practice, f"case:{first}")
    assert (practice.walk.scenario, reply.focus) == (first, "case-title")
    assert kept(practice).text == ANSWER


def test_a_finished_case_is_called_so_after_a_restart_too(practice: Practice) -> None:
    of_abuse(practice)
    for step, prompt in zip(
        practice.walk.steps, ("done_to_me", "i_need", "not_mine", "limit", "when_then"), strict=True
    ):
        press(practice, f"open:{step}")
        typed(practice, "When he comes back, then I go and call.", prompt)
        press(practice, f"{'read' if prompt in ('done_to_me', 'i_need', 'limit') else 'keep'}:{step}")
    assert practice.walk.done
    press(practice, "another:")
    assert practice.page.word("cases.finished") in html(again(practice))


def test_a_step_with_a_guess_alone_is_kept_and_shows_its_first_words(practice: Practice) -> None:
    press(practice, "open:ask")
    typed(
        practice,
        "That she has no internet at home, and nobody to sit with, and a long way to go home after dark.",
        "guess",
    )
    press(practice, "keep:ask")
    assert practice.walk.is_kept("ask")
    assert "a long way to go home …</p>" in html(practice)


def test_another_case_is_at_the_end_of_the_page_as_well(practice: Practice) -> None:
    rows = [p for p in flat(practice.parts()) if isinstance(p, Actions) and p.id.startswith("cases")]
    assert [row.id for row in rows] == ["cases", "cases-end"]
    assert {"another", "own"} == {button.name for button in rows[-1].buttons}
    assert ids(practice.parts())[-1] == "cases-end"


def test_a_case_that_is_not_there_changes_nothing(practice: Practice) -> None:
    before = practice.walk.scenario
    practice.act(Press("case:no_such_case", "met"), no_form())
    assert practice.walk.scenario == before


def test_a_kept_plan_takes_the_focus_to_its_word(practice: Practice) -> None:
    press(practice, "open:plan")
    typed(practice, "When someone is loud, then I let them finish.", "when_then")
    reply = press(practice, "keep:plan")
    assert reply.focus == "plan-kept"
    assert 'data-name="plan-kept"' in html(practice)
