"""Sentences, coded words, and the scope of a match."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.scoring.reader import reader_for
from workbook_lib.scoring.segment import segment
from workbook_lib.scoring.store import ASKED, NEGATED, QUOTED, SUPPOSED
from workbook_lib.scoring.words import skeleton


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in segment(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Mr. Hale owed $4.20. He paid.", ["Mr. Hale owed $4.20.", "He paid."]),
        ("We close at 8 p.m. on Friday.", ["We close at 8 p.m. on Friday."]),
        ('"Why me?" she said. "I paid."', ['"Why me?"', "she said.", '"I paid."']),
        ("Well... maybe not.", ["Well... maybe not."]),
        ("- a chair\n- a call", ["- a chair", "- a call"]),
        ("First thing\n\nsecond thing", ["First thing", "second thing"]),
        ("about who else was there,\nand I stopped", ["about who else was there,\nand I stopped"]),
        ("i went. then he left", ["i went.", "then he left"]),
        ("   ", []),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert pieces(text) == wanted


def test_a_long_run_without_punctuation_is_cut_at_its_connectives() -> None:
    run = (
        "i cancelled the wrong group ten people stood outside in the cold because i did not read the second line "
        * 3
    )
    assert len(segment(run)) > 1


@given(st.text(alphabet="ab .!?\n\"'…,-1", max_size=200))
def test_sentences_are_in_order_and_lose_no_letter(text: str) -> None:
    spans = segment(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert sorted(c for c in kept if c.isalnum()) == sorted(c for c in text if c.isalnum())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("he is sad", "she is sad"),
        ("I don't know", "I do not know"),
        ("I dont know", "I don’t know"),
        ("the colour of a form", "color of form"),
        ("it was frustraited", "it was frustrated"),
        ("soooo sad", "so sad"),
    ],
)
def test_words_that_read_alike_are_coded_alike(one: str, other: str) -> None:
    found = reader_for("reflection")
    assert found.encode(one).code == found.encode(other).code


def test_a_skeleton_survives_swapped_and_doubled_letters() -> None:
    assert skeleton("tomorow") == skeleton("tomorrow")
    assert skeleton("mihgt") == skeleton("might")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("She was ashamed of it.", 0),
        ("She was not ashamed of it.", NEGATED),
        ("It was not late, but she was ashamed of it.", 0),
        ("He said 'I am ashamed' to me.", QUOTED),
        ("Was she ashamed of it?", ASKED),
        ("If they stare, she is ashamed of it.", SUPPOSED),
    ],
)
def test_scope(text: str, scope: int) -> None:
    found = reader_for("reflection")
    matches = [m for m in found.read(found.encode(text)).matches if m.cue.id == "emotion.label"]
    assert {m.scope for m in matches} == {scope}
