"""What the facilitator's page asks for and does, as JSON behind its own secret. No text but what was offered."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal, cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from workbook_lib.group import hearing, leading_readings, rooms, tokens
from workbook_lib.group.forms import bearer
from workbook_lib.group.session import RefusedError, Session
from workbook_lib.model import Kind

Said = Mapping[str, Any]


def state(session: Session) -> dict[str, Any]:
    """How the room stands: how many, never who; the snapshots as they were taken, the offers that were shown."""
    room, people = session.room(), session.store.people()
    case = session.case()
    answered = [a.prompt for a in session.store.answers(case=case.id)]
    return {
        "step": room.step,
        "steps": rooms.steps(room),
        "paused": room.paused,
        "seconds_left": room.seconds_left(session.now()),
        "readings": room.readings,
        "manager": room.manager,
        "least": room.least,
        "over": room.over,
        "version": room.version,
        "case": {"id": case.id, "title": case.title},
        "people": len(people),
        "writing": sum(p.writes and p.agreed for p in people),
        "answered": {p: answered.count(p) for p in rooms.PROMPTS.get(room.step, ())},
        "wrong_codes": session.rates.wrong,
        "reached": session.reached,
        "feedback_given": hearing.given(session.store),
        "id": tokens.digest("summary" + session.store.key("secret"))[:32],
        "language": session.content.language,
        "opened_at": room.opened_at.isoformat(),
        "ended_at": room.ended_at.isoformat() if room.ended_at else None,
        "came": room.came,
        "done": rooms.done(room),
        "together": leading_readings.told(session),
        **shown(session),
    }


def shown(session: Session) -> dict[str, Any]:
    """What the screen shows of the group, and so all that a file may hold: an export is this and nothing else."""
    offers = session.store.offers()
    return {
        "snapshots": session.store.snapshots(),
        "offers": [
            {
                "id": o["id"],
                "text": o["text"],
                "hidden": o["state"] == "hidden",
                "about": o["about"],
                "keep": o["keep"],
            }
            for o in offers
            if o["state"] != "waiting"
        ],
        "offers_waiting": any(o["state"] == "waiting" for o in offers),
        "feedback": hearing.heard(session.store),
    }


def _number(said: Said, name: str) -> int:
    value = said.get(name)
    if type(value) is not int:
        raise RefusedError(f"no_{name}")
    return value


def _yes(said: Said, name: str) -> bool:
    value = said.get(name)
    if type(value) is not bool:
        raise RefusedError(f"no_{name}")
    return value


def _words(said: Said, name: str) -> str:
    value = said.get(name)
    if type(value) is not str:
        raise RefusedError(f"no_{name}")
    return value


def _snapshot(session: Session, said: Said) -> object:
    kind = _words(said, "kind")
    if kind not in get_args(Kind):
        raise RefusedError("no_kind")
    return session.snapshot(
        cast("Kind", kind), heads=_number(said, "heads"), by_desk=said.get("by_desk") is True
    )


def _set(name: Literal["readings", "manager"]) -> Callable[[Session, Said], object]:
    def move(session: Session, said: Said) -> object:
        values: dict[str, Any] = {name: _yes(said, name)}
        return session.store.change(lambda room: replace(room, **values))

    return move


def _end(session: Session, said: Said) -> object:
    """The end. With ``heads``, what people said helped is heard first, where it may be."""
    if "heads" in said and not session.room().over:
        with contextlib.suppress(RefusedError):
            hearing.hear(session, _number(said, "heads"))
    return session.end()


MOVES: dict[str, Callable[[Session, Said], object]] = {
    "onward": lambda session, said: session.store.change(rooms.onward),
    "back": lambda session, said: session.store.change(rooms.back),
    "pause": lambda session, said: session.store.change(lambda r: rooms.pause(r, session.now())),
    "resume": lambda session, said: session.store.change(lambda r: rooms.resume(r, session.now())),
    "timer": lambda session, said: session.store.change(
        lambda r: rooms.timer(r, _number(said, "minutes"), session.now())
    ),
    "extend": lambda session, said: session.store.change(
        lambda r: rooms.extend(r, _number(said, "minutes"), session.now())
    ),
    "case": lambda session, said: session.choose_case(_words(said, "case")),
    "readings": _set("readings"),
    "manager": _set("manager"),
    "least": lambda session, said: session.ask_for(_number(said, "least")),
    "snapshot": _snapshot,
    "offers": lambda session, said: session.store.set_offers("shown", was="waiting"),
    "hide": lambda session, said: session.store.set_offers("hidden", only=_words(said, "offer"), was="shown"),
    "show": lambda session, said: session.store.set_offers("shown", only=_words(said, "offer"), was="hidden"),
    "feedback": lambda session, said: hearing.hear(session, _number(said, "heads")),
    "end": _end,
    **leading_readings.MOVES,
}
"""A move by its name. All offers that wait are shown at once, so that none is seen to come in."""

AFTER_THE_END = frozenset({"end", "hide", "show", "read_talk", "read_workbook", "read_file"})


def make(session: Session, said: object) -> dict[str, Any]:
    """One move; returns the state after it. Raises RefusedError with why it can't be made."""
    if not isinstance(said, dict) or not isinstance(name := said.get("move"), str) or name not in MOVES:
        raise RefusedError("no_move")
    if session.room().over and name not in AFTER_THE_END:
        raise RefusedError("over")
    try:
        MOVES[name](session, said)
    except ValueError as error:
        raise RefusedError(f"no_{error}") from error
    beside = leading_readings.BESIDE.get(name)
    return {**state(session), **(beside(session) if beside else {})}


def _let_in(request: Request, session: Session) -> bool:
    return tokens.same(bearer(request), session.store.key("secret"))


async def ask(request: Request) -> JSONResponse:
    """``GET``: the state. 401 without the secret."""
    session: Session = request.app.state.session
    if not await run_in_threadpool(_let_in, request, session):
        return JSONResponse({"refused": "secret"}, 401)
    return JSONResponse(await run_in_threadpool(state, session))


async def do(request: Request) -> JSONResponse:
    """``POST`` ``{"move": …}``: the state after the move; 409 ``{"refused": why}`` where it can't be made."""
    session: Session = request.app.state.session
    if not await run_in_threadpool(_let_in, request, session):
        return JSONResponse({"refused": "secret"}, 401)
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        return JSONResponse({"refused": "body"}, 400)
    try:
        return JSONResponse(await run_in_threadpool(make, session, said))
    except RefusedError as error:
        return JSONResponse({"refused": str(error)}, 409)
