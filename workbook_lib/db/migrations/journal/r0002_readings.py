"""Later readings of what was kept before, beside the first ones."""

import sqlalchemy as sa
from alembic import op

from workbook_lib.db.types import Instant, Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of later readings."""
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("read_at", Instant, nullable=False),
        sa.Column("rubric_version", sa.String(64), nullable=False),
        sa.Column("assessment", Json, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_readings"),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_readings_entry", ondelete="CASCADE"),
        sa.UniqueConstraint("entry", "rubric_version", name="uq_readings_entry_rubric_version"),
    )
