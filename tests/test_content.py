"""The built-in content: it checks, its compiled form is fresh, and it reads as it should."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest

from workbook_lib.authoring.checks import texts
from workbook_lib.authoring.compiler import COMPILED, as_json, check, compiled, languages
from workbook_lib.authoring.faults import to_mend
from workbook_lib.catalog import load
from workbook_lib.model import Scenario

BANNED = re.compile(
    r"\b(?:great job|well done|you failed|simply|just|unfortunately|you lack|score)\b",
    re.I,
)
"""Words this workbook never says of its own accord. Clients and invented replies may."""


@pytest.mark.parametrize("language", languages())
def test_built_in_content_has_nothing_to_mend(language: str) -> None:
    assert "\n".join(map(str, to_mend(check(language)))) == ""


@pytest.mark.parametrize("language", languages())
def test_compiled_content_is_fresh(language: str) -> None:
    file = COMPILED / f"content-{language}.json"
    assert file.read_text(encoding="utf-8") == as_json(compiled(language)), (
        "run: python -m workbook_lib content compile"
    )


def syllables(word: str) -> int:
    """An estimate: groups of vowels, less a silent e. Near enough to tell grade 6 from grade 12."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    silent_ed = word.endswith("ed") and not word.endswith(("ted", "ded")) and groups > 1
    return max(1, groups - int(silent or silent_ed))


def grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid et al., 1975)."""
    sentences = max(1, len([s for s in re.split(r"[.!?…]+(?:\s|$)|\n\n", text) if s.strip()]))
    words = re.findall(r"[A-Za-z’']+", text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / max(1, len(words)) - 15.59


def test_the_grade_tells_plain_words_from_heavy_ones() -> None:
    assert grade("The cat sat on the mat. It was warm there. She let it sleep.") < 3
    assert grade("Institutional accessibility considerations necessitate comprehensive reconfiguration.") > 15


@cache
def content() -> dict[str, object]:
    return dict(json.loads((COMPILED / "content-en.json").read_text(encoding="utf-8")))


NOT_SPOKEN = frozenset(
    (
        "patterns",
        "vocabulary",
        "groups",
        "people",
        "source",
        "credit",
        "focus",
        "avoid",
        "line",
        "theirs",
        "model",
        "clients",
        "phrases",
        "reflections",
        "replies",
    )
)
"""Keys of what is no speech of the workbook: patterns, sources, and lines that staff say."""


def own_words() -> Iterator[tuple[str, str]]:
    """Every text in which the workbook speaks for itself, in English."""
    spoken = ("prompts", "desks", "pages", "words", "feedback", "care", "rubrics", "looks", "activities")
    for part in spoken:
        for path, text in texts(content()[part]):
            if "small_" in str(path[-1]):
                continue  # phrases to look for, in what learners write
            if not NOT_SPOKEN & set(map(str, path)):
                yield ".".join(map(str, (part, *path))), text


def test_the_workbook_never_says_certain_words() -> None:
    found = {key: text for key, text in own_words() if BANNED.search(text)}
    allowed = {k for k in found if "scored" in found[k]}
    assert {k: v for k, v in found.items() if k not in allowed} == {}


def test_long_words_of_the_workbook_are_at_or_below_grade_9() -> None:
    hard = {k: round(grade(t), 1) for k, t in own_words() if len(t.split()) >= 25 and grade(t) > 9}
    assert hard == {}


def test_short_words_taken_together_are_at_or_below_grade_7() -> None:
    for part in ("feedback", "words", "looks", "activities"):
        together = " ".join(t.rstrip(".") + "." for k, t in own_words() if k.startswith(part) and " " in t)
        assert grade(together) <= 7


@pytest.mark.parametrize("name", sorted(load().scenarios))
def test_a_case_reads_easily_and_keeps_its_measure(name: str) -> None:
    case = load().scenarios[name]
    assert 90 <= len(case.story.split()) <= 160
    assert grade(case.story) <= 9
    assert grade(case.reveal) <= 9
    assert grade(case.boundary) <= 9
    for reply in case.replies.values():
        assert 40 <= len(reply.split()) <= 90
    assert len({m.register for m in case.messages}) == 2
    assert min(len(m.text.split()) for m in case.messages) >= 20
    assert max(len(m.text.split()) for m in case.messages) <= 130


def test_one_idea_is_under_200_words() -> None:
    for page in load().pages.values():
        assert len(page.idea.split()) < 200, page.id


def test_the_five_questions_are_quoted_word_for_word() -> None:
    wordings = {key: prompt.wording for key, prompt in load().prompts.items()}
    assert wordings["why_important"] == "Why is this issue so important to this person?"
    assert wordings["what_made_them_feel"] == "What made them feel the way they do?"
    assert wordings["hardship"] == "How has this issue caused hardship for this person?"
    assert (
        wordings["who_and_what_motivates"]
        == "Who is this person in their day-to-day life? What motivates them?"
    )
    assert wordings["how_would_i_feel"] == "How would I feel if this were happening to me?"


def own(desk: str) -> list[Scenario]:
    """The cases that are told from this desk: those that name it first. Other desks may read them too."""
    return [case for case in load().scenarios.values() if case.desks[0] == desk]


def test_there_are_forty_cases() -> None:
    assert len(load().scenarios) >= 40


@pytest.mark.parametrize("desk", list(load().desks))
def test_every_desk_has_three_cases_of_its_own_and_some_of_others(desk: str) -> None:
    assert len(own(desk)) >= 3
    assert 6 <= len(load().for_desk(desk)) < len(load().scenarios)


@pytest.mark.parametrize("desk", list(load().desks))
def test_every_desk_has_a_case_of_its_own_whose_right_answer_is_a_limit(desk: str) -> None:
    """The case says so in what it holds, is nobody's abuse, and its own way of meeting says a no."""
    limits = [case for case in own(desk) if case.holds.endswith("A limit has to be said.")]
    assert limits
    for case in limits:
        assert not case.safety
        assert case.library_at_fault is not True
        assert re.search(r"\b(?:can't|won't|don't decide alone|stays hers)\b", case.replies["meets"]), case.id


def test_one_reveal_in_three_is_ordinary_or_never_known() -> None:
    cases = load().scenarios.values()
    assert sum(case.reveal_kind != "hard" for case in cases) * 3 >= len(cases)
    assert {case.reveal_kind for case in cases} == {"hard", "ordinary", "unknown"}


def test_some_clients_are_abusive_and_some_faults_are_nobodys() -> None:
    cases = load().scenarios.values()
    assert len({case.desks[0] for case in cases if case.safety}) >= 5
    assert {case.library_at_fault for case in cases} == {True, False, None}


def test_a_reply_that_meets_is_not_known_by_its_length() -> None:
    cases = load().scenarios.values()
    extra = [len(c.replies["meets"].split()) - len(c.replies["manages"].split()) for c in cases]
    assert sum(extra) / len(extra) <= 25


def test_no_two_cases_share_a_title() -> None:
    titles = [case.title for case in load().scenarios.values()]
    assert len(titles) == len(set(titles))
