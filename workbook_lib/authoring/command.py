"""``content check | new case | preview | export-schema | compile``: what an author types and reads back."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workbook_lib.authoring.compiler import check, compile_built_in, languages
from workbook_lib.authoring.faults import ContentError, Fault, did_you_mean, to_mend
from workbook_lib.authoring.json_schemas import write_schemas
from workbook_lib.authoring.pack import BUILT_IN, read_pack
from workbook_lib.authoring.starting import new_case, new_client
from workbook_lib.catalog import NAMED_BY
from workbook_lib.chosen import available, choice
from workbook_lib.opening import places


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one subcommand; 0 where all is well, 1 where content has faults, 2 where the command was wrong."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ContentError as error:
        _say(error.faults)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Nothing was changed.", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workbook_lib content")
    commands = parser.add_subparsers(required=True, metavar="check | new | preview | export-schema | compile")
    checker = commands.add_parser("check", help="name every fault in the content")
    checker.add_argument("folder", nargs="?", type=Path, help="your own folder (or set WORKBOOK_CONTENT)")
    checker.set_defaults(run=_check)
    viewer = commands.add_parser("preview", help="check your folder, then open the workbook with it")
    viewer.add_argument("folder", nargs="?", type=Path, help="your own folder (or set WORKBOOK_CONTENT)")
    viewer.add_argument("--language", help="the language to look at, such as es")
    viewer.set_defaults(run=_preview)
    _new_parser(commands.add_parser("new", help="start a case or a client in your own folder"))
    exporter = commands.add_parser("export-schema", help="write JSON Schemas for your editor")
    exporter.add_argument("folder", type=Path, help="where to write them")
    exporter.set_defaults(run=_export)
    compiler = commands.add_parser("compile", help="compile the built-in content")
    compiler.set_defaults(run=_compile)
    return parser


def _new_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["case", "client"])
    parser.add_argument("title", help='the title, such as "The book that was returned"')
    parser.add_argument("--folder", type=Path, help="your own folder (or set WORKBOOK_CONTENT)")
    parser.add_argument("--desk", default="fines", help="the desk it happens at")
    parser.add_argument("--like", default="a_room_for_one", help="the client that a new one starts from")
    parser.add_argument("--language", default="en")
    parser.set_defaults(run=_new)


def own_folder(given: Path | None) -> Path | None:
    """The folder that was given, or the one that the workbook uses on this computer, or none."""
    return given or choice(places.learners_folder()).folder


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
    return [name for name in available(folder) if (folder / name).is_dir()] or ["en"]


def _preview(arguments: argparse.Namespace) -> int:
    status = _check(arguments)
    if status:
        return status
    folder = own_folder(arguments.folder)
    language = arguments.language or (_own_languages(folder)[0] if folder else "en")
    if folder is not None:
        os.environ[NAMED_BY] = str(folder.resolve())
    from workbook_lib.__main__ import main as run

    # A sitting of its own: it leaves nothing in the author's journal, and an open workbook isn't in its way.
    return run(["open", "--leave-nothing", "--language", language])


def _new(arguments: argparse.Namespace) -> int:
    folder = own_folder(arguments.folder)
    if folder is None:
        print("Say where your own folder is: --folder PATH. Nothing was written.", file=sys.stderr)
        return 2
    problem = _unknown(arguments, folder)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    try:
        file = _started(arguments, folder)
    except FileExistsError as error:
        print(f"{error.filename} is there already, and stays as it is.", file=sys.stderr)
        return 2
    print(f"Wrote {file}")
    todo = "where it says [[...]]" if arguments.what == "case" else "in place of the lines that are there"
    print(f'Write your own words {todo}. Then: python -m workbook_lib content check "{folder}"')
    return 0


def _unknown(arguments: argparse.Namespace, folder: Path) -> str:
    """What is said of a desk or a client that isn't there; "" where it is."""
    if arguments.what == "client":
        name, known, what = arguments.like, [file.stem for file in _clients()], "client"
    else:
        desks = read_pack(arguments.language, folder).data("desks.yaml")
        name, known, what = arguments.desk, list(desks), "desk"
    if name in known:
        return ""
    close = did_you_mean(name, known)
    return f"There is no {what} {name}. {what.capitalize()}s: {', '.join(known)}. {close}".strip()


def _started(arguments: argparse.Namespace, folder: Path) -> Path:
    if arguments.what == "case":
        return new_case(folder, arguments.title, arguments.desk, arguments.language)
    like = next(file for file in _clients() if file.stem == arguments.like)
    return new_client(folder, arguments.title, like, arguments.language)


def _clients() -> list[Path]:
    return sorted((BUILT_IN / "en" / "clients").glob("*.yaml"))


def _export(arguments: argparse.Namespace) -> int:
    for file in write_schemas(arguments.folder):
        print(f"Wrote {file}")
    return 0


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
