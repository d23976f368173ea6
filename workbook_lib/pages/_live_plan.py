"""What was planned for the session on page 20: minutes beside the steps, the case, whether a line manager comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..journal import JournalError
from ._page import Page
from ._planned import moment, planned, session_name


@dataclass(frozen=True, slots=True)
class Plan:
    """``minutes`` by the room's step, ``day`` by the clock of where it is. Empty where nothing was planned."""

    minutes: Mapping[str, int] = field(default_factory=dict)
    case: str = ""
    manager: bool = False
    title: str = ""
    day: date | None = None

    def title_on(self, today: date) -> str:
        """What the session is called; "" where it was given no name, or was planned for another day."""
        return self.title if self.day in {None, today} else ""


def plan_of(page: Page) -> Plan:
    """The plan as it stands in the learner's journal."""
    try:
        agenda = planned(page)
    except JournalError:
        return Plan()
    if agenda is None:
        return Plan()
    minutes: dict[str, int] = {}
    for item in agenda.items:
        minutes[item.kind] = minutes.get(item.kind, 0) + item.minutes
    case = next((item.case for item in agenda.items if item.case), "")
    at = moment(page)
    return Plan(minutes, case, agenda.manager, session_name(page), at.date() if at else None)
