"""From labelled readings to a model: fitted on all texts, cut and calibrated on left-out scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from training import fit
from training.data import Example, fold_of, outputs, pairs, read
from training.perturb import perturbed
from workbook_lib.authoring.cues import RUBRICS
from workbook_lib.scoring.reader import Reader, Reading

COPIES = 2
"""How many copies of each text, set otherwise, are read beside it."""

Scores = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What left-out fits gave: each text's score by output, each text's fold, and each fold's fit."""

    scores: Scores
    folds: NDArray[np.int64]
    fitted: dict[int, tuple[fit.Space, fit.Vector]]


def levels(examples: list[Example], output: str) -> NDArray[np.int64]:
    """The readers' level of each text."""
    return np.array([example.labels[output] for example in examples])


def worth(rubric: str, examples: list[Example], output: str) -> NDArray[np.float64]:
    """The readers' level of each text, as weights are fitted to it."""
    given = levels(examples, output)
    spacing = fit.SPACING.get((rubric, output))
    return given.astype(float) if spacing is None else np.array(spacing)[given]


def usable(examples: list[Example]) -> NDArray[np.bool_]:
    """Which texts teach: those that the readers read."""
    return np.array([example.read for example in examples])


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two readings, and by how much the second should read higher: output -> difference."""

    fold: int
    first: Reading
    second: Reading
    differences: dict[str, float]


def teaching(found: Reader, rubric: str, examples: list[Example]) -> tuple[list[Reading], list[Contrast]]:
    """What a rubric's model learns from: its texts as they are read, and pairs of texts to set beside."""
    readings = [read(found, rubric, example.item) for example in examples]
    return readings, contrasts(found, rubric) + set_otherwise(found, rubric, examples, readings)


def contrasts(found: Reader, rubric: str) -> list[Contrast]:
    """The contrast pairs of a rubric as they teach: the same everywhere, or higher on one output."""
    out = []
    for pair in pairs():
        if pair["kind"] != rubric or (pair["expect"] == "b>a" and pair["dimension"] == "all"):
            continue
        same = dict.fromkeys(outputs(rubric), 0.0)
        wanted = same if pair["expect"] == "b=a" else {pair["dimension"]: fit.PAIR_STEP}
        first, second = (read(found, rubric, {**pair, "text": pair[side]}) for side in "ab")
        out.append(Contrast(fold_of(pair["id"]), first, second, wanted))
    return out


def set_otherwise(
    found: Reader, rubric: str, examples: list[Example], readings: list[Reading]
) -> list[Contrast]:
    """Texts beside copies of themselves that are set otherwise and say the same."""
    if rubric not in ("reflection", "reply"):
        return []
    same, out = dict.fromkeys(outputs(rubric), 0.0), []
    for turn in range(COPIES):
        for example, reading in zip(examples, readings, strict=True):
            if example.read:
                text = perturbed(example.id, example.text, rubric == "reply", turn)
                other = read(found, rubric, {**example.item, "text": text})
                if (other.features, other.grams) != (reading.features, reading.grams):
                    out.append(Contrast(fold_of(example.group), reading, other, same))
    return out


def left_out(
    rubric: str, examples: list[Example], readings: list[Reading], beside: list[Contrast]
) -> LeftOut:
    """Fit once for each fold of scenarios and pairs, and score the scenarios left out."""
    folds = np.array([fold_of(e.group) for e in examples])
    scores = {name: np.full(len(examples), np.nan) for name in outputs(rubric)}
    fitted: dict[int, tuple[fit.Space, fit.Vector]] = {}
    for fold in sorted(set(folds.tolist())):
        feature_space, weights = _fit(
            rubric, examples, readings, folds != fold, [c for c in beside if c.fold != fold]
        )
        fitted[fold] = (feature_space, weights)
        away = [r for r, f in zip(readings, folds, strict=True) if f == fold]
        seen = feature_space.matrix(away) @ weights
        for column, name in enumerate(scores):
            scores[name][folds == fold] = seen[:, column]
    return LeftOut(scores, folds, fitted)


def _fit(
    rubric: str,
    examples: list[Example],
    readings: list[Reading],
    train_on: NDArray[np.bool_],
    beside: list[Contrast],
) -> tuple[fit.Space, fit.Vector]:
    """A space of features and the weights in it, a column for each output."""
    feature_space = fit.space([r for r, t in zip(readings, train_on, strict=True) if t])
    matrix = feature_space.matrix(readings)
    if rubric == "turns":
        return feature_space, _fit_apart(feature_space, matrix, examples, train_on)
    rows = train_on & usable(examples)
    wanted = np.array([worth(rubric, examples, name)[rows] for name in outputs(rubric)])
    apart = feature_space.matrix([c.second for c in beside]) - feature_space.matrix([c.first for c in beside])
    differences = np.array([[c.differences.get(name, np.nan) for name in outputs(rubric)] for c in beside])
    differences = differences.reshape(len(beside), len(outputs(rubric)))
    weight = fit.PAIR_WEIGHT
    return feature_space, fit.fit_weights(matrix[rows], wanted.T, apart * weight, differences * weight)


def _fit_apart(
    feature_space: fit.Space, matrix: csr_matrix, examples: list[Example], train_on: NDArray[np.bool_]
) -> fit.Vector:
    """Weights where each move sees only the features that speak of it: turns are few, and moves many."""
    columns = []
    for name in outputs("turns"):
        seen = matrix.multiply(feature_space.about(name)).tocsr()
        wanted = levels(examples, name)[train_on].astype(float)
        columns.append(
            fit.fit_weights(seen[train_on], wanted[:, None], seen[:0], np.zeros((0, 1)), fit.STRENGTH_APART)
        )
    return np.hstack(columns)


@dataclass(frozen=True, slots=True)
class Head:
    """What an output's scores mean, and on left-out texts how confident each rating was and whether right."""

    cuts: list[float]
    calibration: list[list[float]]
    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]


def head(rubric: str, examples: list[Example], scores: NDArray[np.float64], output: str, count: int) -> Head:
    """Cuts and calibration from left-out scores."""
    rows = usable(examples) & ~np.isnan(scores)
    gold, seen = levels(examples, output)[rows], scores[rows]
    calibration = fit.calibrate(seen, gold, count)
    cuts = fit.even_cuts(calibration) if rubric == "turns" else fit.choose_cuts(seen, gold, count)
    got = np.sum(seen[:, None] >= np.array(cuts), axis=1)
    at_least = [np.ones(len(seen))]
    at_least += [1 / (1 + np.exp(-np.clip(a * seen + b, -30, 30))) for a, b in calibration]
    at_least.append(np.zeros(len(seen)))
    stack = np.array(at_least)
    confidence = stack[got, np.arange(len(got))] - stack[got + 1, np.arange(len(got))]
    return Head(cuts, calibration, confidence, got == gold)


def numbers(
    rubric: str, feature_space: fit.Space, weights: fit.Vector, examples: list[Example], scores: Scores
) -> dict[str, Any]:
    """A model as plain numbers; its features and n-grams are keyed as the readings key them.

    One confidence makes a rating sure, whatever its output: confidences are calibrated for each.
    """
    heads = {n: head(rubric, examples, scores[n], n, count) for n, count in outputs(rubric).items()}
    rated = [heads[name] for name in RUBRICS[rubric]]
    sure = fit.choose_sure(
        np.concatenate([h.confidence for h in rated]), np.concatenate([h.right for h in rated])
    )
    return {
        "outputs": list(outputs(rubric)),
        "rows": fit.rows_of(feature_space, weights),
        "heads": {
            name: {"cuts": h.cuts, "calibration": h.calibration, "sure": sure} for name, h in heads.items()
        },
    }


def train(
    rubric: str, examples: list[Example], readings: list[Reading], beside: list[Contrast]
) -> dict[str, Any]:
    """The model of one rubric, fitted on all texts; cuts and calibration are from left-out scenarios."""
    seen = left_out(rubric, examples, readings, beside)
    feature_space, weights = _fit(rubric, examples, readings, np.ones(len(examples), dtype=bool), beside)
    return numbers(rubric, feature_space, weights, examples, seen.scores)


def models_without(
    rubric: str, examples: list[Example], readings: list[Reading], beside: list[Contrast]
) -> dict[int, dict[str, Any]]:
    """For each fold, a model that was fitted, cut and calibrated without the fold's scenarios."""
    seen = left_out(rubric, examples, readings, beside)
    out = {}
    for fold, (feature_space, weights) in seen.fitted.items():
        scores = {name: np.where(seen.folds == fold, np.nan, s) for name, s in seen.scores.items()}
        out[fold] = numbers(rubric, feature_space, weights, examples, scores)
    return out
