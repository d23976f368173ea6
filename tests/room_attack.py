"""Somebody in a room who tries to work out what others wrote. Knows nothing of how the room protects them.

They know who was there, who is counted in each picture and their own answers, and see every picture. An *answer* is
one level, 0 to 2, unknown to them unless it is theirs. All ways to fill in the answers that fit everything seen are
enumerated. Answers that are counted in exactly the same pictures can't be told apart, so a way is how many of such
a class stand at each level: far fewer than all fillings, and the same conclusions (a test compares).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

Answer = tuple[Hashable, ...]
"""Names one answer; its first item is whose it is."""
Tally = tuple[int, int, int]


@dataclass(frozen=True)
class Seen:
    """One dimension of one picture: the answers counted in it and what it tells.

    ``counts`` is None where the dimension isn't shown; then all or all but one are known to share a level.
    """

    answers: frozenset[Answer]
    counts: Tally | None


@dataclass(frozen=True)
class Breach:
    """People, other than who looks, of whom only one tally is left; ``pinned``: each one's level is known."""

    attacker: Hashable
    people: frozenset[Hashable]
    pinned: bool


@dataclass(frozen=True)
class _Class:
    answers: frozenset[Answer]
    seen_in: frozenset[int]


def breaches(seen: Sequence[Seen], truth: Mapping[Answer, int], most: int = 4) -> Iterator[Breach]:
    """Every person pinned and every group of up to ``most`` isolated, by each who is counted and by an onlooker."""
    people = {answer[0] for picture in seen for answer in picture.answers}
    for who in ["onlooker", *sorted(people, key=str)]:
        yield from _by(who, seen, truth, most)


def _by(who: Hashable, seen: Sequence[Seen], truth: Mapping[Answer, int], most: int) -> Iterator[Breach]:
    own = [tuple(_own(who, picture, truth)) for picture in seen]
    for classes in _linked(_classes(who, seen)):
        numbers = sorted({n for c in classes for n in c.seen_in})
        ways = list(_ways(classes, [(n, seen[n].counts, own[n]) for n in numbers]))
        assert ways, "what was shown fits no answers at all"
        yield from _found(who, classes, ways, most)


def _own(who: Hashable, picture: Seen, truth: Mapping[Answer, int]) -> Iterator[int]:
    return (truth[answer] for answer in picture.answers if answer[0] == who)


def _classes(who: Hashable, seen: Sequence[Seen]) -> list[_Class]:
    """The others' answers, those counted in exactly the same pictures together."""
    classes: dict[frozenset[int], set[Answer]] = {}
    for answer in {a for picture in seen for a in picture.answers if a[0] != who}:
        where = frozenset(n for n, picture in enumerate(seen) if answer in picture.answers)
        classes.setdefault(where, set()).add(answer)
    return [_Class(frozenset(answers), where) for where, answers in classes.items()]


def _linked(classes: Sequence[_Class]) -> list[list[_Class]]:
    """Classes that share a picture, directly or through others: the rest has nothing to do with them."""
    groups: list[list[_Class]] = []
    for each in classes:
        touching = [g for g in groups if any(each.seen_in & c.seen_in for c in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([each, *(c for g in touching for c in g)])
    return groups


@cache
def splits(size: int) -> tuple[Tally, ...]:
    """Every way so many answers can stand at three levels."""
    return tuple((a, b, size - a - b) for a in range(size + 1) for b in range(size + 1 - a))


def _ways(
    classes: Sequence[_Class], pictures: Sequence[tuple[int, Tally | None, tuple[int, ...]]]
) -> Iterator[tuple[Tally, ...]]:
    """Every tally of each class, in their order, that fits all pictures."""
    done: list[Tally] = []

    def fits(placed: int) -> bool:
        for number, counts, own in pictures:
            members = [done[i] for i in range(placed) if number in classes[i].seen_in]
            left = sum(len(c.answers) for c in classes[placed:] if number in c.seen_in)
            so_far = [sum(m[level] for m in members) + own.count(level) for level in range(3)]
            if not _may_be(so_far, counts, left):
                return False
        return True

    def place(index: int) -> Iterator[tuple[Tally, ...]]:
        if index == len(classes):
            yield tuple(done)
            return
        for split in splits(len(classes[index].answers)):
            done.append(split)
            if fits(index + 1):
                yield from place(index + 1)
            done.pop()

    return place(0)


def _may_be(so_far: Sequence[int], counts: Tally | None, left: int) -> bool:
    if counts is None:
        return sum(so_far) - max(so_far) <= 1
    return all(a <= b for a, b in zip(so_far, counts, strict=True)) and sum(counts) - sum(so_far) == left


def _found(
    who: Hashable, classes: Sequence[_Class], ways: Sequence[tuple[Tally, ...]], most: int
) -> Iterator[Breach]:
    for index, each in enumerate(classes):
        split = ways[0][index]
        if max(split) == sum(split) and all(way[index] == split for way in ways):
            yield Breach(who, frozenset(a[0] for a in each.answers), True)
    for group in _groups(classes, most):
        if len({tuple(sum(way[i][level] for i in group) for level in range(3)) for way in ways}) == 1:
            yield Breach(who, frozenset(a[0] for i in group for a in classes[i].answers), False)


def _groups(classes: Sequence[_Class], most: int) -> Iterable[tuple[int, ...]]:
    """Whole classes with the answers of at most so many people: a part of one is known only if all of it is."""
    small = [i for i, c in enumerate(classes) if len({a[0] for a in c.answers}) <= most]
    for size in range(1, most + 1):
        for group in combinations(small, size):
            if len({a[0] for i in group for a in classes[i].answers}) <= most:
                yield group


def breaches_one_by_one(seen: Sequence[Seen], truth: Mapping[Answer, int], most: int = 4) -> set[Breach]:
    """The same by brute force, each answer by itself: for a handful of people, to check the other by."""
    found = set()
    people = {answer[0] for picture in seen for answer in picture.answers}
    for who in [*people, "onlooker"]:
        others = sorted({a for p in seen for a in p.answers if a[0] != who}, key=str)
        ways = [
            w
            for w in product(range(3), repeat=len(others))
            if _agrees(dict(zip(others, w, strict=True)), seen, truth)
        ]
        for size in range(1, len(others) + 1):
            for group in combinations(range(len(others)), size):
                whose = frozenset(others[i][0] for i in group)
                if len(whose) <= most and len({tuple(sorted(w[i] for i in group)) for w in ways}) == 1:
                    found.add(Breach(who, whose, len({tuple(w[i] for i in group) for w in ways}) == 1))
    return found


def _agrees(guess: Mapping[Answer, int], seen: Sequence[Seen], truth: Mapping[Answer, int]) -> bool:
    for picture in seen:
        levels = [guess.get(a, truth[a]) for a in picture.answers]
        counts = [levels.count(level) for level in range(3)]
        if picture.counts is None and sum(counts) - max(counts) > 1:
            return False
        if picture.counts is not None and tuple(counts) != picture.counts:
            return False
    return True
