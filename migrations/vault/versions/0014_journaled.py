"""Which batches of the journal this database has heard: a restored one lacks those that came after its backup."""

from alembic import op

revision, down_revision = "0014", "0013"


def upgrade() -> None:
    op.execute("CREATE TABLE journaled (name bytea PRIMARY KEY CHECK (octet_length(name) = 16))")
