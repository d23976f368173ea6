"""What may be shown of readings: for each text and item, how many gave each mark. Pure.

docs/decisions/readings-in-a-room.md says why. As in a snapshot, nothing is counted of five people or fewer, and an
item where all or all but one gave the same mark has no counts. The order of the texts is taken from what is shown
alone: an order that knew of hidden marks would tell of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from workbook_lib.agreement.marks import CANT_TELL, NOT_READ, STAGE, Marks, allowed, levels_of
from workbook_lib.group.privacy import tells_nobody

Readings = Sequence[Mapping[int, Marks]]
"""For each reader, their marks by the number of the text, from 1."""


def cells(item: str) -> tuple[str, ...]:
    """Every mark that is counted for an item, lowest first: a text that can't be read is so for all of them."""
    return allowed(item) if item == STAGE else (*levels_of(item), NOT_READ, CANT_TELL)


def picture(texts: int, items: Sequence[str], readers: Readings, *, least: int) -> dict[str, Any]:
    """The one picture of these readings, the texts that were read most differently first.

    ``people`` are those counted; for each text its ``number``, ``counts`` by item in the order of `cells`, the
    items read ``alike`` by all or all but one, and those that too ``few`` marked. Raises ValueError for a group
    that may not be shown.
    """
    if len(readers) <= least:
        raise ValueError("too few people to show")
    found = [_text(n, items, [one.get(n, {}) for one in readers], least) for n in range(1, texts + 1)]
    found.sort(key=lambda text: (-apart(text["counts"], len(items)), text["number"]))
    return {"people": len(readers), "texts": found}


def _text(number: int, items: Sequence[str], marks: Sequence[Marks], least: int) -> dict[str, Any]:
    counts = {item: _count(item, marks) for item in items}
    few = [item for item in items if sum(counts[item]) <= least]
    shown = {item: count for item, count in counts.items() if item not in few and tells_nobody(count)}
    alike = [item for item in items if item not in few and item not in shown]
    return {"number": number, "counts": shown, "alike": alike, "few": few}


def _count(item: str, marks: Iterable[Marks]) -> list[int]:
    given = [NOT_READ if one.get(STAGE) == NOT_READ else one.get(item, "") for one in marks]
    return [given.count(mark) for mark in cells(item)]


def apart(counts: Mapping[str, Sequence[int]], items: int) -> float:
    """How far apart readers stand on a text, from 0 to 1: the mean over all of its items, those not shown as 0."""
    return sum(spread(item, count) for item, count in counts.items()) / items


def spread(item: str, counts: Sequence[int]) -> float:
    """The mean of the squared distance of every two readers on an item, from 0 to 1.

    One who can't tell is not apart from anybody; one who finds that the text can't be read is 1 from all who do.
    """
    given = [mark for mark, count in zip(cells(item), counts, strict=True) for _ in range(count)]
    pairs = [(a, b) for a, b in combinations(given, 2) if CANT_TELL not in (a, b)]
    return sum(_distance(item, a, b) for a, b in pairs) / len(pairs) if pairs else 0.0


def _distance(item: str, a: str, b: str) -> float:
    if NOT_READ in (a, b):
        return float(a != b)
    return ((int(a) - int(b)) / (len(levels_of(item)) - 1)) ** 2


def widest(counts: Mapping[str, Sequence[int]]) -> str:
    """The item of a text that was read most differently; "" where none is shown."""
    return max(counts, key=lambda item: spread(item, counts[item]), default="")
