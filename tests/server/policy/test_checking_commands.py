"""`leeward policy check`, `diff` and `simulate`: what is found is said with its line, and by the exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from clients.founder.errors import NotUsable
from protocol.directory import DeviceRole
from protocol.policy import SignedPolicy, policy_hash
from protocol.simulation import PeopleBand, PolicySimulation, SimulatedCompartment
from server.cli import app
from server.policy import checking_commands
from server.policy.errors import CannotBeSimulated, NotAPolicy, VaultNotNamed, VaultSilent
from tests.served import write_settings
from tests.server.policy_checking.drafts import BASE, IN_FORCE, LAST_LINE, SCHEMA, WORLD
from tests.worlds import TODAY

FORBIDS = '@id("x") forbid (principal == Analyst::"analyst-boris", action, resource);\n'


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("server.policy.checking_commands.time.time", lambda: TODAY * 86_400.0)
    return WORLD.write_pinned(tmp_path / "pinned")


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """A draft as people write it, with the staff of the policy in force."""
    (tmp_path / "schema.cedarschema").write_text(SCHEMA)
    (tmp_path / "base.cedar").write_text(BASE)
    tables = {name: getattr(IN_FORCE, name) for name in ("release", "custody", "log", "changes")}
    lines = [
        "version = 2",
        f"issued = {TODAY}",
        "directory_number = 1",
        f'previous = "{WORLD.policy.hash.hex()}"',
        'cedar_schema = "schema.cedarschema"',
    ]
    lines += ['cedar_policies = "base.cedar"', "areas = []"]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {int(value)}" for key, value in table)]
    for one in IN_FORCE.staff:
        values = {**one.model_dump(exclude={"body", "begins", "ends", "sign_key"}), "sign_key": one.sign_key.hex()}
        lines += ["", "[[staff]]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
    draft = tmp_path / "draft.toml"
    draft.write_text("\n".join(lines))
    return draft


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(app, ["policy", *map(str, arguments)])


def signed(folder: Path, name: str, **changes: Any) -> Path:
    file = folder / name
    file.write_bytes(WORLD.resign_policy(lambda one: one.model_copy(update=changes)).to_bytes())
    return file


def test_a_draft_that_is_well_would_be_taken(papers: Path, toml: Path) -> None:
    result = run("check", toml, "--directory", papers)
    assert (result.exit_code, result.output) == (0, "It would be taken, with two signatures.\n")


def test_a_slip_is_said_with_its_line_and_ends_with_status_1(papers: Path, toml: Path) -> None:
    (toml.parent / "base.cedar").write_text(BASE + '@id("x") permt (principal, action, resource);')
    result = run("check", toml, "--directory", papers)
    assert result.exit_code == 1
    assert f"refused  policies, line {LAST_LINE}: This rule cannot be read." in result.output
    told = json.loads(run("check", toml, "--directory", papers, "--json").output)
    assert told["refused"] is True
    [finding] = told["findings"]
    assert (finding["line"], finding["code"], finding["refuses"]) == (LAST_LINE, "rule-cannot-be-read", True)


def test_it_is_held_against_the_policy_of_the_folder_or_the_one_that_is_said(papers: Path, tmp_path: Path) -> None:
    shut = {"cedar_policies": BASE + '@id("x") forbid (principal is Analyst, action, resource);'}
    draft = signed(tmp_path, "draft.cbor", version=2, **shut)
    assert run("check", draft, "--directory", papers).exit_code == 1
    same = signed(tmp_path, "same.cbor", **shut)
    assert run("check", draft, "--directory", papers, "--in-force", same).exit_code == 0
    (papers / "policy.cbor").unlink()
    assert run("check", draft, "--directory", papers).exit_code == 0


def test_differences_are_said_in_words_with_their_direction(papers: Path, tmp_path: Path) -> None:
    old = signed(tmp_path, "old.cbor")
    new = signed(tmp_path, "new.cbor", version=2, collect_seconds=9, cedar_policies=BASE + FORBIDS)
    lines = run("diff", old, new).output.splitlines()
    assert lines == [
        "neither     version: 1 → 2",
        "neither     previous: … → …",
        "loosening   collect_seconds: 5 → 9",
        f"loosening   cedar_policies: the text changed ({LAST_LINE - 1} → {LAST_LINE} lines)",
        "It loosens something.",
    ]
    told = json.loads(run("diff", old, new, "--directory", papers, "--json").output)
    assert [one["direction"] for one in told["changes"]] == ["neither", "neither", "loosening", "tightening"]


def test_who_loses_is_said_by_person_action_and_place(papers: Path, tmp_path: Path) -> None:
    old, new = signed(tmp_path, "old.cbor"), signed(tmp_path, "new.cbor", cedar_policies=BASE + FORBIDS)
    said = [f"analyst-boris (analyst) may no longer read summaries in {place}" for place in ("xa", "xb")]
    simulated = run("simulate", old, new, "--directory", papers).output.splitlines()
    assert simulated == [*said, "0 gain and 1 lose something."]
    told = json.loads(run("simulate", new, old, "--directory", papers, "--json").output)
    assert [(one["who"], one["action"], one["place"]) for one in told["gains"]] == [
        ("analyst-boris", "read_summaries", place) for place in ("xa", "xb")
    ]
    assert told["losses"] == []


def test_what_is_no_policy_is_one_sentence(papers: Path, toml: Path, tmp_path: Path) -> None:
    old, notes = signed(tmp_path, "old.cbor"), tmp_path / "notes.cbor"
    notes.write_text("notes")
    unusable = signed(tmp_path, "unusable.cbor", cedar_policies="permit (nobody);")
    toml.write_text("version = ")
    for error, *typed in (
        (NotAPolicy, "diff", old, notes),
        (NotUsable, "check", toml, "--directory", papers),
        (CannotBeSimulated, "simulate", old, unusable, "--directory", papers),
    ):
        assert isinstance(run(*typed).exception, error)


def test_the_example_of_a_policy_would_be_taken(papers: Path, tmp_path: Path) -> None:
    for file in ("docs/policy.toml", "server/policy/cedar/schema.cedarschema", "server/policy/cedar/base.cedar"):
        shutil.copy(Path(__file__).parents[3] / file, tmp_path)
    (papers / "policy.cbor").unlink()
    assert run("check", tmp_path / "policy.toml", "--directory", papers).output.startswith("It would be taken")


@pytest.fixture
def zone_settings(papers: Path) -> Path:
    secrets = {
        "sign_key": WORLD.devices[DeviceRole.POLICY].seed().hex(),
        "database_url": "postgresql://nobody@localhost/x",
    }
    file = write_settings(papers.parent / "policy.toml", 8004, secrets)
    with file.open("a") as more:
        more.write('\nledger_url = "https://log.example"\nincoming = "newest.cbor"\n')
    return file


def signed_once(file: Path, **rules: Any) -> SignedPolicy:
    """A proposal with other release rules; with both signatures in the answer, with one in the file."""
    release = IN_FORCE.release.model_copy(update=rules)
    both = WORLD.resign_policy(lambda one: one.model_copy(update={"version": 2, "release": release}))
    file.write_bytes(both.model_copy(update={"signatures": both.signatures[:1]}).to_bytes())
    return both


def test_the_vault_is_asked_what_would_newly_pass_and_its_bands_are_said(
    papers: Path, zone_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = signed(tmp_path, "old.cbor"), tmp_path / "once.cbor"
    both = signed_once(new, k=3)
    one = SimulatedCompartment(compartment="xa-testimony", ordinary=PeopleBand.SOME, urgent=PeopleBand.FEW)
    said = PolicySimulation(proposal=policy_hash(both), policy=WORLD.policy.hash, before=TODAY - 5, compartments=(one,))
    asked: list[tuple[str, bytes]] = []

    def vault(request: httpx.Request) -> httpx.Response:
        asked.append((str(request.url), request.content))
        return httpx.Response(200, content=said.to_bytes())

    monkeypatch.setattr(
        checking_commands,
        "peer",
        lambda url, _key, _clock: httpx.AsyncClient(base_url=url, transport=httpx.MockTransport(vault)),
    )
    asking = ("simulate", old, new, "--directory", papers, "--ask-vault", zone_settings)
    assert isinstance(run(*asking).exception, VaultNotNamed)
    with zone_settings.open("a") as more:
        more.write('vault_url = "https://vault.example"\n')
    assert run(*asking).output.splitlines() == [
        "0 gain and 0 lose something.",
        "People whose reports could newly stand behind a summary, of what came before 2026-11-16:",
        "  xa-testimony, ordinary way: 10-58",
        "  xa-testimony, urgent way: 0-18",
    ]
    assert asked == [("https://vault.example/v1/simulations", new.read_bytes())]
    assert json.loads(run(*asking, "--json").output)["passing"] == {
        "asked": True,
        "before": "2026-11-16",
        "compartments": [one.model_dump(mode="json")],
    }
    said = said.model_copy(update={"proposal": bytes(32)})
    assert isinstance(run(*asking).exception, VaultSilent), "an answer to something else is none"


def test_the_vault_is_not_asked_about_what_only_tightens(
    papers: Path, zone_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_asked: object) -> httpx.AsyncClient:
        raise AssertionError

    monkeypatch.setattr(checking_commands, "peer", nobody)
    with zone_settings.open("a") as more:
        more.write('vault_url = "https://vault.example"\n')
    old, new = signed(tmp_path, "old.cbor"), tmp_path / "once.cbor"
    signed_once(new, k=30)
    asking = ("simulate", old, new, "--directory", papers, "--ask-vault", zone_settings)
    assert run(*asking).output.splitlines() == [
        "0 gain and 0 lose something.",
        "No rule loosens by which a summary passes: nothing newly does, and the vault was not asked.",
    ]
    assert json.loads(run(*asking, "--json").output)["passing"] == {"asked": False}
