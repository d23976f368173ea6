"""When each item of an agenda is: by the clock where a time was chosen, else from the beginning."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..activities.plan import Agenda
from ..takeaway.reminder import moment_of
from ._plan import Plan


def begins(plan: Plan) -> datetime | None:
    """The moment that was chosen for the session, aware; None where none was."""
    return moment_of(str(plan.page.place.get("at", "")))


def spans(agenda: Agenda, plan: Plan) -> list[str]:
    """``14:05 to 14:12`` or ``0:05 to 0:12``, for each item."""
    at = begins(plan)
    return [
        plan.word("span", begin=_clock(start, at), end=_clock(start + item.minutes, at))
        for start, item in zip(agenda.starts, agenda.items, strict=True)
    ]


def _clock(minutes: int, at: datetime | None) -> str:
    if at is None:
        return f"{minutes // 60}:{minutes % 60:02}"
    return f"{at.replace(tzinfo=None) + timedelta(minutes=minutes):%H:%M}"
