"""Replies beside the client's message: what is taken up, how both are written, whose fault it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib.scoring import read_reply, score_reply
from workbook_lib.scoring.reader import reader_for
from workbook_lib.scoring.reply_relations import stem

MESSAGE = "The van went past my gate again. I had packed eleven books and I stood there with my umbrella."


def relations(text: str, message: str = MESSAGE, at_fault: bool | None = True) -> set[str]:
    found = reader_for("reply")
    reading = read_reply(found, found.encode(text), message, at_fault)
    return {name for name in reading.features if name.startswith("r:")}


@pytest.mark.parametrize(
    ("one", "other"), [("packed", "packing"), ("stories", "story"), ("stopped", "stops"), ("gates", "gate")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["as", "red", "sing", "bed", "is", "", "yes"])
def test_a_stem_never_fails_and_short_words_stay(word: str) -> None:
    assert len(stem(word)) >= len(word) - 1


def test_their_words_are_found_in_other_forms() -> None:
    found = relations("You were packing eleven of them and it passed your gate, umbrella and all.")
    assert {"r:taken_up:3", "r:taken_plainly:3", "r:taken_numbers:1"} <= found
    assert "r:nothing_taken" not in found


def test_a_reply_to_anybody_takes_up_nothing() -> None:
    assert "r:nothing_taken" in relations("Thank you for your feedback, which we value.")


def test_another_name_changes_no_relation() -> None:
    one = relations("Dear Mrs Alvarez, it went past your gate.", MESSAGE + " Regards, Rosa Alvarez")
    other = relations("Dear Mrs Kowalczyk, it went past your gate.", MESSAGE + " Regards, Ewa Kowalczyk")
    assert one == other


def test_a_message_copied_back_is_marked() -> None:
    assert any(name.startswith("r:parroted") for name in relations(MESSAGE + " This has been closed."))
    assert not any(name.startswith("r:parroted") for name in relations("It went past your gate again."))


def test_office_words_count_and_their_sentences_take_up_nothing() -> None:
    found = relations("Your complaint regarding the van and the gate was forwarded to the department.")
    assert "r:voice_office:3" in found
    assert not any(name.startswith("r:taken_plainly") for name in found)


def test_owning_is_seen_beside_the_fault() -> None:
    text = "That was our mistake."
    assert "r:fault:True:ownership:2" in relations(text, at_fault=True)
    assert "r:fault:False:ownership:2" in relations(text, at_fault=False)


@pytest.mark.parametrize(
    ("better", "worse", "dimension"),
    [
        (
            "That was our mistake. I'll ring the driver now and bring the bag to your gate myself.",
            "The matter has been forwarded to the relevant team, who will review it in due course.",
            "ownership",
        ),
        (
            "Eleven books packed, and the van went past your gate again.",
            "We apologise for any inconvenience.",
            "acknowledgement",
        ),
        (
            "Would you rather have them brought on Thursday, or shall I post them? Tell me which suits you.",
            "You will be moved to the Thursday route from now on. That is best for everyone.",
            "inclusion",
        ),
    ],
)
def test_a_better_reply_reads_higher(better: str, worse: str, dimension: str) -> None:
    def level(text: str) -> int:
        return score_reply(text, MESSAGE, True).levels[dimension]

    assert level(better) > level(worse)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from([True, False, None]))
def test_any_text_beside_any_message_is_read(text: str, message: str, at_fault: bool | None) -> None:
    found = score_reply(text, message, at_fault)
    assert all(text[e.start : e.end] == e.quote for e in found.evidence)
