"""One box to write in, read on a press: kept with its reading, restored, and open to objection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .. import details
from ..model import Assessment, Entry, Level
from ..parts import Button, Group, Part
from . import _bench_shown as view
from . import _care as care
from . import _marks as marks
from . import _self_rating as self_rating
from ._page import Page
from ._reader import Reader


@dataclass(frozen=True, slots=True)
class Done:
    """What a press changed: where focus goes, and what is announced."""

    focus: str = ""
    announce: str = ""


@dataclass
class Bench:
    """One box. ``slot`` is (scenario, prompt) of its draft and entries, ``asked`` the question as it is kept."""

    page: Page
    slot: tuple[str, str]
    label: str
    help: str
    reader: Reader
    rows: int = 4
    asked: str = ""
    disputing: bool = False
    unchosen: bool = False
    nudged: bool = False

    @property
    def name(self) -> str:
        """The name of this box among the parts of its page."""
        return "-".join(self.slot)

    @property
    def text(self) -> str:
        """What stands in the box."""
        return self.page.draft(self.slot)[0]

    def kept(self) -> list[Entry]:
        """What was kept from this box, oldest first."""
        return self.page.kept_for(self.slot)

    def choice(self, what: str) -> str:
        """What was chosen in this box: of ``rate`` a level, of ``dispute`` a mark; "" where nothing was."""
        return str(self.page.place.get(what, {}).get(self.name, ""))

    def choose(self, what: str, value: str) -> None:
        """Remember a choice."""
        self.page.remember(**{what: {**self.page.place.get(what, {}), self.name: value}})

    # -- what the learner does -----------------------------------------------------------------------------

    def do(self, move: str) -> Done:
        """What one press does. Raises KeyError for a press that no part of this box has."""
        self.unchosen = False
        return MOVES[move](self)

    def read(self) -> Done:
        """Keep what is written, with its reading; asks once to rate first. The same words are not kept twice."""
        text, kept = self.text, self.kept()
        if not text.strip():
            return Done(f"box-{self.name}", self.page.word("notes.no_words"))
        if self.reader.aim and not self._rated() and not self.nudged:
            self.nudged = True
            return Done(f"rate-{self.name}", self.page.word("reading.rate_first"))
        if not kept or kept[-1].text != text:
            self._keep(text, self.reader.read(text), kept)
        last = self.kept()[-1]
        if last.assessment is None:
            return Done(announce=self.page.word("practice.kept"))
        help_first = last.assessment.note in care.MET
        return Done("care-heading" if help_first else f"{self.name}-heading", self._in_a_breath(last))

    def _rated(self) -> dict[str, Level]:
        return self_rating.rated(self.reader.aim, self.choice("rate")) if self.reader.aim else {}

    def _keep(self, text: str, assessment: Assessment | None, kept: list[Entry]) -> None:
        self.page.keep(
            self.slot,
            text,
            self.asked or self.label,
            assessment,
            self_rating=self._rated(),
            revises=kept[-1].id if kept else None,
            disputed=self.page.withdrawn(text),
        )

    def _in_a_breath(self, entry: Entry) -> str:
        if entry.assessment is None or entry.assessment.was_read:
            return self.page.word("practice.read")
        return self.page.word(f"notes.{entry.assessment.note}")

    def dispute(self) -> Done:
        """ "This is not what I meant": ask which mark, and what was meant."""
        self.disputing = not self.disputing
        return Done(f"dispute-{self.name}" if self.disputing else "")

    def withdraw(self) -> Done:
        """Take a mark away, or note that one was missed, and keep why. The question is chosen anew."""
        kept = self.kept()
        told = kept[-1].assessment if kept else None
        mark = (
            next((m for m in self.reader.marks(told) if m.id == self.choice("dispute")), None)
            if told
            else None
        )
        if mark is None:
            self.unchosen = True
            return Done(f"dispute-{self.name}", self.page.word("reading.choose_first"))
        reason, _ = self.page.draft(marks.slot(*self.slot))
        self.reader.anew(self.page.dispute(kept[-1], mark.id, reason))
        self.disputing = False
        self.choose("dispute", "")
        said = marks.announced(self.page, mark)
        return Done(f"{self.name}-question", f"{said} {self.page.word('reading.new_question')}")

    def bigger(self) -> Done:
        """The learner says that this is about someone being hurt: help in place of the reading."""
        kept = self.kept()
        if kept:
            self._keep(kept[-1].text, self.reader.unread(), kept)
        return Done("care-heading")

    def replace_details(self) -> Done:
        """Replace what could tell who a client is, as the learner asked."""
        words = {kind: self.page.word(f"details.in_place_{kind}") for kind in details.KINDS}
        self.page.put(self.slot, details.replaced(self.text, details.details(self.text), words))
        return Done(f"box-{self.name}", self.page.word("details.replaced"))

    def leave_details(self) -> Done:
        """Leave them; not asked again for this box."""
        self.page.remember(left={**self.page.place.get("left", {}), "/".join(self.slot): True})
        return Done(f"box-{self.name}")

    def parts(
        self,
        more: tuple[Button, ...] = (),
        below: tuple[Part, ...] = (),
        *,
        goes_on: bool = False,
        press: str = "",
    ) -> Group:
        """The writing, and beside it what the words show. ``more`` are buttons, ``below`` stands under them.

        ``goes_on``: once the text was read, the main button is elsewhere. ``press`` is what the main button says.
        """
        return view.parts(self, more, below, goes_on=goes_on, press=press)


MOVES: Mapping[str, Callable[[Bench], Done]] = {
    "read": Bench.read,
    "dispute": Bench.dispute,
    "withdraw": Bench.withdraw,
    "bigger": Bench.bigger,
    "replace": Bench.replace_details,
    "leave": Bench.leave_details,
}
"""What a button's name calls, before its colon."""

CHOICES = frozenset({"rate", "dispute"})
"""What is chosen in a box: the part of a choice's name before its first hyphen."""
