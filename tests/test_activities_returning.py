"""Coming back: asked once, never at a reload, and nothing is owed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from workbook_lib.activities import returning, unaided

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def plan(hours: float, **more: object) -> dict[str, object]:
    return {"at": (START - timedelta(hours=hours)).isoformat(), **more}


def test_a_plan_is_asked_about_on_the_next_return() -> None:
    assert returning.asks_about(plan(20), START)


def test_a_plan_made_in_this_sitting_is_not_asked_about() -> None:
    assert not returning.asks_about(plan(1), START)


def test_an_answered_plan_is_not_asked_about_again() -> None:
    assert not returning.asks_about(plan(20, answered=True), START)


def test_without_a_plan_nothing_is_asked() -> None:
    assert not returning.asks_about(None, START)


@pytest.mark.parametrize(
    ("days", "number"), [(1, None), (2, 0), (6.9, 0), (7, 1), (20, 1), (21, 2), (42, 3), (400, 3)]
)
def test_short_cases_come_at_two_days_one_three_and_six_weeks(days: float, number: int | None) -> None:
    assert returning.due(START, [], START + timedelta(days=days)) == number


def test_one_that_was_taken_is_not_offered_again() -> None:
    taken = [START + timedelta(days=8)]
    assert returning.due(START, taken, START + timedelta(days=9)) is None
    assert returning.due(START, taken, START + timedelta(days=22)) == 2


def test_before_any_practice_none_is_offered() -> None:
    assert returning.due(None, [], START) is None


def test_the_two_unaided_cases_are_the_same_in_either_order() -> None:
    assert unaided.pair(["a", "b", "c"], "2") == ("b", "c")
    assert unaided.pair(["a", "b", "c"], "3") == ("c", "b")


def test_one_case_is_not_enough_to_compare() -> None:
    with pytest.raises(ValueError, match="two cases"):
        unaided.pair(["a"], "0")
