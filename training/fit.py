"""Linear models with few, strongly regularised weights; every number is a plain float in a dict."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from workbook_lib.scoring.features import gram_share
from workbook_lib.scoring.reader import Reading
from workbook_lib.scoring.words import ASK, END, UNKNOWN

Vector = NDArray[np.float64]
SCALES = {"c": 0.2, "p": 0.2, "x": 0.2, "k": 0.2, "r": 0.2, "e": 0.15, "w": 0.06, "q": 0.1}
"""How strongly each kind of feature may speak: few and general ones more, many and accidental ones less."""
GRAM_SCALE = 0.33
MIN_TEXTS = 3
STRENGTH = 1.5
STRENGTH_APART = 0.5
_NO_GRAM = frozenset((END, ASK, UNKNOWN))
_SMALLEST = 0.003
SURE_AT = 0.91
PAIR_WEIGHT = 1.0
PAIR_STEP = 1.5
EVEN = 0.42
SPACING = {("reflection", "emotion"): (0.0, 1.5, 2.0), ("reply", "assumption_free"): (0.0, 0.75, 2.0)}
"""What levels are worth while weights are fitted, where it isn't 0, 1, 2: words that name a feeling from outside
are nearer to words that meet it than to none, and a mild presumption is nearer to a plain one than to none."""
_NEAR = np.hanning(11)[1:-1] / np.hanning(11)[1:-1].sum()


@dataclass(frozen=True, slots=True)
class Space:
    """The features of a set of texts, in a fixed order, with the scale each enters at."""

    names: tuple[str, ...]
    scales: tuple[float, ...]

    def about(self, output: str) -> Vector:
        """1 for features whose name says that they speak of ``output`` (its second part), 0 for others.

        Where texts are few, a head that sees what belongs to other outputs learns their company by chance.
        """
        return np.array([[float(output in name.replace(".", ":").split(":")[1:2]) for name in self.names]])

    def matrix(self, readings: Sequence[Reading]) -> csr_matrix:
        """One row a text."""
        at = {name: i for i, name in enumerate(self.names)}
        rows, cols, values = [], [], []
        for row, reading in enumerate(readings):
            share = gram_share(len(reading.grams))
            for name in sorted(reading.features | reading.grams):
                if name in at:
                    rows.append(row)
                    cols.append(at[name])
                    values.append(self.scales[at[name]] * (1.0 if name in reading.features else share))
        return csr_matrix((values, (rows, cols)), shape=(len(readings), len(self.names)))


def space(readings: Sequence[Reading]) -> Space:
    """Every feature, and the n-grams that stand in enough texts."""
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for reading in readings:
        counts.update(reading.grams)
        named.update(reading.features)
    names = sorted(name for name, n in named.items() if n >= 3)
    grams = sorted(gram for gram, n in counts.items() if n >= MIN_TEXTS and not set(gram) & _NO_GRAM)
    rarity = [GRAM_SCALE * (math.log(len(readings) / counts[gram]) + 1) for gram in grams]
    scales = [SCALES[name[0]] for name in names] + rarity
    return Space((*names, *grams), tuple(scales))


def fit_weights(
    matrix: csr_matrix, levels: Vector, contrasts: csr_matrix, differences: Vector, strength: float = STRENGTH
) -> Vector:
    """Ridge regression of each column of ``levels`` on the rows of ``matrix``: a column of weights for each.

    ``contrasts`` are differences of two texts' rows, ``differences`` by how much the second should read
    higher (nan where nothing is said). Solved exactly in the dual, rows being fewer than features; texts and
    levels are centred, so that the constant is left to the cuts.
    """
    mean = csr_matrix(matrix.mean(axis=0))
    texts = matrix.shape[0]
    across = np.asarray((matrix @ contrasts.T).todense()) - np.asarray((mean @ contrasts.T).todense())
    kernel = np.block(
        [[_centred(matrix), across], [across.T, np.asarray((contrasts @ contrasts.T).todense())]]
    )
    wanted = np.vstack([levels - levels.mean(axis=0), differences])
    columns = []
    for column in wanted.T:
        rows = ~np.isnan(column)
        dual = np.zeros(len(column))
        part = kernel[np.ix_(rows, rows)]
        dual[rows] = np.linalg.solve(part + strength * np.eye(len(part)), column[rows])
        own, paired = dual[:texts], dual[texts:]
        columns.append(np.asarray(matrix.T @ (own - own.mean()) + contrasts.T @ paired))
    return np.array(columns).T


def _centred(matrix: csr_matrix) -> Vector:
    kernel = np.asarray((matrix @ matrix.T).todense())
    middle = kernel.mean(axis=0)
    return np.asarray(kernel - middle[:, None] - middle[None, :] + middle.mean())


def calibrate(scores: Vector, levels: NDArray[np.int64], count: int) -> list[list[float]]:
    """For each level from 1, slope and intercept of P(at least that level) given a left-out score."""
    out = []
    for level in range(1, count):
        fitted = LogisticRegression(C=100.0, random_state=0).fit(scores[:, None], levels >= level)
        out.append([round(float(fitted.coef_[0][0]), 4), round(float(fitted.intercept_[0]), 4)])
    return out


def qwk(gold: NDArray[np.int64], got: NDArray[np.int64], count: int) -> float:
    """Cohen's kappa with quadratic weights."""
    table = np.zeros((count, count))
    np.add.at(table, (gold, got), 1)
    weights = np.subtract.outer(np.arange(count), np.arange(count)) ** 2
    chance = np.outer(table.sum(1), table.sum(0)) / max(1, len(gold))
    expected = float((weights * chance).sum())
    return 1 - float((weights * table).sum()) / expected if expected else float("nan")


def choose_cuts(scores: Vector, levels: NDArray[np.int64], count: int) -> list[float]:
    """The cuts with the best agreement on left-out scores: one at a time, over a grid, three times.

    Agreement is averaged over neighbours in the grid, so that no cut sits on a lucky spot.
    """
    grid = np.quantile(scores, np.linspace(0.02, 0.98, 97))
    cuts = [float(np.quantile(scores, np.mean(levels < level))) for level in range(1, count)]
    for _ in range(3):
        for i in range(count - 1):
            trials = [sorted([*cuts[:i], float(value), *cuts[i + 1 :]]) for value in grid]
            found = [
                _goodness(levels, np.sum(scores[:, None] >= np.array(trial), axis=1), count)
                for trial in trials
            ]
            around = np.convolve(np.pad(found, len(_NEAR) // 2, mode="edge"), _NEAR, mode="valid")
            cuts = trials[int(np.argmax(np.round(around, 9)))]
    return [round(cut, 4) for cut in cuts]


def even_cuts(calibration: list[list[float]]) -> list[float]:
    """The cuts at which a reader would say yes with probability `EVEN`: steadier than searching a grid
    where few features make scores come in lumps."""
    odds = float(np.log(EVEN / (1 - EVEN)))
    return [round((odds - intercept) / slope, 4) for slope, intercept in calibration]


def _goodness(levels: NDArray[np.int64], got: NDArray[np.int64], count: int) -> float:
    if count == 2:
        hit = float(np.sum((got == 1) & (levels == 1)))
        return 2 * hit / max(1.0, float(np.sum(got == 1) + np.sum(levels == 1)))
    praised = float(np.mean(got[levels == 0] >= 2)) if np.any(levels == 0) else 0.0
    return qwk(levels, got, count) - 0.5 * max(0.0, praised - 0.03)


def choose_sure(confidence: Vector, right: NDArray[np.bool_]) -> float:
    """The lowest confidence above which at least `SURE_AT` of the ratings agree with the readers."""
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.nonzero(share >= SURE_AT)[0]
    return round(float(confidence[order][enough[-1]]), 3) if len(enough) else 1.01


def rows_of(feature_space: Space, weights: Vector) -> dict[str, list[float]]:
    """Feature -> its weight for each output, rounded; those that say nothing are left out."""
    table = weights * np.array(feature_space.scales)[:, None]
    out: dict[str, Any] = {}
    for name, row in zip(feature_space.names, table, strict=True):
        if np.abs(row).max() >= _SMALLEST:
            out[name] = [round(float(w), 4) + 0.0 for w in row]
    return out
