"""What stands in each editor, and what happens when two editors write in one slot: nothing is lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from workbook_lib.db import tables
from workbook_lib.journal import entries
from workbook_lib.journal.rows import draft_of
from workbook_lib.model import Draft, Entry

_drafts = tables.drafts.c


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What stands in a slot after a save, and the other text that was kept as an entry, if there was one."""

    draft: Draft
    conflict: Entry | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text to save. ``typed_at`` is given where it was typed earlier than now, elsewhere."""

    page: str
    scenario: str
    prompt: str
    text: str
    base: int
    writer: str
    seq: int = 0
    private: bool = False
    typed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is stored in a slot now; ``seq`` is the last one of its writer."""

    draft: Draft
    seq: int
    private: bool


Verdict = Literal["ignore", "same", "replace", "conflict", "late"]


def verdict(standing: Standing | None, incoming: Incoming) -> Verdict:
    """What to do with an incoming text.

    ignore: its own editor has saved something newer; same: the text stands already; replace: its editor
    saw what stands, or wrote it; conflict: another editor wrote what stands, so that is kept as an entry
    and the incoming text takes its place; late: so too, but the incoming text is the older, and is kept.
    """
    if standing is None:
        return "replace"
    draft = standing.draft
    own = draft.writer == incoming.writer
    if own and incoming.seq < standing.seq:
        return "ignore"
    if draft.text == incoming.text:
        return "same"
    if own or draft.revision == incoming.base:
        return "replace"
    return "late" if incoming.typed_at is not None and incoming.typed_at < draft.saved_at else "conflict"


def save(connection: Connection, incoming: Incoming, now: datetime) -> SavedDraft:
    """Put a text in its slot by `verdict`, on a transaction that writes."""
    standing = standing_in(connection, incoming.page, incoming.scenario, incoming.prompt)
    what = verdict(standing, incoming)
    if standing is not None and what == "ignore":
        return SavedDraft(standing.draft)
    if standing is not None and what == "late":
        return SavedDraft(standing.draft, _keep_aside(connection, incoming, standing, incoming.text, now))
    conflict = None
    if standing is not None and what == "conflict":
        conflict = _keep_aside(connection, incoming, standing, standing.draft.text, now)
    return SavedDraft(_store(connection, incoming, standing, now), conflict)


def standing_in(connection: Connection, page: str, scenario: str, prompt: str) -> Standing | None:
    """What is stored in a slot."""
    row = connection.execute(select(tables.drafts).where(_slot(page, scenario, prompt))).mappings().first()
    return None if row is None else Standing(draft_of(row), row["seq"], row["private"])


def of_page(connection: Connection, page: str) -> list[Draft]:
    """All drafts of a page, by scenario and prompt."""
    query = select(tables.drafts).where(_drafts.page == page).order_by(_drafts.scenario, _drafts.prompt)
    return [draft_of(row) for row in connection.execute(query).mappings()]


def _slot(page: str, scenario: str, prompt: str) -> ColumnElement[bool]:
    return and_(_drafts.page == page, _drafts.scenario == scenario, _drafts.prompt == prompt)


def _store(connection: Connection, incoming: Incoming, standing: Standing | None, now: datetime) -> Draft:
    old = standing.draft if standing else None
    # The same text again is no new revision: an editor that saw the old number has seen this text.
    grown = old is None or old.text != incoming.text
    slot = {"page": incoming.page, "scenario": incoming.scenario, "prompt": incoming.prompt}
    draft = Draft(
        **slot,
        text=incoming.text,
        revision=(old.revision if old else 0) + grown,
        writer=incoming.writer,
        saved_at=min(incoming.typed_at or now, now),
    )
    private = incoming.private or (standing is not None and standing.private)
    values = {
        "text": draft.text,
        "revision": draft.revision,
        "writer": draft.writer,
        "seq": incoming.seq,
        "private": private,
        "saved_at": draft.saved_at,
    }
    if standing is None:
        connection.execute(insert(tables.drafts).values(**slot, **values))
    else:
        connection.execute(update(tables.drafts).where(_slot(**slot)).values(**values))
    return draft


def _keep_aside(
    connection: Connection, incoming: Incoming, standing: Standing, text: str, now: datetime
) -> Entry | None:
    """Keep a text of this slot as an entry, unless it is blank; one entry, however often it meets."""
    if not text.strip():
        return None
    kept = entries.find(connection, page=incoming.page, scenario=incoming.scenario, prompt=incoming.prompt)
    same = [entry for entry in kept if entry.text == text]
    if same:
        return same[-1]
    entry = Entry(
        id=uuid.uuid4().hex,
        written_at=now,
        page=incoming.page,
        scenario=incoming.scenario,
        scenario_version=kept[-1].scenario_version if kept else 0,
        prompt=incoming.prompt,
        prompt_wording=kept[-1].prompt_wording if kept else "",
        content_version=kept[-1].content_version if kept else "",
        language=kept[-1].language if kept else "",
        text=text,
        private=incoming.private or standing.private,
        revises=kept[-1].id if kept else None,
    )
    return entries.keep(connection, entry, now)
