"""A library's own cues: what an author may declare of them, and the scorer compiled with them.

Nothing is trained on a few examples of an author's. A cue counts from the start as any cue of its level does, and
its declared strength adds a fixed part of the way from nothing to "emerging" for its own dimension.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from workbook_lib.authoring.cues import (
    CUES,
    CueError,
    CueFile,
    CueRecord,
    compile_all,
    read_cues,
    read_weights,
)
from workbook_lib.authoring.faults import ContentError, Fault, Place, errors_in
from workbook_lib.authoring.reader import Source, read_yaml

Strength = Literal["light", "plain", "strong"]
SHARE: dict[str, float] = {"light": 0.25, "plain": 0.5, "strong": 1.0}
"""Strength to the part of the way from 0 to the first cut of the cue's dimension that each pattern adds."""

_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

Weights = dict[str, dict[str, Any]]


class OwnCue(CueRecord):
    """A cue in an own folder. ``strength``: how much one sentence may move the reading of its dimension."""

    strength: Strength = "plain"


class OwnCueFile(CueFile):
    """cues/*.yaml in an own folder"""

    cues: tuple[OwnCue, ...]


def plain_json(cues: OwnCueFile) -> str:
    """The file as the compiler of built-in cues reads it: without what only own cues declare."""
    plain = json.dumps(cues.model_dump(exclude={"cues": {"__all__": {"strength"}}}), ensure_ascii=False)
    # YAML refuses some of what JSON writes as it is.
    return _UNPRINTED.sub(lambda sign: f"\\u{ord(sign.group()):04x}", plain)


def compiled_with(folder: Path) -> dict[str, Any]:
    """The compiled file's content with the cues of `folder` too. Raises ContentError with every fault."""
    if wrong := errors_in(every_fault(folder)):
        raise ContentError(wrong)
    files = [
        (file, OwnCueFile.model_validate(read_yaml(file).data)) for file in sorted(folder.glob("*.yaml"))
    ]
    with TemporaryDirectory() as place:
        for shared in [*CUES.glob("*.yaml"), CUES / "known.txt"]:
            shutil.copy(shared, Path(place) / shared.name)
        for number, (_, cues) in enumerate(files):
            (Path(place) / f"~own-{number:03d}.yaml").write_text(plain_json(cues), encoding="utf-8")
        try:
            return compile_all(Path(place), weighted(read_weights(), [cues for _, cues in files]))
        except CueError as error:
            raise ContentError([Fault(Place(folder, 1), "", "cues that can be read", str(error))]) from error


def every_fault(folder: Path) -> list[Fault]:
    """What is wrong with the cue files of `folder`: form, patterns, hits, misses and ids."""
    from workbook_lib.authoring.cue_files import cue_faults

    return [*cue_faults(folder), *_same_ids(folder)]


def _same_ids(folder: Path) -> Iterator[Fault]:
    """A fault for each cue that bears the id of a built-in one."""
    taken = _built_in_ids()
    for file in sorted(folder.glob("*.yaml")):
        source = read_yaml(file)
        for i, id in enumerate(_ids(source)):
            if id in taken:
                path = ("cues", i, "id")
                key = f"cues.{i}.id"
                yield Fault(source.place(path), key, "an id of its own", f'"{id}", which a built-in cue has')


@lru_cache(maxsize=1)
def _built_in_ids() -> frozenset[str]:
    return frozenset(cue.id for cues in read_cues().values() for cue in cues)


def _ids(source: Source) -> list[str]:
    cues = source.data.get("cues") if isinstance(source.data, dict) else None
    return [str(cue.get("id")) if isinstance(cue, dict) else "" for cue in cues or []]


def weighted(weights: Weights, files: list[OwnCueFile]) -> Weights:
    """The trained weights, and for each own cue a row that its strength stands for."""
    found = {
        rubric: {**model, "features": dict(model.get("features", {}))} for rubric, model in weights.items()
    }
    for cues in files:
        model = found[cues.rubric]
        for cue in cues.cues:
            model["features"].update(_rows(cue, model))
    return found


def _rows(cue: OwnCue, model: dict[str, Any]) -> dict[str, list[float]]:
    outputs = model.get("outputs", [])
    if cue.dimension not in outputs or not SHARE[cue.strength] or not cue.level:
        return {}
    way = SHARE[cue.strength] * abs(model["heads"][cue.dimension]["cuts"][0])
    row = [0.0] * len(outputs)
    row[outputs.index(cue.dimension)] = round(way if cue.level > 0 else -way, 4)
    names = [f"c:{cue.id}", *(f"c:{cue.id}#{number}" for number in range(len(cue.patterns)))]
    return dict.fromkeys(names, row)
