"""The rota, absences and heartbeats. They give notices and pages and nothing else: no row lets anybody answer."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from server.policy.tables import metadata

rota_turns = Table(
    "rota_turns",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("place", String, nullable=False),
    Column("person", String, nullable=False),
    Column("seat", String, nullable=False),
    Column("weekdays", Integer, nullable=False),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("weeks", Integer, nullable=False),
)
"""`place`: the compartment. `weekdays`: one bit a day, Monday the lowest. `begins`, `ends`: minutes of the day.

`seat`: for which custodian."""

absences = Table(
    "absences",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("person", String, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("day", Integer, nullable=False),
)
"""By signing key, the newest day on which its device was heard of."""
