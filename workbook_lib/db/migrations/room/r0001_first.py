"""The first schema: rooms, people, answers, offers, snapshots."""

import sqlalchemy as sa
from alembic import op

from workbook_lib.db.types import Instant, Json, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _rooms()
    op.create_table(
        "people",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("desk", sa.String(200), nullable=False),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("writes", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sqlite_with_rowid=False,
    )
    _answers()
    op.create_table(
        "offers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("mine", sa.String(64), nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("keep", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "snapshots",
        sa.Column("case", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("shown", Json, nullable=False),
        sa.PrimaryKeyConstraint("case", "kind", name="pk_snapshots"),
        sqlite_with_rowid=False,
    )


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("case", sa.String(200), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("ends_at", Instant),
        sa.Column("left", sa.Integer),
        sa.Column("readings", sa.Boolean, nullable=False),
        sa.Column("manager", sa.Boolean, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("ended_at", Instant),
        sa.PrimaryKeyConstraint("number", name="pk_rooms"),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("case", sa.String(200), nullable=False),
        sa.Column("prompt", sa.String(200), nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("assessment", Json),
        sa.PrimaryKeyConstraint("number", name="pk_answers"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_answers_person", ondelete="CASCADE"),
        sa.UniqueConstraint("person", "key", name="uq_answers_person_key"),
    )
    op.create_index("ix_answers_case_prompt", "answers", ["case", "prompt"])
