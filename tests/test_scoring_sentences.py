"""Single sentences: seen, assumed, still to be known; what somebody is reported to have said was heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data import sentences_outside
from workbook_lib import sort_sentence
from workbook_lib.scoring.reader import reader_for
from workbook_lib.scoring.sentences import MARGIN, read_beside


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("He folded the letter and put it back in his coat.", "saw"),
        ("She told me the bus never came.", "saw"),
        ("She told me she felt useless.", "saw"),
        ('He asked, "Why does nobody listen?"', "saw"),
        ("She was being rude on purpose.", "assumed"),
        ("He obviously never reads anything.", "assumed"),
        ("She left because she was ashamed.", "assumed"),
        ("He'll never pay it.", "assumed"),
        ("Asked again just to annoy me.", "assumed"),
        ("Why can't people just read the sign like everyone else?", "assumed"),
        ("I don't know whether she has eaten.", "need_to_know"),
        ("Maybe he works nights.", "need_to_know"),
        ("Who else has a key?", "need_to_know"),
        ("Need to ask his sister what happened.", "need_to_know"),
        ("I may have misread her face.", "need_to_know"),
    ],
)
def test_the_column_of_a_sentence(text: str, column: str) -> None:
    assert sort_sentence(text) == column


@pytest.mark.parametrize("text", ["", "  \n", "?!", "Hmm.", "xx"])
def test_unsure_where_there_is_nothing_to_go_by(text: str) -> None:
    assert sort_sentence(text) == "unsure"


def test_unsure_means_that_no_column_stands_out() -> None:
    """Every sentence that training never sees: it is sorted where the first column stands out, and only there."""
    found = reader_for("sentences")
    for row in sentences_outside():
        words = found.encode(row["text"])
        first, second, *_ = sorted(found.scores(read_beside(found, words)).values(), reverse=True)
        stands_out = first - second >= MARGIN
        assert stands_out or sort_sentence(row["text"]) == "unsure", row["text"]


def test_sentences_by_another_hand_are_mostly_sorted_right() -> None:
    said = [(r["label"], sort_sentence(r["text"])) for r in sentences_outside() if r["use"] == "untouched"]
    sorted_ = [label == column for label, column in said if column != "unsure"]
    assert len(sorted_) >= 0.85 * len(said)
    assert sum(sorted_) >= 0.9 * len(sorted_)


@given(st.text())
def test_any_string_has_a_column(text: str) -> None:
    assert sort_sentence(text) in ("saw", "assumed", "need_to_know", "unsure")


@pytest.mark.parametrize("value", [None, b"bytes", 4])
def test_anything_else_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="must be a str"):
        sort_sentence(value)  # type: ignore[arg-type]
