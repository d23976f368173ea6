"""The room's file and its moves: one schema by two ways, an answer kept once, nothing that tells whose."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib import db
from workbook_lib.catalog import built_in
from workbook_lib.db.schema import MIGRATIONS, upgrade
from workbook_lib.group import counting, rooms, tables, tokens
from workbook_lib.group.kept import Answer, GoneError, Person
from workbook_lib.group.reading import assess
from workbook_lib.group.rooms import Room
from workbook_lib.group.serving import end_in_time
from workbook_lib.group.session import Session
from workbook_lib.group.store import Store

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
CASE = "a_small_red_chair"


def opened(folder: Path) -> Store:
    made = Store.open(folder / "room.db")
    made.found(Room(NOON, CASE), "CODE", "SECRET", "en")
    return made


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    made = opened(tmp_path)
    yield made
    made.close()


def inside(store: Store, desk: str = "") -> tuple[str, Person]:
    token = store.join(desk)
    person = store.person(token)
    assert person is not None
    return token, person


def given_answer(person: Person, text: str, prompt: str = "hardship") -> Answer:
    return Answer(person.id, CASE, prompt, text, None)


def test_migrating_from_nothing_and_creating_make_the_same_tables(tmp_path: Path) -> None:
    script = ScriptDirectory(str(MIGRATIONS), version_locations=[str(tables.SCHEMA.scripts)])
    assert tuple(r.revision for r in script.walk_revisions())[::-1] == tables.SCHEMA.revisions
    shapes = []
    for name in ("created", "migrated"):
        engine = db.engine_for(tmp_path / f"{name}.db")
        if name == "created":
            db.ensure(engine, tables.SCHEMA)
        else:
            with db.writing(engine) as connection:
                upgrade(connection, tables.SCHEMA)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, tables.room) == []
        with closing(sqlite3.connect(engine.url.database or "")) as raw:
            rows = raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        shapes.append({(n, "WITHOUT ROWID" in (sql or "")) for n, sql in rows})
    assert shapes[0] == shapes[1]
    assert {("people", True), ("offers", True), ("answers", False)} <= shapes[0]


def test_the_file_holds_digests_and_is_its_owners_alone(tmp_path: Path) -> None:
    store = opened(tmp_path)
    token, _ = inside(store)
    held = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert not {s for s in (token, "SECRET", "CODE") if s.encode() in held}
    assert {oct(p.stat().st_mode & 0o777) for p in tmp_path.iterdir()} == {"0o600"}
    store.found(Room(NOON, "another"), "OTHER", "OTHER", "en")
    assert store.room().case == CASE
    assert tokens.same("CODE", store.key("code"))


def test_an_answer_is_kept_once_for_each_key_and_later_words_replace_earlier_ones(store: Store) -> None:
    _, person = inside(store)
    store.keep_answer(person, "k1", given_answer(person, "first"))
    store.keep_answer(person, "k1", given_answer(person, "first"))
    with db.reading(store.engine) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(tables.answers)) == 1
    store.keep_answer(person, "k1", given_answer(person, "first, and more"))
    store.keep_answer(person, "k2", given_answer(person, "second"))
    store.keep_answer(person, "k3", given_answer(person, "other", "reply"))
    assert [(a.prompt, a.text) for a in store.answers()] == [("hardship", "second"), ("reply", "other")]


def test_two_people_may_send_the_same_key(store: Store) -> None:
    for text in ("mine", "yours"):
        _, person = inside(store)
        store.keep_answer(person, "k", given_answer(person, text))
    assert sorted(a.text for a in store.answers()) == ["mine", "yours"]


@settings(max_examples=25)
@given(st.text(max_size=200))
def test_any_words_come_back_as_they_were(database: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(opened(Path(folder))) as store:
        token, person = inside(store)
        store.keep_answer(person, "k", given_answer(person, text))
        store.offer(token, text, keep=False)
        assert [a.text for a in store.answers(person=person)] == [text]
        assert [o["text"] for o in store.offered(token)] == [text]


def test_who_has_left_can_keep_nothing_and_leaves_nothing(store: Store) -> None:
    token, person = inside(store)
    store.keep_answer(person, "k", given_answer(person, "words"))
    store.offer(token, "Goes with me.", keep=False)
    store.offer(token, "May stay.", keep=True)
    store.leave(token)
    assert (store.person(token), store.answers()) == (None, [])
    assert [o["text"] for o in store.offers()] == ["May stay."]
    with pytest.raises(GoneError):
        store.keep_answer(person, "k2", given_answer(person, "late"))
    with pytest.raises(GoneError):
        store.offer(token, "late", keep=True)
    with pytest.raises(GoneError):
        store.set_person(person, writes=False)


def test_after_the_end_nobody_comes_in(store: Store) -> None:
    _, person = inside(store)
    ended = store.end(NOON)
    assert (ended.over, ended.step, store.people()) == (True, "close", [])
    assert store.end(NOON + timedelta(hours=1)) == ended
    assert not tokens.same("CODE", store.key("code"))
    with pytest.raises(GoneError):
        store.join("")
    with pytest.raises(GoneError):
        store.keep_answer(person, "k", given_answer(person, "late"))


def test_a_forgotten_room_is_ended_after_twelve_hours(store: Store) -> None:
    inside(store)
    clock = [NOON + timedelta(hours=11, minutes=59)]
    session = Session(store, built_in("en"), now=lambda: clock[0])
    assert not session.room().over
    clock[0] = NOON + timedelta(hours=12)
    assert session.room().over
    assert store.people() == []


def test_a_forgotten_room_is_ended_without_a_visitor(store: Store) -> None:
    inside(store)
    session = Session(store, built_in("en"), now=lambda: NOON + timedelta(hours=13))
    asyncio.run(end_in_time(session)())
    assert (store.room().over, store.people()) == (True, [])


def test_offers_stand_in_the_order_of_their_random_names(store: Store) -> None:
    token, _ = inside(store)
    for number in range(12):
        store.offer(token, f"Sentence {number}.", keep=False)
        store.offer(token, f"Sentence {number}.", keep=True)
    offers = store.offers()
    assert [o["id"] for o in offers] == sorted(o["id"] for o in offers)
    assert len({o["text"] for o in offers}) == len(offers) == 12
    with db.reading(store.engine) as connection:
        columns = {c["name"] for c in sa.inspect(connection).get_columns("offers")}
    assert columns == {"id", "mine", "text", "state", "keep", "about"}


def test_a_person_counts_with_the_most_that_any_answer_shows_and_unread_ones_as_nothing_yet(
    store: Store,
) -> None:
    content = built_in("en")
    case = content.scenarios[CASE]
    rubric = content.rubric("reflection")
    texts = {
        "hardship": "He is ashamed in front of the mothers. I would like to ask him what he needs today.",
        "why_important": "ok",
        "reply": "I am sorry. You are right.",
    }
    _, writer = inside(store, "teens")
    _, silent = inside(store)
    _, unread = inside(store)
    for prompt, text in texts.items():
        read = assess(content, case, prompt, text)
        store.keep_answer(writer, prompt, replace(given_answer(writer, text, prompt), assessment=read))
    short = assess(content, case, "hardship", "ok")
    assert short is not None
    assert not short.was_read
    store.keep_answer(unread, "k", replace(given_answer(unread, "ok"), assessment=short))
    counted = counting.counted([writer, silent, unread], store.answers(case=CASE), rubric)
    assert [c.desk for c in counted] == ["teens", ""]
    assert counted[0].levels["emotion"] > 0
    assert set(counted[1].levels.values()) == {0}
    assert set(counted[0].levels) == {d.id for d in rubric.dimensions}


def test_the_steps_have_two_ends() -> None:
    room = Room(NOON, CASE)
    assert rooms.back(room) == room
    for _ in rooms.STEPS:
        room = rooms.onward(room)
    assert room.step == "close"
    assert rooms.onward(room) == room


def test_a_pause_keeps_what_the_timer_had() -> None:
    room = rooms.timer(Room(NOON, CASE), 5, NOON)
    paused = rooms.pause(room, NOON + timedelta(minutes=2))
    assert paused.seconds_left(NOON + timedelta(hours=1)) == 180
    assert rooms.extend(paused, 1, NOON).seconds_left(NOON) == 240
    again = rooms.resume(paused, NOON + timedelta(hours=1))
    assert again.seconds_left(NOON + timedelta(hours=1, minutes=1)) == 120
    assert again.seconds_left(NOON + timedelta(hours=2)) == 0
    assert rooms.timer(again, 0, NOON).seconds_left(NOON) is None
    for minutes in (-1, 121):
        with pytest.raises(ValueError, match="minutes"):
            rooms.timer(room, minutes, NOON)


@given(st.text(max_size=60))
def test_a_code_is_read_however_it_is_typed(noise: str) -> None:
    code = tokens.new_code()
    assert set(code) <= set(tokens.ALPHABET)
    assert tokens.as_typed(f" {tokens.on_the_wall(code).lower()} ") == code
    assert set(tokens.as_typed(noise)) <= set(tokens.ALPHABET)


def test_a_key_is_for_one_person_and_one_question() -> None:
    key = tokens.issue("token", CASE, "hardship")
    assert tokens.issued(key, "token", CASE, "hardship")
    assert not tokens.issued(key, "other", CASE, "hardship")
    assert not tokens.issued(key, "token", CASE, "reply")
    assert not tokens.issued(key[:-1], "token", CASE, "hardship")
    assert not tokens.issued("ü.\udc80", "token", CASE, "hardship")
    assert key != tokens.issue("token", CASE, "hardship")
