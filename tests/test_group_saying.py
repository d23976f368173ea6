"""In a room too: rate your own text first, and say where you see the reading differently."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape

from tests.room_process import ANSWER, Phone, Served
from tests.test_group_security import HOSTILE, markup_in
from workbook_lib.catalog import built_in
from workbook_lib.group.kept import Answer
from workbook_lib.group.rooms import LONGEST_WHY
from workbook_lib.group.store import Store

WHY = "It is her daughter's talk that I had in mind."


def shown(key: str) -> str:
    return str(escape(built_in("en").word(key)))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    served.go_to("questions")
    served.facilitator(move="readings", readings=True)
    yield served
    served.stop()


def kept(room: Served) -> Answer:
    [answer] = room.session.store.answers()
    return answer


def test_the_own_rating_comes_before_the_reading_and_stands_beside_it(room: Served) -> None:
    phone = Phone(room).join()
    page = phone.answer().text
    assert 'name="rating"' in page
    assert shown("reading.heading") not in page
    read = phone.send("/rate", rating="0").text
    assert shown("reading.heading") in read
    assert 'name="rating"' not in read
    assert "the page finds more in your words than you did" in read
    assert kept(room).said == {"rated": {"perspective": 0}, "disputed": {}}
    assert 'name="rating"' not in phone.answer(ANSWER + " And more.").text, "it isn't asked for again"


def test_the_rating_may_be_passed_over(room: Served) -> None:
    phone = Phone(room).join()
    phone.answer()
    assert shown("reading.heading") in phone.send("/rate").text
    assert kept(room).said == {"rated": {}, "disputed": {}}


def test_a_mark_seen_differently_is_taken_away_and_the_note_goes_with_the_answer(room: Served) -> None:
    phone = Phone(room).join()
    phone.answer()
    phone.send("/rate", rating="1")
    page = phone.send("/differ", dimension="perspective", why=WHY).text
    assert str(escape(WHY)) in page
    assert kept(room).said == {"rated": {"perspective": 1}, "disputed": {"perspective": WHY}}
    assert WHY not in room.facilitator().text
    assert WHY not in Phone(room).join().get("/room").text
    phone.answer(ANSWER)
    assert kept(room).said["disputed"] == {"perspective": WHY}, "the same words again"  # type: ignore[index]
    phone.answer(ANSWER + " And more.")
    assert kept(room).said == {"rated": {"perspective": 1}, "disputed": {}}
    phone.send("/differ", dimension="action", why=WHY)
    room.facilitator(move="end")
    assert all(WHY.encode() not in file.read_bytes() for file in room.state.parent.iterdir())


def test_nothing_is_said_of_a_reading_that_is_not_shown(room: Served) -> None:
    phone = Phone(room).join()
    phone.answer()
    form = phone.fields("/rate")
    for sent in ({"dimension": "perspective"}, {"dimension": "nothing_like_it"}):
        phone.browser.post("/differ", data={**form, **sent, "why": ""})
    assert kept(room).said is None, "not before one's own rating"
    room.facilitator(move="readings", readings=False)
    phone.browser.post("/rate", data={**form, "rating": "2"})
    assert kept(room).said is None
    room.facilitator(move="readings", readings=True)
    phone.browser.post("/rate", data={**form, "rating": "5"})
    assert kept(room).said == {"rated": {}, "disputed": {}}
    phone.browser.post("/differ", data={**form, "dimension": "nothing_like_it", "why": "So."})
    assert kept(room).said == {"rated": {}, "disputed": {}}
    long = phone.browser.post("/differ", data={**form, "dimension": "action", "why": "w" * (LONGEST_WHY + 1)})
    assert long.status_code == 400
    assert "w" * (LONGEST_WHY + 1) in long.text, "given back whole"
    assert (
        phone.browser.post("/differ", data={"prompt": "why_important", "dimension": "action"}).status_code
        == 400
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_notes_are_shown_as_words(room: Served, text: str) -> None:
    phone = Phone(room).join()
    phone.answer()
    phone.send("/rate", rating=text)
    assert markup_in(phone.send("/differ", dimension="action", why=text)) == []
    assert markup_in(phone.send("/differ", dimension=text, why=text)) == []


def test_a_room_from_before_goes_on(tmp_path: Path) -> None:
    room = Served(tmp_path)
    room.go_to("questions")
    Phone(room).join().answer()
    room.stop()
    with sqlite3.connect(room.state) as raw:
        for newer in ("furthest", "came", "together"):
            raw.execute(f"ALTER TABLE rooms DROP COLUMN {newer}")
        raw.execute("ALTER TABLE answers DROP COLUMN said")
        raw.execute("ALTER TABLE offers DROP COLUMN about")
        for table in ("feedback", "heard", "marks", "readers", "together"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    store = Store.open(room.state)
    assert [a.said for a in store.answers()] == [None]
    store.close()
