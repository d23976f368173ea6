"""Page 12, private: the weeks, what drains and what recharges, a plan for oneself and a change to ask for."""

from __future__ import annotations

from .. import render
from ..parts import Html
from ..widgets import Form
from . import _practice as practice
from ._checking import Checking
from ._desks import ByDesk
from ._page import open_page
from ._sheet import Sheet
from ._top import top as _top
from ._top import way_on as _way_on
from ._weeks import Weeks

PAGE = "12_staying_well"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def check_in() -> Form:
    """How this week was, in words."""
    page = open_page(PAGE)
    checking = Checking(page, "week")
    return page.form(checking.parts(), page.word("plain.own_work"), checking.act)


def weeks() -> Form:
    """The weeks side by side."""
    page = open_page(PAGE)
    beside = Weeks(Checking(page, "week"))
    form = page.form(beside.parts(), page.word("plain.weeks"), beside.act)
    page.watchers.append(lambda: form.show(beside.parts()))
    beside.drawn.then(lambda: form.show(beside.parts()))
    return form


def desks() -> Form:
    """What drains and what recharges, by desk."""
    page = open_page(PAGE)
    writing = ByDesk(page, "desk")
    return page.form(writing.parts(), page.word("plain.own_work"), writing.act)


def plan() -> Form:
    """One small plan for oneself."""
    return practice.plan(PAGE)


def ask() -> Form:
    """One change to ask for."""
    return practice.write(PAGE, "ask")


def sheet() -> Form:
    """A page to take to whoever can decide."""
    page = open_page(PAGE)
    taking = Sheet(page)
    form = page.form(taking.parts(), page.word("plain.take"), taking.act)
    page.watchers.append(lambda: form.show(taking.parts()))
    return form


def turn() -> Form:
    """Where to turn when it is more than tiredness."""
    page = open_page(PAGE)
    text = [page.own("turn_says"), page.own("turn_work")]
    shown = render.template("where_to_turn.html", text=text, care=page.content.care)
    return page.form([Html("turn", shown)], page.word("plain.turn"))


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
