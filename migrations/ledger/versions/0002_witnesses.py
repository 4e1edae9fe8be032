"""Witnesses: what they co-signed, and which heads the log has shown. The only moments are those that they signed."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    op.create_table(
        "cosignatures",
        sa.Column("size", sa.BigInteger, autoincrement=False),
        sa.Column("witness", sa.LargeBinary),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("size", "witness", name="pk_cosignatures"),
        sa.CheckConstraint("octet_length(witness) = 32", name="ck_cosignatures_witness"),
        sa.CheckConstraint("octet_length(line) <= 256", name="ck_cosignatures_line"),
        sa.CheckConstraint("at >= 0", name="ck_cosignatures_at"),
    )
    op.create_table("shown", sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False))
    # What everyone was shown until now: what is shown next begins with it.
    op.execute("INSERT INTO shown (size) SELECT max(size) FROM checkpoints HAVING max(size) IS NOT NULL")
    op.execute(
        "CREATE TRIGGER shown_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON shown "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
