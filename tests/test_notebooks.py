"""The tracked pages: thin, executed, safe to open, and never with a widget's state inside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

PAGES = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_LINES = 3


def test_there_are_pages() -> None:
    names = [path.stem for path in PAGES]
    assert {"00_start_here", "02_five_questions"} <= set(names)


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Any]]:
    return request.param, json.loads(request.param.read_text(encoding="utf-8"))


def code_cells(book: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]


def test_it_says_what_it_is(page: tuple[Path, dict[str, Any]]) -> None:
    path, book = page
    says = book["metadata"]["workbook"]
    assert says["autorun"] is True
    assert says["page"] == path.stem
    assert book["metadata"]["kernelspec"]["name"] == "python3"


def test_every_code_cell_was_run_and_its_outputs_kept(page: tuple[Path, dict[str, Any]]) -> None:
    """nbval compares nothing where nothing is stored, and would pass."""
    for cell in code_cells(page[1]):
        assert cell["execution_count"] is not None
        assert cell["outputs"], "".join(cell["source"])
        assert all(output["output_type"] != "error" for output in cell["outputs"])


def test_a_widget_has_words_that_are_the_same_every_time(page: tuple[Path, dict[str, Any]]) -> None:
    for cell in code_cells(page[1]):
        for output in cell["outputs"]:
            if "application/vnd.jupyter.widget-view+json" in output.get("data", {}):
                words = "".join(output["data"]["text/plain"])
                assert words.strip()
                assert "object at 0x" not in words


def test_no_widget_state_is_saved(page: tuple[Path, dict[str, Any]]) -> None:
    assert "widgets" not in page[1]["metadata"]


def test_cells_are_thin_and_stay_as_they_are(page: tuple[Path, dict[str, Any]]) -> None:
    for cell in page[1]["cells"]:
        assert cell["metadata"].get("editable") is False
        assert cell["metadata"].get("deletable") is False
    for cell in code_cells(page[1]):
        assert len("".join(cell["source"]).splitlines()) <= MOST_LINES


def test_code_only_calls_pages(page: tuple[Path, dict[str, Any]]) -> None:
    for cell in code_cells(page[1]):
        for line in "".join(cell["source"]).splitlines():
            if line.startswith(("import ", "from ")):
                assert line.startswith("from workbook_lib.pages"), line
