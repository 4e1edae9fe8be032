"""Mailboxes by the thousand, made by the database itself: parts, each with a consent that its key signed, and cards."""

from __future__ import annotations

import hashlib

import asyncpg
from pydantic import SecretStr

from protocol.consent import ClaimedConsent
from protocol.mailbox import MOST_DEPTH, depth_for
from tests.server.vault.vault_world import IDENTITY, TESTIMONY
from tests.worlds import PARTNERS, QUARTER, TODAY

CARDS = 5_000

_CARDS = """
    INSERT INTO cards SELECT sha256(int4send(n)), $1, $2, '\\x00000000000000000000000000000000'
    FROM generate_series(0, $3::int - 1) n
"""
_PARTS = """
    INSERT INTO parts (compartment, id, kind, size_class, part_key, envelope, payload_hash, payload, day, period_key,
                       quarter, mailbox, reply_key, mixed)
    SELECT $1, sha256(int4send(n)), $2, 0, ($3::bytea[])[1 + n % array_length($3, 1)], '', sha256(''), '', $4,
           CASE WHEN vouched THEN sha256(int4send(n % $5::int)) END, CASE WHEN vouched THEN $6 END,
           substr(sha256(int4send(-n)), 1, 16), '', true
    FROM generate_series($7::int, $8::int - 1, 2) n, LATERAL (SELECT $2 = 'testimony' AND n % 3 = 0 AS vouched) cards
"""
_CONSENTS = """
    INSERT INTO consents (compartment, part, version, claimed, received, mixed)
    SELECT $1, sha256(int4send(n)), 1, ($2::bytea[])[1 + n % array_length($2, 1)], $3, true
    FROM generate_series($4::int, $5::int - 1, 2) n
"""
_HANDED = """
    INSERT INTO handed_parts SELECT $1, sha256(int4send(n)) FROM generate_series($2::int, $3::int - 1, 2) n
    WHERE n % 5 = 0
"""


async def make_cards(administrator: SecretStr) -> None:
    connection = await asyncpg.connect(administrator.get_secret_value())
    await connection.execute(_CARDS, PARTNERS[0], QUARTER, CARDS)
    await connection.close()


async def make_mailboxes(
    administrator: SecretStr, signed: list[tuple[bytes, ClaimedConsent]], start: int, end: int
) -> None:
    """Every second part is testimony, the others are identities; every fifth of both was handed to a desk."""
    keys, claims = [key for key, _ in signed], [claimed.to_bytes() for _, claimed in signed]
    connection = await asyncpg.connect(administrator.get_secret_value())
    for place, (compartment, kind) in enumerate(((TESTIMONY, "testimony"), (IDENTITY, "identity"))):
        await connection.execute("SELECT add_compartment($1)", compartment)
        await connection.execute(_PARTS, compartment, kind, keys, TODAY, CARDS, QUARTER, start + place, end)
        await connection.execute(_CONSENTS, compartment, claims, TODAY, start + place, end)
        await connection.execute(_HANDED, compartment, start + place, end)
    await connection.execute("VACUUM ANALYZE", timeout=600)
    await connection.close()


def depth_of(mailboxes: int) -> int:
    prefixes = [0] * (1 << MOST_DEPTH)
    for number in range(mailboxes):
        prefixes[int.from_bytes(_mailbox(number)[:2], "big") >> 16 - MOST_DEPTH] += 1
    return depth_for(prefixes)


def _mailbox(number: int) -> bytes:
    """As _PARTS makes it."""
    return hashlib.sha256((-number).to_bytes(4, "big", signed=True)).digest()[:16]
