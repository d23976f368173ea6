"""Pages 12 and 14 open without what only a press or a chart needs; a check-in names only what is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbook_lib.authoring.week_files import references

CELLS = {
    "staying_well": "top check_in weeks desks ask sheet plan turn way_on",
    "my_path": "top last_case side progress short returned plan reminder portfolio record way_on",
}


@pytest.mark.parametrize("name", sorted(CELLS))
def test_a_page_opens_without_pandas_charts_word_or_calendar(name: str, tmp_path: Path) -> None:
    code = (
        f"import sys; from workbook_lib.pages import {name} as page\n"
        f"for cell in {CELLS[name].split()!r}: getattr(page, cell)()\n"
        "print([m for m in ('pandas', 'numpy', 'altair', 'vl_convert', 'docx', 'icalendar') if m in sys.modules])"
    )
    environment = {**os.environ, "WORKBOOK_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"


def test_a_check_in_names_only_items_and_options_that_are_there() -> None:
    part: dict[str, Any] = {
        "items": {"rested": {"options": {"tired": "tired"}}},
        "beside": {"when": "hours", "is_one_of": ["most"], "then": "rested", "low": ["tired", "worn"]},
    }
    told = [
        (path[-1], value)
        for path, value, known, _ in references(("check_in", "week"), part)
        if value not in known
    ]
    assert told == [("when", "hours"), (0, "most"), (1, "worn")]
    assert list(references((), {"items": {}})) == []
