"""Page 14: a last case on one's own, first and last side by side, what became of it all, and what to take along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..parts import Actions, Button, Part
from ..widgets import Event, Form, Press, Reply
from . import _practice as practice
from ._files import Said, told
from ._last_case import LastCase
from ._looking_back import Returned, short_cases
from ._page import Page, open_page
from ._portfolio import Portfolio
from ._progress import Progress
from ._record import record as make_record
from ._reminder import Reminder
from ._side_by_side import SideBySide
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "14_my_path"


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def last_case() -> Form:
    """A last case without a reading."""
    page = open_page(PAGE)
    last = LastCase(page)
    return page.form(last.parts(), page.word("plain.unaided"), last.act)


def side() -> Form:
    """First and last side by side."""
    page = open_page(PAGE)
    beside = SideBySide(page)
    return _watching(page, page.form(beside.parts(), page.word("plain.unaided"), beside.act), beside.parts)


def progress() -> Form:
    """What the texts show over time."""
    page = open_page(PAGE)
    shown = Progress(page)
    form = _watching(page, page.form(shown.parts(), page.word("plain.progress"), shown.act), shown.parts)
    shown.drawn.then(lambda: form.show(shown.parts()))
    return form


def short() -> Form:
    """The four-minute cases so far."""
    page = open_page(PAGE)
    return page.form(short_cases(page), page.word("plain.progress"))


def returned() -> Form:
    """What became of each plan."""
    page = open_page(PAGE)
    back = Returned(page)
    return _watching(page, page.form(back.parts(), page.word("plain.progress"), back.act), back.parts)


def plan() -> Form:
    """One thing to try."""
    return practice.plan(PAGE)


def reminder() -> Form:
    """A reminder for a calendar."""
    page = open_page(PAGE)
    made = Reminder(page)
    return _watching(page, page.form(made.parts(), page.word("plain.reminder"), made.act), made.parts)


def portfolio() -> Form:
    """A portfolio to take along."""
    page = open_page(PAGE)
    taking = Portfolio(page)
    return _watching(page, page.form(taking.parts(), page.word("plain.take"), taking.act), taking.parts)


@dataclass
class Record:
    """The record of learning, by a press."""

    page: Page
    said: Said | None = None

    def act(self, event: Event, form: Form) -> Reply:
        """Write the record into the learner's folder."""
        if not isinstance(event, Press):
            return Reply()
        self.said = make_record(self.page, "record")
        return Reply(self.parts(), focus="said", announce=self.said.text)

    def parts(self) -> list[Part]:
        """The button, and where the record is."""
        return [
            Actions("record", (Button("record", self.page.word("words.record")),)),
            *told(self.said, "record"),
        ]


def record() -> Form:
    """The record of learning."""
    page = open_page(PAGE)
    made = Record(page)
    return page.form(made.parts(), page.word("plain.take"), made.act)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)


def _watching(page: Page, form: Form, parts: Callable[[], list[Part]]) -> Form:
    """The form, drawn anew whenever another part of the page keeps something."""
    page.watchers.append(lambda: form.show(parts()))
    return form
