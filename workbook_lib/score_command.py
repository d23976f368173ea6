"""``python -m workbook_lib score FILE.csv``, or one text on standard input: what the words show, as a table.

A folder of many texts goes through Dask: ``score DIR --engine dask --out DIR``, see `workbook_lib.scale.command`.
``score --against FILE`` says how these readings agree with readings that people agreed on (page 23).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbook_lib import against_command
from workbook_lib.model import Assessment
from workbook_lib.scale import command
from workbook_lib.scoring import score_reflection, score_reply

if TYPE_CHECKING:
    import pandas

LEVELS = ("not yet", "emerging", "clear")
SHOWN = 40
"""How many characters of each text the table shows."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``score``."""
    parser.add_argument(
        "file",
        nargs="?",
        help="a CSV file, or with --engine dask a folder; without one, a text is read from standard input",
    )
    parser.add_argument(
        "--kind", choices=["reflection", "reply"], default="reflection", help="what the texts are"
    )
    parser.add_argument("--column", default="text", help="the column that holds the texts (text)")
    parser.add_argument(
        "--csv", action="store_true", help="print the result as CSV, the file's columns first"
    )
    command.add_arguments(parser)
    parser.add_argument(
        "--against",
        metavar="FILE",
        help="agreed readings (ZIP or folder): print how the workbook's agree with them",
    )


def main(options: argparse.Namespace) -> int:
    """Print the table. Returns 0, or 1 after a sentence that says what is wrong with the file."""
    if options.engine == "dask":
        return command.main(options)
    if options.against is not None:
        return against_command.main(options.against)
    if options.file is None:
        # A byte that is no UTF-8 is kept as it is; nothing here may stop at a strange letter.
        text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
        read = score_reply(text) if options.kind == "reply" else score_reflection(text)
        print("\n".join(lines(read)))
        return 0
    try:
        print(table(options.file, options.kind, options.column, as_csv=options.csv))
    except (OSError, KeyError, TypeError, ValueError) as fault:
        print(f"I can't score {options.file}: {reason(fault, options.column)}", file=sys.stderr)
        return 1
    return 0


def lines(read: Assessment) -> Iterable[str]:
    """One assessment as lines: how far it stands, then each dimension, its level and what it rests on."""
    yield f"stage: {read.stage or 'not read'}" + (f" ({read.note})" if read.note else "")
    width = max(len(rating.dimension) for rating in read.ratings)
    for rating in read.ratings:
        quotes = (
            "; ".join(" ".join(e.quote.split()) for e in rating.evidence).encode("utf-8", "replace").decode()
        )
        yield f"{rating.dimension:<{width}}  {LEVELS[rating.level]:<8}  {quotes}".rstrip()


def table(file: str, kind: str, column: str, *, as_csv: bool) -> str:
    """Every row of a CSV file with its levels. Raises OSError, KeyError, TypeError, ValueError."""
    import pandas as pd

    from workbook_lib.frames import score_frame

    frame = pd.read_csv(file, encoding="utf-8-sig", dtype={column: "string"})
    scored = score_frame(frame, column, kind="reply" if kind == "reply" else "reflection")
    if as_csv:
        taken = scored.columns.intersection(frame.columns)
        beside = scored.rename(columns={name: f"{name}_read" for name in taken})
        return pd.concat([frame, beside], axis=1).to_csv(index=False).rstrip("\n")
    return scored.assign(text=_short(frame[column])).to_string()


def _short(texts: pandas.Series[str]) -> pandas.Series[str]:
    """The beginnings of the texts, each on one line."""
    return texts.str.split().str.join(" ").str.slice(0, SHOWN)


def reason(fault: Exception, column: str) -> str:
    """A fault in plain words."""
    match fault:
        case KeyError():
            return f"it has no column called {column!r}; name the right one with --column."
        case IsADirectoryError():
            return "it is a folder; add --engine dask and --out with a folder for the results."
        case OSError():
            return f"{fault.strerror or fault}."
        case _:
            return f"it isn't a table in CSV and UTF-8 ({str(fault).splitlines()[0]})."
