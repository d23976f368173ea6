"""The figures that are reported, from levels said by readers and by the scorer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.fit import qwk
from workbook_lib.model import STAGES, Assessment

Ints = NDArray[np.int64]
FEWEST = 20


def macro_f1(gold: Ints, got: Ints, count: int) -> float:
    """F1 averaged over the levels that the readers gave."""
    found = []
    for level in range(count):
        if np.any(gold == level):
            hit = float(np.sum((gold == level) & (got == level)))
            found.append(2 * hit / (2 * hit + float(np.sum((gold == level) != (got == level)))))
    return float(np.mean(found))


def false_praise(gold: Ints, got: Ints) -> float:
    """The share of texts read 0 by the readers that are scored 2 or more."""
    return float(np.mean(got[gold == 0] >= 2)) if np.any(gold == 0) else 0.0


def row(gold: Ints, got: Ints, short: NDArray[np.bool_], count: int) -> dict[str, float]:
    """One output's figures, as the benchmark names them."""
    return {
        "qwk": qwk(gold, got, count),
        "mf1": macro_f1(gold, got, count),
        "accuracy": float(np.mean(gold == got)),
        "qwk_short": qwk(gold[short], got[short], count),
        "qwk_long": qwk(gold[~short], got[~short], count),
        "false_praise": false_praise(gold, got),
    }


def interval(
    gold: Ints, got: Ints, groups: Sequence[str], count: int, draws: int = 400
) -> tuple[float, float]:
    """A 95% bootstrap interval of the quadratic kappa, drawing whole scenarios. Fixed seed."""
    return bounds([qwk(gold[rows], got[rows], count) for rows in drawn(groups, draws)])


def drawn(groups: Sequence[str], draws: int) -> Iterator[Ints]:
    """Rows of texts, whole groups drawn with replacement. Fixed seed."""
    rng = np.random.default_rng(7)
    names = sorted(set(groups))
    where = {name: np.nonzero(np.array(groups) == name)[0] for name in names}
    for _ in range(draws):
        yield np.concatenate([where[names[i]] for i in rng.integers(0, len(names), len(names))])


def bounds(found: Sequence[float]) -> tuple[float, float]:
    """The middle 95% of what draws gave; draws in which a figure couldn't be told are left out."""
    low, high = np.nanquantile(found, [0.025, 0.975])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Said:
    """A readable text's levels by the readers and by the scorer, stage as a number, with its group."""

    group: str
    gold: Mapping[str, int]
    got: Mapping[str, int]


def part(texts: Sequence[Said], counts: Mapping[str, int], draws: int = 200) -> dict[str, float]:
    """The figures of a part of the texts: how many, mean QWK with its interval, exact ratings, false praise.

    Of fewer than `FEWEST` texts only how many and how many ratings are exact: a kappa would say nothing.
    """
    gold = {name: np.array([t.gold[name] for t in texts]) for name in counts}
    got = {name: np.array([t.got[name] for t in texts]) for name in counts}
    plain = {"of": len(texts), "exact": float(np.mean([np.mean(gold[n] == got[n]) for n in counts]))}
    if len(texts) < FEWEST:
        return plain

    def mean(rows: Ints) -> float:
        return float(np.nanmean([qwk(gold[n][rows], got[n][rows], count) for n, count in counts.items()]))

    low, high = bounds([mean(rows) for rows in drawn([t.group for t in texts], draws)])
    return {
        **plain,
        "qwk": mean(np.arange(len(texts))),
        "low": low,
        "high": high,
        "false_praise": float(np.mean([false_praise(gold[n], got[n]) for n in counts])),
    }


def parts(
    texts: Sequence[Said], names: Sequence[str], counts: Mapping[str, int]
) -> dict[str, dict[str, float]]:
    """`part` for each name that stands beside texts."""
    return {
        name: part([t for t, own in zip(texts, names, strict=True) if own == name], counts)
        for name in sorted(set(names))
    }


def wilson(hits: int, of: int) -> tuple[float, float]:
    """A 95% interval of a share (Wilson, 1927); from 0 to 1 where there is nothing to go by."""
    if not of:
        return 0.0, 1.0
    z = 1.96
    middle, spread = hits + z * z / 2, z * (hits * (of - hits) / of + z * z / 4) ** 0.5
    return (middle - spread) / (of + z * z), (middle + spread) / (of + z * z)


def sorting(said: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Of (label, column) pairs: how many, the share left ``unsure``, the accuracy of the others, its interval."""
    decided = [label == column for label, column in said if column != "unsure"]
    low, high = wilson(sum(decided), len(decided))
    return {
        "of": len(said),
        "unsure": 1 - len(decided) / len(said),
        "accuracy": sum(decided) / max(1, len(decided)),
        "low": low,
        "high": high,
    }


def plain_levels(assessment: Assessment) -> dict[str, int]:
    """Dimension -> level, with the stage as a number from 0 to 3 and ``not_read`` as 0 or 1."""
    stage = STAGES.index(assessment.stage) if assessment.stage else 0
    return {**assessment.levels, "stage": stage, "not_read": int(assessment.stage is None)}


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over equal bins of confidence."""
    at = np.minimum((np.array(confidence) * bins).astype(int), bins - 1)
    total = 0.0
    for number in range(bins):
        inside = at == number
        if np.any(inside):
            gap = abs(float(np.mean(np.array(confidence)[inside])) - float(np.mean(np.array(right)[inside])))
            total += gap * float(np.mean(inside))
    return total


def rounded(value: Any) -> Any:
    """The same structure with floats to three places."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return round(value, 3) + 0.0 if isinstance(value, float) else value
