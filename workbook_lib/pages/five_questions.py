"""Page 02: a client's story, and five questions to ask oneself before answering. The core page."""

from __future__ import annotations

from ..widgets import Form
from ._core import Practice
from ._page import open_page
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "02_five_questions"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def work() -> Form:
    """The case, the questions one after another, and what the words show."""
    practice = Practice(open_page(PAGE))
    return practice.page.form(practice.parts(), practice.page.word("plain.five_questions"), practice.act)


def way_on() -> Form:
    """The next page, by a link."""
    return _way_on(PAGE)
