"""Sums of a file as points of a chart: by day, month or year, in four lines at most, or as bars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Literal

from ..tables.summing import OTHERS, Sums
from ._charted import Points

Span = Literal["day", "month", "year"]
MOST_LINES, MOST_BARS = 4, 12
_DAYS, _YEARS = 62, 16
"""Up to so many days a figure stands for a day, and from so many years on for a year."""


def points(sums: Sums, others: str, nothing: str) -> tuple[Points, Literal["dates", "bars"], Span]:
    """The points, how they are drawn, and what one stands for. ``others`` names what is drawn together.

    ``nothing`` names a group that has no name.
    """
    told = {
        (day, others if group == OTHERS else group or (nothing if any(g for _, g in sums.by) else "")): value
        for (day, group), value in sums.by.items()
    }
    dated = all(day is not None for day, _ in told)
    kept = _largest(told, MOST_LINES if dated else MOST_BARS)
    name: Callable[[str], str] = lambda group: group if group in kept else others  # noqa: E731
    if not dated:
        return _bars(told, name), "bars", "month"
    span = _span([day for day, _ in told if day])
    return _lines(told, name, span), "dates", span


def _largest(told: dict[tuple[date | None, str], float], most: int) -> set[str]:
    """The groups that are drawn by themselves: all of them, or the largest but one for the others."""
    groups: dict[str, float] = defaultdict(float)
    for (_, group), value in told.items():
        groups[group] += abs(value)
    if len(groups) <= most:
        return set(groups)
    return set(sorted(groups, key=lambda group: (-groups[group], group))[: most - 1])


def _bars(told: dict[tuple[date | None, str], float], name: Callable[[str], str]) -> Points:
    sums: dict[str, float] = defaultdict(float)
    for (_, group), value in told.items():
        sums[name(group)] += value
    return tuple((group, "", value) for group, value in sorted(sums.items(), key=lambda one: -one[1]))


def _span(days: list[date]) -> Span:
    first, last = min(days), max(days)
    if (last - first).days <= _DAYS and len(set(days)) > 2 and any(day.day != 1 for day in days):
        return "day"
    only_years = all((day.month, day.day) == (1, 1) for day in days) and first.year != last.year
    return "year" if only_years or last.year - first.year >= _YEARS else "month"


def _lines(told: dict[tuple[date | None, str], float], name: Callable[[str], str], span: Span) -> Points:
    """A point for each line at each place that the file has anything for: nothing of a group there is 0."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (day, group), value in told.items():
        if day is not None:
            sums[name(group)][_place(day, span)] += value
    places = sorted({place for line in sums.values() for place in line})
    return tuple((place, line, sums[line].get(place, 0.0)) for line in sorted(sums) for place in places)


def _place(day: date, span: Span) -> str:
    if span == "day":
        return day.isoformat()
    return day.replace(day=1, month=1 if span == "year" else day.month).isoformat()
