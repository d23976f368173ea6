"""Where readers stand apart, and what they settle on. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook_lib.agreement.marks import NOT_READ, STAGE, Marks, levels_of, place

OPEN = "open"
"""What stands for an item that was talked about and left open."""

Settled = Mapping[str, Mapping[str, str]]
"""Text id to item to the level agreed on, `NOT_READ`, or `OPEN`."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A text on which readers differ: ``items`` with how far apart, from above 0 to 1, in the order given."""

    text: str
    items: Mapping[str, float]

    @property
    def spread(self) -> float:
        """How far apart over all items."""
        return sum(self.items.values())


def apart(texts: Sequence[str], items: Sequence[str], readers: Sequence[Mapping[str, Marks]]) -> list[Apart]:
    """The texts (ids) on which ``readers`` (marks by text id) differ, the widest apart first."""
    found = [Apart(text, _spreads(items, [one.get(text, {}) for one in readers])) for text in texts]
    return sorted((one for one in found if one.items), key=lambda one: -one.spread)


def _spreads(items: Sequence[str], marks: Sequence[Marks]) -> dict[str, float]:
    spreads = {item: spread(item, marks) for item in items}
    return {item: wide for item, wide in spreads.items() if wide > 0}


def spread(item: str, marks: Sequence[Marks]) -> float:
    """How far apart the marks stand, from 0 to 1.

    At the ladder it is 1 where some find that the text can't be read and others read it.
    """
    if item == STAGE and _some_unread(marks):
        return 1.0
    levels = [at for one in marks if (at := place(one, item)) is not None]
    return (max(levels) - min(levels)) / (len(levels_of(item)) - 1) if levels else 0.0


def settled(item: str, marks: Sequence[Marks], agreed: str = "") -> str:
    """What an item stands at: what was agreed on, else what two or more gave and none gave otherwise.

    It is "" where neither is so, and where it was left open.
    """
    if agreed:
        return "" if agreed == OPEN else agreed
    if spread(item, marks) > 0 or _some_unread(marks):
        return ""
    if item == STAGE and sum(one.get(STAGE) == NOT_READ for one in marks) >= 2:
        return NOT_READ
    levels = [at for one in marks if (at := place(one, item)) is not None]
    return str(levels[0]) if len(levels) >= 2 else ""


def _some_unread(marks: Sequence[Marks]) -> bool:
    """Whether some find that the text can't be read, and others read it."""
    return 0 < sum(one.get(STAGE) == NOT_READ for one in marks) < sum(bool(one) for one in marks)
