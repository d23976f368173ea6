"""A part of a practice page with boxes in it: what happens in a box is the box's, the rest is the station's."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from ..parts import Part
from ..widgets import Choice, Event, Form, Press, Reply
from ._bench import CHOICES, MOVES, Bench, Done
from ._page import Page


@dataclass
class Station(ABC):
    """``station`` is its name in the page's activity; ``benches`` are the boxes that were shown, by name."""

    page: Page
    station: str
    benches: dict[str, Bench] = field(default_factory=dict)

    def act(self, event: Event, form: Form) -> Reply:
        """What a press or a choice does. Drafts never come here."""
        done = self.in_a_box(event) or self.move(event) or Done()
        return Reply(self.parts(), focus=done.focus, announce=done.announce)

    def in_a_box(self, event: Event) -> Done | None:
        """What an event of one of the boxes does; None where it is the station's own.

        Raises KeyError for a press in a box that was never shown.
        """
        if isinstance(event, Press):
            what, _, name = event.name.partition(":")
            return self.benches[name].do(what) if what in MOVES else None
        if isinstance(event, Choice):
            what, _, name = event.part.partition("-")
            if what in CHOICES and name in self.benches:
                self.benches[name].choose(what, event.value)
                return Done()
        return None

    @abstractmethod
    def move(self, event: Event) -> Done | None:
        """What an event does that no box has."""

    @abstractmethod
    def parts(self) -> list[Part]:
        """The station as it stands."""

    def box(self, made: Bench) -> Bench:
        """The box as it was left, or ``made`` where it is new; read as ``made`` is."""
        bench = self.benches.setdefault(made.name, made)
        bench.reader = made.reader
        return bench
