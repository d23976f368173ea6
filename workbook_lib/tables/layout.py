"""What a file looks like: what parts its cells, where its header stands, and what each column may be taken for."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from . import days, files, numbers
from .answers import Note, Refused, note
from .columns import MOST, Column, Kind, columns, names
from .files import Source

Row = list[str]

SAMPLE = 400
"""So many rows are looked at to tell what a column holds."""
_SIGNS = (",", ";", "\t", "|")
_TOTALS = frozenset(
    {"total", "totals", "grand total", "subtotal", "sub-total", "sum", "sums", "overall", "all", "together",
     "gesamt", "summe", "gesamtsumme", "insgesamt", "total general", "suma", "somme", "totaal", "totale"}
)  # fmt: skip
_SEP = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)
_LONGEST_CELL_LINES = 60
"""A cell over more lines than this is a quotation mark that nobody closed."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read. ``begins`` is how many rows stand before the first one of figures."""

    encoding: str
    delimiter: str
    begins: int
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    notes: tuple[Note, ...]

    def of(self, kind: Kind) -> tuple[Column, ...]:
        """The columns that hold this."""
        return tuple(column for column in self.columns if column.kind == kind)

    @property
    def groups(self) -> tuple[Column, ...]:
        """The columns of words whose words come again: those can part the figures."""
        return tuple(c for c in self.of("words") if c.repeats and 2 <= c.different <= SAMPLE // 5)


def look(source: Source) -> Layout:
    """How the file is to be read. Raises `Refused` where it can't be."""
    if source.size == 0:
        raise Refused("empty")
    with source.open() as file:
        head = file.read(files.HEAD)
    encoding = files.encoding(head)
    delimiter, sample = _parted(source, encoding)
    begins, header = _header(sample)
    body = [row for row in sample[begins:] if is_figures(row, header)]
    if not body:
        raise Refused("no_rows")
    named = bool(_SEP.match(delimiter.join(sample[0]).strip()))
    notes = [*_about(encoding, head), *_before(begins - named, header)]
    called = names(header, max(map(len, body)))
    found = tuple(columns(called, body, delimiter))
    return Layout(encoding, delimiter, begins, header, found, tuple(notes))


class _Lines:
    """Lines on their way to the reader of rows, which doesn't say whether the last quotation mark was closed."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._last, self._over = lines, "", False

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._last = line
            yield line
        self._over = True

    def end_inside(self, row: list[str]) -> bool:
        """Whether the file ended inside this row's last cell."""
        inside = self._over and bool(row) and ("\n" in row[-1] or "\r" in row[-1])
        return inside and not self._last.rstrip().endswith('"')


def rows(source: Source, encoding: str, delimiter: str) -> Iterator[tuple[int, Row]]:
    """Every row of the file with the number of its last line. Raises `Refused` at a quotation mark never closed."""
    with source.open() as file:
        lines = _Lines(files.lines(files.text(file, encoding)))
        reader = csv.reader(lines, delimiter=delimiter or "\x1f", skipinitialspace=True)
        before = 0
        try:
            for row in reader:
                if reader.line_num - before > _LONGEST_CELL_LINES or lines.end_inside(row):
                    raise Refused("open_quote", {"line": before + 1})
                before = reader.line_num
                yield before, [cell.strip() for cell in row] if any(row) else []
        except csv.Error as fault:
            raise Refused("open_quote", {"line": before + 1}) from fault
        except UnicodeError as fault:
            raise Refused("not_text") from fault


def _parted(source: Source, encoding: str) -> tuple[str, list[Row]]:
    """The delimiter and the first rows. One that the file names itself (``sep=;``) wins."""
    said = next((row for _, row in rows(source, encoding, "") if row), [""])[0]
    if found := _SEP.match(said.strip()):
        return found[1], _sample(source, encoding, found[1])
    tried = {sign: _tried(source, encoding, sign) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: _fit(tried[sign], sign))
    if _fit(tried[best], best):
        return best, tried[best]
    open_quote = next((sign for sign in _SIGNS if not tried[sign]), "")
    return "", _sample(source, encoding, open_quote)


def _sample(source: Source, encoding: str, sign: str) -> list[Row]:
    return [row for _, row in islice(rows(source, encoding, sign), SAMPLE)]


def _tried(source: Source, encoding: str, sign: str) -> list[Row]:
    """The first rows; none where quotation marks make no sense with this delimiter."""
    try:
        return _sample(source, encoding, sign)
    except Refused:
        return []


def _fit(sample: list[Row], sign: str) -> float:
    """How well a delimiter fits: rows of one width, and cells that don't hold what another delimiter would part."""
    widths = Counter(len(row) for row in sample if len(row) > 1)
    if not widths:
        return 0
    width, same = max(widths.items(), key=lambda one: (one[1], one[0]))
    filled = sum(1 for row in sample if row)
    cells = [cell for row in sample if len(row) == width for cell in row if cell]
    others = [one for one in _SIGNS if one != sign]
    parted = sum(any(one in cell for one in others) and not _is_figure(cell) for cell in cells)
    return (same / filled) * (1 - parted / max(1, len(cells))) + min(width, 50) / 1000


@lru_cache(maxsize=65_536)
def _is_figure(cell: str) -> bool:
    return numbers.number(cell, ",") is not None or numbers.number(cell, ".") is not None


def _header(sample: list[Row]) -> tuple[int, tuple[str, ...]]:
    """How many rows stand before the figures, and the header; none where the first row is figures."""
    filled = [sum(map(bool, row)) for row in sample]
    usual = Counter(count for count in filled if count > 1)
    width = max(usual, key=lambda count: (usual[count], count)) if usual else 1
    enough = max(min(2, width), round(0.6 * width))
    at = next((i for i, count in enumerate(filled) if count >= width), None)
    if at is None:
        raise Refused("no_rows")
    while _is_like(sample[at], _below(sample, at, enough)):
        if not at or filled[at - 1] < enough:
            return at, ()
        at -= 1
    return at + 1, tuple(sample[at])


def _below(sample: list[Row], at: int, enough: int) -> list[Row]:
    return [row for row in sample[at + 1 :] if sum(map(bool, row)) >= enough]


def _is_like(row: Row, below: list[Row]) -> bool:
    """Whether a row holds figures wherever the rows below it do; a row of years is a header all the same."""
    figures = [
        i
        for i, cell in enumerate(row)
        if (held := [other[i] for other in below[:50] if i < len(other) and other[i]])
        and sum(_holds(one) for one in held) >= MOST * len(held)
    ]
    years = [row[i] for i in figures]
    if len(years) > 1 and all(days.of_year(year) for year in years) and years == sorted(set(years)):
        return False
    return (
        bool(figures) and all(_holds(row[i]) or not row[i] for i in figures) and any(row[i] for i in figures)
    )


def _holds(cell: str) -> bool:
    return _is_figure(cell) or days.day(cell) is not None or days.day(cell, "month_first") is not None


def is_figures(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row is one of figures: not blank, not the header again, no total, no line of words at the end."""
    filled = [cell for cell in row if cell]
    if not filled or is_total(filled) or (row[0] in header and tuple(row) == tuple(header)):
        return False
    return len(filled) > 1 or len(header or row) < 3


def is_total(row: Sequence[str]) -> bool:
    """Whether a row adds up the others."""
    filled = [cell for cell in row if cell][:2]
    return len(filled) > 1 and (_adds_up(filled[0]) or _adds_up(filled[1]))


@lru_cache(maxsize=65_536)
def _adds_up(cell: str) -> bool:
    return cell.lower().rstrip(":. ") in _TOTALS


def _about(encoding: str, head: bytes) -> Iterator[Note]:
    if encoding == "utf-8" and not files.is_utf8(head):
        yield note("western")


def _before(begins: int, header: tuple[str, ...]) -> Iterator[Note]:
    if not header:
        yield note("no_header")
    before = begins - (1 if header else 0)
    if before:
        yield note("above", count=before)
    named = [name for name in header if name]
    if len(set(named)) < len(named):
        yield note("same_names")
