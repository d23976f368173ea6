"""Reading together: the texts before the room, who reads, and what each put down."""

import sqlalchemy as sa
from alembic import op

from workbook_lib.db.types import Json

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables. A room from before reads nothing together."""
    op.add_column("rooms", sa.Column("together", sa.String(20), nullable=False, server_default=""))
    op.create_table(
        "together",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("texts", Json, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("opened", Json),
        sa.Column("rows", Json),
        sa.Column("workbook", Json, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_together"),
    )
    op.create_table(
        "readers",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("take", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_readers"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marks",
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("text", sa.Integer, nullable=False),
        sa.Column("marks", Json, nullable=False),
        sa.PrimaryKeyConstraint("reader", "text", name="pk_marks"),
        sa.ForeignKeyConstraint(["reader"], ["readers.mark"], name="fk_marks_reader", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
