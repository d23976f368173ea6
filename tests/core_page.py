"""The core page without a browser: what tests do with it, and what they see of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbook_lib.pages import _page
from workbook_lib.pages._core import Practice
from workbook_lib.parts import Group, Html, Part
from workbook_lib.widgets import Choice, DraftTyped, Form, Press

PAGE = "02_five_questions"
STEP = "why_important"
ANSWER = (
    "It isn't about the 46 dollars. She had promised her daughter the frog book, and she had to hear in front of "
    "everyone that we don't believe her. I don't know what it cost her to come. I will look on the shelf tomorrow."
)


def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Practice]:
    """The page on a fresh journal; the journal is closed at the end."""
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    page = _page.open_page(PAGE, anew=True)
    yield Practice(page)
    assert page.journal is not None
    page.journal.close()


def again(practice: Practice) -> Practice:
    """The page as it opens after a restart."""
    return Practice(_page.open_page(PAGE, anew=True))


def typed(practice: Practice, text: str, prompt: str = STEP) -> None:
    slot = practice.slot(prompt)
    practice.page.save(DraftTyped(PAGE, slot, text, practice.page.draft(slot)[1], 1, "w"))


def press(practice: Practice, name: str) -> Any:
    return practice.act(Press(name, "part"), no_form())


def no_form() -> Form:
    return None  # type: ignore[return-value]  # the practice needs none


def rate(practice: Practice, level: str, prompt: str = STEP) -> None:
    practice.act(Choice(f"rate-{prompt}", level), no_form())


def flat(parts: list[Part] | tuple[Part, ...]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        found.append(part)
        if isinstance(part, Group):
            found += flat(part.parts)
    return found


def html(practice: Practice) -> str:
    return "\n".join(p.html for p in flat(practice.parts()) if isinstance(p, Html))


def read(practice: Practice, text: str = ANSWER) -> None:
    typed(practice, text)
    rate(practice, "1")
    press(practice, f"read:{STEP}")
