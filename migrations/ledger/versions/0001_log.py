"""The log: leaves, the hashes over them, signed checkpoints, and what waits for the next tick. No time anywhere."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

_APPEND_ONLY = ("leaves", "nodes", "checkpoints")


def upgrade() -> None:
    op.create_table(
        "pending",
        sa.Column("commitment", sa.LargeBinary, primary_key=True),
        sa.CheckConstraint("octet_length(commitment) = 32", name="ck_pending_commitment"),
    )
    op.create_table(
        "leaves",
        sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("commitment", name="uq_leaves_commitment"),
        sa.CheckConstraint("octet_length(commitment) = 32", name="ck_leaves_commitment"),
        sa.CheckConstraint('"index" >= 0', name="ck_leaves_index"),
    )
    op.create_table(
        "nodes",
        sa.Column("level", sa.SmallInteger, autoincrement=False),
        sa.Column("index", sa.BigInteger, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("level", "index", name="pk_nodes"),
        sa.CheckConstraint("octet_length(hash) = 32", name="ck_nodes_hash"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("size >= 0", name="ck_checkpoints_size"),
    )
    op.execute("GRANT SELECT, INSERT, DELETE ON pending TO ledger_runtime")
    for table in _APPEND_ONLY:
        op.execute(f"GRANT SELECT, INSERT ON {table} TO ledger_runtime")
    # The second lock: even the tables' owner cannot change what is in the log without taking this away first.
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log only grows'; END $$"
    )
    op.execute("REVOKE ALL ON FUNCTION refuse_change() FROM PUBLIC")
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
