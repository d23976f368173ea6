"""What a chart shows, as figures for a sentence: where each line starts and where it ends. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

_SAME = 0.1
"""A change of less than a tenth is no change to speak of: months differ by that much."""


@dataclass(frozen=True, slots=True)
class Course:
    """How one line goes: its average at the beginning and at the end, and how many places each stands for."""

    line: str
    first: float
    last: float
    span: int

    @property
    def way(self) -> Literal["up", "down", "level"]:
        """Whether the end is higher or lower by a tenth and more."""
        if abs(self.last - self.first) <= _SAME * max(abs(self.first), abs(self.last)):
            return "level"
        return "up" if self.last > self.first else "down"


def courses(points: Iterable[tuple[str, str, float | None]]) -> list[Course]:
    """The course of each line that has figures, in their order: a year at each end, or a third of what there is."""
    lines: dict[str, list[float]] = {}
    for _, line, value in points:
        if value is not None:
            lines.setdefault(line, []).append(value)
    return [_course(line, values) for line, values in lines.items()]


def _course(line: str, values: Sequence[float]) -> Course:
    span = min(12, max(1, len(values) // 3))
    return Course(line, fmean(values[:span]), fmean(values[-span:]), span)


def ends(
    points: Iterable[tuple[str, str, float | None]],
) -> dict[str, tuple[tuple[str, float], tuple[str, float]]]:
    """For bars: each kind's (place, value) of the largest and of the smallest."""
    kinds: dict[str, list[tuple[str, float]]] = {}
    for place, kind, value in points:
        if value is not None:
            kinds.setdefault(kind, []).append((place, value))
    return {
        kind: (max(found, key=lambda one: one[1]), min(found, key=lambda one: one[1]))
        for kind, found in kinds.items()
    }
