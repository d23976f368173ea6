"""Page 10: the case that can't be solved. A plain no with a way on, three questions, and what they see of us."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "10_together"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def answers() -> Form:
    """Answers to tell apart: a closed door, a promise too big, a no with a way on."""
    return practice.place(PAGE, "answers")


def case() -> Form:
    """A case to ask about, then to answer."""
    return practice.write(PAGE, "case")


def two_ways() -> Form:
    """What a line lets them see of us."""
    return practice.place(PAGE, "two_ways")


def own() -> Form:
    """A no of one's own."""
    return practice.write(PAGE)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
