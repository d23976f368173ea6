"""A note about a client in three columns: what I saw, what I assumed, what I would need to know. Pure.

The page suggests where a sentence stands and why; the learner decides. A sentence nobody has placed stays put.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..scoring import score_reflection, sort_sentence
from ..scoring.reader import reader_for
from ..scoring.sentences import Sort, read_beside

Column = Literal["saw", "assumed", "need_to_know"]
COLUMNS: tuple[Column, ...] = ("saw", "assumed", "need_to_know")
MOST = 20
"""Sentences of one note that are sorted: more is another note."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a note. ``id`` is made from its words, so that a choice stays when others change."""

    id: str
    text: str
    suggested: Sort
    reason: str


def sentences(note: str) -> list[Sentence]:
    """The first `MOST` sentences of a note, each with the column the page would put it in and why ("" : no cue)."""
    spans = score_reflection(note).sentences[:MOST]
    found, seen = [], dict[str, int]()
    for start, end in spans:
        text = note[start:end]
        mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        seen[mark] = seen.get(mark, 0) + 1
        suggested = sort_sentence(text)
        found.append(Sentence(f"{mark}{seen[mark]}", text, suggested, _reason(text, suggested)))
    return found


def _reason(text: str, suggested: Sort) -> str:
    reader = reader_for("sentences")
    reading = read_beside(reader, reader.encode(text))
    matches = [m for m in reading.matches if m.cue.dimension == suggested and m.cue.reason]
    return max(matches, key=lambda m: m.cue.level).cue.reason if matches else ""


def placed(note: Sequence[Sentence], chosen: Mapping[str, str]) -> dict[str, list[Sentence]]:
    """The sentences by the column that the learner chose; under ``unsure`` those that stay put."""
    found: dict[str, list[Sentence]] = {column: [] for column in (*COLUMNS, "unsure")}
    for sentence in note:
        column = chosen.get(sentence.id, "unsure")
        found[column if column in found else "unsure"].append(sentence)
    return found
