"""The known answers of protocol/vectors/ that concern a custodian, in a real browser; and Python's, read there."""

from __future__ import annotations

import base64
import itertools
from typing import Any

import pytest

from protocol.checkpoint import Checkpoint, key_id, sign_checkpoint
from protocol.consent import AssertedBy, Profile, give, profile_terms, verify_chain
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.merkle import consistency_proof, inclusion_proof, leaf_hash, nodes_of, root_at
from protocol.opening import (
    PartSlip,
    RefusalReason,
    Side,
    SignedApproval,
    SignedRefusal,
    SignedRequest,
    check_refusal,
    check_request,
    join_opening,
)
from protocol.primitives import SealKey, SignKey, sign
from protocol.roots import RootSet
from protocol.sealing import SealedPart
from tests.clients.custodian.page.page_machine import DOORS
from tests.clients.web.modules import Modules, PageRefused
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import directory_made_in_javascript
from tests.worlds import TODAY, make_consortium, seeded

OPENING = known_answers("opening")
DIRECTORY = known_answers("directory")
CONSENT = known_answers("consent")
LEDGER = known_answers("ledger")
ENTRIES = known_answers("entries")["entries"]
CARRIED = known_answers("carried")
unhex = bytes.fromhex
ROOTS = RootSet.from_bytes(unhex(DIRECTORY["root_set"])).model_dump(mode="python")


def big(number: int) -> dict[str, str]:
    return {"$big": str(number)}


@pytest.fixture
def directory(custodians: Modules) -> Any:
    """That of directory.json, trusted by the page, which knew none before."""
    nothing = {"number": -1, "epoch": 0, "hash": bytes(32), "never_to": []}
    return custodians("directory.trust", unhex(DIRECTORY["signed"]), ROOTS, DIRECTORY["today"], nothing)


# ---- the log


@pytest.mark.parametrize("one", ENTRIES, ids=lambda one: one["kind"])
def test_entries_have_the_known_leaves(custodians: Modules, one: dict[str, str]) -> None:
    leaf = custodians("ledger.commit", unhex(one["entry"]), unhex(one["r"]))
    assert leaf.hex() == one["leaf"]
    assert custodians("merkle.leafHash", leaf).hex() == one["leaf_hash"]


def test_published_proofs_hold_and_no_others(custodians: Modules) -> None:
    tree = LEDGER["tree"]
    roots = [unhex(root) for root in tree["roots"]]
    leaves = [leaf_hash(unhex(leaf)) for leaf in tree["leaves"]]
    for one in tree["inclusion"]:
        proof = [unhex(step) for step in one["proof"]]
        given = (leaves[one["index"]], big(one["index"]), big(one["size"]))
        custodians("merkle.verifyInclusion", *given, proof, roots[one["size"]])
        with pytest.raises(PageRefused, match=r"^not-in-the-log$"):
            custodians("merkle.verifyInclusion", *given, [*proof, bytes(32)], roots[one["size"]])
    for one in tree["consistency"]:
        proof = [unhex(step) for step in one["proof"]]
        given = (big(one["old"]), roots[one["old"]], big(one["new"]), roots[one["new"]])
        custodians("merkle.verifyGrowth", *given, proof)
        with pytest.raises(PageRefused, match=r"^log-split$"):
            custodians("merkle.verifyGrowth", *given, [*proof, bytes(32)])


SIZES = (1, 2, 3, 4, 5, 7, 8, 9)


def test_proofs_of_python_hold_for_their_own_leaf_and_size_alone(custodians: Modules) -> None:
    leaves = [leaf_hash(bytes([at]) * 32) for at in range(max(SIZES))]
    nodes = nodes_of(leaves)
    for size in SIZES:
        for index in {0, size // 2, size - 1}:
            proof, root = list(inclusion_proof(nodes, index, size)), root_at(nodes, size)
            custodians("merkle.verifyInclusion", leaves[index], big(index), big(size), proof, root)
            for bent in (
                (leaves[index], big(size), big(size), proof, root),
                (leaves[index], big(-1), big(size), proof, root),
                (bytes(32), big(index), big(size), proof, root),
                (leaves[index][:31], big(index), big(size), proof, root),
                (leaves[index], big(index), big(size), proof, bytes(32)),
                (leaves[index], big(index), big(2**62 + 1), proof, root),
            ):
                with pytest.raises(PageRefused, match=r"^not-in-the-log$"):
                    custodians("merkle.verifyInclusion", *bent)


def test_growth_that_python_proves_holds_and_a_bent_one_does_not(custodians: Modules) -> None:
    leaves = [leaf_hash(bytes([at]) * 32) for at in range(max(SIZES))]
    nodes = nodes_of(leaves)
    for old, new in itertools.combinations_with_replacement((0, *SIZES), 2):
        proof, was, now = list(consistency_proof(nodes, old, new)), root_at(nodes, old), root_at(nodes, new)
        custodians("merkle.verifyGrowth", big(old), was, big(new), now, proof)
        bent = [(big(old), bytes(32), big(new), now, proof)]
        if old:
            bent.append((big(old), was, big(new), bytes(32), proof))
        if new > old:
            bent.append((big(new), now, big(old), was, proof))
        for one in bent:
            with pytest.raises(PageRefused, match=r"^log-split$"):
                custodians("merkle.verifyGrowth", *one)


WORLD = make_consortium("web", quorums=(2, 2, 2), custodians=3)
LOG, ORIGIN = WORLD.devices[DeviceRole.LEDGER], WORLD.directory.contents.log_origin
HEAD = Checkpoint(ORIGIN, 1234, bytes(range(32)))
NOTE = sign_checkpoint(HEAD, LOG)
OF_LOG = {"log_origin": ORIGIN, "devices": [{"role": "ledger", "sign_key": LOG.public}]}


def note(text: str, key: SignKey = LOG, name: str = ORIGIN) -> bytes:
    """Whatever the text, signed as the log signs."""
    blob = base64.b64encode(key_id(name, key.public) + key.sign_bytes(text.encode())).decode()
    return f"{text}\n— {name} {blob}\n".encode()


def test_a_head_that_the_log_signed_is_read(custodians: Modules) -> None:
    assert note(HEAD.text()) == NOTE
    assert custodians("checkpoint.readHead", NOTE, OF_LOG) == {"size": big(1234), "root": HEAD.root, "note": NOTE}
    witness = note(HEAD.text(), SignKey(bytes(32)), "witness.example").split(b"\n")[-2] + b"\n"
    assert custodians("checkpoint.readHead", NOTE + witness, OF_LOG)["root"] == HEAD.root


ROOT = base64.b64encode(HEAD.root).decode()
SIGNATURE = NOTE.split(b"\n\n")[1]


@pytest.mark.parametrize(
    "bad",
    [
        note(f"{ORIGIN}\n1234\n{ROOT}\nan extension\n"),
        note(f"log.elsewhere.example\n1234\n{ROOT}\n"),
        note(f"{ORIGIN}\n01234\n{ROOT}\n"),
        note(f"{ORIGIN}\n{2**62 + 1}\n{ROOT}\n"),
        note(f"{ORIGIN}\n1234\n{ROOT[:-2]}9=\n"),
        note(f"{ORIGIN}\n1234\n{base64.b64encode(bytes(31)).decode()}\n"),
        note(f"{ORIGIN}\n1234\n{ROOT}\n", name="log.elsewhere.example"),
        note(HEAD.text(), SignKey(bytes(32))),
        note(f"{ORIGIN}\n1234\n{ROOT}\r\n"),
        NOTE.replace(b"1234", b"1235"),
        NOTE[:-1],
        NOTE + SIGNATURE[:-6] + b"AAAA=\n",
        NOTE + SIGNATURE * 64,
        NOTE + b"no signature\n",
        HEAD.text().encode() + b"\n",
        HEAD.text().encode(),
        b"\xff" + NOTE,
        NOTE + b"\n" * (64 * 1024),
        b"",
    ],
)
def test_another_head_is_none(custodians: Modules, bad: bytes) -> None:
    with pytest.raises(PageRefused, match=r"^no-checkpoint$"):
        custodians("checkpoint.readHead", bad, OF_LOG)


# ---- consent


def statements() -> list[dict[str, bytes]]:
    return [{name: unhex(one[name]) for name in ("statement", "signature")} for one in CONSENT["chain"]]


def chain_of(
    custodians: Modules, claims: Any, today: int, key: bytes = SignKey(unhex(CONSENT["part_seed"])).public
) -> Any:
    return custodians("chain.verifyChain", claims, key, today)


@pytest.mark.parametrize("answer", CONSENT["in_force"], ids=lambda one: f"day {one['day'] - CONSENT['today']}")
def test_what_is_in_force_is_known_day_by_day(custodians: Modules, answer: dict[str, Any]) -> None:
    chain = chain_of(custodians, statements(), CONSENT["today"] + 400)
    terms = custodians("chain.inForce", chain, CONSENT["received"], answer["day"])
    assert custodians("encoding.encode", terms).hex() == answer["terms"]


KEY = SignKey.new(seeded("a part"))
FINER, READ = (profile_terms(one, TODAY) for one in (Profile.SUMMARY_FINER, Profile.CURATOR_MAY_READ))
FIRST = give(KEY, READ, TODAY)
(SAID,) = verify_chain([FIRST], KEY.public, TODAY)
SECOND = give(KEY, FINER, TODAY + 1, SAID)


def signed(**change: Any) -> Any:
    """A second version with a change, signed as it is."""
    said = verify_chain([FIRST, SECOND], KEY.public, TODAY + 1)[1].model_copy(update=change).to_bytes()
    return {"statement": said, "signature": sign(KEY, Purpose.CONSENT, said)}


@pytest.mark.parametrize(
    "bad",
    [
        [],
        [SECOND.model_dump()],
        [FIRST.model_dump(), FIRST.model_dump()],
        [FIRST.model_dump(), signed(version=3)],
        [FIRST.model_dump(), signed(previous=bytes(32))],
        [FIRST.model_dump(), signed(given=TODAY - 1)],
        [FIRST.model_dump(), signed(given=TODAY + 2)],
        [FIRST.model_dump(), signed(expires=TODAY)],
        [FIRST.model_dump(), signed(expires=TODAY + 367)],
        [FIRST.model_dump(), signed(asserted_by=AssertedBy.GATEWAY)],
        [FIRST.model_dump(), signed(part_key=bytes(32))],
    ],
    ids=["none", "no first", "twice", "version", "previous", "back", "ahead", "over", "long", "gateway", "part"],
)
def test_a_chain_that_is_broken_allows_nothing(custodians: Modules, bad: Any) -> None:
    assert len(chain_of(custodians, [FIRST.model_dump(), signed()], TODAY, KEY.public)) == 2
    with pytest.raises(PageRefused, match=r"^consent-broken$"):
        chain_of(custodians, bad, TODAY, KEY.public)


def test_days_of_another_number_of_versions_are_refused(custodians: Modules) -> None:
    chain = chain_of(custodians, [FIRST.model_dump()], TODAY, KEY.public)
    for received in ([], [TODAY, TODAY]):
        with pytest.raises(PageRefused, match=r"^consent-broken$"):
            custodians("chain.inForce", chain, received, TODAY)


# ---- openings


def hold(modules: Modules, custodian: str, sealing: SealKey, signing: SignKey) -> list[bool]:
    """The keys of a seat, in the browser; whether each is one of its own."""
    doors = {name: f"http://{name}" for name in DOORS}
    return list(modules("here.hold", modules.by, custodian, sealing.seed(), signing.seed(), ROOTS, doors))


PART = SealedPart.from_bytes(unhex(OPENING["part"]))
SIGNED = SignedRequest.from_bytes(unhex(OPENING["request"]))
CHECKED = check_request(SIGNED, directory_made_in_javascript(), OPENING["now"])


def slip(seat: int) -> Any:
    made = PartSlip.from_bytes(unhex(OPENING["slip"]))
    return made.model_copy(update={"number": seat, "seat": PART.seats[seat - 1]}).model_dump(mode="python")


def test_the_known_request_and_slip_are_read(custodians: Modules, directory: Any) -> None:
    checked = custodians("opening.checkRequest", SIGNED.model_dump(), directory, OPENING["now"])
    assert checked["id"].hex() == OPENING["request_id"]
    assert (checked["curator"]["desk"]["desk"], checked["reviewer"]["desk"]["desk"]) == (
        "desk-curator",
        "desk-reviewer",
    )
    assert custodians("slip.checkSlip", slip(1), checked, directory, "custodian-1") == PART.id()


def test_an_approval_of_the_page_and_one_of_the_vectors_make_one_quorum(either: Modules, directory: Any) -> None:
    seal = SealKey(unhex(OPENING["custodian_seeds"][1]))
    hold(either, "custodian-2", seal, SignKey(unhex(OPENING["second_custodian_sign_seed"])))
    made = either("here.approveSlip", either.by, directory, OPENING["now"], SIGNED.model_dump(), slip(2))
    approvals = [SignedApproval.from_bytes(unhex(OPENING["approvals"][0])), SignedApproval.model_validate(made)]
    for at, side in enumerate(Side):
        fresh, desk = (SealKey(unhex(OPENING[name][at])) for name in ("fresh_seeds", "desk_seeds"))
        assert join_opening(approvals, CHECKED, PART, side, fresh, desk, at + 1).hex() == OPENING["contents"]


def test_a_refusal_of_the_page_has_the_bytes_of_the_vectors(either: Modules, directory: Any) -> None:
    hold(either, "custodian-2", SealKey(bytes(32)), SignKey(unhex(OPENING["second_custodian_sign_seed"])))
    asked = (directory, OPENING["now"], SIGNED.model_dump(), PART.id(), 2)
    for reason in RefusalReason:
        made = SignedRefusal.model_validate(either("here.refuseSlip", *asked, reason.value))
        assert check_refusal(made, CHECKED).reason is reason


# ---- carried keys


@pytest.mark.parametrize("made", ["javascript", "python"])
def test_a_carried_file_opens_with_its_code(either: Modules, made: str) -> None:
    one = CARRIED if made == "javascript" else CARRIED["made_in_python_opened_in_javascript"]
    opened = either.with_primitives("carried.openCarried", unhex(one["file"]), one["digits"])
    assert either("encoding.encode", opened).hex() == one["keys"]
