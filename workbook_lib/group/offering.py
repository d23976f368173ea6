"""A sentence for the room: chosen from one's own words, seen as the room will see it, and taken back at will."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from workbook_lib import care, details, render
from workbook_lib.group import rooms, showing
from workbook_lib.group.forms import Visit
from workbook_lib.group.kept import Answer

ABOUT = {"when_then": "plan"}
"""What an offer is about, by the prompt its words were written for; other offers are sentences of a case."""


def choose(visit: Visit) -> Response:
    """The sentences of an own answer, one of which may be chosen."""
    answer = _own(visit, visit.query("q"))
    if answer is None:
        return RedirectResponse("/room", 303)
    return showing.page(visit, "offer.html", sentences=sentences(answer), prompt=answer.prompt)


def _own(visit: Visit, prompt: str) -> Answer | None:
    return showing.own(visit, visit.session.case().id, prompt)


def sentences(answer: Answer) -> list[str]:
    """The sentences of an answer that are short enough to be read aloud."""
    found = answer.assessment.sentences if answer.assessment else ()
    cut = [answer.text[start:end].strip() for start, end in found] or [answer.text.strip()]
    return [sentence for sentence in cut if 0 < len(sentence) <= rooms.LONGEST_OFFER]


def preview(visit: Visit) -> Response:
    """The sentence as the room will see it. What may be bigger than a reply isn't put before a room."""
    answer = _own(visit, visit.form.get("prompt", ""))
    sentence = visit.form.get("sentence", "")
    if answer is None or sentence not in sentences(answer):
        return RedirectResponse("/room", 303)
    content = visit.session.content
    concern = care.concern(sentence, content.care)
    met = render.template("care.html", care=content.care, own=concern.kind == "own_hurt") if concern else ""
    found = bool(details.details(sentence))
    return showing.page(
        visit, "preview.html", sentence=sentence, prompt=answer.prompt, met=met, details=found
    )


def undo(visit: Visit) -> Response:
    """Take an own offer back."""
    visit.session.store.undo(visit.token, visit.form.get("offer", ""))
    return RedirectResponse("/room", 303)
