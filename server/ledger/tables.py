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
