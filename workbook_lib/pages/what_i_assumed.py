"""Page 04: a note in three columns, what I saw, what I assumed and what I would need to know."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "04_what_i_assumed"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def case() -> Form:
    """A note about a case, taken apart."""
    return practice.sort(PAGE, "case")


def mine() -> Form:
    """A note about one's own encounter, taken apart."""
    return practice.sort(PAGE, "mine")


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
