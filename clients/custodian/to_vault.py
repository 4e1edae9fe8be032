"""From a custodian's machine to the vault, the log and the policy zone: every request signed, every answer checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import httpx

from clients.answer_words import said
from clients.custodian.errors import CannotReach, VaultSaysNo
from protocol.checkpoint import MAX_NOTE, Checkpoint, check_grown
from protocol.crossings import CBOR, Answers, Consistency, OpeningNotices
from protocol.directory import SignedDirectory
from protocol.policy import SignedPolicy

SECONDS = 30.0
MAX_PROBLEM = 4096


@dataclass(frozen=True, slots=True)
class Doors:
    """Clients for the four doors a custodian knocks at; all but intake's and the log's are signed."""

    vault: httpx.Client
    policy: httpx.Client
    ledger: httpx.Client
    intake: httpx.Client

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        for door in (self.vault, self.policy, self.ledger, self.intake):
            door.close()


def fetch_directory(doors: Doors) -> bytes:
    return _get(doors.intake, "/v1/directory", SignedDirectory.BOUND)


def fetch_policy(doors: Doors) -> bytes:
    return _get(doors.policy, "/v1/policies", SignedPolicy.BOUND)


def fetch_waiting(doors: Doors, compartment: str) -> OpeningNotices:
    """What waits in one compartment. Raises CannotReach, VaultSaysNo, Malformed."""
    query = str(httpx.QueryParams(compartment=compartment))
    return OpeningNotices.from_bytes(_get(doors.vault, f"/v1/openings?{query}", OpeningNotices.BOUND))


def send_answers(doors: Doors, answers: Answers) -> None:
    """Raises CannotReach or VaultSaysNo."""
    _send(doors.vault, "POST", "/v1/approvals", 0, content=answers.to_bytes(), headers={"content-type": CBOR})


def fetch_head(doors: Doors) -> bytes:
    """The log's newest signed head, unchecked."""
    return _get(doors.ledger, "/checkpoint", MAX_NOTE)


def prove_prefix(doors: Doors, older: Checkpoint, newer: Checkpoint) -> None:
    """Return only if the log of `newer` begins with that of `older`.

    Raises CannotReach, VaultSaysNo, Malformed or ConsistencyRefused.
    """
    proof: tuple[bytes, ...] = ()
    if 0 < older.size < newer.size:
        query = f"from={older.size}&to={newer.size}"
        proof = Consistency.from_bytes(_get(doors.ledger, f"/v1/consistency?{query}", Consistency.BOUND)).proof
    check_grown(older, newer, proof)


def _get(client: httpx.Client, path: str, bound: int) -> bytes:
    return _send(client, "GET", path, bound)


def _send(
    client: httpx.Client,
    method: str,
    path: str,
    bound: int,
    content: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> bytes:
    """One exchange; at most `bound` bytes are read of the answer, and none of it is unpacked."""
    plain = {"accept-encoding": "identity", **(headers or {})}
    try:
        with client.stream(method, path, content=content, headers=plain, timeout=SECONDS) as answer:
            return _read(answer, bound)
    except httpx.HTTPError:
        raise CannotReach from None


def _read(answer: httpx.Response, bound: int) -> bytes:
    # A packed answer would be unpacked before its size could be checked.
    if "content-encoding" in answer.headers:
        raise VaultSaysNo("The answer is packed, which nobody asked for.")
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > max(bound, MAX_PROBLEM):
            raise VaultSaysNo("The answer is larger than it may be.")
    # Somebody on the way may answer with a redirection to a page of theirs: that is no yes.
    if not answer.is_success:
        raise VaultSaysNo(said(bytes(body)) or f"The answer was {answer.status_code}.")
    return bytes(body)
