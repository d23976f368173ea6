"""Folders of content -> one merged set of files, checked, with the place of every value.

A pack is read in layers, each holding only what differs from the one below: English, another language, a
library's own folder. Mappings merge key by key; a list, a text or a whole scenario replaces the one below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from workbook_lib.authoring import client_schemas, discussing, practice_schemas, schemas
from workbook_lib.authoring.explain import faults_of
from workbook_lib.authoring.faults import Fault, Place, did_you_mean
from workbook_lib.authoring.markdown import read_scenario
from workbook_lib.authoring.reader import Path_, Source, read_yaml

BUILT_IN = Path(__file__).parent.parent / "content"

FILES: Mapping[str, type[BaseModel]] = {
    "rubric.yaml": schemas.RubricFile,
    "prompts.yaml": schemas.PromptsFile,
    "desks.yaml": schemas.DesksFile,
    "ui.yaml": schemas.WordsFile,
    "feedback.yaml": schemas.FeedbackFile,
    "care.yaml": schemas.CareFile,
    "looks.yaml": practice_schemas.LooksFile,
    "discussion.yaml": discussing.DiscussionFile,
    "pack.yaml": schemas.PackFile,
}
FOLDERS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "pages": (".yaml", schemas.PageFile),
    "activities": (".yaml", practice_schemas.ActivityFile),
    "scenarios": (".md", schemas.ScenarioFile),
    "clients": (".yaml", client_schemas.ClientFile),
}
OTHERS = frozenset({"cues"})
"""Folders of content that other tools check."""


@dataclass
class Pack:
    """The merged files of some layers, by name (``ui.yaml``, ``scenarios/returned_book.md``).

    ``below``: the same without a file's uppermost layer. ``unsound``: names of files with a fault of form.
    """

    language: str
    files: dict[str, Source] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    layers: list[dict[str, Source]] = field(default_factory=list)
    below: dict[str, Source] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)

    def sound(self) -> Pack:
        """The same, where a file with a fault of form stands as the layer below has it, or is left out.

        What looks for references can trust the form of each file then; and one slip doesn't make others'
        references into faults. Cases and clients stay: who looks at them is ready for any form.
        """
        unsound = {n for n in self.unsound if n in FILES or n.startswith("activities/")}
        whole = {n: self.below.get(n) if n in unsound else source for n, source in self.files.items()}
        return replace(self, files={n: source for n, source in whole.items() if source is not None})

    def data(self, name: str) -> Any:
        """What a file holds after merging; an empty group where there is none."""
        return self.files[name].data if name in self.files else {}

    def named(self, folder: str) -> dict[str, Source]:
        """The files of a folder, by their name without its ending, in order."""
        stem = len(folder) + 1
        return {
            n[stem:].rpartition(".")[0]: s
            for n, s in sorted(self.files.items())
            if n.startswith(folder + "/")
        }


def read_pack(language: str, overlay: Path | None = None, base: Path = BUILT_IN) -> Pack:
    """Everything for one language: English below, the language above it, a library's own folder on top."""
    pack = Pack(language)
    folders = [base / "en", base / language] if language != "en" else [base / "en"]
    if overlay is not None:
        folders.append(overlay / language)
        pack.faults += _misplaced(overlay, language)
    for folder in folders:
        layer = read_layer(folder, pack.faults)
        pack.layers.append(layer)
        for name, source in layer.items():
            below = pack.files.get(name)
            if below:
                pack.below[name] = below
            pack.files[name] = merged(below, source) if below and not name.endswith(".md") else source
    for name, source in pack.files.items():
        of_form = source.faults + validated(name, source)
        pack.faults += of_form
        if source.broken or of_form:
            pack.unsound.add(name)
    return pack


def read_layer(folder: Path, faults: list[Fault]) -> dict[str, Source]:
    """The files of one folder; what isn't one of ours goes to `faults`."""
    files = sorted(folder.rglob("*")) if folder.is_dir() else []
    stamps = tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    layer, strays = _read(folder, stamps) if BUILT_IN in folder.parents else _read.__wrapped__(folder, stamps)
    faults += strays
    return layer


@lru_cache(maxsize=8)
def _read(folder: Path, stamps: tuple[tuple[Path, int, int], ...]) -> tuple[dict[str, Source], list[Fault]]:
    """Kept while no file changes, because the built-in files are read for every own folder."""
    layer: dict[str, Source] = {}
    faults: list[Fault] = []
    for file, _, _ in stamps:
        name = file.relative_to(folder).as_posix()
        if file.is_dir() or name.startswith(".") or name.split("/")[0] in OTHERS:
            continue
        if schema_of(name) is None:
            faults.append(_stray(file, name))
        else:
            layer[name] = read_scenario(file) if name.endswith(".md") else read_yaml(file)
    return layer, faults


def schema_of(name: str) -> type[BaseModel] | None:
    """The schema of a file by its name in the folder; None where no file of that name is used."""
    if name in FILES:
        return FILES[name]
    folder, _, rest = name.partition("/")
    ending, schema = FOLDERS.get(folder, ("", None))
    return schema if rest.endswith(ending) and "/" not in rest else None


def _stray(file: Path, name: str) -> Fault:
    known = [*FILES, *(f"{folder}/your_name{ending}" for folder, (ending, _) in FOLDERS.items())]
    hint = did_you_mean(name, known)
    severity = "error" if hint or name.startswith(tuple(FOLDERS)) else "note"
    expected = "a file of one of these names: " + ", ".join(known)
    return Fault(Place(file, 1), "", expected, f'"{name}" (it is not used)', hint, severity)  # type: ignore[arg-type]


def _misplaced(overlay: Path, language: str) -> list[Fault]:
    names = [*FILES, *FOLDERS]
    found = [overlay / n for n in names if (overlay / n).exists()]
    return [
        Fault(Place(f, 1), "", f"it in the folder {language}/", f'"{f.name}" beside that folder')
        for f in found
    ]


def validated(name: str, source: Source) -> list[Fault]:
    """What a file's schema says against it."""
    schema = schema_of(name)
    if schema is None or source.broken:
        return []
    try:
        schema.model_validate(source.data)
    except ValidationError as error:
        return faults_of(error, source, schema)
    return []


def merged(below: Source, above: Source) -> Source:
    """`above` laid over `below`: mappings by key, all else replaced. Places follow the values."""
    result = Source(below.data, dict(below.places), [*below.faults, *above.faults], above.broken)
    result.data = _merge((), below.data, above, above.data, result.places)
    return result


def _merge(path: Path_, low: Any, above: Source, high: Any, places: dict[Path_, Place]) -> Any:
    if isinstance(low, dict) and isinstance(high, dict):
        both = dict(low)
        for key, value in high.items():
            both[key] = _merge((*path, key), low.get(key), above, value, places)
        return both
    for old in [p for p in places if p[: len(path)] == path]:
        del places[old]
    places.update({p: place for p, place in above.places.items() if p[: len(path)] == path})
    return high
