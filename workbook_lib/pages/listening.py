"""Page 07: a conversation with a client who opens up when heard and closes when managed."""

from __future__ import annotations

from ..widgets import Form
from ._for_two import ForTwo
from ._page import open_page
from ._talk import Talk
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "07_listening"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def talk() -> Form:
    """Whom to meet, the conversation, and what there is to see afterwards."""
    practice = Talk(open_page(PAGE))
    return practice.page.form(practice.parts(), practice.page.own("plain"), practice.act)


def two() -> Form:
    """The role play for two, and the observer's sheet."""
    play = ForTwo(open_page(PAGE))
    return play.page.form(play.parts(), play.page.own("plain_two"), play.act)


def way_on() -> Form:
    """The next page, by a link."""
    return _way_on(PAGE)
