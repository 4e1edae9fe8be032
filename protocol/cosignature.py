"""What witnesses say of the log's head: C2SP tlog-cosignature v1, Ed25519. SPEC 14.6 and 14.7.

Rules of this file
* A cosignature is a witness's word that at that second this was the largest head it had seen of one log that only grew.
* Which witnesses count, and how many must, is the directory's to say. One counts once, whatever it signed how often.
* One from the future counts for nothing yet: else a witness's wrong clock would outlast its repair.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from protocol.checkpoint import Checkpoint, key_id, parted, read_checkpoint, written_line
from protocol.directory import DeviceRole, TrustedDirectory, Witness
from protocol.errors import BadSignature, CheckpointRefused, TooFewWitnesses
from protocol.primitives import SignKey, verify_bytes

KIND = b"\x04"
MOST_AHEAD = 300
"""Seconds by which a witness's clock may be ahead of the reader's."""
LATEST = 2**63 - 1
_STAMP = 8
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A witness's word, checked: by whom, and at which second since 1970 it says it was given."""

    witness: str
    at: int


def cosign(head: Checkpoint, witness: str, key: SignKey, at: int) -> str:
    """The line that a witness adds to a note with this head, newline included. ValueError for no moment at all."""
    if not 0 <= at <= LATEST:
        raise ValueError("a moment is seconds since 1970")
    signature = key.sign_bytes(_message(head.text(), at))
    return written_line(witness, key_id(witness, key.public, KIND) + at.to_bytes(_STAMP, "big") + signature)


def cosigned(head: Checkpoint, line: str) -> bytes:
    """A note with that head and one witness's line, and not the log's: what a witness hands to the log."""
    return f"{head.text()}\n{line}".encode()


def cosignatures_on(note: bytes, directory: TrustedDirectory, now: float) -> tuple[Cosignature, ...]:
    """What the directory's witnesses say of a note's text: the newest word of each, by name.

    The log's own signature is not asked for. Raises CheckpointRefused for what is no note, or where a line of one of
    these witnesses does not hold.
    """
    text, signatures = parted(note)
    known = {(one.witness, key_id(one.witness, one.sign_key, KIND)): one for one in directory.contents.witnesses}
    newest: dict[str, int] = {}
    for name, blob in signatures:
        witness = known.get((name, blob[:4]))
        if witness and (at := _moment(text, blob[4:], witness)) <= now + MOST_AHEAD:
            newest[name] = max(at, newest.get(name, at))
    return tuple(Cosignature(name, newest[name]) for name in sorted(newest))


def read_head(note: bytes, directory: TrustedDirectory) -> Checkpoint:
    """The head that the directory's log signed, whoever co-signed it. Raises CheckpointRefused or NoSuchDevice."""
    return read_checkpoint(note, directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER))


def read_witnessed(note: bytes, directory: TrustedDirectory, now: float) -> Checkpoint:
    """The head that the directory's log signed and as many of its witnesses co-signed as the directory asks for.

    Raises CheckpointRefused, NoSuchDevice or TooFewWitnesses.
    """
    head = read_head(note, directory)
    check_witnessed(cosignatures_on(note, directory, now), directory)
    return head


def plain_note(note: bytes, directory: TrustedDirectory, now: float) -> bytes:
    """The same note with nothing in it but its text, the log's signature, and each witness's newest word that counts.

    Whoever hands a note on can add lines of other names to it, which prove nothing (SPEC 14.3): kept, they would say
    from whom and when it came. Raises as read_head.
    """
    head, (_, signatures) = read_head(note, directory), parted(note)
    key = directory.device_key(DeviceRole.LEDGER)
    signers = [(head.origin, key_id(head.origin, key), b"")]
    newest = {one.witness: one.at for one in cosignatures_on(note, directory, now)}
    signers += [
        (one.witness, key_id(one.witness, one.sign_key, KIND), newest[one.witness].to_bytes(_STAMP, "big"))
        for one in directory.contents.witnesses
        if one.witness in newest
    ]
    lines = [
        written_line(name, next(blob for signer, blob in signatures if signer == name and blob.startswith(known + at)))
        for name, known, at in signers
    ]
    return f"{head.text()}\n{''.join(lines)}".encode()


def check_witnessed(words: tuple[Cosignature, ...], directory: TrustedDirectory) -> None:
    """Return only if so many different witnesses are enough. Raises TooFewWitnesses."""
    # By name and by key: a directory that lists one of them twice is none, and this must not rest on it alone.
    said = {one.witness for one in words}
    keys = {one.sign_key for one in directory.contents.witnesses if one.witness in said}
    if min(len(said), len(keys)) < directory.contents.witnesses_needed:
        raise TooFewWitnesses


def witnessed_at(note: bytes, directory: TrustedDirectory, now: float) -> int | None:
    """The newest second since which as many witnesses as are needed have co-signed; None where none is needed.

    Raises CheckpointRefused, or TooFewWitnesses.
    """
    words = cosignatures_on(note, directory, now)
    check_witnessed(words, directory)
    needed = directory.contents.witnesses_needed
    return sorted((one.at for one in words), reverse=True)[needed - 1] if needed else None


def cosigner_key(name: str, public: bytes) -> str:
    """A witness's key as other tools for logs take it: name+id+base64."""
    return f"{name}+{key_id(name, public, KIND).hex()}+{base64.b64encode(KIND + public).decode('ascii')}"


def _moment(text: str, stamped: bytes, witness: Witness) -> int:
    """When it was given. Raises CheckpointRefused unless that witness signed this text at that moment."""
    at = int.from_bytes(stamped[:_STAMP], "big")
    if len(stamped) != _STAMP + _SIGNATURE or at > LATEST:
        raise CheckpointRefused
    try:
        verify_bytes(witness.sign_key, _message(text, at), stamped[_STAMP:])
    except BadSignature:
        raise CheckpointRefused from None
    return at


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
