"""Does each thing stand where a table of docs/lifecycles.md has it, and where whoever asked was told that it stands?"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from protocol.desk_crossings import PartState
from protocol.ledger import EntryKind
from protocol.opening import Approval, OpeningRequest, Refusal, SignedApproval, SignedRefusal, SignedRequest
from protocol.release import Clearance, SignedClearance
from server.redaction.drafts.keeping import DraftState
from tests.chaos.books import Books
from tests.chaos.promised import Promised

NEEDED, SEATS = 4, 7
"""Approvals that open a testimony here, and who can give them."""
Place = tuple[bytes, bytes]
"""Opening and part."""
_LATE = 10
"""Seconds: so long a request may live after its time, until a round looks."""
_ALIVE = frozenset({PartState.REQUESTED, PartState.LOGGED, PartState.APPROVED})


def withdrawals(promised: Promised, books: Books) -> Iterable[str]:
    rows = books.of("vault", "withdrawals")
    if lost := promised.withdrawn - {row["part"] for row in rows}:
        yield f"{len(lost)} withdrawals that intake signed for have no effect"
    yield from doubled("withdrawals", [row["part"] for row in rows])
    if books.of("vault", "early_claims"):
        yield "claims wait for parts that are there"
    taken_back = {row["part"] for row in rows}
    for row in books.of("vault", "opening_parts"):
        ended = {PartState.WITHDRAWN, PartState.EXPIRED, PartState.REFUSED, PartState.FROZEN}
        if row["part"] in taken_back and PartState(row["state"]) not in ended:
            yield f"a withdrawn part is still {row['state']}"


def openings(promised: Promised, books: Books) -> Iterable[str]:
    held = {row["id"]: row for row in books.of("vault", "openings")}
    if lost := set(promised.openings) - set(held):
        yield f"{len(lost)} requests that the vault took are lost"
    states = {(row["opening"], row["part"]): PartState(row["state"]) for row in books.of("vault", "opening_parts")}
    for opening, parts in promised.openings.items():
        if any((opening, part) not in states for part in parts):
            yield "a request lacks a part"
    for (opening, _), state in states.items():
        if opening in promised.ended and state is not promised.ended[opening]:
            yield f"a request that had ended as {promised.ended[opening]} is {state}"
        if state in _ALIVE and _is_over(held.get(opening)):
            yield f"a request whose time is over is {state}"
    handed = [row["part"] for row in books.of("vault", "handed_parts")]
    if lost := {part for _, part in promised.opened} - set(handed):
        yield f"of {len(lost)} parts that a desk has read their sources are told that nobody has"
    yield from doubled("handed parts", handed)
    yield from _answers(promised, books, states)


def _is_over(row: Any) -> bool:
    return row is not None and OpeningRequest.from_bytes(SignedRequest.from_bytes(row["request"]).body).expires < (
        time.time() - _LATE
    )


def _answers(promised: Promised, books: Books, states: Mapping[Place, PartState]) -> Iterable[str]:
    rows = books.of("vault", "answers")
    kept = {approves: [_place(row) for row in rows if row["approves"] is approves] for approves in (True, False)}
    if lost := promised.answers - set(kept[True]):
        yield f"{len(lost)} approvals that the vault took are lost"
    if lost := promised.refusals - set(kept[False]):
        yield f"{len(lost)} refusals that the vault took are lost"
    yield from doubled("answers", kept[True] + kept[False])
    yeses, noes = (Counter(place[:2] for place in kept[approves]) for approves in (True, False))
    for place, state in states.items():
        yield from life_of_a_part(state, yeses[place], noes[place], place in promised.opened)
    for row in rows:
        if _named_in(row) != _place(row):
            yield "an answer stands where it does not belong"


def _place(row: Any) -> tuple[bytes, bytes, int]:
    return row["opening"], row["part"], row["seat"]


def _named_in(row: Any) -> tuple[bytes, bytes, int]:
    """What was signed."""
    named: Approval | Refusal
    if row["approves"]:
        named = Approval.from_bytes(SignedApproval.from_bytes(row["signed"]).body)
    else:
        named = Refusal.from_bytes(SignedRefusal.from_bytes(row["signed"]).body)
    return named.request, named.part, named.seat


def life_of_a_part(state: PartState, approvals: int, refusals: int, opened: bool) -> Iterable[str]:
    """Whether its state is what its answers make it."""
    if state in {PartState.APPROVED, PartState.OPENED} and approvals < NEEDED:
        yield f"a part is {state} with {approvals} approvals"
    if state is PartState.LOGGED and approvals >= NEEDED:
        yield "a part has its approvals and is not approved"
    if state is PartState.REFUSED and refusals <= SEATS - NEEDED:
        yield f"a part is refused with {refusals} refusals"
    if state is PartState.LOGGED and refusals > SEATS - NEEDED:
        yield "so many have refused a part that it cannot be opened, and it is not refused"
    if state in _ALIVE and opened:
        yield f"a part that was opened is {state}"


def clearances(promised: Promised, books: Books) -> Iterable[str]:
    held = [row["commitment"] for row in books.of("vault", "clearances")]
    if promised.submitted - set(held):
        yield "release took a summary whose clearance the vault does not know"
    if set(held) - set(promised.drafted.values()):
        yield "there is a clearance that nobody asked for"
    yield from doubled("clearances", held)
    stands_on = Counter(row["commitment"] for row in books.of("vault", "cleared_parts"))
    for row in books.of("vault", "clearances"):
        if Clearance.from_bytes(SignedClearance.from_bytes(row["granted"]).body).commitment != row["commitment"]:
            yield "a clearance is for something else"
        if stands_on[row["commitment"]] != 6:
            yield f"a clearance stands on {stands_on[row['commitment']]} parts instead of 6"
        if row["commitment"] in promised.submitted and row["predecessor"] != promised.follows.get(row["commitment"]):
            yield "a clearance was not compared with the summary that it follows"


def releases(promised: Promised, books: Books) -> Iterable[str]:
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
    for row in books.of("release", "releases"):
        if promised.follows.get(row["commitment"]) in released:
            yield "a summary stands beside the one that took its place"
    yield from doubled(
        "cells", [(row["area"], row["period"], row["event_type"]) for row in books.of("release", "releases")]
    )
    if any(count > 1 for count in noted.values()):
        yield "release noted something twice"
    if set(released) - promised.submitted or set(waiting) - set(promised.drafted.values()):
        yield "something is released that nobody handed over"


def drafts(promised: Promised, kept: Mapping[str, Any]) -> Iterable[str]:
    """`kept` is what the curator's desk shows of its folder."""
    if kept["unreadable"]:
        yield f"{kept['unreadable']} drafts cannot be read any more"
    states = {bytes.fromhex(one["draft"]): DraftState(one["state"]) for one in kept["drafts"]}
    if lost := set(promised.drafted) - set(states):
        yield f"{len(lost)} drafts that the desk had kept are lost"
    for draft, state in states.items():
        if state is DraftState.REFUSED:
            yield "a draft is refused that nobody refused"
        if promised.drafted.get(draft) in promised.submitted and state is not DraftState.HANDED_OVER:
            yield f"a draft that was handed over is {state}"


def doubled(what: str, things: Iterable[Any]) -> Iterable[str]:
    if twice := [thing for thing, count in Counter(things).items() if count > 1]:
        yield f"{len(twice)} {what} stand twice"
