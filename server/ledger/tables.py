"""The log's tables; what may be done to them is in migrations/ledger."""

from __future__ import annotations

import sqlalchemy as sa

from server.database import new_metadata

metadata = new_metadata()

pending = sa.Table("pending", metadata, sa.Column("commitment", sa.LargeBinary, primary_key=True))
leaves = sa.Table(
    "leaves",
    metadata,
    sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("commitment", sa.LargeBinary, nullable=False, unique=True),
)
nodes = sa.Table(
    "nodes",
    metadata,
    sa.Column("level", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("index", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)
checkpoints = sa.Table(
    "checkpoints",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("note", sa.LargeBinary, nullable=False),
)
cosignatures = sa.Table(
    "cosignatures",
    metadata,
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("witness", sa.LargeBinary, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("line", sa.Text, nullable=False),
)
"""By a witness's key: its newest word on that head."""
shown = sa.Table("shown", metadata, sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False))
"""The heads that the log has shown to everyone; the largest is the one that it shows."""
