"""The ground the demo stands on: databases, keys, a signed directory and policy, cards, and every zone's settings.

It is made as people would make it, by the same functions as `leeward keys`, `directory`, `cards` and `policy`.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from clients.founder import draft as drafts
from clients.founder.keys import desk, device, new_machine_keys
from clients.key_file import PersonKeys, make_keys, open_keys
from protocol.cards import CardCode, CardList, new_batch
from protocol.consent import Audience, Place
from protocol.directory import NO_PREVIOUS, Compartment, Desk, DeviceRole, Partner, TrustedDirectory, Witness
from protocol.ids import PartKind, quarter_of
from protocol.policy import (
    Area,
    CustodyRules,
    LogRules,
    Person,
    PolicyBundle,
    ReleaseRules,
    Role,
    SignedPolicy,
    sign_policy,
)
from protocol.primitives import SealKey, SignKey
from server.demo.golden import GOLDEN
from server.demo.processes import LOOPBACK, free_port
from server.zone_databases import prepare_databases

COUNTRIES = {"xa": "Arvania", "xb": "Belmora"}
PARTNERS = ("lantern", "acacia", "harbour")
ANALYSTS = "river-watch"
"""Whom the analyst works for: one of the bodies that a source can shut out."""
AUDITOR = "noor"
"""Looks at pages alone in the demo, so that the key is nobody's."""
MOST_OWN_REPORTS = 12
"""With the demo's own seven they fit into one opening, which takes twenty parts."""
CARDS_EACH = 1 + MOST_OWN_REPORTS
EPOCH_SECONDS = 5
"""Seconds between release epochs in the demo's signed policy; a day is usual."""
COLLECT_SECONDS = 2
"""Seconds between the vault's visits to intake; half an hour is usual."""
MAILBOX_SECONDS = 2
"""Seconds between publications of mailboxes; six hours are usual."""
_CUSTODIANS = {PartKind.TESTIMONY: (4, 7), PartKind.IDENTITY: (5, 7), PartKind.EVIDENCE: (3, 5)}
"""How many of how many are needed; nobody holds seats of two kinds."""
_ADMINISTRATORS = {"dalia": "board", "emre": "lantern"}
"""And where they are from: two of two organisations sign a policy."""
KEY_FILE_MEMORY = 8 * 1024 * 1024
"""Bytes that opening a key file costs in the demo. Usual is 256 MiB, against guessing; here the passphrase lies beside
the key, and two dozen people share one machine."""
_CEDAR = Path(__file__).parents[1] / "policy" / "cedar"


@dataclass(slots=True)
class Ground:
    """Everything the demo's people and zones hold, and where."""

    folder: Path
    today: int
    ports: dict[str, int] = field(default_factory=dict)
    directory: TrustedDirectory = field(init=False)
    codes: dict[str, tuple[CardCode, ...]] = field(default_factory=dict, repr=False)
    analyst: SignKey = field(default_factory=SignKey.new, repr=False)
    consoles: dict[str, SignKey] = field(default_factory=dict, repr=False)

    def url(self, name: str) -> str:
        return f"http://{LOOPBACK}:{self.ports[name]}"

    def console_file(self, desk: str) -> Path:
        """The key with which a desk's person uses it; its passphrase lies beside it."""
        return self.path("consoles", f"{desk}.key")

    def path(self, *parts: str) -> Path:
        made = self.folder.joinpath(*parts)
        made.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return made

    def custodian_folder(self, compartment: str, number: int) -> Path:
        return self.path("custodians", f"{compartment[3:]}-{number}")

    @property
    def pages(self) -> str:
        """The staff's pages: browsers let passkeys be used without https at this name alone."""
        return f"http://localhost:{self.ports['policy']}"

    @property
    def custodian_page(self) -> str:
        """Where custodians open their page: the policy zone under a name that is for it alone."""
        return f"http://custody.localhost:{self.ports['policy']}"

    @property
    def papers(self) -> Path:
        """The founders' folder: draft, roots, signed directory and policy."""
        return self.path("papers")


CUSTODIANS_ASK = ("vault", "policy", "ledger", "intake")
CUSTODIAN_PAGE = Path(__file__).parents[2] / "clients" / "custodian" / "page" / "built"
ZONES = ("intake", "vault", "release", "policy", "ledger")
DESKS = {"curator-desk": "ines", "reviewer-desk": "tomas"}


def lay_ground(
    folder: Path, administrator: SecretStr, today: int, witness: Callable[[Ground], Sequence[Witness]] = lambda _: ()
) -> Ground:
    """Make it all in an empty folder. `administrator` is the URL of a PostgreSQL superuser; `witness` makes those whom
    the directory lists, all of whom must then co-sign the log."""
    ground = Ground(folder, today)
    for name in (*ZONES, *DESKS, "gateway"):
        ground.ports[name] = free_port()
    people = _make_people(ground)
    _make_machines(ground)
    _make_directory(ground, people, tuple(witness(ground)))
    _make_policy(ground, people)
    _make_cards(ground)
    _write_settings(ground, asyncio.run(prepare_databases(administrator)))
    return ground


def _make_people(ground: Ground) -> dict[str, PersonKeys]:
    """Roots, administrators and custodians, each with a passphrase of its own beside its key."""
    places = {name: ground.path("people", f"{name}.key") for name in ("root-1", "root-2", "root-3", *_ADMINISTRATORS)}
    for kind, (_, seats) in _CUSTODIANS.items():
        for number in range(1, seats + 1):
            folder = ground.custodian_folder(f"xa-{kind}", number)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            places[f"custodian-{kind}-{number}"] = folder / "custodian.key"
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(places, pool.map(_make_person, places, places.values()), strict=True))


def _make_person(name: str, file: Path) -> PersonKeys:
    passphrase = file.with_suffix(".passphrase")
    passphrase.touch(mode=0o600)
    passphrase.write_text(secrets.token_urlsafe(18))
    return make_keys(file, name, passphrase.read_text(), memory=KEY_FILE_MEMORY)


def _make_machines(ground: Ground) -> None:
    for name in (*ZONES, *DESKS, "gateway"):
        new_machine_keys(ground.path("keys", name))
    for name in DESKS:
        ground.consoles[name] = _make_person(name, ground.console_file(name)).sign_key


def _make_directory(ground: Ground, people: Mapping[str, PersonKeys], witnesses: tuple[Witness, ...]) -> None:
    papers = ground.papers
    draft = drafts.begin(papers, ground.today, "log.leeward.example/demo", work_bits=12)
    roles = {**{name: DeviceRole(name) for name in ZONES}, "gateway": DeviceRole.GATEWAY}
    draft = draft.model_copy(
        update={
            "roots": tuple(people[f"root-{number}"].sign_key.public for number in (1, 2, 3)),
            "administrators": tuple(people[name].administrator(house) for name, house in _ADMINISTRATORS.items()),
            "devices": tuple(device(ground.path("keys", name), name, role) for name, role in roles.items()),
            "vault_seal_key": SealKey(bytes.fromhex(ground.path("keys", "vault", "seal.key").read_text())).public,
            "witnesses": witnesses,
            "witnesses_needed": len(witnesses),
            "partners": tuple(Partner(partner=name) for name in PARTNERS),
            "never_to": ("ministry-of-order", "border-force", ANALYSTS),
        }
    )
    desks = tuple(desk(ground.path("keys", name), name, holder) for name, holder in DESKS.items())
    for country in COUNTRIES:
        for kind in _CUSTODIANS:
            draft = drafts.with_compartment(draft, _compartment(country, kind, people, desks))
    drafts.save(papers, draft)
    for root in ("root-1", "root-3"):
        drafts.add_signature(papers, _reopened(ground, root).sign_key)
    ground.directory = drafts.check(papers, ground.today)


def _reopened(ground: Ground, name: str) -> PersonKeys:
    file = ground.path("people", f"{name}.key")
    return open_keys(file, file.with_suffix(".passphrase").read_text())


def _compartment(
    country: str, kind: PartKind, people: Mapping[str, PersonKeys], desks: tuple[Desk, ...]
) -> Compartment:
    needed, seats = _CUSTODIANS[kind]
    return Compartment(
        name=f"{country}-{kind}",
        country=country,
        kind=kind,
        needed=needed,
        seats=tuple(people[f"custodian-{kind}-{number}"].seat(f"house-{number}") for number in range(1, seats + 1)),
        desks=desks,
        recovery_key=SealKey.new().public,
    )


def _make_policy(ground: Ground, people: Mapping[str, PersonKeys]) -> None:
    compartments = tuple(one.name for one in ground.directory.contents.compartments)
    analyst = Person(
        person="amara",
        organisation=ANALYSTS,
        sign_key=ground.analyst.public,
        roles=(Role.ANALYST,),
        compartments=compartments,
        audience=Audience.CONSORTIUM,
    )
    auditor = Person(person=AUDITOR, organisation=PARTNERS[1], sign_key=SignKey.new().public, roles=(Role.AUDITOR,))
    administrators = tuple(
        Person(person=name, organisation=house, sign_key=people[name].sign_key.public, roles=(Role.ADMINISTRATOR,))
        for name, house in _ADMINISTRATORS.items()
    )
    bundle = PolicyBundle(
        version=1,
        previous=NO_PREVIOUS,
        issued=ground.today,
        directory_number=ground.directory.contents.number,
        release=ReleaseRules(epoch_seconds=EPOCH_SECONDS),
        custody=CustodyRules(),
        log=LogRules(tick_seconds=1, leaves_per_tick=8),
        collect_seconds=COLLECT_SECONDS,
        staff=(analyst, auditor, *administrators),
        areas=tuple(_areas()),
        golden=GOLDEN,
        cedar_schema=(_CEDAR / "schema.cedarschema").read_text(),
        cedar_policies=(_CEDAR / "base.cedar").read_text(),
    )
    signatures = tuple(sign_policy(bundle, name, people[name].sign_key) for name in _ADMINISTRATORS)
    signed = SignedPolicy(bundle=bundle.to_bytes(), signatures=signatures)
    ground.path("papers", "policy.cbor").write_bytes(signed.to_bytes())
    for name in (*ZONES, *DESKS, "gateway"):
        _hand_out(ground, ground.path("pinned", name))


def _hand_out(ground: Ground, folder: Path) -> None:
    """Every machine keeps papers of its own: what one of them replaces, no other sees before it has checked it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in ("roots.cbor", f"directory-{ground.directory.contents.number}.cbor", "policy.cbor"):
        shutil.copyfile(ground.papers / name, folder / name)


def _areas() -> list[Area]:
    areas = []
    for code, name in COUNTRIES.items():
        areas.append(Area(code=code, name=name, country=code, level=Place.COUNTRY))
        for number, part in enumerate(("North", "South", "Coast"), 1):
            areas.append(Area(code=f"{code}-{number:02}", name=f"{part} {name}", country=code, level=Place.FIRST_LEVEL))
    return areas


def _make_cards(ground: Ground) -> None:
    """One batch a partner. The vault gets the lists; the codes go to people, shuffled, and are written nowhere here."""
    for partner in PARTNERS:
        codes, listed = new_batch(partner, quarter_of(ground.today), CARDS_EACH)
        ground.codes[partner] = codes
        ground.path("cards", f"{partner}.card-list.cbor").write_bytes(CardList.to_bytes(listed))


def _write_settings(ground: Ground, urls: Mapping[str, Mapping[str, SecretStr]]) -> None:
    for roles in urls.values():
        for role, url in roles.items():
            file = ground.path("databases", f"{role}.url")
            file.touch(mode=0o600)
            file.write_text(url.get_secret_value())
    peers = {
        "intake": (),
        "vault": ("intake", "ledger", "policy"),
        "release": ("vault", "ledger", "policy"),
        "policy": ("vault", "ledger"),
        "ledger": (),
    }
    logins = {
        "intake": {"writer_url": "intake_writer", "collector_url": "intake_collector"},
        "vault": {
            f"{purpose}_url": f"vault_{purpose}" for purpose in ("collector", "keeper", "openings", "clearances", "log")
        },
        "release": {"publisher_url": "release_publisher", "reader_url": "release_reader"},
        "policy": {"database_url": "policy_runtime"},
        "ledger": {"database_url": "ledger_runtime"},
    }
    for zone in ZONES:
        settings = _common(ground, zone) | {f"{peer}_url": ground.url(peer) for peer in peers[zone]}
        settings |= {f"{name}_file": f"../databases/{role}.url" for name, role in logins[zone].items()}
        if zone == "vault":
            settings |= {"seal_key_file": "../keys/vault/seal.key", "mailbox_seconds": MAILBOX_SECONDS}
            settings["journal"] = "../journal"
            ground.path("journal").mkdir(mode=0o700, exist_ok=True)
        if zone == "policy":
            settings |= {"incoming": "../papers/policy.cbor", "pages": ground.pages} | _custodian_page(ground)
        if zone in CUSTODIANS_ASK:
            settings["custodian_page_origins"] = [ground.custodian_page]
        _write_toml(ground.path("settings", f"{zone}.toml"), settings)
    _write_toml(
        ground.path("settings", "cards.toml"),
        {"pinned": "../pinned/vault", "database_url_file": "../databases/vault_card_loader.url"},
    )
    for name in DESKS:
        settings = _common(ground, name) | {f"{peer}_url": ground.url(peer) for peer in ("vault", "release", "policy")}
        settings |= {
            "name": name,
            "seal_key_file": f"../keys/{name}/seal.key",
            "console_keys": [ground.consoles[name].public.hex()],
            "folder": f"../{name}",
        }
        ground.path(name).mkdir(mode=0o700, exist_ok=True)
        _write_toml(ground.path("settings", f"{name}.toml"), settings)


def _custodian_page(ground: Ground) -> dict[str, object]:
    return {
        "custodian_page": str(CUSTODIAN_PAGE),
        "custodian_page_host": ground.custodian_page.removeprefix("http://"),
        "custodian_page_doors": [ground.url(zone) for zone in CUSTODIANS_ASK],
    }


def _common(ground: Ground, name: str) -> dict[str, object]:
    return {
        "host": LOOPBACK,
        "port": ground.ports[name],
        "pinned": f"../pinned/{name}",
        "sign_key_file": f"../keys/{name}/sign.key",
    }


def _write_toml(file: Path, settings: Mapping[str, object]) -> None:
    # TOML's strings, numbers and arrays of strings are JSON's.
    file.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items()))
