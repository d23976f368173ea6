"""Page 10: a plain no with a way on is told from a promise too big, and asking comes before answering."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_page import Opening, boxes, openings, press, read, shown
from workbook_lib import catalog
from workbook_lib.pages._writing import Writing

PAGE = "10_together"
CONTENT = catalog.load()
LOOKS = CONTENT.looks.looks
TOP = CONTENT.word("rungs.compassion")

ASKED = "What would you most like to know? What do you think would be right for Min-ji? And what could I do today?"
GOOD = (
    "I can't show anyone's loans, Mrs Seo, and Min-ji's are hers. Two weeks without her at your table: no wonder "
    "you are worried, and I made it worse with my website. I will sit with you now and look for what other parents "
    "found helpful. Or I can give you the name of the youth worker here. What would help you most?"
)
PROMISE = (
    "Two weeks without her at your table, no wonder you are worried, Mrs Seo. No problem at all, I'll make an "
    "exception and print her list for you every week. I promise she will never know. I will do it now."
)
DOOR = "Unfortunately it is our policy. Rules are rules, and this information is for nobody else."


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


def case(opened: Opening) -> Writing:
    page = opened(PAGE)
    page.set("desk", "teens")
    page.remember(case={"case": "what_has_she_borrowed"})
    return Writing(page, "case")


@pytest.mark.source("S4", "10_together")
def test_a_kind_no_reaches_the_top_and_a_promise_too_big_does_not(opened: Opening) -> None:
    writing = case(opened)
    read(writing, ASKED, "ask_them")
    promise = read(writing, PROMISE, "no_but")
    assert LOOKS["overpromise"].says in promise
    assert TOP not in promise
    door = read(writing, DOOR, "no_but")
    assert LOOKS["policy"].says in door
    assert TOP not in door
    good = read(writing, GOOD, "no_but")
    assert TOP in good
    assert all(LOOKS[name].says not in good for name in ("overpromise", "policy"))
    assert all(LOOKS[name].says in good for name in ("clear_no", "opens", "alongside"))


@pytest.mark.source("S10", "10_together")
def test_asking_comes_first_and_brings_something_to_light(opened: Opening) -> None:
    writing = case(opened)
    assert boxes(writing) == ["ask_them"]
    [fact, *_] = CONTENT.scenarios["what_has_she_borrowed"].hidden
    assert fact not in shown(writing)
    hollow = read(writing, "I would tell her that I understand and that rules are rules.", "ask_them")
    assert all(LOOKS[name].says not in hollow for name in ("asks_outcome", "asks_right", "asks_help"))
    assert LOOKS["asks_outcome"].missing in hollow
    good = read(writing, ASKED, "ask_them")
    assert all(LOOKS[name].says in good for name in ("asks_outcome", "asks_right", "asks_help"))
    assert fact in good
    assert boxes(writing) == ["ask_them", "no_but"]


@pytest.mark.source("S10", "10_together")
def test_what_they_see_of_us_is_a_window_and_not_a_weight(opened: Opening) -> None:
    writing = case(opened)
    read(writing, ASKED, "ask_them")
    read(writing, GOOD, "no_but")
    weight = read(
        writing, "You have to understand that we're short of staff. How do you think I feel?", "see_us"
    )
    assert LOOKS["weighs"].says in weight
    window = read(writing, "I don't like to say no to you. I'd lose her trust if I said yes.", "see_us")
    assert LOOKS["weighs"].says not in window
    assert LOOKS["own_side"].says in window


def test_a_no_of_ones_own_is_read_the_same_way(opened: Opening) -> None:
    own = Writing(opened(PAGE), "own")
    assert LOOKS["overpromise"].says in read(
        own, "Leave it with me, it will all be fine, I promise.", "own_no"
    )
    good = read(
        own,
        "I can't keep the hall open after nine, Sam. You rehearsed for weeks and I know what that evening means. "
        "I will unlock it at six so that you get your two hours. Would that help, or shall we find another day?",
        "own_no",
    )
    assert TOP in good


def test_every_case_has_a_limit_and_the_same_boxes_after_a_return(opened: Opening) -> None:
    writing = case(opened)
    assert all(
        CONTENT.scenarios[id].boundary and not CONTENT.scenarios[id].safety for id in writing.told.cases
    )
    read(writing, ASKED, "ask_them")
    assert boxes(Writing(opened(PAGE), "case")) == ["ask_them", "no_but"]
    press(writing, "another")
    assert boxes(Writing(opened(PAGE), "case")) == ["ask_them"]
