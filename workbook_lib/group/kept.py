"""Who is in a room, and what stands for a question: what a room's store hands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbook_lib.model import Assessment


class GoneError(Exception):
    """Who asks is not in the room any more, or the room is over."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the room: no name, only the desk they may have named. ``writes``: they take part in writing."""

    id: str
    desk: str
    agreed: bool
    writes: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands for one question. ``assessment`` is None where the question isn't read.

    ``said``: see `workbook_lib.group.saying`; None until its writer said something of the reading.
    """

    person: str
    case: str
    prompt: str
    text: str
    assessment: Assessment | None
    said: dict[str, Any] | None = None
