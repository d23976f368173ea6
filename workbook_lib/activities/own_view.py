"""What a writer says of their own text before it is read, and of the reading: in a notebook and in a room. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .. import render
from ..model import Assessment, Dimension, Level, Rubric
from .five_questions import difference

WORDS = ("not_yet_self", "emerging", "clear")
"""The keys of the words for a writer's own rating, level by level."""
LEVELS: dict[str, Level] = {"0": 0, "1": 1, "2": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a reading found in a text or, ``missed``, did not find. ``id`` is a dimension or a look."""

    id: str
    name: str
    missed: bool


def of_rubric(assessment: Assessment, rubric: Rubric) -> list[Mark]:
    """Every dimension but those of absence that were not found."""
    found = {f.dimension.id for f in render.findings(assessment, rubric)}
    known = [d for d in rubric.dimensions if d.id in found or d.id not in render.ABSENCES]
    return [Mark(d.id, d.name, d.id not in found) for d in known]


def rated(aim: Dimension, chosen: str) -> dict[str, Level]:
    """What was chosen, as it is kept; empty where nothing was."""
    return {aim.id: LEVELS[chosen]} if chosen in LEVELS else {}


def beside(
    word: Callable[..., str],
    rubric: Rubric,
    rating: Mapping[str, Level],
    disputed: Mapping[str, str],
    assessment: Assessment,
) -> str:
    """A writer's own rating beside the reading, in words; nothing where there is nothing to compare."""
    if not assessment.was_read:
        return ""
    for id, level in rating.items():
        read = assessment.rating(id)
        if not read.sure or id in disputed:
            return ""
        name = next(d.name for d in rubric.dimensions if d.id == id)
        return word(f"reading.difference_{difference(level, read.level)}", dimension=name)
    return ""
