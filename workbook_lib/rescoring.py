"""Read a journal again by the rubric and the cues of today, beside what was read before and never over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from workbook_lib import care
from workbook_lib.activities import five_questions
from workbook_lib.catalog import Catalog
from workbook_lib.journal import Journal, Reading
from workbook_lib.model import Assessment, ClientMessage, Entry, Level, Rating, Scenario
from workbook_lib.scoring import score_reflection, score_reply
from workbook_lib.scoring.reader import reader_for

BIGGER = "bigger_than_a_reply"
"""The note of a text that is met with help. Such a text stays unread."""

KINDS = ("reflection", "reply")


@dataclass(frozen=True, slots=True)
class Move:
    """One dimension of one entry whose level is another than before; ``sure`` as it is read now."""

    dimension: str
    before: Level
    now: Level
    sure: bool


@dataclass(frozen=True, slots=True)
class Reread:
    """An entry, its reading before and the one now. ``case_changed``: it was read without its case."""

    entry: Entry
    before: Assessment
    now: Assessment
    case_changed: bool

    @property
    def moves(self) -> tuple[Move, ...]:
        """The dimensions whose level differs, in the rubric's order; none where one of the two is unread."""
        if not self.before.was_read or not self.now.was_read:
            return ()
        then = self.before.levels
        return tuple(
            Move(r.dimension, then[r.dimension], r.level, r.sure)
            for r in self.now.ratings
            if r.dimension in then and then[r.dimension] != r.level
        )

    @property
    def moved(self) -> bool:
        """Whether anything reads otherwise: a level, or whether it was read at all and why not."""
        unread = (self.before.was_read, self.before.note) != (self.now.was_read, self.now.note)
        return bool(self.moves) or (unread and not (self.before.was_read and self.now.was_read))


def reread(journal: Journal, content: Catalog) -> list[Reread]:
    """Read what has no reading of today's version yet, and keep the new readings. Raises JournalError."""
    later = journal.readings()
    found = []
    for entry in journal.entries():
        if (
            entry.assessment is None
            or entry.assessment.note == BIGGER
            or entry.assessment.rubric not in KINDS
        ):
            continue
        before = later[entry.id][-1].assessment if entry.id in later else entry.assessment
        if before.rubric_version != reader_for(before.rubric).rubric.version:
            found.append(_read(journal, entry, before, content))
    now = datetime.now(UTC)
    journal.keep_readings(Reading(one.entry.id, now, one.now) for one in found)
    return found


def _read(journal: Journal, entry: Entry, before: Assessment, content: Catalog) -> Reread:
    case = content.scenarios.get(entry.scenario)
    changed = case is None or case.version != entry.scenario_version
    told = bool(entry.scenario_version) and changed
    now = _assessed(journal, entry, before.rubric, None if changed else case, content)
    return Reread(entry, before, now, told)


def _assessed(
    journal: Journal, entry: Entry, rubric: str, case: Scenario | None, content: Catalog
) -> Assessment:
    worry = care.concern(entry.text, content.care)
    if worry is not None and not (case is not None and case.safety and worry.kind != "self_harm"):
        return _unread(rubric, worry.kind if worry.kind == "own_hurt" else BIGGER)
    if rubric == "reply":
        message = _message(journal, entry, case)
        return score_reply(
            entry.text, message.text if message else None, case.library_at_fault if case else None
        )
    asked = entry.prompt if entry.prompt in five_questions.AIMS else None
    return score_reflection(entry.text, asked, case=case)


def _unread(rubric: str, note: str) -> Assessment:
    found = reader_for(rubric).rubric
    ratings = tuple(Rating(dimension, 0, 1.0, False) for dimension in found.dimensions)
    return Assessment(found.id, found.version, None, ratings, note)


def _message(journal: Journal, entry: Entry, case: Scenario | None) -> ClientMessage | None:
    """The client's words in the tone that the learner chose on that page."""
    if case is None:
        return None
    chosen = journal.place(entry.page).get("chosen", {}).get(f"{entry.scenario}/register", "")
    by_register = {message.register: message for message in case.messages}
    return by_register.get(chosen, case.messages[0])


def balance(found: list[Reread]) -> Iterator[tuple[str, int, int]]:
    """Dimension, in how many texts it is found more clearly now, in how many less."""
    moves = [move for one in found for move in one.moves]
    for dimension in dict.fromkeys(move.dimension for move in moves):
        own = [move for move in moves if move.dimension == dimension]
        more = sum(move.now > move.before for move in own)
        yield dimension, more, len(own) - more
