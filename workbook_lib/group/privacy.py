"""Who may be counted, and what of it may be shown. Pure; docs/decisions/0006-one-answer-one-view.md says why.

One rule carries the rest: **an answer is counted in one view, once**. Views never share an answer, so there is
nothing to subtract: not an earlier view from a later one, not a desk from the whole, not a screen from a file.
Within its one view a dimension stays hidden where all or all but one share a level, and a view holds five people
besides any one of them, so that whoever takes their own answer away has five left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbook_lib.model import GroupSummary, Kind, Level, Rubric

OTHERS = 5
"""A view holds at least so many people besides any one of them. A facilitator may ask for more, never for less."""

NEVER_GROUPED = frozenset({"self_awareness", "assumption_free"})
"""The first would reward confession; the second tells what was found against a text."""

Refusal = Literal["too_few", "taken", "more_than_heads"]


@dataclass(frozen=True, slots=True)
class Counted:
    """One person's answer as it is counted: the desk they named, '' for none, and a level for each dimension."""

    desk: str
    levels: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class View:
    """Some people's answers, counted. ``desks`` is empty for the whole room; several for small ones taken together.

    ``hidden`` are the dimensions where all or all but one share a level; they have no counts.
    """

    desks: tuple[str, ...]
    summary: GroupSummary
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was shown of one case's reflections or replies; never taken again. ``left_out`` counts the people of
    desks too small to show."""

    case: str
    kind: Kind
    views: tuple[View, ...]
    left_out: int = 0


def floor(asked: int | None = None) -> int:
    """How many people besides oneself a view must hold: `OTHERS`, or more where more is asked for."""
    return max(OTHERS, asked or 0)


def refused(
    case: str,
    kind: Kind,
    taken: Collection[tuple[str, Kind]],
    *,
    answered: int,
    people: int,
    heads: int,
    least: int,
) -> Refusal | None:
    """Why no snapshot may be taken now, or None. Rests on nothing that anybody wrote.

    ``taken`` are the cases and kinds of earlier snapshots. ``people`` have joined, ``answered`` of them have an
    answer to count; ``heads`` is how many the facilitator sees in the room. Where more have joined than that,
    somebody may have come in several times to tell the others apart.
    """
    if (case, kind) in taken:
        return "taken"
    return unfit(answered=answered, people=people, heads=heads, least=least)


def unfit(*, answered: int, people: int, heads: int, least: int) -> Refusal | None:
    """Why a group may not be counted, whatever it is asked; or None. See `refused`."""
    if people > heads:
        return "more_than_heads"
    return "too_few" if answered <= least else None


def snapshot(
    case: str, kind: Kind, people: Sequence[Counted], rubric: Rubric, *, least: int, by_desk: bool = False
) -> Snapshot:
    """The one picture of these answers: of the whole room, or desk by desk, never both.

    Desks too small to show are counted together; where even these are too few, they are left out. Ask `refused`
    first. Raises ValueError for a group that may not be shown at all.
    """
    if len(people) <= least:
        raise ValueError("too few people to show")
    groups = _by_desk(people, least) if by_desk else [((), list(people))]
    views = tuple(_view(desks, members, rubric) for desks, members in groups)
    return Snapshot(case, kind, views, len(people) - sum(v.summary.people for v in views))


_Group = tuple[tuple[str, ...], list[Counted]]


def _by_desk(people: Sequence[Counted], least: int) -> list[_Group]:
    desks: dict[str, list[Counted]] = {}
    for person in people:
        desks.setdefault(person.desk, []).append(person)
    large: list[_Group] = [((desk,), who) for desk, who in sorted(desks.items()) if len(who) > least]
    small = sorted(desk for desk, who in desks.items() if len(who) <= least)
    together = [person for desk in small for person in desks[desk]]
    return [*large, (tuple(small), together)] if len(together) > least else large


def _view(desks: tuple[str, ...], people: Collection[Counted], rubric: Rubric) -> View:
    counts = {d.id: _tally(d.id, people) for d in rubric.dimensions if d.id not in NEVER_GROUPED}
    shown = {dimension: count for dimension, count in counts.items() if tells_nobody(count)}
    hidden = tuple(dimension for dimension in counts if dimension not in shown)
    return View(desks, GroupSummary(rubric.version, len(people), shown), hidden)


def _tally(dimension: str, people: Iterable[Counted]) -> tuple[int, int, int]:
    levels = [person.levels[dimension] for person in people]
    return levels.count(0), levels.count(1), levels.count(2)


def tells_nobody(count: Collection[int]) -> bool:
    """Whether counts of each level may be shown: two people at least stand at another level than most."""
    return sum(count) - max(count) >= 2
