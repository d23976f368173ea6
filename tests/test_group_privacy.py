"""What may be shown of a group: attacked by somebody who enumerates, and rule by rule."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import room_attack, room_schedules
from tests.room_attack import Answer, Seen
from workbook_lib.group import privacy
from workbook_lib.group.privacy import Counted, Snapshot, refused, snapshot
from workbook_lib.model import Kind

SCHEDULES = 2_000


def breach(seed: int, largest: int) -> room_attack.Breach | None:
    session = room_schedules.run(seed, room_schedules.guarded, largest)
    return next(room_attack.breaches(session.seen, session.truth), None)


def test_no_schedule_of_a_small_room_lets_anybody_find_out() -> None:
    shown = 0
    for seed in range(SCHEDULES):
        session = room_schedules.run(seed, room_schedules.guarded)
        shown += bool(session.seen)
        assert next(room_attack.breaches(session.seen, session.truth), None) is None, seed
    assert shown > SCHEDULES / 3


def test_no_schedule_of_a_larger_room_with_desks_lets_anybody_find_out() -> None:
    by_desk = 0
    for seed in range(SCHEDULES // 4):
        session = room_schedules.run(seed, room_schedules.guarded, largest=20)
        by_desk += any(len(taken.views) > 1 for taken in session.taken)
        assert next(room_attack.breaches(session.seen, session.truth), None) is None, seed
    assert by_desk > 10


@pytest.mark.long
def test_ten_thousand_schedules() -> None:
    for seed in range(SCHEDULES, 12_000):
        assert breach(seed, 8 if seed % 2 else 20) is None, seed


def test_a_room_that_shows_everything_is_found_out() -> None:
    found = 0
    for seed in range(100):
        session = room_schedules.run(seed, room_schedules.live, largest=7, steps=6)
        found += next(room_attack.breaches(session.seen, session.truth), None) is not None
    assert found >= 85


MUTANTS = {
    "five people, so four others": {"OTHERS": 4},
    "everybody at one level is shown": {"tells_nobody": lambda count: True},
    "all but one at one level is shown": {"tells_nobody": lambda count: max(count) < sum(count)},
    "it is taken again": {
        "refused": lambda *_, answered, least, **__: "too_few" if answered <= least else None
    },
    "one person counts as many": {
        "refused": lambda case, kind, taken, *, heads, people, **rest: refused(
            case, kind, taken, heads=people, people=people, **rest
        )
    },
    "small desks are shown": {
        "_by_desk": lambda people, least: [
            ((desk,), list(who))
            for desk, who in itertools.groupby(sorted(people, key=lambda p: p.desk), lambda p: p.desk)
        ]
    },
}


@pytest.mark.parametrize("name", MUTANTS)
def test_each_rule_is_needed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for attribute, instead in MUTANTS[name].items():
        monkeypatch.setattr(privacy, attribute, instead)
    assert any(breach(seed, 10) for seed in range(400))


@given(st.integers(0, 10_000))
def test_the_attack_concludes_what_brute_force_does(seed: int) -> None:
    rng = random.Random(seed)
    answers: list[Answer] = [(f"p{rng.randrange(6)}", n) for n in range(rng.randint(2, 7))]
    truth = {answer: rng.randrange(3) for answer in answers}
    seen = [
        _picture(frozenset(rng.sample(answers, rng.randint(1, len(answers)))), truth, rng.random() < 0.5)
        for _ in range(rng.randint(1, 3))
    ]
    quick = set(room_attack.breaches(seen, truth))
    slow = room_attack.breaches_one_by_one(seen, truth)
    assert {b.attacker for b in quick} == {b.attacker for b in slow}
    assert {(b.attacker, p) for b in quick if b.pinned for p in b.people} == {
        (b.attacker, p) for b in slow if b.pinned for p in b.people
    }


def _picture(answers: frozenset[Answer], truth: dict[Answer, int], hide: bool) -> Seen:
    levels = [truth[a] for a in answers]
    counts = (levels.count(0), levels.count(1), levels.count(2))
    return Seen(answers, None if hide and sum(counts) - max(counts) < 2 else counts)


def people(*levels: int, desk: str = "") -> list[Counted]:
    return [Counted(desk, {room_schedules.DIMENSION: n, "self_awareness": n}) for n in levels]  # type: ignore[dict-item]


def take(counted: list[Counted], *, by_desk: bool = False, least: int = 5) -> Snapshot:
    return snapshot("case", "reflection", counted, room_schedules.RUBRIC, least=least, by_desk=by_desk)


def test_the_floor_goes_up_and_never_down() -> None:
    assert [privacy.floor(asked) for asked in (None, 0, -3, 1, 5, 8)] == [5, 5, 5, 5, 5, 8]


def test_five_others_and_oneself_are_enough_and_one_fewer_is_not() -> None:
    assert take(people(0, 0, 1, 1, 2, 2)).views[0].summary.counts == {"perspective": (2, 2, 2)}
    with pytest.raises(ValueError, match="too few"):
        take(people(0, 0, 1, 1, 2))
    with pytest.raises(ValueError, match="too few"):
        take(people(0, 0, 1, 1, 2, 2), least=6)


@pytest.mark.parametrize("levels", [(1, 1, 1, 1, 1, 1), (2, 2, 2, 2, 2, 0), (0, 0, 0, 0, 0, 0, 1)])
def test_a_dimension_where_all_or_all_but_one_agree_is_named_and_not_shown(levels: tuple[int, ...]) -> None:
    [view] = take(people(*levels)).views
    assert view.summary.counts == {}
    assert view.hidden == ("perspective",)


def test_self_awareness_is_neither_shown_nor_named() -> None:
    [view] = take(people(0, 0, 1, 1, 2, 2)).views
    assert "self_awareness" not in view.summary.counts
    assert "self_awareness" not in view.hidden


def test_small_desks_are_counted_together_or_left_out_and_there_is_no_total() -> None:
    fines, teens = people(0, 0, 1, 1, 2, 2, desk="fines"), people(0, 1, 2, desk="teens")
    taken = take([*fines, *teens], by_desk=True)
    assert [(v.desks, v.summary.people) for v in taken.views] == [(("fines",), 6)]
    assert taken.left_out == 3
    taken = take([*fines, *teens, *people(1, 1, 2, desk="reference")], by_desk=True)
    assert [(v.desks, v.summary.people) for v in taken.views] == [
        (("fines",), 6),
        (("reference", "teens"), 6),
    ]
    assert taken.left_out == 0


def test_why_no_picture_is_taken() -> None:
    taken: set[tuple[str, Kind]] = {("case", "reflection")}
    ask = {"answered": 6, "people": 9, "heads": 9, "least": 5}
    assert refused("case", "reflection", (), **ask) is None
    assert refused("case", "reply", taken, **ask) is None
    assert refused("case", "reflection", taken, **ask) == "taken"
    assert refused("case", "reflection", (), **{**ask, "answered": 5}) == "too_few"
    assert refused("case", "reflection", (), **{**ask, "heads": 8}) == "more_than_heads"
