"""Page 06: the same trouble told by four clients, and one's own voice in all four answers."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._page import open_page
from ._toning import OwnTone, Toning
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "06_their_tone"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def four() -> Form:
    """One trouble, four clients."""
    page = open_page(PAGE)
    toning = Toning(page, "four")
    return page.form(toning.parts(), page.word("plain.practice"), toning.act)


def own() -> Form:
    """A message one got, and one's own answer."""
    page = open_page(PAGE)
    tone = OwnTone(page, "four")
    return page.form(tone.parts(), page.word("plain.own_work"), tone.act)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
