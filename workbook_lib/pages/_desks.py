"""What drains and what recharges, desk by desk: the same boxes for each desk that the learner takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import render
from ..activities import lines
from ..model import Entry
from ..parts import Choices, Html, Option, Part
from ..widgets import Choice, Event, Form, Press, Reply
from ._bench import MOVES, Bench
from ._page import Page
from ._readers import reader_of


@dataclass
class ByDesk:
    """One set of boxes, once for each desk."""

    page: Page
    station: str
    benches: dict[str, Bench] = field(default_factory=dict)

    @property
    def told(self) -> lines.Writing:
        """The boxes."""
        return self.page.content.activities[self.page.id].write[self.station]

    @property
    def desk(self) -> str:
        """The desk that is open: the one chosen here, else the learner's own."""
        chosen = str(self.page.place.get("by_desk", ""))
        return chosen if chosen in self.page.content.desks else self.page.desk

    def act(self, event: Event, form: Form) -> Reply:
        """Another desk, the choice of a mark to take away, or what any box can do."""
        if isinstance(event, Choice) and event.part == "by-desk":
            self.page.remember(by_desk=event.value)
        elif isinstance(event, Choice):
            what, _, name = event.part.partition("-")
            self.benches[name].choose(what, event.value)
        elif isinstance(event, Press):
            what, _, name = event.name.partition(":")
            if what in MOVES:
                done = self.benches[name].do(what)
                return Reply(self.parts(), focus=done.focus, announce=done.announce)
        return Reply(self.parts())

    def parts(self) -> list[Part]:
        """The choice of a desk, its boxes, and what was kept for every desk."""
        options = tuple(Option(desk.id, desk.name) for desk in self.page.content.desks.values())
        choice = Choices("by-desk", self.page.own("which_desk"), options, self.desk)
        return [choice, *(bench.parts() for bench in self._open()), *self._beside()]

    def _open(self) -> list[Bench]:
        made = []
        for box in self.told.boxes:
            name = f"{self.desk}-{box.id}"
            if name not in self.benches:
                reader = reader_of(self.page, box)
                self.benches[name] = Bench(
                    self.page, (self.desk, box.id), box.wording, box.help, reader, box.rows
                )
            made.append(self.benches[name])
        return made

    def _beside(self) -> tuple[Part, ...]:
        """Desk by desk, once more than one was taken."""
        kept = by_desk(self.page, self.told)
        if len(kept) < 2:
            return ()
        rows = [
            (desk, [entry.text if entry else "" for entry in said])
            for desk, said in ((self.page.content.desks[id].name, said) for id, said in kept.items())
        ]
        html = render.template("by_desk.html", rows=rows, own=self.page.own, boxes=self.told.boxes)
        return (Html("by-desk-table", html),)


def by_desk(page: Page, told: lines.Writing) -> dict[str, list[Entry | None]]:
    """Desk id to what was kept last in each box; desks for which nothing was are left out."""
    found = {}
    for desk in page.content.desks:
        last = [next(reversed(page.kept_for((desk, box.id))), None) for box in told.boxes]
        if any(last):
            found[desk] = last
    return found
