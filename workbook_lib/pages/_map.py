"""The map on every page: what is done, what is begun, what may come next, in words and by links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .. import render
from ..activities import way
from ..journal import Journal
from ._facilitators import FIRST_OF_THEIRS, following, learners_pages
from ._page import Page

FIRST = "00_start_here"
"""The page where a desk is chosen, which makes it done."""


def stand(page: Page) -> dict[str, way.State]:
    """How every page of the learners' path stands, in their order."""
    finish = {told.id: told.finish for told in learners_pages(page.content)}
    traces = _traces(page.journal, finish) if page.journal else {}
    return way.states(traces, finish)


def _traces(journal: Journal, pages: Iterable[str]) -> dict[str, way.Traces]:
    kept: dict[str, set[str]] = defaultdict(set)
    for entry in journal.entries():
        kept[entry.page].add(entry.prompt)
    if journal.setting("desk"):
        kept[FIRST].add("desk")
    return {id: way.Traces(frozenset(kept[id]), _touched(journal, id)) for id in pages}


def _touched(journal: Journal, page: str) -> bool:
    if journal.place(page).get("answers"):
        return True
    return any(draft.text.strip() for draft in journal.drafts(page))


def onward(page: Page, states: Mapping[str, way.State]) -> str | None:
    """The page to go on to: by the session on a facilitator's page, by what is done on a learner's."""
    if page.id >= FIRST_OF_THEIRS:
        return following(page.content, page.id)
    return way.next_page(states, page.id)


def shown(page: Page) -> str:
    """The map as HTML: a fold that says how things stand, and in it every page with its state in words."""
    states = stand(page)
    ahead = onward(page, states)
    steps = [
        {
            "id": told.id,
            "title": told.title,
            "minutes": page.word("app.minutes", minutes=told.minutes),
            "state": states[told.id],
            "here": told.id == page.id,
            "next": told.id == ahead,
        }
        for told in learners_pages(page.content)
    ]
    done = sum(state == "done" for state in states.values())
    begun = sum(state == "begun" for state in states.values())
    title = page.content.pages[ahead].title if ahead else ""
    return render.template(
        "map.html", steps=steps, done=done, begun=begun, onward=ahead, title=title, word=page.word
    )
