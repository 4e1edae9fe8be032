"""Every bundle that was ever in force, and what the log was told of it. Rows are only added; `sent` alone changes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, Table, Text, UniqueConstraint

from server.database import new_metadata

metadata = new_metadata()

bundles = Table(
    "bundles",
    metadata,
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("signed", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
)

log_entries = Table(
    "log_entries",
    metadata,
    Column("leaf", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("r", LargeBinary, nullable=False),
    Column("sent", Boolean, nullable=False),
    UniqueConstraint("kind", "subject"),
)

told_weeks = Table(
    "told_weeks",
    metadata,
    Column("week", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("band", Text, nullable=False),
)
"""Weeks that are over, as they were told first. `place` is a compartment of which this zone holds nothing else."""

told_batches = Table(
    "told_batches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("partner", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("cards", Text, nullable=False),
)
"""Batches of cards that the vault has on lists; `cards` is a band."""
