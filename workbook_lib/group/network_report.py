"""Many rooms' summaries as one report for a network: figures of many rooms, never of one, and never a text.

Rooms are counted in **blocks**. A block is the rooms that one report adds; once counted, its rooms stay
together, and a later report takes the whole of it or none of it. Each figure of a block comes from `ROOMS` rooms
at least, and no room makes up more than half of it. A report adds up blocks. So whatever reports are made, and
whatever is taken from what, all of them tell no more than their blocks do, and each of these could stand alone.

What that can't protect from: rooms that tell each other their figures (four of five know the fifth's), a second
trainer who makes reports of other sets of the same rooms, or a list of blocks that somebody deletes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations
from typing import Literal

import pandas as pd

from workbook_lib.group.comparing import tallies, versions
from workbook_lib.group.summary_form import Snapshot, Summary

ROOMS = 5
"""A block, and each figure of it, comes from so many rooms at least."""
TEXTS = 40
"""A row of a block counts so many texts at least."""

LEVELS = ("not_found", "emerging", "clear")
FOUND = "found"
COLUMNS = ("kind", "rubric_version", "dimension", "rooms", "texts", *LEVELS, FOUND)

Refusal = Literal["too_few", "too_few_new", "taken_apart", "changed", "too_few_texts"]
Block = Mapping[str, str]
"""The rooms of one block: their ids, each with a digest of its pictures."""


class RefusedError(Exception):
    """A report that may not be made; ``why`` is the key of the words that say so, of ``count`` rooms. ``rooms`` are
    those that are ``changed``."""

    def __init__(self, why: Refusal, count: int = 0, rooms: Sequence[Summary] = ()) -> None:
        super().__init__(why)
        self.why: Refusal = why
        self.count = count
        self.rooms = tuple(rooms)


@dataclass(frozen=True, slots=True)
class Report:
    """What may be shown of many rooms.

    ``frame`` has a row for each kind, rubric version and dimension shown, with `COLUMNS`. Where the two upper
    levels can't be told apart, ``emerging`` and ``clear`` are missing, and ``found`` is both. ``repeated`` counts
    files of rooms that were there already; ``blocks`` are to be kept for the next report before this one is shown.
    """

    rooms: int
    repeated: int
    frame: pd.DataFrame = field(repr=False)
    left_out: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...] = field(repr=False)


def network_report(summaries: Iterable[Summary], blocks: Sequence[Block] = ()) -> Report:
    """The report of these rooms; ``blocks`` are those of earlier reports. A room that comes twice counts once.

    Raises RefusedError: for fewer than `ROOMS` rooms or new rooms, where an earlier block is taken apart, a room of
    one has other pictures than it had, or nothing of the new rooms may be shown.
    """
    given = list(summaries)
    rooms = {summary.id: summary for summary in given}
    known = {id: digest for block in blocks for id, digest in block.items()}
    if len(rooms) < ROOMS:
        raise RefusedError("too_few", len(rooms))
    changed = [room for id, room in rooms.items() if known.get(id, digest_of(room)) != digest_of(room)]
    if changed:
        raise RefusedError("changed", len(changed), changed)
    taken = [block for block in blocks if block.keys() & rooms.keys()]
    missing = sum(len(block.keys() - rooms.keys()) for block in taken)
    if missing:
        raise RefusedError("taken_apart", missing)
    new = {id: digest_of(summary) for id, summary in rooms.items() if id not in known}
    if 0 < len(new) < ROOMS:
        raise RefusedError("too_few_new", len(new))
    taken += [new] if new else []
    tables = [block_table([rooms[id] for id in sorted(block)]) for block in taken]
    if tables[-1].empty:
        raise RefusedError("too_few_texts", len(new))
    frame = _together(tables)
    left_out = _left_out(rooms.values(), frame)
    return Report(len(rooms), len(given) - len(rooms), frame, left_out, (*blocks, *([new] if new else ())))


def digest_of(summary: Summary) -> str:
    """What tells whether a room's pictures are the same as before."""
    return sha256(
        "\n".join(sorted(taken.model_dump_json() for taken in summary.snapshots)).encode()
    ).hexdigest()


# -- one block -----------------------------------------------------------------------------------------------


def block_table(rooms: Sequence[Summary]) -> pd.DataFrame:
    """What may be shown of one block, with `COLUMNS`. All rows of one kind count the same rooms, so that no row
    less another leaves a room."""
    counted = _counted(rooms)
    groups = counted.groupby(["kind", "rubric_version"], sort=True)
    return _framed([row for _, group in groups for row in _rows(group)])


def _counted(rooms: Sequence[Summary]) -> pd.DataFrame:
    """One line for each room, kind, rubric version and dimension that the room shows, its cases added up."""
    lines = [
        {"room": room.id, "kind": taken.kind, "rubric_version": min(versions(taken)), "dimension": dimension}
        | dict(zip(LEVELS, count, strict=True))
        for room in rooms
        for taken in _usable(room)
        for dimension, count in tallies(taken).items()
    ]
    columns = ["room", "kind", "rubric_version", "dimension"]
    found = pd.DataFrame(lines, columns=[*columns, *LEVELS]).astype(dict.fromkeys(LEVELS, "int64"))
    return found.groupby(columns, as_index=False, sort=True).sum()


def _usable(room: Summary) -> list[Snapshot]:
    """A room's pictures, one of each kind and rubric version: of two, the dimensions might not be the same."""
    first: dict[tuple[str, frozenset[str]], Snapshot] = {}
    for taken in room.snapshots:
        if taken.views and len(versions(taken)) == 1:
            first.setdefault((taken.kind, versions(taken)), taken)
    return list(first.values())


def _rows(group: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of one kind: of the rooms that show the most dimensions together, and that pass the floors."""
    shows = {str(room): frozenset(lines["dimension"]) for room, lines in group.groupby("room")}
    for dimensions in _largest_first(sorted(set().union(*shows.values()))):
        base = [room for room, shown in shows.items() if shown >= set(dimensions)]
        counted = group[group["room"].isin(base) & group["dimension"].isin(dimensions)]
        if len(base) >= ROOMS and _passes(counted):
            return [row for _, lines in counted.groupby("dimension", sort=True) for row in _row(lines)]
    return []


def _largest_first(names: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (some for size in range(len(names), 0, -1) for some in combinations(names, size))


def _passes(counted: pd.DataFrame) -> bool:
    """Whether texts enough are counted, and none of the rooms brings more than half of them."""
    texts = counted.groupby(["dimension", "room"])[list(LEVELS)].sum().sum(axis=1).groupby("dimension")
    return bool((texts.sum() >= TEXTS).all() and (texts.max() * 2 <= texts.sum()).all())


def _row(lines: pd.DataFrame) -> list[dict[str, object]]:
    """A row with three levels, with two of them taken together, or none."""
    first = lines.iloc[0]
    named: dict[str, object] = {name: first[name] for name in ("kind", "rubric_version", "dimension")}
    sums = {level: int(lines[level].sum()) for level in LEVELS}
    found = lines["emerging"] + lines["clear"]
    row: dict[str, object] = {
        **named,
        "rooms": len(lines),
        "texts": sum(sums.values()),
        **sums,
        FOUND: int(found.sum()),
    }
    if all(safe(lines[level]) for level in LEVELS):
        return [row]
    if safe(lines["not_found"]) and safe(found):
        return [{**row, "emerging": pd.NA, "clear": pd.NA}]
    return []


def safe(figure: pd.Series[int]) -> bool:
    """Whether a figure, given room by room, comes from `ROOMS` rooms and none makes up more than half of it."""
    return bool((figure > 0).sum() >= ROOMS and figure.max() * 2 <= figure.sum())


# -- several blocks ------------------------------------------------------------------------------------------


def _together(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The blocks added up. A level is shown where every block shows it."""
    key = list(COLUMNS[:3])
    lines = pd.concat([_framed([]), *tables], ignore_index=True)
    grouped = lines.groupby(key, sort=True)
    sums = grouped[list(COLUMNS[3:])].sum(min_count=1)
    for level in ("emerging", "clear"):
        whole = grouped[level].count() == grouped[level].size()
        sums[level] = sums[level].where(whole)
    return sums.reset_index()[list(COLUMNS)].astype(dict.fromkeys(COLUMNS[3:], "Int64"))


def _framed(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    return made.astype({**dict.fromkeys(COLUMNS[:3], "string"), **dict.fromkeys(COLUMNS[3:], "Int64")})


def _left_out(rooms: Iterable[Summary], frame: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Kinds and dimensions that some room shows and the report doesn't."""
    shown = set(zip(frame["kind"], frame["dimension"], strict=True))
    named = {
        (taken.kind, dimension)
        for room in rooms
        for taken in room.snapshots
        for view in taken.views
        for dimension in (*view.summary.counts, *view.hidden)
    }
    return tuple(sorted(named - shown))
