"""What each answered proposal really asked (SPEC 24.5): the same is answered alike all week. Older answers go."""

from alembic import op

revision, down_revision = "0022", "0021"


def upgrade() -> None:
    op.execute("DELETE FROM simulations")
    op.execute("ALTER TABLE simulations ADD COLUMN asked bytea NOT NULL CHECK (octet_length(asked) = 32)")
