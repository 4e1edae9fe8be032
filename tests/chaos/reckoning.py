"""Afterwards, when all is quiet: is everything there that was promised, once, and nothing in between two states?

It looks into the databases as their superuser, and opens sealed texts with the keys of a quorum and a desk, which
nobody in the system has together.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import asyncpg

from protocol.contents import Testimony
from protocol.crossings import PartState
from protocol.ledger import EntryKind, LedgerEntry, commit
from protocol.opening import Approval, SignedApproval
from protocol.primitives import SealKey
from protocol.release import Clearance, SignedClearance
from protocol.sealing import SealedPart, open_part, open_seat
from server.vault.collection import whole
from tests.chaos.promised import Promised
from tests.chaos.tale import COMPARTMENT, Tale
from tests.chaos.town import Town

SECONDS_UNTIL_QUIET = 45.0
_LEAVES_EACH_TICK = 8


class NotQuiet(Exception):
    """Work that waits does not go on by itself."""


@dataclass(frozen=True)
class Books:
    """Every row of the tables that matter, by zone and table."""

    rows: dict[str, dict[str, list[asyncpg.Record]]]

    def of(self, zone: str, table: str) -> list[asyncpg.Record]:
        return self.rows[zone][table]


_TABLES = {
    "intake": ("parts", "posts"),
    "vault": ("parts", "shut_parts", "withdrawals", "early_claims", "openings", "opening_parts", "answers",
              "clearances", "cleared_parts", "log_entries", "consents", "spent_keys"),
    "release": ("waiting", "releases", "log_entries", "cells"),
    "policy": ("bundles", "log_entries"),
    "ledger": ("pending", "leaves", "checkpoints"),
}  # fmt: skip


def read_books(town: Town) -> Books:
    return Books({zone: asyncio.run(_read(town.power.url(zone).get_secret_value(), _TABLES[zone])) for zone in _TABLES})


async def _read(url: str, tables: Iterable[str]) -> dict[str, list[Any]]:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            return {table: await connection.fetch(f"SELECT * FROM {table}") for table in tables}
    finally:
        await connection.close()


def when_quiet(town: Town) -> Books:
    """The books once nothing waits any more. Raises NotQuiet with what still waits."""
    end, waits = time.monotonic() + SECONDS_UNTIL_QUIET, ["nothing was read"]
    while time.monotonic() < end:
        town.look_after(0.3)
        try:
            books = read_books(town)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as why:
            waits = [f"PostgreSQL: {why!r}"]
            continue
        waits = list(_waiting(town, books))
        if not waits:
            return books
    raise NotQuiet("; ".join(waits))


def _waiting(town: Town, books: Books) -> Iterable[str]:
    for table in ("parts", "posts"):
        if rows := books.of("intake", table):
            yield f"{len(rows)} {table} at intake"
    if any(town.ground.path("gateway", "x").parent.glob("*.sealed")):
        yield "records in the gateway's journal"
    if rows := books.of("ledger", "pending"):
        yield f"{len(rows)} entries before the log"
    if any(row["inclusion"] is None for row in books.of("vault", "log_entries")):
        yield "entries of the vault without a proof"
    if any(row["state"] != "logged" for row in books.of("release", "log_entries")):
        yield "entries of release without a proof"
    if not all(row["sent"] for row in books.of("policy", "log_entries")):
        yield "entries of the policy zone that were not sent"
    if any(row["state"] == PartState.REQUESTED for row in books.of("vault", "opening_parts")):
        yield "requests whose logging was not noted"


def faults(town: Town, tale: Tale, books: Books) -> list[str]:
    """Everything that is not as it was promised; empty where all is well."""
    promised = tale.promised
    return [
        *_parts(promised, books),
        *_texts(tale, books),
        *_withdrawals(promised, books),
        *_openings(promised, books),
        *_clearances(promised, books),
        *_releases(promised, books),
        *_policies(promised, books),
        *_log(books),
        *_leftovers(town),
    ]


def _parts(promised: Promised, books: Books) -> Iterable[str]:
    held = [row["id"] for row in books.of("vault", "parts")]
    if lost := promised.parts - set(held):
        yield f"{len(lost)} parts that intake signed for are lost"
    yield from _doubled("parts", held)
    if books.of("vault", "shut_parts"):
        yield "parts were shut"
    versions = Counter(row["part"] for row in books.of("vault", "consents"))
    if any(versions[part] != 1 for part in held):
        yield "a part has no consent, or more than was given"


def _texts(tale: Tale, books: Books) -> Iterable[str]:
    said = Counter(_gateway_texts(tale, books))
    for text, tries in tale.promised.texts.items():
        if not 1 <= said[text] <= tries:
            yield f"a text message sent {tries} times stands {said[text]} times"


def _gateway_texts(tale: Tale, books: Books) -> Iterable[str]:
    desk = SealKey(bytes.fromhex(tale.ground.path("keys", "curator-desk", "seal.key").read_text()))
    for row in books.of("vault", "parts"):
        if row["id"] in tale.promised.sent or row["compartment"] != COMPARTMENT:
            continue
        part = whole(row["envelope"], row["payload"])
        yield Testimony.from_bytes(_open(part, tale, desk)).text


def _open(part: SealedPart, tale: Tale, desk: SealKey) -> bytes:
    held = {
        seat: open_seat(keys.seal_key, part.header, part.id(), seat, part.seats[seat - 1])
        for seat, keys in tale.custodians.items()
    }
    return open_part(part, held, desk, 1)


def _withdrawals(promised: Promised, books: Books) -> Iterable[str]:
    rows = books.of("vault", "withdrawals")
    if lost := promised.withdrawn - {row["part"] for row in rows}:
        yield f"{len(lost)} withdrawals that intake signed for have no effect"
    yield from _doubled("withdrawals", [row["part"] for row in rows])
    if books.of("vault", "early_claims"):
        yield "claims wait for parts that are there"
    taken_back = {row["part"] for row in rows}
    for row in books.of("vault", "opening_parts"):
        ended = {PartState.WITHDRAWN, PartState.EXPIRED, PartState.REFUSED, PartState.FROZEN}
        if row["part"] in taken_back and PartState(row["state"]) not in ended:
            yield f"a withdrawn part is still {row['state']}"


def _openings(promised: Promised, books: Books) -> Iterable[str]:
    held = {row["id"]: row for row in books.of("vault", "openings")}
    if lost := set(promised.openings) - set(held):
        yield f"{len(lost)} requests that the vault took are lost"
    states = {(row["opening"], row["part"]): PartState(row["state"]) for row in books.of("vault", "opening_parts")}
    for opening, parts in promised.openings.items():
        if any((opening, part) not in states for part in parts):
            yield "a request lacks a part"
    answered = [(row["opening"], row["part"], row["seat"]) for row in books.of("vault", "answers")]
    if lost_answers := promised.answers - set(answered):
        yield f"{len(lost_answers)} approvals that the vault took are lost"
    yield from _doubled("answers", answered)
    counted = Counter((opening, part) for opening, part, _ in answered)
    for place, state in states.items():
        yield from _life_of_a_part(state, counted[place], place in promised.opened)
    for row in books.of("vault", "answers"):
        named = Approval.from_bytes(SignedApproval.from_bytes(row["signed"]).body)
        if (named.request, named.part, named.seat) != (row["opening"], row["part"], row["seat"]):
            yield "an approval stands where it does not belong"


def _life_of_a_part(state: PartState, approvals: int, opened: bool) -> Iterable[str]:
    needed = 4
    if state in {PartState.APPROVED, PartState.OPENED} and approvals < needed:
        yield f"a part is {state} with {approvals} approvals"
    if state is PartState.LOGGED and approvals >= needed:
        yield "a part has its approvals and is not approved"
    if state in {PartState.REQUESTED, PartState.LOGGED, PartState.APPROVED} and opened:
        yield f"a part that was opened is {state}"


def _clearances(promised: Promised, books: Books) -> Iterable[str]:
    held = [row["commitment"] for row in books.of("vault", "clearances")]
    if promised.submitted - set(held):
        yield "release took a summary whose clearance the vault does not know"
    if set(held) - set(promised.drafted.values()):
        yield "there is a clearance that nobody asked for"
    yield from _doubled("clearances", held)
    stands_on = Counter(row["commitment"] for row in books.of("vault", "cleared_parts"))
    for row in books.of("vault", "clearances"):
        if Clearance.from_bytes(SignedClearance.from_bytes(row["granted"]).body).commitment != row["commitment"]:
            yield "a clearance is for something else"
        if stands_on[row["commitment"]] != 6:
            yield f"a clearance stands on {stands_on[row['commitment']]} parts instead of 6"


def _releases(promised: Promised, books: Books) -> Iterable[str]:
    released, waiting = ([row["commitment"] for row in books.of("release", name)] for name in ("releases", "waiting"))
    noted = Counter((row["kind"], row["subject"]) for row in books.of("release", "log_entries"))
    removed = {subject for kind, subject in noted if kind == EntryKind.REMOVAL}
    for commitment in promised.submitted:
        # One whose source withdrew before its epoch is dropped where it waits, and was never released.
        places = sum((commitment in released, commitment in waiting, commitment in removed))
        if places != 1:
            yield f"a summary that release took stands in {places} places"
        if (EntryKind.RELEASE.value, commitment) not in noted:
            yield "a summary that release took was not noted for the log"
    if any(count > 1 for count in noted.values()):
        yield "release noted something twice"
    if set(released) - promised.submitted or set(waiting) - set(promised.drafted.values()):
        yield "something is released that nobody handed over"


def _policies(promised: Promised, books: Books) -> Iterable[str]:
    held = {row["version"]: row["signed"] for row in books.of("policy", "bundles")}
    for version, raw in promised.policies.items():
        if held.get(version) != raw:
            yield f"policy {version} was handed out and is not in the history"
    if sorted(held) != list(range(min(held), max(held) + 1)):
        yield "the history of policies has a gap"


def _log(books: Books) -> Iterable[str]:
    leaves = sorted((row["index"], row["commitment"]) for row in books.of("ledger", "leaves"))
    if [index for index, _ in leaves] != list(range(len(leaves))):
        yield "the log has a gap"
    if len(leaves) % _LEAVES_EACH_TICK or any(
        row["size"] % _LEAVES_EACH_TICK for row in books.of("ledger", "checkpoints")
    ):
        yield "a tick was done by half"
    if len(books.of("ledger", "checkpoints")) != len(leaves) // _LEAVES_EACH_TICK + 1:
        yield "there is a tick without a checkpoint, or a checkpoint without a tick"
    there = Counter(commitment for _, commitment in leaves)
    for zone, column in (("vault", "commitment"), ("release", "leaf"), ("policy", "leaf")):
        subjects: Counter[tuple[str, bytes]] = Counter()
        for row in books.of(zone, "log_entries"):
            entry = LedgerEntry.from_bytes(row["entry"])
            subjects[entry.kind, entry.subject] += 1
            if row[column] != commit(row["entry"], row["r"]):
                yield f"an entry of {zone} is not what it committed to"
            if there[row[column]] != 1:
                yield f"an entry of {zone} stands {there[row[column]]} times in the log"
        yield from (f"{zone} told the log twice of one {kind}" for (kind, _), n in subjects.items() if n > 1)


def _leftovers(town: Town) -> Iterable[str]:
    for place in ("gateway", "curator-desk", "reviewer-desk", "pinned"):
        folder = town.ground.path(place, "x").parent
        found = {file.suffix for file in folder.rglob("*") if file.suffix in {".new", ".old"}}
        if found:
            yield f"{place} kept what a crash left half done: {', '.join(sorted(found))}"


def _doubled(what: str, things: Iterable[Any]) -> Iterable[str]:
    if twice := [thing for thing, count in Counter(things).items() if count > 1]:
        yield f"{len(twice)} {what} stand twice"
