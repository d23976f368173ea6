"""The compiled cues and weights: one JSON file, read once and only when something is scored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from workbook_lib.scoring.words import Encoder

NEGATED, QUOTED, ASKED, SUPPOSED = 1, 2, 4, 8
"""Bits of a match's scope: under a negation, in quotation marks, in a question, under an "if"."""


@dataclass(frozen=True, slots=True)
class CompiledCue:
    """A cue as it is scored. ``drop`` are the scopes in which it doesn't count.

    ``caps`` maps dimensions to the highest level they can take beside this cue; ``firm`` caps have no
    "unless".
    ``floor`` is the lowest level of its dimension where nothing speaks against the text.
    """

    id: str
    dimension: str
    level: int
    reason: str
    drop: int
    caps: Mapping[str, int]
    firm: bool
    floor: int


class CompiledPattern:
    """One pattern of a cue; ``name`` is its feature. Its regular expression is compiled at first use.

    No match is without one of the characters in ``also``.
    """

    __slots__ = ("_compiled", "_source", "also", "cue", "name")

    def __init__(self, cue: CompiledCue, number: int, source: str, also: str) -> None:
        self.cue, self._source, self.also, self._compiled = cue, source, frozenset(also), None
        self.name = f"c:{cue.id}#{number}"

    _compiled: re.Pattern[str] | None

    def finditer(self, code: str) -> Iterator[re.Match[str]]:
        """The pattern's matches in a coded text."""
        if self._compiled is None:
            self._compiled = re.compile(self._source)
        return self._compiled.finditer(code)


@dataclass(frozen=True, slots=True)
class CompiledRubric:
    """One rubric as it is scored: ``anchors`` maps a coded word to the patterns that need it."""

    id: str
    version: str
    dimensions: tuple[str, ...]
    patterns: tuple[CompiledPattern, ...]
    anchors: Mapping[str, tuple[int, ...]]
    fallback: Mapping[str, str]
    model: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything that scoring reads: vocabulary, word classes, rubrics."""

    encoder: Encoder
    classes: Mapping[str, frozenset[str]]
    uncounted: frozenset[str]
    lemmas: Mapping[int, str]
    rubrics: Mapping[str, CompiledRubric]


def _patterns(cues: list[list[Any]]) -> Iterator[CompiledPattern]:
    for *fields, sources in cues:
        cue = CompiledCue(*fields)
        for number, (source, also) in enumerate(sources):
            yield CompiledPattern(cue, number, source, also)


def _rubric(name: str, record: Mapping[str, Any]) -> CompiledRubric:
    return CompiledRubric(
        id=name,
        version=record["version"],
        dimensions=tuple(record["dimensions"]),
        patterns=tuple(_patterns(record["cues"])),
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
        lemmas={ord(form): base for form, base in record["lemmas"].items()},
        rubrics={name: _rubric(name, rubric) for name, rubric in record["rubrics"].items()},
    )


_chosen: Path | None = None


def use(file: Path | None) -> None:
    """Read by this compiled file from now on; None: by the shipped one. Nothing is loaded yet."""
    global _chosen
    _chosen = file


def chosen() -> Path | None:
    """The file that `use` named last."""
    return _chosen


def compiled() -> Compiled:
    """The file that was chosen, loaded once; the shipped one where that can't be read."""
    return _loaded(_chosen)


@lru_cache(maxsize=2)
def _loaded(file: Path | None) -> Compiled:
    if file is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return from_record(json.loads(file.read_text(encoding="utf8")))
    shipped = files("workbook_lib") / "compiled" / "scorer.json"
    return from_record(json.loads(shipped.read_text(encoding="utf8")))
