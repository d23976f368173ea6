"""The first and the last unaided case side by side, in the learner's own words. The page says nothing of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .. import render
from ..activities import unaided
from ..activities.unaided import Occasion
from ..parts import Html, Part
from ..widgets import Event, Form, Press, Reply
from ._bench import MOVES, Bench
from ._cases import OWN
from ._days import day_of, local_day
from ._last_case import occasions
from ._page import Page
from ._reader import NoReader

SEEN = "what_i_see"
"""The prompt of what the learner says of the two."""


def name_of(page: Page, number: int, done: Sequence[Occasion]) -> str:
    """ "First", "Last", or after how many weeks: by the order in which they were answered."""
    if number == 0:
        return page.own("side_first")
    if number == 1:
        return page.own("side_last")
    weeks = round((done[number].at - done[1].at).days / 7)
    return page.own("side_later", weeks=weeks)


@dataclass
class SideBySide:
    """Two of the learner's unaided cases."""

    page: Page
    seen: Bench = field(init=False)

    def __post_init__(self) -> None:
        own = self.page.own
        self.seen = Bench(self.page, (OWN, SEEN), own("side_asked"), own("side_help"), NoReader(self.page), 4)

    def act(self, event: Event, form: Form) -> Reply:
        """Keep what the learner sees in them."""
        if not isinstance(event, Press):
            return Reply()
        done = MOVES[event.name.partition(":")[0]](self.seen)
        return Reply(self.parts(), focus=done.focus, announce=done.announce)

    def parts(self) -> list[Part]:
        """Nothing before there are two: the first would lead the learner's hand. Then both, and one question."""
        done = occasions(self.page)
        if len(done) < 2:
            key = "side_one" if done else "side_none"
            return [Html("side", render.template("intro.html", text=self.page.own(key)))]
        between = range(1, len(done) - 1)
        html = render.template(
            "side_by_side.html",
            pair=[self._told(0, done), self._told(len(done) - 1, done)],
            between=[self._told(number, done) for number in between],
            own=self.page.own,
            word=self.page.word,
        )
        return [Html("side", html), self.seen.parts()]

    def _told(self, number: int, done: Sequence[Occasion]) -> dict[str, Any]:
        occasion = done[number]
        case = self.page.content.scenarios.get(occasion.scenario)
        entries = [occasion.entries[prompt] for prompt in unaided.PROMPTS if prompt in occasion.entries]
        return {
            "name": name_of(self.page, number, done),
            "when": day_of(local_day(occasion.at), self.page.content.language),
            "title": case.title if case else "",
            "story": render.paragraphs(case.story) if case else [],
            "message": case.messages[0].text if case else "",
            "said": [(entry.prompt_wording, entry.text) for entry in entries],
        }
