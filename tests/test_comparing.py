"""First and last session from counts alone: what is compared, how wide the interval is, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from tests.rooms_made import made, taken
from workbook_lib.group import comparing
from workbook_lib.group.comparing import RefusedError, compare
from workbook_lib.group.summary import Summary

FIRST = made(1, taken({"emotion": (5, 3, 2), "action": (4, 4, 2)}, hidden=("perspective",)))
LAST = made(40, taken({"emotion": (2, 4, 6), "perspective": (4, 4, 4)}, case="the_form", hidden=("action",)))


def test_only_what_both_show_is_compared() -> None:
    found = compare(FIRST, LAST, "reflection")
    assert (found.texts, found.cases) == ((10, 12), ("a_small_red_chair", "the_form"))
    assert found.hidden == ("action", "perspective")
    both, clear = found.differences
    assert (both.dimension, both.measure, both.first, both.last) == ("emotion", "found", (5, 10), (10, 12))
    assert (clear.measure, clear.first, clear.last) == ("clear", (2, 10), (6, 12))
    assert both.change == pytest.approx(10 / 12 - 1 / 2)
    assert -1 <= both.low < both.change < both.high <= 1
    assert both.includes_none


def test_the_same_two_give_the_same_interval() -> None:
    assert compare(FIRST, LAST, "reflection") == compare(FIRST, LAST, "reflection")


def test_a_large_difference_in_large_groups_excludes_no_change() -> None:
    first = made(1, taken({"emotion": (30, 6, 4)}))
    last = made(2, taken({"emotion": (6, 10, 24)}))
    assert not any(d.includes_none for d in compare(first, last, "reflection").differences)
    assert all(
        d.includes_none
        for d in compare(first, made(3, taken({"emotion": (29, 7, 4)})), "reflection").differences
    )


def test_an_end_that_is_told_as_no_difference_is_no_change() -> None:
    """Nobody, or everybody, in one group: an end of the interval is 0, or next to it as fractions add up."""
    both = [comparing._differences("emotion", first, last)[0] for first, last in (
        ((0, 4, 2), (4, 0, 2)), ((3, 3, 1), (0, 10, 8))
    )]  # fmt: skip
    assert [d.includes_none for d in both] == [True, True]


def with_version(number: int, version: str) -> Summary:
    shown = taken({"emotion": (5, 3, 2)})
    shown["views"][0]["summary"]["rubric_version"] = version
    return made(number, shown)


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (FIRST, "same_room"),
        (made(0, *()), "order"),
        (made(50), "no_snapshot"),
        (with_version(50, "9"), "other_rubric"),
        (made(50, taken({"perspective": (4, 4, 4)}, hidden=("emotion", "action"))), "hidden"),
    ],
)
def test_what_cannot_be_compared_says_why(last: Summary, why: str) -> None:
    with pytest.raises(RefusedError) as caught:
        compare(FIRST, last, "reflection")
    assert caught.value.why == why


def test_desks_are_added_up_where_every_one_of_them_shows_it() -> None:
    by_desk = taken({"emotion": (5, 3, 2), "action": (4, 4, 2)})
    second = taken({"emotion": (2, 3, 2)}, hidden=("action",))["views"][0]
    by_desk["views"].append({**second, "desks": ["fines"]})
    assert comparing.tallies(made(1, by_desk).snapshots[0]) == {"emotion": (7, 6, 4)}
    found = compare(
        made(1, by_desk), made(2, taken({"emotion": (2, 4, 6), "action": (2, 4, 6)})), "reflection"
    )
    assert (found.texts, found.hidden) == ((17, 12), ("action",))


def test_the_kinds_that_both_have() -> None:
    assert comparing.kinds(FIRST, LAST) == ("reflection",)
    assert comparing.kinds(FIRST, made(9)) == ()


@pytest.mark.parametrize(("sizes", "truth"), [((6, 6), (0.4, 0.4, 0.2)), ((12, 10), (0.15, 0.5, 0.35))])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(
    sizes: tuple[int, int], truth: tuple[float, float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Groups drawn from one truth: no change is true, and lies in nearly all intervals."""
    monkeypatch.setattr(comparing, "DRAWS", 2000)
    rng, held = np.random.default_rng(4), []
    for _ in range(200):
        drawn = [tuple(int(n) for n in rng.multinomial(size, truth)) for size in sizes]
        held += [d.includes_none for d in comparing._differences("emotion", *drawn)]  # type: ignore[arg-type]
    assert 0.93 <= sum(held) / len(held) < 1
