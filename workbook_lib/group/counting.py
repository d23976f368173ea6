"""Answers -> what is counted of each person. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from workbook_lib.group.kept import Answer, Person
from workbook_lib.group.privacy import Counted
from workbook_lib.group.rooms import KINDS
from workbook_lib.model import Kind, Level, Rubric


def counted(people: Iterable[Person], answers: Iterable[Answer], rubric: Rubric) -> list[Counted]:
    """Everybody in the room who answered for this rubric, with the highest level of each dimension in any answer.

    A text that wasn't read counts as "not found yet": were it left out, the gap would tell of it.
    """
    kept: dict[str, list[Answer]] = {}
    for answer in answers:
        if is_counted(answer, rubric.kind):
            kept.setdefault(answer.person, []).append(answer)
    return [Counted(p.desk, _levels(kept[p.id], rubric)) for p in people if p.id in kept]


def is_counted(answer: Answer, kind: Kind) -> bool:
    """Whether an answer is among those that a snapshot of this kind counts."""
    return KINDS.get(answer.prompt) == kind


def _levels(answers: Iterable[Answer], rubric: Rubric) -> dict[str, Level]:
    levels: dict[str, Level] = {d.id: 0 for d in rubric.dimensions}
    for answer in answers:
        if answer.assessment is not None and answer.assessment.was_read:
            for dimension, level in answer.assessment.levels.items():
                levels[dimension] = max(levels[dimension], level)
    return levels
