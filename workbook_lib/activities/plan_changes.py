"""What a facilitator changes in an agenda: order, items, cases. Each gives a new agenda. Pure."""

from __future__ import annotations

from dataclasses import replace

from .plan import Agenda, AgendaItem, blocks_of
from .session_cases import Choosing, Content


def moved(agenda: Agenda, id: str, step: int) -> Agenda:
    """The item ``step`` places further on (back where negative); at either end it stays."""
    items = list(agenda.items)
    at = [item.id for item in items].index(id)
    to = min(max(at + step, 0), len(items) - 1)
    items.insert(to, items.pop(at))
    return replace(agenda, items=tuple(items))


def without(agenda: Agenda, id: str) -> Agenda:
    """The agenda with that item taken out."""
    return replace(agenda, items=tuple(item for item in agenda.items if item.id != id))


def added(agenda: Agenda, item: AgendaItem) -> Agenda:
    """The agenda with one more item, before the last one where that is the close."""
    items = list(agenda.items)
    at = len(items) - 1 if items and items[-1].kind == "close" else len(items)
    items.insert(at, item)
    return replace(agenda, items=tuple(items))


def with_another_case(agenda: Agenda, case: str, content: Content) -> Agenda:
    """The next case that fits in place of ``case``, in every item that works on it; as it was where none is left.

    Those that were in its place before come again when all have been there.
    """
    aims = [aim for aim in blocks_of(content).aims.values() if aim.id in agenda.aims]
    others = [id for id in agenda.cases if id != case]
    listed = [one.id for one in Choosing(content, agenda.desks, aims, list(others)).fitting()]
    if not [id for id in listed if id != case]:
        return agenda
    to = listed[(listed.index(case) + 1) % len(listed)] if case in listed else listed[0]
    items = tuple(replace(i, case=to) if i.case == case else i for i in agenda.items)
    return replace(agenda, items=items)
