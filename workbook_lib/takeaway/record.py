"""A record of learning, for those who need one: pages, hours and dates; no readings and no texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from workbook_lib.journal import Journal, Visit

LEAST = timedelta(minutes=1)
"""A visit with a single sign of work counts for so long."""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """Work on one page: on which days (by local time), and about how long in all, in minutes."""

    page: str
    days: tuple[date, ...]
    minutes: int


def record_of_learning(journal: Journal, *, zone: tzinfo | None = None) -> list[PageRecord]:
    """The record by page, as they were begun. ``zone`` decides the days; by default this computer's.

    Time counts while somebody writes, keeps something or moves on a page, with pauses of up to 15 minutes.
    """
    by_page: dict[str, list[Visit]] = {}
    for visit in journal.visits():
        by_page.setdefault(visit.page, []).append(visit)
    return [_of_page(page, visits, zone) for page, visits in by_page.items()]


def _of_page(page: str, visits: list[Visit], zone: tzinfo | None) -> PageRecord:
    days = {_day(when, zone) for visit in visits for when in (visit.began_at, visit.last_at)}
    spent = sum((max(visit.last_at - visit.began_at, LEAST) for visit in visits), timedelta())
    return PageRecord(page, tuple(sorted(days)), round(spent / timedelta(minutes=1)))


def _day(when: datetime, zone: tzinfo | None) -> date:
    return when.astimezone(zone).date()
