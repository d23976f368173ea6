"""Looks: each finds what its examples say, and every given line and model reads as its page needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib import catalog
from workbook_lib.activities import looks
from workbook_lib.activities.lines import Move, RewriteLine, Way
from workbook_lib.authoring.pack import read_pack
from workbook_lib.model import Evidence
from workbook_lib.scoring import score_reply

CONTENT = catalog.load()
DECLARED: dict[str, dict[str, Any]] = read_pack("en").data("looks.yaml")["looks"]


def read(text: str, wanted: tuple[str, ...], theirs: tuple[str, ...] = ()) -> dict[str, str]:
    """Look id to what is said of it."""
    found = looks.read(text, CONTENT.looks, wanted, score_reply(text), theirs)
    return {one.look.id: one.key for one in looks.told(found, CONTENT.looks)}


@pytest.mark.parametrize("name", [n for n, look in DECLARED.items() if look["kind"] != "theirs"])
def test_a_look_finds_its_hits_and_no_miss(name: str) -> None:
    look = DECLARED[name]
    assert len(look["hits"]) >= 1
    assert len(look["misses"]) >= 1
    spots = {
        line: looks.spots(line, CONTENT.looks, [name])[name] for line in (*look["hits"], *look["misses"])
    }
    assert [line for line in look["hits"] if not spots[line]] == []
    assert [line for line in look["misses"] if spots[line]] == []


def ways() -> Iterator[tuple[str, RewriteLine, Move, Way]]:
    for page, activity in CONTENT.activities.items():
        for rewriting in activity.rewrite.values():
            for line in rewriting.lines:
                for move, way in line.moves.items():
                    yield page, line, rewriting.moves[move], way


WAYS = [pytest.param(line, move, way, id=f"{page}-{line.id}-{move.id}") for page, line, move, way in ways()]


@pytest.mark.parametrize(("line", "move", "way"), WAYS)
def test_a_model_has_what_its_move_asks_for(line: RewriteLine, move: Move, way: Way) -> None:
    assert set(read(way.model, move.looks, line.theirs).values()) <= {"here"}


@pytest.mark.parametrize(("line", "move", "way"), WAYS)
def test_a_given_line_leaves_something_to_do(line: RewriteLine, move: Move, way: Way) -> None:
    assert {"still", "missing"} & set(read(line.line, move.looks, line.theirs).values())


def test_words_that_are_recited_are_not_this_persons_own() -> None:
    wanted = ("must_be", "alongside", "theirs")
    recited = read("I understand how frustrating that is.", wanted, ("frog", "flap"))
    assert recited == {"alongside": "here", "theirs": "missing"}
    own = read("I'd hate that too, with the frog book gone.", wanted, ("frog", "flap"))
    assert own == {"alongside": "here", "theirs": "here"}


def test_what_a_rubric_finds_clear_counts_where_no_phrase_does() -> None:
    text = "Every morning the same question, and every morning the same shrug."
    assert read(text, ("alongside",)) == {"alongside": "missing"}
    evidence = (Evidence("shared_feeling", 0, len(text), text, "you say what it is like", "a_cue"),)
    plain = score_reply(text)
    clear = tuple(
        replace(r, level=2, evidence=evidence) if r.dimension == "shared_feeling" else r
        for r in plain.ratings
    )
    found = looks.read(text, CONTENT.looks, ("alongside",), replace(plain, ratings=clear, stage="empathy"))
    assert found.ratings[0].level == 2
    assert found.ratings[0].evidence[0].quote == text


def test_what_went_is_told_only_where_it_was_there_before() -> None:
    text = "I am checking the shelf now."
    found = looks.read(text, CONTENT.looks, ("the_team",), score_reply(text))
    assert looks.told(found, CONTENT.looks) == []
    [gone] = looks.told(found, CONTENT.looks, before=["the_team"])
    assert gone.key == "gone"


def test_the_question_is_about_what_is_missing_before_what_may_go() -> None:
    text = "The team will resolve this soon."
    found = looks.told(
        looks.read(text, CONTENT.looks, ("the_team", "my_step"), score_reply(text)), CONTENT.looks
    )
    assert looks.question(found, "well") == CONTENT.looks.looks["my_step"].missing
    assert looks.question(found[:1], "well") == CONTENT.looks.looks["the_team"].missing
    assert looks.question([], "well") == "well"


@pytest.mark.parametrize(
    "text", ["", "?", "ok", "Bonjour madame, le livre que vous cherchez est dans la salle."]
)
def test_a_text_that_cannot_be_read_is_left_unread(text: str) -> None:
    found = looks.read(text, CONTENT.looks, ("my_step",), score_reply(text))
    assert not found.was_read
    assert found.note in looks.UNREAD


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_evidence_stands_word_for_word_in_any_text(text: str) -> None:
    wanted = tuple(CONTENT.looks.looks)
    found = looks.read(text, CONTENT.looks, wanted, score_reply(text), ("frog", "flap"))
    for rating in found.ratings:
        ends = [e.end for e in rating.evidence]
        assert all(text[e.start : e.end] == e.quote and e.quote.strip() for e in rating.evidence)
        assert ends == sorted(ends)
