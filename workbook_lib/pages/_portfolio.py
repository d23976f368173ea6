"""A portfolio: pieces that the learner ticks, before and after, readings if wanted, the plan and the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..activities import weeks
from ..model import Entry, Rating
from ..parts import Option, Part, Ticks
from ..takeaway import record_of_learning
from ..takeaway.document import Block, Document, Own, Points, Section, Table
from ._days import day_of, local_day
from ._last_case import occasions
from ._record import titles
from ._side_by_side import name_of
from ._taking import Piece, Taking

WITH = ("before", "readings", "private")
"""More to choose: earlier versions, what the words showed, and the texts of private pages."""
RECORD = "record"
SHOWN = 60
"""So many letters of a text stand beside its box."""


@dataclass
class Portfolio(Taking):
    """What the learner takes along of all they kept. Private pages are not offered unless they ask for them."""

    name: str = "my_portfolio"

    def bound(self, sections: tuple[Section, ...]) -> Document:
        """Title and day; nobody's name."""
        own, language = self.page.own, self.page.content.language
        about = own("portfolio_about", day=day_of(date.today(), language))
        return Document(own("portfolio_title"), about, sections, own("portfolio_foot"), language)

    def empty(self) -> str:
        """Nothing is kept yet."""
        return self.page.own("portfolio_none")

    def settings(self) -> list[Part]:
        """Before and after, readings, private pages."""
        own, chosen = self.page.own, self.ticked()
        options = tuple(Option(f"with-{key}", own(f"portfolio_{key}")) for key in WITH)
        values = tuple(option.value for option in options if option.value in chosen)
        return [Ticks(f"{self.name}-with", own("portfolio_with"), options, values)]

    def pieces(self) -> list[Piece]:
        """The unaided cases, then every text page by page in its last version, and the record of learning."""
        entries = self.page.journal.entries() if self.page.journal else []
        ticked = self.ticked()
        offered = [entry for entry in entries if "with-private" in ticked or not entry.private]
        found = [*self._unaided(), *self._texts(offered)]
        return [*found, *self._record()] if found else []

    def _unaided(self) -> Iterator[Piece]:
        group = self.page.own("portfolio_cases")
        done = occasions(self.page)
        for number, occasion in enumerate(done):
            name, when = (
                name_of(self.page, number, done),
                day_of(local_day(occasion.at), self.page.content.language),
            )
            case = self.page.content.scenarios.get(occasion.scenario)
            label = f"{name}: {case.title} ({when})" if case else f"{name} ({when})"
            heading = f"{name}: {case.title}" if case else name
            blocks = tuple(Own(e.text, e.prompt_wording, when) for e in occasion.entries.values())
            yield Piece(f"case-{next(iter(occasion.entries.values())).id}", label, heading, blocks, group)

    def _texts(self, entries: list[Entry]) -> list[Piece]:
        by_id = {entry.id: entry for entry in entries}
        superseded = {entry.revises for entry in entries if entry.revises}
        last = [
            e for e in entries if e.aided and e.id not in superseded and weeks.monday_of(e.scenario) is None
        ]
        named = titles(self.page)
        # A stable sort: page by page, and on each page in the order in which the texts were kept.
        return [self._piece(entry, by_id, named) for entry in sorted(last, key=lambda entry: entry.page)]

    def _piece(self, entry: Entry, by_id: Mapping[str, Entry], named: Mapping[str, str]) -> Piece:
        heading = named.get(entry.page, entry.page)
        asked = entry.prompt_wording or heading
        start = " ".join(entry.text.split())
        start = start if len(start) <= SHOWN else f"{start[:SHOWN].rstrip()}…"
        label = f"{asked} · {day_of(local_day(entry.written_at), self.page.content.language)} · {start}"
        return Piece(entry.id, label, heading, tuple(self._blocks(entry, by_id, asked)), heading)

    def _blocks(self, entry: Entry, by_id: Mapping[str, Entry], asked: str) -> Iterator[Block]:
        own, language, ticked = self.page.own, self.page.content.language, self.ticked()
        when = day_of(local_day(entry.written_at), language)
        first = _first(entry, by_id)
        if "with-before" in ticked and first is not entry:
            before = own("portfolio_before_on", day=day_of(local_day(first.written_at), language))
            yield Own(first.text, asked, before)
            yield Own(entry.text, "", own("portfolio_after_on", day=when))
        else:
            yield Own(entry.text, asked, when)
        if "with-readings" in ticked and (found := self._found(entry)):
            yield Points(found)

    def _found(self, entry: Entry) -> tuple[str, ...]:
        """What the reading found, in words; not what it missed, nor what the learner took away."""
        if entry.assessment is None or not entry.assessment.was_read:
            return ()
        named, word = titles(self.page), self.page.word
        stands = [
            r
            for r in entry.assessment.ratings
            if r.level > 0 and r.evidence and r.dimension not in entry.disputed
        ]
        return tuple(f"{named.get(r.dimension, r.dimension)}: {word(f'levels.{_key(r)}')}" for r in stands)

    def _record(self) -> Iterator[Piece]:
        rows = record_of_learning(self.page.writable())
        if not rows:
            return
        word, language, named = self.page.word, self.page.content.language, titles(self.page)
        columns = (word("words.record_page"), word("words.record_days"), word("words.record_minutes"))
        told = tuple(
            (
                named.get(row.page, row.page),
                ", ".join(day_of(day, language) for day in row.days),
                str(row.minutes),
            )
            for row in rows
        )
        heading = word("words.record_title")
        yield Piece(RECORD, heading, heading, (Table(columns, told),), self.page.own("portfolio_record"))


def _key(rating: Rating) -> str:
    return ("not_yet", "emerging", "clear")[rating.level] if rating.sure else "unsure"


def _first(entry: Entry, by_id: Mapping[str, Entry]) -> Entry:
    """The version that this one goes back to; itself where it is the only one."""
    first, seen = entry, {entry.id}
    while (before := by_id.get(first.revises or "")) and before.id not in seen:
        first = before
        seen.add(first.id)
    return first
