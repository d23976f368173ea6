"""Which unaided case comes when, over both forms and all orders: pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.activities import unaided
from workbook_lib.activities.unaided import Occasion
from workbook_lib.model import Entry

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def entry(number: int, scenario: str, prompt: str, *, page: str = "14_my_path", aided: bool = False) -> Entry:
    at = NOW + timedelta(minutes=number)
    return Entry(str(number), at, page, scenario, 1, prompt, "?", "1", "en", f"words {number}", aided=aided)


@pytest.mark.parametrize("key", ["0", "1", "fe", "ff"])
def test_whoever_had_one_form_first_gets_the_other_last_and_the_first_again(key: str) -> None:
    forms = unaided.pair(["a", "b", "c"], key)
    assert set(forms) == {"b", "c"}
    done: list[str] = []
    for _ in range(4):
        done.append(unaided.next_form(forms, done))
    assert done == [forms[0], forms[1], forms[0], forms[1]]


def test_the_order_is_drawn_by_chance() -> None:
    assert unaided.pair(["b", "c"], "2") == ("b", "c")
    assert unaided.pair(["b", "c"], "3") == ("c", "b")


@given(st.lists(st.sampled_from(["b", "c"]), max_size=8))
def test_the_next_form_is_never_the_one_met_last(done: list[str]) -> None:
    form = unaided.next_form(("b", "c"), done)
    assert form in {"b", "c"}
    if {"b", "c"} <= set(done):
        assert form != done[-1]
    elif done:
        assert form not in done


def test_two_texts_about_one_case_are_one_occasion() -> None:
    found = unaided.occasions(
        [
            entry(1, "b", "unaided_reflection", page="00_start_here"),
            entry(2, "b", "unaided_reply", page="00_start_here"),
            entry(3, "b", "free", aided=True),
            entry(4, "c", "unaided_reply"),
            entry(5, "b", "unaided_reflection"),
            entry(6, "b", "unaided_reflection"),
        ]
    )
    assert [(o.page[:2], o.scenario, sorted(o.entries)) for o in found] == [
        ("00", "b", ["unaided_reflection", "unaided_reply"]),
        ("14", "c", ["unaided_reply"]),
        ("14", "b", ["unaided_reflection"]),
        ("14", "b", ["unaided_reflection"]),
    ]


def test_a_last_case_may_follow_the_first_at_any_time_and_later_ones_after_six_weeks() -> None:
    first = Occasion(unaided.FIRST_PAGE, "b", NOW, {})
    last = Occasion("14_my_path", "c", NOW, {})
    assert unaided.opens([]) is None
    assert unaided.opens([first]) is None
    assert unaided.opens([first, last]) == NOW + timedelta(days=42)
    assert unaided.opens([last]) == NOW + timedelta(days=42)
