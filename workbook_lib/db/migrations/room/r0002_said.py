"""What a writer says of the reading of their own answer."""

import sqlalchemy as sa
from alembic import op

from workbook_lib.db.types import Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Answers from before are asked about when they are next looked at."""
    op.add_column("answers", sa.Column("said", Json))
