"""Compiled content -> the types of `model`, in one language, perhaps with a library's own content on top.

Reads one JSON file and needs the standard library only. The authoring tools are imported in one case: a
library's own folder changed since it was last compiled.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from workbook_lib.catalog.decoding import catalog_of, feedback_of
from workbook_lib.catalog.own import changed_digest, with_own
from workbook_lib.catalog.types import Care, Catalog, ConcernWords, Desk, Page, fill

NAMED_BY = "WORKBOOK_CONTENT"
"""The environment variable that names a library's own folder, for one person or everybody on a machine."""


def load(language: str = "en", overlay: Path | None = None) -> Catalog:
    """The content in `language` (English where there is none), with a library's own folder on top.

    Without `overlay`, the folder that the environment names in ``WORKBOOK_CONTENT`` is used, if any. The same
    content gives the same object. A folder with faults never keeps a page from opening: see `Catalog.faults`.
    """
    folder = overlay or named_folder()
    if folder is None or not (folder / language).is_dir():
        return built_in(language)
    return with_own(built_in(language), language, folder, changed_digest(folder / language))


def named_folder() -> Path | None:
    """The own folder that the environment names. It may not exist."""
    named = os.environ.get(NAMED_BY, "").strip()
    return Path(named).expanduser() if named else None


def languages() -> list[str]:
    """The languages that content is there for, English first."""
    names = [f.name for f in (files("workbook_lib") / "compiled").iterdir()]
    found = sorted(n[8:-5] for n in names if n.startswith("content-") and n.endswith(".json"))
    return sorted(found, key=lambda name: name != "en")


@lru_cache(maxsize=8)
def built_in(language: str) -> Catalog:
    """The content that comes with the workbook; English where it doesn't speak `language`."""
    file = files("workbook_lib") / "compiled" / f"content-{language}.json"
    return catalog_of(json.loads(file.read_bytes())) if file.is_file() else built_in("en")


__all__ = [
    "NAMED_BY",
    "Care",
    "Catalog",
    "ConcernWords",
    "Desk",
    "Page",
    "built_in",
    "feedback_of",
    "fill",
    "languages",
    "load",
    "named_folder",
]
