"""Two sessions of one group side by side, from their counts alone: how much more was found, give or take.

The texts of the two sessions can't be paired: nobody knows who wrote what. So each session is drawn again with
replacement by itself (percentile bootstrap; Efron and Tibshirani 1993, chapter 13). Half a text is added to each
level before drawing: a level that a handful of texts didn't reach would otherwise count as one that can't be
reached, and the interval would be too narrow (a test measures how often it holds the truth).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbook_lib.group.summary_form import Snapshot, Summary
from workbook_lib.model import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 20_000
SEED = 2026
COVERS = 0.95
SMOOTHING = 0.5

Tally = tuple[int, int, int]
Measure = Literal["found", "clear"]
Refusal = Literal["same_room", "order", "no_snapshot", "other_rubric", "hidden"]


class RefusedError(Exception):
    """Two sessions that can't be set side by side; ``why`` is the key of the words that say so."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why: Refusal = why


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one dimension: the shares of texts that are at least emerging (``found``) or ``clear``, first and last.

    ``low`` and ``high`` bound the difference of the shares (last less first).
    """

    dimension: str
    measure: Measure
    first: tuple[int, int]
    last: tuple[int, int]
    low: float
    high: float

    @property
    def change(self) -> float:
        """The difference of the shares, -1 to 1."""
        return self.last[0] / self.last[1] - self.first[0] / self.first[1]

    @property
    def includes_none(self) -> bool:
        """Whether no change at all lies within the interval as it is told, in texts of a hundred.

        Else an end that is 0 but for how a computer adds fractions would pass for a change.
        """
        return round(100 * self.low) <= 0 <= round(100 * self.high)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sessions side by side. ``hidden`` are dimensions that one of them doesn't show: these aren't compared."""

    kind: Kind
    cases: tuple[str, str]
    texts: tuple[int, int]
    differences: tuple[Difference, ...]
    hidden: tuple[str, ...]


def kinds(first: Summary, last: Summary) -> tuple[Kind, ...]:
    """The kinds of text that both sessions have a picture of."""
    shared = {taken.kind for taken in first.snapshots} & {taken.kind for taken in last.snapshots}
    order: tuple[Kind, ...] = ("reflection", "reply")
    return tuple(kind for kind in order if kind in shared)


def compare(first: Summary, last: Summary, kind: Kind) -> Comparison:
    """The two sessions by dimension. Raises RefusedError: for one room twice, the later one first, no picture,
    readings that mean something else, or where every dimension is hidden in one of them."""
    if first.id == last.id:
        raise RefusedError("same_room")
    if first.opened_at >= last.opened_at:
        raise RefusedError("order")
    taken = picture(first, kind), picture(last, kind)
    if taken[0] is None or taken[1] is None:
        raise RefusedError("no_snapshot")
    if versions(taken[0]) != versions(taken[1]):
        raise RefusedError("other_rubric")
    before, after = tallies(taken[0]), tallies(taken[1])
    both = [dimension for dimension in before if dimension in after]
    if not both:
        raise RefusedError("hidden")
    found = tuple(
        d for dimension in both for d in _differences(dimension, before[dimension], after[dimension])
    )
    named = [*before, *_hidden(taken[0]), *after, *_hidden(taken[1])]
    hidden = tuple(dict.fromkeys(d for d in named if d not in both))
    texts = sum(before[both[0]]), sum(after[both[0]])
    return Comparison(kind, (taken[0].case, taken[1].case), texts, found, hidden)


def picture(summary: Summary, kind: Kind) -> Snapshot | None:
    """A room's picture of this kind: of the case it ended with, else the last one."""
    taken = [shown for shown in summary.snapshots if shown.kind == kind and shown.views]
    ended_with = [shown for shown in taken if shown.case == summary.case.id]
    return next(iter([*ended_with, *reversed(taken)]), None)


def versions(snapshot: Snapshot) -> frozenset[str]:
    """The rubric versions a picture was read with."""
    return frozenset(view.summary.rubric_version for view in snapshot.views)


def tallies(snapshot: Snapshot) -> dict[str, Tally]:
    """Counts by dimension, desks added up; without those that are hidden in any view."""
    hidden = _hidden(snapshot)
    shown: dict[str, Tally] = {}
    for dimension in snapshot.views[0].summary.counts:
        if dimension not in hidden:
            levels = zip(*(view.summary.counts[dimension] for view in snapshot.views), strict=True)
            not_found, emerging, clear = (sum(level) for level in levels)
            shown[dimension] = (not_found, emerging, clear)
    return shown


def _hidden(snapshot: Snapshot) -> tuple[str, ...]:
    everywhere = set.intersection(*(set(view.summary.counts) for view in snapshot.views))
    named = dict.fromkeys(d for view in snapshot.views for d in (*view.summary.counts, *view.hidden))
    return tuple(dimension for dimension in named if dimension not in everywhere)


def _differences(dimension: str, first: Tally, last: Tally) -> tuple[Difference, ...]:
    import numpy as np  # a page opens without it

    drawn = _drawn(last, 1) - _drawn(first, 0)
    tail = 100 * (1 - COVERS) / 2
    measures: Sequence[tuple[Measure, int]] = (("found", 1), ("clear", 2))
    made = []
    for measure, level in measures:
        low, high = np.percentile(drawn[:, level:].sum(axis=1), [tail, 100 - tail])
        counted = (sum(first[level:]), sum(first)), (sum(last[level:]), sum(last))
        made.append(Difference(dimension, measure, *counted, float(low), float(high)))
    return tuple(made)


def _drawn(count: Tally, stream: int) -> NDArray[np.float64]:
    """The shares of the three levels in each of `DRAWS` sessions drawn from this one."""
    import numpy as np

    weights = np.asarray(count, dtype=np.float64) + SMOOTHING
    rng = np.random.default_rng([SEED, stream])
    drawn: NDArray[np.float64] = rng.multinomial(sum(count), weights / weights.sum(), size=DRAWS) / sum(count)
    return drawn
