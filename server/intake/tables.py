"""What intake holds until the vault has collected it, and what the vault has left for sources: sealed bytes, no more.

Of what came: no day, no order, no bucket, no size but that of the bytes. `intake_writer` may only add to it,
`intake_collector` only look and clear away. Of what is handed out it is the other way round: see migrations/intake.
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

buckets = Table(
    "buckets",
    metadata,
    Column("publication", LargeBinary, primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""Buckets of mailboxes as the vault signed them: of the publication that is out, and of the one that is being left."""

published = Table(
    "published",
    metadata,
    Column("publication", LargeBinary, primary_key=True),
    Column("notice", LargeBinary, nullable=False),
)
"""The one publication that is out."""
