"""Figures of agreement with a bootstrap interval: texts are drawn again, with the readings they have. Needs NumPy.

Texts are the units that are drawn, and not readers: an interval says how much the figure would move with
other texts of the same kind, read by the same people. One draw serves all figures, so that they can be set
side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbook_lib.agreement import coefficients as co
from workbook_lib.agreement.coefficients import Floats, Reason
from workbook_lib.agreement.saying import FEW

DRAWS = 1000
"""Texts are drawn again so many times."""
SEED = 20230923
"""The same readings give the same intervals."""
ENDS = (2.5, 97.5)
"""The ends of a 95% interval, in percent of the draws."""
DEFINED = 0.95
"""Where a figure is defined in a smaller share of the draws, the others would speak for draws that say nothing."""


_SAME = 1e-9
"""Figures that differ by less came out differently by rounding alone."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """``value`` and its 95% interval from ``low`` to ``high``; ``units`` are the texts that count.

    ``value`` is None where it isn't defined, for the `coefficients.Reason` given. ``low`` and ``high`` are None
    there too, and where fewer than `saying.FEW` texts count or too few draws are defined (`DEFINED`).
    """

    value: float | None
    low: float | None
    high: float | None
    units: int
    reason: Reason = ""

    @property
    def ends(self) -> tuple[float, float] | None:
        """The interval as it may be told: None where the draws lie on one side of the figure, or all upon it. It
        would say that other texts couldn't give more, or that none could give another figure."""
        if self.value is None or self.low is None or self.high is None:
            return None
        apart = min(self.value - self.low, self.high - self.value) > _SAME
        return (self.low, self.high) if apart else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How often each text stands in each draw: ``times`` has shape (1 + draws, texts), and its first row is all of
    them once."""

    times: Floats

    @classmethod
    def of(cls, texts: int, draws: int = DRAWS, seed: int = SEED) -> Drawn:
        """Draws of ``texts`` texts, with replacement."""
        random = np.random.default_rng(seed)
        again = (
            random.multinomial(texts, np.full(texts, 1.0 / texts), size=draws)
            if texts
            else np.zeros((draws, 0))
        )
        return cls(np.vstack([np.ones((1, texts)), again]))


def estimate(values: Floats, units: int) -> Estimate:
    """The first of ``values`` (shape (1 + draws,)) with the interval of the others; NaN is not defined."""
    if not units:
        return Estimate(None, None, None, 0, "no_pairs")
    if np.isnan(values[0]):
        return Estimate(None, None, None, units, "one_level")
    defined = values[1:][~np.isnan(values[1:])]
    if units < FEW or len(defined) < DEFINED * (len(values) - 1):
        return Estimate(float(values[0]), None, None, units)
    low, high = np.percentile(defined, ENDS)
    return Estimate(float(values[0]), float(low), float(high), units)


# -- one dimension, many draws -----------------------------------------------------------------------------


def alphas(ratings: NDArray[np.int64], levels: int, drawn: Drawn) -> Floats:
    """Ordinal alpha in each draw, shape (1 + draws,), of places with shape (readers, texts); -1 is missing."""
    return co.alpha_of(drawn.times @ co.coincidence_counts(co.level_counts(ratings, levels)), "ordinal")


def kappas(a: NDArray[np.int64], b: NDArray[np.int64], levels: int, drawn: Drawn) -> Floats:
    """Quadratic weighted kappa of two readers in each draw, shape (1 + draws,)."""
    return co.kappa_of(drawn.times @ co.pair_counts(a, b, levels), co.distances(levels, "quadratic"))


def shares(pairs: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]], within: int, drawn: Drawn) -> Floats:
    """In each draw, the share of pairs of ratings that stand at most ``within`` levels apart (0: exact)."""
    met = np.zeros(drawn.times.shape[1])
    of = np.zeros_like(met)
    for a, b in pairs:
        rated = (a >= 0) & (b >= 0)
        of += rated
        met += rated & (np.abs(a - b) <= within)
    total = drawn.times @ of
    with np.errstate(invalid="ignore"):
        share: Floats = np.where(total > 0, (drawn.times @ met) / np.where(total > 0, total, 1.0), np.nan)
    return share


def mean(many: Sequence[Floats]) -> Floats:
    """The mean of several figures in each draw, of those that are defined there."""
    stacked = np.array(many)
    defined = ~np.isnan(stacked)
    count = defined.sum(axis=0)
    total = np.where(defined, stacked, 0.0).sum(axis=0)
    means: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return means


def pairs_of(ratings: NDArray[np.int64]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Every two readers of places with shape (readers, texts)."""
    return [(ratings[i], ratings[j]) for i, j in combinations(range(len(ratings)), 2)]


def paired(pairs: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> int:
    """How many texts at least one of the pairs rated."""
    met = [(a >= 0) & (b >= 0) for a, b in pairs]
    return int(np.any(met, axis=0).sum()) if met else 0
