"""Rate yourself first: how clear one's own text is, before it is read, and the difference in words."""

from __future__ import annotations

from .. import render
from ..activities import own_view
from ..activities.own_view import WORDS, rated
from ..model import Assessment, Dimension, Entry, Rubric
from ..parts import Choices, Html, Option
from ._page import Page

__all__ = ["beside", "choices", "hint", "rated"]


def choices(page: Page, name: str, aim: Dimension, chosen: str) -> Choices:
    """Three levels, in words."""
    options = tuple(Option(str(level), page.word(f"levels.{key}")) for level, key in enumerate(WORDS))
    return Choices(f"rate-{name}", page.word("reading.rate", dimension=aim.name), options, chosen)


def hint(page: Page, name: str) -> Html:
    """That the rating comes first, where it was passed over once."""
    return Html(f"hint-{name}", render.template("intro.html", text=page.word("reading.rate_first")))


def beside(page: Page, rubric: Rubric, entry: Entry, assessment: Assessment) -> str:
    """The learner's own rating beside the reading, in words; nothing where there is nothing to compare."""
    return own_view.beside(page.word, rubric, entry.self_rating, entry.disputed, assessment)
