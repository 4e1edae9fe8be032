"""What was released last in each cell: a release that left is still one that readers can subtract the next from."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"

_CELL = ("area", "period", "event_type")


def upgrade() -> None:
    op.create_table(
        "cells",
        *(sa.Column(name, sa.Text, nullable=False) for name in _CELL),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint(*_CELL, name="pk_cells"),
        sa.CheckConstraint("octet_length(commitment) = 32", name="ck_cells_commitment"),
    )
    op.execute(
        "INSERT INTO cells (area, period, event_type, commitment) "
        "SELECT area, period, event_type, commitment FROM releases"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE (commitment) ON cells TO release_publisher")
