"""From an empty folder to a running compartment; one custodian leaves, another is lost, and old reports still open.

Papers and shares go their way by the real commands, against the real vault and log; only the clock is ours.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio.to_thread
import httpx
import pytest
from typer.testing import CliRunner

from clients.custodian import at_the_doors, succession_commands
from clients.custodian import cli as custodian_cli
from clients.custodian.cli import app as custodian_app
from clients.custodian.errors import NoSeat
from clients.custodian.to_vault import Doors
from clients.device_auth import DeviceAuth
from clients.founder import change_commands
from clients.founder import cli as founder_cli
from clients.founder import draft as drafts
from clients.founder.keys import read_seed
from clients.key_file import PersonKeys, make_keys
from protocol.desk_crossings import OpenablePart
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.errors import CannotOpen
from protocol.opening import Side, check_request, join_opening
from protocol.policy import trust_policy
from protocol.primitives import SealKey, SignKey, open_secret
from protocol.sealing import SealedPart, seat_context
from server.database import open_engine
from server.ledger.api import create_app
from server.ledger.ticks import found
from server.ledger.ticks import tick as tick_log
from server.ledger.world import World
from server.vault.rounds import follow_log
from tests.clients.custodian.test_with_the_real_vault import ThroughTheLoop
from tests.clients.founder.test_papers import app as founder_app
from tests.server.vault.conftest import BASE_RULES
from tests.server.vault.vault_world import TESTIMONY, VaultWorld, problem, running_vault
from tests.worlds import TODAY, Clock, Consortium, Custodian, DeskKeys, _bundle, seeded, sign_bundle

PASSPHRASE = "six random words are good enough"
ORGANISATIONS = ("lantern", "acacia", "harbour")
CUSTODIANS = tuple(f"t{number}" for number in range(1, 6))
LEAVES, LOST, TAKES_OVER, REPLACES = "t2", "t4", "amina", "bakari"


@dataclass
class Founders:
    """A folder of papers, another of people's keys, and the commands on them."""

    papers: Path
    people: Path

    def person(self, name: str, organisation: str) -> PersonKeys:
        """As `leeward keys person` and `leeward-custodian key new` make them; light on memory."""
        keys = make_keys(self.people / f"{name}.key", name, PASSPHRASE, seeded(name), 8 << 20)
        (self.people / f"{name}.public").write_bytes(keys.administrator(organisation).to_bytes())
        (self.people / f"{name}.seat").write_bytes(keys.seat(organisation).to_bytes())
        return keys

    def machine(self, name: str, *what: str) -> tuple[SealKey, SignKey]:
        self.run("keys", "machine", self.people / name, "--name", name, *what)
        seeds = (read_seed(self.people / name / f"{kind}.key") for kind in ("seal", "sign"))
        return SealKey(next(seeds)), SignKey(next(seeds))

    def run(self, *arguments: object) -> str:
        done = CliRunner().invoke(founder_app, [str(one) for one in arguments])
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    def directory(self, command: str, *arguments: object) -> str:
        return self.run("directory", command, self.papers, *arguments)

    def sign(self, *roots: str) -> bytes:
        for root in roots:
            key = ("--key", self.people / f"{root}.key", "--passphrase-file", self.people / "words")
            self.directory("sign", *key)
        return (self.papers / f"directory-{drafts.load(self.papers).number}.cbor").read_bytes()

    def compartment(self, kind: str, needed: int, seats: tuple[str, ...]) -> None:
        given: list[object] = ["--name", f"xa-{kind}", "--country", "xa", "--kind", kind, "--needed", needed]
        given += [part for name in seats for part in ("--seat", self.people / f"{name}.seat")]
        desks = ("desk-curator", "desk-reviewer")
        given += [part for name in desks for part in ("--desk", self.people / name / "public.cbor")]
        self.directory("add-compartment", *given)


def found_a_consortium(folder: Path) -> tuple[Founders, Consortium]:
    """Everything from nothing: keys, then a directory of two compartments that two of three roots signed."""
    founders = Founders(folder / "papers", folder / "people")
    founders.people.mkdir()
    (founders.people / "words").touch(mode=0o600)
    (founders.people / "words").write_text(PASSPHRASE)
    roots = [founders.person(f"root-{number}", "board") for number in (1, 2, 3)]
    administrators = {
        name: founders.person(name, organisation).sign_key
        for name, organisation in zip(("dalia", "emre", "fatou"), ORGANISATIONS, strict=True)
    }
    people = {
        name: founders.person(name, ORGANISATIONS[at % 3]) for at, name in enumerate((*CUSTODIANS, "i1", "i2", "i3"))
    }
    zones = {role: founders.machine(role.value, "--role", role.value) for role in DeviceRole}
    desks = {
        side: founders.machine(f"desk-{side}", "--holder", holder)
        for side, holder in (("curator", "ines"), ("reviewer", "tomas"))
    }
    given: list[object] = ["--log-origin", "log.leeward.example/life", "--partner", "lantern"]
    given += [part for one in roots for part in ("--root", founders.people / f"{one.name}.public")]
    given += [part for name in administrators for part in ("--administrator", founders.people / f"{name}.public")]
    given += [part for role in zones for part in ("--device", founders.people / role.value / "public.cbor")]
    founders.directory("new", *given, "--vault-seal", founders.people / "vault" / "seal.public")
    founders.compartment("testimony", 3, CUSTODIANS)
    founders.compartment("identity", 2, ("i1", "i2", "i3"))
    assert "Nothing weak" in founders.directory("check")
    founders.sign("root-1", "root-2")
    directory = drafts.check(founders.papers, TODAY)
    bundle = _bundle({}, administrators, None, None, BASE_RULES, TODAY)
    signed_policy = sign_bundle(bundle, administrators)
    pair = tuple(
        DeskKeys(f"desk-{side}", holder, *desks[side]) for side, holder in (("curator", "ines"), ("reviewer", "tomas"))
    )
    held = {TESTIMONY: tuple(Custodian(name, people[name].seal_key, people[name].sign_key) for name in CUSTODIANS)}
    return founders, Consortium(
        roots=tuple(one.sign_key for one in roots),
        root_set=drafts.load(founders.papers).root_set(),
        vault_seal=zones[DeviceRole.VAULT][0],
        devices={role: sign for role, (_, sign) in zones.items()},
        administrators=administrators,
        custodians=held,
        desks={TESTIMONY: pair},
        recovery={},
        staff={},
        witnesses={},
        signed=drafts.read_directory(founders.papers / "directory-1.cbor"),
        directory=directory,
        signed_policy=signed_policy,
        policy=trust_policy(signed_policy, directory),
        random=seeded("life"),
    )


@dataclass
class Life:
    """The running zones, and everybody's own machine: a folder each, and `leeward-custodian`."""

    founders: Founders
    vault: VaultWorld
    ledger: Any
    tick: Callable[[], Any]
    folder: Path

    def doors(self, keys: PersonKeys) -> Doors:
        auth = DeviceAuth(keys.sign_key, keys.sign_key.public.hex(), self.vault.clock)

        def papers(request: httpx.Request) -> httpx.Response:
            pinned = self.vault.world.pinned
            if request.url.path == "/v1/orders":
                return httpx.Response(200, content=pinned.orders.to_bytes())
            paper = pinned.signed_directory if request.url.host == "intake" else pinned.signed_policy
            return httpx.Response(200, content=paper.to_bytes())

        return Doors(
            vault=httpx.Client(transport=ThroughTheLoop(self.vault.app), base_url="http://vault", auth=auth),
            policy=httpx.Client(transport=httpx.MockTransport(papers), base_url="http://policy"),
            ledger=httpx.Client(transport=ThroughTheLoop(self.ledger), base_url="http://log"),
            intake=httpx.Client(transport=httpx.MockTransport(papers), base_url="http://intake"),
        )

    async def types(self, name: str, *arguments: str, refused: type[Exception] | None = None) -> str:
        """What the custodian's own tool says."""
        home = self.folder / name
        if not home.exists():
            home.mkdir()
            (home / "roots.cbor").write_bytes((self.founders.papers / "roots.cbor").read_bytes())
            (home / "custodian.key").write_bytes((self.founders.people / f"{name}.key").read_bytes())
            (home / "settings.toml").write_text(
                "".join(f'{zone} = "http://{zone}"\n' for zone in ("vault", "policy", "ledger", "intake"))
            )
        given = [*arguments, "--folder", str(home), "--passphrase-file", str(self.founders.people / "words")]
        done = await anyio.to_thread.run_sync(partial(CliRunner().invoke, custodian_app, given))
        if refused is not None:
            assert isinstance(done.exception, refused), (done.output, done.exception)
            return ""
        assert done.exit_code == 0, (name, arguments, done.output, done.exception)
        return done.output

    async def succession(self, name: str, what: str, number: str, *more: str) -> str:
        return await self.types(name, "succession", what, number, "--compartment", TESTIMONY, *more)


@pytest.fixture
async def life(databases: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    clock = Clock()
    ours = SimpleNamespace(time=clock, strftime=time.strftime, gmtime=time.gmtime)
    for module in (founder_cli, change_commands, at_the_doors, succession_commands, custodian_cli):
        monkeypatch.setattr(module, "time", ours)
    founders, consortium = found_a_consortium(tmp_path)
    async with running_vault(consortium, databases, tmp_path / "pinned") as vault:
        monkeypatch.setattr(ours, "time", vault.clock)
        engine = open_engine(databases.of("ledger")["ledger_runtime"])
        log = World(
            clock=vault.clock,
            random=seeded("log"),
            engine=engine,
            pinned=vault.world.pinned,
            sign_key=consortium.devices[DeviceRole.LEDGER],
            authorities=("log",),
        )
        await found(log)
        ledger = create_app(log)
        vault.to_log.lead_to(httpx.ASGITransport(ledger))

        async def tick() -> None:
            await follow_log(vault.world)
            vault.clock.now += 1
            await tick_log(log)
            await follow_log(vault.world)

        here = Life(founders, vault, ledger, tick, tmp_path / "machines")
        here.folder.mkdir()
        monkeypatch.setattr(at_the_doors, "doors_to", lambda _, keys: here.doors(keys))
        yield here
        await engine.dispose()


async def test_one_leaves_one_is_lost_and_an_old_report_opens_with_both_successors(life: Life) -> None:
    vault, founders = life.vault, life.founders
    old, _ = await vault.told(None, None)
    await the_next_directory(life)
    await a_seat_is_handed_over(life)
    await a_lost_seat_is_made_again(life)
    assert "they burned the market" in await opened(life, old.testimony)
    await what_left_opens_nothing(life, old)
    assert "directory-2.cbor" in {file.name for file in founders.papers.iterdir()}


async def the_next_directory(life: Life) -> None:
    """By its commands, and in force at the vault."""
    founders = life.founders
    founders.person(TAKES_OVER, ORGANISATIONS[1])
    founders.person(REPLACES, ORGANISATIONS[0])
    founders.directory("renew")
    here = ("--compartment", TESTIMONY)
    founders.directory("hand-over", *here, "--custodian", LEAVES, "--seat", founders.people / f"{TAKES_OVER}.seat")
    founders.directory("replace-lost", *here, "--custodian", LOST, "--seat", founders.people / f"{REPLACES}.seat")
    life.vault.world.pinned.replace_directory(founders.sign("root-1", "root-3"))


async def a_seat_is_handed_over(life: Life) -> None:
    number = (await life.types(TAKES_OVER, "succession", "begin", TESTIMONY)).split()[1].rstrip(".")
    await life.tick()
    asked = await life.types(LEAVES, "succession", "waiting", "--compartment", TESTIMONY)
    assert "you are asked to hand its shares over" in asked
    assert TAKES_OVER in asked
    assert "Handed over: 2 parts." in await life.succession(LEAVES, "hand-over", number, "--yes")
    assert "your share of 2 parts." in await life.succession(TAKES_OVER, "finish", number)


async def a_lost_seat_is_made_again(life: Life) -> None:
    helpers = ("t1", "t3", TAKES_OVER)
    named = [part for name in helpers for part in ("--helper", name)]
    begun = await life.types(REPLACES, "succession", "begin", TESTIMONY, "--lost", *named)
    number = begun.split()[1].rstrip(".")
    await life.tick()
    for name in helpers:
        assert "you are asked to help" in await life.types(name, "succession", "waiting")
        assert "type the same again" in await life.succession(name, "help", number, "--yes")
    for name in helpers:
        assert "done your part for 2 parts." in await life.succession(name, "help", number, "--yes")
    assert "your share of 2 parts." in await life.succession(REPLACES, "finish", number)


async def opened(life: Life, part: bytes) -> str:
    """With both successors and one who stayed; what the curator's desk reads."""
    vault = life.vault
    directory = vault.world.pinned.directory
    asked = await vault.ask([part], directory=directory.hash)
    await life.tick()
    for name in (TAKES_OVER, REPLACES, "t5"):
        assert "Approved 1 of 1 parts." in await life.types(name, "approve", "--all", "--yes")
    answer = await vault.fetch(asked, part)
    assert answer.status_code == 200, answer.text
    shown = OpenablePart.from_bytes(answer.content)
    checked = check_request(asked.signed, directory, int(vault.clock()))
    sealed, desk = SealedPart.from_bytes(shown.part), vault.desk()
    read = join_opening(shown.approvals, checked, sealed, Side.CURATOR, asked.curator_fresh, desk.seal_key, 1)
    return read.decode(errors="replace")


async def what_left_opens_nothing(life: Life, old: Any) -> None:
    """Neither at the vault's doors, nor of what is sealed now, nor of what was handed over."""
    vault = life.vault
    newer = vault.tell(directory=vault.world.pinned.directory).sealed.testimony
    handed = await vault.rows("SELECT part, seat, box FROM handed_shares")
    for number, name in ((2, LEAVES), (4, LOST)):
        keys = vault.consortium.custodians[TESTIMONY][number - 1]
        await life.types(name, "waiting", refused=NoSeat)
        answer = await vault.get(keys.sign_key, f"/v1/openings?compartment={TESTIMONY}")
        assert problem(answer) == "not-a-custodian"
        with pytest.raises(CannotOpen):
            open_secret(keys.seal_key, Purpose.SHARE, seat_context(newer.id(), number), newer.seats[number - 1])
        for row in handed:
            with pytest.raises(CannotOpen):
                open_secret(keys.seal_key, Purpose.HANDOVER, seat_context(row.part, row.seat), row.box)
    assert {row.seat for row in handed if row.part == old.testimony} == {2, 4}
    said = await life.types(LOST, "succession", "waiting", "--compartment", TESTIMONY)
    assert "Nothing of this waits for you." in said
