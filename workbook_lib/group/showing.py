"""What a participant's page shows, as HTML. Every word is content; whatever a person wrote is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from workbook_lib import render
from workbook_lib.catalog import Catalog
from workbook_lib.db import Fault, fault_of
from workbook_lib.group import reading, rooms, tokens
from workbook_lib.group.forms import Visit, root_of
from workbook_lib.group.kept import Answer
from workbook_lib.group.session import Session
from workbook_lib.model import Scenario

DATA = ("/facilitator", "/api/", "/now")
"""What begins so is answered with JSON."""


@dataclass(frozen=True, slots=True)
class Box:
    """One editor: its question, what stands in it, and the key its answer is sent with."""

    case: str
    prompt: str
    label: str
    help: str
    text: str
    key: str
    limit: int = rooms.LONGEST


def page(visit: Visit, file: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """A page of the room from its template, with what every page has."""
    content, room = visit.session.content, visit.session.room()
    common = {
        "word": content.word,
        "root": root_of(visit.request),
        "content": content,
        "language": content.language,
        "room": room,
        "person": visit.person,
        "mark": tokens.sign(visit.token, "form"),
        "left": room.seconds_left(visit.session.now()),
        "help": visit.session.once("help", lambda: _help(content)),
    }
    return HTMLResponse(render.template(f"room/{file}", **{**common, **values}), status)


def _help(content: Catalog) -> str:
    return render.template("help.html", care=content.care, heading=content.word("app.help"))


def told(visit: Visit, key: str, status: int = 400, *, text: str = "") -> HTMLResponse:
    """A page that says one thing. ``text`` are somebody's words that could not be taken: given back to copy."""
    return page(visit, "told.html", status, key=key, text=text)


async def not_kept(request: Request, error: Exception) -> Response:
    """What is said where the room's store fails: a plain sentence, and the words that were sent, to copy."""
    session: Session = request.app.state.session
    why = "store_full" if fault_of(error) in {Fault.FULL, Fault.SERVER_FULL} else "store_away"
    again = {"Retry-After": "5"}
    if request.url.path.removeprefix(root_of(request)).startswith(DATA):
        return JSONResponse({"refused": why}, 503, again)
    sent = dict(parse_qsl((await request.body()).decode("ascii", "replace"), True))
    content = session.content
    # Nothing of this is asked of the store, which can't answer.
    shown = render.template(
        "room/told.html",
        word=content.word,
        root=root_of(request),
        language=content.language,
        room=rooms.Room(session.now(), ""),
        person=None,
        help=session.once("help", lambda: _help(content)),
        key=why,
        text=sent.get("text", ""),
    )
    return HTMLResponse(shown, 503, again)


def box(visit: Visit, case: str, prompt: str, text: str | None = None) -> Box:
    """The editor for a question; with ``text``, or with what was kept."""
    asked = visit.session.content.prompts[prompt]
    kept = own(visit, case, prompt) if text is None else None
    stands = text if text is not None else kept.text if kept else ""
    key = tokens.issue(visit.token, case, prompt)
    return Box(case, prompt, asked.wording, asked.help, stands, key)


def own(visit: Visit, case: str, prompt: str) -> Answer | None:
    """What this person kept for a question, or None."""
    if visit.person is None:
        return None
    kept = visit.session.store.answers(person=visit.person, case=case)
    return next((a for a in kept if a.prompt == prompt), None)


def step(visit: Visit, prompt: str = "", status: int = 200, **values: Any) -> HTMLResponse:
    """The page of the running step, at one of its questions. ``values`` may bring a ``box`` and a ``note``."""
    room, case = visit.session.room(), visit.session.case()
    prompts = rooms.PROMPTS.get(room.step, ())
    given: Box | None = values.pop("box", None)
    if given is not None:
        prompt = given.prompt
    elif prompt not in prompts:
        prompt = prompts[0] if prompts else ""
    kept = {a.prompt: a for a in visit.session.store.answers(person=visit.person, case=case.id)}
    writes = visit.person is not None and visit.person.writes and not room.paused
    stands = kept[prompt].text if prompt in kept else ""
    shown = given or (box(visit, case.id, prompt, stands) if prompt and writes else None)
    return page(
        visit,
        "step.html",
        status,
        case=visit.session.once(case.id, lambda: _case(visit, case)) if room.step in rooms.CASE_SHOWN else "",
        prompts=[(name, visit.session.content.prompts[name].wording, name in kept) for name in prompts],
        prompt=prompt,
        next=_after(prompt, prompts),
        box=shown,
        kept=kept.get(prompt),
        **_reading(visit, kept.get(prompt)),
        offers=visit.session.store.offered(visit.token),
        **{"note": "", "details": "", **values},
    )


def _after(prompt: str, prompts: tuple[str, ...]) -> str:
    """The question after this one; the first again after the last of several."""
    if len(prompts) < 2:
        return ""
    return prompts[(prompts.index(prompt) + 1) % len(prompts)] if prompt in prompts else prompts[0]


def _case(visit: Visit, case: Scenario) -> str:
    return render.template(
        "story.html",
        scenario=case,
        story=render.paragraphs(case.story),
        message=case.messages[0],
        another=False,
        word=visit.session.content.word,
    )


def _reading(visit: Visit, answer: Answer | None) -> dict[str, Any]:
    """One's own reading where the facilitator allows it, after one's own rating. Help is shown always."""
    content = visit.session.content
    nothing: dict[str, Any] = {"reading": "", "rate": None, "marks": (), "longest_why": rooms.LONGEST_WHY}
    if answer is None:
        return nothing
    if not visit.session.room().readings or not reading.was_read(answer):
        allowed = visit.session.room().readings
        shown = reading.shown(content, answer) if allowed else reading.met(content, answer.assessment)
        return {**nothing, "reading": shown}
    if not reading.is_rated(answer):
        return {**nothing, "rate": reading.aim(content, answer.prompt)}
    return {**nothing, "reading": reading.shown(content, answer), "marks": reading.marks(content, answer)}
