"""What helped and what didn't, as a room says it: kept without a name, heard once, all of it together.

A piece of feedback lies under a mark that only its writer's token makes: so there is one for each person, its
writer can take it back, and the file doesn't tell whose it is. Once heard, single pieces are deleted.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from workbook_lib.db import reading, steady, writing
from workbook_lib.group import privacy, tables, tokens
from workbook_lib.group.kept import GoneError
from workbook_lib.group.rooms import Room
from workbook_lib.group.session import RefusedError, Session
from workbook_lib.group.store import Store

CHOICES = ("pair_talk", "alone", "case", "reading")
LONGEST = 600
"""The longest words in one box, in characters."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says: what they ticked of `choices`, and words they let the facilitator read."""

    choices: tuple[str, ...]
    helped: str = ""
    hindered: str = ""


def choices(room: Room) -> tuple[str, ...]:
    """What may be ticked: one's own reading only where people see it."""
    return tuple(choice for choice in CHOICES if choice != "reading" or room.readings)


@steady
def give(store: Store, token: str, said: Said) -> None:
    """Keep what somebody says, in the place of what they said before. Raises GoneError; RefusedError once heard."""
    person = store.person(token)
    if person is None:
        raise GoneError
    values = {**asdict(said), "choices": sorted(said.choices)}
    with store.changing(person) as db:
        if _heard(db) is not None:
            raise RefusedError("taken")
        if not db.execute(update(tables.feedback).where(_own(token)).values(**values)).rowcount:
            db.execute(insert(tables.feedback).values(mark=_mark(token), **values))


@steady
def own(store: Store, token: str) -> Said | None:
    """What this person said, while it isn't heard yet."""
    asked = select(*_SAID).where(_own(token))
    with reading(store.engine) as db:
        row = db.execute(asked).mappings().first()
    return _said(row) if row else None


@steady
def take_back(store: Store, token: str) -> None:
    """Delete what this person said."""
    with writing(store.engine) as db:
        db.execute(delete(tables.feedback).where(_own(token)))


@steady
def given(store: Store) -> int:
    """How many have said something that isn't heard yet."""
    with reading(store.engine) as db:
        return db.scalar(select(func.count()).select_from(tables.feedback)) or 0


@steady
def heard(store: Store) -> dict[str, Any] | None:
    """What was heard, as it was shown; None before."""
    with reading(store.engine) as db:
        return _heard(db)


def hear(session: Session, heads: int) -> dict[str, Any]:
    """Hear it all, once, and delete the single pieces. Raises RefusedError with why it can't be heard."""
    room, people = session.room(), len(session.store.people())
    with writing(session.store.engine) as db:
        if _heard(db) is not None:
            raise RefusedError("taken")
        pieces = [_said(row) for row in db.execute(select(*_SAID)).mappings()]
        least = privacy.floor(room.least)
        why = privacy.unfit(answered=len(pieces), people=people, heads=heads, least=least)
        if why:
            raise RefusedError(why)
        shown = together(pieces, choices(room))
        db.execute(insert(tables.heard).values(number=1, shown=shown))
        db.execute(delete(tables.feedback))
    return shown


def together(pieces: Sequence[Said], offered: Collection[str]) -> dict[str, Any]:
    """What may be shown of all pieces: counts of ticks where two people at least stand on either side; words in
    no order, with nothing to tell which of them are one person's."""
    ticks = {choice: sum(choice in piece.choices for piece in pieces) for choice in offered}
    shown = {c: n for c, n in ticks.items() if privacy.tells_nobody((len(pieces) - n, n, 0))}
    return {
        "people": len(pieces),
        "counts": shown,
        "hidden": [choice for choice in ticks if choice not in shown],
        "helped": _shuffled(piece.helped for piece in pieces),
        "hindered": _shuffled(piece.hindered for piece in pieces),
    }


def _shuffled(texts: Iterable[str]) -> list[str]:
    found = [text for text in texts if text.strip()]
    secrets.SystemRandom().shuffle(found)
    return found


_SAID = (tables.feedback.c.choices, tables.feedback.c.helped, tables.feedback.c.hindered)


def _mark(token: str) -> str:
    return tokens.sign(token, "feedback")


def _own(token: str) -> Any:
    return tables.feedback.c.mark == _mark(token)


def _said(row: RowMapping) -> Said:
    return Said(tuple(row["choices"]), row["helped"], row["hindered"])


def _heard(db: Connection) -> dict[str, Any] | None:
    row = db.execute(select(tables.heard.c.shown)).first()
    return row.shown if row else None
