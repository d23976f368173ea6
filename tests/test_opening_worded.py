"""Pages in another language or in a library's own words: made at opening, with the code that was shipped."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from workbook_lib import settings
from workbook_lib.catalog import load
from workbook_lib.opening import command, pages, places, worded
from workbook_lib.server import workbook_config

PAGE = "02_five_questions.ipynb"


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's folder."""
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("WORKBOOK_CONTENT", raising=False)
    monkeypatch.delenv("WORKBOOK_FOLDER", raising=False)
    return tmp_path / "mine"


def book(mine: Path, name: str = PAGE) -> dict[str, Any]:
    return dict(json.loads((mine / name).read_text(encoding="utf-8")))


def prose(mine: Path, name: str = PAGE) -> str:
    return "\n".join(cell["source"] for cell in book(mine, name)["cells"] if cell["cell_type"] == "markdown")


def test_without_a_choice_the_pages_are_the_tracked_ones(mine: Path) -> None:
    assert command.prepare(mine)
    assert worded.worded_pages(mine) == {}
    shipped = pages.read_notebook(places.shipped_notebooks() / PAGE)
    assert shipped is not None
    assert [cell["source"] for cell in book(mine)["cells"]] == [cell["source"] for cell in shipped["cells"]]
    assert settings.read(mine) == settings.Settings()


def test_a_language_is_remembered_and_its_pages_say_so(mine: Path) -> None:
    assert command.prepare(mine, "es")
    assert load("es").pages["02_five_questions"].title in prose(mine)
    assert book(mine)["metadata"]["workbook"]["language"] == "es"
    assert settings.read(mine).language == "es"
    assert command.prepare(mine)
    assert load("es").pages["02_five_questions"].title in prose(mine)
    assert command.prepare(mine, "en")
    assert load("en").pages["02_five_questions"].title in prose(mine)
    assert [file.name for file in mine.glob("*(my copy*")] == []


def test_the_code_of_a_page_is_the_shipped_code_in_every_language(mine: Path) -> None:
    command.prepare(mine, "es")
    shipped = pages.shipped_sources(places.shipped_notebooks())
    for name, code in shipped.items():
        found = pages.read_notebook(mine / name)
        assert found is not None
        assert pages.code_sources(found) == code


def test_own_prose_comes_into_the_pages(mine: Path) -> None:
    file = mine / "ours" / "en" / "pages" / "02_five_questions.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("title: Five questions, and a cup of tea\n", encoding="utf-8")
    assert command.prepare(mine, content=mine / "ours")
    assert "# Five questions, and a cup of tea" in prose(mine)
    assert "language" not in book(mine)["metadata"]["workbook"]


def test_a_page_that_a_language_lacks_is_in_english(mine: Path) -> None:
    file = mine / "ours" / "fr" / "pages" / "02_five_questions.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("title: Cinq questions\n", encoding="utf-8")
    assert command.prepare(mine, "fr", mine / "ours")
    assert "# Cinq questions" in prose(mine)
    assert prose(mine, "00_start_here.ipynb").startswith("# Start here")
    assert "language" not in book(mine, "00_start_here.ipynb")["metadata"]["workbook"]


def test_other_words_never_bring_other_code(tmp_path: Path, mine: Path) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / PAGE).write_bytes((ROOT / "notebooks" / PAGE).read_bytes())
    page = pages.read_notebook(shipped / PAGE)
    assert page is not None
    evil = {**page, "cells": [{**cell, "source": "import os"} for cell in page["cells"]]}
    from datetime import date

    pages.prepare(mine, shipped, date(2026, 3, 1), {PAGE: evil})
    assert "import os" not in (mine / PAGE).read_text(encoding="utf-8")


def test_a_language_that_there_isnt_is_said_and_nothing_is_written(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = Namespace(language="tlh", folder=str(mine))
    assert not command.speaks(options)
    assert "It speaks: en, es." in capsys.readouterr().out
    assert not mine.exists()


def test_the_browser_is_told_the_words_around_a_page(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_FOLDER", str(mine))
    command.prepare(mine)
    assert "words" not in workbook_config(mine)
    command.prepare(mine, "es")
    told = workbook_config(mine)
    assert told["language"] == "es"
    assert told["words"]["opening"] == load("es").word("shell.opening")
    assert set(told["pages"]) == {file.name for file in mine.glob("*.ipynb")}


def test_the_browsers_own_english_is_that_of_the_content() -> None:
    folder = ROOT / "workbook_lib" / "labextension" / "compassion-workbook" / "static"
    own = (folder / "words.js").read_text(encoding="utf-8")
    shell = {key: text for key, text in load("en").words.items() if key.startswith("shell.")}
    assert len(shell) == own.count(": '")
    assert [key for key, text in shell.items() if text not in own] == []
