"""What people do from their phones: come in, agree, write or not, look at their words, leave."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from workbook_lib.group import moving, reading_page, showing, tokens
from workbook_lib.group.forms import Visit, cookie_name, cookie_scope
from workbook_lib.group.kept import Answer
from workbook_lib.group.moving import NotDoneError
from workbook_lib.group.rooms import READ
from workbook_lib.render import template


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303)


def _with_cookie(visit: Visit, response: Response, token: str) -> Response:
    response.set_cookie(
        cookie_name(visit.request), token, httponly=True, samesite="lax", **cookie_scope(visit.request)
    )
    return response


def come_in(visit: Visit) -> Response:
    """The door: a code, and a desk for those who like."""
    visit.session.reached |= visit.from_elsewhere
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
    if visit.person is not None:
        return _to("/room")
    try:
        return _with_cookie(visit, _to("/room"), moving.come_in(visit))
    except NotDoneError as no:
        why = "wrong" if no.why == "over" else no.why
        answer = _door(visit, visit.form.get("code", "")[:40], why, no.status)
        if no.why == "wait":
            answer.headers["Retry-After"] = "60"
        return answer


def room(visit: Visit) -> Response:
    """Where the group is now; the agreement first."""
    if visit.person is None:
        return _gone(visit)
    if not visit.person.agreed:
        return showing.page(visit, "agreement.html")
    if visit.session.room().step == READ:
        return reading_page.page(visit, visit.query("q"))
    return showing.step(visit, visit.query("q"))


def _gone(visit: Visit, text: str = "") -> Response:
    """For those who aren't in the room, or not any more; their words are given back."""
    if visit.session.room().over:
        return showing.page(visit, "over.html", 410, text=text)
    return showing.told(visit, "gone", 410, text=text) if text else _to("/")


def agree(visit: Visit) -> Response:
    """Agree, and choose whether to write; the choice can be changed at any time."""
    return _chosen(visit, agreed=True, writes=visit.form.get("writes") != "no")


def _chosen(visit: Visit, **values: bool) -> Response:
    try:
        moving.choose(visit, **values)
    except NotDoneError:
        return _gone(visit)
    return _to("/room")


def answer(visit: Visit) -> Response:
    """Keep an answer; where it isn't taken, its words are given back, with what there is to say about them."""
    try:
        kept = moving.keep(visit)
    except NotDoneError as no:
        return _not_taken(visit, no)
    return _to(f"/room?q={kept.prompt}#kept")


def _not_taken(visit: Visit, no: NotDoneError) -> Response:
    text, case, prompt = (visit.form.get(name, "") for name in ("text", "case", "prompt"))
    if no.why == "gone":
        return _gone(visit, text)
    if no.why == "old_form":
        return showing.told(visit, "old_form", no.status, text=text)
    again = showing.box(visit, case, prompt, text)
    kinds = ", ".join(visit.session.content.word(f"details.{kind}") for kind in no.kinds)
    return showing.step(visit, status=no.status, box=again, note="" if kinds else no.why, details=kinds)


def rate(visit: Visit) -> Response:
    """Rate one's own text, then see the reading."""
    return _said(visit, moving.rate)


def differ(visit: Visit) -> Response:
    """See a mark of the reading differently; words that are too long are given back."""
    return _said(visit, moving.differ)


def _said(visit: Visit, say: Callable[[Visit], Answer]) -> Response:
    try:
        return _to(f"/room?q={say(visit).prompt}#own-reading")
    except NotDoneError as no:
        why = visit.form.get("why", "")
        if no.why == "gone":
            return _gone(visit, why)
        return showing.told(visit, "old_form", 400, text=why) if why.strip() else _to("/room")


def offer(visit: Visit) -> Response:
    """Offer exactly what the preview showed."""
    try:
        moving.offer(visit)
    except NotDoneError as no:
        if no.why == "gone" and visit.person is not None:
            return showing.told(visit, "gone", 410, text=visit.form.get("sentence", ""))
    return _to("/room")


def writing(visit: Visit) -> Response:
    """Change between writing and taking part without."""
    return _chosen(visit, writes=visit.form.get("writes") == "yes")


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
    response.delete_cookie(cookie_name(visit.request), **cookie_scope(visit.request))
    return response


def now(visit: Visit) -> Response:
    """Whether a page is still right: small, so that a phone can ask often."""
    if visit.person is None:
        return JSONResponse({"here": False, "over": visit.session.room().over})
    room = visit.session.room()
    left = room.seconds_left(visit.session.now())
    return JSONResponse({"here": True, "version": room.version, "left": left, "over": room.over})
