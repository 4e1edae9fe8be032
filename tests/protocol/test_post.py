"""A post always has one size, opens for the vault alone, and an acceptance is intake's word for one part."""

from __future__ import annotations

import pytest

from protocol.acceptance import accept, check_acceptance
from protocol.consent import Terms, give, withdraw
from protocol.contents import pad_to
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.errors import BadSignature, CannotOpen, Malformed
from protocol.post import BODY, SEALED, Post, open_post, seal_post
from protocol.primitives import SealKey, SignKey, seal_box, sign
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
KEY = SignKey(bytes(range(32)))
VAULT = SealKey(bytes(32))
PART = b"\1" * 32
FULL = Post(withdrawals=(withdraw(KEY, TODAY),) * 4, consents=(give(KEY, Terms(), TODAY),) * 2, seen=(PART,) * 2)
INTAKE = WORLD.devices[DeviceRole.INTAKE]


@pytest.mark.parametrize("post", [Post(), FULL], ids=["dummy", "fullest"])
def test_every_post_has_one_size_and_opens_to_what_was_sent(post: Post) -> None:
    sealed = seal_post(post, VAULT.public)
    assert len(sealed) == SEALED
    assert open_post(VAULT, sealed) == post


def test_a_post_opens_for_the_vault_alone() -> None:
    with pytest.raises(CannotOpen):
        open_post(SealKey(b"\1" * 32), seal_post(FULL, VAULT.public))


def test_a_box_for_another_purpose_is_no_post() -> None:
    box = seal_box(VAULT.public, Purpose.DRAFT, b"", pad_to(Post().to_bytes(), BODY))
    with pytest.raises(CannotOpen):
        open_post(VAULT, box)


def test_a_post_of_another_size_is_refused_though_its_box_is_sound() -> None:
    box = seal_box(VAULT.public, Purpose.POST, b"", pad_to(Post().to_bytes(), BODY - 1))
    with pytest.raises(CannotOpen):
        open_post(VAULT, box)


def test_a_post_that_holds_something_else_is_refused() -> None:
    box = seal_box(VAULT.public, Purpose.POST, b"", pad_to(Terms().to_bytes(), BODY))
    with pytest.raises(Malformed):
        open_post(VAULT, box)


def test_an_acceptance_is_intake_s_for_that_part_and_always_the_same_bytes() -> None:
    acceptance = accept(PART, INTAKE)
    check_acceptance(acceptance, PART, WORLD.directory)
    assert accept(PART, INTAKE).to_bytes() == acceptance.to_bytes()


def test_an_acceptance_for_another_part_is_refused() -> None:
    other = accept(bytes(32), INTAKE)
    ours_under_another_name = accept(PART, INTAKE).model_copy(update={"part": bytes(32)})
    for wrong in (other, other.model_copy(update={"part": PART}), ours_under_another_name):
        with pytest.raises(BadSignature):
            check_acceptance(wrong, PART, WORLD.directory)


def test_an_acceptance_by_anyone_but_intake_is_refused() -> None:
    for key in (KEY, WORLD.devices[DeviceRole.VAULT]):
        with pytest.raises(BadSignature):
            check_acceptance(accept(PART, key), PART, WORLD.directory)


def test_what_intake_signed_for_another_purpose_is_no_acceptance() -> None:
    forged = accept(PART, INTAKE).model_copy(update={"signature": sign(INTAKE, Purpose.PART, PART)})
    with pytest.raises(BadSignature):
        check_acceptance(forged, PART, WORLD.directory)
