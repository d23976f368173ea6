"""Texts that readers read side by side, and the words around them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..agreement.texts import ReadText
from ..model import Kind


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder as readers are told of it."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class ReadTogether:
    """``texts`` by kind, ``stages`` lowest first, and by dimension what to ask where readers differ.

    ``questions`` has the ladder's own under ``stage``.
    """

    texts: Mapping[Kind, tuple[ReadText, ...]]
    stages: Mapping[str, Rung]
    questions: Mapping[str, str]


def reading_of(data: Mapping[str, Any]) -> ReadTogether:
    """The compiled part of an activity. Raises KeyError or TypeError on what no compiler of ours wrote."""
    texts: dict[Kind, tuple[ReadText, ...]] = {
        "reflection": tuple(ReadText(**text) for text in data["reflections"]),
        "reply": tuple(ReadText(**text) for text in data["replies"]),
    }
    stages = {name: Rung(**told) for name, told in data["stages"].items()}
    return ReadTogether(texts, stages, {**data["questions"], "stage": data["stage_question"]})
