"""What intake holds until the vault has collected it: sealed bytes under their hash, and nothing besides.

No day, no order, no bucket, no size but that of the bytes. `intake_writer` may only add, `intake_collector` only
look and clear away: see migrations/intake.
"""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Table

from server.database import new_metadata

metadata = new_metadata()

parts = Table(
    "parts",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""SealedParts as they came, by the part's id."""

posts = Table(
    "posts",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""Sealed posts as they came, by their SHA-256."""
