"""Taking a session along: its papers as one Word file or a page to print, and its date as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from ..activities.plan import Agenda
from ..parts import Actions, Button, Part, Ticks, When
from ..parts import Option as Opt
from ..takeaway.document import Document
from ..takeaway.reminder import calendar_file, moment_of
from ..takeaway.web import web_page
from ..widgets import Choice, Event, Press, Reply, Ticked
from ._days import day_of
from ._files import Said, link, told, written
from ._plan import Plan
from ._plan_sheets import PAPERS, about, sections
from ._plan_times import begins, spans
from ._planned import SETUP

RINGS = timedelta(minutes=30)
"""So long before the session a calendar rings."""
USUAL = "T09:00"


@dataclass
class Take:
    """The papers of the session."""

    plan: Plan

    @property
    def wanted(self) -> frozenset[str]:
        """The papers that go in: all but those that were taken out."""
        return frozenset(PAPERS) - set(self.plan.page.place.get("left_out", ()))

    def parts(self) -> list[Part]:
        """Which papers go in, and the buttons; a sentence where there is no agenda yet."""
        plan, word = self.plan, self.plan.word
        if plan.agenda() is None:
            return [plan.note("take-none", word("take_none"))]
        options = tuple(Opt(name, word(f"paper_is_{name}")) for name in PAPERS)
        values = tuple(name for name in PAPERS if name in self.wanted)
        make = (
            Button("word", plan.page.word("take.word"), main=True),
            Button("print", plan.page.word("take.print")),
        )
        return [
            Ticks("papers", word("papers_legend"), options, values),
            Actions("take", make),
            *told(plan.said, "take", "said-take"),
        ]

    def act(self, event: Event) -> Reply:
        """Leave a paper out or put it in; make a file of what goes in."""
        plan, agenda = self.plan, self.plan.agenda()
        if isinstance(event, Ticked):
            out = set(plan.page.place.get("left_out", ())) - {event.value}
            plan.page.remember(left_out=sorted(out if event.on else out | {event.value}))
            return Reply(announce=plan.page.word("take.added" if event.on else "take.removed"))
        if not isinstance(event, Press) or agenda is None or not self.wanted:
            nothing = isinstance(event, Press) and not self.wanted
            return Reply(announce=plan.page.word("take.nothing") if nothing else "")
        try:
            plan.said = self._made(agenda, event.name)
        except OSError:
            plan.said = Said("take", plan.page.word("take.not_written"))
        return Reply(focus="said-take", announce=plan.said.text)

    def document(self, agenda: Agenda) -> Document:
        """The document that is made into a file."""
        plan = self.plan
        at, line = begins(plan), about(plan, agenda)
        if at is not None:
            line = f"{day_of(at.date(), plan.page.content.language)}, {at:%H:%M}. {line}"
        language = plan.page.content.language
        return Document(
            plan.name, line, sections(plan, agenda, self.wanted), plan.word("paper_foot"), language
        )

    def _made(self, agenda: Agenda, kind: str) -> Said:
        stem, word, made = (
            f"session-plan-{date.today().isoformat()}",
            self.plan.page.word,
            self.document(agenda),
        )
        if kind == "print":
            path = written(f"{stem}.html", web_page(made))
            return Said("take", word("take.made", path=path), link(path), word("take.open"))
        from ..takeaway.word import word_file

        path = written(f"{stem}.docx", word_file(made))
        return Said("take", word("take.made", path=path), link(path), word("take.save"), download=True)


@dataclass
class Dated:
    """What the session is called and when it is, and a calendar file of it."""

    plan: Plan

    def parts(self) -> list[Part]:
        """The name, day and time, what goes into the calendar, and the button; before there is an agenda, a
        sentence that says so."""
        plan, word = self.plan, self.plan.word
        if plan.agenda() is None:
            return [plan.note("dated-none", word("take_none"))]
        value = str(plan.page.place.get("at", "")).partition("[")[0] or USUAL
        labels = (word("date_legend"), word("date_day"), word("date_time"), word("date_help"))
        make = Actions("calendar", (Button("calendar", word("calendar_make")),))
        return [
            plan.editor("session", (SETUP, "session"), word("session_start"), rows=1),
            When("at", *labels, value),
            plan.note("calendar-shown", self._shown()),
            make,
            *told(plan.said, "calendar", "said-calendar"),
        ]

    def act(self, event: Event) -> Reply:
        """Choose the moment, or make the file."""
        plan = self.plan
        if isinstance(event, Choice):
            plan.page.remember(at=event.value if moment_of(event.value) else "")
        elif isinstance(event, Press):
            return self._make()
        return Reply(announce=self._shown())

    def _shown(self) -> str:
        plan, at, agenda = self.plan, begins(self.plan), self.plan.agenda()
        if at is None or agenda is None:
            return plan.word("date_choose")
        if at <= datetime.now(UTC):
            return plan.word("date_past")
        day, zone = day_of(at.date(), plan.page.content.language), getattr(at.tzinfo, "key", at.tzname())
        return plan.word("date_shown", day=day, time=f"{at:%H:%M}", zone=zone, minutes=agenda.total)

    def _make(self) -> Reply:
        plan, at, agenda = self.plan, begins(self.plan), self.plan.agenda()
        now = datetime.now(UTC)
        if at is None or agenda is None or at <= now:
            return Reply(focus="at", announce=self._shown())
        lasts = timedelta(minutes=agenda.total)
        text = "\n".join(
            f"{time}  {item.title}" for time, item in zip(spans(agenda, plan), agenda.items, strict=True)
        )
        file = calendar_file(
            at,
            plan.name,
            text,
            uid=f"{uuid4()}@workbook.invalid",
            now=now,
            lasts=lasts,
            rings=RINGS,
            busy=True,
        )
        try:
            path = written(f"session-{at:%Y-%m-%d}.ics", file)
            plan.said = Said(
                "calendar",
                plan.word("calendar_made", path=path),
                link(path),
                plan.word("calendar_save"),
                download=True,
            )
        except OSError:
            plan.said = Said("calendar", plan.page.word("take.not_written"))
        return Reply(focus="said-calendar", announce=plan.said.text)
