"""What a facilitator asks for when a room is opened, and what is known of a room while it stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbook_lib.group.privacy import OTHERS


@dataclass(frozen=True, slots=True)
class Wish:
    """What a facilitator asks for: the address and the case, and how the room is set up.

    ``title`` is what the facilitator calls the session. The room isn't told of it: it is for their own record.
    """

    host: str
    case: str
    language: str = "en"
    readings: bool = False
    manager: bool = False
    least: int = OTHERS
    title: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The room that was opened last. ``arranged``: it was told of the wish. ``summary``: the file of what stays.

    ``url`` is where people find it on a Hub; elsewhere that is its host and port.
    """

    id: str
    host: str
    port: int
    case: str
    language: str
    readings: bool
    manager: bool
    least: int
    opened_at: str
    started_at: str
    arranged: bool = False
    summary: str = ""
    url: str = ""
    title: str = ""

    @property
    def opened(self) -> datetime:
        return datetime.fromisoformat(self.opened_at)

    @property
    def started(self) -> datetime:
        """When its process was started last."""
        return datetime.fromisoformat(self.started_at)
