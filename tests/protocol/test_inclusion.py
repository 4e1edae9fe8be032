"""A commitment counts as logged only with its own proof, under a checkpoint that the directory's log signed."""

from __future__ import annotations

import pytest

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.cosignature import cosign
from protocol.directory import DeviceRole, NoSuchDevice, trust
from protocol.errors import CheckpointRefused, InclusionRefused, Malformed, TooFewWitnesses
from protocol.inclusion import check_inclusion
from protocol.ledger_crossings import Inclusion
from protocol.merkle import inclusion_proof, leaf_hash, nodes_of, root_at
from protocol.primitives import SignKey
from tests.worlds import NOW, TODAY, make_consortium

WORLD = make_consortium()
LOG = WORLD.devices[DeviceRole.LEDGER]
ORIGIN = WORLD.directory.contents.log_origin
COMMITMENTS = [bytes([number]) * 32 for number in range(11)]
NODES = nodes_of([leaf_hash(one) for one in COMMITMENTS])
PROOF = inclusion_proof(NODES, 4, len(COMMITMENTS))


def _shown(key: SignKey = LOG, origin: str = ORIGIN, index: int = 4, proof: tuple[bytes, ...] = PROOF) -> bytes:
    head = Checkpoint(origin, len(COMMITMENTS), root_at(NODES, len(COMMITMENTS)))
    return Inclusion(index=index, proof=proof, checkpoint=sign_checkpoint(head, key).decode()).to_bytes()


def test_what_the_log_proves_is_logged() -> None:
    assert check_inclusion(_shown(), COMMITMENTS[4], WORLD.directory, NOW).index == 4


def test_the_proof_of_another_commitment_is_none() -> None:
    with pytest.raises(InclusionRefused):
        check_inclusion(_shown(), COMMITMENTS[5], WORLD.directory, NOW)


def test_a_proof_for_another_place_or_one_that_was_changed_is_none() -> None:
    for wrong in (_shown(index=5), _shown(proof=PROOF[:-1]), _shown(proof=PROOF[::-1])):
        with pytest.raises(InclusionRefused):
            check_inclusion(wrong, COMMITMENTS[4], WORLD.directory, NOW)


def test_a_head_that_another_key_signed_proves_nothing() -> None:
    for role, key in WORLD.devices.items():
        if role is not DeviceRole.LEDGER:
            with pytest.raises(CheckpointRefused):
                check_inclusion(_shown(key), COMMITMENTS[4], WORLD.directory, NOW)


def test_a_head_of_another_log_proves_nothing_though_the_same_key_signed_it() -> None:
    with pytest.raises(CheckpointRefused):
        check_inclusion(_shown(origin="log.leeward.example/other"), COMMITMENTS[4], WORLD.directory, NOW)


def test_a_directory_without_a_log_proves_nothing() -> None:
    others = tuple(one for one in WORLD.directory.contents.devices if one.role is not DeviceRole.LEDGER)
    directory = trust(WORLD.resign(lambda d: d.model_copy(update={"devices": others})), WORLD.root_set, TODAY)
    with pytest.raises(NoSuchDevice):
        check_inclusion(_shown(), COMMITMENTS[4], directory, NOW)


def test_bytes_that_are_no_proof_are_refused() -> None:
    for raw in (b"", b"\xa0", _shown() + b"\0", _shown()[:-1]):
        with pytest.raises(Malformed):
            check_inclusion(raw, COMMITMENTS[4], WORLD.directory, NOW)


def test_a_proof_under_a_head_that_too_few_have_co_signed_proves_nothing() -> None:
    watched = make_consortium(witnesses=(2, 2))
    head = Checkpoint(ORIGIN, len(COMMITMENTS), root_at(NODES, len(COMMITMENTS)))
    note = sign_checkpoint(head, watched.devices[DeviceRole.LEDGER]).decode()
    lines = [cosign(head, name, key, NOW) for name, key in watched.witnesses.items()]
    enough = Inclusion(index=4, proof=PROOF, checkpoint=note + "".join(lines)).to_bytes()
    assert check_inclusion(enough, COMMITMENTS[4], watched.directory, NOW).index == 4
    one = Inclusion(index=4, proof=PROOF, checkpoint=note + lines[0]).to_bytes()
    with pytest.raises(TooFewWitnesses):
        check_inclusion(one, COMMITMENTS[4], watched.directory, NOW)
