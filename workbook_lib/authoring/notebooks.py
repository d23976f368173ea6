"""A page's words to its notebook: prose in Markdown, one hidden call a cell.

The words come from the content, so a language or a library's own wording is a folder and never a notebook to
edit. What stands where is `LAYOUT`. The notebooks in ``notebooks/`` are made from the English content and
executed, so that they carry what a cell shows where no page is alive; making them twice gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..catalog import Catalog, Page

LAYOUT: Mapping[str, tuple[str, ...]] = {
    "00_start_here": (
        "::top", "::short_case", "head", "what", "privacy", "::where", "idea", "limits", "break", "desk", "::desk",
        "first_case", "::first_case", "at_the_desk", "your_words", "::your_words",
        "join", "::join", "::way_on",
    ),
    "01_the_ladder": (
        "::top", "head", "idea", "place", "::place", "climb", "::climb", "own", "::own", "at_the_desk",
        "plan", "::plan", "::way_on",
    ),
    "02_five_questions": ("::top", "head", "idea", "::work", "at_the_desk", "::way_on"),
    "03_all_of_them": (
        "::top", "head", "idea", "loving", "::loving", "own", "::own", "debate", "::debate", "stand", "::stand",
        "at_the_desk", "plan", "::plan", "::way_on",
    ),
    "04_what_i_assumed": (
        "::top", "head", "idea", "case", "::case", "mine", "::mine", "at_the_desk", "plan", "::plan", "::way_on",
    ),
    "05_words_that_help": (
        "::top", "head", "idea", "rewrite", "::rewrite", "own", "::own", "at_the_desk",
        "plan", "::plan", "::way_on",
    ),
    "06_their_tone": (
        "::top", "head", "idea", "four", "::four", "own", "::own", "at_the_desk",
        "plan", "::plan", "::way_on",
    ),
    "07_listening": (
        "::top", "head", "idea", "practice", "::talk", "two", "::two", "at_the_desk", "::way_on",
    ),
    "08_we_got_it_wrong": (
        "::top", "head", "idea", "fault", "::fault", "apology", "::apology", "own", "::own", "at_the_desk",
        "plan", "::plan", "::way_on",
    ),
    "09_common_ground": (
        "::top", "head", "idea", "tell_apart", "::tell_apart", "turn", "::turn", "own", "::own", "at_the_desk",
        "plan", "::plan", "::way_on",
    ),
    "10_together": (
        "::top", "head", "idea", "answers", "::answers", "case", "::case", "two_ways", "::two_ways", "own", "::own",
        "at_the_desk", "plan", "::plan", "::way_on",
    ),
    "11_heart_and_head": (
        "::top", "head", "idea", "guess", "::guess", "figures", "::figures", "after", "::after",
        "own_figures", "::own_figures", "signs", "::signs", "own", "::own", "at_the_desk",
        "plan", "::plan", "::way_on",
    ),
    "12_staying_well": (
        "::top", "head", "idea", "check_in", "::check_in", "weeks", "::weeks", "desks", "::desks", "ask", "::ask",
        "sheet", "::sheet", "plan", "::plan", "turn", "::turn", "at_the_desk", "::way_on",
    ),
    "13_leading": (
        "::top", "head", "idea", "see_me", "::see_me", "own", "::own", "colleague", "::colleague", "mine", "::mine",
        "change", "::change", "at_the_desk", "plan", "::plan", "::way_on",
    ),
    "14_my_path": (
        "::top", "head", "idea", "last_case", "::last_case", "side", "::side", "progress", "::progress",
        "short", "::short", "returned", "::returned", "plan", "::plan", "reminder", "::reminder",
        "portfolio", "::portfolio", "record", "::record", "at_the_desk", "::way_on",
    ),
    "20_plan_a_session": (
        "::top", "head", "idea", "setup", "::setup", "agenda", "::agenda",
        "agreement", "::agreement", "scripts", "::scripts", "role_play", "::role_play", "debrief", "::debrief",
        "dated", "::dated", "take", "::take", "attendance", "::attendance", "at_the_desk", "::way_on",
    ),
    "21_live_session": ("::top", "head", "idea", "room", "::room", "board", "::board", "at_the_desk", "::way_on"),
    "22_after_the_session": (
        "::top", "head", "idea", "room", "::room", "report", "::report", "first_last", "::first_last",
        "weeks", "::weeks", "network", "::network", "at_the_desk", "::way_on",
    ),
    "23_read_together": (
        "::top", "head", "idea", "texts", "::texts", "marks", "::marks", "files", "::files",
        "figures", "::figures", "talk", "::talk", "keep", "::keep", "at_the_desk", "::way_on",
    ),
    "24_make_it_yours": (
        "::top", "head", "idea", "folder", "::folder", "check", "::check", "question", "::question",
        "help", "::help", "case", "::case", "preview", "::preview", "cue", "::cue",
        "more", "at_the_desk", "::way_on",
    ),
}  # fmt: skip
"""Page id to its blocks in order: ``::call`` is a code cell, ``head``, ``idea`` and ``at_the_desk`` are of
every page, and any other name is a pair of the page's own words, ``<name>_heading`` and ``<name>``."""

VIEW = "application/vnd.jupyter.widget-view+json"
_LOCKED = {"deletable": False, "editable": False}


def notebook(page: Page, content: Catalog) -> dict[str, Any]:
    """The page as a notebook that hasn't been executed, as nbformat 4.5."""
    made = [_cell_for(block, page, content) for block in LAYOUT[page.id]]
    # English goes without saying: it is what JupyterLab itself speaks.
    spoken = {} if page.language == "en" else {"language": page.language}
    return {
        "cells": made,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "workbook": {"autorun": True, "page": page.id, "title": page.title, **spoken},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def executed(book: dict[str, Any]) -> dict[str, Any]:
    """The notebook with the outputs of a real run; ids that differ from run to run are made the same."""
    import nbformat
    from nbclient import NotebookClient

    node = nbformat.reads(as_text(book), as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(node, timeout=120, kernel_name="python3", store_widget_state=False).execute()
    done: dict[str, Any] = json.loads(nbformat.writes(node))  # type: ignore[no-untyped-call]
    for number, cell in enumerate(done["cells"]):
        cell["metadata"].pop("execution", None)
        for output in cell.get("outputs", ()):
            if VIEW in output.get("data", {}):
                output["data"][VIEW]["model_id"] = f"{number:032x}"
    done["metadata"] = book["metadata"]
    return done


def as_text(book: dict[str, Any]) -> str:
    """A notebook the way JupyterLab writes it: one space of indent, a line end at the end."""
    return json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def build(content: Catalog, folder: Path) -> list[Path]:
    """Write every page of `LAYOUT` into ``folder``, executed; the paths written."""
    paths = []
    for id in LAYOUT:
        path = folder / f"{id}.ipynb"
        path.write_text(
            as_text(executed(notebook(content.pages[id], content))), encoding="utf-8", newline="\n"
        )
        paths.append(path)
    return paths


def _cell_for(block: str, page: Page, content: Catalog) -> dict[str, Any]:
    if block.startswith("::"):
        return _call(page, block.removeprefix("::"))
    source = _FIXED[block](page, content) if block in _FIXED else _own(block, page)
    return _cell("markdown", f"{page.id}-{block}".replace("_", "-"), source)


def _head(page: Page, content: Catalog) -> str:
    word = content.word
    able = "\n".join(f"- {line}" for line in page.you_will)
    minutes = word("app.minutes", minutes=page.minutes)
    need = f"{word('header.you_need')}: {_lower(page.you_need)}"
    return (
        f"# {page.title}\n\n*{minutes[0].upper()}{minutes[1:]}. {need}*\n\n"
        f"**{word('header.you_will')}**\n\n{able}"
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _idea(page: Page, content: Catalog) -> str:
    return f"## {page.idea_heading}\n\n{page.idea.strip()}\n\n*{page.credit}*"


def _at_the_desk(page: Page, content: Catalog) -> str:
    return f"## {content.word('header.at_the_desk')}\n\n{page.at_the_desk}"


_FIXED = {"head": _head, "idea": _idea, "at_the_desk": _at_the_desk}


def _own(block: str, page: Page) -> str:
    heading = page.words.get(f"{block}_heading", "")
    return "\n\n".join(
        p for p in (f"## {heading}" if heading else "", page.words.get(block, "").strip()) if p
    )


def _call(page: Page, call: str) -> dict[str, Any]:
    module = page.id.split("_", 1)[1]
    source = f"from workbook_lib.pages import {module}\n\n{module}.{call}()"
    cell = _cell("code", f"{page.id}-call-{call}".replace("_", "-"), source)
    cell["metadata"]["tags"] = [call]
    return {**cell, "execution_count": None, "outputs": []}


def _cell(kind: str, id: str, source: str) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    return {"cell_type": kind, "id": id[:64], "metadata": dict(_LOCKED), "source": lines}
