"""Pages in the words that were chosen: another language, or a library's own wording.

The tracked notebooks are the built-in English. Everything else is made from the content when the workbook
opens, by the same code that makes those, and not executed: a page comes alive in the browser.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbook_lib.authoring.notebooks import LAYOUT, notebook
from workbook_lib.catalog import built_in
from workbook_lib.chosen import choice, content, for_page
from workbook_lib.opening import pages, places


def worded_pages(folder: Path) -> dict[str, pages.Notebook]:
    """File name to page, for the settings in ``folder``; none where they leave the built-in English."""
    chosen = choice(folder)
    found = content(chosen)
    if found.version == built_in("en").version:
        return {}
    made = {}
    for id in LAYOUT:
        if id in found.pages:
            words = for_page(id, chosen, found)
            made[f"{id}.ipynb"] = pages.whole_sources(notebook(words.pages[id], words))
    return made


def prepare(folder: Path) -> list[Path]:
    """Put the current pages into the learner's folder in the chosen words. As `pages.prepare`."""
    return pages.prepare(folder, places.shipped_notebooks(), date.today(), worded_pages(folder))
