"""A reminder for the learner's own calendar: at a moment they choose, with no more words than they tick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from .. import render
from ..parts import Actions, Button, Html, Option, Part, Ticks, When
from ..takeaway.reminder import calendar_file, moment_of
from ..widgets import Choice, Event, Form, Press, Reply, Ticked
from ._cases import OWN
from ._days import day_of
from ._files import Said, link, told, written
from ._page import Page

PLAN = "when_then"
USUAL = "T09:00"
"""What stands in the boxes at first: a time and no day, as the day is the learner's to choose."""


@dataclass
class Reminder:
    """One reminder to look at one's plan."""

    page: Page
    said: Said | None = None

    @property
    def value(self) -> str:
        """The moment as it was chosen; "" where none was."""
        return str(self.page.place.get("remind_at", ""))

    @property
    def with_plan(self) -> bool:
        """Whether the plan's own words go into the calendar."""
        return bool(self.page.place.get("remind_plan"))

    @property
    def plan(self) -> str:
        """The plan kept on this page last; "" where there is none."""
        kept = self.page.kept_for((OWN, PLAN))
        return kept[-1].text if kept else ""

    def act(self, event: Event, form: Form) -> Reply:
        """Choose the moment, whether the plan goes in, and make the file."""
        self.said = None
        if isinstance(event, Choice):
            self.page.remember(remind_at=event.value if moment_of(event.value) else "")
        elif isinstance(event, Ticked):
            self.page.remember(remind_plan=event.on)
        elif isinstance(event, Press):
            return self._make()
        return Reply(self.parts(), announce=self._shown())

    def _make(self) -> Reply:
        at = moment_of(self.value)
        if at is None or at <= datetime.now(UTC):
            key = "remind_choose" if at is None else "remind_past"
            return Reply(self.parts(), focus="remind", announce=self.page.own(key))
        own, now = self.page.own, datetime.now(UTC)
        text = self.plan if self.with_plan else ""
        file = calendar_file(at, own("remind_title"), text, uid=f"{uuid4()}@workbook.invalid", now=now)
        try:
            path = written(f"reminder-{at:%Y-%m-%d}.ics", file)
            self.said = Said(
                "remind", own("remind_made", path=path), link(path), own("remind_save"), download=True
            )
        except OSError:
            self.said = Said("remind", self.page.word("take.not_written"))
        return Reply(self.parts(), focus="said-remind", announce=self.said.text)

    def _shown(self) -> str:
        """What will stand in the calendar, in words."""
        at = moment_of(self.value)
        if at is None:
            return self.page.own("remind_choose")
        if at <= datetime.now(UTC):
            return self.page.own("remind_past")
        day = day_of(at.date(), self.page.content.language)
        return self.page.own(
            "remind_shown", day=day, time=f"{at:%H:%M}", zone=getattr(at.tzinfo, "key", at.tzname())
        )

    def parts(self) -> list[Part]:
        """The day and time, whether the plan goes in, all that goes in, and the button."""
        own = self.page.own
        value = self.value.partition("[")[0] or USUAL
        when = When(
            "remind", own("remind_when"), own("remind_day"), own("remind_time"), own("remind_help"), value
        )
        shown = render.template(
            "reminder.html", own=own, at=self._shown(), plan=self.plan if self.with_plan else ""
        )
        make = Button("remind_make", own("remind_make"))
        return [
            when,
            *self._tick(),
            Html("remind-shown", shown),
            Actions("remind-do", (make,)),
            *told(self.said, "remind", "said-remind"),
        ]

    def _tick(self) -> list[Part]:
        if not self.plan:
            return []
        option = Option("plan", self.page.own("remind_plan"))
        return [
            Ticks("remind-plan", self.page.own("remind_more"), (option,), ("plan",) if self.with_plan else ())
        ]
