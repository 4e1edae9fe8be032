"""Accounts and what belongs to them. Moments are seconds since 1970: a session's quarter of an hour is no day.

Nothing in these tables opens anything but pages: whose papers a session speaks for is read from the papers each time,
and data needs a device's key that they name.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table

from server.policy.tables import metadata

organisations = Table(
    "organisations",
    metadata,
    Column("name", String, primary_key=True),
    Column("issuer", String),
    Column("client_id", String),
)

accounts = Table(
    "accounts",
    metadata,
    Column("person", String, primary_key=True),
    Column("handle", LargeBinary, nullable=False, unique=True),
    Column("language", String, nullable=False),
    Column("address", String),
    Column("issuer", String),
    Column("subject", String),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("credential", LargeBinary, primary_key=True),
    Column("person", ForeignKey(accounts.c.person), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("label", String, nullable=False),
    Column("added", Integer, nullable=False),
    Column("used", Integer),
)

invitations = Table(
    "invitations",
    metadata,
    Column("person", ForeignKey(accounts.c.person), primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("expires", BigInteger, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("person", ForeignKey(accounts.c.person), nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)

step_ups = Table(
    "step_ups",
    metadata,
    Column("challenge", LargeBinary, primary_key=True),
    Column("session", ForeignKey(sessions.c.hash, ondelete="CASCADE"), nullable=False),
    Column("expires", BigInteger, nullable=False),
)

recoveries = Table(
    "recoveries",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("person", ForeignKey(accounts.c.person), nullable=False),
    Column("proposed_by", String, nullable=False),
    Column("proposed", BigInteger, nullable=False),
    Column("confirmed_by", String),
    Column("day", Integer),
)
