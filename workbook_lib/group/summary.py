"""What stays of a room: what its screen showed, in one file for its facilitator. No text but what was offered.

The file is JSON of one version. A file that somebody changed, so that it would show what no room may show, is
refused as a whole, and so is one of another kind or of a newer workbook.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from workbook_lib.group import tokens
from workbook_lib.group.rooms import LASTS, READ, STEPS
from workbook_lib.group.summary_form import FORMAT, VERSION, Feedback, Offer, Snapshot, Summary
from workbook_lib.places import data_folder, private_folder, write_whole
from workbook_lib.version import __version__

LARGEST = 2 * 1024 * 1024
"""The largest file that is read, in bytes."""

__all__ = [
    "Feedback",
    "Found",
    "Offer",
    "Snapshot",
    "Summary",
    "SummaryError",
    "figures_only",
    "home",
    "keep",
    "load",
    "of_state",
    "parsed",
    "summaries",
]

Trouble = Literal["not_ours", "newer", "changed", "too_large", "unreadable"]


class SummaryError(Exception):
    """A file that can't be taken for a summary; ``why`` is the key of the words that say so."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why)
        self.why: Trouble = why


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a folder: its summary, or why it has none."""

    path: Path
    summary: Summary | None
    trouble: Trouble | None = None


def home() -> Path:
    """Where the summaries of this account's rooms are kept. It may not exist yet."""
    return data_folder() / "room-summaries"


def of_state(
    state: Mapping[str, Any], *, opened_at: datetime, ended_at: datetime, title: str = ""
) -> Summary:
    """The summary of a room whose facilitator's page was told ``state``, best the one after its end.

    Offers that were hidden, or that their writers didn't choose to keep, are left out, and so is whatever else
    the state may hold. Raises SummaryError for a state of no room; ValueError for times without a zone.
    """
    offers = [o for o in state.get("offers", ()) if not o["hidden"] and o.get("keep", state.get("over"))]
    come, done = state.get("came") or state.get("people", 0), state.get("done") or _until(state.get("step"))
    held = {
        "format": FORMAT,
        "version": VERSION,
        "id": state.get("id") or tokens.digest(opened_at.isoformat())[:32],
        "title": _plain(title)[:200],
        "language": state.get("language", "en"),
        "workbook": __version__,
        "opened_at": opened_at.isoformat(),
        "minutes": _minutes(ended_at - opened_at),
        "people": come,
        "least": _held_to(state),
        "case": _case(state.get("case")),
        "done": done,
        "snapshots": state.get("snapshots"),
        "offers": [{"text": _plain(o["text"]), "about": o.get("about", "")} for o in offers],
        "feedback": _said(state.get("feedback")),
    }
    try:
        return Summary.model_validate_json(json.dumps(held), strict=True, extra="ignore")
    except ValidationError as error:
        raise SummaryError("changed") from error


def keep(
    folder: Path, state: Mapping[str, Any], *, opened_at: datetime, ended_at: datetime, title: str = ""
) -> Path:
    """Write a room's summary (`of_state`) into ``folder``, for its owner alone; the same room again replaces it.

    Raises OSError where it can't be written, SummaryError for a state of no room.
    """
    summary = of_state(state, opened_at=opened_at, ended_at=ended_at, title=title)
    path = private_folder(folder) / f"{summary.opened_at:%Y-%m-%d}-{summary.id[:12]}.json"
    write_whole(path, as_bytes(summary), private=True)
    return path


def as_bytes(summary: Summary) -> bytes:
    """The file of a summary."""
    return (summary.model_dump_json(indent=1) + "\n").encode()


def figures_only(summary: Summary) -> Summary:
    """The same without a text: what a network's trainer needs, and nothing that was left to its facilitator."""
    return summary.model_copy(update={"title": "", "offers": (), "feedback": None})


def load(path: Path) -> Summary:
    """The summary in a file. Raises SummaryError with why it is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise SummaryError("too_large")
        data = path.read_bytes()
    except OSError as error:
        raise SummaryError("unreadable") from error
    return parsed(data)


def parsed(data: bytes) -> Summary:
    """The summary that a file's bytes hold. Raises SummaryError with why they hold none."""
    if len(data) > LARGEST:
        raise SummaryError("too_large")
    try:
        # An editor that saved the file may have put a mark before it, or written two bytes for each letter.
        text = data.decode(json.detect_encoding(data))
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SummaryError("not_ours") from error
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise SummaryError("not_ours")
    if type(version := held.get("version")) is int and version > VERSION:
        raise SummaryError("newer")
    try:
        return Summary.model_validate_json(text, strict=True, extra="forbid")
    except ValidationError as error:
        raise SummaryError("changed") from error


def summaries(folder: Path) -> list[Found]:
    """Every file of the folder that ends in ``.json``, the newest room first, those without a summary last."""
    try:
        found = [_found(path) for path in sorted(folder.glob("*.json"))]
    except OSError:
        return []
    good = [f for f in found if f.summary]
    return [*sorted(good, key=_opened, reverse=True), *(f for f in found if not f.summary)]


def _found(path: Path) -> Found:
    try:
        return Found(path, load(path))
    except SummaryError as error:
        return Found(path, None, error.why)


def _opened(found: Found) -> float:
    return found.summary.opened_at.timestamp() if found.summary else 0.0


def _minutes(open_for: timedelta) -> int:
    """How long a room was open. One that nobody ended is over after `LASTS`, whenever its program ran again; and
    the clock of its computer may have been set meanwhile."""
    return round(min(max(open_for, timedelta(0)), LASTS).total_seconds() / 60)


def _case(told: object) -> object:
    """The case as the file holds it: a library's own may have a longer title."""
    return {**told, "title": str(told.get("title", ""))[:200]} if isinstance(told, Mapping) else told


def _until(step: object) -> list[str]:
    """The steps of a room up to one."""
    return [s for s in STEPS[: STEPS.index(step) + 1] if s != READ] if step in STEPS else []


def _held_to(state: Mapping[str, Any]) -> Any:
    """A floor that held for all that was shown: the room's own, which only ever rises, or a lower one where a
    picture was taken before it rose."""
    shown = [view["summary"]["people"] for taken in state.get("snapshots") or () for view in taken["views"]]
    said = state.get("feedback")
    sizes = [*shown, *([said["people"]] if said else [])]
    return min([state["least"], *(size - 1 for size in sizes)]) if "least" in state else None


def _said(feedback: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if feedback is None:
        return None
    words = {name: [_plain(text) for text in feedback[name]] for name in ("helped", "hindered")}
    return {**feedback, **words}


def _plain(text: str) -> str:
    """Words as a file can hold them: a lone half of a pair of code units has no form in UTF-8."""
    return text.encode("utf-8", "replace").decode()
