"""Policies that loosen something, and the ones before them: sources are told of what concerns their reports."""

from alembic import op

revision, down_revision = "0019", "0018"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE loosenings (
            policy bytea PRIMARY KEY CHECK (octet_length(policy) = 32),
            version bigint NOT NULL CHECK (version >= 1),
            before bytea NOT NULL CHECK (octet_length(before) <= 1052672),
            signed bytea NOT NULL CHECK (octet_length(signed) <= 1052672),
            cedar text NOT NULL CHECK (cedar IN ('loosening', 'tightening', 'neither')),
            counts integer NOT NULL CHECK (counts BETWEEN 0 AND 100000),
            in_force boolean NOT NULL
        )
    """)
