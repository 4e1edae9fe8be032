"""A reply that was seen stays until the day is over: else its room would tell the curator when its source came."""

from alembic import op

revision, down_revision = "0010", "0009"


def upgrade() -> None:
    op.execute("ALTER TABLE replies ADD COLUMN IF NOT EXISTS seen integer CHECK (seen BETWEEN 0 AND 100000)")
