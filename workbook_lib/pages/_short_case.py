"""A four-minute case, offered on page 00 after two days, one, three and six weeks. Never owed, never nagging."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from .. import render
from ..activities import returning
from ..parts import Actions, Button, Html, Part
from ..widgets import Event, Form, Press, Reply
from ._core import Practice
from ._page import Page

HOME = "00_short"
"""The page id that short cases are kept under."""


def home(page: Page) -> Page:
    """A page of its own for short cases: the same journal and content, page 02's words."""
    return Page(HOME, page.content, page.journal, page.trouble, words_of="02_five_questions")


class ShortCase(Practice):
    """One case and one question, with a reading."""

    def steps(self, scenario: str) -> tuple[str, ...]:
        """One question is enough for four minutes."""
        case = self.page.content.scenarios.get(scenario)
        return ("done_to_me",) if case is not None and case.safety else ("free",)

    def foot(self) -> tuple[Part, ...]:
        """A short case is one case."""
        return ()

    def own(self, _: str) -> Reply:
        """The learner's own encounter has room on page 02."""
        return self.another("")

    def go_on(self, step: str) -> Reply:
        """After the one question the case is done."""
        self.page.remember(open="", taken=True)
        return Reply(self.parts(), announce=self.page.word("returning.short_done"))

    def act(self, event: Event, form: Form) -> Reply:
        """Begin or put off; everything else is the practice's."""
        if isinstance(event, Press) and event.name == "begin":
            self.start(self._fresh())
            self.page.remember(begun=True, taken=False)
            return Reply(self.parts(), focus="case-title")
        if isinstance(event, Press) and event.name == "later":
            self.page.put_off = True
            return Reply(self.parts())
        return super().act(event, form)

    def _fresh(self) -> str:
        """The case of the desk that was met least."""
        entries = self.page.journal.entries() if self.page.journal else []
        met = Counter(entry.scenario for entry in entries)
        return min(self.cases(), key=lambda case: met[case])

    def due(self) -> bool:
        """Whether one is offered now."""
        entries = self.page.journal.entries() if self.page.journal else []
        if not entries:
            return False
        done = [e.written_at for e in entries if e.page == HOME]
        return returning.due(entries[0].written_at, done, datetime.now(UTC)) is not None

    def parts(self) -> list[Part]:
        """Nothing, the offer, the case, or that it is done."""
        word, place = self.page.word, self.page.place
        if place.get("begun") and not place.get("taken"):
            return super().parts()
        if place.get("taken") and not self.due():
            return [Html("short-done", render.template("intro.html", text=word("returning.short_done")))]
        if self.page.put_off or not self.due():
            return []
        offer = Html("short-offer", render.template("intro.html", text=word("returning.four_minutes")))
        begin = Button("begin", word("actions.begin"))
        return [offer, Actions("short", (begin, Button("later", word("returning.later"))))]
