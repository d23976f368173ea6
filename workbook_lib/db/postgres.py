"""PostgreSQL through psycopg 3: how it connects, locks, waits and deletes. Used only where a database is named."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError
from sqlalchemy.types import TypeDecorator

from workbook_lib.db.faults import NoDatabaseError

READS = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""What makes a transaction see one state throughout, as SQLite's do."""
GLANCES = {"isolation_level": "AUTOCOMMIT"}
"""What makes a single statement that reads a transaction of its own."""
COPY = "copy_"
"""Begins the names of tables that hold a copy from before a migration."""

_NAMESPACE = "workbook_namespace"
_CONNECT_SECONDS = 5
_STATEMENT_SECONDS = 30
_CONNECTIONS = 8

_SETTINGS = """SELECT
  set_config('search_path', %s, false),
  set_config('lock_timeout', %s, false),
  set_config('statement_timeout', %s, false),
  set_config('idle_in_transaction_session_timeout', %s, false),
  set_config('TimeZone', 'UTC', false),
  set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END,
    false)"""


def engine_at(url: str, namespace: str, busy_seconds: float) -> Engine:
    """An engine on one namespace. Opens nothing yet. Raises NoDatabaseError for a URL or a driver that won't do."""
    address = _address(url)
    try:
        engine = create_engine(
            address,
            isolation_level="READ COMMITTED",
            # A server that was restarted is noticed before a transaction begins, not in the middle of one.
            pool_pre_ping=True,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            # Nobody's words are in an error's message, and so in no log.
            hide_parameters=True,
            execution_options={_NAMESPACE: namespace},
        )
    except ImportError as error:
        raise NoDatabaseError("driver") from error
    # Inserted before the dialect looks around: what it calls the default schema is then the namespace.
    event.listen(engine, "connect", partial(_prepare, namespace, busy_seconds), insert=True)
    return engine


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise NoDatabaseError("url") from error
    if address.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise NoDatabaseError("url")
    address = address.set(drivername="postgresql+psycopg")
    if "connect_timeout" in address.query:
        return address
    return address.update_query_dict({"connect_timeout": str(_CONNECT_SECONDS)})


def _prepare(namespace: str, busy_seconds: float, connection: Any, _record: Any) -> None:
    waits = [f"{round(1000 * s)}ms" for s in (busy_seconds, _STATEMENT_SECONDS, 2 * _STATEMENT_SECONDS)]
    connection.autocommit = True
    connection.execute(_SETTINGS, [namespace, *waits])
    connection.autocommit = False


def lock(connection: Connection) -> None:
    """Wait until no other transaction writes in this namespace, and hold it until this one ends."""
    name = namespace_of(connection)
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def namespace_of(connection: Connection) -> str:
    """The namespace this connection's engine works in."""
    return str(connection.engine.get_execution_options()[_NAMESPACE])


def make_namespace(connection: Connection) -> None:
    """Make the namespace where it is missing, for its owner alone; on a transaction that writes.

    Asked first: where somebody made it beforehand, the right to make any isn't needed.
    """
    name = namespace_of(connection)
    known = text("SELECT count(*) FROM pg_namespace WHERE nspname = :name")
    if not connection.scalar(known, {"name": name}):
        connection.execute(text(f'CREATE SCHEMA "{name}"'))
        connection.execute(text(f'REVOKE ALL ON SCHEMA "{name}" FROM PUBLIC'))


def drop_namespace(connection: Connection) -> None:
    """Drop the namespace with all that is in it, on a transaction that writes; nothing where there is none."""
    connection.execute(text(f'DROP SCHEMA IF EXISTS "{namespace_of(connection)}" CASCADE'))


def keep_words_out_of_statistics(connection: Connection, tables: MetaData) -> None:
    """Columns of words are never sampled: a sample would outlive the row in the server's statistics."""
    for table in tables.sorted_tables:
        for column in table.columns:
            kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
            if isinstance(kind, LargeBinary):
                alter = f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" SET STATISTICS 0'
                connection.execute(text(alter))


def empty(connection: Connection, *tables: Table) -> None:
    """Delete all rows with the files they are in, at once, whatever other transactions still look at."""
    connection.execute(text("TRUNCATE " + ", ".join(f'"{table.name}"' for table in tables)))


def keep_copy(connection: Connection, revision: str) -> None:
    """Copy all tables as they stand beside themselves; the copy of an earlier time goes."""
    drop_copies(connection)
    for name in inspect(connection).get_table_names():
        connection.execute(text(f'CREATE TABLE "{COPY}{revision}_{name}" AS TABLE "{name}"'))


def drop_copies(connection: Connection) -> None:
    """Drop the copies from before a migration."""
    for name in inspect(connection).get_table_names():
        if name.startswith(COPY):
            connection.execute(text(f'DROP TABLE "{name}"'))
