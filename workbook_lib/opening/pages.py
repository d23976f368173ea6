"""The learner's copies of the pages: fresh at every start, and never over a page somebody changed.

A copy carries no outputs, and names in its metadata what it was made from. A page that no longer
matches that name was changed by hand; it is set aside before the new one takes its place.
Answers are not in the pages at all, so replacing one loses none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

Notebook = dict[str, Any]


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def read_notebook(path: Path) -> Notebook | None:
    """The notebook in ``path``, or None where it isn't one."""
    try:
        return whole_sources(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def whole_sources(notebook: Notebook) -> Notebook:
    """The notebook with each cell's source as one text. Raises KeyError or TypeError where it isn't one."""
    cells = [{**cell, "source": _text(cell["source"])} for cell in notebook["cells"]]
    return {**notebook, "cells": cells}


def code_sources(notebook: Notebook) -> list[str]:
    """The sources of the code cells, in order."""
    return [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]


def shipped_sources(shipped: Path) -> dict[str, list[str]]:
    """File name to code sources, for every page in the folder of tracked pages."""
    return {path.name: code_sources(page) for path, page in _pages(shipped)}


def _pages(shipped: Path) -> Iterator[tuple[Path, Notebook]]:
    for path in sorted(shipped.glob("*.ipynb")):
        page = read_notebook(path)
        if page is not None:
            yield path, page


def fingerprint(notebook: Notebook) -> str:
    """A name for what a person sees and runs: kinds and sources of the cells, not outputs or ids."""
    cells = [[cell["cell_type"], cell["source"]] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def learners_copy(page: Notebook) -> Notebook:
    """The page without outputs, that names in ``metadata.workbook.made_from`` what it was made from."""
    workbook = {**page["metadata"].get("workbook", {}), "made_from": fingerprint(page)}
    return {
        **page,
        "cells": [_without_outputs(cell) for cell in page["cells"]],
        "metadata": {**page["metadata"], "workbook": workbook},
    }


def _without_outputs(cell: Mapping[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] != "code":
        return dict(cell)
    return {**cell, "outputs": [], "execution_count": None}


def was_changed(path: Path) -> bool:
    """Whether somebody changed this copy since we made it. A file we can't read counts as changed."""
    copy = read_notebook(path)
    if copy is None:
        return True
    made_from = copy.get("metadata", {}).get("workbook", {}).get("made_from")
    return bool(made_from != fingerprint(copy))


def aside(path: Path, day: date) -> Path:
    """A free name beside ``path`` that says what it is: ``00_start_here (my copy 2026-03-01).ipynb``."""
    stem = f"{path.stem} (my copy {day.isoformat()}"
    tries = (
        path.with_name(f"{stem}{more}){path.suffix}") for more in ["", *(f" {n}" for n in range(2, 1000))]
    )
    return next(found for found in tries if not found.exists())


def prepare(
    folder: Path, shipped: Path, day: date, worded: Mapping[str, Notebook] = MappingProxyType({})
) -> list[Path]:
    """Put the current pages into ``folder``; return the changed copies that were set aside.

    ``worded`` holds pages in other words than those shipped, by file name. Words may differ and code never does:
    the server starts a page only where its code is what was shipped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = []
    for source, page in _pages(shipped):
        target = folder / source.name
        other = worded.get(source.name)
        chosen = other if other and code_sources(other) == code_sources(page) else page
        new = json.dumps(learners_copy(chosen), indent=1, ensure_ascii=False) + "\n"
        if target.exists() and was_changed(target):
            kept.append(target.rename(aside(target, day)))
        if not target.exists() or target.read_text(encoding="utf-8") != new:
            target.write_text(new, encoding="utf-8")
    return kept
