"""The database layer: one schema by two ways, migrations with a copy, refusals that touch nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from workbook_lib import db
from workbook_lib.db import tables
from workbook_lib.db.schema import MIGRATIONS, upgrade
from workbook_lib.db.types import Instant, Json, Words, from_bytes, to_bytes
from workbook_lib.journal import Journal, JournalError
from workbook_lib.journal.file import COPIES, COPIES_KEPT, NAME, SCHEMA, keep_copy, open_file

REVISION_3 = '''
"""A column more."""
import sqlalchemy as sa
from alembic import op
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
def upgrade():
    op.add_column("places", sa.Column("note", sa.String))
'''

BROKEN_REVISION_3 = REVISION_3 + '    op.drop_table("no_such_table")\n'


def shape(engine: sa.Engine) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(engine.url.database or "")) as raw:
        rows = raw.execute("SELECT name, sql FROM sqlite_master").fetchall()
    return {(name, " ".join((sql or "").split()).replace(" ,", ",")) for name, sql in rows}


def later_schema(folder: Path, migration: str) -> db.Schema:
    scripts = folder / "50% more scripts"
    shutil.copytree(SCHEMA.scripts, scripts)
    (scripts / "r0003_more.py").write_text(migration)
    return db.Schema(SCHEMA.tables, (*SCHEMA.revisions, "0003"), scripts)


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    script = ScriptDirectory(str(MIGRATIONS), version_locations=[str(SCHEMA.scripts)])
    assert tuple(r.revision for r in script.walk_revisions())[::-1] == SCHEMA.revisions
    assert script.get_current_head() == SCHEMA.head


def test_migrating_from_nothing_and_creating_make_the_same_tables(tmp_path: Path) -> None:
    created, migrated = db.engine_for(tmp_path / "created.db"), db.engine_for(tmp_path / "migrated.db")
    db.ensure(created, SCHEMA)
    with db.writing(migrated) as connection:
        upgrade(connection, SCHEMA)
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.journal) == []
        assert db.schema.revision(connection, SCHEMA) == SCHEMA.head
    names = {name for name, _ in shape(created)}
    assert names == {name for name, _ in shape(migrated)}
    for engine in (created, migrated):
        with engine.connect() as connection:
            found = sa.inspect(connection)
            assert found.get_foreign_keys("disputes")[0]["options"] == {"ondelete": "CASCADE"}
            assert found.get_unique_constraints("entries")[0]["column_names"] == ["id"]


def test_opening_a_current_file_imports_neither_alembic_nor_the_orm(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from workbook_lib.journal import Journal\n"
        "folder = Path(sys.argv[1])\n"
        "for _ in range(2): Journal.open(folder).close()\n"
        "heavy = {'alembic', 'sqlalchemy.orm', 'mako', 'pydantic', 'pandas', 'numpy', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_an_older_file_is_copied_then_migrated(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.set_place("02", {"at": "an older file"})
    later = later_schema(tmp_path, REVISION_3)
    engine = open_file(tmp_path, schema=later)
    with db.reading(engine) as connection:
        assert db.schema.revision(connection, later) == "0003"
        assert "note" in {c["name"] for c in sa.inspect(connection).get_columns("places")}
    engine.dispose()
    [copy] = (tmp_path / COPIES).iterdir()
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA.head,)]
        assert b"an older file" in raw.execute("SELECT place FROM places").fetchone()[0]


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.set_place("02", {"at": 3})
    with pytest.raises(sa.exc.OperationalError):
        open_file(tmp_path, schema=later_schema(tmp_path, BROKEN_REVISION_3))
    with Journal.open(tmp_path) as journal:
        assert journal.place("02") == {"at": 3}


def test_only_the_newest_copies_stay(tmp_path: Path) -> None:
    Journal.open(tmp_path).close()
    made = [keep_copy(tmp_path / NAME, "0001") for _ in range(COPIES_KEPT + 2)]
    assert sorted((tmp_path / COPIES).iterdir()) == made[-COPIES_KEPT:]


def test_a_newer_file_is_refused_in_a_sentence_and_untouched(tmp_path: Path) -> None:
    Journal.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / NAME)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = digest(tmp_path)
    with pytest.raises(JournalError) as caught:
        Journal.open(tmp_path)
    assert str(caught.value) == (
        "Your journal was written by a newer version of this workbook; it is untouched, "
        "so open it with that version or a later one."
    )
    assert digest(tmp_path) == before
    assert {p.name for p in tmp_path.iterdir()} == {NAME}


def test_somebody_elses_database_is_refused_and_untouched(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as raw:
        raw.execute("CREATE TABLE loans (id)")
    before = digest(tmp_path)
    with pytest.raises(JournalError, match="is not a journal of this workbook"):
        Journal.open(tmp_path)
    assert digest(tmp_path) == before


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\xff" * 5000, b"not a database at all " * 300])
def test_a_corrupt_file_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(JournalError) as caught:
        Journal.open(tmp_path)
    assert caught.value.fault is db.Fault.CORRUPT
    assert (tmp_path / NAME).read_bytes() == content


def test_errors_of_the_system_have_their_kind() -> None:
    assert db.fault_of(OSError(errno.ENOSPC, "no space")) is db.Fault.FULL
    assert db.fault_of(PermissionError(errno.EACCES, "no")) is db.Fault.READ_ONLY
    assert db.fault_of(OSError("?")) is db.Fault.OTHER
    assert db.fault_of(db.NewerSchemaError("9")) is db.Fault.NEWER


def test_many_processes_may_open_a_new_journal_at_once(tmp_path: Path, database: str) -> None:
    code = (
        "import sys; from pathlib import Path; from workbook_lib.journal import Journal\n"
        "sys.stdin.readline()\n"
        "for n in range(5):\n"
        "    with Journal.open(Path(sys.argv[1]) / str(n)) as j: j.set_place(sys.argv[2], {'n': n})\n"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), f"page {i}"], stdin=subprocess.PIPE)
        for i in range(4)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.close()
    assert [process.wait(timeout=60) for process in processes] == [0] * 4
    for n in range(5):
        with Journal.open(tmp_path / str(n)) as journal:
            assert [journal.place(f"page {i}") for i in range(4)] == [{"n": n}] * 4


@given(st.text(st.characters()))
def test_any_str_goes_to_bytes_and_back(text: str) -> None:
    assert from_bytes(to_bytes(text)) == text


def test_words_json_and_instants_come_back_as_they_were() -> None:
    dialect = sqlite.dialect()
    for text in ("", "\0", "\ud83d\ude00 beside \U0001f600", "a\ud800", "\u202eabc", "e\u0301"):
        assert Words().process_result_value(Words().process_bind_param(text, dialect), dialect) == text
        value = {"reason": text, "n": [1, None, True, 0.1]}
        assert Json().process_result_value(Json().process_bind_param(value, dialect), dialect) == value
    there = datetime(2026, 3, 1, 9, 30, 0, 123456, timezone(timedelta(hours=5, minutes=45)))
    stored = Instant().process_bind_param(there, dialect)
    assert stored is not None
    assert Instant().process_result_value(stored.replace(tzinfo=None), dialect) == there
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(datetime(2026, 1, 1), dialect)


def test_a_transaction_that_raises_stores_nothing(tmp_path: Path) -> None:
    engine = db.engine_for(tmp_path / NAME)
    db.ensure(engine, SCHEMA)
    with pytest.raises(RuntimeError), db.writing(engine) as connection:  # noqa: PT012
        connection.execute(sa.insert(tables.settings).values(name="a", value=1))
        raise RuntimeError
    with db.reading(engine) as connection:
        assert connection.execute(sa.select(tables.settings)).all() == []
    engine.dispose()


def test_a_turn_to_write_that_never_comes_is_told_as_a_busy_database_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook_lib.db.engine.BUSY_SECONDS", 0.05)
    engine = db.engine_for(tmp_path / "some.db")
    came: list[Exception] = []

    def nested() -> None:
        with db.writing(engine):
            try:
                with db.writing(engine):
                    pass
            except sa.exc.OperationalError as busy:
                came.append(busy)

    # In a thread of its own: without an end to the waiting, the test would wait too.
    thread = threading.Thread(target=nested, daemon=True)
    thread.start()
    thread.join(30)
    assert [db.fault_of(busy) for busy in came] == [db.Fault.LOCKED]
    with db.writing(engine) as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1
    engine.dispose()


def test_a_database_may_be_named_by_url(tmp_path: Path) -> None:
    engine = db.engine_for(f"sqlite:///{tmp_path / 'by url.db'}")
    db.ensure(engine, SCHEMA)
    with db.reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    engine.dispose()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    Journal.open(tmp_path / "new" / "data").close()
    assert (tmp_path / "new" / "data").stat().st_mode & 0o777 == 0o700
