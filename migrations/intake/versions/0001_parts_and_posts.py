"""Parts and posts that wait for the vault: added by one role, looked at and cleared away by another."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    for table in ("parts", "posts"):
        op.create_table(
            table,
            sa.Column("id", sa.LargeBinary, sa.CheckConstraint("octet_length(id) = 32", name="id_is_a_hash")),
            sa.Column("body", sa.LargeBinary, nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        )
        # Sealed bytes do not shrink: trying costs more than storing.
        op.execute(f"ALTER TABLE {table} ALTER COLUMN body SET STORAGE EXTERNAL")
        op.execute(f"GRANT INSERT ON {table} TO intake_writer")
        op.execute(f"GRANT SELECT, DELETE ON {table} TO intake_collector")
