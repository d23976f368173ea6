"""What a room may see of its readings: properties of every picture, and somebody who tries all that fits it."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings_made import ITEMS, marks_of
from workbook_lib.agreement.marks import NOT_READ, STAGE, Marks
from workbook_lib.group.counted_readings import apart, cells, picture, spread
from workbook_lib.group.privacy import OTHERS

Reader = dict[int, Marks]
READERS = st.lists(st.dictionaries(st.integers(1, 3), marks_of()), min_size=OTHERS + 1, max_size=14)


def taken(readers: list[Reader], least: int = OTHERS) -> dict[str, Any]:
    return picture(3, ITEMS, readers, least=least)


def given_to(item: str, marks: Marks) -> str:
    return NOT_READ if marks.get(STAGE) == NOT_READ else marks.get(item, "")


@given(READERS, st.randoms())
def test_a_picture_shows_no_count_that_could_point_at_somebody(readers: list[Reader], rng: Any) -> None:
    shown = taken(readers)
    assert shown["people"] == len(readers)
    for text in shown["texts"]:
        assert sorted([*text["counts"], *text["alike"], *text["few"]]) == sorted(ITEMS)
        for item, counts in text["counts"].items():
            marks = [given_to(item, one.get(text["number"], {})) for one in readers]
            assert counts == [marks.count(mark) for mark in cells(item)]
            assert sum(counts) > OTHERS
            assert sum(counts) - max(counts) >= 2
    rng.shuffle(readers)
    assert taken(readers) == shown, "who comes first makes no difference"


@given(READERS)
def test_the_order_of_the_texts_tells_nothing_that_is_not_shown(readers: list[Reader]) -> None:
    shown = taken(readers)["texts"]
    seen = [(-apart(text["counts"], len(ITEMS)), text["number"]) for text in json.loads(json.dumps(shown))]
    assert seen == sorted(seen)


def test_no_picture_is_taken_of_five() -> None:
    with pytest.raises(ValueError, match="too few"):
        taken([{} for _ in range(OTHERS)])
    with pytest.raises(ValueError, match="too few"):
        taken([{} for _ in range(8)], least=8)


def test_marks_far_apart_are_wider_than_near_ones_and_doubt_is_no_distance() -> None:
    assert spread("emotion", [3, 0, 3, 0, 0]) > spread("emotion", [3, 3, 0, 0, 0]) > 0
    assert spread("emotion", [6, 0, 0, 0, 4]) == 0.0
    assert spread(STAGE, [0, 0, 0, 3, 3, 0]) == pytest.approx(0.6), "9 of the 15 pairs are wholly apart"


ONE = ("emotion", STAGE)
WAYS: list[Marks] = [
    *({"emotion": level, STAGE: stage} for level in ("0", "2", "?") for stage in ("0", "3")),
    {STAGE: NOT_READ},
    {},
]
"""Every reading of one text that the attack tries, of two items."""


def test_whoever_knows_their_own_marks_can_work_out_nobody_elses() -> None:
    """All rooms of six and seven by what they are shown: there are always two ways for the others to stand."""
    rooms: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for people in (OTHERS + 1, OTHERS + 2):
        for room in combinations_with_replacement(range(len(WAYS)), people):
            shown = picture(1, ONE, [{1: WAYS[way]} for way in room], least=OTHERS)
            rooms[json.dumps(shown)].append(room)
    assert len(rooms) > 20
    for seen, fitting in rooms.items():
        for own in range(len(WAYS)):
            others = [_without(room, own) for room in fitting if own in room]
            for item in ONE if others else ():
                left = {given_to(item, WAYS[way]) for room in others for way in room}
                assert len(left) > 1, (seen, own, item)


def _without(room: tuple[int, ...], own: int) -> list[int]:
    rest = list(room)
    rest.remove(own)
    return rest
