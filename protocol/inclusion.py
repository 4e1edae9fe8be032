"""That a commitment stands in the directory's log: proof, checkpoint, signature and witnesses in one. SPEC 14."""

from __future__ import annotations

from protocol.cosignature import read_witnessed
from protocol.directory import TrustedDirectory
from protocol.ledger_crossings import Inclusion
from protocol.merkle import leaf_hash, verify_inclusion


def check_inclusion(raw: bytes, commitment: bytes, directory: TrustedDirectory, now: float) -> Inclusion:
    """The decoded Inclusion, if it proves this commitment under a checkpoint of the directory's log that as many of its
    witnesses have co-signed as it asks for.

    Raises Malformed, CheckpointRefused, TooFewWitnesses, InclusionRefused or NoSuchDevice.
    """
    inclusion = Inclusion.from_bytes(raw)
    head = read_witnessed(inclusion.checkpoint.encode(), directory, now)
    verify_inclusion(leaf_hash(commitment), inclusion.index, head.size, inclusion.proof, head.root)
    return inclusion
