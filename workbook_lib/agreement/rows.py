"""A CSV file in any encoding and with any delimiter as rows by column name. Pure, standard library only."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbook_lib.tables import files
from workbook_lib.tables.answers import Refused

DELIMITERS = (",", ";", "\t", "|")
MOST_CELL = 200_000
_FORMULA = re.compile(r"'*[=+\-@]")
"""Spreadsheet programs take a cell that begins so for a formula, unless an apostrophe stands before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``line`` is where it begins, counted from 1; ``cells`` by column name in small letters."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """A cell without spaces around it; "" where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that was set aside: its line, why (a key of the page's words), and what the words name."""

    line: int
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def aside(row: Row, key: str, **values: Any) -> Aside:
    """A row set aside for a reason."""
    return Aside(row.line, key, values)


def rows(data: bytes, needed: Sequence[str]) -> list[Row]:
    """The rows of a CSV file, empty ones left out.

    Raises `Refused`: the keys of `workbook_lib.tables.files`, ``no_column`` where one of ``needed`` is
    missing, or ``torn`` where a quotation mark is never closed or a cell is endless.
    """
    encoding = files.encoding(data[: files.HEAD])
    text = "".join(files.lines(files.text(io.BytesIO(data), encoding)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    # The whole process has one limit, and others in it read tables too.
    before = csv.field_size_limit(MOST_CELL)
    try:
        head = [" ".join(name.split()).lower() for name in next(reader, [])]
        found = list(_rows(reader, head))
    except csv.Error as fault:
        raise Refused("torn", {"line": reader.line_num}) from fault
    finally:
        csv.field_size_limit(before)
    missing = [name for name in needed if name not in head]
    if missing:
        raise Refused("no_column", {"name": missing[0], "names": ", ".join(filter(None, head)) or "-"})
    return found


def _rows(reader: Any, head: Sequence[str]) -> Iterable[Row]:
    line = reader.line_num + 1
    for cells in reader:
        named = {name: unguarded(cell) for name, cell in zip(head, cells, strict=False) if name}
        if any(named.values()):
            yield Row(line, named)
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)


def as_csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that spreadsheet programs open as it is: UTF-8 with its mark, no cell that is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig", "replace")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula: an apostrophe stands before one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given, without spaces around it."""
    told = cell.strip()
    return told[1:] if told[:1] == "'" and _FORMULA.match(told) else told
