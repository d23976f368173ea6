"""The head and the foot of every page: the way through the pages, and the place that says "Saved"."""

from __future__ import annotations

from dataclasses import replace

from .. import render
from ..activities import way
from ..parts import Group, Html, Part, Saved
from ..widgets import Event, Form, Press, Reply
from . import _care, _map, _returning
from ._page import Page, open_page


def top(page_id: str) -> Form:
    """The head of a page. As the page's first cell it also reads everything anew."""
    page = open_page(page_id, anew=True)
    head = page.form(_parts(page), page.word("plain.top"), lambda event, form: _act(page, event))
    page.progressed = lambda: head.show(_parts(page))
    return head


def _parts(page: Page) -> list[Part]:
    head = Group("top", (Html("map", _map.shown(page)), Saved(at=page.last_saved())), look="top")
    return [head, *(() if page.put_off else _returning.parts(page))]


def _act(page: Page, event: Event) -> Reply:
    if isinstance(event, Press):
        reply = _returning.act(page, event)
        return replace(reply, parts=_parts(page))
    return Reply()


def way_on(page_id: str) -> Form:
    """What may come next: a link to the first page after this one that is not done, and to the one that follows."""
    page = open_page(page_id)
    pages = list(page.content.pages.values())
    place = [p.id for p in pages].index(page_id)
    following = pages[(place + 1) % len(pages)]
    onward = way.next_page(_map.stand(page), page_id) or following.id
    links = [page.content.pages[id] for id in dict.fromkeys((onward, following.id))]
    shown = render.template(
        "way_on.html", heading=page.word("header.way_on"), text=pages[place].way_on, links=links
    )
    return page.form([Html("way-on", shown), _care.help_fold(page)], plain=page.word("plain.way_on"))
