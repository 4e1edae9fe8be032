"""The policy in force and those before it, and what each changed, in words. SPEC 17.

The database remembers the bundles, and whoever can write there could add some. So only the one that this zone has
pinned is believed, and what leads to it: each names the hash of the one it was made from. Others are shown as unproved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.errors import Malformed
from protocol.policy import PolicyBundle, SignedPolicy, policy_hash
from protocol.policy_changes import Change, changes
from protocol.policy_directions import Direction
from server.policy.overview.sheets import Column, How, Sheet
from server.policy.tables import bundles

MOST = 12
"""Bundles that are read at once: each can have a mebibyte."""
POLICIES = (
    Column("version", How.NUMBER),
    Column("issued", How.DAY),
    Column("signed-by", How.NAMES),
    Column("loosens", How.NUMBER),
    Column("tightens", How.NUMBER),
    Column("neither", How.NUMBER),
    Column("state", How.WORD, "is"),
)
CHANGES = (
    Column("version", How.NUMBER),
    Column("direction", How.WORD, "direction"),
    Column("change", How.ENGLISH),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle of the history. `proved`: the one in force leads to it. `changed`: against the one it was made from."""

    contents: PolicyBundle
    signers: tuple[str, ...]
    proved: bool
    changed: tuple[Change, ...]


async def remembered(database: AsyncEngine) -> list[bytes]:
    """The newest bundles of the history, as they were signed, the newest first."""
    newest = select(bundles.c.signed).order_by(bundles.c.version.desc()).limit(MOST)
    async with database.connect() as connection:
        return list(await connection.scalars(newest))


def history(in_force: SignedPolicy, others: Iterable[bytes]) -> list[Kept]:
    """The one in force, then those before it, then what is not proved. What cannot be read is left out."""
    chain, unproved = [in_force], []
    for signed in _read_all(others):
        named = policy_hash(signed)
        if named == policy_hash(chain[-1]) or signed == in_force:
            continue
        if named == _contents(chain[-1].bundle).previous:
            chain.append(signed)
        else:
            unproved.append(signed)
    before = [*chain[1:], None]
    found = [_kept(one, older, proved=True) for one, older in zip(chain, before, strict=True)]
    return found + [_kept(one, None, proved=False) for one in unproved]


def policies_sheet(kept: Iterable[Kept]) -> Sheet:
    rows = [
        (
            one.contents.version,
            one.contents.issued,
            one.signers,
            *(sum(each.direction is way for each in one.changed) for way in _WAYS),
            "unproved" if not one.proved else "before" if number else "in-force",
        )
        for number, one in enumerate(kept)
    ]
    return Sheet("policies", POLICIES, rows)


def policy_changes_sheet(kept: Iterable[Kept]) -> Sheet:
    rows = [(one.contents.version, each.direction.value, each.words) for one in kept for each in one.changed]
    return Sheet("policy-changes", CHANGES, rows)


_OF_ITSELF = {"version", "previous", "issued"}
"""What is another in every bundle."""
_WAYS = (Direction.LOOSENING, Direction.TIGHTENING, Direction.NEITHER)


def _read_all(raw: Iterable[bytes]) -> Iterator[SignedPolicy]:
    for one in raw:
        try:
            signed = SignedPolicy.from_bytes(one)
            _contents(signed.bundle)
        except Malformed:
            continue
        yield signed


def _kept(signed: SignedPolicy, older: SignedPolicy | None, *, proved: bool) -> Kept:
    contents = _contents(signed.bundle)
    # Whether a text of the access rules loosens costs seconds to find out; where it changed, it is taken to.
    found = changes(_contents(older.bundle), contents) if older else ()
    changed = tuple(one for one in found if one.field not in _OF_ITSELF)
    return Kept(contents, tuple(one.administrator for one in signed.signatures), proved, changed)


@lru_cache(maxsize=MOST + 2)
def _contents(bundle: bytes) -> PolicyBundle:
    return PolicyBundle.from_bytes(bundle)
