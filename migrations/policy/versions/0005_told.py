"""What the vault and release tell of weeks that are over, in bands, and of batches of cards. Rows are added only."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    op.create_table(
        "told_weeks",
        *(sa.Column(name, sa.Text) for name in ("week", "place", "what")),
        sa.Column("band", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("week", "place", "what", name="pk_told_weeks"),
    )
    op.create_table(
        "told_batches",
        sa.Column("name", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("partner", "quarter", "cards")),
        sa.PrimaryKeyConstraint("name", name="pk_told_batches"),
    )
