"""What helped and what didn't, said without a name; what an offer is about; how far a room went and who came."""

import sqlalchemy as sa
from alembic import op

from workbook_lib.db.types import Json, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables of feedback, and the columns that a room's summary needs."""
    op.add_column("rooms", sa.Column("furthest", sa.String(40), nullable=False, server_default="welcome"))
    op.add_column("rooms", sa.Column("came", sa.Integer))
    op.add_column("offers", sa.Column("about", sa.String(20), nullable=False, server_default=""))
    op.create_table(
        "feedback",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("choices", Json, nullable=False),
        sa.Column("helped", Words, nullable=False),
        sa.Column("hindered", Words, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_feedback"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "heard",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("shown", Json, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_heard"),
    )
