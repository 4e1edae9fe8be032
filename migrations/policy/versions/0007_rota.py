"""The rota of those on call, who is away, and on which day each custodian's device was last heard of."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    op.create_table(
        "rota_turns",
        sa.Column("id", sa.LargeBinary),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("seat", sa.String, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("begins", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("weeks", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rota_turns"),
        sa.CheckConstraint("octet_length(id) = 16", name="ck_rota_turns_id"),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name="ck_rota_turns_weekdays"),
        sa.CheckConstraint("begins BETWEEN 0 AND 1439 AND ends BETWEEN 0 AND 1439", name="ck_rota_turns_hours"),
        sa.CheckConstraint("weeks BETWEEN 1 AND 8", name="ck_rota_turns_weeks"),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.LargeBinary),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        sa.CheckConstraint("octet_length(id) = 16", name="ck_absences_id"),
        sa.CheckConstraint("last BETWEEN first AND first + 365", name="ck_absences_days"),
    )
    op.create_table(
        "heartbeats",
        sa.Column("key", sa.LargeBinary),
        sa.Column("day", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_heartbeats"),
        sa.CheckConstraint("octet_length(key) = 32", name="ck_heartbeats_key"),
    )
