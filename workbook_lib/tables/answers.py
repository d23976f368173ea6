"""What is said of a file: why it can't be read, and what was taken for what. Words are the page's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Refused(Exception):
    """A file that can't be read. ``key`` names a plain sentence, ``values`` fill it."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was taken for granted in reading. ``key`` names a sentence, ``values`` fill it."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()


def note(key: str, **values: Any) -> Note:
    """A `Note` with its values."""
    return Note(key, tuple(values.items()))
