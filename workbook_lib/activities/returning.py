"""Coming back: when to ask what became of a plan, and when a four-minute case is offered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

REST = timedelta(hours=4)
"""A return is no reload: a plan made in this sitting isn't asked about yet."""

SPACING = (timedelta(days=2), timedelta(days=7), timedelta(days=21), timedelta(days=42))
"""When a short case is offered again after the first practice: spacing helps memory more than massing does
(Cepeda et al. 2006, doi 10.1037/0033-2909.132.3.354)."""


def asks_about(plan: Mapping[str, Any] | None, now: datetime) -> bool:
    """Whether to ask "You planned to ... What happened?" of a plan ({"at": ISO time, "answered": bool})."""
    if not plan or plan.get("answered"):
        return False
    return now - datetime.fromisoformat(plan["at"]) >= REST


def due(first: datetime | None, done: Sequence[datetime], now: datetime) -> int | None:
    """Which four-minute case is due: 0 to 3, or None. ``first`` is the first practice, ``done`` those taken.

    One that was passed by is not owed: at three weeks only the third is offered, even if none was taken.
    """
    if first is None:
        return None
    reached = [number for number, after in enumerate(SPACING) if now >= first + after]
    if not reached:
        return None
    latest = reached[-1]
    return None if any(when >= first + SPACING[latest] for when in done) else latest
