"""Who wants to be told that something may wait, how, and at which hour of their own clock."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("person", sa.String),
        sa.Column("way", sa.String, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("hook", sa.String),
        sa.Column("told", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_notices"),
        sa.ForeignKeyConstraint(["person"], ["accounts.person"], name="fk_notices_person_accounts"),
        sa.CheckConstraint("way IN ('none', 'mail', 'webhook')", name="ck_notices_way"),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name="ck_notices_hour"),
    )
