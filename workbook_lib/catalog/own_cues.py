"""A library's own cues beside the built-in ones, compiled anew whenever either changed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from workbook_lib.catalog.own import changed_digest, keep, kept_file, read_kept
from workbook_lib.places import write_whole


def own_scorer(folder: Path | None) -> tuple[Path | None, tuple[str, ...]]:
    """The compiled file that reads with the cues of an own folder too, and what is wrong with them.

    No file where there are none, or where one has a fault: then texts are read by the built-in cues.
    """
    cues = folder / "en" / "cues" if folder is not None else None
    if cues is None or not any(cues.glob("*.yaml")):
        return None, ()
    mark = f"{changed_digest(cues)}-{_shipped()}"
    said, made = kept_file("cues", cues), kept_file(f"scorer-{mark}", cues)
    kept = read_kept(said)
    if kept.get("made_from") != mark or not (kept.get("faults") or made.is_file()):
        kept = {"made_from": mark, **_made(cues, made)}
        keep(said, kept)
    faults = tuple(str(fault) for fault in kept["faults"])
    return (None if faults else made), faults


@lru_cache(maxsize=1)
def _shipped() -> str:
    file = files("workbook_lib") / "compiled" / "scorer.json"
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def _made(cues: Path, made: Path) -> dict[str, Any]:
    from workbook_lib.authoring.cues import as_text
    from workbook_lib.authoring.faults import ContentError
    from workbook_lib.authoring.own_cues import compiled_with

    try:
        record = compiled_with(cues)
    except ContentError as error:
        return {"faults": [str(fault) for fault in error.faults]}
    except OSError as error:
        return {"faults": [f"{error.filename}: {error.strerror}"]}
    for older in made.parent.glob(f"scorer-*{made.stem.rpartition('-')[2]}.json"):
        older.unlink(missing_ok=True)
    with suppress(OSError):
        made.parent.mkdir(parents=True, exist_ok=True)
        write_whole(made, as_text(record).encode())
    return {"faults": []}
