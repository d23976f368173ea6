"""The compiled cues and weights: one file, of which only what is scored with is read, and only once.

The file is JSON, an object with one part a line: ``words``, which every rubric needs, and the rubrics.
Each part is read by itself, so that a reflection never loads what replies are read with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from os import PathLike, fspath
from sys import intern
from typing import Any

from workbook_lib.scoring.linear import Linear
from workbook_lib.scoring.words import Encoder

NEGATED, QUOTED, ASKED, SUPPOSED = 1, 2, 4, 8
"""Bits of a match's scope: under a negation, in quotation marks, in a question, under an "if"."""

MOST_NEEDED = 3
"""How many of the words that a pattern needs are looked for before it is tried."""

_FILE = __file__.rpartition("scoring")[0] + "compiled/scorer.json"


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
    """One pattern of a cue; ``name`` is its feature. Its regular expression is compiled at first use."""

    __slots__ = ("_source", "cue", "name", "regex")

    def __init__(self, cue: CompiledCue, number: int, source: str) -> None:
        self.cue, self._source, self.regex = cue, source, None
        self.name = f"c:{cue.id}#{number}"

    regex: re.Pattern[str] | None

    def compiled(self) -> re.Pattern[str]:
        """The pattern over coded words; ``regex`` from then on."""
        self.regex = re.compile(self._source)
        return self.regex


@dataclass(frozen=True, slots=True)
class CompiledRubric:
    """One rubric as it is scored.

    ``needs`` says which patterns a coded word serves: of p patterns, bit i * p + n is set where the word can
    be what pattern n needs in i-th place, for i below `MOST_NEEDED`. A pattern can only match where it has
    all that it needs; "*" stands for places where a pattern needs nothing.
    """

    id: str
    version: str
    dimensions: tuple[str, ...]
    patterns: tuple[CompiledPattern, ...]
    needs: Mapping[str, int]
    fallback: Mapping[str, str]
    model: Linear


class Rubrics(dict[str, CompiledRubric]):
    """The rubrics by name, each loaded when it is first asked for."""

    def __init__(self, load: Callable[[str], Mapping[str, Any]]) -> None:
        self._load = load

    def __missing__(self, name: str) -> CompiledRubric:
        rubric = self[name] = _rubric(name, self._load(name))
        return rubric


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything that scoring reads: vocabulary, word classes, rubrics.

    ``lemmas`` maps a coded word to its base form; ``class_of`` to the classes that are counted.
    """

    encoder: Encoder
    classes: Mapping[str, frozenset[str]]
    class_of: Mapping[str, tuple[str, ...]]
    lemmas: Mapping[str, str]
    rubrics: Mapping[str, CompiledRubric]


def _rubric(name: str, record: Mapping[str, Any]) -> CompiledRubric:
    patterns: list[CompiledPattern] = []
    needs: dict[str, int] = {}
    count = sum(source is not None for *_, sources in record["cues"] for source in sources)
    for *fields, sources in record["cues"]:
        cue = CompiledCue(*fields)
        for number, (source, *needed) in ((n, parts) for n, parts in enumerate(sources) if parts):
            for place in range(MOST_NEEDED):
                bit = 1 << (place * count + len(patterns))
                for char in needed[place] if place < len(needed) else "*":
                    needs[char] = needs.get(char, 0) | bit
            patterns.append(CompiledPattern(cue, number, source))
    return CompiledRubric(
        id=name,
        version=record["version"],
        dimensions=tuple(record["dimensions"]),
        patterns=tuple(patterns),
        needs=needs,
        fallback=record["fallback"],
        model=Linear(record["model"]),
    )


def from_parts(load: Callable[[str], Mapping[str, Any]]) -> Compiled:
    """The compiled file as objects. ``load`` gives a part by its name, as `authoring.cues.compile_all` does."""
    words = load("words")
    classes = {name: frozenset(map(intern, chars)) for name, chars in words["classes"].items()}
    counted: dict[str, tuple[str, ...]] = {}
    for name in words["counted"]:
        for char in classes[name]:
            counted[char] = (*counted.get(char, ()), name)
    pairs = iter(words["lemmas"])
    return Compiled(
        encoder=Encoder(words["forms"], words["written"], words["near"]),
        classes=classes,
        class_of=counted,
        lemmas={intern(form): intern(base) for form, base in zip(pairs, pairs, strict=True)},
        rubrics=Rubrics(load),
    )


def _part(file: str, name: str) -> Mapping[str, Any]:
    """The part of a compiled file that stands on the line beginning with its name."""
    start = f'"{name}":'.encode()
    with open(file, "rb") as lines:  # noqa: PTH123 - importing pathlib would cost more than all of this
        line = next((line for line in lines if line.startswith(start)), b"")
    found: Mapping[str, Any] = json.loads(line[len(start) :].rstrip(b",\n"))
    return found


def _whole(file: str) -> Compiled:
    """An own file with everything in it read: one that is damaged must fail here, not in a reading."""
    with open(file, "rb") as lines:  # noqa: PTH123 - as above
        names = [json.loads(line.partition(b":")[0]) for line in lines if line.startswith(b'"')]
    parts = {name: _part(file, name) for name in names}
    found = from_parts(parts.__getitem__)
    for name in names:
        if name != "words":
            found.rubrics[name]
    return found


_chosen: str | None = None


def use(file: PathLike[str] | None) -> None:
    """Read by this compiled file from now on; None: by the shipped one. Nothing is loaded yet."""
    global _chosen
    _chosen = None if file is None else fspath(file)


def chosen() -> str | None:
    """The path that `use` was given last."""
    return _chosen


def compiled() -> Compiled:
    """The file that was chosen, opened once, its rubrics when they are asked for."""
    return _opened(_chosen)


@lru_cache(maxsize=2)
def _opened(file: str | None) -> Compiled:
    if file is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return _whole(file)
    return from_parts(partial(_part, _FILE))
