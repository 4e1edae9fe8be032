"""Every bundle that was in force, and what the log was told of it. Both are only ever added to."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    op.create_table(
        "bundles",
        sa.Column("version", sa.BigInteger, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("signed", sa.LargeBinary, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_bundles"),
        sa.UniqueConstraint("hash", name="uq_bundles_hash"),
        sa.CheckConstraint("octet_length(hash) = 32", name="ck_bundles_hash"),
        sa.CheckConstraint("day BETWEEN 0 AND 100000", name="ck_bundles_day"),
    )
    op.create_table(
        "log_entries",
        sa.Column("leaf", sa.LargeBinary),
        sa.Column("subject", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("r", sa.LargeBinary, nullable=False),
        sa.Column("sent", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("leaf", name="pk_log_entries"),
        sa.UniqueConstraint("subject", name="uq_log_entries_subject"),
        sa.CheckConstraint("octet_length(leaf) = 32", name="ck_log_entries_leaf"),
    )
    op.execute("GRANT SELECT, INSERT ON bundles TO policy_runtime")
    op.execute("GRANT SELECT, INSERT, UPDATE (sent) ON log_entries TO policy_runtime")
