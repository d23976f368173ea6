"""An author's own cue files: form, patterns, and whether each cue hits and misses what it says it does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from workbook_lib.authoring.cues import CUES, CueError, compile_all
from workbook_lib.authoring.explain import faults_of
from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.own_cues import OwnCueFile, plain_json
from workbook_lib.authoring.patterns import PatternError
from workbook_lib.authoring.reader import Path_, Source, read_yaml
from workbook_lib.scoring.match import Matcher
from workbook_lib.scoring.segment import segment
from workbook_lib.scoring.store import Compiled, from_parts

_SHARED = ("words.yaml", "known.txt")
"""What every cue file leans on: word classes and known words."""


def cue_faults(folder: Path) -> list[Fault]:
    """Every fault in the cue files of `folder`, each at its line; none where there is no such folder."""
    found: list[Fault] = []
    first: dict[str, Source] = {}
    for file in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        source = read_yaml(file)
        found += source.faults
        cues = None if source.broken else _validated(source, found)
        if cues is not None:
            found += [*_twice(cues, source, first), *_tried(cues, source, file)]
    return found


def _validated(source: Source, found: list[Fault]) -> OwnCueFile | None:
    try:
        return OwnCueFile.model_validate(source.data)
    except ValidationError as error:
        found += faults_of(error, source, OwnCueFile)
        return None


def _at(source: Source, path: Path_, expected: str, got: str, hint: str = "") -> Fault:
    return Fault(source.place(path), ".".join(str(p) for p in path), expected, got, hint)


def _twice(cues: OwnCueFile, source: Source, first: dict[str, Source]) -> Iterator[Fault]:
    for i, cue in enumerate(cues.cues):
        if cue.id in first:
            yield _at(source, ("cues", i, "id"), "an id of its own", f'"{cue.id}", which is there already')
        first.setdefault(cue.id, source)


def _tried(cues: OwnCueFile, source: Source, file: Path) -> Iterator[Fault]:
    """The cues one by one, so that one that can't be compiled hides no other."""
    for i, cue in enumerate(cues.cues):
        alone = cues.model_copy(update={"cues": (cue,)})
        try:
            data = _compiled(alone)
        except (CueError, PatternError) as error:
            yield _refused(str(error), cue.dimension, source, i)
            continue
        for name, wanted in (("hits", True), ("misses", False)):
            for n, sentence in enumerate(getattr(cue, name)):
                if _is_met(data, cues.rubric, sentence) is not wanted:
                    expected = f"a sentence that the cue {'hits' if wanted else 'misses'}"
                    got = f"{shown(sentence)}, which it {'misses' if wanted else 'hits'}"
                    yield _at(source, ("cues", i, name, n), expected, got)


def _refused(problem: str, dimension: str, source: Source, index: int) -> Fault:
    if "dimension is" in problem:
        known = problem.partition("expected one of ")[2]
        hint = did_you_mean(dimension, known.split(", "))
        return _at(source, ("cues", index, "dimension"), f"one of {known}", shown(dimension), hint)
    return _at(source, ("cues", index, "patterns"), "patterns that can be read", problem)


def _compiled(cues: OwnCueFile) -> Compiled:
    with TemporaryDirectory() as folder:
        for name in _SHARED:
            shutil.copy(CUES / name, Path(folder) / name)
        (Path(folder) / "one.yaml").write_text(plain_json(cues), encoding="utf-8")
        return from_parts(compile_all(Path(folder), weights={}).__getitem__)


def _is_met(data: Compiled, rubric: str, sentence: str) -> bool:
    words = data.encoder.encode(sentence, segment(sentence))
    return any(match.counts for match in Matcher(data, data.rubrics[rubric]).find(words))
