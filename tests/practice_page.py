"""A practice page without a browser: what tests do with it, and what they see of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, Protocol

import docx
import pytest

from workbook_lib.pages import _page
from workbook_lib.pages._page import Page
from workbook_lib.parts import Actions, Group, Html, Part, editors
from workbook_lib.widgets import Choice, DraftTyped, Event, Form, Press, Reply

Opening = Callable[[str], Page]


class Station(Protocol):
    """A part of a page that has parts of its own and takes events."""

    page: Page

    def parts(self) -> list[Part]: ...

    def act(self, event: Event, form: Form) -> Reply: ...


def openings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    """Opens pages on a fresh journal, each time anew; the journals are closed at the end."""
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    pages: list[Page] = []

    def open_anew(page_id: str) -> Page:
        pages.append(_page.open_page(page_id, anew=True))
        return pages[-1]

    yield open_anew
    for page in pages:
        assert page.journal is not None
        page.journal.close()


def flat(parts: list[Part] | tuple[Part, ...]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        found.append(part)
        if isinstance(part, Group):
            found += flat(part.parts)
    return found


def texts_of(parts: list[dict[str, Any]]) -> Iterator[str]:
    """Every word of a form's parts as the browser is sent them."""
    for part in parts:
        yield from (str(part[key]) for key in ("html", "label", "text", "legend", "value") if part.get(key))
        yield from (option["label"] for option in part.get("options", ()))
        yield from (button["label"] for button in part.get("buttons", ()))
        yield from texts_of(part.get("parts", []))


def shown(station: Station) -> str:
    """What the station shows, as a learner reads it."""
    return unescape("\n".join(p.html for p in flat(station.parts()) if isinstance(p, Html)))


def buttons(station: Station) -> list[str]:
    return [b.name for p in flat(station.parts()) if isinstance(p, Actions) for b in p.buttons]


def press(station: Station, name: str) -> Reply:
    return station.act(Press(name, "part"), None)  # type: ignore[arg-type]  # no form is needed


def choose(station: Station, part: str, value: str) -> Reply:
    return station.act(Choice(part, value), None)  # type: ignore[arg-type]


def boxes(station: Station) -> list[str]:
    """The prompts of the boxes that are open, in order."""
    return [editor.slot[1] for editor in editors(station.parts())]


def write(station: Station, text: str, prompt: str) -> str:
    """Type in a box of the station, as the browser would; the box's name."""
    editor = next(e for e in editors(station.parts()) if e.slot[1] == prompt)
    page = station.page
    page.save(DraftTyped(page.id, editor.slot, text, page.draft(editor.slot)[1], 1, "w"))
    return editor.id.removeprefix("box-")


def read(station: Station, text: str, prompt: str) -> str:
    """Write in a box and press "Read with me"; what the page shows then."""
    read_box(station, write(station, text, prompt))
    return shown(station)


def read_box(station: Station, name: str) -> Reply:
    """Press "Read with me" under the box of that name; once more where it asks for a rating first."""
    reply = press(station, f"read:{name}")
    return press(station, f"read:{name}") if reply.focus.startswith("rate-") else reply


def words_of(path: Path) -> str:
    """What a Word file or a page to print says, its tables last."""
    if path.suffix == ".html":
        return unescape(path.read_text(encoding="utf-8"))
    file = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in file.paragraphs), *cells])
