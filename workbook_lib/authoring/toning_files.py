"""What the ``tone`` part of an activity may hold, what no schema sees in it, and its compiled shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from workbook_lib.authoring.reader import Path_
from workbook_lib.authoring.schemas import Line, Slug, Strict, Text


class RemarkFile(Strict):
    """What may stand out between a message and a reply."""

    name: Line
    says: Line = Field(description="Why it may matter")
    asks: Line = Field(description="One question")
    phrases: list[Line] = Field(default_factory=list, description="Said in so many words")


class TroubleFile(Strict):
    """One trouble, told in every mood."""

    id: Slug
    desks: list[Slug] = Field(min_length=1)
    situation: Text
    theirs: list[Line] = Field(min_length=1, description="Words of this trouble and no other")
    clients: dict[Slug, Text] = Field(min_length=2, description="Mood: the client's message")


class ToningFile(Strict):
    """The same trouble in several moods."""

    legend: Line
    moods: dict[Slug, Line] = Field(min_length=2)
    remarks: dict[Slug, RemarkFile] = Field(min_length=1)
    troubles: list[TroubleFile] = Field(min_length=1)


def references(at: Path_, part: dict[str, Any]) -> Iterator[tuple[Path_, Any, list[str], str]]:
    """Every mood that a trouble leaves out, and every one that there isn't."""
    moods = list(part.get("moods") or {})
    for i, trouble in enumerate(part.get("troubles") or ()):
        path = (*at, "troubles", i, "clients")
        told = list(trouble.get("clients") or {})
        yield from (((*path, mood), mood, moods, "mood of this place") for mood in told)
        yield from ((path, mood, told, "mood with a message of its own") for mood in moods)
