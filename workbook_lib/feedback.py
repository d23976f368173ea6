"""The words of coaching, as types: situations, what is noticed, and what of a text may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbook_lib.model import Kind, Level, Stage
from workbook_lib.quoting import Marks

Tier = Literal["not_read", "caution", "opening", "gap", "clear"]
TIERS: tuple[Tier, ...] = ("not_read", "caution", "opening", "gap", "clear")


@dataclass(frozen=True, slots=True)
class When:
    """When a situation is at hand: all that is named holds. ``levels``: dimension to any of these levels."""

    note: str | None = None
    stage: tuple[Stage, ...] = ()
    levels: Mapping[str, tuple[Level, ...]] = field(default_factory=dict)
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What a text may be like and what to ask then. ``ask`` wordings have a slot, ``plain`` ones none.

    A ``plain`` question takes nothing about the text as given, so it may be asked where the reading is unsure.
    """

    id: str
    kind: Kind | Literal["both"]
    tier: Tier
    when: When
    dimension: str | None
    notice: tuple[str, ...]
    ask: tuple[str, ...]
    plain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """The words of coaching in one language. ``notices[kind][dimension]`` is (emerging, clear) wordings.

    Of ``patterns``, ``joins`` and ``whole`` say with ``avoid`` what can be quoted, ``telling`` which lines of a
    client weigh most, and ``someone`` of whom a text speaks; situations name the others.
    """

    opening: tuple[str, ...]
    unsure: tuple[str, ...]
    notices: Mapping[str, Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]]
    people: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]
    avoid: tuple[str, ...]
    focus: Mapping[str, tuple[str, ...]]
    situations: tuple[Situation, ...]

    @property
    def marks(self) -> Marks:
        """How a clause that can be quoted is known."""
        return Marks(self.patterns.get("joins", ()), self.patterns.get("whole", ()), self.avoid)
