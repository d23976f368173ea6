"""Rate yourself first: how clear one's own text is, before it is read, and the difference in words."""

from __future__ import annotations

from .. import render
from ..activities.five_questions import difference
from ..model import Assessment, Dimension, Entry, Level, Rubric
from ..parts import Choices, Html, Option
from ._page import Page

WORDS = ("not_yet_self", "emerging", "clear")
LEVELS: dict[str, Level] = {"0": 0, "1": 1, "2": 2}


def choices(page: Page, name: str, aim: Dimension, chosen: str) -> Choices:
    """Three levels, in words."""
    options = tuple(Option(str(level), page.word(f"levels.{key}")) for level, key in enumerate(WORDS))
    return Choices(f"rate-{name}", page.word("reading.rate", dimension=aim.name), options, chosen)


def hint(page: Page, name: str) -> Html:
    """That the rating comes first, where it was passed over once."""
    return Html(f"hint-{name}", render.template("intro.html", text=page.word("reading.rate_first")))


def rated(aim: Dimension, chosen: str) -> dict[str, Level]:
    """What was chosen, as an entry keeps it; empty where nothing was."""
    return {aim.id: LEVELS[chosen]} if chosen in LEVELS else {}


def beside(page: Page, rubric: Rubric, entry: Entry, assessment: Assessment) -> str:
    """The learner's own rating beside the reading, in words; nothing where there is nothing to compare."""
    if not assessment.was_read:
        return ""
    for id, level in entry.self_rating.items():
        rating = assessment.rating(id)
        if not rating.sure or id in entry.disputed:
            return ""
        name = next(d.name for d in rubric.dimensions if d.id == id)
        return page.word(f"reading.difference_{difference(level, rating.level)}", dimension=name)
    return ""
