"""Engines and transactions. One place decides how SQLite waits, locks and wipes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from workbook_lib.db.types import Sealing, seal_dialect

BUSY_SECONDS = 10.0
"""How long a transaction waits for another process before it gives up."""

_WRITING = "workbook_writing"

_afterwards: list[Callable[[], None]] = []

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    # Sorting and vacuuming long texts would otherwise put them in files outside the data folder.
    "PRAGMA temp_store = MEMORY",
    # FULL syncs the log at every commit, so that a text outlives a power cut, not only a dead process.
    "PRAGMA synchronous = FULL",
)


def engine_for(where: Path | str, *, seal: Sealing | None = None) -> Engine:
    """An engine for a SQLite file (a path) or for any database SQLAlchemy has a URL for.

    With a ``seal``, texts are encrypted on their way in. Opens nothing yet; ``engine.dispose()`` closes it.
    """
    engine = _plain_engine(where)
    if seal is not None:
        seal_dialect(engine.dialect, seal)
    return engine


def _plain_engine(where: Path | str) -> Engine:
    url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else make_url(where)
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
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
    writes = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def after_writing(call: Callable[[], None]) -> None:
    """From now on call this after each transaction that wrote, whatever the database.

    What it raises comes out of `writing`: the words are in the database, and not yet where it carries them.
    """
    _afterwards.append(call)


def _wrote() -> None:
    for call in _afterwards:
        call()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads: it sees a single state of the database throughout."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is stored at the end, or none where anything is raised."""
    with engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
        yield connection
    _wrote()


def run_bare(engine: Engine, *statements: str) -> None:
    """Run SQLite statements that no transaction may hold, such as VACUUM. Raises the driver's errors."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()
    _wrote()
