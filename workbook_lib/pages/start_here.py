"""Page 00: what this is, who can read what you write, your desk, a first case on your own, and the way on."""

from __future__ import annotations

from .. import render
from ..browser import in_browser
from ..parts import Choices, Html, Option
from ..widgets import Choice, Event, Form, Reply
from . import joining
from ._first_case import FirstCase
from ._page import Page, open_page
from ._short_case import ShortCase, home
from ._top import top as _top
from ._top import way_on as _way_on
from ._your_words import YourWords

PAGE = "00_start_here"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def where() -> Form:
    """Whose journal is open, and where it lies on this very computer."""
    page = open_page(PAGE)
    words = page.content.pages[PAGE].words
    folder = str(page.journal.folder) if page.journal else "—"
    shown = render.template(
        "where.html",
        page=words,
        whose=_whose(page),
        before=words["kept"].split("{folder}"),
        folder="" if page.writer.leaves_nothing or in_browser() else folder,
    )
    return page.form([Html("where", shown)], plain=page.word("plain.where"))


def _whose(page: Page) -> str:
    if in_browser():
        return f"{page.word('lite.kept')} {page.word('lite.bring_along')}"
    if page.writer.leaves_nothing:
        return page.word("where.leave_nothing")
    return page.word("where.profile", name=page.writer.name) if page.writer.name else ""


def desk() -> Form:
    """The desk that chooses the cases; it may be changed at any time."""
    page = open_page(PAGE)
    return page.form([_desk(page)], page.word("plain.desk"), lambda event, form: _choose(page, event))


def _desk(page: Page) -> Choices:
    options = tuple(Option(desk.id, desk.name) for desk in page.content.desks.values())
    return Choices("desk", page.own("desk_help"), options, page.setting("desk") or "")


def _choose(page: Page, event: Event) -> Reply:
    if isinstance(event, Choice):
        page.set("desk", event.value)
    return Reply([_desk(page)])


def first_case() -> Form:
    """A first case without a reading; it may be skipped."""
    page = open_page(PAGE)
    first = FirstCase(page)
    return page.form(first.parts(), page.word("plain.first_case"), first.act)


def short_case() -> Form:
    """A four-minute case, where one is due."""
    short = ShortCase(home(open_page(PAGE)))
    return short.page.form(short.parts(), short.page.word("plain.short_case"), short.act)


def your_words() -> Form:
    """Take a copy, bring words along, delete everything."""
    page = open_page(PAGE)
    place = YourWords(page)
    return page.form(place.parts(), page.word("plain.your_words"), place.act)


def join() -> Form:
    """The way into a session, for those who have a code."""
    return joining.join()


def way_on() -> Form:
    """The next page, by a link."""
    return _way_on(PAGE)
