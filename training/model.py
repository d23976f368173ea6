"""From labelled readings to a model: fitted on all texts, cut and calibrated on left-out scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import fit
from training.data import Example, fold_of, outputs, pairs, read
from workbook_lib.scoring.reader import Reader, Reading

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
    rows = train_on & usable(examples)
    wanted = np.array([levels(examples, name)[rows] for name in outputs(rubric)], dtype=float)
    apart = feature_space.matrix([c.second for c in beside]) - feature_space.matrix([c.first for c in beside])
    differences = np.array([[c.differences.get(name, np.nan) for name in outputs(rubric)] for c in beside])
    differences = differences.reshape(len(beside), len(outputs(rubric)))
    weight = fit.PAIR_WEIGHT
    return feature_space, fit.fit_weights(matrix[rows], wanted.T, apart * weight, differences * weight)


def head_numbers(
    examples: list[Example], scores: NDArray[np.float64], output: str, count: int
) -> dict[str, Any]:
    """Cuts, calibration and the threshold of ``sure`` from left-out scores."""
    rows = usable(examples) & ~np.isnan(scores)
    gold, seen = levels(examples, output)[rows], scores[rows]
    cuts = fit.choose_cuts(seen, gold, count)
    calibration = fit.calibrate(seen, gold, count)
    got = np.sum(seen[:, None] >= np.array(cuts), axis=1)
    at_least = [np.ones(len(seen))]
    at_least += [1 / (1 + np.exp(-np.clip(a * seen + b, -30, 30))) for a, b in calibration]
    at_least.append(np.zeros(len(seen)))
    stack = np.array(at_least)
    confidence = stack[got, np.arange(len(got))] - stack[got + 1, np.arange(len(got))]
    return {"cuts": cuts, "calibration": calibration, "sure": fit.choose_sure(confidence, got == gold)}


def numbers(
    rubric: str, feature_space: fit.Space, weights: fit.Vector, examples: list[Example], scores: Scores
) -> dict[str, Any]:
    """A model as plain numbers; its features and n-grams are keyed as the readings key them."""
    return {
        "outputs": list(outputs(rubric)),
        "rows": fit.rows_of(feature_space, weights),
        "heads": {
            name: head_numbers(examples, scores[name], name, count) for name, count in outputs(rubric).items()
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
