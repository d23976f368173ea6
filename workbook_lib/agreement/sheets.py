"""Readings as files: a sheet for each reader, sheets brought together, and marks typed from paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbook_lib.agreement.marks import CANT_TELL, NOT_READ, STAGE, Marks, Reading, allowed
from workbook_lib.agreement.rows import Aside, Row, as_csv, aside, rows
from workbook_lib.agreement.texts import ReadText, TextSet

BEFORE = ("set", "number", "id", "reader")
_WHITE = re.compile(r"\s+")
_LINE = re.compile(r"\s*(\d*)(?:\s*[:.)]\s*|\s+|$)(.*)")
_BETWEEN = re.compile(r"[\s,;|/]+")
_NUMBER = re.compile(r"[\d.,]+(e[+-]?\d+)?", re.IGNORECASE)
"""What a spreadsheet program takes for a number, and how it writes it back."""

Names = Mapping[str, Mapping[str, str]]
"""Item to the words that a mark may be written as, in small letters, and the mark they stand for."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file or a box held: readings, rows that were set aside, and how many rows had no mark yet."""

    readings: tuple[Reading, ...]
    aside: tuple[Aside, ...] = ()
    unmarked: int = 0


def sheet(texts: TextSet, items: Sequence[str], *readings: Reading) -> bytes:
    """A CSV file with a row for each text, and a reader's marks where there are some, reader after reader."""
    given = ("question",) if texts.kind == "reflection" else ("client_message",)
    lines = [line for reading in readings for line in _lines(texts, items, reading)]
    return as_csv((*BEFORE, *given, "text", *items, "note"), lines)


def _lines(texts: TextSet, items: Sequence[str], reading: Reading) -> Iterator[tuple[str, ...]]:
    for number, text in enumerate(texts.texts, start=1):
        marks = reading.marks.get(text.id, {})
        beside = text.question if texts.kind == "reflection" else text.client_message
        known = (texts.digest, str(number), text.id, reading.name, beside, text.text)
        yield (*known, *(marks.get(item, "") for item in items), reading.notes.get(text.id, ""))


def bring(data: bytes, texts: TextSet, items: Sequence[str], names: Names, reader: str = "") -> Brought:
    """The readings of a sheet that came back; one file may hold several readers.

    A mark may be a level's number, one of its ``names``, ``?`` for "can't tell", and ``x`` in the column of
    the ladder for a text that can't be read. ``reader`` is used where a row names none. Rows that can't be
    used are set aside with the reason; a row with no mark yet is counted. Raises `Refused` where the file is
    no such sheet.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    notes: dict[str, dict[str, str]] = {}
    left: list[Aside] = []
    unmarked = 0
    for row in rows(data, ("id", *items)):
        name = _tidy(row.get("reader")) or reader
        text = _text_of(row, texts)
        marks, fault = _marks(row, items, names)
        id = text.id if text else ""
        fault = _stray(row, texts, text, name) or fault or _again(row, marks, found.get(name, {}).get(id))
        if fault:
            left.append(fault)
        elif not marks:
            unmarked += 1
        else:
            found.setdefault(name, {})[id] = marks
            if row.get("note"):
                notes.setdefault(name, {})[id] = row.get("note")
    readings = tuple(Reading(name, marks, notes.get(name, {})) for name, marks in found.items())
    return Brought(readings, tuple(left), unmarked)


def _text_of(row: Row, texts: TextSet) -> ReadText | None:
    """The text of a row. A spreadsheet program makes 1 of an id such as 001, and a day of 1-2: then the row's
    number and its text say which it is."""
    number = row.get("number")
    at = int(number[:6]) if number.isascii() and number.isdigit() else 0
    there = texts.texts[at - 1] if 0 < at <= len(texts.texts) else None
    numbered = there if there and _tidy(row.get("text")) == _tidy(there.text) else None
    return texts.text(row.get("id")) or numbered


def _stray(row: Row, texts: TextSet, text: ReadText | None, name: str) -> Aside | None:
    """Why a row isn't of this set, or of nobody."""
    if text is None:
        return aside(row, "no_such_text", id=row.get("id"))
    same = not row.get("text") or _tidy(row.get("text")) == _tidy(text.text)
    if not same or not _is_set(row, texts.digest):
        return aside(row, "other_text", id=row.get("id"))
    return None if name else aside(row, "no_reader")


def _is_set(row: Row, digest: str) -> bool:
    """Whether a row is of this set. One name in a hundred is a number to a spreadsheet program, which rounds it:
    then the text decides."""
    told = row.get("set")
    rounded = bool(row.get("text") and _NUMBER.fullmatch(digest) and _NUMBER.fullmatch(told))
    return told in {"", digest} or rounded


def _again(row: Row, marks: Marks, before: Marks | None) -> Aside | None:
    if before is not None and marks and before != marks:
        return aside(row, "marked_twice", id=row.get("id"))
    return None


def _marks(row: Row, items: Sequence[str], names: Names) -> tuple[dict[str, str], Aside | None]:
    marks = {}
    for item in items:
        written = row.get(item)
        if not written:
            continue
        mark = mark_of(item, written, names.get(item, {}))
        if mark is None:
            return {}, aside(row, "no_such_mark", item=item, got=written[:40])
        marks[item] = mark
    return marks, None


def mark_of(item: str, written: str, names: Mapping[str, str]) -> str | None:
    """The mark that was written, in a number or in words; None where it is none."""
    told = _tidy(written).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if told in names:
        return names[told]
    plain = told.removesuffix(".0")
    return plain if plain in allowed(item) else None


def _tidy(text: str) -> str:
    return _WHITE.sub(" ", text).strip()


# -- marks from paper --------------------------------------------------------------------------------------


def typed(lines: str, texts: TextSet, items: Sequence[str]) -> Brought:
    """Marks typed from paper, a line for each text: its number, then a mark for each item in order.

    ``3 2 1 0 ? 1 2 2`` and ``3: 210-122`` say the same; ``4 x`` says that text 4 can't be read. A reading
    without a name comes back, with what could be used; lines that couldn't are set aside.
    """
    found: dict[str, Marks] = {}
    left: list[Aside] = []
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        at, marks = _parted(line)
        fault = _wrong(number, at, marks, texts, items)
        if fault or (texts.texts[int(at) - 1].id in found):
            left.append(fault or Aside(number, "marked_twice", {"id": at}))
        else:
            found[texts.texts[int(at) - 1].id] = (
                {STAGE: NOT_READ} if marks == NOT_READ else dict(zip(items, marks, strict=True))
            )
    return Brought((Reading("", found),) if found else (), tuple(left))


def _parted(line: str) -> tuple[str, str]:
    """The number a line begins with, and its marks put together; a dash is a "can't tell"."""
    found = _LINE.match(line)
    if found is None:
        return "", ""
    return found[1], _BETWEEN.sub("", found[2].lower()).replace("-", CANT_TELL)


def _wrong(number: int, at: str, marks: str, texts: TextSet, items: Sequence[str]) -> Aside | None:
    if not (at.isascii() and at.isdigit() and 0 < int(at[:6]) <= len(texts.texts)):
        return Aside(number, "no_such_number", {"got": at[:20] or "-", "most": len(texts.texts)})
    if marks == NOT_READ:
        return None
    if len(marks) != len(items):
        return Aside(number, "marks_missing", {"got": len(marks), "most": len(items)})
    for item, mark in zip(items, marks, strict=True):
        if mark not in allowed(item):
            return Aside(number, "no_such_mark", {"item": item, "got": mark})
    return None


def names_of(
    items: Iterable[str], levels: Sequence[str], stages: Sequence[str], more: Mapping[str, str]
) -> Names:
    """The words of this language for marks: ``levels`` and ``stages`` lowest first, ``more`` for the others."""
    found: dict[str, Mapping[str, str]] = {}
    for item in items:
        words = stages if item == STAGE else levels
        others = {word.lower(): mark for word, mark in more.items() if item == STAGE or mark == CANT_TELL}
        found[item] = {**{word.lower(): str(at) for at, word in enumerate(words)}, **others}
    return found
