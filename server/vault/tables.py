"""The vault's tables. What the database itself enforces is in migrations/vault/; here is what the code names.

Rules of this file
* Every table that says something of a part is LIST-partitioned by compartment, so that one can be moved or locked away.
* Ids come from outside: hashes or random bytes. No sequence, no default, no time finer than a day, but for the
  moments at which a request or a fresh key ends.
* Nothing here joins an identity to a testimony: they share no key, no mailbox, no reply key. They share a day, and
  until the next day's mixing (keeping/mixing.py) the transaction that brought them in.
"""

from __future__ import annotations

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, Integer, LargeBinary, SmallInteger, Table, Text

from server.database import new_metadata

metadata = new_metadata()


def _key(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, primary_key=True)


def _compartment() -> Column[str]:
    return Column("compartment", Text, primary_key=True)


parts = Table(
    "parts",
    metadata,
    _compartment(),
    _key("id"),
    Column("kind", Text, nullable=False),
    Column("size_class", SmallInteger, nullable=False),
    Column("part_key", LargeBinary, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("payload_hash", LargeBinary, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
    Column("period_key", LargeBinary),
    Column("quarter", Text),
    Column("mailbox", LargeBinary, nullable=False),
    Column("reply_key", LargeBinary, nullable=False),
    Column("reply_signature", LargeBinary),
    Column("mixed", Boolean, nullable=False),
)
"""Sealed parts. `envelope` is a SealedPart without its payload; `period_key` and `quarter` are the card's, if any.

`reply_signature` is None for parts that came before it was asked for: no desk can answer those."""

consents = Table(
    "consents",
    metadata,
    _compartment(),
    _key("part"),
    Column("version", SmallInteger, primary_key=True),
    Column("claimed", LargeBinary, nullable=False),
    Column("received", Integer, nullable=False),
    Column("mixed", Boolean, nullable=False),
)
"""Every version of a part's consent as it was signed, and the day the vault first held it."""

withdrawals = Table(
    "withdrawals",
    metadata,
    _compartment(),
    _key("part"),
    Column("claimed", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
    Column("logged", LargeBinary, nullable=False),
)
"""Parts that were taken back, for good. `logged` is the commitment of the log entry that says so."""

early_claims = Table(
    "early_claims",
    metadata,
    _key("id"),
    Column("part_key", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("claimed", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
)
"""Withdrawals and consents that came before their part, or before the version they follow."""

shut_parts = Table(
    "shut_parts",
    metadata,
    _key("id"),
    Column("raw", LargeBinary, nullable=False),
    Column("why", Text, nullable=False),
    Column("day", Integer, nullable=False),
)
"""Parts that intake acknowledged and that cannot be used: kept, never opened. `id` is the SHA-256 of `raw`."""

unjudged = Table(
    "unjudged",
    metadata,
    Column("pool", LargeBinary, nullable=False),
    Column("number", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("piece", LargeBinary, nullable=False),
)
"""Pools as intake handed them over, cut into numbered pieces that fit a page, until their parts are judged."""

cards = Table(
    "cards",
    metadata,
    _key("period_key"),
    Column("partner", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("batch", LargeBinary, nullable=False),
)
"""The public halves of the cards that partners handed out, by quarter."""

fresh_keys = Table(
    "fresh_keys",
    metadata,
    _compartment(),
    _key("id"),
    Column("desk", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("expires", BigInteger, nullable=False),
)
"""Fresh keys that desks offer for somebody's next request."""

spent_keys = Table(
    "spent_keys",
    metadata,
    _compartment(),
    _key("id"),
    Column("opening", LargeBinary, nullable=False),
)
"""Which request a fresh key serves: the one, and no other."""

openings = Table(
    "openings",
    metadata,
    _compartment(),
    _key("id"),
    Column("request", LargeBinary, nullable=False),
    Column("aim", Text, nullable=False),
    Column("curator", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("logged", LargeBinary, nullable=False),
)
"""Requests as they were signed."""

opening_parts = Table(
    "opening_parts",
    metadata,
    _compartment(),
    _key("opening"),
    _key("part"),
    Column("state", Text, nullable=False),
)
"""Where each part of each request stands (opening/moves.py has the table of moves)."""

answers = Table(
    "answers",
    metadata,
    _compartment(),
    _key("opening"),
    _key("part"),
    Column("seat", SmallInteger, primary_key=True),
    Column("approves", Boolean, nullable=False),
    Column("signed", LargeBinary, nullable=False),
)
"""Custodians' approvals and refusals as they were signed."""

clearances = Table(
    "clearances",
    metadata,
    _compartment(),
    _key("commitment"),
    Column("request", LargeBinary, nullable=False),
    Column("granted", LargeBinary, nullable=False),
    Column("predecessor", LargeBinary),
    Column("beside", ARRAY(LargeBinary), nullable=False),
    Column("sensitive", Boolean, nullable=False),
    Column("logged", LargeBinary, nullable=False),
)
"""Leave to release, by the commitment to a summary that the vault has never seen; and what it was compared with."""

cleared_parts = Table(
    "cleared_parts",
    metadata,
    _compartment(),
    _key("commitment"),
    _key("part"),
    Column("part_key", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("period_key", LargeBinary),
    Column("quarter", Text),
    Column("partner", Text),
)
"""What a clearance stands on, as it was counted on that day; it outlives the part, which may be forgotten sooner."""

curator_days = Table(
    "curator_days",
    metadata,
    Column("curator", Text, primary_key=True),
    Column("day", Integer, nullable=False),
    Column("handed", Integer, nullable=False),
)
"""How many parts were handed out for each curator's requests on the last day on which any was; which ones, it does not
say."""

handed_parts = Table(
    "handed_parts",
    metadata,
    _compartment(),
    _key("part"),
)
"""Parts that a desk was handed with the approvals of a quorum: for good, whatever becomes of the request."""

drafts = Table(
    "drafts",
    metadata,
    _compartment(),
    _key("id"),
    Column("to_desk", Text, nullable=False),
    Column("from_desk", Text, nullable=False),
    Column("draft", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
)
"""Boxes from one desk to another."""

replies = Table(
    "replies",
    metadata,
    _compartment(),
    _key("id"),
    Column("part", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("day", Integer, nullable=False),
    Column("seen", Integer),  # the day on which its source said so
)
"""Boxes from desks to sources, by their SHA-256."""

log_entries = Table(
    "log_entries",
    metadata,
    _key("commitment"),
    Column("entry", LargeBinary, nullable=False),
    Column("r", LargeBinary, nullable=False),
    Column("sent", Boolean, nullable=False),
    Column("inclusion", LargeBinary),
)
"""What the log was told, or must still be told, and its proof once it has come."""

handed_shares = Table(
    "handed_shares",
    metadata,
    _compartment(),
    _key("part"),
    Column("seat", SmallInteger, primary_key=True),
    _key("key"),
    Column("own", Boolean, primary_key=True),
    Column("box", LargeBinary, nullable=False),
)
"""Shares that were handed over, by the SHA-256 of the sealing key that opens them (keeping/seat_boxes.py).

`own`: the key's holder sealed it to itself, after a repair."""

successions = Table(
    "successions",
    metadata,
    _compartment(),
    _key("id"),
    Column("signed", LargeBinary, nullable=False),
    Column("seat", SmallInteger, nullable=False),
    Column("expires", Integer, nullable=False),
    Column("logged", LargeBinary, nullable=False),
)
"""Seats that go on to a successor, as the successor signed it."""

seat_batches = Table(
    "seat_batches",
    metadata,
    _compartment(),
    _key("succession"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("parts", ARRAY(LargeBinary), nullable=False),
    Column("through", LargeBinary),  # the last part that was looked at; none where there was no other
)
"""Which parts a succession is about, as they were first shown: everybody uses the same order."""

repair_rounds = Table(
    "repair_rounds",
    metadata,
    _compartment(),
    _key("succession"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("seat", SmallInteger, primary_key=True),
    Column("round", SmallInteger, primary_key=True, autoincrement=False),
    Column("signed", LargeBinary, nullable=False),
)
"""What helpers sent for one batch: their pieces (round 1), their sums (round 2)."""

desk_boxes = Table(
    "desk_boxes",
    metadata,
    _compartment(),
    _key("part"),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("box", LargeBinary, nullable=False),
)
"""What desks sealed anew to their next keys, by their places in the parts (keeping/desk_boxes.py)."""

mandates = Table(
    "mandates",
    metadata,
    _compartment(),
    _key("id"),
    Column("custodian", Text, nullable=False),
    Column("substitute", Text, nullable=False),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("ended", Boolean, nullable=False),
)
"""Who sits in for whom (SPEC 15.7). One that was ended stays until its days are over, so that it is not given again."""

BY_COMPARTMENT = (
    parts,
    consents,
    withdrawals,
    fresh_keys,
    spent_keys,
    openings,
    opening_parts,
    answers,
    handed_parts,
    clearances,
    cleared_parts,
    drafts,
    replies,
    handed_shares,
    successions,
    seat_batches,
    repair_rounds,
    desk_boxes,
    mandates,
)
"""Every partitioned table; the migration's `add_compartment` makes a partition of each."""

forgotten = Table("forgotten", metadata, Column("id", LargeBinary, primary_key=True))
"""Ids of parts that were destroyed as promised, and nothing else of them: what comes again is not kept again."""

journaled = Table("journaled", metadata, Column("name", LargeBinary, primary_key=True))
"""Which batches of the journal (journal.py) this database has heard, by their random names."""

simulations = Table(
    "simulations",
    metadata,
    _key("proposal"),
    Column("administrator", Text, nullable=False),
    Column("week", Integer, nullable=False),
    Column("asked", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("logged", LargeBinary, nullable=False),
)
"""Answers to proposed policies, by the hash of each; the Monday of the week, who signed it, and the hash of what it
really asked, which another proposal may ask as well."""

simulation_weeks = Table(
    "simulation_weeks",
    metadata,
    Column("week", Integer, primary_key=True, autoincrement=False),
    Column("drawn", LargeBinary, nullable=False),
)
"""What this week's bands begin by (clearance/simulating.py); no other week's."""

loosenings = Table(
    "loosenings",
    metadata,
    _key("policy"),
    Column("version", BigInteger, nullable=False),
    Column("before", LargeBinary, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("cedar", Text, nullable=False),
    Column("counts", Integer, nullable=False),
    Column("in_force", Boolean, nullable=False),
)
"""Policies that loosen something, by hash, with the one before each; and the day from which each counts."""

retention_plans = Table(
    "retention_plans",
    metadata,
    _key("hash"),
    Column("day", Integer, nullable=False),
    Column("logged", LargeBinary, nullable=False),
)
"""Plans of what ends for its age (retention/), by hash, and the day since which each was announced."""
