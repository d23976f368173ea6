"""A last case on one's own: the form that wasn't met first, and the first one again after six weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from .. import render
from ..activities import unaided
from ..activities.unaided import Occasion
from ..model import Scenario
from ..parts import Actions, Button, Html, Part
from ..widgets import Event, Form, Press, Reply
from ._days import day_of, local_day
from ._page import Page
from ._unaided import Unaided, met


def occasions(page: Page) -> list[Occasion]:
    """Every unaided case that this learner answered, on whichever page."""
    return unaided.occasions(page.journal.entries()) if page.journal else []


@dataclass
class LastCase(Unaided):
    """The unaided cases after the first."""

    @property
    def open(self) -> bool:
        """Whether a case was begun and not kept yet."""
        return bool(self.page.place.get("last_case"))

    @property
    def scenario(self) -> Scenario:
        """The case that was begun, else the form that comes next."""
        begun = str(self.page.place.get("last_case"))
        if begun in self.page.content.scenarios:
            return self.page.content.scenarios[begun]
        done = [occasion.scenario for occasion in occasions(self.page)]
        return self.page.content.scenarios[unaided.next_form(self.pair(), done)]

    def act(self, event: Event, form: Form) -> Reply:
        """Begin, keep, or leave it for now."""
        if not isinstance(event, Press):
            return Reply()
        if event.name == "begin":
            return self._begin()
        if event.name == "skip":
            self.page.remember(last_case="")
            return Reply(self.parts(), focus="begin", announce=self.page.own("last_case_left"))
        return self._keep()

    def _begin(self) -> Reply:
        if not self._offered():
            return Reply(self.parts())
        case = self.scenario.id
        self.page.set("unaided", self.pair())
        for prompt in unaided.PROMPTS:
            # Six weeks on, what was written about this case before must not stand in the box.
            kept = self.page.kept_for((case, prompt))
            if kept and kept[-1].text == self.page.draft((case, prompt))[0]:
                self.page.put((case, prompt), "")
        self.page.remember(last_case=case)
        return Reply(self.parts(), focus="case-title")

    def _keep(self) -> Reply:
        if not self.open or not self.written():
            first = f"last-{unaided.PROMPTS[0]}"
            return Reply(self.parts(), focus=first, announce=self.page.word("saved.nothing_yet"))
        read = self.keep_all()
        self.page.remember(last_case="")
        focus = "care-heading" if met(self.page, read) else "last-case-kept"
        return Reply(self.parts(), focus=focus, announce=self.page.own("last_case_kept"))

    def _offered(self) -> bool:
        opens = unaided.opens(occasions(self.page))
        return opens is None or datetime.now(UTC) >= opens

    def parts(self) -> list[Part]:
        """The case, the offer of one, or from when the next one is offered."""
        if self.open:
            return [self.case("last", self.page.own("last_case_leave"))]
        done = occasions(self.page)
        shown = self._done(done)
        if self._offered():
            begin = Button("begin", self.page.word("actions.begin"), main=True)
            return [*shown, self.line(self._offer(done)), Actions("last-offer", (begin,))]
        opens = unaided.opens(done) or datetime.now(UTC)
        return [*shown, self.line("last_case_next", day=day_of(local_day(opens), self.page.content.language))]

    def _offer(self, done: list[Occasion]) -> str:
        if not done:
            return "last_case_none"
        return "last_case_ready" if len(done) == 1 else "last_case_again"

    def _done(self, done: list[Occasion]) -> list[Part]:
        """That the last one is kept, and help where its words may be about more than a page can hold."""
        if not done or done[-1].page != self.page.id:
            return []
        kept = render.template("kept_line.html", name="last-case-kept", text=self.page.own("last_case_kept"))
        read = [entry.assessment for entry in done[-1].entries.values() if entry.assessment]
        return [Html("last-case-kept", kept), *met(self.page, read)]
