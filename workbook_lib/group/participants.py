"""What people do from their phones: come in, agree, write or not, look at their words, leave."""

from __future__ import annotations

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from workbook_lib import details
from workbook_lib.group import reading, showing, tokens
from workbook_lib.group.forms import Visit, cookie_name
from workbook_lib.group.rooms import PROMPTS, Room
from workbook_lib.group.session import MOST_PEOPLE, Session, cases
from workbook_lib.group.store import Answer, GoneError
from workbook_lib.render import template

ANSWERED = frozenset(prompt for prompts in PROMPTS.values() for prompt in prompts)


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303)


def _with_cookie(visit: Visit, response: Response, token: str) -> Response:
    response.set_cookie(cookie_name(visit.request), token, httponly=True, samesite="lax", path="/")
    return response


def come_in(visit: Visit) -> Response:
    """The door: a code, and a desk for those who like."""
    if visit.person is not None:
        return _to("/room")
    return _door(visit, visit.query("code")[:20], "")


def _door(visit: Visit, code: str, trouble: str, status: int = 200) -> Response:
    token = visit.token or tokens.new_token()
    at = Visit(visit.session, visit.request, token, None, {})
    file = "over.html" if visit.session.room().over else "door.html"
    desks = visit.session.content.desks.values()
    shown = showing.page(at, file, status, code=code, trouble=trouble, desks=desks)
    return _with_cookie(visit, shown, token)


def join(visit: Visit) -> Response:
    """Try a code. A wrong one says so; too many wrong ones have to wait."""
    session, typed = visit.session, visit.form.get("code", "")[:40]
    if visit.person is not None:
        return _to("/room")
    if not session.rates.may_try_code(visit.address):
        answer = _door(visit, typed, "wait", 429)
        answer.headers["Retry-After"] = "60"
        return answer
    if session.room().over or not tokens.same(tokens.as_typed(typed), session.store.key("code")):
        session.rates.wrong_code(visit.address)
        return _door(visit, typed, "wrong", 403)
    if len(session.store.people()) >= MOST_PEOPLE or not session.rates.join():
        return _door(visit, typed, "full", 503)
    desk = visit.form.get("desk", "")
    token = session.store.join(desk if desk in session.content.desks else "")
    return _with_cookie(visit, _to("/room"), token)


def room(visit: Visit) -> Response:
    """Where the group is now; the agreement first."""
    if visit.person is None:
        return _gone(visit)
    if not visit.person.agreed:
        return showing.page(visit, "agreement.html")
    return showing.step(visit, visit.query("q"))


def _gone(visit: Visit, text: str = "") -> Response:
    """For those who aren't in the room, or not any more; their words are given back."""
    if visit.session.room().over:
        return showing.page(visit, "over.html", 410, text=text)
    return showing.told(visit, "gone", 410, text=text) if text else _to("/")


def agree(visit: Visit) -> Response:
    """Agree, and choose whether to write; the choice can be changed at any time."""
    if visit.person is None:
        return _gone(visit)
    visit.session.store.set_person(visit.person, agreed=True, writes=visit.form.get("writes") != "no")
    return _to("/room")


def answer(visit: Visit) -> Response:
    """Keep an answer, once for each key; it is on the disk before this says so."""
    text, case, prompt = (visit.form.get(name, "") for name in ("text", "case", "prompt"))
    if visit.person is None:
        return _gone(visit, text)
    known = case in cases(visit.session.content) and prompt in ANSWERED
    if not known or not tokens.issued(visit.form.get("key", ""), visit.token, case, prompt):
        return showing.told(visit, "old_form", 400, text=text)
    if not text.strip() or len(text) > showing.LONGEST:
        return _again(visit, case, prompt, text, "empty" if not text.strip() else "too_long")
    found = details.details(text)
    what = visit.form.get("details", "")
    if found and what == "replace":
        text = details.replaced(text, found, _in_place(visit))
    elif found and what != "leave":
        return _again(visit, case, prompt, text, "", asked=found)
    return _keep(visit, Answer(visit.person.id, case, prompt, text, None))


def _in_place(visit: Visit) -> dict[details.Kind, str]:
    return {kind: visit.session.content.word(f"details.in_place_{kind}") for kind in details.KINDS}


def _keep(visit: Visit, given: Answer) -> Response:
    session = visit.session
    read = reading.assess(session.content, session.case(given.case), given.prompt, given.text)
    kept = Answer(given.person, given.case, given.prompt, given.text, read)
    assert visit.person is not None  # noqa: S101 - asked before
    try:
        session.store.keep_answer(visit.person, visit.form["key"], kept)
    except GoneError:
        return _gone(visit, given.text)
    return _to(f"/room?q={given.prompt}#kept")


def _again(
    visit: Visit, case: str, prompt: str, text: str, note: str, *, asked: list[details.Detail] | None = None
) -> Response:
    """The same editor with the same words, and what has to be said about them. Nothing was kept."""
    word = visit.session.content.word
    found = {d.kind for d in asked or ()}
    kinds = ", ".join(word(f"details.{kind}") for kind in details.KINDS if kind in found)
    again = showing.box(visit, case, prompt, text)
    return showing.step(visit, status=422, box=again, note=note, details=kinds)


def writing(visit: Visit) -> Response:
    """Change between writing and taking part without."""
    if visit.person is None:
        return _gone(visit)
    visit.session.store.set_person(visit.person, writes=visit.form.get("writes") == "yes")
    return _to("/room")


def words(visit: Visit) -> Response:
    """One's own words, to look at and to take along."""
    if visit.person is None:
        return _gone(visit)
    return showing.page(
        visit, "words.html", kept=_kept(visit), offers=visit.session.store.offered(visit.token)
    )


def words_file(visit: Visit) -> Response:
    """One's own words as a text file."""
    if visit.person is None:
        return _gone(visit)
    text = template("room/words.txt", kept=_kept(visit), word=visit.session.content.word)
    name = visit.session.content.word("room.words.file")
    return PlainTextResponse(
        text.encode("utf-8", "replace"), headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _kept(visit: Visit) -> list[tuple[str, str, str]]:
    """Case, question and answer of everything this person kept."""
    session = visit.session
    answers = session.store.answers(person=visit.person)
    return [(session.case(a.case).title, session.content.prompts[a.prompt].wording, a.text) for a in answers]


def leaving(visit: Visit) -> Response:
    """Asked once more before everything of theirs is deleted."""
    return showing.page(visit, "leave.html") if visit.person else _to("/")


def leave(visit: Visit) -> Response:
    """Go, and take everything back."""
    if visit.person is not None:
        visit.session.store.leave(visit.token)
        visit.session.known.discard(visit.person.id)
    response = showing.page(visit, "left.html", person=None)
    response.delete_cookie(cookie_name(visit.request), path="/")
    return response


def now(visit: Visit) -> Response:
    """Whether a page is still right: small, so that a phone can ask often."""
    if visit.person is None:
        return JSONResponse({"here": False, "over": visit.session.room().over})
    return standing(visit.session, visit.session.room())


def standing(session: Session, room: Room) -> JSONResponse:
    """What `now` says to somebody in the room."""
    left = room.seconds_left(session.now())
    return JSONResponse({"here": True, "version": room.version, "left": left, "over": room.over})
