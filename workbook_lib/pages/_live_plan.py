"""What was planned for the session on page 20: minutes beside the steps, the case, whether a line manager comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..journal import JournalError
from ._page import Page
from ._planned import planned


@dataclass(frozen=True, slots=True)
class Plan:
    """``minutes`` by the room's step. Empty where nothing was planned."""

    minutes: Mapping[str, int] = field(default_factory=dict)
    case: str = ""
    manager: bool = False


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
    return Plan(minutes, next((item.case for item in agenda.items if item.case), ""), agenda.manager)
