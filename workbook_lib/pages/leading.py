"""Page 13: what a team sees, the five questions about a colleague, and one change in a policy or a roster."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "13_leading"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def see_me() -> Form:
    """What a team may take from a line."""
    return practice.place(PAGE, "see_me")


def own() -> Form:
    """One moment of one's own week."""
    return practice.write(PAGE)


def colleague() -> Form:
    """The five questions about a colleague of a case."""
    return practice.write(PAGE, "colleague")


def mine() -> Form:
    """The five questions about a colleague of one's own."""
    return practice.write(PAGE, "mine")


def change() -> Form:
    """One change."""
    return practice.write(PAGE, "change")


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
