"""What the ``read_together`` part of an activity may hold, and what no schema sees in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from workbook_lib.authoring.reader import Path_
from workbook_lib.authoring.schemas import Line, Slug, Strict, Text


class ReflectionTextFile(Strict):
    """An invented reflection to read."""

    id: Slug
    question: Slug = Field(description="The prompt it answers: one of the five questions, or free")
    scenario: Slug = Field(description="Texts about the same event have the same name here")
    text: Text


class ReplyTextFile(Strict):
    """An invented reply to read, and what it answers."""

    id: Slug
    scenario: Slug = Field(description="Replies to the same message have the same name here")
    client_message: Text
    library_at_fault: bool | None = Field(None, description="Leave it out where the fault is shared")
    text: Text


class StageFile(Strict):
    """One rung of the ladder."""

    name: Line
    says: Line = Field(description="What a text on this rung does")


class ReadTogetherFile(Strict):
    """Texts to read side by side, and what to talk about where readers differ."""

    reflections: list[ReflectionTextFile] = Field(min_length=1)
    replies: list[ReplyTextFile] = Field(min_length=1)
    stages: dict[Literal["none", "sympathy", "empathy", "compassion"], StageFile] = Field(
        min_length=4, description="What each rung means, for readers"
    )
    questions: dict[Slug, Line] = Field(description="Dimension: what to ask each other where readers differ")
    stage_question: Line


def references(at: Path_, part: dict[str, Any]) -> Iterator[tuple[Path_, Any, list[str], str]]:
    """The dimensions and prompts that are named."""
    yield from (((*at, "questions", d), d, [], "dimension") for d in part.get("questions") or ())
    for i, text in enumerate(part.get("reflections") or ()):
        if isinstance(text, dict):
            yield (*at, "reflections", i, "question"), text.get("question"), [], "question"
