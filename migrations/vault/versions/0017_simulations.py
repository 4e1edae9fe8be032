"""Answers to proposed policies (SPEC 24), and where this week's bands begin."""

from alembic import op

revision, down_revision = "0017", "0016"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE simulations (
            proposal bytea PRIMARY KEY CHECK (octet_length(proposal) = 32),
            administrator text NOT NULL CHECK (administrator ~ '^[a-z0-9][a-z0-9.-]{0,47}$'),
            week integer NOT NULL CHECK (week BETWEEN 0 AND 100000),
            answer bytea NOT NULL CHECK (octet_length(answer) <= 16384),
            logged bytea NOT NULL CHECK (octet_length(logged) = 32)
        )
    """)
    op.execute("CREATE INDEX ON simulations (week)")
    op.execute("""
        CREATE TABLE simulation_weeks (
            week integer PRIMARY KEY CHECK (week BETWEEN 0 AND 100000),
            drawn bytea NOT NULL CHECK (octet_length(drawn) = 32)
        )
    """)
