"""The same moves for somebody's own notebook, as JSON: data and no markup, as a notebook draws its own parts.

Who asks says so by a token in a header that no other page can send; a cookie isn't looked at here. All rules are
those of `moving`, all limits those of the pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse

from workbook_lib import care, details
from workbook_lib.db import WouldWaitError, without_waiting
from workbook_lib.group import moving, offering, reading, rooms, tokens
from workbook_lib.group.forms import BadFormError, Visit, bearer
from workbook_lib.group.kept import Answer
from workbook_lib.group.moving import NotDoneError
from workbook_lib.group.session import Session
from workbook_lib.model import Scenario

Said = dict[str, Any]
MOST_FIELDS = 20


def state(visit: Visit) -> Said:
    """Where the room is and what of it is this person's. Raises NotDoneError: gone, over."""
    session, room = visit.session, visit.session.room()
    if visit.person is None:
        raise NotDoneError("over" if room.over else "gone")
    case = session.case()
    asked = rooms.PROMPTS.get(room.step, ())
    kept = session.store.answers(person=visit.person)
    return {
        **{name: getattr(room, name) for name in ("version", "step", "paused", "manager", "least")},
        "left": room.seconds_left(session.now()),
        "agreed": visit.person.agreed,
        "writes": visit.person.writes,
        "case_id": case.id,
        "case": _case(case) if room.step in rooms.CASE_SHOWN else None,
        "prompts": [_prompt(visit, case.id, prompt) for prompt in asked],
        "answers": [_answer(visit, a) for a in kept if a.case == case.id],
        "earlier": [_words(visit, a) for a in kept if a.case != case.id],
        "offers": [{"id": o["id"], "text": o["text"]} for o in session.store.offered(visit.token)],
    }


def _case(case: Scenario) -> Said:
    message = case.messages[0].text
    return {"title": case.title, "holds": case.holds, "story": case.story, "message": message}


def _prompt(visit: Visit, case: str, prompt: str) -> Said:
    asked = visit.session.content.prompts[prompt]
    key = tokens.issue(visit.token, case, prompt)
    return {"id": prompt, "wording": asked.wording, "help": asked.help, "key": key}


def _words(visit: Visit, answer: Answer) -> Said:
    session = visit.session
    titles = {
        "title": session.case(answer.case).title,
        "wording": session.content.prompts[answer.prompt].wording,
    }
    return {"case": answer.case, "prompt": answer.prompt, "text": answer.text, **titles}


def _answer(visit: Visit, answer: Answer) -> Said:
    """An own answer; its reading only where the room lets people see theirs and they have rated it first."""
    allowed, rated = visit.session.room().readings, reading.is_rated(answer)
    found = answer.assessment
    met = found is not None and found.note in reading.MET
    seen = found.to_dict() if found and (met or (allowed and rated)) else None
    said = answer.said or {"rated": {}, "disputed": {}}
    sentences = offering.sentences(answer)
    return {
        **_words(visit, answer),
        "reading": seen,
        "rate": allowed and not rated,
        **said,
        "sentences": sentences,
    }


def join(visit: Visit) -> Said:
    """Try a code. A token that is in the room already stays."""
    return {"token": visit.token if visit.person else moving.come_in(visit)}


def agree(visit: Visit) -> Said:
    """Agree, and choose whether to write."""
    moving.choose(visit, agreed=True, writes=visit.form.get("writes") != "no")
    return {}


def writing(visit: Visit) -> Said:
    """Change between writing and taking part without."""
    moving.choose(visit, writes=visit.form.get("writes") == "yes")
    return {}


def preview(visit: Visit) -> Said:
    """What there is to say of a sentence before it is offered: ``met`` where it isn't put before a room."""
    if visit.person is None:
        raise NotDoneError("gone")
    sentence = visit.form.get("sentence", "")
    concern = care.concern(sentence, visit.session.content.care)
    return {"met": concern.kind if concern else "", "details": bool(details.details(sentence))}


def undo(visit: Visit) -> Said:
    """Take an own offer back."""
    visit.session.store.undo(visit.token, visit.form.get("offer", ""))
    return {}


def leave(visit: Visit) -> Said:
    """Go, and take everything back."""
    if visit.person is not None:
        visit.session.store.leave(visit.token)
        visit.session.known.discard(visit.person.id)
    return {}


def _quietly(move: Callable[[Visit], object]) -> Callable[[Visit], Said]:
    def done(visit: Visit) -> Said:
        move(visit)
        return {}

    return done


MOVES: dict[str, Callable[[Visit], Said]] = {
    "join": join,
    "agree": agree,
    "answer": _quietly(moving.keep),
    "rate": _quietly(moving.rate),
    "differ": _quietly(moving.differ),
    "preview": preview,
    "offer": _quietly(moving.offer),
    "undo": undo,
    "writing": writing,
    "leave": leave,
}
"""A move by its name, as ``POST /api/name``; ``GET /api/room`` is the state."""


def fields(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a move: one flat object of texts. Raises BadFormError."""
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise BadFormError("kind")
    try:
        said = json.loads(body)
        json.dumps(said, ensure_ascii=False).encode()  # half a character is no text
    except (ValueError, RecursionError) as error:
        raise BadFormError("body") from error
    if not isinstance(said, dict) or len(said) > MOST_FIELDS:
        raise BadFormError("fields")
    if not all(isinstance(value, str) for value in said.values()):
        raise BadFormError("fields")
    return {name: value.replace("\r\n", "\n") for name, value in said.items()}


async def ask(request: Request) -> JSONResponse:
    """``GET``: the state; where all of it is at hand, at once, as a page is: see `forms.handled`."""
    with suppress(WouldWaitError), without_waiting():
        return _answered(request, state, {})
    return await _in_thread(request, state, {})


async def _in_thread(request: Request, move: Callable[[Visit], Said], said: dict[str, str]) -> JSONResponse:
    session: Session = request.app.state.session
    return await to_thread.run_sync(_answered, request, move, said, limiter=session.at_once)


async def do(request: Request) -> JSONResponse:
    """``POST``: what came of a move; ``{"refused": why}`` where it wasn't done."""
    move = MOVES.get(request.path_params["move"])
    if move is None:
        return JSONResponse({"refused": "no_move"}, 404)
    said = fields(request.headers.get("content-type", ""), await request.body())
    return await _in_thread(request, move, said)


def _answered(request: Request, move: Callable[[Visit], Said], said: dict[str, str]) -> JSONResponse:
    session: Session = request.app.state.session
    token = bearer(request)
    visit = Visit(session, request, token, session.person(token), said)
    session.reached |= visit.from_elsewhere
    try:
        return JSONResponse(move(visit))
    except NotDoneError as no:
        told = {"refused": no.why, **({"kinds": no.kinds} if no.kinds else {})}
        return JSONResponse(told, no.status, {"Retry-After": "60"} if no.why == "wait" else None)
