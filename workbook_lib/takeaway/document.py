"""What a learner takes along, before it is a Word file or a page: a title, sections, and what stands in them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

SQUARE = "\N{WHITE SQUARE}"
"""Stands where a sign was that no document can hold."""


@dataclass(frozen=True, slots=True)
class Says:
    """A paragraph in the workbook's words. ``quiet``: a note beside the matter.

    ``leads``: it stands over what follows, and isn't parted from it by the end of a page.
    """

    text: str
    quiet: bool = False
    kind: Literal["says"] = "says"
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """The learner's own words under the question they answer; ``when`` is a day in words, or empty."""

    text: str
    asked: str = ""
    when: str = ""
    kind: Literal["own"] = "own"


@dataclass(frozen=True, slots=True)
class Points:
    """A short list."""

    items: tuple[str, ...]
    kind: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words: the first column of each row names the row.

    ``marks`` are a row of shapes under each name, for the eye alone: they say what the cells say in words.
    ``shares``: how wide each column is, in parts.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ()
    kind: Literal["table"] = "table"
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """Labelled lines to write on by hand; one without a label is as wide as the page."""

    labels: tuple[str, ...]
    kind: Literal["room"] = "room"


Block = Says | Own | Points | Table | Room


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. ``new_page``: it begins on a sheet of its own when printed."""

    heading: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """``about`` is one line under the title, ``foot`` one at the foot of each page, ``language`` a BCP 47 tag."""

    title: str
    about: str
    sections: tuple[Section, ...]
    foot: str = ""
    language: str = "en"


def holdable(text: str) -> str:
    """``text`` with a square in place of every sign that XML 1.0 can't hold; line ends become ``\\n``."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return "".join(c if _holds(ord(c)) else SQUARE for c in lines)


def _holds(code: int) -> bool:
    if code < 0x20:
        return code in {0x9, 0xA}
    return not (
        0x7F <= code <= 0x9F
        or 0xD800 <= code <= 0xDFFF
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


def lines_of(text: str) -> list[str]:
    """The paragraphs of what somebody wrote, without empty ones at either end."""
    return holdable(text).strip("\n").split("\n")


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is of a script written from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
