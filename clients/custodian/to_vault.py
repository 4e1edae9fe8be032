"""From a custodian's machine to the vault, the log and the policy zone: every request signed, every answer checked."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Self

import httpx

from clients.answer_words import said
from clients.custodian.errors import CannotReach, VaultSaysNo
from clients.exchange import SECONDS_IN_ALL, Asked, Silent, Unusable, exchange
from protocol.checkpoint import MAX_NOTE, Checkpoint, check_grown
from protocol.crossings import CBOR
from protocol.custodian_crossings import Answers, OpeningNotices, SuccessionBatch, SuccessionNotices
from protocol.directory import SignedDirectory
from protocol.ids import to_text
from protocol.ledger_crossings import Consistency, Inclusion
from protocol.mandates import SignedMandate, SignedMandates
from protocol.orders import OrderBook, SignedOrder
from protocol.policy import SignedPolicy
from protocol.succession import SignedHandedOver, SignedRepairPieces, SignedRepairSum, SignedSuccession

SECONDS = 30.0
"""Patience for one step of an exchange."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Clients for the four doors a custodian knocks at; all but intake's and the log's are signed."""

    vault: httpx.Client
    policy: httpx.Client
    ledger: httpx.Client
    intake: httpx.Client
    seconds: float = SECONDS_IN_ALL
    """For the whole of an answer."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        for door in (self.vault, self.policy, self.ledger, self.intake):
            door.close()


def fetch_directory(doors: Doors) -> bytes:
    return _get(doors, doors.intake, "/v1/directory", SignedDirectory.BOUND)


def fetch_policy(doors: Doors) -> bytes:
    return _get(doors, doors.policy, "/v1/policies", SignedPolicy.BOUND)


def send_heartbeat(doors: Doors) -> None:
    """Let the policy zone know that this key is in use: signed like everything, and nothing in it.

    Where that does not work, nothing is lost: what a sitting is for goes on.
    """
    with suppress(CannotReach, VaultSaysNo):
        _send(doors, doors.policy, Asked("POST", "/v1/heartbeats", 0))


def fetch_orders(doors: Doors) -> tuple[SignedOrder, ...]:
    """What either zone knows to be stopped; neither can hide what the other tells."""
    books = (_get(doors, door, "/v1/orders", OrderBook.BOUND) for door in (doors.policy, doors.vault))
    return tuple(order for raw in books for order in OrderBook.from_bytes(raw).orders)


def send_order(doors: Doors, order: SignedOrder) -> None:
    """Bring an order to the vault, which acts on it at once and tells the policy zone what is for it."""
    body = OrderBook(orders=(order,)).to_bytes()
    _send(doors, doors.vault, Asked("POST", "/v1/orders", 0, body, {"content-type": CBOR}))


def fetch_waiting(doors: Doors, compartment: str) -> OpeningNotices:
    """What waits in one compartment. Raises CannotReach, VaultSaysNo, Malformed."""
    query = str(httpx.QueryParams(compartment=compartment))
    return OpeningNotices.from_bytes(_get(doors, doors.vault, f"/v1/openings?{query}", OpeningNotices.BOUND))


def send_answers(doors: Doors, answers: Answers) -> None:
    """Raises CannotReach or VaultSaysNo."""
    _send(doors, doors.vault, Asked("POST", "/v1/approvals", 0, answers.to_bytes(), {"content-type": CBOR}))


def fetch_successions(doors: Doors, compartment: str) -> SuccessionNotices:
    """Seats of a compartment that go on to a successor. Raises CannotReach, VaultSaysNo, Malformed."""
    query = str(httpx.QueryParams(compartment=compartment))
    return SuccessionNotices.from_bytes(_get(doors, doors.vault, f"/v1/successions?{query}", SuccessionNotices.BOUND))


def fetch_batch(doors: Doors, succession: bytes, number: int) -> SuccessionBatch:
    """Raises CannotReach, VaultSaysNo, Malformed."""
    path = f"/v1/successions/{to_text(succession)}/batches/{number}"
    return SuccessionBatch.from_bytes(_get(doors, doors.vault, path, SuccessionBatch.BOUND))


def send_succession(
    doors: Doors, message: SignedSuccession | SignedHandedOver | SignedRepairPieces | SignedRepairSum
) -> None:
    """Raises CannotReach or VaultSaysNo."""
    path = _SUCCESSION_DOORS[type(message)]
    _send(doors, doors.vault, Asked("POST", path, 0, message.to_bytes(), {"content-type": CBOR}))


_SUCCESSION_DOORS: dict[type, str] = {
    SignedSuccession: "/v1/successions",
    SignedHandedOver: "/v1/handovers",
    SignedRepairPieces: "/v1/repairs/pieces",
    SignedRepairSum: "/v1/repairs/sums",
}


def send_mandate(doors: Doors, mandate: SignedMandate) -> None:
    """Raises CannotReach or VaultSaysNo."""
    _send(doors, doors.vault, Asked("POST", "/v1/mandates", 0, mandate.to_bytes(), {"content-type": CBOR}))


def fetch_mandates(doors: Doors, compartment: str) -> tuple[SignedMandate, ...]:
    """Those that the caller gave, or sits in by. Raises CannotReach, VaultSaysNo or Malformed."""
    query = str(httpx.QueryParams(compartment=compartment))
    raw = _get(doors, doors.vault, f"/v1/mandates?{query}", SignedMandates.BOUND)
    return SignedMandates.from_bytes(raw).mandates


def end_mandate(doors: Doors, compartment: str, mandate: bytes) -> None:
    """Raises CannotReach or VaultSaysNo."""
    query = str(httpx.QueryParams(compartment=compartment))
    _send(doors, doors.vault, Asked("DELETE", f"/v1/mandates/{to_text(mandate)}?{query}", 0))


def send_freeze(doors: Doors, request: bytes) -> None:
    """Stop a request. Raises CannotReach, or VaultSaysNo also where there is none that this custodian may stop."""
    _send(doors, doors.vault, Asked("POST", f"/v1/openings/{to_text(request)}/freeze", 0))


def fetch_head(doors: Doors) -> bytes:
    """The log's newest signed head, unchecked."""
    return _get(doors, doors.ledger, "/checkpoint", MAX_NOTE)


def fetch_told_head(doors: Doors) -> bytes | None:
    """The log's head as intake shows it to everyone; None where it has none or does not answer (SPEC 14.9)."""
    try:
        return _get(doors, doors.intake, "/v1/checkpoint", MAX_NOTE)
    except (CannotReach, VaultSaysNo):
        return None


def fetch_inclusion(doors: Doors, leaf: bytes) -> bytes | None:
    """The log's proof of a leaf, unchecked; None where it gives none. Raises CannotReach."""
    try:
        return _get(doors, doors.ledger, f"/v1/entries/{to_text(leaf)}", Inclusion.BOUND)
    except VaultSaysNo:
        return None


def prove_prefix(doors: Doors, older: Checkpoint, newer: Checkpoint) -> None:
    """Return only if the log of `newer` begins with that of `older`.

    Raises CannotReach, VaultSaysNo, Malformed or ConsistencyRefused.
    """
    proof: tuple[bytes, ...] = ()
    if 0 < older.size < newer.size:
        query = f"from={older.size}&to={newer.size}"
        proof = Consistency.from_bytes(_get(doors, doors.ledger, f"/v1/consistency?{query}", Consistency.BOUND)).proof
    check_grown(older, newer, proof)


def _get(doors: Doors, client: httpx.Client, path: str, bound: int) -> bytes:
    return _send(doors, client, Asked("GET", path, bound))


def _send(doors: Doors, client: httpx.Client, asked: Asked) -> bytes:
    try:
        answer = exchange(client, asked, doors.seconds)
    except Silent:
        raise CannotReach from None
    except Unusable as unusable:
        raise VaultSaysNo(str(unusable)) from None
    if not answer.is_yes:
        raise VaultSaysNo(said(answer.body) or f"The answer was {answer.status}.")
    return answer.body
