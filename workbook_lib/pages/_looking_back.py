"""Looking back: the four-minute cases, and what became of each plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from .. import render
from ..activities import returning
from ..model import Entry
from ..parts import Html, Part
from ..widgets import Event, Form, Press, Reply
from . import _returning
from ._days import day_of, local_day
from ._page import Page
from ._short_case import HOME as SHORT

PLAN = "when_then"


def short_cases(page: Page) -> list[Part]:
    """The four-minute cases in their order, each with what was written, and from when the next is offered."""
    entries = page.journal.entries() if page.journal else []
    taken = [entry for entry in entries if entry.page == SHORT]
    superseded = {entry.revises for entry in taken if entry.revises}
    language, scenarios = page.content.language, page.content.scenarios
    listed = [
        {
            "when": day_of(local_day(entry.written_at), language),
            "title": scenarios[entry.scenario].title
            if entry.scenario in scenarios
            else page.word("cases.own_heading"),
            "asked": entry.prompt_wording,
            "text": entry.text,
        }
        for entry in taken
        if entry.id not in superseded
    ]
    html = render.template("short_cases.html", listed=listed, own=page.own, next=_next(page, entries))
    return [Html("short-cases", html)]


def _next(page: Page, entries: list[Entry]) -> str:
    """When the next four-minute case is offered, in words."""
    if not entries:
        return page.own("short_first")
    first, now = entries[0].written_at, datetime.now(UTC)
    done = [entry.written_at for entry in entries if entry.page == SHORT]
    if returning.due(first, done, now) is not None:
        return page.own("short_now")
    later = [first + after for after in returning.SPACING if first + after > now]
    if not later:
        return page.own("short_over")
    return page.own("short_next", day=day_of(local_day(min(later)), page.content.language))


class Returned:
    """What became of each plan: the question, where it waits, and what was answered before."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # The head of the page asks it where it is due; the same box can't stand on a page twice.
        plan = page.setting("plan")
        self.asks_here = bool(plan) and not returning.asks_about(plan, datetime.now(UTC))

    def act(self, event: Event, form: Form) -> Reply:
        """Keep what happened, or leave it for now."""
        if not isinstance(event, Press):
            return Reply(self.parts())
        reply = _returning.act(self.page, event)
        self.asks_here = self.asks_here and event.name != "later"
        return Reply(self.parts(), focus=reply.focus, announce=reply.announce)

    def parts(self) -> list[Part]:
        """The open question, and the plans with what was said of them. Plans of private pages stay there."""
        return [*self._question(), Html("plans", self._history())]

    def _question(self) -> tuple[Part, ...]:
        plan = self.page.setting("plan")
        if not self.asks_here or not plan or plan.get("answered") or plan.get("private"):
            return ()
        return _returning.asked(self.page, plan)

    def _history(self) -> str:
        entries = self.page.journal.entries() if self.page.journal else []
        open_ones = [entry for entry in entries if not entry.private]
        language = self.page.content.language
        told = [
            {
                "when": day_of(local_day(plan.written_at), language),
                "page": self.page.content.pages[plan.page].title
                if plan.page in self.page.content.pages
                else "",
                "plan": plan.text,
                "happened": [answer.text for answer in answers],
            }
            for plan, answers in plans(open_ones)
        ]
        return render.template("plans.html", told=told, own=self.page.own)


def plans(entries: list[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Each plan with what was said of it: answers kept after it and before the next plan. Oldest first."""
    found: list[tuple[Entry, list[Entry]]] = []
    for entry in entries:
        if entry.prompt == PLAN:
            same = found and found[-1][0].page == entry.page and not found[-1][1]
            if same and entry.written_at - found[-1][0].written_at < timedelta(hours=4):
                found.pop()  # said again in the same sitting
            found.append((entry, []))
        elif entry.page == _returning.HOME and entry.prompt == _returning.PROMPT and found:
            found[-1][1].append(entry)
    return found
