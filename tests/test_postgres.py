"""PostgreSQL beside SQLite: namespaces of their own, the same locks, nothing left behind, plain faults."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError, OperationalError

from tests.postgres_process import Postgres
from tests.test_db import REVISION_3, later_schema
from workbook_lib import db, profiles
from workbook_lib.db import postgres as ours
from workbook_lib.db import tables
from workbook_lib.db.place import CARD, NAMED_BY, ElsewhereError, place_for
from workbook_lib.db.schema import Schema, upgrade
from workbook_lib.group import tables as room_tables
from workbook_lib.group.command import key_beside
from workbook_lib.group.holding import Hold
from workbook_lib.group.kept import Answer, Person
from workbook_lib.group.opening import Rooms
from workbook_lib.group.record import Wish
from workbook_lib.group.rooms import Room
from workbook_lib.group.store import Store
from workbook_lib.hub.hosting import Hosting
from workbook_lib.journal import Journal, JournalError
from workbook_lib.journal.file import NAME, SCHEMA, is_begun, open_file

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
WORDS = "He folds the letter twice, and nobody sees it but me."


@pytest.fixture
def url(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(NAMED_BY, postgres.url)
    return postgres.url


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "room.db")
    made.found(Room(NOON, "case"), "CODE", "SECRET", "en")
    yield made
    made.close()


def contents(file: Path) -> bytes:
    """What a file holds; nothing where the server has taken it away meanwhile."""
    try:
        return file.read_bytes() if file.is_file() else b""
    except FileNotFoundError:
        return b""


def somebody(store: Store) -> Person:
    person = store.person(store.join(""))
    assert person is not None
    return person


def namespace(folder: Path, name: str) -> str:
    return (folder / (name + CARD)).read_text().strip()


def test_each_room_and_each_journal_has_a_namespace_of_its_own(
    store: Store, tmp_path: Path, url: str
) -> None:
    somebody(store)
    other = Store.open(tmp_path / "other.db")
    other.found(Room(NOON, "another"), "CODE", "SECRET", "en")
    assert (other.people(), other.room().case, len(store.people())) == ([], "another", 1)
    with Journal.open(tmp_path / "amal") as amal, Journal.open(tmp_path / "zoe") as zoe:
        amal.set_place("02", {"at": 1})
        assert zoe.place("02") == {}
    again = Store.open(tmp_path / "room.db")
    assert len(again.people()) == 1
    names = {namespace(tmp_path, n) for n in ("room.db", "other.db", f"amal/{NAME}", f"zoe/{NAME}")}
    assert len(names) == 4
    assert {p.name for p in tmp_path.iterdir()} == {"amal", "zoe", f"room.db{CARD}", f"other.db{CARD}"}
    assert {p.stat().st_mode & 0o777 for p in tmp_path.glob(f"*{CARD}")} == {0o600}
    for opened in (other, again):
        opened.close()


def left(rooms: Rooms, id: str, *, held: bool = False) -> str:
    """A room that was opened and not tidied away; its namespace."""
    state = rooms.folder / f"{id}.db"
    key_beside(state)
    Store.open(state).close()
    (rooms.folder / f"{id}.log").touch()
    if held:
        Hold.of(state).take()
    return namespace(rooms.folder, state.name)


def namespaces(postgres: Postgres) -> set[str]:
    return {name for (name,) in postgres.run("SELECT nspname FROM pg_namespace WHERE nspname ~ '^room_'")}


def test_a_room_of_a_hub_takes_its_namespace_along(url: str, postgres: Postgres, tmp_path: Path) -> None:
    hosting = Hosting(tmp_path / "rooms", frozenset({"learn.example.org"}))
    hosting.begin()
    before = namespaces(postgres)
    room = hosting.found("ann", "en", "returned_book")
    assert len(namespaces(postgres) - before) == 1
    hosting.close(room)
    assert namespaces(postgres) == before
    assert list(hosting.folder.iterdir()) == []


def test_what_a_closed_room_left_in_the_database_goes_with_its_files(
    url: str, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = Rooms(tmp_path / "rooms")
    closed, held = left(rooms, "closed"), left(rooms, "held", held=True)
    monkeypatch.setenv(NAMED_BY, "postgresql://workbook@127.0.0.1:1/none")
    rooms.sweep()
    monkeypatch.delenv(NAMED_BY)
    rooms.sweep()
    assert namespace(rooms.folder, "closed.db") == closed, "asked for again another time"
    assert (rooms.folder / "closed.db.key").exists()
    monkeypatch.setenv(NAMED_BY, url)
    rooms.sweep()
    assert {file.name.split(".")[0] for file in rooms.folder.iterdir()} == {"held"}
    assert namespaces(postgres) & {closed, held} == {held}
    for file in rooms.folder.iterdir():
        os.utime(file, (0, 0))
    rooms.sweep()
    assert list(rooms.folder.iterdir()) == []
    assert held not in namespaces(postgres)


def test_a_room_opens_while_the_server_of_an_older_one_is_away(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = Rooms(tmp_path / "rooms")
    left(rooms, "older")
    monkeypatch.setenv(NAMED_BY, "postgresql://workbook@127.0.0.1:1/none")
    record, process = rooms.open(Wish("127.0.0.1", "returned_book"))
    assert process is not None
    process.kill()
    process.wait(20)
    assert rooms.record() == record
    assert rooms.key(record).code
    rooms.sweep()
    assert rooms.state(record).with_name(f"{record.id}.db.key").exists(), "it stands open"


def test_another_role_can_neither_read_nor_find_a_way_in(
    store: Store, postgres: Postgres, tmp_path: Path
) -> None:
    store.keep_answer(person := somebody(store), "k", Answer(person.id, "case", "q", WORDS, None))
    role = f"reader_{uuid.uuid4().hex}"
    postgres.run(f"CREATE ROLE {role} LOGIN")
    theirs = postgres.url.replace("workbook@", f"{role}@")
    with psycopg.connect(theirs) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"SELECT * FROM {namespace(tmp_path, 'room.db')}.answers")  # type: ignore[arg-type]
    with pytest.raises(DBAPIError) as caught:
        db.ensure(db.engine_for(db.Place(tmp_path, theirs, f"room_{uuid.uuid4().hex}")), room_tables.SCHEMA)
    assert db.fault_of(caught.value) is db.Fault.SERVER_REFUSES


def test_a_namespace_made_beforehand_needs_no_right_to_make_any(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    role, place = f"learner_{uuid.uuid4().hex}", f"journal_{uuid.uuid4().hex}"
    postgres.run(f"CREATE ROLE {role} LOGIN")
    postgres.run(f"CREATE SCHEMA {place} AUTHORIZATION {role}")
    (tmp_path / (NAME + CARD)).write_text(place)
    monkeypatch.setenv(NAMED_BY, postgres.url.replace("workbook@", f"{role}@"))
    with Journal.open(tmp_path) as journal:
        journal.set_place("02", {"at": 1})
        assert journal.place("02") == {"at": 1}


@pytest.mark.parametrize("schema", [SCHEMA, room_tables.SCHEMA])
def test_migrating_from_nothing_and_creating_make_the_same_tables(
    schema: Schema, url: str, tmp_path: Path
) -> None:
    shapes = []
    for made in ("created", "migrated"):
        engine = db.engine_for(place_for(tmp_path / f"{made}.db", "test"))
        if made == "created":
            db.ensure(engine, schema)
        else:
            with db.writing(engine) as connection:
                ours.make_namespace(connection)
            with db.writing(engine) as connection:
                upgrade(connection, schema)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, schema.tables) == []
            shape = sa.text(
                "SELECT table_name, column_name, data_type, is_nullable, column_default IS NULL "
                "FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2"
            )
            shapes.append(connection.execute(shape).all())
        engine.dispose()
    assert shapes[0] == shapes[1]


def test_an_older_journal_is_copied_beside_itself_and_migrated(url: str, tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.set_place("02", {"at": "an older journal"})
    later = later_schema(tmp_path, REVISION_3)
    engine = open_file(tmp_path, schema=later)
    with db.reading(engine) as connection:
        assert db.schema.revision(connection, later) == "0003"
        assert "note" in {c["name"] for c in sa.inspect(connection).get_columns("places")}
        copied = connection.scalar(sa.text(f"SELECT place FROM {ours.COPY}{SCHEMA.head}_places"))
    assert b"an older journal" in bytes(copied)
    with db.writing(engine) as connection:
        ours.drop_copies(connection)
        assert not [n for n in sa.inspect(connection).get_table_names() if n.startswith(ours.COPY)]
    engine.dispose()


def test_one_transaction_writes_at_a_time_and_readers_do_not_wait(store: Store) -> None:
    seen: list[str] = []
    inside, done = threading.Event(), threading.Event()
    path = store.engine.get_execution_options()["workbook_namespace"]

    def first() -> None:
        engine = db.engine_for(db.Place(Path(), str(store.engine.url.render_as_string(False)), path))
        with db.writing(engine) as connection:
            inside.set()
            connection.execute(sa.update(room_tables.rooms).values(language="first"))
            assert done.wait(20)
            seen.append("first")
        engine.dispose()

    def second() -> None:
        with db.writing(store.engine) as connection:
            seen.append(str(connection.scalar(sa.select(room_tables.rooms.c.language))))

    threads = [threading.Thread(target=work) for work in (first, second)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    assert store.key("language") == "en"
    done.set()
    for thread in threads:
        thread.join(20)
    assert seen == ["first", "first"]


def test_whoever_waits_too_long_for_a_turn_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    options = store.engine.get_execution_options()
    monkeypatch.setattr("workbook_lib.db.engine.BUSY_SECONDS", 0.1)
    place = db.Place(Path(), str(store.engine.url.render_as_string(False)), options["workbook_namespace"])
    hurried = db.engine_for(place)
    with db.writing(store.engine), pytest.raises(DBAPIError) as caught, db.writing(hurried):
        pass
    assert db.fault_of(caught.value) is db.Fault.LOCKED
    hurried.dispose()


def test_no_words_go_into_the_servers_statistics(store: Store, postgres: Postgres, tmp_path: Path) -> None:
    person = somebody(store)
    for number in range(30):
        store.keep_answer(person, str(number), Answer(person.id, "case", "q", WORDS, None))
    name = namespace(tmp_path, "room.db")
    postgres.run(f"ANALYZE {name}.answers")
    sampled = {c for (c,) in postgres.run(f"SELECT attname FROM pg_stats WHERE schemaname = '{name}'")}
    assert "case" in sampled
    assert not sampled & {"text", "assessment"}


def test_an_erased_journal_is_gone_from_the_tables_files(
    url: str, postgres: Postgres, tmp_path: Path
) -> None:
    def on_disk() -> int:
        postgres.run("CHECKPOINT")
        return sum(contents(p).count(b"a secret of mine") for p in (postgres.data / "base").rglob("*"))

    with Journal.open(tmp_path) as journal:
        journal.save_draft("02", "book", "q1", "a secret of mine", base=0, writer="w")
        assert on_disk() > 0
        journal.erase()
        assert journal.drafts("02") == []
    assert on_disk() == 0


def test_a_sitting_that_leaves_nothing_never_goes_to_the_server(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in profiles.Writer(tmp_path, leaves_nothing=True).environment().items():
        monkeypatch.setenv(name, value)
    with Journal.open() as journal:
        journal.set_place("02", {"at": 1})
    assert (tmp_path / NAME).exists()
    assert not (tmp_path / (NAME + CARD)).exists()


def test_a_journal_in_a_database_is_not_begun_anew_in_a_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_begun(tmp_path)
    Journal.open(tmp_path).close()
    assert is_begun(tmp_path)
    monkeypatch.delenv(NAMED_BY)
    with pytest.raises(JournalError, match="lies in a database") as caught:
        Journal.open(tmp_path)
    assert caught.value.fault is db.Fault.ELSEWHERE
    (tmp_path / (NAME + CARD)).write_text("public; DROP")
    monkeypatch.setenv(NAMED_BY, url)
    with pytest.raises(ElsewhereError):
        place_for(tmp_path / NAME, "journal")


@pytest.mark.parametrize(
    "wrong", ["mysql://here/x", "not a url", "postgresql+asyncpg://here/x", "sqlite:///x"]
)
def test_another_kind_of_address_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv(NAMED_BY, wrong)
    with pytest.raises(JournalError, match="has to begin with postgresql://"):
        Journal.open(tmp_path)


def test_without_the_driver_the_way_to_it_is_told(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from pathlib import Path; from workbook_lib.journal import Journal, JournalError\n"
        "try: Journal.open(Path(sys.argv[1]))\n"
        "except JournalError as error: print(error.fault, error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, NAMED_BY: "postgresql://here/x"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("no_database ")
    assert "psycopg[binary]" in done.stdout


def test_a_server_that_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAMED_BY, "postgresql://workbook@127.0.0.1:1/none")
    with pytest.raises(JournalError, match="can't be reached") as caught:
        Journal.open(tmp_path)
    assert caught.value.fault is db.Fault.AWAY


def test_no_error_of_the_database_quotes_anybodys_words(store: Store) -> None:
    person = somebody(store)
    with pytest.raises(DBAPIError) as caught:
        store.keep_answer(person, "k" * 999, Answer(person.id, "case", "q", WORDS, None))
    assert "folds" not in str(caught.value)


def raised(url: str, *statements: str) -> DBAPIError:
    """The error of the last statement, as our engines raise it."""
    engine = db.engine_for(db.Place(Path(), url, "public"))
    *before, last = map(sa.text, statements)
    with engine.connect() as connection:
        for statement in before:
            connection.execute(statement)
        with pytest.raises(DBAPIError) as caught:
            connection.execute(last)
    engine.dispose()
    return caught.value


RAISE = "DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '{0}'; END $$"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("53100", db.Fault.SERVER_FULL),
        ("53300", db.Fault.CROWDED),
        ("57P01", db.Fault.AWAY),
        ("57P03", db.Fault.AWAY),
        ("08006", db.Fault.AWAY),
        ("XX001", db.Fault.CORRUPT),
        ("40P01", db.Fault.LOCKED),
        ("22012", db.Fault.OTHER),
    ],
)
def test_the_servers_errors_have_their_kind(url: str, code: str, fault: db.Fault) -> None:
    assert db.fault_of(raised(url, RAISE.format(code))) is fault


def test_a_server_that_may_only_be_read_refuses(url: str) -> None:
    error = raised(url, "SET TRANSACTION READ ONLY", "CREATE TABLE t (x int)")
    assert db.fault_of(error) is db.Fault.SERVER_REFUSES


def test_a_server_that_lets_nobody_in_is_waited_for(url: str, postgres: Postgres) -> None:
    role = f"crowd_{uuid.uuid4().hex}"
    postgres.run(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 0")
    engine = db.engine_for(db.Place(Path(), url.replace("workbook@", f"{role}@"), "public"))
    with pytest.raises(OperationalError) as caught:
        engine.connect()
    assert db.fault_of(caught.value) is db.Fault.AWAY


def test_a_transaction_is_done_again_after_a_restart(store: Store, postgres: Postgres) -> None:
    person = somebody(store)
    store.keep_answer(person, "k", Answer(person.id, "case", "q", WORDS, None))
    others = "FROM pg_stat_activity WHERE usename = 'workbook' AND pid <> pg_backend_pid()"
    cut = f"SELECT pg_terminate_backend(pid) {others}"
    postgres.run(cut)
    assert [a.text for a in store.answers()] == [WORDS]
    calls = []

    @db.steady
    def cut_off_once() -> int:
        with db.writing(store.engine) as connection:
            if not calls:
                calls.append(1)
                postgres.run(cut)
            return len(connection.execute(sa.select(room_tables.people)).all())

    assert cut_off_once() == 1


def test_journals_tables_are_named_in_the_copy_for_any_revision() -> None:
    longest = max(len(name) for name in tables.journal.tables)
    assert len(f"{ours.COPY}0000_") + longest < 63
