"""Every directory that SPEC 4.3 says must be refused, made in Python and given to the page; and those it must take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from protocol.directory import Directory, SignedDirectory, Substitute, directory_hash, sign_directory
from protocol.encoding import Purpose, encode
from protocol.ids import PartKind
from protocol.primitives import SealKey, SignKey, sign
from protocol.roots import RootSet
from tests.clients.web.modules import Modules, PageRefused
from tests.protocol.test_roots import AB, BC, CD, NO_CHAIN, UNSIGNED, WEAK, A, B, C, D, RootsOf, change
from tests.worlds import TODAY, Consortium, seeded

Change = Callable[[Directory], Directory]
NEVER_SEEN = {"number": 1, "epoch": 1, "hash": bytes(32), "never_to": []}


@pytest.fixture
def trust(own: Modules, consortium: Consortium) -> Callable[..., Any]:
    """The page's own judgement."""
    roots = consortium.root_set.model_dump(mode="python")

    def judged(claimed: SignedDirectory | bytes, *, today: int = TODAY, known: Any = None, by: Any = roots) -> Any:
        raw = claimed if isinstance(claimed, bytes) else claimed.to_bytes()
        return own("directory.trust", raw, by, today, known or same_as(consortium.directory.contents))

    return judged


def same_as(contents: Directory) -> dict[str, Any]:
    named = {"number": contents.number, "epoch": contents.epoch, "never_to": list(contents.never_to)}
    return named | {"hash": directory_hash(contents.to_bytes())}


def after(contents: Directory, **changed: Any) -> Directory:
    """One that follows it."""
    follows = {"number": contents.number + 1, "previous": directory_hash(contents.to_bytes())}
    return contents.model_copy(update=follows | changed)


def refused(trust: Callable[..., Any], why: str, claimed: Any, **given: Any) -> None:
    with pytest.raises(PageRefused) as caught:
        trust(claimed, **given)
    assert caught.value.why == f"directory-{why}"


def test_the_known_one_and_the_one_that_follows_it_are_taken(trust: Callable[..., Any], consortium: Consortium) -> None:
    trusted = trust(consortium.signed)
    assert trusted["hash"] == consortium.directory.hash
    assert not trusted["stale"]
    follows = after(consortium.directory.contents, epoch=2, never_to=("ministry-of-truth", "border-force", "customs"))
    assert trust(consortium.resign(lambda _: follows))["number"] == 2
    assert trust(consortium.resign(lambda _: follows.model_copy(update={"number": 7})))["number"] == 7


# ---- signatures


def test_without_enough_roots_it_is_refused(trust: Callable[..., Any], consortium: Consortium) -> None:
    contents, roots = consortium.directory.contents, list(enumerate(consortium.roots))
    for several in ([], roots[:1], [roots[0], roots[0]]):
        refused(trust, "unsigned", sign_directory(contents, several))
    assert trust(sign_directory(contents, roots[1:]))["number"] == 1


def test_one_signature_that_fails_or_names_no_root_spoils_them_all(
    trust: Callable[..., Any], consortium: Consortium
) -> None:
    good = consortium.signed
    stranger = SignKey.new(seeded("stranger"))
    bent = good.signatures[0].signature[:-1] + bytes([good.signatures[0].signature[-1] ^ 1])
    for last in (
        {"root": 2, "signature": bytes(64)},
        {"root": 3, "signature": good.signatures[2].signature},
        {"root": 2, "signature": sign(stranger, Purpose.DIRECTORY, good.directory)},
        {"root": 0, "signature": bent},
        {"root": 2, "signature": sign(consortium.roots[2], Purpose.POLICY, good.directory)},
    ):
        several = [one.model_dump() for one in good.signatures[:2]] + [last]
        signed = {"type": good.type, "directory": good.directory, "signatures": several, "root_changes": []}
        refused(trust, "unsigned", encode(signed))


def test_one_root_listed_twice_is_one_root(trust: Callable[..., Any], consortium: Consortium) -> None:
    key = consortium.roots[0]
    twice = RootSet(keys=(key.public, key.public), needed=2)
    signed = sign_directory(consortium.directory.contents, [(0, key), (1, key)])
    refused(trust, "unsigned", signed, by=twice.model_dump(mode="python"))


def test_roots_that_change_are_followed_from_the_page_s_own_and_never_back(
    trust: Callable[..., Any], consortium: Consortium
) -> None:
    contents = consortium.directory.contents
    here = RootsOf(consortium.roots, consortium.root_set)
    to_b, follows = change(1, here, B), after(contents)
    taken = trust(sign_directory(follows, B.pairs(), (to_b,)))
    assert taken["roots"]["keys"] == list(B.roots.keys)
    refused(trust, "unsigned", sign_directory(follows, B.pairs()))
    refused(trust, "unsigned", sign_directory(follows, here.pairs(), (to_b,)))
    known = same_as(follows) | {"roots": B.roots.model_dump(mode="python")}
    later = after(follows)
    for stolen in (sign_directory(later, here.pairs()), sign_directory(later, C.pairs(), (change(1, here, C),))):
        refused(trust, "unsigned", stolen, known=known)
    assert trust(sign_directory(later, C.pairs(), (to_b, change(2, B, C))), known=known)["number"] == 3


@pytest.mark.parametrize(("changes", "held"), NO_CHAIN.values(), ids=NO_CHAIN)
def test_a_chain_that_does_not_lead_on_is_refused(own: Modules, changes: Any, held: RootsOf) -> None:
    not_followed(own, changes, held)


@pytest.mark.parametrize("unsigned", UNSIGNED.values(), ids=UNSIGNED)
def test_a_change_of_the_roots_that_too_few_signed_is_refused(own: Modules, unsigned: Any) -> None:
    not_followed(own, (unsigned,), A)


@pytest.mark.parametrize("weak", WEAK.values(), ids=WEAK)
def test_a_change_to_weaker_roots_is_refused(own: Modules, weak: RootsOf) -> None:
    not_followed(own, (change(1, A, weak, by_new=weak.pairs()),), A)


def test_whoever_holds_any_set_of_a_chain_follows_to_its_end(own: Modules) -> None:
    chain = [one.model_dump(mode="python") for one in (AB, BC, CD)]
    for held in (A, B, C, D):
        assert own("roots.follow", chain, held.roots.model_dump(mode="python"))["keys"] == list(D.roots.keys)


def not_followed(own: Modules, changes: Any, held: RootsOf) -> None:
    with pytest.raises(PageRefused) as caught:
        own("roots.follow", [one.model_dump(mode="python") for one in changes], held.roots.model_dump(mode="python"))
    assert caught.value.why in {"directory-unsigned", "bad-signature"}


def test_another_root_s_directory_is_refused(trust: Callable[..., Any], consortium: Consortium) -> None:
    others = [SignKey.new(seeded(f"other {number}")) for number in range(3)]
    refused(trust, "unsigned", sign_directory(consortium.directory.contents, list(enumerate(others))))


def test_what_is_no_signed_directory_nobody_signed(trust: Callable[..., Any], consortium: Consortium) -> None:
    raw = consortium.signed.to_bytes()
    for wrong in (b"", b"<html>Welcome to our network</html>", raw[:-1], raw + b"\0", raw[:500] + b"\0" + raw[501:]):
        refused(trust, "unsigned", wrong)


# ---- against what is known


def test_an_older_number_or_epoch_is_refused(trust: Callable[..., Any], consortium: Consortium) -> None:
    second = after(consortium.directory.contents, epoch=5)
    known = same_as(second)
    refused(trust, "rolled-back", consortium.signed, known=known)
    older_epoch = after(second, epoch=4)
    refused(trust, "rolled-back", consortium.resign(lambda _: older_epoch), known=known)


def test_another_one_under_the_same_number_is_refused(trust: Callable[..., Any], consortium: Consortium) -> None:
    other = consortium.resign(lambda contents: contents.model_copy(update={"work_bits": 5}))
    refused(trust, "forked", other)


def test_a_next_one_that_does_not_name_the_known_is_refused(trust: Callable[..., Any], consortium: Consortium) -> None:
    for previous in (bytes(32), consortium.directory.hash[::-1]):
        other = after(consortium.directory.contents, previous=previous)
        refused(trust, "forked", consortium.resign(lambda _, other=other: other))


@pytest.mark.parametrize(
    "never_to", [(), ("ministry-of-truth",), ("border-force", "ministry-of-truth"), ("customs", "border-force")]
)
def test_a_list_of_bodies_that_is_shorter_or_in_another_order_is_refused(
    trust: Callable[..., Any], consortium: Consortium, never_to: tuple[str, ...]
) -> None:
    other = after(consortium.directory.contents, never_to=never_to)
    refused(trust, "contradictory", consortium.resign(lambda _: other))


# ---- days


def test_one_day_ahead_is_taken_and_two_are_not(trust: Callable[..., Any], consortium: Consortium) -> None:
    assert trust(consortium.signed, today=TODAY - 1)["number"] == 1
    refused(trust, "not-yet", consortium.signed, today=TODAY - 2)


def test_it_serves_for_30_days_after_its_end_with_a_warning(trust: Callable[..., Any], consortium: Consortium) -> None:
    end = consortium.directory.contents.expires
    assert [trust(consortium.signed, today=day)["stale"] for day in (end, end + 1, end + 30)] == [False, True, True]
    refused(trust, "expired", consortium.signed, today=end + 31)


# ---- contradictions


def first(**changed: Any) -> Change:
    """A change of the first compartment."""
    return lambda one: one.model_copy(
        update={"compartments": (one.compartments[0].model_copy(update=changed), *one.compartments[1:])}
    )


def seat_again(**changed: Any) -> Change:
    """The second seat of the first compartment has something of the first."""

    def change(one: Directory) -> Directory:
        seats = one.compartments[0].seats
        second = seats[1].model_copy(update={name: getattr(seats[0], of) for name, of in changed.items()})
        return first(seats=(seats[0], second, *seats[2:]))(one)

    return change


def bent_key(key: bytes, at: int, to: bytes) -> bytes:
    return key[:at] + to + key[at + len(to) :]


def _twice(field: str) -> Change:
    return lambda one: one.model_copy(update={field: (*getattr(one, field), getattr(one, field)[0])})


def _renamed(field: str, name: str) -> Change:
    """The last of a list has the name or key of the first."""

    def change(one: Directory) -> Directory:
        several = getattr(one, field)
        last = several[-1].model_copy(update={name: getattr(several[0], name)})
        return one.model_copy(update={field: (*several[:-1], last)})

    return change


def _desk(**changed: Callable[[Directory], Any]) -> Change:
    def change(one: Directory) -> Directory:
        desks = one.compartments[0].desks
        other = desks[0].model_copy(update={name: of(one) for name, of in changed.items()})
        return first(desks=(other, *desks[1:]))(one)

    return change


def _vault(key: Callable[[Directory], bytes]) -> Change:
    return lambda one: one.model_copy(update={"vault_seal_key": key(one)})


def _administrator(key: Callable[[Directory], bytes]) -> Change:
    def change(one: Directory) -> Directory:
        other = one.administrators[0].model_copy(update={"sign_key": key(one)})
        return one.model_copy(update={"administrators": (other, *one.administrators[1:])})

    return change


def _other_kind(name: str) -> Change:
    """A custodian of testimony holds a seat of identity in the same country, by name or by key."""

    def change(one: Directory) -> Directory:
        theirs = one.compartments[0].seats[0]
        other = one.compartments[1]
        seat = other.seats[0].model_copy(update={name: getattr(theirs, name)})
        changed = other.model_copy(update={"seats": (seat, *other.seats[1:])})
        return one.model_copy(update={"compartments": (one.compartments[0], changed, *one.compartments[2:])})

    return change


def seat(number: int, name: str) -> Callable[[Directory], Any]:
    return lambda one: getattr(one.compartments[0].seats[number], name)


def _substitutes(*several: dict[str, Any]) -> Change:
    """Each is of another name and key than the others, but for what is said."""

    def change(one: Directory) -> Directory:
        seats = one.compartments[0].seats
        listed = []
        for number, (said, seat) in enumerate(zip(several, seats, strict=False)):
            made = {"substitute": f"sitter-{number}", "custodian": seat.custodian, "organisation": "mill"}
            made |= {"seal_key": SealKey(bytes([number + 1]) * 32).public, "sign_key": bytes([number + 1]) * 32}
            listed.append(Substitute.model_validate(made | said))
        return one.model_copy(update={"substitutes": tuple(listed)})

    return change


CONTRADICTIONS: dict[str, Change] = {
    "a compartment's name twice": _renamed("compartments", "name"),
    "a country's kind twice": lambda one: one.model_copy(
        update={
            "compartments": (
                *one.compartments,
                one.compartments[0].model_copy(update={"name": "again"}),
            )
        }
    ),
    "a device's name twice": _renamed("devices", "device"),
    "a device's key twice": _renamed("devices", "sign_key"),
    "an administrator's name twice": _renamed("administrators", "administrator"),
    "an administrator's key twice": _renamed("administrators", "sign_key"),
    "a partner twice": _twice("partners"),
    "a custodian twice": seat_again(custodian="custodian"),
    "a seat's sealing key twice": seat_again(seal_key="seal_key"),
    "a seat's signing key twice": seat_again(sign_key="sign_key"),
    "a desk twice": lambda one: first(desks=(one.compartments[0].desks[0],) * 2)(one),
    "a seat's sealing key at a desk": _desk(seal_key=seat(0, "seal_key")),
    "a seat's signing key at a desk": _desk(sign_key=seat(0, "sign_key")),
    "a seat's sealing key for recovery": lambda one: first(recovery_key=one.compartments[0].seats[0].seal_key)(one),
    "a desk's sealing key for recovery": lambda one: first(recovery_key=one.compartments[0].desks[0].seal_key)(one),
    "a custodian who holds a desk": _desk(holder=seat(0, "custodian")),
    "the vault's key as a seat's": _vault(seat(1, "seal_key")),
    "the vault's key as a desk's": _vault(lambda one: one.compartments[3].desks[1].seal_key),
    "the vault's key for recovery": _vault(lambda one: one.compartments[5].recovery_key),
    "an administrator's key as a seat's": _administrator(seat(2, "sign_key")),
    "an administrator's key as a desk's": _administrator(lambda one: one.compartments[0].desks[0].sign_key),
    "an administrator's key as a device's": _administrator(lambda one: one.devices[1].sign_key),
    "a substitute of two seats": _substitutes({"substitute": "sadia"}, {"substitute": "sadia"}),
    "a substitute of two seats, by signing key": _substitutes({"sign_key": bytes(32)}, {"sign_key": bytes(32)}),
    "a substitute of two seats, by sealing key": _substitutes({}, {"seal_key": SealKey(b"\x01" * 32).public}),
    "a substitute of nobody": _substitutes({"custodian": "nobody"}),
    "a substitute of themselves": _substitutes({"custodian": "sitter-0"}),
    "a quorum above the seats": first(needed=4),
    "an end before the day of issue": lambda one: one.model_copy(update={"expires": one.issued - 1}),
    "a custodian of two kinds, by name": _other_kind("custodian"),
    "a custodian of two kinds, by sealing key": _other_kind("seal_key"),
    "a custodian of two kinds, by signing key": _other_kind("sign_key"),
    "a seat's coefficient of 3329": lambda one: first(
        seats=(
            one.compartments[0]
            .seats[0]
            .model_copy(update={"seal_key": bent_key(one.compartments[0].seats[0].seal_key, 1149, b"\xff\xff\xff")}),
            *one.compartments[0].seats[1:],
        )
    )(one),
    "a desk's point of low order": _desk(
        seal_key=lambda one: bent_key(one.compartments[0].desks[0].seal_key, 1184, bytes(32))
    ),
    "a recovery point beyond the field": lambda one: first(
        recovery_key=bent_key(one.compartments[0].recovery_key, 1184, b"\xff" * 31 + b"\x7f")
    )(one),
    "a vault's point with its top bit set": _vault(
        lambda one: bent_key(one.vault_seal_key, 1215, bytes([one.vault_seal_key[1215] | 128]))
    ),
}


@pytest.mark.parametrize("change", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_one_that_contradicts_itself_is_refused(
    trust: Callable[..., Any], consortium: Consortium, change: Change
) -> None:
    changed = consortium.resign(lambda one: change(after(one)))
    refused(trust, "contradictory", changed)


def test_two_substitutes_of_two_seats_and_two_of_one_are_taken(
    trust: Callable[..., Any], consortium: Consortium
) -> None:
    for second in ({}, {"custodian": after(consortium.directory.contents).compartments[0].seats[0].custodian}):
        taken = trust(consortium.resign(lambda one, second=second: _substitutes({}, second)(after(one))))
        assert len(taken["substitutes"]) == 2


def test_the_same_people_may_serve_another_country(trust: Callable[..., Any], consortium: Consortium) -> None:
    """So what is refused above is the contradiction, not that something changed."""

    def change(one: Directory) -> Directory:
        theirs, other = one.compartments[0], one.compartments[3]
        assert (theirs.kind, other.kind) == (PartKind.TESTIMONY, PartKind.TESTIMONY)
        changed = other.model_copy(update={"seats": theirs.seats})
        return one.model_copy(update={"compartments": (*one.compartments[:3], changed, *one.compartments[4:])})

    assert trust(consortium.resign(lambda one: change(after(one))))["number"] == 2


def test_signed_contents_of_another_spelling_are_refused(trust: Callable[..., Any], consortium: Consortium) -> None:
    raw = consortium.directory.contents.to_bytes()
    for wrong in (raw + b"\0", raw[:-1], b"\xb8" + bytes([raw[0] & 31]) + raw[1:], encode({"type": "leeward/v1/x"})):
        signatures = [
            {"root": number, "signature": sign(key, Purpose.DIRECTORY, wrong)}
            for number, key in enumerate(consortium.roots)
        ]
        claimed = {
            "type": "leeward/v1/signed-directory",
            "directory": wrong,
            "signatures": signatures,
            "root_changes": [],
        }
        refused(trust, "contradictory", encode(claimed))


def test_a_device_that_is_not_there_is_not_made_up(own: Modules, consortium: Consortium) -> None:
    without = consortium.resign(lambda one: after(one, devices=()))
    roots = consortium.root_set.model_dump(mode="python")
    known = same_as(consortium.directory.contents)
    trusted = own("directory.trust", without.to_bytes(), roots, TODAY, known)
    for role in ("intake", "vault"):
        with pytest.raises(PageRefused, match=r"^no-such-device$"):
            own("directory.deviceKey", trusted, role)
    with pytest.raises(PageRefused, match=r"^no-such-compartment$"):
        own("directory.compartmentFor", trusted, "zz", "testimony")
