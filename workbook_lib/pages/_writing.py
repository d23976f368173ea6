"""Boxes about one's own work, or about a case of one's desk; and the one thing to try."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import render
from ..activities import lines
from ..model import Kind, Scenario
from ..parts import Actions, Button, Group, Html, Part
from ..widgets import Choice, Event, Form, Press, Reply
from ._bench import MOVES, Bench
from ._ladder_reader import LadderReader
from ._page import Page
from ._readers import LooksReader, NoReader, Reader, RubricReader

OWN = "own"
"""The scenario id of one's own work."""


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

    def cases(self) -> list[str]:
        """The cases to choose from: the learner's desk first, those of abuse last. None for one's own work."""
        if self.told.about == OWN:
            return []
        known, desk = self.page.content.scenarios, self.page.desk
        named = [known[id] for id in self.told.cases if id in known] or self.page.content.for_desk(desk)
        return [
            c.id for c in sorted(named, key=lambda c: (c.safety, desk not in c.desks, c.desks[0] != desk))
        ]

    @property
    def scenario(self) -> Scenario | None:
        """The case that is open; None where it is one's own work."""
        cases = self.cases()
        at = self.page.place.get("case", {}).get(self.station)
        return self.page.content.scenarios[at if at in cases else cases[0]] if cases else None

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
        if box.reads == "looks":
            return LooksReader(self.page, box.looks)
        kinds: dict[str, Kind] = {"reply": "reply", "reflection": "reflection"}
        if box.reads in kinds:
            return RubricReader(self.page, kinds[box.reads], box.id, box.aims, self.scenario)
        return NoReader(self.page)

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
        return self._another()

    def _another(self) -> Reply:
        here = self.scenario
        to = lines.beside(self.cases(), here.id if here else "", 1)
        self.page.remember(case={**self.page.place.get("case", {}), self.station: to})
        return Reply(self.parts(), focus="case-title", announce=self.page.content.scenarios[to].title)

    def parts(self) -> list[Part]:
        """The case, where there is one, and the boxes."""
        shown: list[Part] = [*self._case()]
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

    def _case(self) -> tuple[Part, ...]:
        if self.scenario is None:
            return ()
        html = render.template(
            "story.html",
            scenario=self.scenario,
            story=render.paragraphs(self.scenario.story),
            message=self.scenario.messages[0],
            another=True,
            word=self.page.word,
        )
        other = Actions("cases", (Button("another", self.page.word("actions.another_case")),))
        return (Group(f"case-{self.scenario.id}", (Html("story", html), other)),)


@dataclass
class Plan:
    """One thing to try, as "When ..., then I ..."; the next return asks what happened."""

    page: Page

    @property
    def _bench(self) -> Bench:
        told = self.page.content.prompts["when_then"]
        return Bench(
            self.page, (OWN, "when_then"), told.wording, told.help, NoReader(self.page), 3, main=True
        )

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
