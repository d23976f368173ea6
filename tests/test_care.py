"""What is met as bigger than a reply, what isn't, and how much is missed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.care import concern
from workbook_lib.catalog import load

DATA = Path(__file__).parent / "data"


def texts(name: str) -> list[str]:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def met(found: list[str]) -> float:
    return sum(concern(text) is not None for text in found) / len(found)


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held aside"])
def test_texts_on_harm_are_met(half: int) -> None:
    assert len(texts("care_met")) == 40
    assert met(texts("care_met")[half::2]) >= 0.9


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held aside"])
def test_look_alikes_are_read_as_usual(half: int) -> None:
    assert len(texts("care_look_alike")) == 40
    assert met(texts("care_look_alike")[half::2]) <= 0.1


def test_texts_that_widened_the_patterns_stay_met() -> None:
    assert met(texts("care_fresh_met")) >= 0.9
    assert met(texts("care_fresh_look_alike")) <= 0.1


def test_texts_nothing_was_changed_for_show_how_much_is_missed() -> None:
    """The patterns meet what is said outright and miss most of what is hinted at: help is on every page."""
    assert met(texts("care_last_met")) >= 0.2
    assert met(texts("care_last_look_alike")) <= 0.1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("self_harm", "I don\u2019t want to be here any more."),
        ("abuse", "Her husband beats her."),
        ("danger", "He has a knife."),
    ],
)
def test_each_kind_has_its_words_and_its_place(kind: str, text: str) -> None:
    found = concern(text)
    assert found is not None
    assert found.kind == kind
    assert found.says == load("en").care.concerns[kind].says
    assert text[found.start : found.end].strip()


def test_a_look_alike_takes_back_only_what_it_covers() -> None:
    assert concern("This printer will kill me.") is None
    assert concern("This printer will kill me. And he said he wants to kill himself.") is not None


@given(st.text(max_size=300))
def test_any_text_can_be_asked_about(text: str) -> None:
    found = concern(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_no_case_is_mistaken_for_a_worry_unless_it_is_about_safety() -> None:
    """A learner who retells a built-in case should get a reading of it."""
    for case in load("en").scenarios.values():
        if not case.safety:
            assert concern(case.story) is None, case.id
