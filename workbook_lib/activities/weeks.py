"""A check-in in words, week by week. Nothing is added up and nothing is a score. Pure.

A week's answers are entries of the scenario ``week-2026-11-16`` (its Monday), one for each item, whose text is the
words that were chosen: so they stand as they were when an item's words change later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..model import Entry

_WEEK = re.compile(r"week-(\d{4}-\d{2}-\d{2})$")

LEAST = 2
"""So many weeks of each kind are needed before two kinds of weeks are set side by side."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look back at. ``options`` (value to words) go in order, as on the side of a chart."""

    id: str
    wording: str
    name: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two items to set side by side: weeks in which ``when`` was one of ``is_one_of``, and ``then`` of ``low``."""

    when: str
    is_one_of: tuple[str, ...]
    then: str
    low: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The items of a check-in."""

    items: tuple[Item, ...]
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """What was chosen in one week: item id to words."""

    monday: date
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """In how many of the ``weeks`` with ``when`` it was ``low``, and in how many of the ``others``."""

    weeks: int
    low: int
    others: int
    others_low: int


def check_in_of(data: Mapping[str, Any]) -> CheckIn:
    """The compiled part of an activity. Raises KeyError or TypeError on what no compiler of ours wrote."""
    items = tuple(Item(id, **item) for id, item in data["items"].items())
    told = data.get("beside")
    lists = {key: tuple(told[key]) for key in ("is_one_of", "low")} if told else {}
    return CheckIn(items, Beside(**{**told, **lists}) if told else None)


def scenario_of(day: date) -> str:
    """The scenario id of the week that ``day`` is in."""
    return f"week-{day - timedelta(days=day.weekday())}"


def monday_of(scenario: str) -> date | None:
    """The Monday of a week's scenario id; None where it is another kind of scenario."""
    found = _WEEK.match(scenario)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def weeks_of(entries: Iterable[Entry], check_in: CheckIn) -> list[Week]:
    """The weeks that were kept, oldest first; of two answers to one item in one week, the later counts."""
    known = {item.id for item in check_in.items}
    found: dict[date, dict[str, str]] = {}
    for entry in entries:
        monday = monday_of(entry.scenario)
        if monday and entry.prompt in known:
            found.setdefault(monday, {})[entry.prompt] = entry.text
    return [Week(monday, found[monday]) for monday in sorted(found)]


def value_of(item: Item, words: str) -> str:
    """Which option these words are; "" where the item has no such words (any more)."""
    return next((value for value, said in item.options.items() if said == words), "")


def how_often(item: Item, weeks: Sequence[Week]) -> list[tuple[str, int]]:
    """In how many weeks each of an item's words was chosen, in the item's order; words of old come last."""
    counted = Counter(week.answers[item.id] for week in weeks if item.id in week.answers)
    known = [words for words in item.options.values() if words in counted]
    return [(words, counted[words]) for words in [*known, *(w for w in counted if w not in known)]]


def compared(check_in: CheckIn, weeks: Sequence[Week]) -> Compared | None:
    """Two kinds of weeks side by side; None with fewer than `LEAST` of either."""
    beside = check_in.beside
    if beside is None:
        return None
    items = {item.id: item for item in check_in.items}
    told = [
        (
            value_of(items[beside.when], w.answers[beside.when]),
            value_of(items[beside.then], w.answers[beside.then]),
        )
        for w in weeks
        if beside.when in w.answers and beside.then in w.answers
    ]
    low = [then in beside.low for when, then in told if when in beside.is_one_of]
    others = [then in beside.low for when, then in told if when and when not in beside.is_one_of]
    if min(len(low), len(others)) < LEAST:
        return None
    return Compared(len(low), sum(low), len(others), sum(others))
