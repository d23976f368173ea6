"""A check-in, week by week: a few words for each item, and the weeks side by side. Never a sum, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .. import render
from ..activities import weeks as told
from ..activities.weeks import CheckIn, Item, Week
from ..model import Entry
from ..parts import Actions, Button, Choices, Html, Option, Part
from ..widgets import Choice, Event, Form, Press, Reply
from . import _care as care
from ._days import day_of
from ._page import Page
from ._reader import NoReader

MOMENT = "moment_was"
"""The prompt of the one box to write in."""


@dataclass
class Checking:
    """The check-in of a page. ``station`` is its name in the page's activity."""

    page: Page
    station: str

    @property
    def told(self) -> CheckIn:
        """Its items."""
        return self.page.content.activities[self.page.id].check_in[self.station]

    @property
    def week(self) -> str:
        """The scenario id of this week, by this computer's day."""
        return told.scenario_of(date.today())

    @property
    def answers(self) -> Mapping[str, str]:
        """Item id to the option chosen for this week, kept or not."""
        chosen: Mapping[str, Mapping[str, str]] = self.page.place.get("answers", {})
        kept = {item.id: self._kept(item) for item in self.told.items}
        return {**{id: value for id, value in kept.items() if value}, **chosen.get(self.week, {})}

    def _kept(self, item: Item) -> str:
        last = next(reversed(self.page.kept_for((self.week, item.id))), None)
        return told.value_of(item, last.text) if last else ""

    def weeks(self) -> list[Week]:
        """Every week that was kept."""
        return told.weeks_of(self.page.entries(), self.told)

    # -- what the learner does -----------------------------------------------------------------------------

    def act(self, event: Event, form: Form) -> Reply:
        """Choose words for an item; keep the week."""
        if isinstance(event, Choice):
            self._choose(event.part.removeprefix("check-"), event.value)
        elif isinstance(event, Press) and event.name == "keep_week":
            return self._keep_week()
        return Reply(self.parts())

    def _choose(self, item: str, value: str) -> None:
        items = {one.id: one for one in self.told.items}
        if item in items and value in items[item].options:
            self.page.remember(answers={self.week: {**self.answers, item: value}})

    def _keep_week(self) -> Reply:
        text = self.page.draft((self.week, MOMENT))[0]
        if not self.answers and not text.strip():
            first = f"check-{self.told.items[0].id}"
            return Reply(self.parts(), focus=first, announce=self.page.own("week_nothing"))
        for item in self.told.items:
            if item.id in self.answers:
                self._keep(item.id, item.options[self.answers[item.id]], item.wording)
        if text.strip():
            self._keep(MOMENT, text, self.page.own("moment_asked"))
        focus = "care-heading" if self._met() else "week-kept"
        return Reply(self.parts(), focus=focus, announce=self.page.own("week_kept"))

    def _keep(self, prompt: str, text: str, wording: str) -> None:
        slot = (self.week, prompt)
        before: Entry | None = next(reversed(self.page.kept_for(slot)), None)
        if before is None or before.text != text:
            reading = NoReader(self.page).read(text) if prompt == MOMENT else None
            self.page.keep(slot, text, wording, reading, revises=before.id if before else None)

    # -- what is shown -------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """The items, the one box, and what was kept."""
        own, week = self.page.own, self.week
        monday = told.monday_of(week) or date.today()
        title = render.template(
            "subheading.html", text=own("week_of", day=day_of(monday, self.page.content.language))
        )
        kept = any(self.page.kept_for((week, item.id)) for item in self.told.items)
        keep = Button("keep_week", own("keep_week_again" if kept else "keep_week"), main=not kept)
        box = self.page.editor(
            f"box-{MOMENT}", own("moment_asked"), own("moment_help"), (week, MOMENT), rows=2
        )
        return [
            Html("week", title),
            *(self._choices(item) for item in self.told.items),
            box,
            Actions("week-do", (keep,)),
            *self._met(),
            *(
                [Html("kept", render.template("kept_line.html", name="week-kept", text=own("week_kept")))]
                if kept
                else []
            ),
        ]

    def _choices(self, item: Item) -> Choices:
        options = tuple(Option(value, words) for value, words in item.options.items())
        return Choices(f"check-{item.id}", item.wording, options, self.answers.get(item.id, ""))

    def _met(self) -> list[Part]:
        """Help, where what was written may be about more than a page can hold."""
        last = next(reversed(self.page.kept_for((self.week, MOMENT))), None)
        if last is None or last.assessment is None:
            return []
        return [Html("care", care.met(self.page, last.assessment.note))]
