"""The log's signed head: C2SP tlog-checkpoint in a C2SP signed note, Ed25519. SPEC 14.3.

A note is text, a blank line, and signature lines; others' lines (witnesses, older keys) are let stand and not
believed. The log's key name is its origin.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from protocol.errors import BadSignature, CheckpointRefused, ConsistencyRefused
from protocol.merkle import HASH, MAX_SIZE, leaf_hash, verify_consistency, verify_inclusion
from protocol.primitives import SignKey, verify_bytes

MAX_NOTE = 64 * 1024
MAX_SIGNATURES = 64
ED25519 = b"\x01"
"""The kind of a log's own signature; a witness's is another (cosignature.py)."""
# The recommended schema-less address; printable ASCII without space and plus.
_NAME = re.compile(r"[!-*,-~]{1,128}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How many leaves the log has, and their root. From read_checkpoint it is what the log signed."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.origin) or not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH:
            raise CheckpointRefused

    def text(self) -> str:
        """Three lines: origin, size, root in base64."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


def sign_checkpoint(checkpoint: Checkpoint, key: SignKey) -> bytes:
    """The note that the log serves, UTF-8."""
    return sign_note(checkpoint.text(), checkpoint.origin, key)


def read_checkpoint(note: bytes, origin: str, public: bytes) -> Checkpoint:
    """The checkpoint in a note that the log `origin` signed with that key; else raises CheckpointRefused.

    Whether it agrees with an earlier one is for verify_consistency to say.
    """
    return head_in(open_note(note, origin, public), origin)


def head_in(text: str, origin: str) -> Checkpoint:
    """What a note's text says, whoever signed it. Raises CheckpointRefused where it is no head of that log."""
    lines = text.split("\n")
    # Three lines and no more: extension lines are what no auditor can check.
    if len(lines) != 4 or lines[0] != origin or not _SIZE.fullmatch(lines[1]):
        raise CheckpointRefused
    return Checkpoint(origin, int(lines[1]), _bytes(lines[2]))


def check_logged(leaf: bytes, index: int, proof: Sequence[bytes], head: Checkpoint) -> None:
    """Return only if the log has this leaf (32 bytes) at that index. Raises InclusionRefused."""
    verify_inclusion(leaf_hash(leaf), index, head.size, proof, head.root)


def check_grown(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """Return only if the log at `new` begins with all that it had at `old`. Raises ConsistencyRefused."""
    if old.origin != new.origin:
        raise ConsistencyRefused
    verify_consistency(old.size, old.root, new.size, new.root, proof)


def sign_note(text: str, name: str, key: SignKey) -> bytes:
    """A signed note with one signature; `text` ends in a newline and has no control characters."""
    _check_text(text)
    return f"{text}\n{signature_line(text, name, key)}".encode()


def signature_line(text: str, name: str, key: SignKey) -> str:
    """One more signature for a note, newline included."""
    return written_line(name, key_id(name, key.public) + key.sign_bytes(text.encode()))


def written_line(name: str, blob: bytes) -> str:
    """A signature line: key id and signature as `parted` gives them, newline included."""
    if not _NAME.fullmatch(name):
        raise CheckpointRefused
    return f"{_DASH}{name} {_base64(blob)}\n"


def open_note(note: bytes, name: str, public: bytes) -> str:
    """The text, if that name and key signed it and no signature of theirs is bad; else CheckpointRefused."""
    text, signatures = parted(note)
    signed = [blob[4:] for signer, blob in signatures if (signer, blob[:4]) == (name, key_id(name, public))]
    if not signed:
        raise CheckpointRefused
    for signature in signed:
        try:
            verify_bytes(public, text.encode(), signature)
        except BadSignature:
            raise CheckpointRefused from None
    return text


def key_id(name: str, public: bytes, kind: bytes = ED25519) -> bytes:
    """Four bytes that say which key signed, and how; a hint, not a proof."""
    return hashlib.sha256(name.encode() + b"\n" + kind + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """The key as other log tools take it: name+id+base64."""
    return f"{name}+{key_id(name, public).hex()}+{_base64(ED25519 + public)}"


def parted(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note and, of each signature line, the name and what stands behind it. Raises CheckpointRefused."""
    text, lines = _halves(note)
    return text, list(_signatures(lines))


def _halves(note: bytes) -> tuple[str, str]:
    if len(note) > MAX_NOTE:
        raise CheckpointRefused
    try:
        whole = note.decode()
    except UnicodeDecodeError:
        raise CheckpointRefused from None
    if not whole.endswith("\n"):
        raise CheckpointRefused
    # Without a blank line `at` is -1 and the text empty, which _check_text refuses.
    at = whole.rfind("\n\n")
    text, signatures = whole[: at + 1], whole[at + 2 :]
    _check_text(text)
    return text, signatures


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(sign < " " and sign != "\n" for sign in text):
        raise CheckpointRefused


def _signatures(lines: str) -> Iterator[tuple[str, bytes]]:
    """Each signer's name, and its key id with the signature behind it."""
    each = lines.split("\n")[:-1]
    if len(each) > MAX_SIGNATURES:
        raise CheckpointRefused
    for line in each:
        name, space, blob = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not _NAME.fullmatch(name) or not space:
            raise CheckpointRefused
        yield name, _bytes(blob)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise CheckpointRefused from None
    # Bits that base64 leaves over could spell one checkpoint in many ways.
    if _base64(raw) != text:
        raise CheckpointRefused
    return raw
