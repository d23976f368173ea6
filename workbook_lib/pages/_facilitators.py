"""The pages for facilitators and trainers: apart from the learners' path, in one quiet line on the first page."""

from __future__ import annotations

from .. import render
from ..catalog import Catalog
from ..catalog import Page as Words
from ..parts import Html, Part
from ._page import Page

FIRST_OF_THEIRS = "20"
"""Page ids begin with two digits; from here on a page is theirs."""


def learners_pages(content: Catalog) -> list[Words]:
    """The pages of the learners' path, in order."""
    return [page for page in content.pages.values() if page.id < FIRST_OF_THEIRS]


def line(page: Page) -> tuple[Part, ...]:
    """Links to their pages; nothing where there are none."""
    theirs = [other for other in page.content.pages.values() if other.id >= FIRST_OF_THEIRS]
    if not theirs:
        return ()
    shown = render.template("facilitators.html", heading=page.word("app.trainers"), pages=theirs)
    return (Html("facilitators", shown),)
