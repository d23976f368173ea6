"""Reading together on a phone: one text at a time, marks kept at once, done; then what the room's readings show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import RedirectResponse, Response

from workbook_lib.agreement.marks import STAGE, Marks, allowed, unmarked
from workbook_lib.agreement.texts import ReadText
from workbook_lib.group import readers, reading_shown, showing, together
from workbook_lib.group.forms import Visit
from workbook_lib.group.kept import GoneError
from workbook_lib.group.reading_words import ReadingWords, words_for
from workbook_lib.group.session import RefusedError
from workbook_lib.group.together import Round

END = "end"
"""Where one says that one is done."""


def page(visit: Visit, at: str = "", status: int = 200, note: str = "") -> Response:
    """The page of the step: a text, the end, that one's marks are closed, or what lies open."""
    round = together.standing(visit.session.store)
    if round is None:
        return showing.step(visit)
    own = readers.own(visit.session.store, visit.token)
    words = words_for(visit.session.content, round.texts)
    if round.opened is not None:
        return _page(
            visit, round, status, note, **reading_shown.opened(words, round, own, _chosen(round, at))
        )
    if visit.session.room().paused:
        return _page(visit, round, status, note, part="paused")
    if own.closed:
        return _page(visit, round, status, note, part="closed", take=own.take, again=at == END)
    whole = [n for n in _numbers(round) if not unmarked(own.marks.get(n, {}), words.items)]
    here = _chosen(round, at) or next((n for n in _numbers(round) if n not in whole), 0)
    if at == END or not here:
        rest = [n for n in _numbers(round) if n not in whole]
        return _page(visit, round, status, note, part="end", rest=rest, whole=whole)
    return _page(visit, round, status, note, part="text", **_text(words, round, own.marks, here, whole))


def _page(visit: Visit, round: Round, status: int, note: str, **values: Any) -> Response:
    word = words_for(visit.session.content, round.texts).word
    return showing.page(
        visit, "marks.html", status, own=word, total=len(round.texts.texts), note=note, **values
    )


def _numbers(round: Round) -> range:
    return range(1, len(round.texts.texts) + 1)


def _chosen(round: Round, at: str) -> int:
    """The number of a text that was asked for; 0 for none."""
    return int(at) if at.isascii() and at.isdigit() and int(at[:4]) in _numbers(round) else 0


def _text(
    words: ReadingWords, round: Round, marks: Mapping[int, Marks], here: int, whole: list[int]
) -> dict[str, Any]:
    text: ReadText = round.texts.texts[here - 1]
    return {
        "number": here,
        "text": text,
        "asked": words.asked(text),
        "fault": words.fault(text),
        "items": [_item(words, item, marks.get(here, {}).get(item, "")) for item in words.items],
        "whole": whole,
        "begun": [n for n, given in marks.items() if given and n not in whole],
    }


def _item(words: ReadingWords, item: str, mark: str) -> dict[str, Any]:
    levels = [(one, words.mark(item, one), words.says(item, one), one == mark) for one in allowed(item)]
    return {"id": item, "name": words.name(item), "asks": words.asks(item), "levels": levels}


# -- what is done ------------------------------------------------------------------------------------------


def mark(visit: Visit) -> Response:
    """Keep the marks of one text, then go where the button leads; a page that keeps them by itself stays."""
    quiet = visit.form.get("quiet") == "yes"
    round = together.standing(visit.session.store)
    number = _chosen(round, visit.form.get("number", "")) if round else 0
    items = words_for(visit.session.content, round.texts).items if round else (STAGE,)
    given = {item: visit.form[f"of_{item}"] for item in items if f"of_{item}" in visit.form}
    try:
        readers.put_down(visit.session.store, visit.token, number, given)
    except GoneError:
        return showing.told(visit, "gone", 410)
    except RefusedError as no:
        return _late(visit, str(no))
    return Response(status_code=204) if quiet else _to(visit.form.get("go", ""))


def _to(where: str) -> Response:
    at = where if where == END or (where.isascii() and where.isdigit() and len(where) < 4) else ""
    return RedirectResponse(f"/room?q={at}#text", 303)


def _late(visit: Visit, why: str) -> Response:
    """Why nothing was kept; where the room reads on, on the page where it stands."""
    if why in {"opened", "closed"} and visit.session.room().step == "read_together":
        return page(visit, "", 409, f"late_{why}")
    return showing.told(visit, "old_form", 409)


def done(visit: Visit) -> Response:
    """Close one's marks, with a yes or a no to having them counted and taken along."""
    take = visit.form.get("take", "")
    if take not in {"yes", "no"}:
        return page(visit, END, 422, "choose")
    try:
        readers.close(visit.session.store, visit.token, take=take == "yes")
    except GoneError:
        return showing.told(visit, "gone", 410)
    except RefusedError as no:
        return page(visit, END, 422, "nothing") if str(no) == "nothing" else _late(visit, str(no))
    return RedirectResponse("/room", 303)


PAGES: Mapping[str, tuple[Callable[[Visit], Response], str]] = {
    "/marks": (mark, "POST"),
    "/marks/done": (done, "POST"),
}
