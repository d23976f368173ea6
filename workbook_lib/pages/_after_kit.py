"""Two and six weeks later: a message to send, two cases of four minutes, a reminder, and the room again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from .. import render
from ..group.summary import Summary
from ..model import Scenario
from ..parts import Actions, Button, Choices, Html, Option, Part, When
from ..takeaway.document import Document, Own, Says, Section
from ..takeaway.reminder import calendar_file, moment_of
from ..takeaway.web import preview
from ..widgets import Choice, Event, Press, Reply
from ._after import After
from ._after_report import bound
from ._after_rooms import ROOM

WEEKS = (2, 6)
SLOTS = "after_the_session"
CASES = 2
USUAL = time(9)
LIVE = "21_live_session"


def kit_parts(after: After) -> list[Part]:
    """The weeks to choose, and all that belongs to them."""
    room, weeks = after.chosen(ROOM), chosen_weeks(after)
    if room is None:
        return [after.html("kit-none", after.word("choose_first"))]
    options = tuple(Option(str(n), after.word("weeks_later", weeks=n)) for n in WEEKS)
    return [
        Choices("weeks", after.word("which_weeks"), options, str(weeks)),
        *_message(after, room, weeks),
        *_cases(after, room, weeks),
        *_reminder(after, room, weeks),
        *_again(after),
    ]


def chosen_weeks(after: After) -> int:
    """Two weeks, or six."""
    return WEEKS[1] if after.page.place.get("weeks") == str(WEEKS[1]) else WEEKS[0]


def act_kit(after: After, event: Event) -> Reply | None:
    """Choose the weeks or the moment; make a file."""
    room, weeks = after.chosen(ROOM), chosen_weeks(after)
    if room is None:
        return None
    if isinstance(event, Choice) and event.part == "weeks":
        after.page.remember(weeks=event.value)
    elif isinstance(event, Choice) and event.part == "kit-when":
        after.page.remember(kit_when={**_moments(after), str(weeks): event.value})
    elif isinstance(event, Press) and event.name == "kit:txt":
        text = message(after, room, weeks)
        return after.write("kit", "txt", lambda: text.encode("utf-8", "replace"))
    elif isinstance(event, Press) and event.name == "kit:docx":
        made = kit(after, room, weeks)
        return after.write("kit", "docx", lambda: after.data(made, "docx"), "kit-cases")
    elif isinstance(event, Press) and event.name == "kit:ics":
        return _make_reminder(after, room, weeks)
    return None


# -- the message -------------------------------------------------------------------------------------------


def slot(room: Summary, weeks: int) -> tuple[str, str]:
    """Where the message about this room is drafted: it names the room's case."""
    return SLOTS, f"message_{weeks}_{room.id}"


def message(after: After, room: Summary, weeks: int) -> str:
    """The message as it stands in its box: as it was changed, else as it is suggested."""
    typed = after.page.draft(slot(room, weeks))[0]
    return typed if typed.strip() else after.word(f"message_{weeks}", case=room.case.title).strip()


def _message(after: After, room: Summary, weeks: int) -> list[Part]:
    label, help = after.word("message_label", weeks=weeks), after.word("message_help")
    name = f"box-message-{weeks}-{room.id}"
    box = after.page.editor(name, label, help, slot(room, weeks), rows=10)
    if not box.text.strip():
        box = replace(box, text=message(after, room, weeks))
    return [box, Actions("kit-message", (Button("kit:txt", after.word("make_txt")),)), *after.told("kit")]


# -- the cases ---------------------------------------------------------------------------------------------


def four_minutes(after: After, room: Summary, weeks: int) -> list[Scenario]:
    """Two short cases for this time: of the room's desks first, none that it had, and others at the other time."""
    had = {room.case.id, *(taken.case for taken in room.snapshots)}
    scenarios = after.page.content.scenarios
    desks = {desk for id in had & scenarios.keys() for desk in scenarios[id].desks}
    fit = [case for case in scenarios.values() if case.id not in had and not case.safety]
    fit.sort(key=lambda case: (not desks & set(case.desks), len(case.story) + len(case.messages[0].text)))
    start = CASES * WEEKS.index(weeks)
    return fit[start : start + CASES]


def kit(after: After, room: Summary, weeks: int) -> Document:
    """The message and the two cases, to print or to send."""
    word = after.word
    question = after.page.content.prompts["free"].wording
    cases = [
        Section(
            case.title,
            (
                Says(after.page.word("cases.holds", holds=case.holds), quiet=True),
                Says(case.story.strip()),
                Own(case.messages[0].text.strip(), after.page.word("cases.their_words")),
                Says(question),
            ),
        )
        for case in four_minutes(after, room, weeks)
    ]
    first = Section(word("message_heading"), (Own(message(after, room, weeks)),))
    return bound(after, word("kit_title", weeks=weeks), after.named(room), [first, *cases])


def _cases(after: After, room: Summary, weeks: int) -> Iterator[Part]:
    made = kit(after, room, weeks)
    cases = Document(
        after.word("cases_title"), after.word("cases_about"), made.sections[1:], language=made.language
    )
    yield after.html("kit-head", after.word("cases_heading"), "subheading.html")
    yield Html("kit-sheet", preview(cases, "kit"))
    yield Actions("kit-make", (Button("kit:docx", after.word("make_kit")),))
    yield from after.told("kit-cases")


# -- the reminder ------------------------------------------------------------------------------------------


def _moments(after: After) -> dict[str, str]:
    return dict(after.page.place.get("kit_when", {}))


def _moment(after: After, room: Summary, weeks: int) -> datetime:
    """The moment that was chosen; else nine o'clock so many weeks after the session."""
    day = room.opened_at.astimezone().date() + timedelta(weeks=weeks)
    return moment_of(_moments(after).get(str(weeks), "")) or datetime.combine(day, USUAL).astimezone()


def _reminder(after: After, room: Summary, weeks: int) -> Iterator[Part]:
    at = _moment(after, room, weeks)
    when, day, hour, help = (after.word(f"remind_{name}") for name in ("when", "day", "time", "help"))
    yield When("kit-when", when, day, hour, help, f"{at:%Y-%m-%dT%H:%M}")
    yield Actions("kit-remind", (Button("kit:ics", after.word("remind_make")),))
    yield from after.told("kit-reminder")


def _make_reminder(after: After, room: Summary, weeks: int) -> Reply:
    at, now = _moment(after, room, weeks), datetime.now(UTC)
    if at <= now:
        return after.say("kit-reminder", after.word("remind_past"))
    title, text = after.word("remind_title", weeks=weeks), after.word("remind_text")
    file = calendar_file(at, title, text, uid=f"{uuid4()}@workbook.invalid", now=now)
    return after.write("reminder", "ics", lambda: file, "kit-reminder")


def _again(after: After) -> Iterator[Part]:
    """The way to the room, where this workbook has its page."""
    if LIVE in after.page.content.pages:
        shown = render.template("page_link.html", page=LIVE, text=after.word("open_again"))
        yield Html("kit-again", shown)
