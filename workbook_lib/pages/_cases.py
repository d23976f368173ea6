"""Which case a practice page is on: those of the learner's desk first."""

from __future__ import annotations

from collections.abc import Sequence

from .. import render
from ..activities import lines
from ..model import Scenario
from ..parts import Actions, Button, Group, Html
from ._page import Page

OWN = "own"
"""The scenario id of one's own work."""


def to_choose_from(page: Page, named: Sequence[str], *, safety: bool = True) -> list[Scenario]:
    """The cases ``named``, or all of the desk: its own first, those of abuse last or not at all (``safety``)."""
    known, desk = page.content.scenarios, page.desk
    found = [known[id] for id in named if id in known] or page.content.for_desk(desk)
    fit = [case for case in found if safety or not case.safety]
    return sorted(fit, key=lambda case: (case.safety, desk not in case.desks, case.desks[0] != desk))


def here(page: Page, station: str, named: Sequence[str], *, safety: bool = True) -> Scenario:
    """The case that is open at a station of this page."""
    found = {case.id: case for case in to_choose_from(page, named, safety=safety)}
    at = page.place.get("case", {}).get(station)
    return found[at if at in found else next(iter(found))]


def another(page: Page, station: str, named: Sequence[str], *, safety: bool = True) -> str:
    """Open the next case; its title."""
    ids = [case.id for case in to_choose_from(page, named, safety=safety)]
    to = lines.beside(ids, here(page, station, named, safety=safety).id, 1)
    page.remember(case={**page.place.get("case", {}), station: to})
    return page.content.scenarios[to].title


def shown(page: Page, scenario: Scenario) -> Group:
    """The case, and the way to another one."""
    html = render.template(
        "story.html",
        scenario=scenario,
        story=render.paragraphs(scenario.story),
        message=scenario.messages[0],
        another=True,
        word=page.word,
    )
    other = Actions("cases", (Button("another", page.word("actions.another_case")),))
    return Group(f"case-{scenario.id}", (Html("story", html), other))
