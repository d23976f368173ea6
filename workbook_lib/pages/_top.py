"""The head and the foot of every page: the way through the pages, and the place that says "Saved"."""

from __future__ import annotations

from dataclasses import replace

from .. import render
from ..parts import Group, Html, Part, Saved
from ..widgets import Choice, Event, Form, Press, Reply
from . import _care, _facilitators, _language, _returning
from ._facilitators import learners_pages
from ._page import Page, open_page

FIRST = "00_start_here"


def top(page_id: str) -> Form:
    """The head of a page. As the page's first cell it also reads everything anew."""
    page = open_page(page_id, anew=True)
    return page.form(_parts(page), page.word("plain.top"), lambda event, form: _act(page, event))


def _parts(page: Page) -> list[Part]:
    head = Group("top", (Html("path", path(page)), Saved(at=page.last_saved())), look="top")
    language = _language.parts(page) if page.id == FIRST else ()
    return [head, *_trouble(page), *language, *(() if page.put_off else _returning.parts(page))]


def _trouble(page: Page) -> tuple[Part, ...]:
    """One sentence, where the own folder or the language that were chosen can't be used as they stand."""
    if not page.content.trouble:
        return ()
    return (Html("own-trouble", render.template("own_said.html", text=page.content.trouble)),)


def _act(page: Page, event: Event) -> Reply:
    if isinstance(event, Press):
        reply = _returning.act(page, event)
        return replace(reply, parts=_parts(page))
    if isinstance(event, Choice):
        return _language.act(page, event)
    return Reply()


def path(page: Page) -> str:
    """Links to the learners' pages, the open one marked."""
    steps = [{"id": p.id, "title": p.title, "here": p.id == page.id} for p in learners_pages(page.content)]
    return render.template("path.html", steps=steps, word=page.word)


def way_on(page_id: str) -> Form:
    """What may come next, with a link to the next page; after the last one, to the first.

    From the first page, the pages for facilitators and trainers are linked too.
    """
    page = open_page(page_id)
    pages = learners_pages(page.content)
    onward = next((p for p in pages if p.id > page_id), pages[0])
    shown = render.template(
        "way_on.html",
        heading=page.word("header.way_on"),
        text=page.content.pages[page_id].way_on,
        page=onward.id,
        title=onward.title,
    )
    theirs = _facilitators.line(page) if page_id == FIRST else ()
    return page.form([Html("way-on", shown), *theirs, _care.help_fold(page)], plain=page.word("plain.way_on"))
