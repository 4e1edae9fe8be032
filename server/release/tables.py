"""What release keeps: days, hashes and coded fields. No part id can come here, and no time finer than a day.

A row of `waiting` or `releases` is deleted when it goes, and leaves nothing that says why. `log_entries` remembers
for auditors that C was released and removed, on which days; `cells`, what the next one of a cell has to replace.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, SmallInteger, Table, Text, UniqueConstraint

from server.database import new_metadata

metadata = new_metadata()

waiting = Table(
    "waiting",
    metadata,
    Column("commitment", LargeBinary, primary_key=True),
    Column("submission", LargeBinary, nullable=False),
    Column("area", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    UniqueConstraint("area", "period", "event_type"),
)

releases = Table(
    "releases",
    metadata,
    Column("id", LargeBinary, primary_key=True),  # random
    Column("commitment", LargeBinary, nullable=False, unique=True),
    Column("r", LargeBinary, nullable=False),
    Column("predecessor", LargeBinary),
    Column("shown", LargeBinary, nullable=False),  # the summary without its predecessor's C
    Column("area", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("aim", Text, nullable=False),
    Column("band", Text, nullable=False),
    Column("audience", SmallInteger, nullable=False),
    Column("never_to", BigInteger, nullable=False),
    Column("translation", Boolean, nullable=False),
    Column("published", Integer, nullable=False),
    Column("valid_until", Integer, nullable=False),
    Column("policy", BigInteger, nullable=False),
    UniqueConstraint("area", "period", "event_type"),
)

# A view: what the reading role may see. It has neither C nor r nor the predecessor.
live_summaries = Table(
    "live_summaries",
    metadata,
    *(
        Column(column.name, column.type, primary_key=column.primary_key)
        for column in releases.columns
        if column.name not in {"commitment", "r", "predecessor"}
    ),
)

cells = Table(
    "cells",
    metadata,
    Column("area", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("event_type", Text, primary_key=True),
    Column("country", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),  # how fine the area is
    Column("commitment", LargeBinary, nullable=False),  # of the last release there, also of one that has left
    Column("head", LargeBinary, nullable=False),  # of the newest release of the family (neighbours.py)
)

log_entries = Table(
    "log_entries",
    metadata,
    Column("leaf", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("r", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    UniqueConstraint("kind", "subject"),
)

rules_seen = Table(
    "rules_seen",
    metadata,
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("rules", LargeBinary, nullable=False),
)
