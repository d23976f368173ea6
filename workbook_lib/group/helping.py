"""What helped, and what didn't: asked at the end of a session on a page of its own, and taken back at will."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from workbook_lib import care, details, render
from workbook_lib.group import hearing, showing
from workbook_lib.group.forms import Visit
from workbook_lib.group.hearing import Said
from workbook_lib.group.kept import GoneError
from workbook_lib.group.session import RefusedError


def ask(visit: Visit) -> Response:
    """The form, or what this person said, or that it was heard."""
    if not _asked(visit):
        return RedirectResponse("/room", 303)
    return _page(visit)


def _asked(visit: Visit) -> bool:
    room = visit.session.room()
    return visit.person is not None and visit.person.agreed and room.step == "close" and not room.over


def _page(visit: Visit, status: int = 200, *, said: Said | None = None, note: str = "") -> Response:
    session = visit.session
    words = f"{said.helped}\n{said.hindered}" if said else ""
    concern = care.concern(words, session.content.care) if note == "bigger" else None
    met = (
        render.template("care.html", care=session.content.care, own=concern.kind == "own_hurt")
        if concern
        else ""
    )
    return showing.page(
        visit,
        "helped.html",
        status,
        choices=hearing.choices(session.room()),
        kept=hearing.own(session.store, visit.token),
        heard=hearing.heard(session.store) is not None,
        said=said or Said(()),
        share=visit.form.get("share") == "yes",
        note=note,
        met=met,
        limit=hearing.LONGEST,
    )


def send(visit: Visit) -> Response:
    """Keep what was said. Words are taken only from those who let the facilitator read them."""
    said = _said(visit)
    if visit.person is None or visit.session.room().over:
        return showing.told(visit, "gone", 410, text=_words(said))
    if not _asked(visit):
        return showing.told(visit, "old_form", 400, text=_words(said))
    note = _trouble(visit, said)
    if note:
        return _page(visit, 422, said=said, note=note)
    try:
        hearing.give(visit.session.store, visit.token, said)
    except GoneError:
        return showing.told(visit, "gone", 410, text=_words(said))
    except RefusedError:
        return _page(visit, 409, said=said)
    return RedirectResponse("/helped", 303)


def _said(visit: Visit) -> Said:
    ticked = [c for c in hearing.choices(visit.session.room()) if visit.form.get(f"helps_{c}") == "yes"]
    return Said(tuple(ticked), *(visit.form.get(name, "").strip() for name in ("helped", "hindered")))


def _words(said: Said) -> str:
    return "\n\n".join(text for text in (said.helped, said.hindered) if text)


def _trouble(visit: Visit, said: Said) -> str:
    """Why nothing is kept yet, as the key of a note; "" where it can be."""
    words = _words(said)
    if not words and not said.choices:
        return "nothing"
    if max(len(said.helped), len(said.hindered)) > hearing.LONGEST:
        return "too_long"
    if words and care.concern(words, visit.session.content.care):
        return "bigger"
    if words and visit.form.get("share") != "yes":
        return "share"
    if details.details(words) and visit.form.get("details") != "leave":
        return "details"
    return ""


def undo(visit: Visit) -> Response:
    """Take back what was said, while it isn't heard."""
    if visit.person is not None:
        hearing.take_back(visit.session.store, visit.token)
    return RedirectResponse("/helped", 303)
