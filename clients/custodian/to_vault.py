"""From a custodian's machine to the vault, the log and the policy zone: every request signed, every answer checked."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from clients.custodian.errors import CannotReach, VaultSaysNo
from clients.custodian.memory import Memory
from protocol.checkpoint import Checkpoint, read_checkpoint
from protocol.crossings import CBOR, Answers, Consistency, OpeningNotices
from protocol.directory import DeviceRole, SignedDirectory, TrustedDirectory
from protocol.merkle import verify_consistency
from protocol.policy import SignedPolicy

SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Doors:
    """Clients for the four doors a custodian knocks at; all but intake's and the log's are signed."""

    vault: httpx.Client
    policy: httpx.Client
    ledger: httpx.Client
    intake: httpx.Client


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
    _send(doors.vault, "POST", "/v1/approvals", 4096, content=answers.to_bytes(), headers={"content-type": CBOR})


def follow_log(doors: Doors, directory: TrustedDirectory, memory: Memory) -> Checkpoint:
    """The log's newest checkpoint, proved to contain all that this device has seen of it.

    Raises CannotReach, CheckpointRefused or ConsistencyRefused (a split view or a rollback).
    """
    note = _get(doors.ledger, "/checkpoint", 64 * 1024)
    key = directory.device_key(DeviceRole.LEDGER)
    newest = read_checkpoint(note, directory.contents.log_origin, key)
    if memory.log_size:
        prove_prefix(doors, Checkpoint(newest.origin, memory.log_size, memory.log_root), newest)
    return newest


def prove_prefix(doors: Doors, older: Checkpoint, newer: Checkpoint) -> None:
    """Return only if the log of `newer` begins with that of `older`. Raises CannotReach or ConsistencyRefused."""
    proof: tuple[bytes, ...] = ()
    if 0 < older.size < newer.size:
        query = f"from={older.size}&to={newer.size}"
        proof = Consistency.from_bytes(_get(doors.ledger, f"/v1/consistency?{query}", Consistency.BOUND)).proof
    verify_consistency(older.size, older.root, newer.size, newer.root, proof)


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
    """One exchange; at most `bound` bytes are read of the answer."""
    try:
        with client.stream(method, path, content=content, headers=headers, timeout=SECONDS) as answer:
            body = bytearray()
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > bound:
                    raise VaultSaysNo("The answer is larger than it may be.")
            if answer.is_error:
                raise VaultSaysNo(_title(answer.status_code, bytes(body)))
            return bytes(body)
    except httpx.HTTPError:
        raise CannotReach from None


def _title(status: int, body: bytes) -> str:
    """A problem document's own words, if it is one (RFC 9457)."""
    try:
        said = httpx.Response(status, content=body).json()
    except ValueError:
        return f"The answer was {status}."
    return str(said.get("detail") or said.get("title") or status)[:300] if isinstance(said, dict) else str(status)
