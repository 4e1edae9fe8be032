"""`leeward policy check`, `diff` and `simulate`: what a draft would do, before anybody signs it. They change nothing.

A policy is a TOML file with its Cedar files beside it, or a signed bundle; signatures are not checked here.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from protocol.directory import TrustedDirectory
from protocol.errors import Malformed
from protocol.ids import date_of
from protocol.policy import PolicyBundle, PolicyRefused, SignedPolicy
from protocol.policy_changes import Change, changes, loosens
from protocol.policy_directions import Direction
from protocol.primitives import SignKey
from protocol.simulation import PolicySimulation, could_newly_pass
from server.authorization import RulesRefused
from server.peers import peer
from server.pinned import Pinned
from server.policy.errors import CannotBeSimulated, NotAPolicy, VaultNotNamed
from server.policy.settings import Settings
from server.policy.to_vault import simulate
from server.policy_checking.cedar_direction import cedar_direction
from server.policy_checking.check import check, decisions
from server.policy_checking.findings import Finding, keeps_out, plain
from server.policy_checking.gains import Shift, shifts
from server.policy_checking.matrix import TooManyQuestions
from server.settings import read_settings

ReadDraft = Callable[[Path], PolicyBundle]
Old = Annotated[Path, typer.Argument(help="The policy before: a signed one, or a TOML file.", exists=True)]
New = Annotated[Path, typer.Argument(help="The policy after: a signed one, or a TOML file.", exists=True)]
Papers = Annotated[
    Path, typer.Option(help="A folder with roots.cbor and the newest directory, as zones pin it.", exists=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]


def add_checks(policy: typer.Typer, read_draft: ReadDraft) -> None:
    """Add the commands to `leeward policy`. `read_draft` reads a TOML file; it is a client's, which no zone imports."""

    @policy.command("check")
    def policy_check(
        draft: Annotated[Path, typer.Argument(help="The draft: a TOML file, or a signed policy.", exists=True)],
        directory: Papers,
        in_force: Annotated[
            Path | None,
            typer.Option(help="The policy in force. Without it, the policy.cbor of the folder is taken.", exists=True),
        ] = None,
        as_json: AsJson = False,
    ) -> None:
        """Find what is wrong with a draft, with the line and the reason. The policy zone refuses what this refuses.

        Exit status 1 if it would be refused.
        """
        papers = _papers(directory)
        before = _in_force(papers) if in_force is None else _read(in_force, read_draft)
        findings = check(_read(draft, read_draft), papers.directory, before)
        _print(_findings_as_json(findings) if as_json else _findings(findings))
        if keeps_out(findings):
            raise typer.Exit(1)

    @policy.command("diff")
    def policy_diff(
        old: Old,
        new: New,
        directory: Annotated[Path | None, typer.Option(help=_FOR_CEDAR, exists=True)] = None,
        as_json: AsJson = False,
    ) -> None:
        """Say every difference between two policies in plain words: what loosens, what tightens, what does neither."""
        before, after = _read(old, read_draft), _read(new, read_draft)
        cedar = cedar_direction(_papers(directory).directory, before, after) if directory else Direction.LOOSENING
        found = changes(before, after, cedar)
        _print(_changes_as_json(found) if as_json else _changes(found))

    @policy.command("simulate")
    def policy_simulate(
        old: Old,
        new: New,
        directory: Papers,
        ask_vault: Annotated[Path | None, typer.Option(help=_FOR_THE_VAULT, exists=True)] = None,
        as_json: AsJson = False,
    ) -> None:
        """Say who gains and who loses by a new policy: by person, action and place, with both locks asked."""
        papers = _papers(directory).directory
        before, after = _read(old, read_draft), _read(new, read_draft)
        gains, losses = _shifts(papers, before, after)
        passing = None if ask_vault is None else _passing(ask_vault, new, before, after)
        _print(_simulated_as_json(gains, losses, passing) if as_json else _simulated(gains, losses, passing))


_FOR_CEDAR = (
    "A folder with roots.cbor and the newest directory: then a Cedar text by which nobody gains does not loosen. "
    "Without it, every text that changed does."
)


_FOR_THE_VAULT = (
    "The policy zone's settings, policy.toml, on its machine: then the vault is asked what would newly pass its "
    "counting, if a rule loosens by which a summary passes. The new policy must have one administrator's signature. "
    "The log gets an entry; five a week are answered."
)
NOTHING_PASSES = "No rule loosens by which a summary passes: nothing newly does, and the vault was not asked."
Passing = PolicySimulation | str | None
"""What the vault said; the words where there was nothing to ask it; None where nobody wanted to."""


def _passing(config: Path, new: Path, before: PolicyBundle, after: PolicyBundle) -> Passing:
    """Raises what `_ask_vault` raises."""
    # What only tightens the vault would not answer either.
    return _ask_vault(config, new) if could_newly_pass(before.release, after.release) else NOTHING_PASSES


def _ask_vault(config: Path, new: Path) -> PolicySimulation:
    """Raises VaultNotNamed, NotAPolicy, NotSimulated, SimulationsUsedUp or VaultSilent."""
    settings, proposal = read_settings(Settings, config, os.environ), _signed(new)
    if (url := settings.vault_url) is None:
        raise VaultNotNamed
    key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))

    async def asked() -> PolicySimulation:
        async with peer(url, key, time.time) as vault:
            return await simulate(vault, proposal)

    return asyncio.run(asked())


def _papers(folder: Path) -> Pinned:
    return Pinned(folder, time.time)


def _in_force(papers: Pinned) -> PolicyBundle | None:
    try:
        return papers.policy.contents
    except PolicyRefused:
        return None


def _read(file: Path, read_draft: ReadDraft) -> PolicyBundle:
    """Raises NotAPolicy, or what `read_draft` raises."""
    if file.suffix == ".toml":
        return read_draft(file)
    try:
        return PolicyBundle.from_bytes(_signed(file).bundle)
    except Malformed:
        raise NotAPolicy from None


def _signed(file: Path) -> SignedPolicy:
    try:
        with file.open("rb") as opened:
            return SignedPolicy.from_bytes(opened.read(SignedPolicy.BOUND + 1))
    except Malformed:
        raise NotAPolicy from None


def _shifts(
    directory: TrustedDirectory, old: PolicyBundle, new: PolicyBundle
) -> tuple[tuple[Shift, ...], tuple[Shift, ...]]:
    try:
        found = shifts(decisions(old, directory), decisions(new, directory))
    except (RulesRefused, TooManyQuestions):
        raise CannotBeSimulated from None
    return found.gains, found.losses


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _findings(found: tuple[Finding, ...]) -> Iterable[str]:
    yield from (one.as_line() for one in found)
    count = sum(one.refuses for one in found)
    yield f"It would be refused, for {count} reason(s)." if count else "It would be taken, with two signatures."


def _findings_as_json(found: tuple[Finding, ...]) -> Iterable[str]:
    yield json.dumps({"refused": keeps_out(found), "findings": [asdict(one) for one in found]}, indent=2)


def _changes(found: tuple[Change, ...]) -> Iterable[str]:
    yield from (plain(f"{one.direction:<12}{one.words}") for one in found)
    yield "It loosens something." if loosens(found) else "Nothing loosens."


def _changes_as_json(found: tuple[Change, ...]) -> Iterable[str]:
    yield json.dumps({"loosens": loosens(found), "changes": [asdict(one) for one in found]}, indent=2)


def _simulated(gains: tuple[Shift, ...], losses: tuple[Shift, ...], passing: Passing) -> Iterable[str]:
    yield from _who(gains, losses)
    if isinstance(passing, str):
        yield passing
    elif passing is not None:
        yield f"People whose reports could newly stand behind a summary, of what came before {date_of(passing.before)}:"
        for one in passing.compartments:
            for way, people in (("ordinary", one.ordinary), ("urgent", one.urgent)):
                yield f"  {one.compartment}, {way} way: {people}"


def _who(gains: tuple[Shift, ...], losses: tuple[Shift, ...]) -> Iterable[str]:
    yield from (plain(one.words) for one in (*gains, *losses))
    yield f"{len({one.who for one in gains})} gain and {len({one.who for one in losses})} lose something."


def _simulated_as_json(gains: tuple[Shift, ...], losses: tuple[Shift, ...], passing: Passing) -> Iterable[str]:
    said: dict[str, object] = {"gains": [asdict(one) for one in gains], "losses": [asdict(one) for one in losses]}
    if isinstance(passing, str):
        said["passing"] = {"asked": False}
    elif passing is not None:
        said["passing"] = {
            "asked": True,
            "before": date_of(passing.before).isoformat(),
            "compartments": [one.model_dump(mode="json") for one in passing.compartments],
        }
    yield json.dumps(said, indent=2)
