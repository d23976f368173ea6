"""The static site's parts: what is checked before it goes in, what is written down of it, and what is kept."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.lite import fetching, packing
from deploy.lite.pages import ALWAYS, NOT_HERE, pages, sources
from deploy.lite.site import build
from tests.conftest import ROOT
from tests.test_start import load_start
from workbook_lib.browser import in_browser
from workbook_lib.browser.kept import whole
from workbook_lib.browser.shelf import Shelf
from workbook_lib.catalog import built_in
from workbook_lib.db import engine, engine_for, reading, run_bare, writing
from workbook_lib.journal import Journal
from workbook_lib.journal.file import NAME


def compiled_wheel(folder: Path) -> Path:
    wheel = folder / "thing-1.0-cp314-cp314-manylinux2014_x86_64.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("thing/__init__.py", "x = 1\n")
        packed.writestr("thing/fast.so", b"\x7fELF")
        packed.writestr("thing/data.txt", "words")
        packed.writestr("thing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: Th.ing\nVersion: 1.0\n")
        wheel_text = "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: cp314-cp314-manylinux2014_x86_64\n\n"
        packed.writestr("thing-1.0.dist-info/WHEEL", wheel_text)
        packed.writestr("thing-1.0.dist-info/RECORD", "old")
    return wheel


def test_a_wheel_loses_its_compiled_parts_and_nothing_else(tmp_path: Path) -> None:
    made = packing.made_pure(compiled_wheel(tmp_path), tmp_path)
    assert made.name == "thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made) as packed:
        names = set(packed.namelist())
        assert {"thing/__init__.py", "thing/data.txt"} <= names
        assert "thing/fast.so" not in names
        assert packed.read("thing-1.0.dist-info/WHEEL").decode().splitlines()[-2:] == [
            "Root-Is-Purelib: true",
            "Tag: py3-none-any",
        ]
        record = packed.read("thing-1.0.dist-info/RECORD").decode()
        digest = base64.urlsafe_b64encode(hashlib.sha256(b"words").digest()).decode().rstrip("=")
        assert f"thing/data.txt,sha256={digest},5" in record


def test_a_wheel_made_twice_is_the_same_to_the_byte(tmp_path: Path) -> None:
    first = packing.made_pure(compiled_wheel(tmp_path), tmp_path).read_bytes()
    assert packing.made_pure(compiled_wheel(tmp_path), tmp_path).read_bytes() == first


def test_a_wheel_without_compiled_parts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no compiled parts"):
        packing.made_pure(packing.nothing("jedi", "Nothing.", tmp_path), tmp_path)


def test_the_lock_file_holds_our_wheels_alone_by_hash(tmp_path: Path) -> None:
    wheels = [packing.made_pure(compiled_wheel(tmp_path), tmp_path), packing.nothing("jedi", "No.", tmp_path)]
    lock = packing.lock(
        {"info": {"python": "3.14"}, "packages": {"numpy": {"file_name": "far away"}}}, wheels
    )
    assert lock["info"] == {"python": "3.14"}
    assert list(lock["packages"]) == ["jedi", "th-ing"]
    assert lock["packages"]["th-ing"]["sha256"] == hashlib.sha256(wheels[0].read_bytes()).hexdigest()
    assert lock["packages"]["th-ing"]["imports"] == ["thing"]
    assert lock["packages"]["jedi"]["imports"] == []
    assert all("/" not in entry["file_name"] for entry in lock["packages"].values())


def test_a_file_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / fetching.pinned().archive
    archive.write_bytes(b"something else")
    with pytest.raises(fetching.BuildError, match="isn't the file that was checked"):
        fetching.pyodide(tmp_path, fetching.pinned())


def test_without_npm_one_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fetching.BuildError, match=r"npm pack pyodide@[\d.]+"):
        fetching.pyodide(tmp_path / "cache", fetching.pinned())


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(fetching.BuildError, match="holds other files"):
        build(tmp_path, tmp_path / "cache")
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["pure.txt", "made_pure.txt"])
def test_every_wheel_is_pinned_with_its_hash(name: str) -> None:
    lines = (ROOT / "deploy" / "lite" / name).read_text().splitlines()
    asked = [line for line in lines if not line.startswith("#")]
    assert asked
    assert all("==" in line and " --hash=sha256:" in line for line in asked)


def test_pages_to_10_are_whole_and_the_others_say_why_not() -> None:
    words = built_in("en")
    made = pages(ROOT / "notebooks", words)
    shipped = {path.name: json.loads(path.read_text()) for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert set(made) == set(shipped)
    for name, page in made.items():
        tags = [
            cell["metadata"].get("tags", [""])[0] for cell in page["cells"] if cell["cell_type"] == "code"
        ]
        if name < "11":
            left_out = 2 if name in NOT_HERE else 0
            assert len(page["cells"]) == len(shipped[name]["cells"]) - left_out
            assert NOT_HERE.get(name) not in tags
        else:
            assert set(tags) <= set(ALWAYS)
            assert words.word("lite.not_here") in "".join(cell["source"] for cell in page["cells"])
        assert all(cell.get("outputs", []) == [] for cell in page["cells"])
        assert len(sources(made)[name]) == len(tags)


def test_a_page_to_10_needs_nothing_that_is_not_on_the_site(tmp_path: Path) -> None:
    listed = "".join((ROOT / "deploy" / "lite" / name).read_text() for name in ("pure.txt", "made_pure.txt"))
    there = {line.split("==")[0].replace("-", "_") for line in listed.splitlines()} | {
        "ipython",
        "workbook_lib",
    }
    code = (
        "import sys, importlib, pkgutil, workbook_lib.pages as p\n"
        "for name in ('start_here', 'the_ladder', 'five_questions', 'all_of_them', 'what_i_assumed',\n"
        "    'words_that_help', 'their_tone', 'listening', 'we_got_it_wrong', 'common_ground', 'together'):\n"
        "    page = importlib.import_module(f'workbook_lib.pages.{name}')\n"
        "    [call() for what, call in vars(page).items() if not what.startswith('_') and\n"
        "        getattr(call, '__module__', '') == page.__name__ and callable(call)]\n"
        "print(*{m.__spec__.name.split('.')[0].lower() for m in list(sys.modules.values())\n"
        "    if getattr(m, '__spec__', None) and 'site-packages' in str(m.__spec__.origin)})\n"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "WORKBOOK_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    helpers = {"_distutils_hack", "mypy_extensions", "cython_runtime"}
    strange = {name for name in done.stdout.split() if name not in there | helpers and "mypyc" not in name}
    assert strange == set()


# -- what is kept in the browser -------------------------------------------------------------------------


class Bytes:
    """A place in memory that may break off in the middle of a write, as a closing tab does."""

    def __init__(self, breaks_at: int | None = None) -> None:
        self.data, self.breaks_at = b"", breaks_at

    def read(self) -> bytes:
        return self.data

    def write(self, data: bytes) -> None:
        self.data = data
        if self.breaks_at is not None and data:
            self.data = data[: self.breaks_at]
            raise OSError("the tab was closed")


@given(st.lists(st.binary(max_size=200), max_size=6))
def test_a_shelf_gives_back_what_was_put_last(copies: list[bytes]) -> None:
    first, second = Bytes(), Bytes()
    for data in copies:
        Shelf(first, second).put(data)
    assert Shelf(first, second).data == (copies[-1] if copies else None)


@given(st.binary(min_size=1, max_size=200), st.binary(max_size=200), st.integers(0, 60))
def test_a_write_that_breaks_off_leaves_the_copy_before(before: bytes, after: bytes, at: int) -> None:
    places = Bytes(), Bytes()
    Shelf(*places).put(before)
    [empty] = [place for place in places if not place.data]
    empty.breaks_at = at
    shelf = Shelf(*places)
    if before != after and at < 56:
        with pytest.raises(OSError, match="closed"):
            shelf.put(after)
        assert Shelf(*places).data == before


def test_no_byte_of_an_older_copy_stays() -> None:
    places = Bytes(), Bytes()
    shelf = Shelf(*places)
    shelf.put(b"what was said of Maria")
    shelf.put(b"nothing")
    assert all(b"Maria" not in place.data for place in places)


def test_each_transaction_that_writes_is_told_and_none_that_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_afterwards", [])
    kept: list[bytes] = []
    engine.after_writing(lambda: kept.append(whole(tmp_path / "x.db")))
    where = engine_for(tmp_path / "x.db")
    run_bare(where, "PRAGMA journal_mode = WAL")
    with writing(where) as connection:
        connection.exec_driver_sql("CREATE TABLE words (text)")
        connection.exec_driver_sql("INSERT INTO words VALUES ('a plum')")
    with reading(where) as connection:
        connection.exec_driver_sql("SELECT * FROM words")
    assert [b"a plum" in copy for copy in kept] == [False, True]
    where.dispose()


def test_a_journal_comes_back_from_its_bytes(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "one") as journal:
        journal.save_draft("02_five_questions", "", "q", "She was kept waiting.", base=0, writer="w")
        copy = whole(journal.folder / NAME)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / NAME).write_bytes(copy)
    with Journal.open(tmp_path / "two") as journal:
        draft = journal.draft("02_five_questions", "", "q")
        assert draft is not None
        assert draft.text == "She was kept waiting."


def test_here_is_no_browser() -> None:
    assert not in_browser()


def test_start_lite_builds_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    start = load_start()
    called: list[list[str]] = []
    installed: list[str] = []
    monkeypatch.setattr(start, "set_up", installed.append)
    monkeypatch.setattr(start, "run", lambda command: called.append(command) or 0)
    assert start.main(["lite", "out"]) == 0
    assert installed == ["lite"]
    assert called[0][1:] == ["-m", "deploy.lite", "out"]
