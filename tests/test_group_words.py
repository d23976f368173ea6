"""Every word that a page of the room asks for is there, in every language."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from workbook_lib.catalog import built_in, languages
from workbook_lib.group import hearing, rooms

TEMPLATES = sorted((ROOT / "workbook_lib" / "templates" / "room").iterdir())
ASKED = re.compile(r"""word\(["']([\w.]+)["'][,)]""")
OF_READING = re.compile(r"""own\(["'](\w+)["'][,)]""")
TOLD = ("gone", "old_form", "store_full", "store_away")
NOTES = ("nothing", "too_long", "share", "details", "bigger")
BY_CODE = {
    *(f"room.{part}.{step}" for part in ("steps", "says") for step in rooms.STEPS),
    *(f"room.door.{trouble}" for trouble in ("wrong", "wait", "full")),
    *(f"room.note.{note}" for note in ("empty", "too_long")),
    *(f"room.told.{key}{end}" for key in TOLD for end in ("", "_heading")),
    *(f"room.helped.{name}" for name in (*hearing.CHOICES, *NOTES)),
    *(f"room.together.late_{why}" for why in ("opened", "closed")),
    *(f"room.together.{note}" for note in ("choose", "nothing", "ladder", "ladder_says", "not_read_says")),
    *(f"room.together.{name}" for name in ("cant_tell", "not_read", "fault_yes", "fault_no")),
    *(f"room.together.level_{level}" for level in range(3)),
    *("room.told.bad_form", "room.told.trouble", "room.slow", "room.words.file"),
}

ELSEWHERE = ("room.check.", "room.join.")
"""Words that pages of the notebook ask for; tests of their own look at each."""


def asked_for() -> set[str]:
    found = {key for file in TEMPLATES for key in ASKED.findall(file.read_text(encoding="utf-8"))}
    own = {key for file in TEMPLATES for key in OF_READING.findall(file.read_text(encoding="utf-8"))}
    return found | {f"room.together.{key}" for key in own} | BY_CODE


@pytest.mark.parametrize("language", languages())
def test_no_word_is_missing_and_none_is_left_over(language: str) -> None:
    words = built_in(language).words
    assert asked_for() - words.keys() == set()
    left = {key for key in words if key.startswith("room.") and not key.startswith(ELSEWHERE)}
    assert left - asked_for() == set()


@pytest.mark.parametrize("language", languages())
def test_the_questions_of_every_step_are_there(language: str) -> None:
    prompts = built_in(language).prompts
    assert {p for asked in rooms.PROMPTS.values() for p in asked} <= prompts.keys()
