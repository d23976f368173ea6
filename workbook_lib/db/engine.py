"""Engines and transactions. One place decides how a database waits, locks and wipes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, delete, event, make_url
from sqlalchemy.exc import OperationalError

from workbook_lib.db import postgres
from workbook_lib.db.place import Place
from workbook_lib.db.types import Sealing, seal_dialect

BUSY_SECONDS = 10.0
"""How long a transaction waits for another process before it gives up."""

_WRITING = "workbook_writing"
_WRITES = {_WRITING: True}
_GLANCING = "workbook_glancing"
_GLANCES = {_GLANCING: True}
_TURN = "workbook_turn"

_may_wait: ContextVar[bool] = ContextVar("workbook_may_wait", default=True)

_afterwards: list[Callable[[], None]] = []

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    # Sorting and vacuuming long texts would otherwise put them in files outside the data folder.
    "PRAGMA temp_store = MEMORY",
    # FULL syncs the log at every commit, so that a text outlives a power cut, not only a dead process.
    "PRAGMA synchronous = FULL",
)


def engine_for(where: Place | Path | str, *, seal: Sealing | None = None) -> Engine:
    """An engine for a place, a SQLite file or a SQLite URL.

    With a ``seal``, texts are encrypted on their way in. Opens nothing yet; ``engine.dispose()`` closes it.
    Raises NoDatabaseError.
    """
    engine = _plain_engine(where)
    engine.update_execution_options(**{_TURN: Lock()})
    if seal is not None:
        seal_dialect(engine.dialect, seal)
    return engine


def _plain_engine(where: Place | Path | str) -> Engine:
    if isinstance(where, Place) and where.url:
        return postgres.engine_at(where.url, where.namespace, BUSY_SECONDS)
    path = where.path if isinstance(where, Place) else where
    url = make_url(path) if isinstance(path, str) else URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by its own rules, and none for DDL: we begin them ourselves.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # IMMEDIATE takes the write lock before the first read: a plain BEGIN that writes later fails at
    # once when another process wrote in between, however long it is willing to wait.
    options = connection.get_execution_options()
    if not options.get(_GLANCING):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITING) else "BEGIN")


def after_writing(call: Callable[[], None]) -> None:
    """From now on call this after each transaction that wrote, whatever the database.

    What it raises comes out of `writing`: the words are in the database, and not yet where it carries them.
    """
    _afterwards.append(call)


def _wrote() -> None:
    for call in _afterwards:
        call()


class WouldWaitError(Exception):
    """A database was asked for where nothing may wait for one: see `without_waiting`."""


@contextmanager
def without_waiting() -> Iterator[None]:
    """For an event loop: in here, `reading`, `glance` and `writing` raise WouldWaitError and ask for nothing."""
    before = _may_wait.set(False)
    try:
        yield
    finally:
        _may_wait.reset(before)


def _ask() -> None:
    if not _may_wait.get():
        raise WouldWaitError


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads: it sees a single state of the database throughout."""
    _ask()
    options: dict[str, Any] = {} if on_sqlite(engine) else postgres.READS
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def glance(engine: Engine) -> Iterator[Connection]:
    """For one statement that reads: no transaction is begun and ended around it, which would be most of the way."""
    _ask()
    options: dict[str, Any] = _GLANCES if on_sqlite(engine) else postgres.GLANCES
    with engine.connect().execution_options(**options) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, and no other beside it: all of it is stored at the end, or none on an error."""
    _ask()
    # Threads queue here: SQLite would have each of them sleep and look again, and a server's connection
    # would be taken up by everyone who waits.
    with _turn_in(engine), engine.connect().execution_options(**_WRITES) as connection, connection.begin():
        if not on_sqlite(engine):
            postgres.lock(connection)
        yield connection
    _wrote()


@contextmanager
def _turn_in(engine: Engine) -> Iterator[None]:
    """This process's turn to write. Raises what a busy database does where another thread keeps it too long."""
    turn: Lock = engine.get_execution_options()[_TURN]
    if not turn.acquire(timeout=BUSY_SECONDS):
        busy = sqlite3.OperationalError("database is locked")
        busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("BEGIN", None, busy)
    try:
        yield
    finally:
        turn.release()


def on_sqlite(where: Engine | Connection) -> bool:
    """Whether this is a SQLite file; else it is PostgreSQL."""
    return where.dialect.name == "sqlite"


def empty(connection: Connection, *tables: Table) -> None:
    """Delete all rows of these tables, on a transaction that writes; those that refer to others come first."""
    if not on_sqlite(connection):
        postgres.empty(connection, *tables)
        return
    for table in tables:
        connection.execute(delete(table))


def forget_deleted(engine: Engine) -> None:
    """Let no byte of what was deleted stay in the file or its log. PostgreSQL: `empty` did so for its tables."""
    if on_sqlite(engine):
        checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
        run_bare(engine, checkpoint, "VACUUM", checkpoint)


def run_bare(engine: Engine, *statements: str) -> None:
    """Run SQLite statements that no transaction may hold, such as VACUUM. Raises the driver's errors."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()
    _wrote()
