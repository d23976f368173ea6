"""The compiled cues and weights: one JSON file, read once and only when something is scored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from workbook_lib.scoring.words import Encoder

NEGATED, QUOTED, ASKED, SUPPOSED = 1, 2, 4, 8
"""Bits of a match's scope: under a negation, in quotation marks, in a question, under an "if"."""


class CueMatcher:
    """A cue as it is matched. ``drop`` are the scopes in which it doesn't count; compiled at first use.

    ``caps`` maps dimensions to the highest level they can take beside this cue; ``firm`` caps have no
    "unless".
    """

    __slots__ = ("_pattern", "caps", "dimension", "drop", "firm", "id", "level", "reason", "source")

    def __init__(self, record: list[Any]) -> None:
        self.id, self.dimension, self.level, self.reason, self.source, self.drop, self.caps, self.firm = (
            record
        )
        self._pattern: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        if self._pattern is None:
            self._pattern = re.compile(self.source)
        return self._pattern


@dataclass(frozen=True, slots=True)
class CompiledRubric:
    """One rubric as it is scored: ``anchors`` maps a coded word to the cues that can match only near it."""

    id: str
    version: str
    dimensions: tuple[str, ...]
    cues: tuple[CueMatcher, ...]
    anchors: Mapping[str, tuple[int, ...]]
    fallback: Mapping[str, str]
    model: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything that scoring reads: vocabulary, word classes, rubrics."""

    encoder: Encoder
    classes: Mapping[str, frozenset[str]]
    uncounted: frozenset[str]
    rubrics: Mapping[str, CompiledRubric]


def _rubric(name: str, record: Mapping[str, Any]) -> CompiledRubric:
    return CompiledRubric(
        id=name,
        version=record["version"],
        dimensions=tuple(record["dimensions"]),
        cues=tuple(CueMatcher(cue) for cue in record["cues"]),
        anchors={char: tuple(indices) for char, indices in record["anchors"].items()},
        fallback=record["fallback"],
        model=record["model"],
    )


def from_record(record: Mapping[str, Any]) -> Compiled:
    """The compiled file's content as objects. ``record`` is what `authoring.cues.compile_all` returns."""
    return Compiled(
        encoder=Encoder(record["forms"], record["skeletons"]),
        classes={name: frozenset(chars) for name, chars in record["classes"].items()},
        uncounted=frozenset(record["uncounted"]),
        rubrics={name: _rubric(name, rubric) for name, rubric in record["rubrics"].items()},
    )


@lru_cache(maxsize=1)
def compiled() -> Compiled:
    """The shipped file, loaded once."""
    path = files("workbook_lib") / "compiled" / "scorer.json"
    return from_record(json.loads(path.read_text(encoding="utf8")))
