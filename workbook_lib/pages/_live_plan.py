"""What was planned for the session, beside its steps."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ._page import Page


def minutes_by_step(page: Page) -> dict[str, int]:
    """The planned minutes of each step that a plan has; empty where none was kept."""
    if find_spec(f"{__package__}._planned") is None:
        return {}
    agenda = import_module(f"{__package__}._planned").planned(page)
    found: dict[str, int] = {}
    for item in agenda.items if agenda else ():
        found[item.kind] = found.get(item.kind, 0) + item.minutes
    return found
