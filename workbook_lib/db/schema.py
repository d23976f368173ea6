"""Bring a database to the schema this version speaks, or leave it alone and say why.

A new database is made from the tables and stamped; Alembic is imported only for one that is behind,
because importing it takes longer than all the rest of opening. A test holds the two ways together.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    inspect,
    select,
)

from workbook_lib.db import postgres
from workbook_lib.db.engine import BUSY_SECONDS, engine_for, on_sqlite, reading, run_bare, writing
from workbook_lib.db.faults import Fault, NewerSchemaError, StrangeSchemaError, fault_of
from workbook_lib.db.place import card_of, place_for

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables and how they came to be: ``revisions`` are Alembic's ids, oldest first."""

    tables: MetaData
    revisions: tuple[str, ...]
    scripts: Path
    version_table: str = "alembic_version"

    @property
    def head(self) -> str:
        return self.revisions[-1]

    def version(self) -> Table:
        """Alembic's own table, as Alembic makes it."""
        key = PrimaryKeyConstraint("version_num", name=f"{self.version_table}_pkc")
        return Table(self.version_table, MetaData(), Column("version_num", String(32), nullable=False), key)


def revision(connection: Connection, schema: Schema) -> str | None:
    """The revision a database stands at; None where it is empty.

    Raises NewerSchemaError where that revision is unknown here, StrangeSchemaError where the tables are
    not ours.
    """
    tables = inspect(connection).get_table_names()
    if schema.version_table not in tables:
        if set(tables) & set(schema.tables.tables) or (tables and on_sqlite(connection)):
            raise StrangeSchemaError(", ".join(sorted(tables)))
        return None
    found = connection.scalar(select(schema.version().c.version_num))
    if found is not None and found not in schema.revisions:
        raise NewerSchemaError(found)
    return found


def ensure(engine: Engine, schema: Schema, *, before: Callable[[str], object] | None = None) -> None:
    """Create or migrate the database where needed; each in one transaction, so never by halves.

    ``before`` is called with the old revision when a migration is about to start: keep a copy there.
    Raises NewerSchemaError, StrangeSchemaError, or the driver's errors.
    """
    found = _standing(engine, schema)
    if found == schema.head:
        return
    if found is not None and before is not None:
        before(found)
    _use_write_ahead_log(engine)
    with writing(engine) as connection:
        # Asked again under the write lock: another process may have been faster.
        found = revision(connection, schema)
        if found is None:
            _create(connection, schema)
        elif found != schema.head:
            upgrade(connection, schema)
        if not on_sqlite(connection):
            postgres.keep_words_out_of_statistics(connection, schema.tables)


def _standing(engine: Engine, schema: Schema) -> str | None:
    with reading(engine) as connection:
        found = revision(connection, schema)
    if found is None and not on_sqlite(engine):
        with writing(engine) as connection:
            postgres.make_namespace(connection)
    return found


def drop(path: Path) -> None:
    """Delete what `place_for` put into a database for ``path``, and then its card; nothing where there is no card.

    Raises ElsewhereError, NoDatabaseError, OSError or the driver's errors: the card then stays, for another time.
    """
    card = card_of(path)
    if not card.exists():
        return
    engine = engine_for(place_for(path, ""))
    try:
        with writing(engine) as connection:
            postgres.drop_namespace(connection)
    finally:
        engine.dispose()
    card.unlink(missing_ok=True)


def _create(connection: Connection, schema: Schema) -> None:
    schema.tables.create_all(connection, checkfirst=False)
    version = schema.version()
    version.create(connection)
    connection.execute(version.insert().values(version_num=schema.head))


def upgrade(connection: Connection, schema: Schema, to: str = "head") -> None:
    """Run Alembic's migrations on an open transaction, up to the head or to an earlier revision."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The options pass through an interpolating parser, which takes a single % for its own.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(schema.scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = schema.version_table
    command.upgrade(config, to)


def _use_write_ahead_log(engine: Engine) -> None:
    """Readers and one writer at a time then never wait for each other. The file remembers it."""
    if not on_sqlite(engine):
        return
    give_up = time.monotonic() + BUSY_SECONDS
    while not _switched(engine, last_try=time.monotonic() >= give_up):
        time.sleep(0.02)


def _switched(engine: Engine, *, last_try: bool) -> bool:
    # SQLite does not wait when two processes switch at once, whatever the timeout: hence the turns.
    try:
        run_bare(engine, "PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if last_try or fault_of(error) is not Fault.LOCKED:
            raise
        return False
    return True
