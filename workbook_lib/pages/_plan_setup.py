"""What a session is to be: how long, how many people, where, which desks and aims."""

from __future__ import annotations

from dataclasses import dataclass

from ..activities.plan import FEW
from ..activities.session_blocks import WHERES
from ..parts import Actions, Button, Choices, Html, Option, Part, Ticks
from ..widgets import Choice, Event, Press, Reply, Ticked
from ._plan import Plan
from ._planned import SETUP


@dataclass
class Setup:
    """The settings of a session, and the press that makes an agenda of them."""

    plan: Plan
    asked: bool = False

    def parts(self) -> list[Part]:
        """Length, people, place, desks, aims, and what follows from them."""
        plan, word = self.plan, self.plan.word
        runs = tuple(Option(str(m), word("length_is", minutes=m)) for m in plan.told.runs)
        places = tuple(Option(w, word(f"where_{w}")) for w in WHERES)
        desks = tuple(Option(d.id, d.name) for d in plan.page.content.desks.values())
        aims = tuple(Option(a.id, a.name) for a in plan.told.aims.values())
        led = (Option("manager", word("manager_is")),)
        return [
            Choices("minutes", word("length_legend"), runs, str(plan.minutes)),
            plan.editor("people", (SETUP, "people"), rows=1, sends="suggest"),
            *self._missing(),
            Choices("where", word("where_legend"), places, plan.where),
            Ticks("desks", word("desks_legend"), desks, plan.desks),
            Ticks("aims", word("aims_legend"), aims, plan.aims),
            Ticks("manager", word("manager_legend"), led, ("manager",) if plan.manager else ()),
            *self._few(),
            Actions("suggest", (Button("suggest", self._label(), main=True),)),
        ]

    def _label(self) -> str:
        return self.plan.word("suggest_again" if self.plan.page.place.get("agenda") else "suggest")

    def _missing(self) -> list[Part]:
        show = self.asked and self.plan.people is None
        return [self.plan.note("people-missing", self.plan.word("people_missing"))] if show else []

    def _few(self) -> list[Html]:
        people = self.plan.people
        if self.plan.where == "paper":
            return [self.plan.note("no-picture", self.plan.word("no_picture_paper"))]
        if people is not None and people < FEW:
            return [self.plan.note("no-picture", self.plan.word("no_picture_few"))]
        return []

    def act(self, event: Event) -> Reply:
        """Set one thing, or make the agenda."""
        page = self.plan.page
        if isinstance(event, Choice) and event.part == "minutes" and event.value.isdigit():
            page.remember(minutes=int(event.value))
        elif isinstance(event, Choice) and event.part == "where":
            page.remember(where=event.value)
        elif isinstance(event, Ticked) and event.part == "manager":
            page.remember(manager=event.on)
        elif isinstance(event, Ticked) and event.part in {"desks", "aims"}:
            now = set(page.place.get(event.part, ())) - {event.value} | ({event.value} if event.on else set())
            page.remember(**{event.part: sorted(now)})
        elif isinstance(event, Press):
            return self._suggest()
        return Reply()

    def _suggest(self) -> Reply:
        made, word = self.plan.suggest(), self.plan.word
        self.asked = made is None
        if made is None:
            return Reply(focus="people", announce=word("people_missing"))
        return Reply(announce=word("suggested", minutes=made.total, items=len(made.items)))
