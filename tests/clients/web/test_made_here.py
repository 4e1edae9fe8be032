"""What the browser makes, opened and checked in Python: each construction alone. Whole reports: test_reports.py."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from protocol.cards import CardCode, CardSignature, verify_card
from protocol.consent import (
    ClaimedConsent,
    ClaimedWithdrawal,
    Profile,
    Terms,
    at_most,
    meet,
    profile_terms,
    verify_chain,
    verify_withdrawal,
)
from protocol.contents import CLASSES, class_of, pad
from protocol.encoding import Purpose, decode, digest, encode
from protocol.errors import TooFewCustodians
from protocol.ids import PartKind
from protocol.post import SEALED, Post, open_post
from protocol.primitives import SealKey, SignKey, hkdf, open_box, open_secret, open_stream, verify
from protocol.receipt import WORD_LISTS
from protocol.receipt import Receipt as Words
from protocol.shares import join
from protocol.work import check_work
from tests.clients.web.modules import Modules, Receipt, World
from tests.worlds import QUARTER, TODAY, seeded


@pytest.mark.parametrize("size", [0, 1, 32, 33, 64])
def test_a_sealed_secret_opens(modules: Modules, size: int) -> None:
    random = seeded(f"secret {size}")
    key, secret = SealKey.new(random), random(size)
    sealed = modules.with_primitives("primitives.sealSecret", key.public, "share", b"a place", secret)
    assert open_secret(key, Purpose.SHARE, b"a place", sealed) == secret


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
def test_a_stream_and_a_box_open(modules: Modules, size: int) -> None:
    random = seeded(f"stream {size}")
    key, body = SealKey.new(random), random(size)
    boxed = modules.with_primitives("stream.sealBox", key.public, "control", b"bound to", body)
    assert open_box(key, Purpose.CONTROL, b"bound to", boxed) == body
    streamed = modules.with_primitives("stream.sealStream", bytes(32), b"bound to", body)
    assert open_stream(bytes(32), b"bound to", streamed) == body


@pytest.mark.parametrize(("needed", "seats"), [(1, 1), (1, 5), (2, 2), (2, 3), (4, 7), (16, 16)])
def test_any_quorum_of_shares_joins_and_no_fewer(own: Modules, needed: int, seats: int) -> None:
    secret = seeded("shares")(32)
    shares = own("shares.split", secret, needed, seats)
    assert [share[-1] for share in shares] == list(range(1, seats + 1))
    for chosen in itertools.islice(itertools.combinations(shares, needed), 40):
        assert join(chosen, needed) == secret
    assert join(shares, needed) == secret  # all lie on the same polynomials
    with pytest.raises(TooFewCustodians):
        join(shares[: needed - 1], needed)


def test_shares_are_dealt_anew_each_time(own: Modules) -> None:
    assert own("shares.split", bytes(32), 2, 3) != own("shares.split", bytes(32), 2, 3)


def test_hashes_keys_and_signatures_are_python_s(own: Modules) -> None:
    random = seeded("hash")
    values = ["text", 7, random(32), [random(3), None, True], {"b": 1, "aa": 2}]
    assert own("hash.hash", "context", *values) == digest(Purpose.CONTEXT, *values)
    secret, salt = random(64), random(32)
    assert own("hash.derive", secret, salt, "slot", b"where", 16) == hkdf(secret, salt, Purpose.SLOT, b"where", 16)
    key = SignKey.new(random)
    assert own("signing.signPublic", key.seed()) == key.public
    verify(key.public, Purpose.PART, b"said", own("signing.sign", key.seed(), "part", b"said"))


@pytest.mark.parametrize(
    "value", [0, 23, 24, 255, 256, 65_535, 65_536, 2**32, 2**52 - 1, -1, "", "é", b"", b"\0" * 300]
)
def test_a_value_has_python_s_encoding(own: Modules, value: Any) -> None:
    made = own("encoding.encode", {"value": value, "a": [value], "longer name": None})
    assert made == encode({"value": value, "a": [value], "longer name": None})
    assert decode(made, 4096) == {"value": value, "a": [value], "longer name": None}


def test_a_chain_of_consents_and_a_withdrawal_hold(own: Modules) -> None:
    seed = seeded("part")(32)
    claims, before = [], None
    for number, profile in enumerate(Profile):
        terms = profile_terms(profile, TODAY).model_dump(mode="json")
        made = own("consent.give", seed, terms, TODAY + number, before, 300)
        claims.append(ClaimedConsent.model_validate(made))
        before = own("consent.statement.read", made["statement"])
    chain = verify_chain(claims, SignKey(seed).public, TODAY + 3)
    assert [one.terms for one in chain] == [profile_terms(profile, TODAY) for profile in Profile]
    assert {one.expires - one.given for one in chain} == {300}
    withdrawal = ClaimedWithdrawal.model_validate(own("consent.withdraw", seed, TODAY))
    assert verify_withdrawal(withdrawal).day == TODAY


def test_terms_in_any_order_are_signed_as_sets(own: Modules) -> None:
    seed = seeded("part")(32)
    terms = profile_terms(Profile.SUMMARY_FINER, TODAY).model_dump(mode="json")
    terms |= {"uses": ["summary", "counted", "a-curator-reads", "counted"], "aims": ["early-warning", "advocacy"]}
    made = ClaimedConsent.model_validate(own("consent.give", seed, terms, TODAY))
    (said,) = verify_chain([made], SignKey(seed).public, TODAY)
    assert said.terms.uses == ("a-curator-reads", "counted", "summary")


def test_a_meet_is_python_s_and_below_both(own: Modules) -> None:
    several = [profile_terms(profile, TODAY) for profile in Profile]
    for changed in (
        {"never_to": 2**51 + 1, "contact": 2, "urgent": True, "ask_first": ("advocacy",)},
        {"never_to": 2**40 + 2, "forget_after": 90, "given_by": 1, "period": 3},
    ):
        several.append(Terms.model_validate(several[3].model_dump() | changed))
    for left, right in itertools.product(several, repeat=2):
        made = own("consent.meet", left.model_dump(mode="json"), right.model_dump(mode="json"))
        assert Terms.model_validate(made) == meet(left, right)
        assert at_most(Terms.model_validate(made), left)


def test_a_card_vouches_in_any_script(own: Modules) -> None:
    random = seeded("card")
    card, key = CardCode.new(random), SignKey.new(random).public
    typed = "".join(chr(0x6F0 + int(sign)) if sign.isdigit() else sign for sign in card.printed())
    made = own("cards.vouch", own("cards.readCard", typed), QUARTER, key)
    verify_card(CardSignature.model_validate(made), key, QUARTER)


def test_a_post_has_one_size_and_opens_to_what_was_said(modules: Modules) -> None:
    vault, seed = SealKey.new(seeded("vault")), seeded("part")(32)
    given = modules("consent.give", seed, profile_terms(Profile.SUMMARY_COARSE, TODAY).model_dump(mode="json"), TODAY)
    taken = modules("consent.withdraw", seed, TODAY)
    for said in (
        {"withdrawals": [], "consents": [], "seen": []},
        {"withdrawals": [taken] * 4, "consents": [given] * 2, "seen": [bytes(32)] * 2},
    ):
        sealed = modules.with_primitives("post.sealPost", vault.public, said)
        assert len(sealed) == SEALED
        assert open_post(vault, sealed) == Post.model_validate(said)


@pytest.mark.parametrize("bits", [0, 1, 8, 13])
def test_work_is_found_in_slices(own: Modules, bits: int) -> None:
    identifier = seeded(f"work {bits}")(32)
    nonce = own("library.prove", World(), identifier, bits)
    check_work(identifier, nonce, bits)
    assert own("library.prove", World(), identifier, bits) != nonce  # begun elsewhere each time


@pytest.mark.parametrize("language", sorted(WORD_LISTS))
def test_words_written_here_are_read_in_python_and_the_other_way_round(own: Modules, language: str) -> None:
    entropy = seeded(language)(16)
    words = own("library.showWords", Receipt(entropy), language)
    assert Words.from_words(" ".join(words), language).entropy() == entropy
    assert own("library.readWords", " ".join(Words(entropy).words(language)).upper(), language) == Receipt(entropy)


def test_digits_and_keys_are_python_s(own: Modules) -> None:
    entropy = seeded("digits")(16)
    assert " ".join(own("receipt.showDigits", Receipt(entropy))) == Words(entropy).digits()
    for kind in PartKind:
        made = own("receipt.onePart", Receipt(entropy), kind.value, 70)
        assert made["key"] == Words(entropy).part_key(kind, 70).public
        assert made["mailbox"] == Words(entropy).mailbox(kind, 70)
        assert own("receipt.replyKey", made) == Words(entropy).reply_key(kind, 70).public


def test_padding_is_python_s(own: Modules) -> None:
    for size in (0, 4092, 4093, 65_532, 65_533):
        assert own("padding.classOf", size) == class_of(size)
        assert own("padding.pad", b"x" * size, CLASSES[class_of(size)]) == pad(b"x" * size, class_of(size))
