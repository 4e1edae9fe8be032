"""What sources say about their parts after a report, read from posts or from where it waited. SPEC 13.

What does not open, or is not signed by the part's own key, counts as nothing. Nobody is told: a source that checks in
always sees the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from protocol.consent import ClaimedConsent, ClaimedWithdrawal, claimed_place, verify_withdrawal
from protocol.errors import ProtocolError
from protocol.post import open_post
from protocol.primitives import SealKey


class ClaimKind(StrEnum):
    WITHDRAWAL = "withdrawal"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a source says about one of its parts, and the day on which the vault first held it."""

    kind: ClaimKind
    part_key: bytes
    version: int
    raw: bytes
    day: int

    def id(self) -> bytes:
        return hashlib.sha256(self.kind.encode() + self.raw).digest()


@dataclass(frozen=True, slots=True)
class Said:
    """What was in one post: claims that have the form of one, and names of replies that were seen."""

    claims: tuple[Claim, ...] = ()
    seen: tuple[bytes, ...] = ()


def read_posts(posts: Iterable[bytes], key: SealKey, today: int) -> dict[bytes, Said]:
    """By post, what it says; each claim is checked when it is applied."""
    return {sealed: _read_post(sealed, key, today) for sealed in posts}


def _read_post(sealed: bytes, key: SealKey, today: int) -> Said:
    try:
        post = open_post(key, sealed)
    except ProtocolError:
        return Said()
    claims = [read_claim(ClaimKind.WITHDRAWAL, one.to_bytes(), today) for one in post.withdrawals]
    claims += [read_claim(ClaimKind.CONSENT, one.to_bytes(), today) for one in post.consents]
    return Said(tuple(claim for claim in claims if claim is not None), post.seen)


def read_claim(kind: str, raw: bytes, day: int) -> Claim | None:
    """One claim, first held on that day; None if it is not what its kind says."""
    try:
        if kind == ClaimKind.WITHDRAWAL:
            part_key = verify_withdrawal(ClaimedWithdrawal.from_bytes(raw)).part_key
            return Claim(ClaimKind.WITHDRAWAL, part_key, 0, raw, day)
        part_key, version = claimed_place(ClaimedConsent.from_bytes(raw))
        return Claim(ClaimKind.CONSENT, part_key, version, raw, day)
    except ProtocolError:
        return None
