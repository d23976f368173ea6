"""A record of learning, for those who need one: pages, minutes and dates; no readings and no texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from workbook_lib.journal import Journal, Visit

LEAST = timedelta(minutes=1)
"""Work that was over at once counts for so long."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """Work on one page: on which days (by local time), and how long in all, in whole minutes."""

    page: str
    days: tuple[date, ...]
    minutes: int


def record_of_learning(journal: Journal, *, zone: tzinfo | None = None) -> list[PageRecord]:
    """The record by page, in the order in which pages were begun. ``zone`` decides the days; by default this
    computer's.

    Time counts from the opening of a page to the last sign of work on it; a pause of ten minutes without a sign
    doesn't count. Two visits that overlap, as after bringing a journal along from another computer, count once.
    A page that was opened and left has no row.
    """
    by_page: dict[str, list[Visit]] = {}
    for visit in journal.visits():
        if visit.last_at > visit.began_at:
            by_page.setdefault(visit.page, []).append(visit)
    return [_of_page(page, _joined(visits), zone) for page, visits in by_page.items()]


def _joined(visits: Iterable[Visit]) -> list[Span]:
    """The stretches of time that the visits (by their beginnings) cover, each once."""
    spans: list[Span] = []
    for visit in visits:
        if spans and visit.began_at <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], visit.last_at))
        else:
            spans.append((visit.began_at, visit.last_at))
    return spans


def _of_page(page: str, spans: list[Span], zone: tzinfo | None) -> PageRecord:
    days = {when.astimezone(zone).date() for span in spans for when in span}
    spent = sum((max(last - began, LEAST) for began, last in spans), timedelta())
    return PageRecord(page, tuple(sorted(days)), round(spent / timedelta(minutes=1)))
