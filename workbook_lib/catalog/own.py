"""A library's own folder on top of the built-in content, compiled anew whenever a file in it changed.

What was compiled is kept on this machine and never in the folder: that may be shared, or only be read.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbook_lib.catalog.decoding import catalog_of
from workbook_lib.catalog.types import Catalog
from workbook_lib.places import data_folder, write_whole

KEPT_IN = "WORKBOOK_COMPILED"
"""The environment variable by which the way in tells kernels where compiled own content is kept."""


def kept_folder() -> Path:
    """Where compiled own content is kept. It may be deleted at any time: it is made again."""
    named = os.environ.get(KEPT_IN)
    return Path(named) if named else data_folder() / "lab" / "compiled"


def kept_file(kind: str, folder: Path) -> Path:
    """The file for what was compiled from `folder`, by its whole path."""
    name = hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return kept_folder() / f"{kind}-{name}.json"


def read_kept(file: Path) -> dict[str, Any]:
    """What was kept there; nothing where it is missing or damaged."""
    try:
        return dict(json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def keep(file: Path, data: dict[str, Any]) -> None:
    """Keep it for the next start, in one step; where that can't be written, it is made again then."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def changed_digest(folder: Path) -> str:
    """What the content files under `folder` hold, as hexadecimal digits: another name or byte changes it."""
    state = hashlib.sha256()
    for file in sorted(f for f in folder.rglob("*") if f.suffix in {".yaml", ".md"} and f.is_file()):
        state.update(f"{file.relative_to(folder).as_posix()}\0".encode("utf-8", "surrogatepass"))
        with suppress(OSError):
            state.update(hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()[:16]


@lru_cache(maxsize=8)
def with_own(built_in: Catalog, language: str, folder: Path, digest: str) -> Catalog:
    """The content with `folder` on top, or as it was before a fault came into it, or the built-in one."""
    file = kept_file(f"content-{language}", folder)
    mark = {"made_from": digest, "on": built_in.version}
    kept = read_kept(file)
    if {name: kept.get(name) for name in mark} == mark and (found := _catalog(kept, built_in)):
        return found
    # Content that was made on other built-in content may lack words that pages ask for now.
    before = kept.get("content") if kept.get("on") == built_in.version else None
    made = {**mark, **_made(language, folder, before)}
    keep(file, made)
    return _catalog(made, built_in) or replace(built_in, faults=tuple(made["faults"]))


def _catalog(kept: dict[str, Any], built_in: Catalog) -> Catalog | None:
    """What was kept as a catalog; None where it is damaged."""
    try:
        faults = tuple(str(fault) for fault in kept["faults"])
        return replace(catalog_of(kept["content"]) if kept["content"] else built_in, faults=faults)
    except (KeyError, TypeError, AttributeError):
        return None


def _made(language: str, folder: Path, before: Any) -> dict[str, Any]:
    from workbook_lib.authoring.compiler import compiled
    from workbook_lib.authoring.faults import ContentError

    try:
        return {"content": compiled(language, folder), "faults": []}
    except ContentError as error:
        return {"content": before, "faults": [str(fault) for fault in error.faults]}
    except OSError as error:
        return {"content": before, "faults": [f"{error.filename}: {error.strerror}"]}
