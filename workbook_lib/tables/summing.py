"""The figures of a file, added up day by day in one pass: memory grows with days and groups, never with rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from . import days, numbers
from .answers import Refused
from .columns import Column
from .files import Source
from .layout import Layout, is_figures, is_total, rows

MOST_GROUPS = 2_000
"""More different words than this are no groups: what comes after is counted together."""
OTHERS = "\x00"
"""The group of everything after `MOST_GROUPS`."""
STEP = 20_000
"""Rows between two words about how far it is."""

Progress = Callable[[int], bool]
"""Is told how many rows were read; says whether to go on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to add up: which column holds the day, which the figure (None: rows are counted), which the group."""

    day: Column | None = None
    count: Column | None = None
    group: Column | None = None


@dataclass(slots=True)
class Sums:
    """What came of it. ``by`` has (day, group) to sum; the rest counts what was left out, with a first example."""

    rows: int = 0
    by: dict[tuple[date | None, str], float] = field(default_factory=lambda: defaultdict(float))
    no_day: int = 0
    no_number: int = 0
    totals: int = 0
    left_out: int = 0
    examples: dict[str, tuple[int, str]] = field(default_factory=dict)
    stopped: bool = False


class OtherOrder(Exception):
    """A day further down that only the other order can read."""


def sum_up(source: Source, layout: Layout, plan: Plan, progress: Progress = lambda rows: True) -> Sums:
    """Add up the file.

    Raises `Refused` where nothing can be added up, `OtherOrder` where days were read in the wrong order.
    """
    sums, groups = Sums(), Counter[str]()
    told = islice(rows(source, layout.encoding, layout.delimiter), layout.begins, None)
    for line, row in told:
        if is_figures(row, layout.header):
            _add(sums, groups, plan, line, row)
        elif row:
            sums.totals += is_total(row)
            sums.left_out += not is_total(row)
        if sums.rows % STEP == 0 and not progress(sums.rows):
            sums.stopped = True
            break
    if not sums.by:
        raise Refused("nothing_read")
    return sums


def _add(sums: Sums, groups: Counter[str], plan: Plan, line: int, row: list[str]) -> None:
    sums.rows += 1
    when = _day(sums, plan.day, line, row) if plan.day else None
    amount = _amount(sums, plan.count, line, row) if plan.count else 1.0
    if amount is None or (plan.day and when is None):
        return
    group = _at(row, plan.group) if plan.group else ""
    if group not in groups and len(groups) >= MOST_GROUPS:
        group = OTHERS
    groups[group] += 1
    sums.by[when, group] += amount


def _at(row: list[str], column: Column) -> str:
    return numbers.bare(row[column.at]) if column.at < len(row) else ""


def _day(sums: Sums, column: Column, line: int, row: list[str]) -> date | None:
    text = _at(row, column)
    found = read_day(text, column)
    if found is None:
        if text and column.order_why in ("", "rises") and _by_the_other(text, column):
            raise OtherOrder
        sums.no_day += 1
        sums.examples.setdefault("no_day", (line, text))
    return found


def read_day(text: str, column: Column) -> date | None:
    """The day of a cell, as its column writes days."""
    if column.style == "excel":
        return days.of_excel(text)
    return days.of_year(text) if column.style == "year" else days.day(text, column.order)


def _by_the_other(text: str, column: Column) -> bool:
    other: days.Order = "month_first" if column.order == "day_first" else "day_first"
    return days.day(text, other) is not None


def _amount(sums: Sums, column: Column, line: int, row: list[str]) -> float | None:
    text = _at(row, column)
    found = numbers.number(text, column.decimal)
    if found is None and text.lower() not in numbers.NOTHING:
        sums.no_number += 1
        sums.examples.setdefault("no_number", (line, text))
    return found
