"""The command line: ``python -m workbook_lib COMMAND``. A command's code is imported when it is called.

To add a command, add one line to `COMMANDS`: its name, the module with ``add_arguments(parser)`` and
``main(options) -> int``, and a line of help. A command with commands of its own has ``main(argv) -> int`` alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("workbook_lib.opening.command", "open the workbook in your browser"),
    "score": ("workbook_lib.score_command", "show what texts say, from a CSV file or standard input"),
    "rescore": ("workbook_lib.rescore_command", "read a journal again as texts are read today"),
    "content": ("workbook_lib.authoring.command", "check and compile cases, questions and words"),
    "room": ("workbook_lib.group.command", "open a room for a live session"),
    "pages": ("workbook_lib.authoring.pages_command", "make the notebooks anew from the pages' words"),
}


def _overview() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:<10}{about}" for name, (_, about) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m workbook_lib",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"commands:\n{lines}",
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the commands below")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="what the command takes; try --help")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; argparse exits with 2 on a command line it can't read."""
    given = _overview().parse_args(sys.argv[1:] if argv is None else argv)
    module, about = COMMANDS[given.command]
    command = import_module(module)
    if not hasattr(command, "add_arguments"):
        return int(command.main(given.arguments))
    parser = argparse.ArgumentParser(prog=f"python -m workbook_lib {given.command}", description=about)
    command.add_arguments(parser)
    return int(command.main(parser.parse_args(given.arguments)))


if __name__ == "__main__":
    sys.exit(main())
