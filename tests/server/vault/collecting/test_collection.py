"""What becomes of one part that intake handed over."""

from __future__ import annotations

import functools
from collections.abc import Callable
from hashlib import sha256

import pytest

from protocol.cards import CardCode, period_key, sign_testimony
from protocol.consent import Terms, give
from protocol.contents import Testimony
from protocol.control import SEALED, ControlBlock, seal_control
from protocol.directory import TrustedDirectory
from protocol.encoding import Purpose
from protocol.errors import DirectoryRefused
from protocol.ids import PartId, PartKind
from protocol.part_shapes import Shapes
from protocol.primitives import SealKey, SignKey, sign
from protocol.receipt import Receipt
from protocol.reply import vouch_reply_key
from protocol.report import Report, seal_report
from protocol.sealing import SealedPart
from server.vault.collecting.collection import KeptPart, Shut, ShutPart, judge, whole
from server.vault.collecting.shapes import MOST
from tests.worlds import QUARTER, TODAY, Consortium, seeded

RANDOM = seeded("collection")
RECEIPT = Receipt.new(RANDOM)
CARD = CardCode.new(RANDOM)
KEY = RECEIPT.part_key(PartKind.TESTIMONY, 0)


def sealed(consortium: Consortium, card: CardCode | None = None) -> SealedPart:
    report = Report("xa", Testimony(text="x"), Terms(), card=card)
    return seal_report(report, consortium.directory, RECEIPT, 0, TODAY).testimony


def judged(consortium: Consortium, raw: bytes) -> KeptPart | ShutPart | None:
    """Both ways, which must come to the same verdict."""
    find, key = finding(consortium.directory), consortium.vault_seal
    by_shape = judge(raw, find, key, TODAY, shapes_of(consortium.directory))
    assert by_shape == judge(raw, find, key, TODAY)
    return by_shape


@functools.cache
def shapes_of(directory: TrustedDirectory) -> Shapes:
    return Shapes(directory, MOST)


def finding(directory: TrustedDirectory) -> Callable[[bytes], TrustedDirectory]:
    def find(named: bytes) -> TrustedDirectory:
        if named != directory.hash:
            raise DirectoryRefused
        return directory

    return find


def with_control(consortium: Consortium, part: SealedPart, control: bytes, key: SignKey = KEY) -> bytes:
    """The part with another control block, signed again by whoever holds `key`."""
    changed = part.model_copy(update={"control": control})
    signature = sign(key, Purpose.PART, changed.envelope(changed.id()))
    return changed.model_copy(update={"signature": signature}).to_bytes()


def block(**change: object) -> ControlBlock:
    reply_key = SealKey.new(RANDOM).public
    body: dict[str, object] = {
        "consent": give(KEY, Terms(), TODAY),
        "card": None,
        "mailbox": bytes(16),
        "reply_key": reply_key,
        "reply_signature": vouch_reply_key(KEY, reply_key),
    }
    return ControlBlock.model_validate(body | change)


def resealed(consortium: Consortium, contents: ControlBlock) -> KeptPart | ShutPart | None:
    part = sealed(consortium)
    control = seal_control(contents, consortium.vault_seal.public, part.id())
    return judged(consortium, with_control(consortium, part, control))


def test_a_sound_part_is_kept_whole(consortium: Consortium) -> None:
    part = sealed(consortium)
    kept = judged(consortium, part.to_bytes())
    assert isinstance(kept, KeptPart)
    assert (kept.id, kept.compartment, kept.kind) == (part.id(), "xa-testimony", PartKind.TESTIMONY)
    assert whole(kept.envelope, kept.payload) == part
    assert len(kept.envelope) < 20_000


def test_a_sound_part_has_a_shape_and_one_under_another_directory_has_none(consortium: Consortium) -> None:
    """Else both ways would be the long one, and all the tests here prove half of what they say."""
    part = sealed(consortium)
    assert shapes_of(consortium.directory).find(part.to_bytes()) is not None
    header = part.header.model_copy(update={"directory": bytes(32)})
    assert shapes_of(consortium.directory).find(part.model_copy(update={"header": header}).to_bytes()) is None


@pytest.mark.parametrize("place", ["nonce", "part_key", "key_commitment", "payload", "control", "signature"])
def test_whatever_field_was_changed_under_way_the_part_is_shut(consortium: Consortium, place: str) -> None:
    raw = sealed(consortium).to_bytes()
    shape = shapes_of(consortium.directory).find(raw)
    assert shape is not None
    at = getattr(shape.places, place).stop - 1
    shut = judged(consortium, raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
    assert isinstance(shut, ShutPart)
    assert shut.why is Shut.NOT_WHOLE


def test_a_card_that_holds_vouches(consortium: Consortium) -> None:
    kept = judged(consortium, sealed(consortium, CARD).to_bytes())
    assert isinstance(kept, KeptPart)
    assert kept.control.card is not None
    assert kept.control.card.period_key == period_key(CARD, QUARTER).public


@pytest.mark.parametrize("quarter", ["2026-q1", "2027-q1"])
def test_a_card_of_another_quarter_leaves_the_part_unvouched_and_kept(consortium: Consortium, quarter: str) -> None:
    card = sign_testimony(period_key(CARD, quarter), quarter, KEY.public)
    kept = resealed(consortium, block(card=card))
    assert isinstance(kept, KeptPart)
    assert kept.control.card is None


def test_a_card_signature_for_another_part_leaves_the_part_unvouched_and_kept(consortium: Consortium) -> None:
    card = sign_testimony(period_key(CARD, QUARTER), QUARTER, SignKey.new(RANDOM).public)
    kept = resealed(consortium, block(card=card))
    assert isinstance(kept, KeptPart)
    assert kept.control.card is None


def test_bytes_that_are_no_part_are_shut_under_their_hash(consortium: Consortium) -> None:
    raw = sealed(consortium).to_bytes()
    for broken in (b"", b"\xff" * 100, raw[:-1], raw + b"\0", bytes(SealedPart.BOUND + 1)):
        assert judged(consortium, broken) == ShutPart(PartId(sha256(broken).digest()), broken, Shut.NOT_WHOLE)


def test_a_part_of_an_unknown_directory_is_shut(consortium: Consortium) -> None:
    part = sealed(consortium)
    header = part.header.model_copy(update={"directory": bytes(32)})
    shut = judged(consortium, part.model_copy(update={"header": header}).to_bytes())
    assert isinstance(shut, ShutPart)
    assert shut.why is Shut.NO_DIRECTORY


@pytest.mark.parametrize("change", [{"signature": bytes(64)}, {"payload": b""}, {"key_commitment": bytes(32)}])
def test_a_part_that_is_not_whole_is_shut_and_kept(consortium: Consortium, change: dict[str, bytes]) -> None:
    raw = sealed(consortium).model_copy(update=change).to_bytes()
    shut = judged(consortium, raw)
    assert isinstance(shut, ShutPart)
    assert (shut.why, shut.raw) == (Shut.NOT_WHOLE, raw)


def test_a_part_in_a_compartment_that_is_not_there_is_shut(consortium: Consortium) -> None:
    part = sealed(consortium)
    header = part.header.model_copy(update={"compartment": "xc-testimony"})
    shut = judged(consortium, part.model_copy(update={"header": header}).to_bytes())
    assert isinstance(shut, ShutPart)
    assert shut.why is Shut.NOT_WHOLE


def test_a_control_block_for_another_key_is_shut(consortium: Consortium) -> None:
    part = sealed(consortium)
    control = seal_control(block(), SealKey.new(RANDOM).public, part.id())
    shut = judged(consortium, with_control(consortium, part, control))
    assert isinstance(shut, ShutPart)
    assert shut.why is Shut.NO_CONTROL


@pytest.mark.parametrize(
    "change",
    [
        {"consent": give(SignKey(bytes(32)), Terms(), TODAY)},
        {"consent": give(KEY, Terms(), TODAY + 2)},
        {"reply_key": bytes(1216)},
    ],
)
def test_a_control_block_that_does_not_hold_is_shut(consortium: Consortium, change: dict[str, object]) -> None:
    shut = resealed(consortium, block(**change))
    assert isinstance(shut, ShutPart)
    assert shut.why is Shut.NO_CONTROL


def test_random_bytes_in_place_of_a_control_block_are_shut(consortium: Consortium) -> None:
    part = sealed(consortium)
    shut = judged(consortium, with_control(consortium, part, RANDOM(SEALED)))
    assert isinstance(shut, ShutPart)
    assert shut.why is Shut.NO_CONTROL
