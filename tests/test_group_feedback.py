"""What helped and what didn't, as phones send it: without a name, once each, heard together, under attack too."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from tests import room_attack
from tests.room_attack import Seen
from tests.room_process import Phone, Served
from tests.rooms_made import NOON, ended, session_at
from tests.test_group_security import HOSTILE, markup_in
from workbook_lib import db
from workbook_lib.catalog import built_in
from workbook_lib.db.schema import upgrade
from workbook_lib.group import facilitator, hearing, summary, tables, tokens
from workbook_lib.group.hearing import Said
from workbook_lib.group.kept import GoneError
from workbook_lib.group.session import RefusedError
from workbook_lib.group.store import Store

WORDS = "The quiet minute before we talked."


def shown(key: str, **values: Any) -> str:
    return str(escape(built_in("en").word(key, **values)))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    served.go_to("close")
    yield served
    served.stop()


def says(phone: Phone, **said: str) -> int:
    phone.get("/helped")
    return phone.send("/helped/send", **said).status_code


def on_disk(room: Served) -> bytes:
    return b"".join(p.read_bytes() for p in room.state.parent.iterdir())


def test_it_is_heard_once_of_six_people_and_kept_with_the_summary(room: Served) -> None:
    room.facilitator(move="readings", readings=True)
    phones = [Phone(room).join(writes="yes" if n % 2 else "no") for n in range(7)]
    assert shown("room.helped.link") in phones[0].get("/room").text
    for number, phone in enumerate(phones[:5]):
        ticked = {"helps_pair_talk": "yes"} if number < 3 else {"helps_reading": "yes"}
        assert says(phone, **ticked) == 200
        assert shown("room.helped.kept") in phone.page.text
    assert room.facilitator(move="feedback", heads=7).json() == {"refused": "too_few"}
    assert says(phones[5], helped=WORDS, hindered="Too warm.", share="yes") == 200
    assert WORDS in phones[5].get("/helped").text
    state = room.facilitator().json()
    assert (state["feedback_given"], state["feedback"]) == (6, None)
    assert room.facilitator(move="feedback", heads=6).json() == {"refused": "more_than_heads"}
    heard = room.facilitator(move="feedback", heads=7).json()["feedback"]
    assert heard == {
        "people": 6,
        "counts": {"pair_talk": 3, "reading": 2},
        "hidden": ["alone", "case"],
        "helped": [WORDS],
        "hindered": ["Too warm."],
    }
    assert room.facilitator(move="feedback", heads=7).json() == {"refused": "taken"}
    late = phones[6].get("/helped").text
    assert shown("room.helped.heard") in late
    assert "<textarea" not in late
    after = room.facilitator(move="end").json()
    assert (after["feedback"], after["came"], after["done"][-1]) == (heard, 7, "close")
    found = summary.of_state(after, opened_at=NOON, ended_at=NOON)
    assert found.feedback is not None
    assert (found.people, found.feedback.counts, found.feedback.helped) == (7, heard["counts"], (WORDS,))


def test_the_end_hears_where_it_may_and_deletes_the_rest(room: Served) -> None:
    phones = [Phone(room).join() for _ in range(6)]
    for phone in phones:
        says(phone, helped=f"{WORDS} {tokens.new_id()}", share="yes")
    assert len(room.facilitator(move="end", heads=6).json()["feedback"]["helped"]) == 6
    assert on_disk(room).count(WORDS.encode()) == 6


def test_too_few_are_not_heard_and_nothing_of_theirs_stays(room: Served) -> None:
    phones = [Phone(room).join() for _ in range(5)]
    for phone in phones:
        says(phone, helped=WORDS, share="yes")
    assert WORDS.encode() in on_disk(room)
    after = room.facilitator(move="end", heads=5).json()
    assert (after["over"], after["feedback"], after["feedback_given"]) == (True, None, 0)
    assert WORDS.encode() not in on_disk(room)
    gone = phones[0].browser.post(
        "/helped/send", data={**phones[0].fields("/helped/undo"), "helped": WORDS, "share": "yes"}
    )
    assert (gone.status_code, WORDS in gone.text) == (410, True)


def test_words_are_taken_only_from_those_who_let_them_be_read(room: Served) -> None:
    phone = Phone(room).join()
    harm = "I want to kill myself tonight and have the pills at home."
    for said, note in [
        ({}, "nothing"),
        ({"helped": WORDS, "helps_case": "yes"}, "share"),
        ({"helped": "x" * 601, "share": "yes"}, "too_long"),
        ({"hindered": "Ask ana.lopez@example.org about it.", "share": "yes"}, "details"),
        ({"hindered": harm, "share": "yes"}, "bigger"),
    ]:
        assert says(phone, **said) == 422
        assert shown(f"room.helped.{note}", limit=hearing.LONGEST) in phone.page.text
        assert said.get("helped", "") in phone.page.text
    assert str(escape(built_in("en").care.heading)) in phone.page.text
    assert room.facilitator().json()["feedback_given"] == 0
    assert says(phone, hindered="Room 2, 555-0100.", share="yes", details="leave") == 200


def test_one_piece_for_each_person_and_its_writer_takes_it_back(room: Served) -> None:
    phone, other = Phone(room).join(), Phone(room).join()
    phone.get("/helped")
    fields = phone.fields("/helped/send")
    for choice in ("case", "alone"):
        phone.browser.post("/helped/send", data={**fields, f"helps_{choice}": "yes"})
    assert room.facilitator().json()["feedback_given"] == 1
    said = phone.get("/helped").text
    assert shown("room.helped.alone") in said
    assert shown("room.helped.case") not in said
    other.get("/helped")
    mark = other.fields("/helped/send")
    assert other.browser.post("/helped/undo", data=mark).status_code == 200
    assert room.facilitator().json()["feedback_given"] == 1
    phone.send("/helped/undo")
    assert room.facilitator().json()["feedback_given"] == 0
    says(phone, helps_case="yes")
    phone.get("/leaving")
    phone.send("/leave")
    assert room.facilitator().json()["feedback_given"] == 0


def test_it_is_asked_at_the_close_and_of_people_in_the_room_alone(room: Served) -> None:
    phone, outside = Phone(room).join(), Phone(room)
    phone.get("/helped")
    fields = phone.fields("/helped/send")
    assert outside.get("/helped").url.path == "/"
    room.facilitator(move="back")
    assert phone.get("/helped").url.path == "/room"
    assert phone.browser.post("/helped/send", data={**fields, "helps_case": "yes"}).status_code == 400
    room.facilitator(move="onward")
    for other in ({}, {"mark": "0" * 64}, {"mark": outside.get("/") and outside.fields("/join")["mark"]}):
        assert phone.browser.post("/helped/send", data={**other, "helps_case": "yes"}).status_code == 400
        assert phone.browser.post("/helped/undo", data=other).status_code == 400
    evil = {"Origin": "http://evil.example"}
    assert phone.browser.post("/helped/send", data=fields, headers=evil).status_code == 403
    assert phone.browser.get("/helped/send").url.path == "/room", "a tab that is opened again changes nothing"
    assert room.facilitator().json()["feedback_given"] == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(room: Served, text: str) -> None:
    phone = Phone(room).join()
    for said in ({"share": "yes"}, {"helps_case": "yes"}, {"share": "yes", "details": "leave"}):
        phone.get("/helped")
        page = phone.send("/helped/send", helped=text, hindered=text, **said)
        assert (page.status_code in (200, 422), markup_in(page)) == (True, [])
        if "/helped/undo" in page.text:
            assert phone.send("/helped/undo").status_code == 200


def test_a_plan_is_offered_in_the_form_its_writer_saw(room: Served) -> None:
    room.go_to("plan")
    phone = Phone(room).join()
    plan = "When somebody sighs at the desk, then I ask what happened. I wait."
    assert shown("room.offer.plan_link") in phone.answer(plan).text
    phone.get("/offer?q=when_then")
    assert plan in phone.send("/offer/preview", sentence=plan).text
    phone.send("/offer/yes", keep="yes")
    [offer] = room.facilitator(move="offers").json()["offers"]
    assert (offer["text"], offer["about"]) == (plan, "plan")
    after = room.facilitator(move="end").json()
    found = summary.of_state(after, opened_at=NOON, ended_at=NOON + timedelta(minutes=5))
    assert (found.plans, found.sentences, found.done[-1]) == ((plan,), (), "close")


def test_a_room_of_the_first_version_is_migrated_and_goes_on(tmp_path: Path) -> None:
    engine = db.engine_for(tmp_path / "old.db")
    first = db.Schema(tables.SCHEMA.tables, ("0001",), tables.SCHEMA.scripts)
    with db.writing(engine) as connection:
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(first.scripts.parent))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(first.scripts))
        config.attributes.update(connection=connection, version_table=first.version_table)
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO rooms VALUES (1, 'C', 'S', 'en', '2026-05-04 12:00:00', 'a_small_red_chair', 'reply',"
            " 0, NULL, NULL, 0, 0, 5, 3, NULL)"
        )
    engine.dispose()
    store = Store.open(tmp_path / "old.db")
    assert (store.room().step, store.room().furthest, hearing.given(store)) == ("reply", "welcome", 0)
    with db.writing(store.engine) as connection:
        upgrade(connection, tables.SCHEMA)
    token = store.join("")
    hearing.give(store, token, Said(("case",)))
    assert hearing.own(store, token) == Said(("case",))
    store.close()


def test_the_file_does_not_tell_whose_it_is(tmp_path: Path) -> None:
    session = session_at(tmp_path / "room.db")
    inside = [session.store.join("") for _ in range(6)]
    for token in inside:
        hearing.give(session.store, token, Said((), WORDS, WORDS))
    session.store.close()
    with closing(sqlite3.connect(tmp_path / "room.db")) as raw:
        marks = {row[0] for row in raw.execute("SELECT mark FROM feedback")}
        columns = [row[1] for row in raw.execute("PRAGMA table_info(feedback)")]
    people = {tokens.digest(token) for token in inside}
    assert (len(marks), marks & people) == (6, set())
    assert columns == ["mark", "choices", "helped", "hindered"]


def test_who_is_not_in_the_room_says_nothing(tmp_path: Path) -> None:
    session = session_at(tmp_path / "room.db")
    with pytest.raises(GoneError):
        hearing.give(session.store, "stranger", Said(("case",)))
    token = session.store.join("")
    ended(session)
    with pytest.raises(GoneError):
        hearing.give(session.store, token, Said(("case",)))
    session.store.close()


@given(st.lists(st.sets(st.sampled_from(hearing.CHOICES)), min_size=6, max_size=9))
def test_an_attack_on_the_counts_finds_nobody(ticked: list[set[str]]) -> None:
    pieces = [Said(tuple(sorted(ticks))) for ticks in ticked]
    told = hearing.together(pieces, hearing.CHOICES)
    for choice in hearing.CHOICES:
        answers = {(f"p{n}", choice): int(choice in ticks) for n, ticks in enumerate(ticked)}
        count = told["counts"].get(choice)
        tally = None if count is None else (len(pieces) - count, count, 0)
        assert (count is None) == (choice in told["hidden"])
        assert list(room_attack.breaches([Seen(frozenset(answers), tally)], answers)) == []


def test_the_attack_finds_what_too_bare_a_count_would_tell() -> None:
    answers = {(f"p{n}", "case"): 1 for n in range(6)}
    assert list(room_attack.breaches([Seen(frozenset(answers), (0, 6, 0))], answers))


def test_nothing_is_told_before_it_is_heard_nor_after(tmp_path: Path) -> None:
    rng = random.Random(7)
    session = session_at(tmp_path / "room.db")
    told: list[Any] = []
    inside = [session.store.join("") for _ in range(9)]
    for token in inside:
        said = Said(tuple(c for c in hearing.CHOICES if rng.random() < 0.5), WORDS * (rng.random() < 0.5))
        with suppress(RefusedError):
            hearing.give(session.store, token, said)
        told.append(facilitator.state(session)["feedback"])
        with suppress(RefusedError):
            facilitator.make(session, {"move": "feedback", "heads": len(inside)})
    assert told[:6] == [None] * 6
    assert told[6] is not None
    assert told[6:] == [told[6]] * 3
    session.store.close()
