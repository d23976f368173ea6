"""What discussion.yaml may hold, and what no schema sees in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.reader import Source
from workbook_lib.authoring.schemas import Line, Slug, Strict
from workbook_lib.group.privacy import NEVER_GROUPED

Questions = Annotated[list[Line], Field(min_length=3)]


class DiscussionFile(Strict):
    """discussion.yaml"""

    reflection: dict[Slug, Questions] = Field(description="Dimension: what a group can talk about")
    reply: dict[Slug, Questions]
    client: Questions = Field(description='With a slot "{quote}" for the client\'s own words')
    anyone: Questions = Field(description="Questions that fit every case")


def faults(source: Source | None, rubrics: Mapping[str, Any]) -> Iterator[Fault]:
    """Dimensions that aren't there or are never shown of a group, and those without questions."""
    if source is None or source.broken or not isinstance(source.data, dict):
        return
    for kind, rubric in rubrics.items():
        asked, read = source.data.get(kind), rubric.get("dimensions") if isinstance(rubric, dict) else None
        if isinstance(asked, dict) and isinstance(read, dict):
            yield from _of_kind(source, kind, asked, [d for d in read if d not in NEVER_GROUPED])
    lines = source.data.get("client")
    for i, line in enumerate(lines if isinstance(lines, list) else ()):
        if "{quote}" not in str(line):
            yield Fault(source.place(("client", i)), f"client.{i}", 'a slot "{quote}"', shown(line))


def _of_kind(source: Source, kind: str, asked: Mapping[Any, Any], known: list[str]) -> Iterator[Fault]:
    expected = "a dimension that may be shown of a group: " + ", ".join(known)
    for name in asked:
        if name not in known:
            hint = did_you_mean(str(name), known)
            yield Fault(source.place((kind, name)), f"{kind}.{name}", expected, shown(name), hint)
    for name in known:
        if name not in asked:
            yield Fault(source.place((kind,)), kind, f"questions for {name}", "none")
