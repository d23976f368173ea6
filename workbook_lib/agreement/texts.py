"""The texts that readers read: a set of one kind, and a trainer's own set from a CSV file. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workbook_lib.agreement.rows import Aside, Row, aside, rows
from workbook_lib.model import Kind
from workbook_lib.tables.answers import Refused

MOST_TEXTS = 200
MOST_LETTERS = 5000
FREE = "free"
"""The question of a reflection on an encounter of the writer's own."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """One text to read. ``question`` is a prompt's id or `FREE` (reflections); ``client_message`` is what a reply
    answers, ``library_at_fault`` None where it is shared or not known."""

    id: str
    text: str
    question: str = ""
    client_message: str = ""
    library_at_fault: bool | None = None
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class TextSet:
    """Texts of one kind, in the order they are read. ``own``: a trainer brought them."""

    kind: Kind
    texts: tuple[ReadText, ...]
    own: bool = False

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that tell this set from others; the same texts have the same anywhere."""
        told = [self.kind, *(asdict(text) for text in self.texts)]
        canonical = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def text(self, id: str) -> ReadText | None:
        """A text by its id; None where there is none."""
        return next((text for text in self.texts if text.id == id), None)

    def as_data(self) -> dict[str, Any]:
        """Values of JSON; `set_of` reads them back."""
        return {"kind": self.kind, "own": self.own, "texts": [asdict(text) for text in self.texts]}


def set_of(data: Mapping[str, Any]) -> TextSet:
    """The set that `TextSet.as_data` wrote. Raises KeyError or TypeError on anything else."""
    return TextSet(data["kind"], tuple(ReadText(**text) for text in data["texts"]), data["own"])


def chosen(texts: Sequence[ReadText], question: str, most: int) -> tuple[ReadText, ...]:
    """At most ``most`` of ``texts``: those of one question ("" for all), spread evenly over the questions.

    The same choice gives the same texts in the same order, on any machine.
    """
    left = [text for text in texts if question in {"", part_of(text)}]
    among: dict[str, list[ReadText]] = {}
    for text in left:
        among.setdefault(part_of(text), []).append(text)
    taken: list[ReadText] = []
    while len(taken) < min(most, len(left)):
        for queue in among.values():
            if queue and len(taken) < most:
                taken.append(queue.pop(0))
    return tuple(sorted(taken, key=left.index))


def part_of(text: ReadText) -> str:
    """What a set can be narrowed by: a reflection's question; for a reply, whose fault it was."""
    if text.question:
        return text.question
    return {True: "at_fault", False: "not_at_fault", None: "shared"}[text.library_at_fault]


# -- a trainer's own ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """The texts of a file, and its rows that were set aside."""

    texts: tuple[ReadText, ...]
    aside: tuple[Aside, ...] = ()


def read_texts(data: bytes, kind: Kind) -> Taken:
    """The texts of a CSV file with a column ``text``.

    ``id``, ``question``, ``client_message``, ``library_at_fault`` and ``scenario`` are used where they are there.

    A row that can't be used is set aside with the reason. Raises `Refused` where the file is no CSV, has no
    column ``text``, or no row that can be used.
    """
    found = rows(data, ("text",))
    texts: list[ReadText] = []
    left: list[Aside] = []
    for row in found:
        fault = _fault(row, texts, kind)
        if fault:
            left.append(fault)
        else:
            texts.append(_text(row, kind))
    if not texts:
        raise Refused("no_texts", {"aside": len(left)})
    return Taken(tuple(texts), tuple(left))


def _fault(row: Row, before: Sequence[ReadText], kind: Kind) -> Aside | None:
    text, id = row.get("text"), row.get("id") or str(row.line - 1)
    if len(before) >= MOST_TEXTS:
        return aside(row, "too_many", most=MOST_TEXTS)
    if not text:
        return aside(row, "no_text")
    if len(text) > MOST_LETTERS:
        return aside(row, "too_long", letters=f"{len(text):,}", most=f"{MOST_LETTERS:,}")
    if kind == "reply" and not row.get("client_message"):
        return aside(row, "no_message")
    if any(id == other.id for other in before):
        return aside(row, "id_twice", id=id)
    if any(text == other.text and row.get("client_message") == other.client_message for other in before):
        return aside(row, "text_twice")
    return None


def _text(row: Row, kind: Kind) -> ReadText:
    id = row.get("id") or str(row.line - 1)
    if kind == "reflection":
        return ReadText(id, row.get("text"), row.get("question") or FREE, scenario=row.get("scenario"))
    fault = _YES_NO.get(row.get("library_at_fault").lower())
    return ReadText(id, row.get("text"), "", row.get("client_message"), fault, row.get("scenario"))


_YES_NO = {
    "true": True,
    "yes": True,
    "y": True,
    "1": True,
    "false": False,
    "no": False,
    "n": False,
    "0": False,
}
