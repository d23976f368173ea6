"""Cohen's weighted kappa and Krippendorff's alpha. Needs NumPy and nothing else.

Both are computed from sums over texts, so that a bootstrap can draw texts again by weighing these sums
(`workbook_lib.agreement.estimates`).

Sources: J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968) 213-220; K. Krippendorff, "Computing
Krippendorff's Alpha-Reliability" (2011).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Weights = Literal["quadratic", "linear", "none"]
Measurement = Literal["nominal", "ordinal", "interval"]
Reason = Literal["", "no_pairs", "one_level"]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """``value`` is 1 where all agree, about 0 where they agree as often as by chance, and may fall below 0.

    It is None where it is not defined, and ``reason`` says why: ``no_pairs``, no text was rated twice;
    ``one_level``, every rating that counts is the same, so that there is no chance to compare with. ``units``
    are the texts that were rated twice or more.
    """

    value: float | None
    units: int
    reason: Reason = ""


def weighted_kappa(
    a: Sequence[Hashable], b: Sequence[Hashable], levels: Sequence[Hashable], weights: Weights = "quadratic"
) -> Coefficient:
    """Cohen's kappa of two readers, with weights by how far apart two levels stand in ``levels``.

    ``a`` and ``b`` have one rating for each text, shape (texts,), in the same order. ``levels`` are all the
    levels there are, lowest first; their distance is counted in places, whatever they are called. A rating of
    None or NaN is missing, and a text that either reader left out counts for nothing. ``weights`` is
    ``quadratic`` (squared distance), ``linear`` or ``none`` (any two levels are equally far apart).

    Raises ValueError for ratings of different length, a rating that is no level, levels that are named twice,
    or weights that aren't known.
    """
    if len(a) != len(b):
        raise ValueError(f"the readers rated {len(a)} and {len(b)} texts; each text needs a place in both")
    distance = distances(len(levels), weights)
    both = placed([a, b], levels)
    pairs = pair_counts(both[0], both[1], len(levels)).sum(axis=0)
    value = kappa_of(pairs[None, :], distance)[0]
    return _told(value, int(pairs.sum()))


def krippendorff_alpha(
    ratings: Sequence[Sequence[Any]] | NDArray[Any],
    level: Measurement = "ordinal",
    levels: Sequence[Hashable] | None = None,
) -> Coefficient:
    """Krippendorff's alpha of any number of readers, any of whom may have left texts out.

    ``ratings`` has shape (readers, texts); None or NaN is missing. ``level`` is the level of measurement.
    ``levels`` are all the levels there are, lowest first; without them, those that occur, sorted. On the
    interval level they must be numbers. Only texts that were rated twice or more count.

    Raises ValueError for rows of different length, a rating that is no level, a level of measurement that isn't
    known, or interval levels that aren't numbers.
    """
    if len({len(row) for row in ratings}) > 1:
        raise ValueError("every reader needs a place for each text: the rows differ in length")
    known = list(levels) if levels is not None else _occurring(ratings)
    if not known:
        return Coefficient(None, 0, "no_pairs")
    counts = level_counts(placed(list(ratings), known), len(known))
    coincidences = coincidence_counts(counts).sum(axis=0)
    value = alpha_of(coincidences[None, :], level, _numbers(known) if level == "interval" else None)[0]
    return _told(value, int((counts.sum(axis=1) >= 2).sum()))


def _told(value: np.float64, units: int) -> Coefficient:
    if not units:
        return Coefficient(None, 0, "no_pairs")
    return Coefficient(None, units, "one_level") if np.isnan(value) else Coefficient(float(value), units)


# -- ratings to places among the levels --------------------------------------------------------------------


def placed(ratings: Sequence[Sequence[Any]], levels: Sequence[Hashable]) -> NDArray[np.int64]:
    """The place of every rating among ``levels``, shape (readers, texts); -1 where it is missing.

    Raises ValueError for a rating that is no level, or levels that are named twice.
    """
    place = {name: at for at, name in enumerate(levels)}
    if len(place) < len(levels):
        raise ValueError("a level is named twice")
    try:
        rows = [[-1 if is_missing(rating) else place[rating] for rating in row] for row in ratings]
    except KeyError as unknown:
        raise ValueError(f"{unknown} is none of the levels {list(levels)}") from None
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(rows[0]) if rows else 0)


def is_missing(rating: object) -> bool:
    """Whether a rating is None or NaN."""
    return rating is None or (isinstance(rating, float | np.floating) and bool(np.isnan(rating)))


def _occurring(ratings: Sequence[Sequence[Any]] | NDArray[Any]) -> list[Any]:
    return sorted({rating for row in ratings for rating in row if not is_missing(rating)})


def _numbers(levels: Sequence[Any]) -> Floats:
    try:
        return np.array([float(level) for level in levels])
    except (TypeError, ValueError):
        raise ValueError("on the interval level, levels must be numbers") from None


# -- sums over texts ---------------------------------------------------------------------------------------


def pair_counts(a: NDArray[np.int64], b: NDArray[np.int64], levels: int) -> Floats:
    """For each text, which pair of levels two readers gave: shape (texts, levels * levels), all 0 where one is
    missing."""
    found = np.zeros((len(a), levels * levels))
    rated = (a >= 0) & (b >= 0)
    found[np.flatnonzero(rated), a[rated] * levels + b[rated]] = 1.0
    return found


def level_counts(ratings: NDArray[np.int64], levels: int) -> Floats:
    """How many readers gave each level: shape (texts, levels), from places of shape (readers, texts)."""
    return np.stack([(ratings == level).sum(axis=0) for level in range(levels)], axis=1).astype(float)


def coincidence_counts(counts: Floats) -> Floats:
    """The pairs of ratings within each text, each text weighed by its own number of ratings.

    Shape (texts, levels * levels), from `level_counts`; all 0 where fewer than two readers rated.
    """
    rated = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    at = np.arange(counts.shape[1])
    pairs[:, at, at] -= counts
    weight = np.where(rated >= 2, 1.0 / np.maximum(rated - 1.0, 1.0), 0.0)
    weighed: Floats = (pairs * weight[:, None, None]).reshape(len(counts), counts.shape[1] ** 2)
    return weighed


# -- coefficients of such sums, many at a time -------------------------------------------------------------


def distances(levels: int, weights: Weights) -> Floats:
    """How far apart two levels count, shape (levels, levels). Raises ValueError for weights that aren't known."""
    apart = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))).astype(float)
    match weights:
        case "quadratic":
            return apart**2
        case "linear":
            return apart
        case "none":
            return (apart > 0).astype(float)
    raise ValueError(f"weights are quadratic, linear or none, not {weights!r}")


def kappa_of(pairs: Floats, distance: Floats) -> Floats:
    """Kappa of each row of ``pairs``, shape (draws, levels * levels); NaN where it isn't defined."""
    side = len(distance)
    tables = pairs.reshape(-1, side, side)
    total = tables.sum(axis=(1, 2))
    expected = tables.sum(axis=2)[:, :, None] * tables.sum(axis=1)[:, None, :]
    observed = (tables * distance).sum(axis=(1, 2)) * total
    return _one_minus(observed, (expected * distance).sum(axis=(1, 2)))


def alpha_of(coincidences: Floats, level: Measurement, numbers: Floats | None = None) -> Floats:
    """Alpha of each row of ``coincidences``, shape (draws, levels * levels); NaN where it isn't defined.

    ``numbers`` are the levels themselves, for the interval level. Raises ValueError for another level.
    """
    side = int(np.sqrt(coincidences.shape[1]))
    tables = coincidences.reshape(-1, side, side)
    totals = tables.sum(axis=2)
    distance = _alpha_distance(totals, level, numbers)
    pairs = totals[:, :, None] * totals[:, None, :]
    observed = (tables * distance).sum(axis=(1, 2)) * np.maximum(totals.sum(axis=1) - 1.0, 0.0)
    return _one_minus(observed, (pairs * distance).sum(axis=(1, 2)))


def _alpha_distance(totals: Floats, level: Measurement, numbers: Floats | None) -> Floats:
    side = totals.shape[1]
    match level:
        case "nominal":
            return distances(side, "none")
        case "interval":
            values = np.arange(side, dtype=float) if numbers is None else numbers
            squared: Floats = np.subtract.outer(values, values) ** 2
            return squared
        case "ordinal":
            # How many ratings stand between two levels, half of their own counted.
            middle = np.cumsum(totals, axis=1) - totals / 2.0
            between: Floats = (middle[:, :, None] - middle[:, None, :]) ** 2
            return between
    raise ValueError(f"the level is nominal, ordinal or interval, not {level!r}")


def _one_minus(observed: Floats, expected: Floats) -> Floats:
    # Where all is one level the sums are zeros and nothing else, so that 0 is met exactly.
    defined = expected > 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(defined, 1.0 - observed / np.where(defined, expected, 1.0), np.nan)
