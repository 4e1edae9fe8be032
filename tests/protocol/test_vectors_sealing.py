"""Parts sealed in one language and opened in the other: protocol/vectors/sealing.json."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from protocol.acceptance import Acceptance, check_acceptance
from protocol.contents import Evidence, Identity, Segment, Testimony
from protocol.control import ControlBlock, open_control
from protocol.encoding import Purpose
from protocol.errors import BadSignature, TooFewCustodians
from protocol.ids import PartKind
from protocol.primitives import SealKey, open_secret
from protocol.receipt import Receipt, evidence_index
from protocol.sealing import SealedPart, _content_key, check_part, open_part, open_seat
from protocol.shares import join
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import directory_made_in_javascript

ANSWERS = known_answers("sealing")
OURS, THEIRS = ANSWERS["sealed_in_python_opened_in_javascript"], ANSWERS["sealed_in_javascript"]
DIRECTORY = directory_made_in_javascript()
TODAY = DIRECTORY.contents.issued

in_javascript = pytest.mark.parametrize("answer", THEIRS, ids=lambda answer: answer["kind"])
in_both = pytest.mark.parametrize("answer", THEIRS + OURS, ids=lambda answer: f"{answer['kind']} {answer['b'][:4]}")


def _part(answer: dict[str, Any]) -> SealedPart:
    return SealedPart.from_bytes(bytes.fromhex(answer["part"]))


def _shares(answer: dict[str, Any]) -> dict[int, bytes]:
    part, keys = _part(answer), [SealKey(bytes.fromhex(seed)) for seed in answer["custodian_seeds"]]
    return {
        number: open_seat(key, part.header, part.id(), number, part.seats[number - 1])
        for number, key in enumerate(keys, 1)
    }


@in_javascript
def test_a_part_sealed_in_javascript_fits_its_directory(answer: dict[str, Any]) -> None:
    part = _part(answer)
    assert check_part(part, DIRECTORY).id.hex() == answer["b"]
    assert part.to_bytes().hex() == answer["part"]


@in_javascript
def test_every_step_of_sealing_gives_the_same_bytes_in_both_languages(answer: dict[str, Any]) -> None:
    part, shares = _part(answer), _shares(answer)
    assert part.header.context().hex() == answer["ctx"]
    assert part.header.hash().hex() == answer["h1"]
    assert [share.hex() for share in shares.values()] == answer["shares"]
    assert join(list(shares.values()), part.header.needed).hex() == answer["S"]
    keys = _content_key(bytes.fromhex(answer["S"]), bytes.fromhex(answer["d"]), part.header.hash())
    assert [key.hex() for key in keys] == [answer["K"], answer["Kc"]]


@in_both
def test_every_quorum_with_either_desk_opens_the_part_in_both_languages(answer: dict[str, Any]) -> None:
    part, shares = _part(answer), _shares(answer)
    for quorum in combinations(shares, part.header.needed):
        for desk, seed in enumerate(answer["desk_seeds"], 1):
            held = {number: shares[number] for number in quorum}
            assert open_part(part, held, SealKey(bytes.fromhex(seed)), desk).hex() == answer["contents"]


@in_both
def test_one_custodian_fewer_opens_nothing_of_either_language(answer: dict[str, Any]) -> None:
    part, shares = _part(answer), _shares(answer)
    held = {number: shares[number] for number in list(shares)[: part.header.needed - 1]}
    with pytest.raises(TooFewCustodians):
        open_part(part, held, SealKey(bytes.fromhex(answer["desk_seeds"][0])), 1)


@in_both
def test_the_recovery_key_opens_the_desks_secret_of_both_languages(answer: dict[str, Any]) -> None:
    part = _part(answer)
    key = SealKey(bytes.fromhex(answer["recovery_seed"]))
    recovered = open_secret(key, Purpose.RECOVERY_BOX, part.id(), part.recovery)
    keys = _content_key(join(list(_shares(answer).values()), part.header.needed), recovered, part.header.hash())
    assert keys[1] == part.key_commitment


@in_both
def test_the_vault_opens_the_control_block_of_both_languages(answer: dict[str, Any]) -> None:
    part, block = _part(answer), ControlBlock.from_bytes(bytes.fromhex(answer["control"]))
    vault, kind = SealKey(bytes.fromhex(answer["vault_seed"])), PartKind(answer["kind"])
    control = open_control(vault, part.control, part.id(), part.header.part_key, kind, TODAY)
    assert (control.claimed_consent, control.card) == (block.consent, block.card)
    assert (control.mailbox, control.reply_key, control.reply_signature) == (
        block.mailbox,
        block.reply_key,
        block.reply_signature,
    )


def test_intake_s_acceptance_made_in_javascript_holds_for_that_part_only() -> None:
    acceptance = Acceptance.from_bytes(bytes.fromhex(ANSWERS["acceptance"]))
    check_acceptance(acceptance, _part(THEIRS[0]).id(), DIRECTORY)
    with pytest.raises(BadSignature):
        check_acceptance(acceptance, _part(THEIRS[1]).id(), DIRECTORY)


def test_the_card_and_the_receipt_s_keys_are_those_of_javascript() -> None:
    testimony = THEIRS[0]
    receipt, part = Receipt(bytes.fromhex(testimony["receipt"])), _part(testimony)
    block = ControlBlock.from_bytes(bytes.fromhex(testimony["control"]))
    assert part.header.part_key == receipt.part_key(PartKind.TESTIMONY, 0).public
    assert block.mailbox == receipt.mailbox(PartKind.TESTIMONY, 0)
    assert block.reply_key == receipt.reply_key(PartKind.TESTIMONY, 0).public
    vault = SealKey(bytes.fromhex(testimony["vault_seed"]))
    opened = open_control(vault, part.control, part.id(), part.header.part_key, PartKind.TESTIMONY, TODAY)
    assert opened.card is not None


@pytest.mark.parametrize("several", [OURS, THEIRS], ids=["python", "javascript"])
def test_only_the_testimony_of_either_language_names_its_identity_and_its_files(several: list[dict[str, Any]]) -> None:
    testimony, identity, *files = several
    told = Testimony.from_bytes(bytes.fromhex(testimony["contents"]))
    assert told.identity == _part(identity).id()
    assert [one["kind"] for one in files] == ["evidence"] * len(told.evidence)
    assert told.evidence == tuple(_part(one).id() for one in files)
    for one in several[1:]:
        assert not any(_part(other).id().hex() in one["contents"] for other in several)


def test_the_identity_of_javascript_is_nobody_s() -> None:
    assert not Identity.from_bytes(bytes.fromhex(THEIRS[1]["contents"])).real


def test_pictures_and_files_are_the_bytes_that_javascript_sealed() -> None:
    testimony, _, first, second = THEIRS
    told = Testimony.from_bytes(bytes.fromhex(testimony["contents"]))
    assert [(one.type, len(one.data)) for one in told.media] == [("image/jpeg", 32), ("image/jpeg", 0)]
    files = [Evidence.from_bytes(bytes.fromhex(one["contents"])) for one in (first, second)]
    assert [(one.media_type, len(one.data)) for one in files] == [("image/heic", 32), (None, 5000)]
    assert [_part(one).header.size_class for one in (first, second)] == [0, 1]


@pytest.mark.parametrize("file", [0, 1])
def test_a_file_of_javascript_has_the_keys_of_its_place_and_no_card(file: int) -> None:
    answer, index = THEIRS[2 + file], evidence_index(0, file)
    receipt, block = (
        Receipt(bytes.fromhex(answer["receipt"])),
        ControlBlock.from_bytes(bytes.fromhex(answer["control"])),
    )
    assert _part(answer).header.part_key == receipt.part_key(PartKind.EVIDENCE, index).public
    assert block.mailbox == receipt.mailbox(PartKind.EVIDENCE, index)
    assert block.reply_key == receipt.reply_key(PartKind.EVIDENCE, index).public
    assert block.card is None


@pytest.mark.parametrize("answer", ANSWERS["texts_of_long_sms"] + ANSWERS["texts_of_long_sms_in_python"])
def test_where_a_text_stands_in_a_long_one_is_the_same_in_both_languages(answer: dict[str, Any]) -> None:
    """And one of which nobody told it is read as ever."""
    testimony, stands = Testimony.from_bytes(bytes.fromhex(answer["contents"])), answer["group"]
    if isinstance(stands, str):
        assert testimony.group == bytes.fromhex(stands)
    else:
        assert testimony.group == Segment(tag=bytes.fromhex(stands["tag"]), place=stands["place"], of=stands["of"])
    assert testimony.to_bytes().hex() == answer["contents"]
