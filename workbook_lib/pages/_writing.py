"""Boxes about one's own work, or about a case of one's desk; and the one thing to try."""

from __future__ import annotations

from dataclasses import dataclass

from .. import render
from ..activities import lines
from ..model import Scenario
from ..parts import Html, Part
from ..widgets import Event, Form, Press, Reply
from . import _cases as cases
from ._bench import Bench, Done
from ._cases import OWN
from ._page import Page
from ._reader import NoReader
from ._readers import reader_of
from ._station import Station


class Writing(Station):
    """One set of boxes on a page."""

    @property
    def told(self) -> lines.Writing:
        """The boxes."""
        return self.page.content.activities[self.page.id].write[self.station]

    @property
    def scenario(self) -> Scenario | None:
        """The case that is open; None where it is one's own work."""
        return None if self.told.about == OWN else cases.here(self.page, self.station, self.told.cases)

    def _bench(self, box: lines.Box) -> Bench:
        reader = reader_of(self.page, box, self.scenario)
        about = self.scenario.id if self.scenario else OWN
        return self.box(Bench(self.page, (about, box.id), box.wording, box.help, reader, box.rows))

    def move(self, event: Event) -> Done | None:
        """Another case."""
        if not isinstance(event, Press):
            return None
        title = cases.another(self.page, self.station, self.told.cases)
        return Done("case-title", title)

    def parts(self) -> list[Part]:
        """The case, where there is one, and the boxes."""
        shown: list[Part] = [cases.shown(self.page, self.scenario)] if self.scenario else []
        for box in self.told.boxes:
            bench = self._bench(box)
            shown.append(bench.parts())
            if self.told.in_turn and not bench.kept():
                break
            shown += self._after(box, bench)
        return shown

    def _after(self, box: lines.Box, bench: Bench) -> tuple[Part, ...]:
        """What a box brings to light once something is kept in it."""
        if box.then != "facts" or self.scenario is None or not bench.kept():
            return ()
        heading = self.page.own("facts_heading")
        html = render.template("facts.html", name=bench.name, heading=heading, facts=self.scenario.hidden)
        return (Html(f"facts-{bench.name}", html),)


@dataclass
class Plan:
    """One thing to try, as "When ..., then I ..."; the next return asks what happened."""

    page: Page

    @property
    def _bench(self) -> Bench:
        told = self.page.content.prompts["when_then"]
        return Bench(self.page, (OWN, "when_then"), told.wording, told.help, NoReader(self.page), 3)

    def act(self, event: Event, form: Form) -> Reply:
        """Keep the plan, or do what a box can do."""
        if not isinstance(event, Press):
            return Reply()
        what = event.name.partition(":")[0]
        done = self._bench.do(what)
        if what == "read" and self._bench.text.strip():
            self.page.plan(self._bench.text, OWN)
            return Reply(self.parts(), announce=self.page.word("practice.plan_kept"))
        return Reply(self.parts(), focus=done.focus, announce=done.announce)

    def parts(self) -> list[Part]:
        """The box, and that it is kept."""
        shown: list[Part] = [self._bench.parts()]
        if self._bench.kept():
            kept = render.template("intro.html", text=self.page.word("practice.plan_kept"))
            shown.append(Html("plan-kept", kept))
        return shown
