"""A trained linear model: a weight for each feature and output, and what a score means."""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

UNIT = 10_000
"""Weights are whole numbers of 1/10,000, so that a sum is the same in whatever order it is taken."""
_BITS = 32
_FIELD, _HALF = (1 << _BITS) - 1, 1 << (_BITS - 1)


def pack(numbers: Iterable[int]) -> str:
    """Whole numbers from -32768 to 32767, two bytes each (low byte first), in hexadecimal."""
    return b"".join(n.to_bytes(2, "little", signed=True) for n in numbers).hex()


def unpack(text: str) -> array[int]:
    """The numbers of a `pack`."""
    numbers = array("h", bytes.fromhex(text))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def packed(model: Mapping[str, Any]) -> dict[str, Any]:
    """A model as the compiled file holds it, from ``outputs``, ``heads`` and ``rows``: feature -> weights.

    ``names`` are the features, parted by spaces; ``weights`` has a `pack` for each output, in their order.
    """
    rows = model.get("rows", {})
    columns = zip(*rows.values(), strict=True) if rows else [()] * len(model.get("outputs", ()))
    return {
        "outputs": list(model.get("outputs", ())),
        "heads": model.get("heads", {}),
        "names": " ".join(rows),
        "weights": [pack(round(weight * UNIT) for weight in column) for column in columns],
    }


class Linear:
    """The numbers of one rubric's model, as `packed` gives them.

    A feature's weights are kept as one whole number, the first output's in its lowest 32 bits, the next
    one's in the next: adding such numbers adds all outputs at once.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.outputs: tuple[str, ...] = tuple(model["outputs"])
        columns = [unpack(text) for text in reversed(model["weights"])]
        rows = (_joined(row) for row in zip(*columns, strict=True))
        self._rows = dict(zip(model["names"].split(" "), rows, strict=False))
        self._bias = _joined([_HALF] * len(self.outputs))
        self._heads: Mapping[str, Any] = model["heads"]

    def scores(self, features: Iterable[str], grams: Iterable[str], share: float) -> dict[str, float]:
        """Output -> score, before cuts, of a text's features and coded n-grams; of these, ``share`` each."""
        named, said = self._parts(self.total(features)), self._parts(self.total(grams))
        return {o: (a + share * b) / UNIT for o, a, b in zip(self.outputs, named, said, strict=True)}

    def total(self, names: Iterable[str]) -> int:
        """The sum of the weights of ``names``, all outputs in one number."""
        return sum(map(self._rows.get, names, repeat(0)))

    def weight(self, total: int, output: str) -> float:
        """One output's part of a `total`."""
        return self._part(total + self._bias, _BITS * self.outputs.index(output)) / UNIT

    def _parts(self, total: int) -> list[int]:
        total += self._bias
        return [self._part(total, shift) for shift in range(0, _BITS * len(self.outputs), _BITS)]

    @staticmethod
    def _part(biased: int, shift: int) -> int:
        """The part of a total, to which `_HALF` was added in every place, so that none is below nothing."""
        return ((biased >> shift) & _FIELD) - _HALF

    def level(self, output: str, score: float) -> int:
        """How many of the output's cuts the score passes."""
        return bisect_right(self._heads[output]["cuts"], score)

    def confidence(self, output: str, score: float, level: int) -> float:
        """The calibrated probability that ``level`` is what a reader would say."""
        lines = self._heads[output]["calibration"]
        here = _logistic(lines[level - 1], score) if level else 1.0
        above = _logistic(lines[level], score) if level < len(lines) else 0.0
        return min(1.0, max(0.0, here - above))

    def is_sure(self, output: str, confidence: float) -> bool:
        """True where the confidence reaches the threshold chosen in training."""
        return bool(confidence >= self._heads[output]["sure"])


def _joined(row: Iterable[int]) -> int:
    """One number from the weights of a feature, the last output's first."""
    total = 0
    for weight in row:
        total = (total << _BITS) + weight
    return total


def _logistic(line: Sequence[float], x: float) -> float:
    slope, intercept = line
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + intercept))))
