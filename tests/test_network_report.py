"""Many rooms as one report: no figure of few rooms, none that two reports can be subtracted down to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms_made import CASE, made, taken
from workbook_lib.group import network_report as network
from workbook_lib.group.network_report import RefusedError, Report, network_report
from workbook_lib.group.summary import Summary

DIMENSIONS = ("emotion", "perspective", "action")
Table = Sequence[Sequence[int] | None]


def room(number: int, *tables: Sequence[int] | None, title: str = "") -> Summary:
    """A room with a count for each dimension, None where it is hidden."""
    named = dict(zip(DIMENSIONS, tables, strict=False))
    shown = {d: count for d, count in named.items() if count is not None}
    hidden = [d for d, count in named.items() if count is None]
    return made(number, taken(shown, hidden=hidden), title=title)


def rooms(first: int, count: int) -> list[Summary]:
    return [room(n, (3, 3, 2), (2, 4, 2), (4, 2, 2)) for n in range(first, first + count)]


def why(given: Sequence[Summary], before: Report | None = None) -> tuple[str, int]:
    with pytest.raises(RefusedError) as caught:
        network_report(given, before.blocks if before else ())
    return caught.value.why, caught.value.count


def test_five_rooms_add_up() -> None:
    report = network_report(rooms(1, 5))
    assert report.frame.to_dict("records") == [
        {
            "kind": "reflection",
            "rubric_version": report.frame["rubric_version"][0],
            "dimension": dimension,
            "rooms": 5,
            "texts": 40,
            "not_found": 5 * count[0],
            "emerging": 5 * count[1],
            "clear": 5 * count[2],
            "found": 5 * (count[1] + count[2]),
        }
        for dimension, count in [("action", (4, 2, 2)), ("emotion", (3, 3, 2)), ("perspective", (2, 4, 2))]
    ]
    assert (report.rooms, report.repeated, report.left_out) == (5, 0, ())


def test_a_room_that_comes_twice_counts_once() -> None:
    five = rooms(1, 5)
    report = network_report([*five, five[0], five[3]])
    assert (report.rooms, report.repeated) == (5, 2)
    assert network_report(five).frame.equals(report.frame)
    assert why([five[0]] * 9) == ("too_few", 1)


def test_small_and_lopsided_figures_are_left_out() -> None:
    small = [room(n, (3, 2, 2)) for n in range(5)]
    assert why(small) == ("too_few_texts", 5)
    giant = [room(n, (3, 3, 2)) for n in range(4)] + [room(5, (40, 40, 40))]
    assert why(giant) == ("too_few_texts", 5)


def test_levels_that_few_rooms_reach_are_taken_together() -> None:
    report = network_report([room(n, (4, 4, 0)) for n in range(4)] + [room(5, (4, 2, 2))])
    [row] = report.frame.to_dict("records")
    assert (row["not_found"], row["found"]) == (20, 20)
    assert pd.isna(row["emerging"])
    assert pd.isna(row["clear"])
    assert why([room(n, (0, 4, 4)) for n in range(6)]) == ("too_few_texts", 6)


def test_all_rows_of_a_kind_count_the_same_rooms() -> None:
    given_rooms = [*rooms(1, 7), room(20, (3, 3, 2), None, None), room(21, (3, 3, 2), (2, 4, 2), None)]
    report = network_report(given_rooms)
    assert set(report.frame["texts"]) == {56}
    assert set(report.frame["rooms"]) == {7}


def test_a_dimension_that_most_rooms_hide_is_named_as_left_out() -> None:
    report = network_report([room(n, (3, 3, 2), (2, 4, 2), None) for n in range(6)])
    assert set(report.frame["dimension"]) == {"emotion", "perspective"}
    assert report.left_out == (("reflection", "action"),)


def test_a_second_report_takes_whole_blocks_and_five_new_rooms() -> None:
    first = network_report(rooms(1, 6))
    same = network_report(rooms(1, 6), first.blocks)
    assert (same.frame.equals(first.frame), same.blocks) == (True, first.blocks)
    assert why(rooms(1, 5), first) == ("taken_apart", 1)
    assert why(rooms(1, 7), first) == ("too_few_new", 1)
    assert why(rooms(2, 6), first) == ("taken_apart", 1)
    second = network_report(rooms(1, 11), first.blocks)
    assert (second.rooms, len(second.blocks)) == (11, 2)
    assert set(second.frame["rooms"]) == {11}
    alone = network_report(rooms(7, 5), second.blocks)
    assert set(second.frame["texts"] - first.frame["texts"]) == set(alone.frame["texts"])
    other = [room(1, (2, 2, 4), (2, 4, 2), (4, 2, 2)), *rooms(2, 5)]
    assert why(other, first) == ("changed", 1)


def test_levels_stay_together_where_one_block_takes_them_together() -> None:
    first = network_report([room(n, (4, 4, 0)) for n in range(1, 6)])
    second = network_report(
        [*(room(n, (4, 4, 0)) for n in range(1, 6)), *(room(n, (3, 3, 2)) for n in range(6, 12))],
        first.blocks,
    )
    [row] = second.frame.to_dict("records")
    assert (row["rooms"], row["not_found"], row["found"]) == (11, 38, 50)
    assert pd.isna(row["clear"])


def test_no_text_and_no_room_is_in_a_report() -> None:
    offers = [{"id": "a", "text": "What would help her?", "hidden": False}]
    five = [made(n, taken({"emotion": (3, 3, 2)}), offers=offers, title="Branch") for n in range(5)]
    report = network_report(five)
    held = report.frame.to_csv()
    assert "help her" not in held
    assert CASE not in held
    assert all(room.id not in held for room in five)


COUNTS = st.tuples(*[st.integers(0, 12)] * 3).filter(lambda c: sum(c) > 5 and sum(c) - max(c) >= 2)


@st.composite
def any_rooms(draw: st.DrawFn) -> list[Summary]:
    found = []
    for number in range(draw(st.integers(5, 13))):
        first = draw(COUNTS)
        others = [draw(st.permutations(first).filter(bool)) for _ in DIMENSIONS[1:]]
        tables = [c if draw(st.integers(0, 4)) else None for c in (first, *map(tuple, others))]
        found.append(room(number, *(tables if any(tables) else [first])))
    return found


Told = list[tuple[list[Summary], Report]]
"""What was asked for, and the report that was given."""


def reports_of(given_rooms: list[Summary], cut: int) -> Told:
    """Every report that three askings in a row get: the first rooms, all of them, and the last."""
    told: Told = []
    for some in (given_rooms[:cut], given_rooms, given_rooms[cut:]):
        try:
            told.append((some, network_report(some, told[-1][1].blocks if told else ())))
        except RefusedError:
            continue
    return told


@settings(max_examples=25, deadline=None)
@given(any_rooms(), st.integers(4, 9))
def test_no_shown_figure_is_of_few_rooms_or_mostly_of_one(given_rooms: list[Summary], cut: int) -> None:
    for _, report in reports_of(given_rooms, cut):
        for row in report.frame.to_dict("records"):
            assert row["rooms"] >= 5
            assert row["texts"] >= 40
            assert row["not_found"] + row["found"] == row["texts"]
            for level in ("not_found", "emerging", "clear", "found"):
                assert pd.isna(row[level]) or row[level] >= 5


@settings(max_examples=12, deadline=None)
@given(any_rooms(), st.integers(4, 9))
def test_nothing_added_or_subtracted_leaves_a_room(given_rooms: list[Summary], cut: int) -> None:
    """By linear algebra, not by our rules: every figure shown is a sum over (room, dimension, level). No figure of
    one or two rooms may be worked out from all that was ever shown, also by a room that knows its own."""
    told = told_as_sums(given_rooms, reports_of(given_rooms, cut))
    probes = np.array([p for size in (1, 2) for p in probes_of(len(given_rooms), size)])
    for attacker in (None, 0, len(given_rooms) - 1):
        known = told if attacker is None else np.vstack([told, *own_of(attacker, len(given_rooms))])
        free = probes if attacker is None else probes[[not touches(p, attacker) for p in probes]]
        left = free - free @ np.linalg.pinv(known) @ known
        assert np.abs(left).max(axis=1).min() > 1e-6


@pytest.mark.parametrize("fewer", [1, 4])
def test_the_attack_finds_what_two_reports_would_leave_without_blocks(fewer: int) -> None:
    nine = rooms(1, 9)
    told = told_as_sums(nine, [(some, network_report(some)) for some in (nine, nine[fewer:])])
    probe = np.array(list(probes_of(9, fewer)))
    assert np.abs(probe - probe @ np.linalg.pinv(told) @ told).max(axis=1).min() < 1e-6


def at(room: int, dimension: int, level: int) -> int:
    return 3 * (len(DIMENSIONS) * room + dimension) + level


def line(places: int, *ones: int) -> np.ndarray:
    made = np.zeros(3 * len(DIMENSIONS) * places)
    made[list(ones)] = 1
    return made


def probes_of(places: int, size: int) -> Iterator[np.ndarray]:
    """The figures of every set of so many rooms: each level, the two upper ones together, and all."""
    for few in combinations(range(places), size):
        for levels in ((0,), (1,), (2,), (1, 2), (0, 1, 2)):
            for dimension in range(len(DIMENSIONS)):
                yield line(places, *(at(room, dimension, level) for room in few for level in levels))


def own_of(room: int, places: int) -> list[np.ndarray]:
    return [line(places, at(room, d, level)) for d in range(len(DIMENSIONS)) for level in range(3)]


def touches(probe: np.ndarray, room: int) -> bool:
    return bool(probe[at(room, 0, 0) : at(room + 1, 0, 0)].any())


def told_as_sums(given_rooms: list[Summary], told: Told) -> np.ndarray:
    """Every figure shown, as zeros and ones over (room, dimension, level); and that a room counts the same people
    in each dimension."""
    places = len(given_rooms)
    number = {summary.id: n for n, summary in enumerate(given_rooms)}
    found = [
        line(places, *(at(n, 0, level) for level in range(3)))
        - line(places, *(at(n, d, lv) for lv in range(3)))
        for n in range(places)
        for d in range(1, len(DIMENSIONS))
    ]
    for asked, report in told:
        for row in report.frame.to_dict("records"):
            inside = counted_in(asked, report, str(row["dimension"]), int(row["rooms"]))
            which = DIMENSIONS.index(str(row["dimension"]))
            for name, levels in (("not_found", (0,)), ("emerging", (1,)), ("clear", (2,)), ("found", (1, 2))):
                if not pd.isna(row[name]):
                    found.append(line(places, *(at(number[id], which, lv) for id in inside for lv in levels)))
                    counts = [count_of(given_rooms[number[id]], row["dimension"]) for id in inside]
                    assert row[name] == sum(count[lv] for count in counts for lv in levels)
    return np.array(found)


def counted_in(asked_for: list[Summary], report: Report, dimension: str, size: int) -> list[str]:
    """The rooms that a row of this report counts: block by block, those that the block's own table counts."""
    by_id = {summary.id: summary for summary in asked_for}
    asked: list[str] = []
    for block in (b for b in report.blocks if b.keys() <= by_id.keys()):
        table = network.block_table([by_id[id] for id in sorted(block)])
        row = table[table["dimension"] == dimension]
        if row.empty:
            continue
        base = bases(by_id, block, set(table["dimension"]), int(row["rooms"].iloc[0]))
        asked += base
    assert len(asked) == size
    return asked


def bases(by_id: dict[str, Summary], block: network.Block, dimensions: set[str], size: int) -> list[str]:
    """The rooms of a block that a table counts: they may share more dimensions than it has rows for."""
    for more in (some for n in range(len(DIMENSIONS) + 1) for some in combinations(DIMENSIONS, n)):
        wanted = dimensions | set(more)
        inside = [id for id in block if wanted <= shown_by(by_id[id])]
        if len(inside) == size:
            return inside
    raise AssertionError("no rooms fit this table")


def shown_by(summary: Summary) -> set[str]:
    return set(summary.snapshots[0].views[0].summary.counts)


def count_of(summary: Summary, dimension: str) -> tuple[int, int, int]:
    return summary.snapshots[0].views[0].summary.counts[dimension]
