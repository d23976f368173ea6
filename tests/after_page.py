"""Page 22 in a facilitator's hands, without a browser: summaries in the folder, presses, files that come."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import docx

from tests.practice_page import texts_of
from tests.rooms_made import made, taken
from workbook_lib.group import summary
from workbook_lib.group.summary import Summary
from workbook_lib.pages import _page, after_the_session
from workbook_lib.pages._after import After
from workbook_lib.widgets import Form

SECTIONS = ("room", "report", "first_last", "weeks", "network")
FEEDBACK = {
    "people": 7,
    "counts": {"pair_talk": 4},
    "hidden": ["alone", "case"],
    "helped": ["The quiet minute."],
    "hindered": ["=cmd|'/C calc'!A0"],
}
OFFERS = [
    {"id": "a", "text": "What would help her first?", "hidden": False},
    {"id": "b", "text": "When somebody sighs, then I ask.", "hidden": False, "about": "plan"},
]


def a_room(number: int = 1, counts: tuple[int, int, int] = (2, 4, 2), **more: Any) -> Summary:
    shown = taken({"emotion": counts, "action": tuple(sorted(counts, reverse=True))}, hidden=("perspective",))
    return made(number, shown, **{"offers": OFFERS, "feedback": FEEDBACK, **more})


def keep(room: Summary) -> Path:
    """Put a summary where the rooms of this account lie."""
    summary.home().mkdir(parents=True, exist_ok=True)
    path = summary.home() / f"{room.id}.json"
    path.write_bytes(summary.as_bytes(room))
    return path


class Facilitator:
    """The page: every section a form, as in a browser."""

    def __init__(self) -> None:
        _page.open_page(after_the_session.PAGE, anew=True)
        self.forms: dict[str, Form] = {name: getattr(after_the_session, name)() for name in SECTIONS}
        self.page = _page.open_page(after_the_session.PAGE)
        self.after: After = after_the_session._after()
        self.seq = 0

    def shows(self, section: str) -> str:
        return unescape("\n".join(texts_of(self.forms[section].parts)))

    def presses(self, section: str, name: str) -> str:
        self.forms[section].receive({"type": "press", "name": name, "part": "x", "number": 1})
        return self.shows(section)

    def chooses(self, section: str, part: str, value: str) -> str:
        self.forms[section].receive({"type": "choose", "part": part, "value": value})
        return self.shows(section)

    def brings(self, section: str, data: bytes) -> str:
        self.forms[section].receive({"type": "upload", "part": "x", "size": len(data)}, [memoryview(data)])
        return self.shows(section)

    def types(self, section: str, slot: tuple[str, str], text: str) -> None:
        self.seq += 1
        base = self.page.draft(slot)[1]
        self.forms[section].receive(
            {"type": "draft", "page": self.page.id, "slot": list(slot), "text": text, "base": base,
             "seq": self.seq, "writer": "w"}
        )  # fmt: skip


def plain(html: str) -> str:
    """The words of some HTML."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def docx_text(data: bytes) -> str:
    """Every word of a Word file, tables too."""
    word = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in word.paragraphs), *cells])
