"""What stays of a room that is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..group.record import Record


def kept_summary(record: Record, state: Mapping[str, Any]) -> tuple[str, str]:
    """Write what stays of a room that is over: its file, or why there is none."""
    from ..group import summary

    ended = datetime.fromisoformat(state["ended_at"])
    try:
        path = summary.keep(
            summary.home(), state, opened_at=record.opened, ended_at=ended, title=record.title
        )
    except OSError as error:
        return "", error.strerror or str(error)
    except summary.SummaryError as error:
        return "", error.why
    return str(path), ""
