"""Summaries of rooms that took place: played through the room's own file and moves, and written by hand."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from workbook_lib.catalog import built_in
from workbook_lib.group import facilitator, summary, tokens
from workbook_lib.group.kept import Answer
from workbook_lib.group.session import Session
from workbook_lib.group.store import Store
from workbook_lib.model import Assessment, Level, Rating

CONTENT = built_in("en")
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
CASE = "a_small_red_chair"


def read_as(levels: Mapping[str, Level]) -> Assessment:
    """A reading of a reflection at these levels, and 0 at others."""
    rubric = CONTENT.rubric("reflection")
    ratings = tuple(Rating(d.id, levels.get(d.id, 0), 0.9, True) for d in rubric.dimensions)
    return Assessment("reflection", rubric.version, "empathy", ratings)


def session_at(path: Path) -> Session:
    session = Session(Store.open(path), CONTENT, now=lambda: NOON)
    session.begin(tokens.new_code(), tokens.new_token(), CASE)
    return session


def played(path: Path, people: int = 8, seed: int = 0) -> Session:
    """A room in which so many answered, one snapshot was taken, and two sentences were offered and shown."""
    rng, session = random.Random(seed), session_at(path)
    inside = [session.store.join("") for _ in range(people)]
    for token in inside:
        person = session.person(token)
        assert person is not None
        levels: dict[str, Level] = {
            d.id: rng.choice((0, 1, 2)) for d in CONTENT.rubric("reflection").dimensions
        }
        answer = Answer(person.id, CASE, "hardship", f"words of {token}", read_as(levels))
        session.store.keep_answer(person, tokens.new_id(), answer)
    session.store.offer(inside[0], "What would help her first?", keep=True)
    session.store.offer(inside[1], "For this hour alone.", keep=False)
    facilitator.make(session, {"move": "offers"})
    facilitator.make(session, {"move": "snapshot", "kind": "reflection", "heads": people})
    return session


def ended(session: Session) -> dict[str, Any]:
    """The state after the room's end."""
    return facilitator.make(session, {"move": "end"})


def taken(
    counts: Mapping[str, Sequence[int]], case: str = CASE, hidden: Sequence[str] = ()
) -> dict[str, Any]:
    """A snapshot of a whole room as its screen shows it."""
    people = sum(next(iter(counts.values()))) if counts else 8
    rubric = CONTENT.rubric("reflection")
    held = {
        "rubric_version": rubric.version,
        "people": people,
        "counts": {d: list(c) for d, c in counts.items()},
    }
    view = {"desks": [], "summary": held, "hidden": list(hidden)}
    return {"case": case, "kind": "reflection", "views": [view], "left_out": 0}


def made(number: int, *snapshots: Mapping[str, Any], **more: Any) -> summary.Summary:
    """The summary of an invented room that has a number for its id."""
    state = {
        "id": f"{abs(number):032x}",
        "people": 12,
        "least": 5,
        "case": {"id": CASE, "title": "A small red chair"},
        "step": "close",
        "over": True,
        "offers": [],
        "snapshots": list(snapshots),
        **more,
    }
    opened = NOON + timedelta(days=number)
    return summary.of_state(state, opened_at=opened, ended_at=opened + timedelta(minutes=90))
