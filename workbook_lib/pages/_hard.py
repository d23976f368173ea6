"""Whom one finds easy and whom hard. Where somebody made the learner afraid, no more is asked about them."""

from __future__ import annotations

from .. import render
from ..parts import Choices, Group, Html, Option, Part
from ..widgets import Choice, Event
from . import _care as care
from ._bench import Done
from ._writing import Writing

GATE = "hard"
"""The box after which the page asks whether this person threatened the learner."""


class EasyAndHard(Writing):
    """The boxes of the page; those after `GATE` open when the learner says that nobody threatened them."""

    @property
    def threat(self) -> str:
        """What the learner answered: ``no``, ``yes``, or "" where nothing was answered yet."""
        return str(self.page.place.get("threat", ""))

    def move(self, event: Event) -> Done | None:
        """The answer about a threat."""
        if not isinstance(event, Choice):
            return super().move(event)
        self.page.remember(threat=event.value)
        return Done(announce=self.page.own("threat_says") if event.value == "yes" else "")

    def parts(self) -> list[Part]:
        """Easy and hard; then the question; then the rest, or help in its place."""
        benches = {box.id: self._bench(box) for box in self.told.boxes}
        before = list(benches)[: list(benches).index(GATE) + 1]
        shown: list[Part] = [benches[id].parts() for id in before]
        own = self.page.own
        options = (Option("no", own("threat_no")), Option("yes", own("threat_yes")))
        shown.append(Choices("threat", own("threat_legend"), options, self.threat))
        if self.threat == "yes":
            return [*shown, self._help()]
        if self.threat == "no":
            shown += [bench.parts() for id, bench in benches.items() if id not in before]
        return shown

    def _help(self) -> Group:
        says = render.template(
            "not_yours.html", heading=self.page.own("threat_heading"), text=self.page.own("threat_says")
        )
        met = Html("threat-help", care.met(self.page, "own_hurt"))
        return Group("threat-met", (Html("threat-says", says), met), look="note")
