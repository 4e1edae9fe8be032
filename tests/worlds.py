"""A made-up consortium for tests: every key in memory, two countries, three kinds, three partners, real signatures.

The world is fake (keys, clock, names); the code under test is real. `make_consortium()` is cheap enough to call once
a module; it is deterministic for one seed, so that a failing test fails again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from protocol.consent import Audience, Place
from protocol.directory import (
    NO_PREVIOUS,
    Administrator,
    Compartment,
    Desk,
    Device,
    DeviceRole,
    Directory,
    Partner,
    Seat,
    SignedDirectory,
    TrustedDirectory,
    Witness,
    sign_directory,
    trust,
)
from protocol.ids import PartKind, quarter_of
from protocol.policy import (
    Area,
    ChangeRules,
    CustodyRules,
    LogRules,
    Person,
    PolicyBundle,
    ReleaseRules,
    Role,
    SignedPolicy,
    TrustedPolicy,
    sign_policy,
    trust_policy,
)
from protocol.primitives import Randomness, SealKey, SignKey
from protocol.roots import RootSet

TODAY = 20_778
"""2026-11-21."""
NOW = TODAY * 86_400 + 43_200
QUARTER = quarter_of(TODAY)
COUNTRIES = ("xa", "xb")
PARTNERS = ("lantern", "acacia", "harbour")
WITNESSES = ("kiln", "mill", "weir", "forge")


def seeded(seed: str) -> Randomness:
    """Randomness that is the same every time: SHAKE-256 of the seed and a counter."""
    count = 0

    def random(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{seed}/{count}".encode()).digest(size)

    return random


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: float = NOW) -> None:
        self.now = float(now)

    def __call__(self) -> float:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += days * 86_400


@dataclass(frozen=True)
class Custodian:
    name: str
    seal_key: SealKey
    sign_key: SignKey


@dataclass(frozen=True)
class DeskKeys:
    name: str
    holder: str
    seal_key: SealKey
    sign_key: SignKey


@dataclass(frozen=True)
class Consortium:
    """All keys of everyone, and what they signed."""

    roots: tuple[SignKey, ...]
    root_set: RootSet
    vault_seal: SealKey
    devices: dict[DeviceRole, SignKey]
    administrators: dict[str, SignKey]
    custodians: dict[str, tuple[Custodian, ...]]
    """By compartment, in the order of the seats."""
    desks: dict[str, tuple[DeskKeys, ...]]
    """By compartment: the curator's desk, then the reviewer's."""
    recovery: dict[str, SealKey]
    staff: dict[str, SignKey]
    signed: SignedDirectory
    directory: TrustedDirectory
    signed_policy: SignedPolicy
    policy: TrustedPolicy
    random: Randomness = field(repr=False)
    witnesses: dict[str, SignKey]

    def write_pinned(self, folder: Path, *, with_policy: bool = True) -> Path:
        """Write the folder that server/pinned.py reads."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "roots.cbor").write_bytes(self.root_set.to_bytes())
        (folder / f"directory-{self.directory.contents.number}.cbor").write_bytes(self.signed.to_bytes())
        if with_policy:
            (folder / "policy.cbor").write_bytes(self.signed_policy.to_bytes())
        return folder

    def resign(self, change: Callable[[Directory], Directory]) -> SignedDirectory:
        """The same directory with a change, signed by all roots."""
        return sign_directory(change(self.directory.contents), list(enumerate(self.roots)))

    def resign_policy(self, change: Callable[[PolicyBundle], PolicyBundle]) -> SignedPolicy:
        """This policy with a change, signed by both administrators; the next version names this one as its origin."""
        before = self.policy.contents
        bundle = change(before)
        if bundle.version == before.version + 1 and bundle.previous == before.previous:
            bundle = bundle.model_copy(update={"previous": self.policy.hash})
        return sign_bundle(bundle, self.administrators)


def make_consortium(
    seed: str = "leeward",
    *,
    custodians: int = 7,
    quorums: tuple[int, int, int] = (4, 5, 5),
    work_bits: int = 4,
    rules: ReleaseRules | None = None,
    log: LogRules | None = None,
    cedar: tuple[str, str] = ("", ""),
    today: int = TODAY,
    witnesses: tuple[int, int] = (0, 0),
) -> Consortium:
    """Two countries, each with testimony, identity and evidence; quorums in that order; two desks of two people each.

    The same two desks serve all kinds of a country. `cedar` is (schema, policies); `witnesses`, how many there are and
    how many of them are needed.
    """
    random = seeded(seed)
    devices = {role: SignKey.new(random) for role in DeviceRole}
    administrators = {name: SignKey.new(random) for name in ("dalia", "esteban")}
    vault_seal = SealKey.new(random)
    roots = tuple(SignKey.new(random) for _ in range(3))
    root_set = RootSet(keys=tuple(root.public for root in roots), needed=2)
    seats: dict[str, tuple[Custodian, ...]] = {}
    desks: dict[str, tuple[DeskKeys, ...]] = {}
    recovery: dict[str, SealKey] = {}
    compartments = []
    for country in COUNTRIES:
        pair = tuple(
            DeskKeys(f"desk-{country}-{side}", f"{side}-{country}", SealKey.new(random), SignKey.new(random))
            for side in ("curator", "reviewer")
        )
        for kind, needed in zip(PartKind, quorums, strict=True):
            name = f"{country}-{kind}"
            seats[name] = tuple(
                Custodian(f"custodian-{name}-{number}", SealKey.new(random), SignKey.new(random))
                for number in range(1, custodians + 1)
            )
            desks[name], recovery[name] = pair, SealKey.new(random)
            compartments.append(_compartment(name, country, kind, needed, seats[name], pair, recovery[name]))
    # A stream of their own: with or without witnesses everyone else has the same keys.
    co_signing = seeded(f"{seed} witnesses")
    watching = {name: SignKey.new(co_signing) for name in WITNESSES[: witnesses[0]]}
    directory = Directory(
        number=1,
        epoch=1,
        previous=NO_PREVIOUS,
        issued=today,
        expires=today + 180,
        compartments=tuple(compartments),
        vault_seal_key=vault_seal.public,
        devices=tuple(Device(device=role.value, role=role, sign_key=key.public) for role, key in devices.items()),
        administrators=tuple(
            Administrator(administrator=name, organisation=f"house-of-{name}", sign_key=key.public)
            for name, key in administrators.items()
        ),
        partners=tuple(Partner(partner=name) for name in PARTNERS),
        witnesses=tuple(Witness(witness=name, sign_key=key.public) for name, key in watching.items()),
        witnesses_needed=witnesses[1],
        never_to=("ministry-of-truth", "border-force"),
        work_bits=work_bits,
        log_origin="log.leeward.example/test",
    )
    signed = sign_directory(directory, list(enumerate(roots)))
    trusted = trust(signed, root_set, today)
    staff = {name: SignKey.new(random) for name in ("analyst-amara", "analyst-boris", "auditor-chen", "analyst-un")}
    signed_policy = sign_bundle(_bundle(staff, administrators, rules, log, cedar, today), administrators)
    return Consortium(
        roots,
        root_set,
        vault_seal,
        devices,
        administrators,
        seats,
        desks,
        recovery,
        staff,
        signed,
        trusted,
        signed_policy,
        trust_policy(signed_policy, trusted),
        random,
        watching,
    )


def sign_bundle(bundle: PolicyBundle, administrators: dict[str, SignKey]) -> SignedPolicy:
    return SignedPolicy(
        bundle=bundle.to_bytes(),
        signatures=tuple(sign_policy(bundle, name, key) for name, key in administrators.items()),
    )


def _compartment(
    name: str,
    country: str,
    kind: PartKind,
    needed: int,
    seats: tuple[Custodian, ...],
    desks: tuple[DeskKeys, ...],
    recovery: SealKey,
) -> Compartment:
    return Compartment(
        name=name,
        country=country,
        kind=kind,
        needed=needed,
        seats=tuple(
            Seat(
                custodian=one.name,
                organisation=f"house-{number}",
                seal_key=one.seal_key.public,
                sign_key=one.sign_key.public,
            )
            for number, one in enumerate(seats, 1)
        ),
        desks=tuple(
            Desk(desk=one.name, holder=one.holder, seal_key=one.seal_key.public, sign_key=one.sign_key.public)
            for one in desks
        ),
        recovery_key=recovery.public,
    )


def _bundle(
    staff: dict[str, SignKey],
    administrators: dict[str, SignKey],
    rules: ReleaseRules | None,
    log: LogRules | None,
    cedar: tuple[str, str],
    today: int,
) -> PolicyBundle:
    circles = {"analyst-amara": Audience.CONSORTIUM, "analyst-boris": Audience.TASK_FORCE, "analyst-un": Audience.UN}
    people = [
        Person(
            person=name,
            organisation="consortium",
            sign_key=key.public,
            roles=(Role.AUDITOR,) if name.startswith("auditor") else (Role.ANALYST,),
            compartments=tuple(f"{country}-testimony" for country in COUNTRIES),
            audience=circles.get(name, Audience.NOBODY),
        )
        for name, key in staff.items()
    ]
    people += [
        Person(person=name, organisation="board", sign_key=key.public, roles=(Role.ADMINISTRATOR,))
        for name, key in administrators.items()
    ]
    return PolicyBundle(
        version=1,
        previous=NO_PREVIOUS,
        issued=today,
        directory_number=1,
        release=rules or ReleaseRules(epoch_seconds=5),
        custody=CustodyRules(),
        log=log or LogRules(tick_seconds=1, leaves_per_tick=4),
        changes=ChangeRules(cooling_off_days=0),
        collect_seconds=5,
        staff=tuple(people),
        areas=tuple(
            area
            for country in COUNTRIES
            for area in (
                Area(code=country, name=f"Country {country.upper()}", country=country, level=Place.COUNTRY),
                Area(code=f"{country}-01", name="Northern", country=country, level=Place.FIRST_LEVEL),
                Area(code=f"{country}-02", name="Southern", country=country, level=Place.FIRST_LEVEL),
            )
        ),
        cedar_schema=cedar[0],
        cedar_policies=cedar[1],
    )
