"""What a learner's texts showed over time, unaided apart from aided. In words; nothing is added up. Pure.

Only the last version of a text counts, and no mark that the learner took away. What a reading was unsure of stays
unsure: it is never counted as found or as missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ..model import Entry

Key = Literal["not_yet", "emerging", "clear", "unsure"]
KEYS: tuple[Key, ...] = ("clear", "emerging", "not_yet", "unsure")
_OF_LEVEL: tuple[Key, ...] = ("not_yet", "emerging", "clear")

LEAST = 3
"""With fewer texts than this there is no path to see yet."""
LATEST = 5
"""So many of the latest texts are told together."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one text showed in one dimension; ``at`` in UTC."""

    at: datetime
    entry: str
    dimension: str
    key: Key
    aided: bool


def marks(entries: Iterable[Entry], rubric: str, absences: Container[str] = ()) -> list[Mark]:
    """The marks of all texts that were read by ``rubric``, oldest first. ``absences`` are dimensions left out."""
    every = list(entries)
    superseded = {entry.revises for entry in every if entry.revises}
    return [
        Mark(entry.written_at, entry.id, r.dimension, _OF_LEVEL[r.level] if r.sure else "unsure", entry.aided)
        for entry in every
        if entry.id not in superseded and not entry.private
        if entry.assessment and entry.assessment.was_read and entry.assessment.rubric == rubric
        for r in entry.assessment.ratings
        if r.dimension not in absences and r.dimension not in entry.disputed
    ]


def counted(found: Sequence[Mark]) -> list[tuple[Key, int]]:
    """In how many of the latest texts each word stands, the clearest first; empty with fewer than `LEAST` texts."""
    if len(found) < LEAST:
        return []
    counts = Counter(mark.key for mark in found[-LATEST:])
    return [(key, counts[key]) for key in KEYS if counts[key]]


def by_day(found: Iterable[Mark]) -> dict[date, Key]:
    """One word a day, by this computer's days: the clearest, and unsure only where no text of that day was sure."""
    days: dict[date, Key] = {}
    for mark in found:
        day = mark.at.astimezone().date()
        if day not in days or KEYS.index(mark.key) < KEYS.index(days[day]) or days[day] == "unsure":
            days[day] = mark.key if mark.key != "unsure" or day not in days else days[day]
    return days
