"""The known answers of protocol/vectors/ that concern a source, in a real browser."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from protocol.encoding import encode
from tests.clients.web.modules import Modules, PageRefused, Receipt
from tests.protocol.known_answers import known_answers

PRIMITIVES = known_answers("primitives")
RECEIPTS = known_answers("receipt")["receipts"]
DIRECTORY = known_answers("directory")
CONSENT = known_answers("consent")
MAILBOX = known_answers("mailbox")
PAGE = known_answers("page")
SEALING = known_answers("sealing")
PROFILES = ("keep-sealed", "curator-may-read", "summary-coarse", "summary-finer")
unhex = bytes.fromhex


@pytest.fixture
def directory(own: Modules) -> Any:
    """The directory of directory.json, trusted by the page."""
    roots = own("roots.rootSet.read", unhex(DIRECTORY["root_set"]))
    contents = own("directory.directory.read", unhex(DIRECTORY["contents"]))
    known = {**contents, "hash": unhex(DIRECTORY["hash"])}
    return own("directory.trust", unhex(DIRECTORY["signed"]), roots, DIRECTORY["today"], known)


# ---- primitives


def test_the_browser_uses_its_own_where_it_may_and_only_there(own: Modules) -> None:
    native, library = (Modules(own.page, by).with_primitives("library.own") for by in ("native", "library"))
    assert native == {"kem": True, "cipher": True}
    assert library == {"kem": False, "cipher": False}


@pytest.mark.parametrize(
    ("function", "without"), [("encapsulateBits", "kem"), ("decapsulateBits", "kem"), ("encrypt", "cipher")]
)
@pytest.mark.parametrize("wrong", ["another answer", "no answer"])
def test_a_browser_whose_own_does_not_agree_with_the_library_is_not_relied_on(
    own: Modules, function: str, without: str, wrong: str
) -> None:
    """What it would seal could be opened by nobody."""
    used = own.page.evaluate(LYING, [function, wrong])
    assert used == {"kem": True, "cipher": True} | {without: False}


LYING = """async ([name, wrong]) => {
  const own = SubtleCrypto.prototype[name];
  const bent = (bytes) => new Uint8Array(bytes).map((byte, at) => byte ^ (at === 5)).buffer;
  SubtleCrypto.prototype[name] = async function (...given) {
    if (wrong === "no answer") throw new DOMException("-", "NotSupportedError");
    const answer = await own.apply(this, given);
    return answer.ciphertext ? { sharedKey: answer.sharedKey, ciphertext: bent(answer.ciphertext) } : bent(answer);
  };
  try {
    const random = (size) => crypto.getRandomValues(new Uint8Array(size));
    return (await leeward.modules.primitives.choosePrimitives({ kem: true, cipher: true }, random)).own;
  } finally {
    SubtleCrypto.prototype[name] = own;
  }
}"""


def test_public_sealing_keys_come_out_as_known(own: Modules) -> None:
    for one in PRIMITIVES["sealing_keys"]:
        assert own("primitives.sealPublic", unhex(one["seed"])) == unhex(one["public"])


@pytest.mark.parametrize("public", PRIMITIVES["keys_to_take"], ids=["coefficient 0", "coefficient 767", "unchanged"])
def test_a_sealing_key_at_the_edge_is_taken(modules: Modules, public: str) -> None:
    assert len(modules.with_primitives("primitives.sealSecret", unhex(public), "share", b"", bytes(32))) == 1168


@pytest.mark.parametrize("bad", PRIMITIVES["keys_to_refuse"], ids=lambda bad: bad["name"])
def test_nothing_is_sealed_to_a_bad_key(modules: Modules, bad: dict[str, str]) -> None:
    with pytest.raises(PageRefused, match=r"^bad-key$"):
        modules.with_primitives("primitives.sealSecret", unhex(bad["public"]), "share", b"", bytes(32))


@pytest.mark.parametrize("made", ["sealed_in_javascript", "sealed_in_python_opened_in_javascript"])
def test_sealed_secrets_open(modules: Modules, made: str) -> None:
    for one in PRIMITIVES[made]:
        given = (unhex(one["seed"]), "share", unhex(one["context"]), unhex(one["sealed"]))
        assert modules.with_primitives("primitives.openSecret", *given) == unhex(one["secret"])


@pytest.mark.parametrize("one", PRIMITIVES["streams"], ids=lambda one: str(one["size"]))
def test_streams_have_the_known_bytes_and_open(modules: Modules, one: dict[str, Any]) -> None:
    key, associated = unhex(one["key"]), unhex(one["associated"])
    body = bytes(at % 251 for at in range(one["size"]))
    sealed = modules.with_primitives("stream.sealStream", key, associated, body)
    assert (len(sealed), hashlib.sha256(sealed).hexdigest()) == (one["sealed_size"], one["sealed_sha256"])
    assert modules.with_primitives("stream.openStream", key, associated, sealed) == body


def test_a_box_opens(modules: Modules) -> None:
    box = PRIMITIVES["box"]
    given = (unhex(box["seed"]), box["label"], unhex(box["context"]), unhex(box["sealed"]))
    assert modules.with_primitives("stream.openBox", *given) == unhex(box["body"])


def test_a_derived_key_is_the_known_one(own: Modules) -> None:
    one = PRIMITIVES["derived"]
    given = (unhex(one["secret"]), unhex(one["salt"]), one.get("label", "content-key"), unhex(one["context"]))
    assert own("hash.derive", *given) == unhex(one["key"])


def test_a_signature_is_the_known_one_and_holds(own: Modules) -> None:
    one = PRIMITIVES["signed"]
    assert own("signing.signPublic", unhex(one["seed"])) == unhex(one["public"])
    assert own("signing.sign", unhex(one["seed"]), one["label"], unhex(one["message"])) == unhex(one["signature"])
    own("signing.verify", unhex(one["public"]), one["label"], unhex(one["message"]), unhex(one["signature"]))


@pytest.mark.parametrize("one", PRIMITIVES["padding"], ids=lambda one: str(one["length"]))
def test_padding_is_the_known_one(own: Modules, one: dict[str, Any]) -> None:
    message = b"\x07" * one["length"]
    assert own("padding.classOf", one["length"]) == one["class"]
    padded = own("padding.pad", message, one["size"])
    assert hashlib.sha256(padded).hexdigest() == one["padded_sha256"]
    assert own("padding.unpad", padded) == message


# ---- shares, receipts, cards, work


@pytest.mark.parametrize("made", ["made_in_javascript", "made_in_python_joined_in_javascript"])
def test_known_shares_join(own: Modules, made: str) -> None:
    for one in known_answers("shares")[made]:
        shares = [unhex(share) for share in one["shares"]]
        assert own("library.combine", shares[-one["needed"] :]) == unhex(one["secret"])


@pytest.mark.parametrize("one", RECEIPTS, ids=lambda one: one["entropy"][:8])
def test_receipts_read_and_write_as_known(own: Modules, one: dict[str, Any]) -> None:
    receipt = Receipt(unhex(one["entropy"]))
    assert " ".join(own("receipt.showDigits", receipt)) == one["digits"]
    assert own("receipt.readReceipt", one["digits"], None) == receipt
    for language, words in one["words"].items():
        assert own("library.showWords", receipt, language) == words
        assert own("library.readWords", " ".join(words), language) == receipt


@pytest.mark.parametrize("one", RECEIPTS, ids=lambda one: one["entropy"][:8])
def test_keys_of_parts_are_the_known_ones(own: Modules, one: dict[str, Any]) -> None:
    for answer in one["parts"]:
        for index, key in answer["part_keys"].items():
            part = own("receipt.onePart", Receipt(unhex(one["entropy"])), answer["kind"], int(index))
            assert part["key"].hex() == key
            assert part["mailbox"].hex() == answer["mailboxes"][index]
            assert part["replySeed"].hex() == answer["reply_seeds"][index]


def test_cards_vouch_as_known(own: Modules) -> None:
    for card in known_answers("cards")["cards"]:
        digits = own("cards.readCard", card["printed"])
        assert digits == card["digits"]
        for one in card["quarters"]:
            made = own("cards.vouch", digits, one["quarter"], unhex(one["part_key"]))
            assert made["signature"].hex() == one["signature"]
            assert made["period_key"].hex() == one["period_key"]
            assert own("encoding.encode", made).hex() == one["message"]


@pytest.mark.parametrize("search", ["searchHere", "searchNatively"])
def test_the_first_nonce_that_will_do_is_the_known_one(own: Modules, search: str) -> None:
    for one in known_answers("work")["proofs"]:
        wanted = int(one["nonce"], 16)
        begun = own("library.search", search, unhex(one["part_id"]), one["bits"], bytes(8), wanted + 1)
        assert begun == wanted
        if wanted:
            assert own("library.search", search, unhex(one["part_id"]), one["bits"], bytes(8), wanted) == -1


# ---- directory, consent


def test_the_known_directory_is_trusted_under_its_roots(own: Modules, directory: dict[str, Any]) -> None:
    assert directory["hash"].hex() == DIRECTORY["hash"]
    assert not directory["stale"]


def test_the_known_trust_block_is_read_and_the_known_directory_held_against_it(own: Modules) -> None:
    block = own("trust.readTrust", PAGE["block"])
    assert encode(block) == unhex(PAGE["trust"])
    known = {**block, "hash": block["directory"]}
    assert own("directory.trust", unhex(DIRECTORY["signed"]), block["roots"], DIRECTORY["today"], known)


def test_profiles_are_the_known_terms(own: Modules) -> None:
    for name in PROFILES:
        made = own("consent.profileTerms", name, CONSENT["today"])
        assert own("encoding.encode", made).hex() == CONSENT["profiles"][name]


def test_meets_are_the_known_terms(own: Modules) -> None:
    for one in CONSENT["meets"]:
        left, right = (own("encoding.decode", unhex(one[side]), 1024) for side in ("left", "right"))
        assert own("encoding.encode", own("consent.meet", left, right)).hex() == one["meet"]


def test_a_chain_of_consents_comes_out_as_known(own: Modules) -> None:
    before = None
    for one in CONSENT["chain"]:
        said = own("consent.statement.read", unhex(one["statement"]))
        lifetime = said["expires"] - said["given"]
        given = (unhex(CONSENT["part_seed"]), said["terms"], said["given"], before, lifetime)
        made = own("consent.give", *given)
        assert (made["statement"].hex(), made["signature"].hex()) == (one["statement"], one["signature"])
        assert own("encoding.encode", made).hex() == one["message"]
        assert own("hash.hash", "consent-hash", made["statement"]).hex() == one["hash"]
        assert own("consent.readOwn", made, said["part_key"]) == said
        before = said


def test_consents_of_python_are_read(own: Modules) -> None:
    for one in CONSENT["made_in_python_read_in_javascript"]["chain"]:
        said = own("consent.statement.read", unhex(one["statement"]))
        claimed = {"statement": unhex(one["statement"]), "signature": unhex(one["signature"])}
        assert own("consent.readOwn", claimed, said["part_key"]) == said


def test_a_withdrawal_is_the_known_one(own: Modules) -> None:
    made = own("consent.withdraw", unhex(CONSENT["part_seed"]), CONSENT["today"])
    assert own("encoding.encode", made).hex() == CONSENT["withdrawal"]


@pytest.mark.parametrize("made", ["ours", "python"])
def test_posts_open_to_what_was_said(modules: Modules, made: str) -> None:
    theirs = CONSENT["made_in_python_read_in_javascript"]["posts"]
    for one in theirs if made == "python" else CONSENT["posts"]:
        seed = unhex(one.get("vault_seed", CONSENT["vault_seed"]))
        padded = modules.with_primitives("stream.openBox", seed, "post", b"", unhex(one["post"]))
        assert modules("padding.unpad", padded).hex() == one["message"]


# ---- mailbox


def known_bucket(name: bytes, notice: dict[str, Any]) -> bytes:
    """As the file says: byte i is i mod 251, but for one slot."""
    slots = bytearray(at % 251 for at in range(64 * 3072))
    slots[MAILBOX["at"] * 3072 : (MAILBOX["at"] + 1) * 3072] = unhex(MAILBOX["sealed"])
    assert hashlib.sha256(slots).hexdigest() == MAILBOX["slots_sha256"]
    signature = unhex(MAILBOX["bucket_signature"])
    return encode({"notice": notice, "name": name, "slots": bytes(slots), "signature": signature})


def test_the_known_bucket_brings_its_one_slot_and_its_reply(modules: Modules, directory: Any) -> None:
    receipt, index = Receipt(unhex(MAILBOX["receipt"])), MAILBOX["index"]
    part = modules("receipt.onePart", receipt, "testimony", index)
    notice = modules("mailbox.readNotice", unhex(MAILBOX["notice"]), directory)
    name = modules("mailbox.bucketName", part["mailbox"], notice["depth"])
    bucket = modules("mailbox.readBucket", known_bucket(name, notice), name, notice, directory)
    (slot,) = modules.with_primitives("mailbox.openSlots", bucket, part["mailbox"])
    assert modules("encoding.encode", slot).hex() == MAILBOX["slot"]
    said = modules("encoding.decode", unhex(MAILBOX["reply_body"]), 784)["text"]
    assert modules.with_primitives("reply.openReply", slot["reply"], part, directory) == said


def test_buckets_are_named_as_known(own: Modules) -> None:
    part = own("receipt.onePart", Receipt(unhex(MAILBOX["receipt"])), "testimony", MAILBOX["index"])
    for depth, name in MAILBOX["names"].items():
        assert own("mailbox.bucketName", part["mailbox"], int(depth)).hex() == name


def test_a_slot_of_python_opens(modules: Modules, directory: Any) -> None:
    theirs = MAILBOX["made_in_python_read_in_javascript"]
    notice = {"type": "leeward/v1/mailboxes", "number": theirs["number"], "every": 1, "depth": 12}
    bucket = {"notice": notice, "name": unhex(theirs["name"]), "slots": unhex(theirs["sealed"]) * 64}
    slots = modules.with_primitives("mailbox.openSlots", bucket, unhex(theirs["mailbox"]))
    assert [modules("encoding.encode", slot).hex() for slot in slots] == [theirs["slot"]] * 64


# ---- sealing


def test_an_acceptance_holds_for_its_part_alone(own: Modules, directory: Any) -> None:
    answer, b = unhex(SEALING["acceptance"]), unhex(SEALING["sealed_in_javascript"][0]["b"])
    own("acceptance.checkAcceptance", answer, b, directory)
    with pytest.raises(PageRefused, match=r"^bad-signature$"):
        own("acceptance.checkAcceptance", answer, bytes(32), directory)
