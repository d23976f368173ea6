"""The wheel installs with pip into an empty environment and carries everything a page needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

EXTENSION = "share/jupyter/labextensions/compassion-workbook"
SERVER_CONFIG = "etc/jupyter/jupyter_server_config.d/compassion-workbook.json"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with our wheel in it; what we build on comes from this one."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, with_pip=False)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    [site] = {Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))}
    (site / "built_on.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def say(python: Path, code: str, folder: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = {**kept, "WORKBOOK_DATA": str(folder / "data")}
    done = subprocess.run(
        [str(python), "-c", code], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_carries_every_file_of_the_package(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "workbook_lib", "notebooks"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    expected = {name.replace("notebooks/", "workbook_lib/notebooks/", 1) if name.startswith("notebooks/") else name
                for name in tracked}  # fmt: skip
    assert expected - inside == set()


def test_jupyter_finds_the_extension_and_the_servers_part(installed: Path) -> None:
    root = installed.parent.parent
    assert (root / EXTENSION / "package.json").is_file()
    assert (root / EXTENSION / "static" / "remoteEntry.js").is_file()
    assert "workbook_lib.server" in (root / SERVER_CONFIG).read_text()


def test_the_pages_come_out_of_the_package(installed: Path, tmp_path: Path) -> None:
    code = (
        "import workbook_lib, pathlib; from workbook_lib.opening import places, pages; from datetime import date;"
        "pages.prepare(pathlib.Path('mine'), places.shipped_notebooks(), date(2026, 3, 1));"
        "print(pathlib.Path(workbook_lib.__file__).parent); print(len(list(pathlib.Path('mine').iterdir())))"
    )
    where, count = say(installed, code, tmp_path).splitlines()
    assert Path(where).is_relative_to(installed.parent.parent)
    assert int(count) == len(list((ROOT / "notebooks").glob("*.ipynb"))) > 0


def test_a_folder_of_ones_own_gets_the_guide(installed: Path, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from workbook_lib.authoring.own_folder import make;"
        "make(Path('mine')); print(Path('mine/GUIDE.md').read_text(encoding='utf-8').splitlines()[0])"
    )
    assert say(installed, code, tmp_path) == "# Make it yours"


def test_a_journal_and_the_content_open_there(installed: Path, tmp_path: Path) -> None:
    code = "from workbook_lib import catalog, journal;catalog.load(); journal.Journal.open(); print('opened')"
    assert say(installed, code, tmp_path) == "opened"


def test_the_command_is_installed(installed: Path, tmp_path: Path) -> None:
    command = installed.parent / ("compassion-workbook.exe" if os.name == "nt" else "compassion-workbook")
    assert command.is_file()
    assert "open the workbook" in say(
        installed, "import sys; from workbook_lib.__main__ import main; sys.argv=['x','--help']\n"
        "try: main()\nexcept SystemExit: pass", tmp_path
    )  # fmt: skip
