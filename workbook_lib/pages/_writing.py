"""Boxes about one's own work, or about a case of one's desk; and the one thing to try."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import render
from ..activities import lines
from ..model import Scenario
from ..parts import Html, Part
from ..widgets import Choice, Event, Form, Press, Reply
from . import _cases as cases
from ._bench import MOVES, Bench
from ._cases import OWN
from ._ladder_reader import LadderReader
from ._page import Page
from ._readers import NoReader, Reader, reader_of


@dataclass
class Writing:
    """One set of boxes on a page."""

    page: Page
    station: str
    benches: dict[str, Bench] = field(default_factory=dict)

    @property
    def told(self) -> lines.Writing:
        """The boxes."""
        return self.page.content.activities[self.page.id].write[self.station]

    @property
    def scenario(self) -> Scenario | None:
        """The case that is open; None where it is one's own work."""
        return None if self.told.about == OWN else cases.here(self.page, self.station, self.told.cases)

    def _open(self) -> list[Bench]:
        """The boxes of the open case, made once."""
        about = self.scenario.id if self.scenario else OWN
        made = []
        for box in self.told.boxes:
            bench = self.benches.get(f"{about}-{box.id}")
            if bench is None:
                reader = self._reader(box)
                bench = Bench(self.page, (about, box.id), box.wording, box.help, reader, box.rows)
                self.benches[bench.name] = bench
            made.append(bench)
        return made

    def _reader(self, box: lines.Box) -> Reader:
        if box.reads == "ladder":
            return LadderReader(self.page, box.looks, case=self.scenario)
        return reader_of(self.page, box, self.scenario)

    def act(self, event: Event, form: Form) -> Reply:
        """A press in a box, another case, or the choice of a mark to take away."""
        if isinstance(event, Choice):
            self.benches[event.part.removeprefix("dispute-")].choose(event.value)
        if not isinstance(event, Press):
            return Reply(self.parts())
        what, _, name = event.name.partition(":")
        if what in MOVES:
            done = self.benches[name].do(what)
            return Reply(self.parts(), focus=done.focus, announce=done.announce)
        title = cases.another(self.page, self.station, self.told.cases)
        return Reply(self.parts(), focus="case-title", announce=title)

    def parts(self) -> list[Part]:
        """The case, where there is one, and the boxes."""
        shown: list[Part] = [cases.shown(self.page, self.scenario)] if self.scenario else []
        for box, bench in zip(self.told.boxes, self._open(), strict=True):
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
