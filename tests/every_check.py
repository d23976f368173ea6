"""Every check of the project, some beside each other: ``python3 start.py test [OPTIONS OF PYTEST]``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ("mypy", "import rules", "notebooks")
"""Checks of one process: they run beside pytest, and what they said is printed after it."""
_AT_ONCE = ("-n", "logical", "--maxprocesses", "4")
_FILES_AT_ONCE = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
_NOTEBOOKS = ("--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "notebooks")


def checks(arguments: list[str]) -> dict[str, list[str]]:
    """Every check of the project: what it is called, and its command."""
    python = [sys.executable, "-m"]
    return {
        "ruff check": [*python, "ruff", "check", "."],
        "ruff format": [*python, "ruff", "format", "--check", "."],
        "mypy": [*python, "mypy"],
        "import rules": [str(Path(sys.executable).with_name("lint-imports"))],
        # Three files in a browser at once, no more: they share the machine with Labs and kernels.
        "pytest": [*python, "pytest", "tests", "--ignore=tests/browser", *_AT_ONCE, *arguments],
        "browser": [*python, "pytest", "tests/browser", *_FILES_AT_ONCE, *arguments],
        "notebooks": [*python, "pytest", *_NOTEBOOKS],
    }


def run(every: dict[str, list[str]]) -> int:
    """Run these checks, whatever fails, and say at the end how each went: 0, or 1 where one failed."""
    every, results = dict(every), {}
    with tempfile.TemporaryDirectory() as place:
        beside = {name: begun(every.pop(name), Path(place, name)) for name in BESIDE if name in every}
        for name, command in every.items():
            print(f"\n== {name} ==", flush=True)
            results[name] = begun(command, Path(place, name), said=False).wait()
            for other in beside if name == "pytest" else ():
                results[other] = beside[other].wait()
                said = Path(place, f"{other}.txt").read_text(encoding="utf-8")
                print(f"\n== {other} ==\n{said}", flush=True)
    print("\n== summary ==")
    for name, code in results.items():
        print(f"{name:<14}{'passed' if code == 0 else 'FAILED'}")
    return 1 if any(results.values()) else 0


def begun(command: list[str], own: Path, said: bool = True) -> subprocess.Popen[bytes]:
    """Start a check with a folder of its ``own``: it must not write into the journal of whoever runs it."""
    own.mkdir()
    environment = {**os.environ, "WORKBOOK_DATA": str(own)}
    with own.with_suffix(".txt").open("wb") if said else contextlib.nullcontext() as out:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)


if __name__ == "__main__":
    sys.exit(run(checks(sys.argv[1:])))
