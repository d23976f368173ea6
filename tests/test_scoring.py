"""The contract of the scorer: any string gives an Assessment, spans quote, and hollow words don't pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib import read_turn, score_reflection, score_reply, sort_sentence
from workbook_lib.authoring.cues import RUBRICS
from workbook_lib.model import Assessment

DEEP = (
    "She walked forty minutes in the rain with two kids because there is no bus after six. I felt how ashamed she"
    " was when I asked about the form in front of the queue. I took her for careless; nothing she did had earned"
    " that. Tomorrow I'll ring her and ask which hours would suit her."
)


def check(assessment: Assessment, text: str, rubric: str) -> None:
    assert tuple(assessment.levels) == RUBRICS[rubric]
    for evidence in assessment.evidence:
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote
        assert evidence.reason
        assert (evidence.start, evidence.end) in assessment.sentences
    for start, end in assessment.sentences:
        assert text[start:end].strip() == text[start:end] != ""


@given(st.text())
def test_any_string_is_an_assessment(text: str) -> None:
    check(score_reflection(text), text, "reflection")
    check(score_reply(text, text, True), text, "reply")
    assert set(read_turn(text, text, text).moves) == set(RUBRICS["turns"])
    assert sort_sentence(text) in ("saw", "assumed", "need_to_know", "unsure")


HOSTILE = [
    "",
    " \n\t ",
    "\x00",
    "\ud800 lone",
    "😀" * 50,
    "<img src=x onerror=alert(1)> she cried",
    "\u202eshe was sad\u202c",
    "." * 3000 + "x",
    "'\"“" * 500,
    "a" * 5000,
    "שלום עולם מה שלומך היום",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings(text: str) -> None:
    check(score_reflection(text, text), text, "reflection")
    check(score_reply(text, text), text, "reply")


@pytest.mark.parametrize("value", [None, b"bytes", 3, ["text"]])
def test_anything_else_is_a_type_error(value: object) -> None:
    for function in (score_reflection, score_reply, read_turn, sort_sentence):
        with pytest.raises(TypeError, match="must be a str"):
            function(value)  # type: ignore[operator]


def test_a_deep_reflection_reads_high_with_evidence() -> None:
    read = score_reflection(DEEP, "hardship")
    assert read.stage in ("empathy", "compassion")
    assert sum(read.levels.values()) >= 8
    assert all(r.evidence for r in read.ratings if r.level == 2)
    assert all(0 <= r.confidence <= 1 for r in read.ratings)


@pytest.mark.parametrize(
    "text",
    [
        "Sad, angry, afraid, lonely, ashamed, hurt, grieving, tired, empathy, compassion.",
        "Empathy is the ability to understand another's feelings. I will use empathy and active listening.",
        "Oh absolutely devastating, truly, my heart bleeds for him. These people always want something.",
    ],
)
def test_the_hollow_does_not_pass(text: str) -> None:
    read = score_reflection(text)
    assert max(read.levels.values()) <= 1
    assert read.stage in ("none", "sympathy")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", "no_words"),
        ("?!", "no_words"),
        ("ok", "too_short"),
        (
            "Ich weiß nicht, warum die Frau so traurig gewesen ist, aber wir werden sie fragen.",
            "other_language",
        ),
        ("الكتاب ليس هنا اليوم", "other_language"),
    ],
)
def test_what_is_not_read_says_why(text: str, note: str) -> None:
    read = score_reflection(text)
    assert (read.stage, read.note) == (None, note)
    assert set(read.levels.values()) == {0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He was ashamed that his son saw it.", "She was ashamed that her daughter saw it."),
        ("I don't know what he needs, so I'll ask.", "I do not know what he needs, so I will ask."),
        ("I realise the centre of her day was that box.", "I realize the center of her day was that box."),
        ("Maria waited three hours in the rain.", "Ngozi waited three hours in the rain."),
    ],
)
def test_what_changes_nothing(one: str, other: str) -> None:
    first, second = score_reflection(one), score_reflection(other)
    assert first.levels == second.levels
    assert first.stage == second.stage


@pytest.mark.parametrize(
    "question",
    [
        "Is there any writer she likes?",
        "Who reads to him at home?",
        "Why did he ask for that one book?",
        "How long had he been standing there?",
        "Would she rather come on a Tuesday?",
    ],
)
def test_a_real_question_about_the_client_is_curiosity(question: str) -> None:
    assert score_reflection(question).levels["curiosity"] >= 1


@pytest.mark.parametrize(
    "question",
    [
        "Who does she think she is?",
        "How hard is it to read a sign?",
        "Why can't she just wait like everyone else?",
        "He knew the date, didn't he?",
        "When will they ever learn?",
        "How would I feel if this were happening to me?",
    ],
)
def test_a_judgement_or_a_copied_question_asks_nothing(question: str) -> None:
    assert score_reflection(question).levels["curiosity"] == 0
