"""A reminder as a calendar file (RFC 5545), in the time zone in which it was chosen."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbook_lib.takeaway.document import holdable

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})\[([A-Za-z0-9_+\-/]{1,64})\]$")
LASTS = timedelta(minutes=20)


def moment_of(value: str) -> datetime | None:
    """The moment of ``2026-12-01T09:00[Europe/Berlin]``, aware; None where it is none.

    A time that the clocks skip in spring is the one that they show instead; of a time that comes twice in autumn
    it is the first. A time zone that nobody knows here is this computer's.
    """
    found = _MOMENT.match(value)
    if not found:
        return None
    try:
        local = datetime.fromisoformat(found[1])
        zone = ZoneInfo(found[2])
    except ZoneInfoNotFoundError:
        return local.astimezone()
    except (ValueError, OSError):
        return None
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def calendar_file(
    at: datetime,
    title: str,
    text: str,
    *,
    uid: str,
    now: datetime,
    lasts: timedelta = LASTS,
    rings: timedelta = timedelta(0),
    busy: bool = False,
) -> bytes:
    """One event at ``at`` (aware) that rings ``rings`` before it begins. Nobody is invited to it.

    ``busy``: one isn't free at that time for something else.
    """
    from icalendar import Alarm, Calendar, Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", _zoned(at))
    event.add("dtend", _zoned(at.astimezone(UTC) + lasts, at))
    event.add("summary", " ".join(_one(title).split()))
    if told := _one(text):
        event.add("description", told)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -rings)
    alarm.add("description", " ".join(_one(title).split()))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//From empathy to compassion//workbook//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones(date(at.year - 1, 1, 1), date(at.year + 2, 1, 1))
    return bytes(calendar.to_ical())


def _zoned(when: datetime, like: datetime | None = None) -> datetime:
    """The moment in its own zone where that has a name, else in UTC: an offset alone is no zone of a calendar."""
    zone = (like or when).tzinfo
    return when.astimezone(zone if isinstance(zone, ZoneInfo) else UTC)


def _one(text: str) -> str:
    return holdable(text).replace("\t", " ").strip()
