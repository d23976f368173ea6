"""Page 11: a caring guess, figures, whom they leave out, and what to ask; then signs, rules and rooms."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._figures import Figures
from ._own_figures import OwnFigures
from ._page import open_page
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "11_heart_and_head"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def guess() -> Form:
    """A first, caring guess."""
    return practice.write(PAGE, "guess")


def figures() -> Form:
    """The library's figures. What was open before is drawn once the page stands."""
    page = open_page(PAGE)
    made = Figures(page)
    form = page.form(made.parts(), page.word("plain.figures"), made.act)
    made.draw(form)
    return form


def after() -> Form:
    """What has become of the guess."""
    return practice.write(PAGE, "after")


def own_figures() -> Form:
    """A file of one's own."""
    page = open_page(PAGE)
    made = OwnFigures(page)
    return page.form(made.parts(), page.word("plain.own_figures"), made.act)


def signs() -> Form:
    """Signs, rules and rooms: whom do they leave out?"""
    return practice.rewrite(PAGE, "signs")


def own() -> Form:
    """A sign, a rule or a room of one's own."""
    return practice.write(PAGE)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
