"""The first schema: entries, disputes, drafts, places, visits, settings."""

import sqlalchemy as sa
from alembic import op

from workbook_lib.db.types import Instant, Json, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _entries()
    _drafts()
    op.create_table(
        "places",
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("place", Json, nullable=False),
        sa.PrimaryKeyConstraint("page", name="pk_places"),
    )
    op.create_table(
        "visits",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("began_at", Instant, nullable=False),
        sa.Column("last_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_visits"),
    )
    op.create_index("ix_visits_page_last_at", "visits", ["page", "last_at"])
    op.create_table(
        "settings",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("value", Json),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("written_at", Instant, nullable=False),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("scenario", sa.String(200), nullable=False),
        sa.Column("scenario_version", sa.Integer, nullable=False),
        sa.Column("prompt", sa.String(200), nullable=False),
        sa.Column("prompt_wording", Words, nullable=False),
        sa.Column("content_version", sa.String(64), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("self_rating", Json, nullable=False),
        sa.Column("assessment", Json),
        sa.Column("aided", sa.Boolean, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("revises", sa.String(64)),
        sa.PrimaryKeyConstraint("number", name="pk_entries"),
        sa.UniqueConstraint("id", name="uq_entries_id"),
    )
    op.create_index("ix_entries_page_scenario_prompt", "entries", ["page", "scenario", "prompt"])
    op.create_table(
        "disputes",
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("dimension", sa.String(64), nullable=False),
        sa.Column("reason", Words, nullable=False),
        sa.Column("disputed_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("entry", "dimension", name="pk_disputes"),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_disputes_entry", ondelete="CASCADE"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("scenario", sa.String(200), nullable=False),
        sa.Column("prompt", sa.String(200), nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("writer", sa.String(200), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("saved_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("page", "scenario", "prompt", name="pk_drafts"),
    )
