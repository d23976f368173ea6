"""When somebody worked on a page: times alone, for a record of learning."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from workbook_lib.db import tables

PAUSE = timedelta(minutes=10)
"""After so long without a sign, the next sign begins another visit."""

_visits = tables.visits.c


def touch(connection: Connection, page: str, now: datetime) -> None:
    """Somebody is working on a page now: lengthen the visit that is going on, or begin one."""
    going_on = (
        select(_visits.number)
        .where(_visits.page == page, _visits.last_at >= now - PAUSE)
        .order_by(_visits.last_at.desc())
        .limit(1)
    )
    number = connection.scalar(going_on)
    if number is None:
        connection.execute(insert(tables.visits).values(page=page, began_at=now, last_at=now))
    else:
        connection.execute(update(tables.visits).where(_visits.number == number).values(last_at=now))
