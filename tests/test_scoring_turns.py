"""Turns: each move in a plain case, evidence that quotes, any string read, and what is close but isn't it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib import read_turn
from workbook_lib.authoring.cues import RUBRICS
from workbook_lib.scoring.turn_relations import stem

LOST = "I posted the parcel slip to you in May. Nobody rang me back, and my daughter's exam is on Monday."


def moves(text: str, client_said: str = LOST, history: str = "") -> set[str]:
    return {move for move, present in read_turn(text, client_said, history).moves.items() if present}


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("You posted the slip in May, and nobody rang you back.", "takes_up"),
        ("You must be worried sick.", "names_feeling"),
        ("What was that like for you?", "asks_open"),
        ("What's your surname, please?", "asks_closed"),
        ("Take your time. I'm right here.", "stays"),
        ("Would you rather I rang you, or shall I write?", "offers_choice"),
        ("I'm ringing the depot now, and I'll phone you by four.", "acts"),
        ("Just go online and fill in the form.", "solves_early"),
        ("Actually, as I explained, the sign clearly says so.", "argues"),
        ("That's council policy, you'd need to take it up with them. Our hands are tied.", "policy_shield"),
        ("The same thing happened to me, my mum lost hers and I cried for a week.", "self_turn"),
        ("I promise you a hundred percent, it'll never happen again.", "overpromises"),
        ("I can't undo the fee, but what I can do is freeze it and ring you on Friday.", "kind_limit"),
        ("Calm down. You should have thought of that earlier.", "belittles"),
    ],
)
def test_each_move_in_a_plain_case(text: str, move: str) -> None:
    assert move in moves(text)


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("I understand your frustration.", "names_feeling"),
        ("I'll see what I can do.", "acts"),
        ("Thank you for your feedback.", "takes_up"),
        ("What's your surname, please?", "asks_open"),
        ("You must be worried sick.", "solves_early"),
        ("Take your time.", "belittles"),
        ("I can't undo that.", "kind_limit"),
        ("What was that like for you?", "asks_closed"),
    ],
)
def test_what_is_near_a_move_is_not_it(text: str, move: str) -> None:
    assert move not in moves(text)


def test_an_echo_needs_the_client() -> None:
    text = "Nobody rang back, and her exam on Monday."
    assert "takes_up" in moves(text)
    assert "takes_up" not in moves(text, client_said="")


@given(st.text(), st.text(), st.text())
def test_any_string_is_read_and_every_move_is_quoted(text: str, said: str, history: str) -> None:
    reading = read_turn(text, said, history)
    assert tuple(reading.moves) == RUBRICS["turns"]
    for evidence in reading.evidence:
        assert text[evidence.start : evidence.end] == evidence.quote != ""
        assert evidence.reason
    assert {e.dimension for e in reading.evidence} == {m for m, present in reading.moves.items() if present}


@pytest.mark.parametrize("value", [None, b"bytes", 4])
def test_anything_else_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="must be a str"):
        read_turn(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"), [("blocked", "blocks"), ("walking", "walked"), ("mother's", "mother"), ("run", "runs")]
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)
