"""``content check | compile``: what an author types, and what they read back."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workbook_lib.authoring.compiler import check, compile_built_in, languages
from workbook_lib.authoring.faults import ContentError, Fault, to_mend


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one subcommand; 0 where all is well, 1 where content has faults, 2 where the command was wrong."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ContentError as error:
        _say(error.faults)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m workbook_lib content", description="Check and compile content."
    )
    commands = parser.add_subparsers(required=True, metavar="check | compile")
    checker = commands.add_parser("check", help="name every fault in the content")
    checker.add_argument("folder", nargs="?", type=Path, help="your own folder (or set WORKBOOK_CONTENT)")
    checker.set_defaults(run=_check)
    compiler = commands.add_parser("compile", help="compile the built-in content")
    compiler.set_defaults(run=_compile)
    return parser


def own_folder(given: Path | None) -> Path | None:
    """The folder that was named, or the one WORKBOOK_CONTENT names, or none."""
    named = os.environ.get("WORKBOOK_CONTENT", "").strip()
    return given or (Path(named) if named else None)


def _check(arguments: argparse.Namespace) -> int:
    folder = own_folder(arguments.folder)
    if folder is not None and not folder.is_dir():
        print(f"There is no folder {folder}. Nothing was checked.", file=sys.stderr)
        return 2
    names = languages() if folder is None else _own_languages(folder)
    faults = [fault for name in names for fault in check(name, folder)]
    _say(faults)
    return 1 if to_mend(faults) else 0


def _own_languages(folder: Path) -> list[str]:
    return [name for name in languages() if (folder / name).is_dir()] or ["en"]


def _compile(_: argparse.Namespace) -> int:
    for file in compile_built_in():
        print(f"Wrote {file.name}")
    return 0


def _say(faults: Sequence[Fault]) -> None:
    faults = list(dict.fromkeys(faults))
    for fault in faults:
        print(f"{fault}\n")
    wrong = len(to_mend(faults))
    notes = len(faults) - wrong
    aside = f" ({notes} to note)" if notes else ""
    print(f"{wrong} to mend{aside}." if wrong else f"All is well{aside}.")
