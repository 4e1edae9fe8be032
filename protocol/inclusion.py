"""That a commitment stands in the directory's log: proof, checkpoint, signature and witnesses in one. SPEC 14."""

from __future__ import annotations

from protocol.cosignature import read_witnessed
from protocol.directory import TrustedDirectory
from protocol.ledger import EntryKind, LedgerEntry, commit
from protocol.ledger_crossings import Inclusion
from protocol.merkle import leaf_hash, verify_inclusion


def directory_leaf(directory: TrustedDirectory) -> bytes:
    """The commitment to a directory's entry, as anybody who has the directory computes it (SPEC 14.1).

    A directory is public: so is the r of its entry, which is its hash.
    """
    entry = LedgerEntry(kind=EntryKind.DIRECTORY, subject=directory.hash, day=directory.contents.issued)
    return commit(entry.to_bytes(), directory.hash)


def check_inclusion(raw: bytes, commitment: bytes, directory: TrustedDirectory, now: float) -> Inclusion:
    """The decoded Inclusion, if it proves this commitment under a checkpoint of the directory's log that as many of its
    witnesses have co-signed as it asks for.

    Raises Malformed, CheckpointRefused, TooFewWitnesses, InclusionRefused or NoSuchDevice.
    """
    inclusion = Inclusion.from_bytes(raw)
    head = read_witnessed(inclusion.checkpoint.encode(), directory, now)
    verify_inclusion(leaf_hash(commitment), inclusion.index, head.size, inclusion.proof, head.root)
    return inclusion
