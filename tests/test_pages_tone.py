"""Page 06: how a reply is written, beside how each client writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice_page import Opening, boxes, choose, openings, press, read, shown, write
from workbook_lib import catalog
from workbook_lib.activities import register
from workbook_lib.pages._toning import OwnTone, Toning

PAGE = "06_their_tone"
CONTENT = catalog.load()
TOLD = CONTENT.activities[PAGE].tone["four"]

GOOD = {
    "casual": (
        "Hi Dee, it's better found under a baby seat than lost. Your card works again, I took the block off, and "
        "the soup book is yours till the 24th. Hope they eat. Ana"
    ),
    "formal": (
        "Dear A. Venkataraman, Thank you for your careful letter. I have taken the block off your card today, and "
        "nothing more is asked of you. The soup recipes may stay with you until 24 May. I am sorry that our letter "
        "came before a call. Yours sincerely, Ana Brook"
    ),
    "furious": (
        "You're right. Nine weeks, and the first you hear from us is a letter. I'm sorry your kids saw it. I've "
        "taken the block off. Keep the soup book till the 24th. I'll ask that we ring first. Ana"
    ),
    "grieving": (
        "Dear Ruth, I'm sorry about your sister. Please don't look for the soup book any more. I've closed it here "
        "and no letter will come to Ilse's flat again. If you find it, it's yours, with what she wrote in it. Ana"
    ),
}
HOLLOW = {
    "casual": (
        "Dear Customer, Further to your enquiry regarding the overdue item, please be advised that the suspension "
        "has been removed in accordance with our procedures. Yours faithfully, Circulation Services",
        {"form_letter", "stiff"},
    ),
    "formal": ("Hey! No worries at all, it's sorted :) Cheers!", {"loose", "anybody", "brisk"}),
    "furious": (
        "Hi there! Please calm down, there's no need to shout. It's all sorted now! Have a lovely day!",
        {"calms", "cheerful", "anybody"},
    ),
    "grieving": (
        "Hello! So sorry to hear that! At least she had a long life. We value your feedback.",
        {"comforts", "cheerful", "form_letter", "anybody"},
    ),
}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


def four(opened: Opening) -> Toning:
    page = opened(PAGE)
    page.set("desk", "fines")
    return Toning(page, "four")


@pytest.mark.source("S6", "06_their_tone")
@pytest.mark.parametrize("mood", list(GOOD))
def test_a_good_reply_and_a_hollow_one_are_told_apart(opened: Opening, mood: str) -> None:
    toning = four(opened)
    choose(toning, "mood", mood)
    text, expected = HOLLOW[mood]
    hollow = read(toning, text, mood)
    remarks = {name for name, remark in TOLD.remarks.items() if remark.says in hollow}
    assert expected <= remarks
    first = next(name for name in TOLD.remarks if name in remarks)
    assert TOLD.remarks[first].asks in hollow
    good = read(toning, GOOD[mood], mood)
    assert [name for name, remark in TOLD.remarks.items() if remark.says in good] == []
    assert toning.page.own("near_asks") in good


@pytest.mark.parametrize("mood", list(GOOD))
def test_a_reply_meant_for_another_client_shows(opened: Opening, mood: str) -> None:
    toning = four(opened)
    other = {"casual": "formal", "formal": "casual", "furious": "formal", "grieving": "formal"}[mood]
    choose(toning, "mood", mood)
    wrong = read(toning, GOOD[other], mood)
    assert TOLD.remarks["loose" if mood == "formal" else "stiff"].says in wrong


@pytest.mark.parametrize(
    ("trouble", "mood"), [(t.id, mood) for t in TOLD.troubles for mood in ("casual", "formal")]
)
def test_each_message_is_written_in_its_tone(trouble: str, mood: str) -> None:
    [told] = [t for t in TOLD.troubles if t.id == trouble]
    assert register.marks(told.clients[mood]).manner == mood


@pytest.mark.parametrize("trouble", TOLD.troubles, ids=lambda t: t.id)
def test_every_client_speaks_of_the_trouble(trouble: object) -> None:
    assert isinstance(trouble, type(TOLD.troubles[0]))
    for message in trouble.clients.values():
        assert any(register.found_at(message, trouble.theirs))


def test_marks_of_both_stand_side_by_side(opened: Opening) -> None:
    seen = read(four(opened), GOOD["casual"], "casual")
    for mark in ("“hiya”", "“Hi Dee”", "“cheers”", "it's", "! × 1"):
        assert mark in seen


def test_what_stays_is_shown_once_two_clients_were_answered(opened: Opening) -> None:
    toning = four(opened)
    read(toning, "Hi Dee, I'm on it. Keep the soup book till the 24th. Ana", "casual")
    assert boxes(toning) == ["casual"]
    choose(toning, "mood", "furious")
    seen = read(toning, "I'm sorry about that letter. Keep the soup book till the 24th. Ana", "furious")
    assert boxes(toning) == ["furious", "voice"]
    assert "keep the soup book till the 24th" in seen
    assert "<bdi>I'm</bdi>" in seen


def test_nothing_shared_is_said_to_be_so(opened: Opening) -> None:
    assert (
        register.stays(["No.", "Whatever you like best is fine with all of us here on this long cold day."])
        == {}
    )


def test_replies_come_back_with_their_reading(opened: Opening) -> None:
    toning = four(opened)
    choose(toning, "mood", "furious")
    read(toning, HOLLOW["furious"][0], "furious")
    again = Toning(opened(PAGE), "four")
    assert again.mood == "furious"
    assert TOLD.remarks["calms"].says in shown(again)
    press(again, "next")
    assert Toning(opened(PAGE), "four").here.id == again.here.id != "soup_book"


def test_a_remark_can_be_taken_away(opened: Opening) -> None:
    toning = four(opened)
    read(toning, HOLLOW["casual"][0], "casual")
    press(toning, "dispute:soup_book-casual")
    choose(toning, "dispute-soup_book-casual", "stiff")
    press(toning, "withdraw:soup_book-casual")
    assert TOLD.remarks["stiff"].says not in shown(toning)
    assert CONTENT.word("reading.withdrawn") in shown(toning)


def test_words_about_harm_are_met_and_not_read(opened: Opening) -> None:
    seen = read(four(opened), "She told me that she is going to kill herself tonight.", "casual")
    assert CONTENT.care.heading in seen
    assert "<table" not in seen


def test_ones_own_reply_is_set_beside_ones_own_message(opened: Opening) -> None:
    own = OwnTone(opened(PAGE), "four")
    write(own, "hey, is my hold in yet? cheers, Mo", "their_message")
    stiff = "Dear Sir, I wish to confirm that the item which you requested has now been received here. Regards, A."
    assert TOLD.remarks["stiff"].says in read(own, stiff, "my_reply")
    near = read(own, "Hi Mo, it's in. I've put it by the door for you.", "my_reply")
    assert TOLD.remarks["stiff"].says not in near
    assert "“hey”" in near
    choose(own, "own-mood", "grieving")
    assert OwnTone(opened(PAGE), "four").mood == "grieving"


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(list(TOLD.moods)))
def test_any_two_texts_have_marks(one: str, other: str, mood: str) -> None:
    theirs, yours = register.marks(one), register.marks(other)
    assert theirs.words >= 0
    assert set(register.gaps(mood, theirs, yours)) <= set(TOLD.remarks)
    assert all(quote for quotes in register.stays([one, other]).values() for quote in quotes)
