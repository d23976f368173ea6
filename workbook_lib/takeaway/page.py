"""The journal as one page to read and print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from workbook_lib.journal import Contents
from workbook_lib.model import Entry, Rating

_TEMPLATES = Path(__file__).parent.parent / "templates"


def journal_page(contents: Contents, titles: Mapping[str, str], now: datetime) -> bytes:
    """HTML with every entry and draft, page by page. ``titles`` maps ids to words for people."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["title"] = lambda id: titles.get(id, id)
    environment.filters["shown"] = _shown
    template = environment.get_template("journal_export.html")
    return template.render(**_view(contents, now)).encode("utf-8", "replace")


def _view(contents: Contents, now: datetime) -> dict[str, Any]:
    pages = sorted({e.page for e in contents.entries} | {d.draft.page for d in contents.drafts})
    return {
        "made_at": now,
        "pages": [
            {
                "id": page,
                "cases": _cases([e for e in contents.entries if e.page == page]),
                "drafts": [d.draft for d in contents.drafts if d.draft.page == page and d.draft.text.strip()],
            }
            for page in pages
        ],
        "private": any(e.private for e in contents.entries) or any(d.private for d in contents.drafts),
    }


def _cases(entries: list[Entry]) -> list[dict[str, Any]]:
    in_order = sorted(entries, key=lambda entry: (entry.scenario, entry.written_at))
    return [
        {"id": scenario, "entries": [{"entry": entry, "found": _found(entry)} for entry in of_case]}
        for scenario, of_case in groupby(in_order, key=lambda entry: entry.scenario)
    ]


def _found(entry: Entry) -> list[Rating]:
    """What a reading can show for itself: not what it missed, nor a mere absence, nor what was taken back."""
    if entry.assessment is None or not entry.assessment.was_read:
        return []
    stands = [r for r in entry.assessment.ratings if r.dimension not in entry.disputed]
    return [rating for rating in stands if rating.level > 0 and rating.evidence]


def _shown(when: datetime) -> str:
    local = when.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"
