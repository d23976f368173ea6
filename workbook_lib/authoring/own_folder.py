"""A library's own folder as its trainer works on it: made, looked over, checked, and changed a value at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook_lib.authoring.checks import texts
from workbook_lib.authoring.compiler import as_scenario, check
from workbook_lib.authoring.faults import ContentError, Fault, errors_in
from workbook_lib.authoring.json_schemas import write_schemas
from workbook_lib.authoring.markdown import read_scenario
from workbook_lib.authoring.pack import read_layer, validated
from workbook_lib.authoring.reader import Source
from workbook_lib.catalog.decoding import scenario_of
from workbook_lib.model import Scenario

STARTER = Path(__file__).with_name("starter")
"""What a new folder begins with. Nothing in it changes a page until its owner changes it."""
GUIDE = "GUIDE.md"
"""What each file of an own folder may hold: a page can name it, as it stands in every folder that is made."""


def guide() -> Path:
    """The guide for authors: in the package where it was installed, in the project's docs otherwise."""
    inside = Path(__file__).with_name(GUIDE)
    return inside if inside.is_file() else Path(__file__).parents[2] / "docs" / "authoring.md"


def make(folder: Path, language: str = "en") -> None:
    """Make an own folder, or add what a new one has to one that is there; nothing is written over.

    Raises OSError.
    """
    (folder / language / "scenarios").mkdir(parents=True, exist_ok=True)
    for source in sorted(f for f in STARTER.rglob("*") if f.is_file()):
        name = source.relative_to(STARTER)
        target = folder / (Path(language, *name.parts[1:]) if name.parts[0] == "language" else name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    write_schemas(folder / "schemas")
    if not (folder / GUIDE).exists():
        shutil.copyfile(guide(), folder / GUIDE)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an own folder changes: ids of questions and cases, titles of its own cases, and how much else."""

    questions: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    help: bool = False
    feedback: int = 0
    pages: tuple[str, ...] = ()
    words: int = 0
    cues: int = 0

    def __bool__(self) -> bool:
        return self != Changes()


def changes(folder: Path, language: str) -> Changes:
    """What the folder changes now, read as far as it can be read."""
    layer = read_layer(folder / language, [])

    def values(name: str) -> dict[str, object]:
        data = layer[name].data if name in layer else None
        return data if isinstance(data, dict) else {}

    left_out = values("pack.yaml").get("leave_out")
    pages = [name for name in layer if name.startswith("pages/") and values(name)]
    cues = folder / "en" / "cues"
    return Changes(
        questions=tuple(values("prompts.yaml")),
        cases=tuple(_titles(layer)),
        left_out=tuple(str(name) for name in left_out) if isinstance(left_out, list) else (),
        help=bool({"procedure", "call"} & set(values("care.yaml"))),
        feedback=len(list(texts(values("feedback.yaml")))),
        pages=tuple(name.split("/")[1].removesuffix(".yaml") for name in pages),
        words=len(list(texts({**values("ui.yaml"), **values("desks.yaml"), **values("rubric.yaml")}))),
        cues=len(list(cues.glob("*.yaml"))),
    )


def _titles(layer: dict[str, Source]) -> Iterator[str]:
    for name, source in sorted(layer.items()):
        if name.startswith("scenarios/"):
            title = source.data.get("title") if isinstance(source.data, dict) else None
            yield title if isinstance(title, str) else name.split("/")[1]


def faults(folder: Path, language: str) -> tuple[Fault, ...]:
    """Every fault and note, each with its file's path from the folder."""
    return tuple(
        Fault(f.place.beside(folder), f.key, f.expected, f.got, f.hint, f.severity)
        for f in check(language, folder)
    )


def cases(folder: Path, language: str) -> dict[str, str]:
    """The folder's own cases: file name without its ending to title, or to that name."""
    layer = read_layer(folder / language, [])
    names = [
        name.split("/")[1].removesuffix(".md") for name in sorted(layer) if name.startswith("scenarios/")
    ]
    return dict(zip(names, _titles(layer), strict=True))


def case(folder: Path, language: str, name: str) -> Scenario:
    """One own case as learners meet it, whatever stands in other files. Raises ContentError, OSError."""
    source = read_scenario(folder / language / "scenarios" / f"{name}.md")
    if wrong := errors_in([*source.faults, *validated(f"scenarios/{name}.md", source)]):
        raise ContentError(wrong)
    return scenario_of(as_scenario(source.data, language))
