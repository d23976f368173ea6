"""Readings as HTML: the learner's text whole and as text, findings in words, nothing of what isn't there."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbook_lib import render
from workbook_lib.model import Assessment, Dimension, Evidence, Level, Rating, Rubric

NAMES = {"emotion": "their feeling", "perspective": "their side", "assumption_free": "something assumed"}
RUBRIC = Rubric(
    "r", "1", "reflection", tuple(Dimension(i, n, "", "", ("", "", "")) for i, n in NAMES.items())
)


def word(key: str, **values: Any) -> str:
    return f"<{key}>" + ",".join(f"{k}={v}" for k, v in values.items())


def rating(dimension: str, level: Level, text: str = "", *, sure: bool = True) -> Rating:
    evidence = (Evidence(dimension, 0, len(text), text, "you say it"),) if text else ()
    return Rating(dimension, level, 0.9, sure, evidence)


def assessment(*ratings: Rating, sentences: tuple[tuple[int, int], ...] = ()) -> Assessment:
    return Assessment("r", "1", "empathy", ratings, sentences=sentences)


@given(st.text(), st.data())
def test_the_pieces_joined_are_the_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    sentences = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    shown = list(render.pieces(text, assessment(sentences=sentences)))
    assert "".join(p.text for p in shown) == text
    assert [p.number for p in shown if p.number] == list(range(1, len(sentences) + 1))


def test_what_a_person_wrote_is_shown_as_text() -> None:
    text = '<img src=x onerror="alert(1)"></script> & so on'
    read = assessment(rating("emotion", 2, text), sentences=((0, len(text)),))
    html = render.reading(text, read, RUBRIC, word, name="n")
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_sentence_that_carries_is_marked_and_named_by_its_number() -> None:
    text = "One. Two."
    two = Evidence("emotion", 5, 9, "Two.", "you say it")
    read = assessment(Rating("emotion", 1, 0.9, True, (two,)), sentences=((0, 4), (5, 9)))
    marks = [p.carries for p in render.pieces(text, read) if p.number]
    html = render.reading(text, read, RUBRIC, word, name="n")
    assert marks == [False, True]
    assert 'data-goto="n-s2"' in html
    assert 'data-goto="n-s1"' not in html


def test_a_dimension_of_absence_is_silent_unless_something_was_found() -> None:
    clean = assessment(rating("assumption_free", 2))
    assumed = assessment(rating("assumption_free", 0, "He is old."))
    assert not render.findings(clean, RUBRIC)
    assert not render.missing(clean, RUBRIC)
    assert [f.dimension.id for f in render.findings(assumed, RUBRIC)] == ["assumption_free"]


def test_an_unsure_reading_says_so_instead_of_a_level() -> None:
    found = render.findings(assessment(rating("emotion", 2, "x", sure=False)), RUBRIC)
    assert found[0].key == "unsure"


def test_what_is_missing_is_named_and_not_judged() -> None:
    read = assessment(rating("emotion", 0), rating("perspective", 1, "x"))
    html = render.reading("x", read, RUBRIC, word, name="n")
    assert "their feeling" in html
    assert "none" not in html


def test_a_text_that_was_not_read_shows_why_and_no_level() -> None:
    unread = Assessment("r", "1", None, (rating("emotion", 0),), note="too_short")
    html = render.reading("x", unread, RUBRIC, word, name="n")
    assert "notes.too_short" in html
    assert "levels." not in html


def test_before_and_after_name_what_moved_and_leave_out_what_did_not() -> None:
    then = assessment(rating("emotion", 0), rating("perspective", 1, "x"))
    now = assessment(rating("emotion", 2, "x"), rating("perspective", 1, "x"))
    told = render.moved(then, now, RUBRIC)
    assert [(d.id, before, after) for d, before, after in told] == [("emotion", "not_yet", "clear")]


def test_nothing_is_said_to_move_where_a_reading_is_unsure() -> None:
    then = assessment(rating("emotion", 0))
    assert render.moved(then, assessment(rating("emotion", 2, "x", sure=False)), RUBRIC) == []


def test_only_what_the_question_asks_for_is_said_to_be_missing() -> None:
    read = assessment(rating("emotion", 0), rating("perspective", 0))
    assert [d.id for d in render.missing(read, RUBRIC, ("perspective",))] == ["perspective"]


def test_unsure_findings_stand_together_under_one_line() -> None:
    read = assessment(rating("emotion", 2, "x", sure=False), rating("perspective", 1, "x", sure=False))
    html = render.reading("x", read, RUBRIC, word, name="n")
    assert html.count("reading.perhaps") == 1
    assert "levels.unsure>" not in html


def test_what_the_learner_disputes_loses_its_mark_and_keeps_their_reason() -> None:
    read = assessment(rating("emotion", 2, "x"), sentences=((0, 1),))
    html = render.reading("x", read, RUBRIC, word, name="n", disputed={"emotion": "it was about me"})
    assert "levels.clear" not in html
    assert "data-carries" not in html
    assert "it was about me" in html


MANY = ("a", "b", "c", "d", "e")
WIDE = Rubric("r", "1", "reflection", tuple(Dimension(i, f"name-{i}", "", "", ("", "", "")) for i in MANY))


def test_at_most_three_unsure_findings_make_no_wall_and_the_asked_ones_come_first() -> None:
    read = assessment(*(rating(i, 1, "x", sure=False) for i in MANY))
    html = render.reading("x", read, WIDE, word, name="n", asked=("e",))
    before, _, folded = html.partition("<details>")
    assert [i for i in MANY if f"name-{i}" in before] == ["a", "b", "e"]
    assert [i for i in MANY if f"name-{i}" in folded] == ["c", "d"]
    assert "reading.more_unsure&gt;count=2" in folded


def test_three_unsure_findings_are_not_folded() -> None:
    read = assessment(*(rating(i, 1, "x", sure=False) for i in MANY[:3]))
    assert "<details>" not in render.reading("x", read, WIDE, word, name="n")
