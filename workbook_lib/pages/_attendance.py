"""Who was there: a list without readings, with names only if the facilitator types them, in a file of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..parts import Actions, Button, Option, Part, Ticks
from ..takeaway.document import Document, Room, Says, Section, Table
from ..takeaway.sheets import plain_sheet
from ..widgets import Event, Press, Reply, Ticked
from ._days import day_of
from ._files import Said, link, told, written
from ._plan import Plan
from ._plan_times import begins

NAMES = ("attendance", "names")
MOST_NAMES = 500
BLANK_ROWS = 12
"""Empty rows where no names were typed and it isn't known how many come."""


@dataclass
class Attendance:
    """The list, and the box in which names stand until the list is made."""

    plan: Plan

    @property
    def names(self) -> list[str]:
        """The names that were typed, one to a line."""
        lines = (" ".join(line.split()) for line in self.plan.page.draft(NAMES)[0].splitlines())
        return [line for line in lines if line][:MOST_NAMES]

    @property
    def stays(self) -> bool:
        """Whether the names stay in the box; not unless the facilitator says so."""
        return bool(self.plan.page.place.get("names_stay"))

    def parts(self) -> list[Part]:
        """The box, whether the names stay in it, and the buttons."""
        plan, word = self.plan, self.plan.word
        buttons = (
            Button("list_word", word("list_word")),
            Button("list_csv", word("list_csv")),
            Button("list_empty", word("list_empty")),
        )
        stay = Ticks(
            "stay", word("stay_legend"), (Option("stay", word("stay")),), ("stay",) if self.stays else ()
        )
        return [
            plan.editor("names", NAMES, rows=6),
            stay,
            Actions("list", buttons),
            *told(plan.said, "list", "said-list"),
        ]

    def act(self, event: Event) -> Reply:
        """Say whether names stay, make a list, or empty the box."""
        plan = self.plan
        if isinstance(event, Ticked):
            plan.page.remember(names_stay=event.on)
            return Reply()
        if not isinstance(event, Press):
            return Reply()
        if event.name == "list_empty":
            self._empty()
            return Reply(focus="names", announce=plan.word("list_emptied"))
        try:
            plan.said = self._made("csv" if event.name == "list_csv" else "docx")
        except OSError:
            plan.said = Said("list", plan.page.word("take.not_written"))
            return Reply(focus="said-list", announce=plan.said.text)
        if not self.stays and self.names:
            self._empty()
        return Reply(focus="said-list", announce=plan.said.text)

    def _empty(self) -> None:
        """Empty the box, and leave no trace of the names on the disk."""
        self.plan.page.put(NAMES, "")
        self.plan.page.writable().cover()

    def _made(self, kind: str) -> Said:
        name = f"attendance-{self._day().isoformat()}.{kind}"
        path = written(name, self._sheet() if kind == "csv" else self._word())
        key = "list_made" if self.names and not self.stays else "list_made_stays"
        return Said(
            "list",
            self.plan.word(key, path=path),
            link(path),
            self.plan.page.word("take.save"),
            download=True,
        )

    def _day(self) -> date:
        at = begins(self.plan)
        return at.date() if at else date.today()

    def _minutes(self) -> str:
        agenda = self.plan.agenda()
        return str(agenda.total) if agenda else ""

    def _sheet(self) -> bytes:
        plan, word = self.plan, self.plan.word
        header = tuple(word(f"list_{key}") for key in ("name", "session", "day", "minutes"))
        day = self._day().isoformat()
        return plain_sheet(header, ((name, plan.name, day, self._minutes()) for name in self.names))

    def _word(self) -> bytes:
        from ..takeaway.word import word_file

        plan, word, language = self.plan, self.plan.word, self.plan.page.content.language
        when = day_of(self._day(), language)
        agenda = plan.agenda()
        line = word("list_about", day=when, minutes=agenda.total) if agenda else f"{when}."
        columns = (word("list_name"), word("list_work"), word("list_signed"))
        empty = plan.people or BLANK_ROWS
        rows = tuple((name, "", "") for name in self.names) or (("", "", ""),) * empty
        held = Section(word("list_heading"), (Table(columns, rows), Says(word("list_foot"), quiet=True)))
        signed = Section(word("list_led"), (Room((word("list_led_by"), word("list_signed"))),))
        return word_file(Document(plan.name, line, (held, signed), language=language))
