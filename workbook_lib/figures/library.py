"""An invented library: three years of loans, visits, holds and notes, always the same. Pure, standard library.

Four things happened in it that the figures show and don't explain:

- April 2024: at Market Square the large-print shelf moved upstairs, and the lift is often out of order.
- September 2024: the bus to Mill Lane runs later and arrives when story time ends.
- January 2025: Riverside closes at five and no longer at seven.
- All along: few people write notes, and those who do write often; some groups never do.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

SEED = 2016
BRANCHES = ("Market Square", "Mill Lane", "Riverside")
TO_THE_DOOR = "to the door"
MONTHS = tuple(f"{year}-{month:02}-01" for year in (2023, 2024, 2025) for month in range(1, 13))
SHELF_MOVED, BUS_CHANGED, CLOSES_AT_FIVE = "2024-04-01", "2024-09-01", "2025-01-01"
FAMILIES, TEENS, WORKING, OLDER = "children and families", "teenagers", "working age", "65 and over"

_KINDS = {"picture books": 620, "crime": 540, "large print": 190, "films": 260, "other languages": 120}
_SIZES = {"Market Square": 1.0, "Mill Lane": 0.55, "Riverside": 0.7}
_WHO = {FAMILIES: 1500, TEENS: 900, WORKING: 1700, OLDER: 1300}
_WRITERS = {WORKING: 11, OLDER: 9, FAMILIES: 6, TEENS: 1}
_ABOUT = ("noise", "parking", "toilets", "opening hours", "new books", "the copier", "staff")


class Loan(NamedTuple):
    """Loans of one kind at one branch in one month (ISO date of its first day)."""

    month: str
    branch: str
    kind: str
    loans: int


class Visit(NamedTuple):
    """Visits of one group to one branch in one month."""

    month: str
    branch: str
    who: str
    visits: int


class Hold(NamedTuple):
    """Books put aside for somebody at one branch in one month, and those that nobody fetched."""

    month: str
    branch: str
    placed: int
    never_fetched: int


class Note(NamedTuple):
    """A complaint or a comment: the day (ISO), where, which group, and which person of it, by a number."""

    day: str
    branch: str
    who: str
    writer: int
    kind: str
    about: str


def loans() -> list[Loan]:
    """Every loan, 36 months of three branches and of what goes to people's doors."""
    random = Random(SEED)  # noqa: S311  # figures to look at, no secret
    return [
        Loan(month, branch, kind, _near(random, usual * _season(month) * _of_loans(month, branch, kind)))
        for month in MONTHS
        for branch in (*BRANCHES, TO_THE_DOOR)
        for kind, usual in _KINDS.items()
    ]


def _of_loans(month: str, branch: str, kind: str) -> float:
    """What share of the usual loans of a kind there are here in this month."""
    moved = kind == "large print" and month >= SHELF_MOVED
    if branch == TO_THE_DOOR:
        return (0.24 if moved else 0.12) if kind == "large print" else 0.03
    return _SIZES[branch] * (0.45 if moved and branch == "Market Square" else 1)


def visits() -> list[Visit]:
    """Every visit by month, branch and group."""
    random = Random(SEED + 1)  # noqa: S311
    return [
        Visit(month, branch, who, _near(random, usual * _season(month) * _of_visits(month, branch, who)))
        for month in MONTHS
        for branch in BRANCHES
        for who, usual in _WHO.items()
    ]


def _of_visits(month: str, branch: str, who: str) -> float:
    lost = who == FAMILIES and branch == "Mill Lane" and month >= BUS_CHANGED
    early = who == WORKING and branch == "Riverside" and month >= CLOSES_AT_FIVE
    return _SIZES[branch] * (0.48 if lost else 0.7 if early else 1)


def holds() -> list[Hold]:
    """Holds by month and branch. About one in twelve is never fetched, and at Riverside one in four since 2025."""
    random = Random(SEED + 2)  # noqa: S311
    made = []
    for month in MONTHS:
        for branch in BRANCHES:
            placed = _near(random, 320 * _SIZES[branch] * _season(month))
            late = branch == "Riverside" and month >= CLOSES_AT_FIVE
            made.append(Hold(month, branch, placed, _near(random, placed * (0.25 if late else 0.08))))
    return made


def notes() -> list[Note]:
    """Complaints and comments. A few people write most of them; of teenagers one person wrote, once or twice."""
    random = Random(SEED + 3)  # noqa: S311
    return sorted(_written(random))


def _written(random: Random) -> Iterator[Note]:
    for who, writers in _WRITERS.items():
        for writer in range(1, writers + 1):
            for _ in range(_how_often(random, who, writer)):
                day = f"{random.choice(MONTHS)[:8]}{random.randint(1, 28):02}"
                kind = "complaint" if random.random() < 0.75 else "comment"
                yield Note(day, random.choice(BRANCHES), who, writer, kind, random.choice(_ABOUT))


def _how_often(random: Random, who: str, writer: int) -> int:
    if who == TEENS:
        return 2
    often = 38 if who == WORKING else 21 if who == OLDER else 4
    return random.randint(often - 3, often + 3) if writer <= 2 else random.randint(1, 3)


def _season(month: str) -> float:
    """Summer and December are quieter."""
    return {"07": 0.9, "08": 0.86, "12": 0.82}.get(month[5:7], 1.0)


def _near(random: Random, expected: float) -> int:
    """A whole number near ``expected``, as months differ."""
    return max(0, round(random.gauss(expected, 0.05 * expected)))
