"""Which cells touch, and for each the newest release of its family: what the next one has to be compared with."""

from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    # A code begins with its country. How fine the areas of earlier releases were is not known: 0 touches them all.
    op.execute("""
        ALTER TABLE cells
            ADD COLUMN country text,
            ADD COLUMN level smallint NOT NULL DEFAULT 0,
            ADD COLUMN head bytea CONSTRAINT ck_cells_head CHECK (octet_length(head) = 32)
    """)
    op.execute("UPDATE cells SET country = substr(area, 1, 2), head = commitment")
    op.execute("""
        ALTER TABLE cells
            ALTER COLUMN country SET NOT NULL,
            ALTER COLUMN head SET NOT NULL,
            ALTER COLUMN level DROP DEFAULT
    """)
    op.create_index("ix_cells_country_event_type", "cells", ["country", "event_type"])
    op.create_index("ix_cells_head", "cells", ["head"])
