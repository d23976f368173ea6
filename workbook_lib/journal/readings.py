"""Later readings of an entry, each under the rubric of its time. The first one stays with the entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from workbook_lib.db import tables
from workbook_lib.model import Assessment, assessment_from_dict
from workbook_lib.seal import DamagedError

_readings = tables.readings.c


@dataclass(frozen=True, slots=True)
class Reading:
    """What an entry showed when it was read again; ``read_at`` in UTC."""

    entry: str
    read_at: datetime
    assessment: Assessment


def keep(connection: Connection, reading: Reading) -> None:
    """Add a reading. One entry is read once by one version of a rubric: a second time changes nothing."""
    version = reading.assessment.rubric_version
    same = (_readings.entry == reading.entry) & (_readings.rubric_version == version)
    if connection.scalar(select(_readings.number).where(same)) is None:
        connection.execute(
            insert(tables.readings).values(
                entry=reading.entry,
                read_at=reading.read_at,
                rubric_version=version,
                assessment=reading.assessment.to_dict(),
            )
        )


def every(connection: Connection) -> Mapping[str, tuple[Reading, ...]]:
    """Entry id to its later readings, oldest first. Raises DamagedError."""
    found: dict[str, tuple[Reading, ...]] = defaultdict(tuple)
    for row in connection.execute(select(tables.readings).order_by(_readings.number)):
        try:
            assessment = assessment_from_dict(row.assessment)
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedError from error
        found[row.entry] += (Reading(row.entry, row.read_at, assessment),)
    return dict(found)
