"""A page to take to whoever can decide: the change to ask for, and what the learner ticks beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..activities import weeks as told
from ..model import Entry
from ..takeaway.document import Document, Own, Room, Section, Table
from ._cases import OWN
from ._checking import Checking
from ._days import day_of, local_day
from ._desks import by_desk
from ._taking import Piece, Taking


@dataclass
class Sheet(Taking):
    """The page for a supervisor. Of the check-in there is nothing in it but the items that are ticked."""

    name: str = "a_change_to_ask_for"

    def bound(self, sections: tuple[Section, ...]) -> Document:
        """Title, day and what it is for."""
        own, language = self.page.own, self.page.content.language
        about = own("sheet_about", day=day_of(date.today(), language))
        return Document(own("sheet_title"), about, sections, own("sheet_foot"), language)

    def empty(self) -> str:
        """Nothing is kept yet."""
        return self.page.own("sheet_none")

    def pieces(self) -> list[Piece]:
        """The change, what drains and recharges, the weeks item by item, and room to agree."""
        found = [*self._ask(), *self._desks(), *self._weeks(), *self._plan()]
        return [*found, self._room()] if found else []

    def _piece(self, id: str, label: str, heading: str, *blocks: Own | Table | Room) -> Piece:
        return Piece(id, label, heading, blocks, self.page.own("sheet_legend"))

    def _words(self, entry: Entry, *, asked: bool = False) -> Own:
        when = day_of(local_day(entry.written_at), self.page.content.language)
        return Own(entry.text, entry.prompt_wording if asked else "", when)

    def _last(self, scenario: str, prompt: str) -> Entry | None:
        return next(reversed(self.page.kept_for((scenario, prompt))), None)

    def _ask(self) -> Iterator[Piece]:
        entry = self._last(OWN, "ask")
        if entry:
            heading = self.page.own("sheet_ask")
            yield self._piece("ask", heading, heading, self._words(entry))

    def _desks(self) -> Iterator[Piece]:
        writing = self.page.content.activities[self.page.id].write["desk"]
        for desk, said in by_desk(self.page, writing).items():
            for box, entry in zip(writing.boxes, said, strict=True):
                if entry:
                    named = self.page.content.desks[desk].name
                    heading = self.page.own(f"sheet_{box.id}", desk=named)
                    yield self._piece(f"{desk}-{box.id}", heading, heading, self._words(entry))

    def _weeks(self) -> Iterator[Piece]:
        checking, own = Checking(self.page, "week"), self.page.own
        weeks = checking.weeks()
        for item in checking.told.items:
            if told.how_often(item, weeks):
                rows = tuple(
                    (
                        day_of(week.monday, self.page.content.language, year=False),
                        week.answers.get(item.id, own("weeks_gap")),
                    )
                    for week in weeks
                )
                table = Table((own("weeks_column"), item.name), rows)
                yield self._piece(
                    f"week-{item.id}", own("sheet_item", name=item.name), own("sheet_weeks"), table
                )

    def _plan(self) -> Iterator[Piece]:
        entry = self._last(OWN, "when_then")
        if entry:
            heading = self.page.own("sheet_own_plan")
            yield self._piece("plan", heading, heading, self._words(entry))

    def _room(self) -> Piece:
        own = self.page.own
        room = Room(tuple(own(f"sheet_{key}") for key in ("what", "who", "when", "again")))
        return self._piece("room", own("sheet_lines"), own("sheet_agree"), room)
