"""That a commitment stands in the directory's log: proof, checkpoint and signature in one check. SPEC 14."""

from __future__ import annotations

from protocol.checkpoint import read_checkpoint
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.ledger_crossings import Inclusion
from protocol.merkle import leaf_hash, verify_inclusion


def check_inclusion(raw: bytes, commitment: bytes, directory: TrustedDirectory) -> Inclusion:
    """The decoded Inclusion, if it proves this commitment under a checkpoint that the directory's log signed.

    Raises Malformed, CheckpointRefused, InclusionRefused or NoSuchDevice.
    """
    inclusion = Inclusion.from_bytes(raw)
    key = directory.device_key(DeviceRole.LEDGER)
    head = read_checkpoint(inclusion.checkpoint.encode(), directory.contents.log_origin, key)
    verify_inclusion(leaf_hash(commitment), inclusion.index, head.size, inclusion.proof, head.root)
    return inclusion
