"""The tables of one learner's journal. A change here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from workbook_lib.db.types import Instant, Json, Words

journal = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

entries = Table(
    "entries",
    journal,
    Column("number", Integer, primary_key=True),
    Column("id", String(64), nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("page", String(200), nullable=False),
    Column("scenario", String(200), nullable=False),
    Column("scenario_version", Integer, nullable=False),
    Column("prompt", String(200), nullable=False),
    Column("prompt_wording", Words, nullable=False),
    Column("content_version", String(64), nullable=False),
    Column("language", String(35), nullable=False),
    Column("text", Words, nullable=False),
    Column("self_rating", Json, nullable=False),
    Column("assessment", Json),
    Column("aided", Boolean, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("revises", String(64)),
    UniqueConstraint("id"),
)
Index(None, entries.c.page, entries.c.scenario, entries.c.prompt)

disputes = Table(
    "disputes",
    journal,
    Column("entry", String(64), ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("dimension", String(64), primary_key=True),
    Column("reason", Words, nullable=False),
    Column("disputed_at", Instant, nullable=False),
)

readings = Table(
    "readings",
    journal,
    Column("number", Integer, primary_key=True),
    Column("entry", String(64), ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("rubric_version", String(64), nullable=False),
    Column("assessment", Json, nullable=False),
    UniqueConstraint("entry", "rubric_version"),
)

drafts = Table(
    "drafts",
    journal,
    Column("page", String(200), primary_key=True),
    Column("scenario", String(200), primary_key=True),
    Column("prompt", String(200), primary_key=True),
    Column("text", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("writer", String(200), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("saved_at", Instant, nullable=False),
)

places = Table(
    "places",
    journal,
    Column("page", String(200), primary_key=True),
    Column("place", Json, nullable=False),
)

visits = Table(
    "visits",
    journal,
    Column("number", Integer, primary_key=True),
    Column("page", String(200), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
)
Index(None, visits.c.page, visits.c.last_at)

settings = Table(
    "settings",
    journal,
    Column("name", String(200), primary_key=True),
    Column("value", Json),
)
