"""Page 05: stock phrases to say another way, and one's own e-mail, marked where it could be warmer."""

from __future__ import annotations

from ..widgets import Form
from . import _practice as practice
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "05_words_that_help"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def rewrite() -> Form:
    """Lines to say another way."""
    return practice.rewrite(PAGE)


def own() -> Form:
    """An e-mail of one's own."""
    return practice.write(PAGE)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
