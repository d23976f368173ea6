"""The journal and the record of learning as tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from workbook_lib.model import Entry
from workbook_lib.takeaway.document import Block, Document, Own, Points, Room, Says, Table
from workbook_lib.takeaway.record import PageRecord

_FORMULA = (
    *"=+-@",
    *"\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}",
)
"""What a formula begins with, in any spreadsheet program; some skip white space before it."""

_ENTRY_COLUMNS = (
    "written_at",
    "page",
    "case",
    "question",
    "text",
    "aided",
    "private",
    "levels",
    "own_rating",
    "disputed",
    "id",
    "revises",
)


def entry_sheet(entries: Iterable[Entry]) -> bytes:
    """One row an entry, oldest first. UTF-8 with a mark, which spreadsheets need to read accents."""
    return _sheet(_ENTRY_COLUMNS, (_entry_row(entry) for entry in entries))


def record_sheet(records: Iterable[PageRecord], titles: Mapping[str, str]) -> bytes:
    """One row a page, by its title: its days and minutes."""
    rows = (
        (titles.get(r.page, r.page), " ".join(day.isoformat() for day in r.days), str(r.minutes))
        for r in records
    )
    return _sheet(("page", "days", "minutes"), rows)


def plain_sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Any table of words, with a header row."""
    return _sheet(header, rows)


def document_sheet(document: Document, columns: Sequence[str]) -> bytes:
    """Everything a document says, one row for each paragraph, item or cell: its heading, the row and column
    it stands in, and the words. ``columns`` are the four names."""
    about = [("", "", "", document.title), ("", "", "", document.about)]
    rows = [(s.heading, *row) for s in document.sections for block in s.blocks for row in _block_rows(block)]
    return _sheet(columns, [*about, *rows, ("", "", "", document.foot)])


def _block_rows(block: Block) -> list[tuple[str, str, str]]:
    match block:
        case Says():
            return [("", "", block.text)]
        case Own():
            return [(block.asked, block.when, block.text)]
        case Points():
            return [("", "", item) for item in block.items]
        case Room():
            return [(label, "", "") for label in block.labels]
        case Table():
            named = [(row[0], zip(block.columns[1:], row[1:], strict=True)) for row in block.rows]
            return [(name, column, cell) for name, cells in named for column, cell in cells]


def _entry_row(entry: Entry) -> tuple[str, ...]:
    levels = entry.assessment.levels if entry.assessment and entry.assessment.was_read else {}
    return (
        entry.written_at.isoformat(timespec="seconds"),
        entry.page,
        entry.scenario,
        entry.prompt_wording or entry.prompt,
        entry.text,
        "yes" if entry.aided else "no",
        "yes" if entry.private else "no",
        _pairs(levels),
        _pairs(entry.self_rating),
        _pairs(entry.disputed),
        entry.id,
        entry.revises or "",
    )


def _pairs(values: Mapping[str, object]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in values.items())


def _sheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: str) -> str:
    # A spreadsheet would run a text that begins like a formula; an apostrophe makes it words again.
    plain = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    is_formula = plain.startswith(("\t", "\r")) or plain.lstrip().startswith(_FORMULA)
    return f"'{plain}" if is_formula else plain
