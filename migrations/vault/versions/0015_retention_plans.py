"""Since when a plan of what is to be destroyed was announced: its file does not say that for itself."""

from alembic import op

revision, down_revision = "0015", "0014"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE retention_plans (
            hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
            day integer NOT NULL CHECK (day BETWEEN 0 AND 100000),
            logged bytea NOT NULL CHECK (octet_length(logged) = 32)
        )
    """)
