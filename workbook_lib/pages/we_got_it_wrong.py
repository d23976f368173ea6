"""Page 08: whose fault it was, and the plain apology."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "08_we_got_it_wrong"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def fault() -> Form:
    """Whose fault it was."""
    return practice.place(PAGE, "fault")


def apology() -> Form:
    """Apologies to say plainly."""
    return practice.rewrite(PAGE, "apology")


def own() -> Form:
    """An apology of one's own."""
    return practice.write(PAGE)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
