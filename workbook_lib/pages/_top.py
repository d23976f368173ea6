"""The head and the foot of every page: the way through the pages, and the place that says "Saved"."""

from __future__ import annotations

from dataclasses import replace

from .. import render
from ..parts import Group, Html, Part, Saved
from ..widgets import Choice, Event, Form, Press, Reply
from . import _care, _facilitators, _language, _map, _returning
from ._facilitators import FIRST_OF_THEIRS, learners_pages
from ._page import Page, open_page

FIRST = "00_start_here"


def top(page_id: str) -> Form:
    """The head of a page. As the page's first cell it also reads everything anew."""
    page = open_page(page_id, anew=True)
    head = page.form(_parts(page), page.word("plain.top"), lambda event, form: _act(page, event))
    page.progressed = lambda: head.show(_parts(page))
    return head


def _parts(page: Page) -> list[Part]:
    head = Group("top", (Html("map", _map.shown(page)), Saved(at=page.last_saved())), look="top")
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


def way_on(page_id: str) -> Form:
    """What may come next: links to the pages that the text names, to the page that the map goes on to, and to the
    one that follows.

    From the first page, the pages for facilitators and trainers are linked too; from one of theirs, the one that
    follows in a session, and the learners' first.
    """
    page = open_page(page_id)
    pages = learners_pages(page.content)
    following = next((p for p in pages if p.id > page_id), pages[0])
    onward = _map.onward(page, _map.stand(page)) or following.id
    text = page.content.pages[page_id].way_on
    nameable = pages if page_id < FIRST_OF_THEIRS else page.content.pages.values()
    named = sorted((p for p in nameable if p.title in text), key=lambda p: text.index(p.title))
    links = [page.content.pages[id] for id in dict.fromkeys((*(p.id for p in named), onward, following.id))]
    shown = render.template("way_on.html", heading=page.word("header.way_on"), text=text, links=links)
    theirs = _facilitators.line(page) if page_id == FIRST else ()
    return page.form([Html("way-on", shown), *theirs, _care.help_fold(page)], plain=page.word("plain.way_on"))
