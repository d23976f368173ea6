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


@pytest.mark.parametrize("history", [True, False])
def test_what_lies_about_stays_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, history: bool) -> None:
    """Somebody's own notebook, and what an editor, a Mac and Jupyter leave: none of it goes to strangers."""
    place = tmp_path / "project"
    for name in ("docs/a.md", "notebooks/00.ipynb", "workbook_lib/version.py"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "workbook_lib" / "version.py", place / name)
    build = load_build()
    for name in build.FILES:
        (place / name).write_text("x")
    if history:
        for command in (["init", "--quiet"], ["add", "."]):
            subprocess.run(["git", "-C", str(place), *command], check=True)
        (place / "notebooks" / "My trial.ipynb").write_text("what I wrote")
    litter = ("docs/.DS_Store", "docs/.a.md.swp", "notebooks/.ipynb_checkpoints/00.ipynb")
    for name in (*litter, "workbook_lib/__pycache__/x.pyc"):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text("x")
    monkeypatch.setattr(build, "ROOT", place)
    held = {name for name, _, _ in build.members()} - set(build.FILES) - set(build.DOUBLE_CLICK)
    assert held == {"docs/a.md", "notebooks/00.ipynb", "workbook_lib/version.py"}


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


def test_a_starter_that_was_taken_out_alone_says_so(unpacked: Path, tmp_path: Path) -> None:
    """As from within a ZIP that was opened and not unpacked: systems then put the one file somewhere."""
    (unpacked / "start.py").unlink()
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"])
    done = started(unpacked, path, tmp_path)
    assert done.returncode == 1
    assert "Unzip the whole folder first" in done.stdout
    assert done.stderr == ""


PYTHONS = {
    # what is there, and what the starter then runs
    "py -3.12": (("py.bat", "-3.12"), "RUN -3.12 start.py --no-browser"),
    "py -3, a newer one": (("py.bat", "-3"), "RUN -3 start.py --no-browser"),
    "python": (("python.bat", "start.py"), "RUN start.py --no-browser"),
    "none": (None, "I found none on this computer"),
}


@pytest.mark.long  # Wine makes a Windows of its own first: a minute
def test_the_starter_for_windows_as_far_as_wine_goes(unpacked: Path, tmp_path: Path) -> None:
    if shutil.which("wine") is None:
        pytest.skip("no Wine here: what it says of Windows is little, and Windows says more")
    (unpacked / "start.py").write_text("")
    for name, (there, said) in PYTHONS.items():
        tools = tmp_path / name
        tools.mkdir()
        if there is not None:
            first = f'if not "%1"=="{there[1]}" exit /b 1\r\n' if there[0] == "py.bat" else ""
            asked = 'if "%1"=="-c" exit /b 0\r\nif "%2"=="-c" exit /b 0\r\n'
            (tools / there[0]).write_bytes(f"@echo off\r\n{first}{asked}echo RUN %*\r\n".encode())
        done = on_wine(unpacked, tmp_path, tools)
        assert said in done.stdout, name
    (unpacked / "start.py").unlink()
    assert "Unzip the whole folder first" in on_wine(unpacked, tmp_path, tmp_path).stdout


def on_wine(place: Path, home: Path, tools: Path) -> subprocess.CompletedProcess[str]:
    own = {"WINEPREFIX": str(home / "wine"), "WINEDEBUG": "-all", "WORKBOOK_STAY_QUIET": "1"}
    return subprocess.run(
        ["wine", "cmd", "/c", "Start on Windows.bat", "--no-browser"],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "WINEPATH": f"Z:{tools}", **own},
        cwd=place,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


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
