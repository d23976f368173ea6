"""The tables of one room. A change here needs a migration beside it.

People, offers, snapshots, feedback, readers and marks have no row numbers of their own: these would tell in which
order they came.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint

from workbook_lib.db import Schema
from workbook_lib.db.schema import MIGRATIONS
from workbook_lib.db.types import Instant, Json, Words

room = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

rooms = Table(
    "rooms",
    room,
    Column("number", Integer, primary_key=True),
    Column("code", String(64), nullable=False),
    Column("secret", String(64), nullable=False),
    Column("language", String(35), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("case", String(200), nullable=False),
    Column("step", String(40), nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("ends_at", Instant),
    Column("left", Integer),
    Column("readings", Boolean, nullable=False),
    Column("manager", Boolean, nullable=False),
    Column("least", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("ended_at", Instant),
    Column("furthest", String(40), nullable=False, server_default="welcome"),
    Column("came", Integer),
    Column("together", String(20), nullable=False, server_default=""),
)

people = Table(
    "people",
    room,
    Column("id", String(64), primary_key=True),
    Column("desk", String(200), nullable=False),
    Column("agreed", Boolean, nullable=False),
    Column("writes", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    room,
    Column("number", Integer, primary_key=True),
    Column("person", String(64), ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(128), nullable=False),
    Column("case", String(200), nullable=False),
    Column("prompt", String(200), nullable=False),
    Column("text", Words, nullable=False),
    Column("assessment", Json),
    Column("said", Json),
    UniqueConstraint("person", "key"),
)
Index(None, answers.c.case, answers.c.prompt)

offers = Table(
    "offers",
    room,
    Column("id", String(32), primary_key=True),
    Column("mine", String(64), nullable=False),
    Column("text", Words, nullable=False),
    Column("state", String(20), nullable=False),
    Column("keep", Boolean, nullable=False),
    Column("about", String(20), nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

snapshots = Table(
    "snapshots",
    room,
    Column("case", String(200), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("shown", Json, nullable=False),
    sqlite_with_rowid=False,
)

feedback = Table(
    "feedback",
    room,
    Column("mark", String(64), primary_key=True),
    Column("choices", Json, nullable=False),
    Column("helped", Words, nullable=False),
    Column("hindered", Words, nullable=False),
    sqlite_with_rowid=False,
)

heard = Table(
    "heard",
    room,
    Column("number", Integer, primary_key=True),
    Column("shown", Json, nullable=False),
)

together = Table(
    "together",
    room,
    Column("number", Integer, primary_key=True),
    Column("texts", Json, nullable=False),
    Column("at", Integer, nullable=False),
    Column("opened", Json),
    Column("rows", Json),
    Column("workbook", Json, nullable=False),
)

readers = Table(
    "readers",
    room,
    Column("mark", String(64), primary_key=True),
    Column("closed", Boolean, nullable=False),
    Column("take", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    room,
    Column("reader", String(64), ForeignKey("readers.mark", ondelete="CASCADE"), primary_key=True),
    Column("text", Integer, primary_key=True),
    Column("marks", Json, nullable=False),
    sqlite_with_rowid=False,
)

SCHEMA = Schema(room, ("0001", "0002", "0003", "0004"), MIGRATIONS / "room")
