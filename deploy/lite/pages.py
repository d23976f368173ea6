"""The pages as the site carries them: whole where they work in a browser, else with a line that says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook_lib.catalog import Catalog
from workbook_lib.opening.pages import Notebook, code_sources, learners_copy, read_notebook

LAST_WHOLE = "10"
"""Pages with a higher number need parts that aren't in the browser: charts, tables, files of Word, a room."""

KERNEL = {"name": "python", "display_name": "Python", "language": "python"}
ALWAYS = ("top", "way_on")
NOT_HERE = {"00_start_here.ipynb": "join"}
"""The part of a page that is left out, with the words before it: a site can't reach a room on a network nearby."""


def pages(shipped: Path, words: Catalog) -> dict[str, Notebook]:
    """File name to notebook, for every page there is."""
    found = {path.name: read_notebook(path) for path in sorted(shipped.glob("*.ipynb"))}
    return {name: _for_browser(name, page, words) for name, page in found.items() if page is not None}


def _for_browser(name: str, page: Notebook, words: Catalog) -> Notebook:
    shown = _without(page, NOT_HERE.get(name)) if name[:2] <= LAST_WHOLE else _shortened(page, words)
    copy = learners_copy(shown)
    return {**copy, "metadata": {**copy["metadata"], "kernelspec": KERNEL}}


def _without(page: Notebook, tag: str | None) -> Notebook:
    """The page without the code cell of this tag and the heading before it."""
    cells: list[dict[str, Any]] = page["cells"]
    out = {n for n, cell in enumerate(cells) if tag and tag in cell["metadata"].get("tags", ())}
    return {**page, "cells": [cell for n, cell in enumerate(cells) if n not in out and n + 1 not in out]}


def _shortened(page: Notebook, words: Catalog) -> Notebook:
    """The head and the foot of a page, its title, and why the rest isn't here."""
    cells: list[dict[str, Any]] = []
    for cell in page["cells"]:
        if cell["cell_type"] == "code" and set(cell["metadata"].get("tags", ())) & set(ALWAYS):
            cells.append(cell)
        elif cell["cell_type"] == "markdown" and cell["source"].startswith("# "):
            title = cell["source"].splitlines()[0]
            cells.append({**cell, "source": f"{title}\n\n{words.word('lite.not_here')}"})
    return {**page, "cells": cells}


def sources(made: dict[str, Notebook]) -> dict[str, list[str]]:
    """File name to the sources of the code cells: what the shell starts by itself, and nothing else."""
    return {name: code_sources(page) for name, page in made.items()}
