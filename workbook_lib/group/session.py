"""A room as it runs: its file, its words, who asks how often, and the moves a facilitator makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from anyio import CapacityLimiter
from sqlalchemy.exc import IntegrityError

from workbook_lib.catalog import Catalog
from workbook_lib.group import counting, privacy
from workbook_lib.group.kept import Person
from workbook_lib.group.rates import Rates
from workbook_lib.group.rooms import MOST_PEOPLE, Room
from workbook_lib.group.store import Store
from workbook_lib.model import Kind, Scenario

AT_ONCE = 4
"""So many requests are worked on at once: more threads would only wait for each other."""


def cases(content: Catalog) -> dict[str, Scenario]:
    """The cases for a room. Where staff were abused, nobody is asked to write about it in front of others."""
    return {name: case for name, case in content.scenarios.items() if not case.safety}


class RefusedError(Exception):
    """A move that can't be made; its text is a key of the words, such as ``too_few``."""


@dataclass
class Session:
    """What every request works on. ``known`` are digests of tokens seen to be in the room.

    ``reached``: somebody came to the door from another machine. Whose it was isn't kept.
    """

    store: Store
    content: Catalog
    rates: Rates = field(default_factory=Rates)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    known: set[str] = field(default_factory=set)
    reached: bool = False
    at_once: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(AT_ONCE))
    _made: dict[str, str] = field(default_factory=dict)

    def room(self) -> Room:
        """How the room stands; ended first where nobody ended it in time."""
        room = self.store.room()
        return self.end() if room.due(self.now()) else room

    def person(self, token: str) -> Person | None:
        found = self.store.person(token) if token else None
        if found:
            self.known.add(found.id)
        return found

    def once(self, name: str, make: Callable[[], str]) -> str:
        """HTML that is the same on everybody's page, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def case(self, name: str | None = None) -> Scenario:
        """A case by its id, or the one the room works on; any other where the content has it no more."""
        every = cases(self.content)
        return every.get(name or self.store.room().case) or next(iter(every.values()))

    def end(self) -> Room:
        self.known.clear()
        return self.store.end(self.now())

    def snapshot(self, kind: Kind, *, heads: int, by_desk: bool = False) -> dict[str, Any]:
        """Take the one snapshot of this case and kind. Raises RefusedError with why there is none."""
        room, people = self.store.room(), self.store.people()
        rubric = self.content.rubric(kind)
        counted = counting.counted(people, self.store.answers(case=room.case), rubric)
        taken = {(shown["case"], shown["kind"]) for shown in self.store.snapshots()}
        least = privacy.floor(room.least)
        why = privacy.refused(
            room.case, kind, taken, answered=len(counted), people=len(people), heads=heads, least=least
        )
        if why:
            raise RefusedError(why)
        taken_now = privacy.snapshot(room.case, kind, counted, rubric, least=least, by_desk=by_desk)
        shown = asdict(taken_now)
        try:
            self.store.keep_snapshot(room.case, kind, shown)
        except IntegrityError as error:  # pressed twice at once
            raise RefusedError("taken") from error
        return shown

    def choose_case(self, name: str) -> Room:
        if name not in cases(self.content):
            raise RefusedError("no_case")
        return self.store.change(lambda room: replace(room, case=name))

    def ask_for(self, least: int) -> Room:
        """Ask for more people in a view. Fewer than before are refused: what was promised stands."""
        if not self.store.room().least <= least <= MOST_PEOPLE:
            raise RefusedError("not_lower")
        return self.store.change(lambda room: replace(room, least=privacy.floor(least)))

    def begin(self, code: str, secret: str, case: str | None) -> None:
        """Found the room in a new file; in one that holds a room already, nothing happens."""
        first = Room(opened_at=self.now(), case=case or next(iter(cases(self.content))))
        self.store.found(first, code, secret, self.content.language)
