"""What the ``check_in`` part of an activity may hold, and what no schema sees in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from workbook_lib.authoring.reader import Path_
from workbook_lib.authoring.schemas import Line, Slug, Strict


class ItemFile(Strict):
    """One thing to look back at, answered by one of a few words."""

    wording: Line
    name: Line = Field(description="The same in two or three words, over a line and in a table")
    options: dict[Slug, Line] = Field(
        min_length=2, max_length=6, description="In order, as on the side of a chart"
    )


class BesideFile(Strict):
    """Two items to set side by side once there are enough weeks."""

    when: Slug
    is_one_of: list[Slug] = Field(min_length=1)
    then: Slug
    low: list[Slug] = Field(min_length=1)


class CheckInFile(Strict):
    """Items to look back at, week by week."""

    items: dict[Slug, ItemFile] = Field(min_length=1, max_length=8)
    beside: BesideFile | None = None


def references(at: Path_, part: dict[str, Any]) -> Iterator[tuple[Path_, Any, list[str], str]]:
    """The items and options that ``beside`` names."""
    items, beside = part.get("items") or {}, part.get("beside") or {}
    for item, values in (("when", "is_one_of"), ("then", "low")):
        if item in beside:
            yield (*at, "beside", item), beside[item], list(items), "item of this check-in"
            options = list((items.get(beside[item]) or {}).get("options") or {})
            for i, value in enumerate(beside.get(values) or ()):
                yield (*at, "beside", values, i), value, options, "option of this item"
