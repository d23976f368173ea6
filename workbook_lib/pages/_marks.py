"""What a learner may say against a reading: which mark is off, and what was meant. The same on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import render
from ..activities.own_view import Mark, of_rubric
from ..parts import Actions, Button, Choices, Html, Option, Part
from ._page import Page

__all__ = ["Mark", "announced", "asked", "disputed", "of_rubric", "slot"]


def slot(scenario: str, prompt: str) -> tuple[str, str]:
    """The draft of the reason for a dispute of what was written there."""
    return (scenario, f"not_meant_{prompt}")


def asked(
    page: Page, name: str, about: tuple[str, str], marks: Sequence[Mark], chosen: str, *, unchosen: bool
) -> tuple[Part, ...]:
    """Which mark is off, what was meant, and the press that keeps both.

    ``about`` is the (scenario, prompt) of the text, ``unchosen`` whether that press came before a choice.
    """
    word = page.word
    labels = {
        m.id: word("reading.mark_missed" if m.missed else "reading.mark_goes", dimension=m.name)
        for m in marks
    }
    options = tuple(Option(id, label) for id, label in labels.items())
    first = render.template("said.html", text=word("reading.choose_first"), name="", link="")
    meant = page.content.prompts["not_meant"]
    return (
        Choices(f"dispute-{name}", word("reading.which"), options, chosen),
        *((Html(f"unchosen-{name}", first),) if unchosen else ()),
        page.editor(f"why-{name}", meant.wording, meant.help, slot(*about), rows=2),
        Actions(f"withdraw-{name}", (Button(f"withdraw:{name}", word("actions.withdraw")),)),
    )


def announced(page: Page, mark: Mark) -> str:
    """What became of a mark, in a breath."""
    return page.word("reading.missed" if mark.missed else "reading.withdrawn")


def disputed(marks: Sequence[Mark], said: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The marks that something was ``said`` of: (name, what was said, whether it was missed)."""
    return [(m.name, said[m.id], m.missed) for m in marks if m.id in said]
