"""start.py: from nothing to a working .venv, mended where it broke, and a plain sentence where it can't."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


def load_start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """start.py in a folder of its own, where the workbook needs nothing that must be fetched."""
    root = tmp_path_factory.mktemp("clone")
    (root / "requirements.txt").write_text("")
    (root / "pyproject.toml").write_text("[project]\nname = 'nothing'\nversion = '1'\n")
    module = load_start()
    places = {"ROOT": root, "VENV": root / ".venv", "LOG": root / ".venv" / "set-up.log"}
    with pytest.MonkeyPatch.context() as patch:
        for name, place in places.items():
            patch.setattr(module, name, place)
        yield module


def test_an_old_python_can_read_it() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_old_python_gets_a_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))
    assert start.main([]) == 1
    assert capsys.readouterr().out.startswith("The workbook needs Python 3.11 or newer. This is 3.8.")


def test_it_sets_up_once(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    start.set_up()
    assert "Setting up the workbook" in capsys.readouterr().out
    assert start.is_ready("")
    start.set_up()
    assert capsys.readouterr().out == ""


def test_a_change_of_what_is_needed_sets_up_again(start: ModuleType) -> None:
    start.set_up()
    needs = start.ROOT / "requirements.txt"
    needs.write_text("# something else now\n")
    assert not start.is_ready("")
    needs.write_text("")
    assert start.is_ready("")


def test_a_broken_venv_is_mended(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    start.set_up()
    start.venv_python().unlink()
    assert not start.is_ready("")
    start.set_up()
    assert start.is_ready("")


def test_a_half_made_venv_is_mended(start: ModuleType) -> None:
    start.set_up()
    start.stamp("").unlink()
    for pip in start.VENV.glob("lib/python*/site-packages/pip"):
        pip.rename(pip.with_name("half-a-pip"))
    start.set_up()
    assert start.is_ready("")


def test_no_network_is_said_in_a_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start.set_up()
    capsys.readouterr()
    needs = start.ROOT / "requirements.txt"
    nobody = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PATH": ""}
    for name, value in {**nobody, "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": str(start.ROOT)}.items():
        monkeypatch.setenv(name, value)
    needs.write_text("a-package-that-nobody-has-here\n")
    try:
        assert start.main(["--no-browser"]) == 1
        assert start.NO_NETWORK in capsys.readouterr().out
        assert not start.is_ready("")
    finally:
        needs.write_text("")


def test_what_was_installed_is_compiled(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    start.set_up()
    package = start.ROOT / "workbook_lib"
    package.mkdir()
    (package / "module.py").write_text("ONE = 1\n")
    start.install("")
    assert list((package / "__pycache__").glob("module.*.pyc"))


def test_a_path_too_long_for_windows_is_said_in_a_sentence(start: ModuleType) -> None:
    from pip._internal.commands import install

    said = Path(install.__file__).read_text(encoding="utf-8").lower()
    (hint,) = re.findall(r'"(https:[^"]*/enable-long-paths)', said)
    assert start.why(f"error: could not install packages due to an oserror: hint: {hint}") == start.TOO_DEEP
    assert start.why("error: could not install packages due to an oserror") != start.TOO_DEEP


def test_what_fails_otherwise_names_the_log(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    start.set_up()
    needs = start.ROOT / "requirements.txt"
    needs.write_text("this is no requirement !!\n")
    try:
        assert start.main([]) == 1
        assert "set-up.log" in capsys.readouterr().out
    finally:
        needs.write_text("")


def test_facilitate_opens_the_live_page_which_there_is(start: ModuleType) -> None:
    assert start.opening(["facilitate", "--no-browser"]) == ["--page", "21_live_session", "--no-browser"]
    assert start.opening(["--who"]) == ["--who"]
    assert (ROOT / "notebooks" / f"{start.LIVE_PAGE}.ipynb").is_file()


def test_windows_has_its_own_place_for_python(start: ModuleType) -> None:
    assert start.venv_python(windows=True).parts[-2:] == ("Scripts", "python.exe")
    assert start.venv_python(windows=False).parts[-2:] == ("bin", "python")


def test_requirements_are_those_of_the_package() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    needed = [line for line in lines if line and not line.startswith("#")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert needed == [*project["dependencies"], "-e ."]
    assert all("<" in line for line in project["dependencies"])
