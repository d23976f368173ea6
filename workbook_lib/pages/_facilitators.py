"""The pages for facilitators and trainers: apart from the learners' path, in one quiet line on the first page."""

from __future__ import annotations

from .. import render
from ..catalog import Catalog
from ..catalog import Page as Words
from ..parts import Html, Part
from ._page import Page

FIRST_OF_THEIRS = "20"
"""Page ids begin with two digits; from here on a page is theirs."""

FIRST_OF_AUTHORS = "24"
"""From here on a page is for whoever changes what the workbook says: no step on the way of a session."""


def learners_pages(content: Catalog) -> list[Words]:
    """The pages of the learners' path, in order."""
    return [page for page in content.pages.values() if page.id < FIRST_OF_THEIRS]


def following(content: Catalog, here: str) -> str | None:
    """The page after ``here`` on a facilitator's way, which goes by the session and not by what was done:
    plan, lead, look back, read together. None at its end, and on a page for authors."""
    way = sorted(id for id in content.pages if FIRST_OF_THEIRS <= id < FIRST_OF_AUTHORS)
    return next((id for id in way if id > here), None)


def line(page: Page) -> tuple[Part, ...]:
    """Links to their pages; nothing where there are none."""
    theirs = [other for other in page.content.pages.values() if other.id >= FIRST_OF_THEIRS]
    if not theirs:
        return ()
    shown = render.template("facilitators.html", heading=page.word("app.trainers"), pages=theirs)
    return (Html("facilitators", shown),)
