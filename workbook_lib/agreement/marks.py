"""What a reader puts down for a text: a level for each dimension and for the ladder, or "can't tell". Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbook_lib.model import STAGES, Assessment

STAGE = "stage"
"""The item beside the rubric's dimensions: how far up the ladder the text as a whole stands."""
CANT_TELL = "?"
NOT_READ = "x"
"""At `STAGE` alone: the text can't be read (another language, blank, off topic). Its levels count for nothing."""
LEVELS = ("0", "1", "2")
STAGE_LEVELS = ("0", "1", "2", "3")

Marks = Mapping[str, str]
"""Item to mark: a level of the item, `CANT_TELL`, or `NOT_READ`. An item that isn't there wasn't marked yet."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's marks and notes by text id. ``name`` is what the reader chose to be called."""

    name: str
    marks: Mapping[str, Marks] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def levels_of(item: str) -> tuple[str, ...]:
    """The levels of an item, lowest first."""
    return STAGE_LEVELS if item == STAGE else LEVELS


def allowed(item: str) -> tuple[str, ...]:
    """Every mark that an item may have."""
    return (*levels_of(item), NOT_READ, CANT_TELL) if item == STAGE else (*levels_of(item), CANT_TELL)


def unmarked(marks: Marks, items: Sequence[str]) -> list[str]:
    """The items that still need a mark: none once the text can't be read."""
    return [] if marks.get(STAGE) == NOT_READ else [item for item in items if not marks.get(item)]


def place(marks: Marks, item: str) -> int | None:
    """The place of the mark among the item's levels, from 0; None where it gives no level."""
    mark = marks.get(item, "")
    if marks.get(STAGE) == NOT_READ or mark not in levels_of(item):
        return None
    return int(mark)


def of_assessment(read: Assessment) -> dict[str, str]:
    """The workbook's reading as marks; `NOT_READ` at the ladder where it left the text unread."""
    if read.stage is None:
        return {STAGE: NOT_READ}
    return {**{d: str(level) for d, level in read.levels.items()}, STAGE: str(STAGES.index(read.stage))}
