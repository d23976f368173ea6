"""The release: one ZIP, the same each time, that starts by a double-click or says how to get Python."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")
"""A link of Markdown to a file beside it."""


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release_build", ROOT / "deploy" / "release" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = load_build().build(tmp_path_factory.mktemp("release"))
    assert isinstance(made, Path)
    return made


@pytest.fixture
def unpacked(archive: Path, tmp_path: Path) -> Path:
    """As somebody unpacks it: into a folder whose name has a space."""
    place = tmp_path / "My downloads"
    with zipfile.ZipFile(archive) as found:
        for entry in found.infolist():
            path = Path(found.extract(entry, place))
            path.chmod(stat.S_IMODE(entry.external_attr >> 16))
    return place / archive.stem


def test_the_same_files_give_the_same_zip(archive: Path, tmp_path: Path) -> None:
    assert load_build().build(tmp_path).read_bytes() == archive.read_bytes()


def test_it_holds_what_a_learner_needs_and_no_more(unpacked: Path) -> None:
    notebooks = {p.name for p in (ROOT / "notebooks").glob("*.ipynb")}
    assert {p.name for p in (unpacked / "notebooks").iterdir()} == notebooks
    for name in ("tests", "training", "benchmarks", "deploy", ".git", ".venv"):
        assert not (unpacked / name).exists()
    assert not list(unpacked.rglob("__pycache__"))


def test_every_link_of_its_papers_leads_somewhere(unpacked: Path) -> None:
    papers = [unpacked / "README.md", unpacked / "CHANGELOG.md", *(unpacked / "docs").rglob("*.md")]
    links = [(paper, link) for paper in papers for link in LINK.findall(paper.read_text(encoding="utf-8"))]
    assert len(links) > 20
    assert [(paper.name, link) for paper, link in links if not (paper.parent / link).exists()] == []


def test_what_is_double_clicked_may_run(unpacked: Path) -> None:
    for name in ("Start on macOS.command", "Start on Linux.sh"):
        assert os.access(unpacked / name, os.X_OK)
        assert (unpacked / name).read_bytes().startswith(b"#!/bin/sh\n")
    lines = (unpacked / "Start on Windows.bat").read_bytes()
    assert lines.isascii()
    assert lines.count(b"\n") == lines.count(b"\r\n") > 10


def test_the_starter_finds_python_and_starts(unpacked: Path, tmp_path: Path) -> None:
    """With a start.py that only says what it was given, from another folder, as a double-click does."""
    (unpacked / "start.py").write_text("import sys\nprint('started', sys.argv[1:])\nsys.exit(7)\n")
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"])
    done = started(unpacked, path, tmp_path, "--no-browser")
    assert done.stdout == "started ['--no-browser']\n"
    assert done.returncode == 7


def test_without_python_the_starter_says_how_to_get_it(unpacked: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "uname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")  # a Python that says it is too old
    old.chmod(0o755)
    done = started(unpacked, str(tools), tmp_path)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stdout
    assert "Get Python first.html" in done.stdout
    assert "administrator" in (unpacked / "Get Python first.html").read_text(encoding="utf-8")


def started(place: Path, path: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(place / "Start on Linux.sh"), *arguments],
        env={"PATH": path, "HOME": str(home), "WORKBOOK_STAY_QUIET": "1"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_no_one_starter_is_older_than_the_workbook(unpacked: Path) -> None:
    """The oldest Python that a starter takes is the one that start.py asks for."""
    oldest = load_build().ROOT / "start.py"
    assert "OLDEST = (3, 11)" in oldest.read_text(encoding="utf-8")
    for name in ("Start on Linux.sh", "Start on Windows.bat"):
        assert "(3, 11)" in (unpacked / name).read_text(encoding="utf-8")
