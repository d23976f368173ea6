"""Page 09: a line that notices is told from one that pries and from one that takes the talk over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_page import Opening, choose, openings, read
from workbook_lib import catalog
from workbook_lib.pages._rewriting import Rewriting
from workbook_lib.pages._writing import Writing

PAGE = "09_common_ground"
CONTENT = catalog.load()
LOOKS = CONTENT.looks.looks


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


def turning(opened: Opening, move: str, line: str) -> Rewriting:
    page = opened(PAGE)
    page.remember(turn={"move": move, "line": {move: line}})
    return Rewriting(page, "turn")


@pytest.mark.source("S8", "09_common_ground")
def test_prying_is_told_from_noticing(opened: Opening) -> None:
    turn = turning(opened, "leave_closed", "turn_alone")
    hollow = read(turn, "Do you live alone? Why don't you visit your family?", "leave_closed")
    assert LOOKS["pries"].says in hollow
    assert LOOKS["theirs"].missing in hollow
    good = read(turn, "What a fine compass. It must have seen some water.", "leave_closed")
    assert LOOKS["pries"].says not in good
    assert LOOKS["theirs"].says in good


def test_ones_own_story_is_told_from_giving_the_talk_back(opened: Opening) -> None:
    turn = turning(opened, "give_back", "back_twins")
    hollow = read(turn, "When mine were small I had that too. You wouldn't believe the nights.", "give_back")
    assert LOOKS["about_me"].says in hollow
    good = read(turn, "Two of them, and a whole night. Which one woke first?", "give_back")
    assert LOOKS["about_me"].says not in good
    assert LOOKS["hands_back"].says in good


def test_a_line_of_ones_own(opened: Opening) -> None:
    own = Writing(opened(PAGE), "own")
    hollow = read(own, "I would ask her where she is from. I am from a small town too.", "own_bond")
    assert LOOKS["shown"].missing in hollow
    good = read(own, "She had a heron on her mug. I'd say: is that the one from the lake?", "own_bond")
    assert all(LOOKS[name].says in good for name in ("shown", "hands_back"))
    assert all(LOOKS[name].says not in good for name in ("pries", "about_me"))


def test_both_turns_can_be_chosen(opened: Opening) -> None:
    turn = Rewriting(opened(PAGE), "turn")
    assert turn.told.first_moves == ("leave_closed", "give_back")
    choose(turn, "move", "give_back")
    assert turn.here.id.startswith("back_")
