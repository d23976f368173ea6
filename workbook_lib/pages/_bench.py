"""One box to write in, read on a press: kept with its reading, restored, and open to objection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .. import details, render
from ..model import Assessment, Entry
from ..parts import Actions, Button, Choices, Editor, Group, Html, Option, Part
from . import _care as care
from ._page import Page, local_time
from ._readers import NoReader, Reader


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

    # -- what the learner does -----------------------------------------------------------------------------

    def do(self, move: str) -> Done:
        """What one press does. Raises KeyError for a press that no part of this box has."""
        return MOVES[move](self)

    def read(self) -> Done:
        """Keep what is written, with its reading. The same words again are not kept twice."""
        text, kept = self.text, self.kept()
        if not text.strip():
            return Done(f"box-{self.name}", self.page.word("notes.no_words"))
        if not kept or kept[-1].text != text:
            self._keep(text, self.reader.read(text), kept)
        last = self.kept()[-1]
        if last.assessment is None:
            return Done(announce=self.page.word("practice.kept"))
        help_first = last.assessment.note in care.MET
        return Done("care-heading" if help_first else f"{self.name}-heading", self._in_a_breath(last))

    def _keep(self, text: str, assessment: Assessment | None, kept: list[Entry]) -> None:
        self.page.keep(
            self.slot,
            text,
            self.asked or self.label,
            assessment,
            revises=kept[-1].id if kept else None,
            disputed=self.page.withdrawn(text),
        )

    def _in_a_breath(self, entry: Entry) -> str:
        if entry.assessment is None or entry.assessment.was_read:
            return self.page.word("practice.read")
        return self.page.word(f"notes.{entry.assessment.note}")

    def dispute(self) -> Done:
        """ "This is not what I meant": ask which mark."""
        self.disputing = not self.disputing
        return Done(f"dispute-{self.name}" if self.disputing else "")

    def withdraw(self) -> Done:
        """Take the mark away that was chosen."""
        chosen = self.page.place.get("disputing", {}).get(self.name)
        kept = self.kept()
        if not chosen or not kept:
            return Done(f"dispute-{self.name}")
        self.page.dispute(kept[-1], chosen, "")
        self.disputing = False
        return Done(f"{self.name}-heading", self.page.word("reading.withdrawn"))

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

    def choose(self, value: str) -> None:
        """What a dispute is about."""
        self.page.remember(disputing={**self.page.place.get("disputing", {}), self.name: value})

    # -- what it shows -------------------------------------------------------------------------------------

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
        entry = next(iter(reversed(self.kept())), None)
        buttons = (
            Button(f"read:{self.name}", press or self._label(entry), main=not (entry and goes_on)),
            *more,
        )
        writing = (self._editor(), Actions(f"do-{self.name}", buttons), *self._nudge(), *below)
        if isinstance(self.reader, NoReader) and (entry is None or entry.assessment is None):
            return Group(f"write-{self.name}", (*writing, *self._versions()))
        columns = (Group(f"write-{self.name}", writing), Group(f"shown-{self.name}", self._shown(entry)))
        return Group(f"bench-{self.name}", columns, look="beside")

    def _label(self, entry: Entry | None) -> str:
        if isinstance(self.reader, NoReader):
            return self.page.word("actions.keep_it")
        return self.page.word("actions.read_again" if entry else "actions.read")

    def _editor(self) -> Editor:
        return self.page.editor(f"box-{self.name}", self.label, self.help, self.slot, rows=self.rows)

    def _shown(self, entry: Entry | None) -> tuple[Part, ...]:
        if entry is None or entry.assessment is None:
            later = render.template("later.html", text=self.page.word("reading.here"))
            return (Html(f"reading-{self.name}", later),)
        kept = self.kept()
        before = next((e.assessment for e in reversed(kept[:-1]) if e.assessment), None)
        shown = self.reader.show(entry, entry.assessment, before, self.name)
        return (Html(f"reading-{self.name}", shown), *self._objections(entry.assessment), *self._versions())

    def _objections(self, assessment: Assessment) -> tuple[Part, ...]:
        if assessment.note in care.MET:
            return ()
        word, names = self.page.word, self.reader.names(assessment)
        bigger = Button(f"bigger:{self.name}", word("actions.bigger"))
        if not names or not assessment.was_read:
            return (Actions(f"object-{self.name}", (bigger,)),)
        asked = Actions(
            f"object-{self.name}", (Button(f"dispute:{self.name}", word("actions.not_meant")), bigger)
        )
        if not self.disputing:
            return (asked,)
        options = tuple(Option(id, label) for id, label in names.items())
        chosen = self.page.place.get("disputing", {}).get(self.name, "")
        return (
            asked,
            Choices(f"dispute-{self.name}", word("reading.which"), options, chosen),
            Actions(f"withdraw-{self.name}", (Button(f"withdraw:{self.name}", word("actions.withdraw")),)),
        )

    def _versions(self) -> tuple[Part, ...]:
        earlier = self.kept()[:-1]
        if not earlier:
            return ()
        shown = [{"when": local_time(e.written_at), "text": e.text} for e in reversed(earlier)]
        html = render.template("versions.html", versions=shown, word=self.page.word)
        return (Html(f"versions-{self.name}", html),)

    def _nudge(self) -> tuple[Part, ...]:
        """Where the words hold something that could tell who a client is: offer to replace it, once."""
        found = {d.kind for d in details.details(self.text)} if self.kept() else set()
        if not found or self.page.place.get("left", {}).get("/".join(self.slot)):
            return ()
        word = self.page.word
        kinds = ", ".join(word(f"details.{kind}") for kind in details.KINDS if kind in found)
        told = Html(
            f"details-{self.name}", render.template("intro.html", text=word("details.found", kinds=kinds))
        )
        yes = Button(f"replace:{self.name}", word("details.replace"))
        no = Button(f"leave:{self.name}", word("details.leave"))
        row = Actions(f"nudge-do-{self.name}", (yes, no))
        return (Group(f"nudge-{self.name}", (told, row), look="note"),)


MOVES: Mapping[str, Callable[[Bench], Done]] = {
    "read": Bench.read,
    "dispute": Bench.dispute,
    "withdraw": Bench.withdraw,
    "bigger": Bench.bigger,
    "replace": Bench.replace_details,
    "leave": Bench.leave_details,
}
"""What a button's name calls, before its colon."""
