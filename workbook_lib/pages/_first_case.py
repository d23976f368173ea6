"""The first of a learner's unaided cases, on page 00: it may be skipped, and nothing of it is read back."""

from __future__ import annotations

from dataclasses import dataclass

from .. import render
from ..activities import unaided
from ..model import Scenario
from ..parts import Actions, Button, Html, Part
from ..widgets import Event, Form, Press, Reply
from ._unaided import Unaided, met

NEXT = "02_five_questions"
"""The page that a first case leads to."""


@dataclass
class FirstCase(Unaided):
    """The first of a learner's two unaided cases."""

    @property
    def scenario(self) -> Scenario:
        """The first of the two."""
        return self.page.content.scenarios[self.pair()[0]]

    @property
    def kept(self) -> bool:
        """Whether this case was answered, here or, by whoever skipped it, on the learner's path."""
        answered = self.page.journal.entries(scenario=self.scenario.id) if self.page.journal else []
        return any(not entry.aided for entry in answered)

    def act(self, event: Event, form: Form) -> Reply:
        """Begin, keep or skip."""
        if isinstance(event, Press) and event.name == "begin":
            self.page.set("unaided", self.pair())
            self.page.remember(first_case="open")
            return Reply(self.parts(), focus="case-title")
        if isinstance(event, Press) and event.name == "skip":
            self.page.remember(first_case="skipped")
            return Reply(self.parts(), focus="first-case-next", announce=self.page.own("first_case_skipped"))
        return self._keep() if isinstance(event, Press) else Reply()

    def _keep(self) -> Reply:
        """Keep what is written. Where nothing is, say so, and stay."""
        if not self.written():
            first = f"first-{unaided.PROMPTS[0]}"
            return Reply(self.parts(), focus=first, announce=self.page.word("saved.nothing_yet"))
        self.keep_all()
        self.page.remember(first_case="kept")
        focus = "care-heading" if self._met() else "first-case-next"
        return Reply(self.parts(), focus=focus, announce=self.page.own("first_case_kept"))

    def _met(self) -> list[Part]:
        kept = self.page.entries()
        return met(self.page, [e.assessment for e in kept if not e.aided and e.assessment])

    def parts(self) -> list[Part]:
        """The offer, the case, or where it is kept."""
        if self.kept:
            return [self.line("first_case_kept"), *self._met(), self._next()]
        if self.page.place.get("first_case") == "open":
            return [self.case("first", self.page.own("first_case_skip"))]
        skipped = self.page.place.get("first_case") == "skipped"
        begin = Button("begin", self.page.word("actions.begin"), main=not skipped)
        skip = Button("skip", self.page.own("first_case_skip"))
        if skipped:
            return [self.line("first_case_skipped"), Actions("first", (begin,)), self._next()]
        return [Actions("first", (begin, skip))]

    def _next(self) -> Html:
        """What comes after the first case, with a link to it."""
        told = self.page.own("first_case_next")
        after = self.page.content.pages[NEXT]
        shown = render.template(
            "next.html", text=told, page=after.id, title=after.title, name="first-case-next"
        )
        return Html("first-case-next", shown)
