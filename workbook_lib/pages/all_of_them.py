"""Page 03, private: whom one finds easy, whom hard, one small act, and a debate about where the job ends."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._hard import EasyAndHard
from ._page import open_page
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "03_all_of_them"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def loving() -> Form:
    """Three questions, without a right answer."""
    return practice.place(PAGE, "loving")


def own() -> Form:
    """Whom one finds easy, whom hard."""
    page = open_page(PAGE)
    writing = EasyAndHard(page, "own")
    return page.form(writing.parts(), page.word("plain.own_work"), writing.act)


def debate() -> Form:
    """A debate: every answer hears the other side."""
    return practice.place(PAGE, "debate")


def stand() -> Form:
    """Where one stands."""
    return practice.write(PAGE, "stand")


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
