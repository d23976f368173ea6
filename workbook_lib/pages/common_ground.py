"""Page 09: a bond in what a person shows, without prying and without taking the talk over."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "09_common_ground"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def tell_apart() -> Form:
    """Lines that notice, pry or turn to oneself."""
    return practice.place(PAGE, "tell_apart")


def turn() -> Form:
    """Lines to say another way."""
    return practice.rewrite(PAGE, "turn")


def own() -> Form:
    """A line of one's own."""
    return practice.write(PAGE)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
