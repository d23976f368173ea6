"""`python -m workbook_lib score`: a table from a file or from standard input, a sentence where there is none."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbook_lib import score_reflection
from workbook_lib.__main__ import main

TEXT = "It must be hard for her: she promised her daughter. I would ask her what she needs today."


def on_standard_input(text: bytes) -> str:
    command = [sys.executable, "-m", "workbook_lib", "score"]
    done = subprocess.run(command, input=text, capture_output=True, cwd=ROOT, check=True, timeout=120)
    assert done.stderr == b""
    return done.stdout.decode()


def test_one_text_is_shown_dimension_by_dimension() -> None:
    said = on_standard_input(TEXT.encode()).splitlines()
    read = score_reflection(TEXT)
    assert said[0].startswith(f"stage: {read.stage}")
    assert [line.split()[0] for line in said[1:]] == list(read.levels)


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe\x00", b"<img onerror=1> " * 20, "\u202e\U0001f4d6".encode()]
)
def test_any_bytes_get_a_table(text: bytes) -> None:
    assert on_standard_input(text).startswith("stage: ")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "texts.csv"
    path.write_text(f'\ufeffid,text\n7,"{TEXT}"\n8,\n', encoding="utf-8")
    return path


def test_a_file_gives_a_row_for_each_row(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(file), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in rows] == ["7", "8"]
    levels = score_reflection(TEXT).levels
    assert {name: int(rows[0][name]) for name in levels} == levels
    assert {rows[1][name] for name in levels} == {""}


def test_a_file_is_shown_as_a_table(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(file), "--kind", "reply"]) == 0
    said = capsys.readouterr().out
    assert "acknowledgement" in said
    assert "It must be hard for her" in said


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"other\n1\n", "no column called 'text'"), (b"\xec\xff", "isn't a table"), (b"", "isn't a table")],
)
def test_what_is_no_table_is_said_in_a_sentence(
    content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "texts.csv"
    path.write_bytes(content)
    assert main(["score", str(path)]) == 1
    assert says in capsys.readouterr().err


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(tmp_path / "none.csv")]) == 1
    assert "No such file" in capsys.readouterr().err
