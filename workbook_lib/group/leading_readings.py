"""What a facilitator does where a room reads together, and is told: how many are done, then what lies open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbook_lib import care
from workbook_lib.agreement.marks import STAGE, Marks, Reading, of_assessment
from workbook_lib.agreement.sheets import sheet
from workbook_lib.agreement.texts import ReadText, TextSet
from workbook_lib.group import readers, together
from workbook_lib.group.session import RefusedError, Session
from workbook_lib.scoring import score_reflection, score_reply

Said = Mapping[str, Any]


def told(session: Session) -> dict[str, Any] | None:
    """How the reading stands; None where nothing is read together. Marks are in it once the readings lie open."""
    round = together.standing(session.store)
    if round is None:
        return None
    texts = round.texts
    known = {"kind": texts.kind, "own": texts.own, "set": texts.digest, "count": len(texts.texts)}
    if round.opened is None:
        return {**known, "done": readers.done(session.store), "opened": None}
    lies_open = {"at": round.at, "rows": round.rows, "workbook": round.workbook, "texts": texts.as_data()}
    return {**known, "done": readers.done(session.store), "opened": round.opened, **lies_open}


def _put(session: Session, said: Said) -> object:
    texts = together.checked(said.get("texts"))
    return together.put(session.store, texts, "alone" if said.get("alone") is True else "after")


def _number(said: Said, name: str) -> int:
    value = said.get(name)
    if type(value) is not int:
        raise RefusedError(f"no_{name}")
    return value


def _workbook(session: Session, _: Said) -> None:
    round = together.standing(session.store)
    if round is None or round.opened is None:
        raise RefusedError("not_opened")
    together.show_workbook(session.store, of_workbook(session, round.texts, round.at))


def of_workbook(session: Session, texts: TextSet, number: int) -> Marks:
    """The workbook's own marks of a text; a text that may be bigger than a reply isn't read."""
    text: ReadText = texts.texts[number - 1]
    if care.concern(text.text, session.content.care):
        return {STAGE: "x"}
    if texts.kind == "reflection":
        return of_assessment(score_reflection(text.text, text.question or None))
    return of_assessment(score_reply(text.text, text.client_message or None, text.library_at_fault))


MOVES: dict[str, Callable[[Session, Said], object]] = {
    "read": _put,
    "read_not": lambda session, said: together.take_away(session.store),
    "read_open": lambda session, said: together.open_readings(session, _number(said, "heads")),
    "read_talk": lambda session, said: together.talk_about(session.store, _number(said, "text")),
    "read_workbook": _workbook,
    "read_file": lambda session, said: None,
}
"""Moves of the facilitator's interface, as in `workbook_lib.group.facilitator`."""


def file(session: Session) -> dict[str, str]:
    """All readings that may be taken along, as the text of the CSV file that page 23 takes.

    Raises RefusedError before they lie open.
    """
    round, rows = together.standing(session.store), together.rows(session.store)
    if round is None or not rows:
        raise RefusedError("not_opened")
    items = (*(d.id for d in session.content.rubric(round.texts.kind).dimensions), STAGE)
    ids = {number: text.id for number, text in enumerate(round.texts.texts, start=1)}
    each = [
        Reading(str(reader), {ids[number]: marks for number, marks in row.items()})
        for reader, row in enumerate(rows, start=1)
    ]
    return {"file": sheet(round.texts, items, *each).decode()}


BESIDE: dict[str, Callable[[Session], dict[str, str]]] = {"read_file": file}
"""What a move is told beside the state."""
