"""The session that was planned on page 20, as it stands: the suggestion with what the facilitator changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ..activities.plan import PAGE, Agenda, AgendaItem, agenda_from_dict
from ..journal import Journal
from ..takeaway.reminder import moment_of
from ._page import Page

FIELDS = ("title", "minutes", "words", "questions")
"""What of an item can be changed in words; each is a draft of its own."""
LONGEST = 480
"""An item lasts at most so many minutes."""
BANKS = ("plan_a", "plan_b")
"""Where changed words stand: a new suggestion begins in the other one, so that the old one can come back."""
AGREEMENT = ("agreement", "text")
SETUP = "setup"
"""The scenario name of what is typed about a session."""

Drafted = Callable[[tuple[str, str]], tuple[str, int]]
"""The text and revision of a draft by its slot; ("", 0) where nothing was written."""


def planned(page: Page) -> Agenda | None:
    """The agenda planned on page 20, read anew from the journal of ``page``; None where there is none.

    ``page`` may be any page of the same learner. Raises `JournalError` where the journal can't be read.
    """
    if page.journal is None:
        return None
    return merged(page.journal.place(PAGE), _from(page.journal))


def session_name(page: Page) -> str:
    """What was typed as the session's name; "" where nothing was."""
    return " ".join(_from(page.journal)((SETUP, "session"))[0].split()) if page.journal else ""


def moment(page: Page) -> datetime | None:
    """The moment that was chosen for the session, aware; None where none was."""
    return moment_of(str(page.journal.place(PAGE).get("at", ""))) if page.journal else None


def agreement(page: Page) -> str:
    """The working agreement as the facilitator left it, else as it is suggested."""
    place = page.journal.place(PAGE) if page.journal else {}
    text, revision = _from(page.journal)(AGREEMENT) if page.journal else ("", 0)
    return text if revision else suggested_agreement(page, manager=bool(place.get("manager")))


def suggested_agreement(page: Page, *, manager: bool) -> str:
    """The words of the room's own agreement, one promise to a line."""
    promises = [page.word(f"room.agreement.{key}") for key in ("stays", "clients", "freely", "not_for")]
    return "\n".join([*promises, page.word("room.manager")] if manager else promises)


def merged(place: Mapping[str, Any], drafted: Drafted) -> Agenda | None:
    """The agenda that ``place`` holds, with the words that stand in the drafts of its changed items."""
    try:
        agenda = agenda_from_dict(place["agenda"])
    except (KeyError, TypeError, ValueError):
        return None
    bank = place.get("bank", BANKS[0])
    changed = set(place.get("changed", {}).get(bank, ()))
    items = tuple(_as_written(i, bank, drafted) if i.id in changed else i for i in agenda.items)
    return replace(agenda, items=items)


def slot(bank: str, id: str, name: str) -> tuple[str, str]:
    """Where one field of an item is drafted."""
    return bank, f"{id}_{name}"


def minutes_in(text: str) -> int | None:
    """A whole number of minutes, from 1 to `LONGEST`; None where it is none."""
    plain = text.strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > 4:
        return None
    return int(plain) if 1 <= int(plain) <= LONGEST else None


def _as_written(item: AgendaItem, bank: str, drafted: Drafted) -> AgendaItem:
    said = {name: drafted(slot(bank, item.id, name))[0] for name in FIELDS}
    questions = tuple(line for line in (" ".join(q.split()) for q in said["questions"].splitlines()) if line)
    return replace(
        item,
        title=" ".join(said["title"].split()) or item.title,
        minutes=minutes_in(said["minutes"]) or item.minutes,
        words=said["words"].strip(),
        questions=questions,
    )


def _from(journal: Journal) -> Drafted:
    def drafted(slot: tuple[str, str]) -> tuple[str, int]:
        kept = journal.draft(PAGE, *slot)
        return (kept.text, kept.revision) if kept else ("", 0)

    return drafted
