"""What must hold while things go wrong under load: no answer that was taken is lost, and none is kept twice."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from markupsafe import escape

from tests.conftest import needs_postgres
from tests.postgres_process import Postgres
from tests.room_load import Load
from tests.room_process import ANSWER, Phone, Process, Served
from workbook_lib.catalog import built_in
from workbook_lib.db import reading, writing
from workbook_lib.db.place import NAMED_BY
from workbook_lib.group import tables
from workbook_lib.group.standing import FRESH
from workbook_lib.group.store import Store

Blow = Callable[[], None]


@pytest.fixture
def synced() -> Iterator[Postgres]:
    """A server that really syncs, and that a test may stop: of its own, so that no other test is hit."""
    needs_postgres()
    server = Postgres(fsync=True)
    yield server
    server.remove()


def kept(state: Path) -> Counter[str]:
    """How often the mark of each answer stands in the store, opened anew."""
    store = Store.open(state)
    with reading(store.engine) as connection:
        texts = connection.scalars(sa.select(tables.answers.c.text)).all()
    store.close()
    return Counter(text.rsplit(" ", 1)[1] for text in texts)


def under_load(room: Process, blow: Blow, *, long: bool) -> Load:
    """Send a load of answers, and strike while they come in: once, or again and again."""
    size = {"people": 60, "answers": 20, "joining": 8.0, "sending": 40.0} if long else {}
    small = {"people": 8, "answers": 5, "joining": 0.5, "sending": 4.0}
    load = Load("127.0.0.1", room.port, room.code, patience=90.0, **{**small, **size})  # type: ignore[arg-type]
    asyncio.run(_struck(load, blow, times=8 if long else 1))
    return load


async def _struck(load: Load, blow: Blow, times: int) -> None:
    sending = asyncio.create_task(load.run())
    for number in range(1, times + 1):
        while len(load.taken) <= number * load.people and not sending.done():
            await asyncio.sleep(0.02)
        await asyncio.to_thread(blow)
    await sending


def check(load: Load, state: Path) -> None:
    """All answers were taken in the end; each stands in the store, and once."""
    found = kept(state)
    assert len(load.taken) == load.people * load.answers
    assert not [mark for mark in load.taken if found[mark] != 1]
    assert set(found) == set(load.taken)


@pytest.fixture
def room(tmp_path: Path, database: str) -> Iterator[Process]:
    process = Process(tmp_path)
    process.go_to("questions")
    yield process
    process.stop()


LENGTHS = [False, pytest.param(True, marks=pytest.mark.long)]


@pytest.mark.parametrize("long", LENGTHS)
def test_a_killed_room_loses_no_answer_it_took_and_doubles_none(room: Process, long: bool) -> None:
    def kill() -> None:
        room.stop()
        room.start()

    check(under_load(room, kill, long=long), room.state)


@pytest.mark.parametrize("long", LENGTHS)
def test_a_database_that_is_restarted_loses_no_answer_and_doubles_none(
    synced: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: bool
) -> None:
    monkeypatch.setenv(NAMED_BY, synced.url)
    process = Process(tmp_path)
    try:
        process.go_to("questions")
        check(under_load(process, synced.restart, long=long), process.state)
    finally:
        process.stop()


def fill(room: Served) -> Callable[[], None]:
    """Let no more be written, as where the disk is full; returns what makes room again."""
    engine = room.session.store.engine
    if engine.dialect.name == "sqlite":
        engine.dispose()
        full = "PRAGMA max_page_count = 1"
        sa.event.listen(engine, "connect", limit := lambda connection, _: connection.execute(full).fetchall())

        def room_again() -> None:
            sa.event.remove(engine, "connect", limit)
            engine.dispose()

        return room_again
    refuse = "BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END"
    with writing(engine) as db:
        db.execute(sa.text(f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$"))
        rows = "BEFORE INSERT OR UPDATE ON answers FOR EACH ROW EXECUTE FUNCTION full_disk()"
        db.execute(sa.text(f"CREATE TRIGGER full_disk {rows}"))

    def empty_again() -> None:
        with writing(engine) as db:
            db.execute(sa.text("DROP TRIGGER full_disk ON answers"))

    return empty_again


def test_a_full_disk_is_told_tears_nothing_and_is_over_when_there_is_room(
    tmp_path: Path, database: str
) -> None:
    room = Served(tmp_path)
    try:
        room.go_to("questions")
        phone = Phone(room).join()
        phone.answer(ANSWER)
        phone.get("/room?q=hardship")
        form = phone.fields("/answer")
        room_again = fill(room)
        long = f"{ANSWER} {'It goes on. ' * 700}"
        refused = phone.browser.post("/answer", data={**form, "text": long})
        assert refused.status_code == 503
        assert str(escape(built_in("en").word("room.told.store_full"))) in refused.text
        assert str(escape(long.strip()))[:60] in refused.text
        assert [a.text for a in room.session.store.answers()] == [ANSWER]
        room_again()
        taken = phone.browser.post("/answer", data={**form, "text": long})
        assert taken.status_code == 200
        assert sorted(len(a.text) for a in room.session.store.answers()) == sorted([len(ANSWER), len(long)])
    finally:
        room.stop()


def test_a_store_that_is_away_is_told_in_a_sentence(
    synced: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAMED_BY, synced.url)
    monkeypatch.setattr("workbook_lib.db.patience.PATIENCE", 0.2)
    room = Served(tmp_path)
    try:
        phone = Phone(room).join()
        synced.stop()
        time.sleep(1.5 * FRESH)  # what is at hand is shown for a moment more
        away = phone.get("/room")
        assert away.status_code == 503
        assert str(escape(built_in("en").word("room.told.store_away"))) in away.text
        asked = room.facilitator()
        assert (asked.status_code, asked.json()) == (503, {"refused": "store_away"})
        synced.start()
        assert phone.get("/room").status_code == 200
    finally:
        room.stop()
