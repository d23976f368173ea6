"""Page 01: sympathy, empathy, compassion: lines to place on the ladder, and one to take up a rung at a time."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "01_the_ladder"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def place() -> Form:
    """Lines to place on the ladder."""
    return practice.place(PAGE)


def climb() -> Form:
    """A flat line to take up, a rung at a time."""
    return practice.rewrite(PAGE, "climb")


def own() -> Form:
    """A line of one's own."""
    return practice.write(PAGE)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
