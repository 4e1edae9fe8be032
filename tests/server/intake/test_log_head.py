"""Intake shows anyone the log's head as the vault brought it, and only one that enough have co-signed (SPEC 14.9)."""

from __future__ import annotations

import pytest

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.cosignature import cosign
from protocol.directory import DeviceRole
from protocol.errors import CheckpointRefused, TooFewWitnesses
from protocol.primitives import SignKey
from server.intake.errors import NoHeadYet
from server.intake.log_head import LogHead
from tests.worlds import NOW, make_consortium

CONSORTIUM = make_consortium(witnesses=(2, 2))
DIRECTORY = CONSORTIUM.directory


def note(size: int, witnesses: int = 2, key: SignKey | None = None) -> bytes:
    head = Checkpoint(DIRECTORY.contents.log_origin, size, bytes([size]) * 32)
    signers = list(CONSORTIUM.witnesses.items())[:witnesses]
    lines = "".join(cosign(head, name, signer, NOW) for name, signer in signers)
    return sign_checkpoint(head, key or CONSORTIUM.devices[DeviceRole.LEDGER]) + lines.encode()


def test_the_largest_head_that_was_brought_is_shown() -> None:
    held = LogHead()
    with pytest.raises(NoHeadYet):
        _ = held.note
    for size in (8, 12, 4):
        held.bring(note(size), DIRECTORY, NOW)
    assert held.note == note(12)


def test_what_the_log_did_not_sign_or_too_few_co_signed_is_shown_to_nobody() -> None:
    held = LogHead()
    for bad, why in ((note(8, key=SignKey(bytes(32))), CheckpointRefused), (note(8, 1), TooFewWitnesses)):
        with pytest.raises(why):
            held.bring(bad, DIRECTORY, NOW)
    with pytest.raises(NoHeadYet):
        _ = held.note
