"""A new cue in a library's own folder, tried before it is written. Each has a file of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook_lib.authoring.editing import scalar
from workbook_lib.authoring.faults import Fault, errors_in
from workbook_lib.authoring.own_cues import every_fault
from workbook_lib.authoring.starting import slug

_SOURCE = "our own library"


@dataclass(frozen=True, slots=True)
class CueDraft:
    """A cue as a trainer words it. ``level``: 1 emerging, 2 clear; ``ways``: patterns, see docs/scoring.md."""

    rubric: str
    dimension: str
    level: int
    reason: str
    ways: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its file is called, and the second half of its id."""
        return slug(self.ways[0]) if self.ways else "cue"

    def as_yaml(self) -> str:
        """The file of this cue."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"rubric: {self.rubric}"
        yield "cues:"
        yield f"  - id: {self.dimension}.own_{self.name}"
        yield f"    dimension: {self.dimension}"
        yield f"    level: {self.level}"
        yield "    strength: plain     # light, plain or strong"
        yield f"    reason: {scalar(self.reason)}"
        yield f"    source: {_SOURCE}"
        for key, texts in (("patterns", self.ways), ("hits", self.hits), ("misses", self.misses)):
            yield f"    {key}:"
            yield from (f"      - {scalar(text)}" for text in texts)


def faults_of_cue(folder: Path, cue: CueDraft) -> tuple[Fault, ...]:
    """What would be wrong with this cue among those of ``folder``, the own folder. Writes nothing there."""
    with TemporaryDirectory() as place:
        beside = Path(place)
        for file in _folder(folder).glob("*.yaml"):
            shutil.copy(file, beside / file.name)
        tried = beside / f"~{cue.name}.yaml"  # last in order: an id that is taken is a fault of the new cue
        tried.write_text(cue.as_yaml(), encoding="utf-8", newline="\n")
        return tuple(fault for fault in errors_in(every_fault(beside)) if fault.place.file == tried)


def write_cue(folder: Path, cue: CueDraft) -> Path:
    """Writes the cue into the own folder and returns its file. Raises FileExistsError, OSError."""
    file = _folder(folder) / f"{cue.name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as new:
        new.write(cue.as_yaml())
    return file


def _folder(folder: Path) -> Path:
    """Cues read English only, in whatever language the pages are."""
    return folder / "en" / "cues"


def lines_of(text: str) -> tuple[str, ...]:
    """One entry a line, without what is empty."""
    return tuple(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)
