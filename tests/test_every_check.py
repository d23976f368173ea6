"""The test command: every promised check runs, and one failure fails all."""

from __future__ import annotations

import sys

import pytest

from tests import every_check


def test_every_check_runs_and_one_failure_fails_all(
    capfd: pytest.CaptureFixture[str],
) -> None:
    run = [sys.executable, "-c"]
    commands = {
        "mypy": [*run, "print('said beside'); raise SystemExit(3)"],
        "pytest": [*run, "import os; print('data in', os.environ['WORKBOOK_DATA'])"],
        "browser": [*run, "print('the last')"],
    }
    assert every_check.run(commands) == 1
    said = capfd.readouterr().out
    assert said.index("data in") < said.index("said beside") < said.index("the last")
    assert [line.split() for line in said.splitlines()][-3:] == [
        ["pytest", "passed"],
        ["mypy", "FAILED"],
        ["browser", "passed"],
    ]


def test_the_checks_are_the_promised_ones() -> None:
    commands = every_check.checks(["--long", "-x"])
    assert list(commands) == [
        "ruff check",
        "ruff format",
        "mypy",
        "import rules",
        "pytest",
        "browser",
        "notebooks",
    ]
    assert "tests/browser" in commands["browser"]
    assert commands["browser"][-2:] == ["--long", "-x"]
    assert commands["pytest"][-2:] == ["--long", "-x"]
    assert {"--nbval", "--nbval-current-env", "notebooks"} <= set(commands["notebooks"])
