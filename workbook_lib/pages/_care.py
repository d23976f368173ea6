"""Where a text may be about more than a reply can hold: no reading, and help instead. Help on every page."""

from __future__ import annotations

from collections.abc import Callable

from .. import care, render
from ..model import Assessment, Kind, Rating
from ..parts import Html
from ._page import Page

BIGGER = "bigger_than_a_reply"
MET = frozenset({BIGGER, "own_hurt"})
"""Notes of texts that are met with help and not with a reading."""


def assess(
    page: Page, kind: Kind, text: str, read: Callable[[str], Assessment], *, safety: bool = False
) -> Assessment:
    """The reading of ``text``, or, where it may be about harm or danger, an Assessment that it wasn't read.

    ``safety``: the case itself holds a threat, so to retell it is no worry; self-harm still is.
    """
    found = care.concern(text, page.content.care)
    if found is None or (safety and found.kind != "self_harm"):
        return read(text)
    return unread(page, kind, found.kind) if found.kind in MET else bigger(page, kind)


def bigger(page: Page, kind: Kind) -> Assessment:
    """The Assessment of a text that may be bigger than a reply: not read."""
    return unread(page, kind, BIGGER)


def unread(page: Page, kind: Kind, note: str) -> Assessment:
    """The Assessment of a text that isn't read, for the reason that ``note`` names."""
    rubric = page.content.rubric(kind)
    ratings = tuple(Rating(d.id, 0, 1.0, False) for d in rubric.dimensions)
    return Assessment(rubric.id, rubric.version, None, ratings, note)


def met(page: Page, note: str) -> str:
    """What stands in place of a reading, as HTML: the procedure of this library, and someone to call."""
    return render.template("care.html", care=page.content.care, own=note == "own_hurt")


def help_fold(page: Page) -> Html:
    """Help, folded, on every page: detection misses things."""
    shown = render.template("help.html", care=page.content.care, heading=page.word("app.help"))
    return Html("help", shown)
