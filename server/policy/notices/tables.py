"""Who wants to be told, how and at which hour. Days alone: no row says when anything urgent waited."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from server.policy.accounts.tables import accounts
from server.policy.tables import metadata

notices = Table(
    "notices",
    metadata,
    Column("person", ForeignKey(accounts.c.person), primary_key=True),
    Column("way", String, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("zone", String, nullable=False),
    Column("hook", String),
    Column("told", Integer, nullable=False),
)
"""`hour`: of the clock in `zone`. `told`: the newest day there on which a notice was sent, counted from 1970."""
