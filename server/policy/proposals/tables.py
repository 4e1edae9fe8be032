"""Proposals and the signatures on them. Nothing here is believed: a bundle counts by two administrators' signatures.

The bytes of a draft are written anew until its author has signed them, and never after that. The rows stay.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from server.policy.tables import metadata

proposals = Table(
    "proposals",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("bundle", LargeBinary, nullable=False),
    Column("author", String, nullable=False),
    Column("state", String, nullable=False),
    Column("day", Integer, nullable=False),
    Column("simulation", LargeBinary),
)

proposal_signatures = Table(
    "proposal_signatures",
    metadata,
    Column("proposal", ForeignKey(proposals.c.id), primary_key=True),
    Column("administrator", String, primary_key=True),
    Column("signature", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
)
