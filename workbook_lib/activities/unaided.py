"""Two cases that are answered without a reading, one at the start and one at the end, so that growth can be seen.

Which of the two comes first is drawn once for each learner (counterbalanced), so that over many learners an easier
case can't look like growth. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..model import Entry

PROMPTS = ("unaided_reflection", "unaided_reply")
"""What is written about an unaided case, by prompt id."""


def pair(cases: Sequence[str], key: str) -> tuple[str, str]:
    """The first and the last unaided case out of a desk's ``cases``; ``key`` (hex) decides the order.

    They are the desk's last two, which practice therefore leaves out. Raises ValueError with fewer than two.
    """
    if len(cases) < 2:
        raise ValueError("two unaided cases need a desk with two cases at least")
    first, last = cases[-2:]
    return (first, last) if int(key, 16) % 2 == 0 else (last, first)


def pair_of(cases: Sequence[str]) -> frozenset[str]:
    """The two of a desk's ``cases`` that are answered unaided, so that practice leaves them out."""
    return frozenset(cases[-2:]) if len(cases) > 2 else frozenset()


FIRST_PAGE = "00_start_here"
"""Where the first of the two is met; every later one is met on the learner's path."""

AGAIN = timedelta(weeks=6)
"""After a last case, the other form is offered again: what is left after six weeks was learnt."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One case that was answered without a reading: what was kept, by prompt id. ``at`` is when, in UTC."""

    page: str
    scenario: str
    at: datetime
    entries: Mapping[str, Entry]


def occasions(entries: Iterable[Entry]) -> list[Occasion]:
    """The unaided cases among ``entries``, which come oldest first.

    Another page, another case, or a prompt that was answered already, begins the next one.
    """
    found: list[tuple[Entry, dict[str, Entry]]] = []
    for entry in entries:
        if entry.aided or entry.prompt not in PROMPTS:
            continue
        first, told = found[-1] if found else (None, {})
        same = first is not None and (first.page, first.scenario) == (entry.page, entry.scenario)
        if same and entry.prompt not in told:
            told[entry.prompt] = entry
        else:
            found.append((entry, {entry.prompt: entry}))
    return [Occasion(first.page, first.scenario, first.written_at, told) for first, told in found]


def next_form(forms: tuple[str, str], done: Sequence[str]) -> str:
    """The case to answer next: the first of the two that wasn't answered, else the one answered longest ago.

    So whoever began with one form meets the other last, and the first one again after that.
    """
    for form in forms:
        if form not in done:
            return form
    last = max(len(done) - 1 - done[::-1].index(form) for form in forms)
    return next(form for form in forms if form != done[last])


def opens(done: Sequence[Occasion]) -> datetime | None:
    """From when the next one is offered; None where it is offered at once.

    A last case may follow the first of page 00 at any time; between two on the learner's path lie six weeks.
    """
    if not done or done[-1].page == FIRST_PAGE:
        return None
    return done[-1].at + AGAIN
