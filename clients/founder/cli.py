"""`leeward keys`, `leeward directory`, `leeward policy`: how a consortium begins and changes."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from clients.durable_file import read_at_most, write_durably, write_new
from clients.founder import draft as drafts
from clients.founder.approve_commands import policy_approve
from clients.founder.change_commands import change, show_weak, weak_in
from clients.founder.errors import AlreadyThere, NotInDraft, NotUsable, WeakShape
from clients.founder.keys import checked_name, new_machine_keys
from clients.founder.keys import desk as desk_public
from clients.founder.keys import device as device_public
from clients.founder.keys import witness as witness_public
from clients.founder.page_key_commands import keys_for_page
from clients.founder.policy import add_policy_signature
from clients.founder.shapes import Weakness
from clients.founder.shown_policy import show_policy, show_policy_as_json
from clients.key_file import make_keys, open_keys, typed_passphrase
from protocol.directory import (
    MAX_DESKS,
    MAX_SEATS,
    Administrator,
    Compartment,
    Desk,
    Device,
    DeviceRole,
    Partner,
    Seat,
    TrustedDirectory,
    Witness,
)
from protocol.errors import ProtocolError
from protocol.ids import PartKind, date_of, day_of
from protocol.primitives import MLKEM_PUBLIC, SealKey, check_public

keys = typer.Typer(help="Make keys for machines, root holders, administrators and staff.", no_args_is_help=True)
directory = typer.Typer(help="Make, sign and show the directory.", no_args_is_help=True)
policy = typer.Typer(help="Check, sign, show and compare the policy bundle.", no_args_is_help=True)

directory.add_typer(change)
policy.command("approve")(policy_approve)
keys.command("for-page")(keys_for_page)

_screen = Console(highlight=False)
Folder = Annotated[Path, typer.Argument(help="The folder of the draft.")]
PassphraseFile = Annotated[Path | None, typer.Option(help="Read the passphrase from this file.", exists=True)]


@keys.command("machine")
def keys_machine(
    folder: Annotated[Path, typer.Argument(help="Where the two secret files and the public one go.")],
    name: Annotated[str, typer.Option(help="The machine's name in the directory.")],
    role: Annotated[DeviceRole | None, typer.Option(help="For a zone or gateway.")] = None,
    holder: Annotated[str | None, typer.Option(help="For a desk: the person whose machine it is.")] = None,
    witness: Annotated[bool, typer.Option("--witness", help="For a partner's witness.")] = False,
) -> None:
    """Make the keys of a zone, a gateway, a desk or a witness, and the public half to hand over."""
    if (role is not None) + (holder is not None) + witness != 1:
        raise typer.BadParameter("say either --role, --holder or --witness")
    checked_name(name)
    checked_name(holder or name)
    seal, _ = new_machine_keys(folder)
    public: Device | Desk | Witness
    if witness:
        public = witness_public(folder, name)
    else:
        public = device_public(folder, name, role) if role else desk_public(folder, name, holder or "")
    write_durably(folder / "public.cbor", public.to_bytes())
    write_durably(folder / "seal.public", seal.public)
    _handed_over(folder / "public.cbor", public.sign_key)
    _screen.print("seal.key and sign.key never leave this machine.")


@keys.command("person")
def keys_person(
    file: Annotated[Path, typer.Argument(help="The key file to make.")],
    name: Annotated[str, typer.Option(help="The person's name in the directory.")],
    organisation: Annotated[str, typer.Option(help="The organisation they are from.", prompt="Organisation")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a root holder's, an administrator's or a staff member's keys, behind a passphrase, and what to hand over."""
    checked_name(organisation)
    made = make_keys(file, name, typed_passphrase(passphrase_file, new=True))
    public = file.with_suffix(".public")
    write_durably(public, made.administrator(organisation).to_bytes())
    _handed_over(public, made.sign_key.public)


def _handed_over(public: Path, sign_key: bytes) -> None:
    _screen.print(f"Hand over {public}; it holds no secret.", soft_wrap=True)
    # A policy lists the keys of staff in this spelling.
    _screen.print(f"Public signing key: {sign_key.hex()}", soft_wrap=True)


@directory.command("new")
def directory_new(  # noqa: PLR0917
    folder: Folder,
    log_origin: Annotated[str, typer.Option(help="The log's name, for example log.leeward.example.")],
    root: Annotated[list[Path], typer.Option(help="A root holder's .public file; once each.", exists=True)],
    administrator: Annotated[list[Path], typer.Option(help="An administrator's .public file.", exists=True)],
    device: Annotated[list[Path], typer.Option(help="A zone's or gateway's public.cbor.", exists=True)],
    vault_seal: Annotated[Path, typer.Option(help="The vault's seal.public.", exists=True)],
    partner: Annotated[list[str] | None, typer.Option(help="A partner's name; once each.")] = None,
    never_to: Annotated[list[str] | None, typer.Option(help="A body a source may shut out.")] = None,
    roots_needed: Annotated[int, typer.Option(help="How many roots must sign.", min=1, max=16)] = 2,
    work_bits: Annotated[int, typer.Option(help="Proof of work an upload costs.", min=0, max=28)] = 18,
) -> None:
    """Begin a directory from the public halves that people and machines handed over."""
    read = {
        "roots": tuple(drafts.read_public(Administrator, one).sign_key for one in root),
        "administrators": tuple(drafts.read_public(Administrator, one) for one in administrator),
        "devices": tuple(drafts.read_public(Device, one) for one in device),
        "vault_seal_key": _public(vault_seal),
        "partners": tuple(Partner(partner=checked_name(one)) for one in partner or ()),
        "never_to": tuple(checked_name(one) for one in never_to or ()),
    }
    draft = drafts.begin(folder, _today(), log_origin, work_bits=work_bits, roots_needed=roots_needed)
    drafts.save(folder, drafts.filled(draft, **read))
    _screen.print(f"A draft is in {folder}. Next: leeward directory add-compartment {folder} --help", soft_wrap=True)


@directory.command("add-compartment")
def directory_add_compartment(  # noqa: PLR0917
    folder: Folder,
    name: Annotated[str, typer.Option(help="Its name, for example xa-testimony.")],
    country: Annotated[str, typer.Option(help="Two letters.")],
    kind: Annotated[PartKind, typer.Option(help="What is sealed to it.")],
    needed: Annotated[int, typer.Option(help="How many custodians it takes: never one alone.", min=2, max=16)],
    seat: Annotated[list[Path], typer.Option(help="A custodian's seat.cbor; in the order of seats.", exists=True)],
    desk: Annotated[list[Path], typer.Option(help="A desk's public.cbor; in order.", exists=True)],
    recovery: Annotated[
        Path | None, typer.Option(help="A public recovery key; without it one is made here.", exists=True)
    ] = None,
) -> None:
    """Add a compartment: who holds its seats, how many of them it takes, at which desks it is read."""
    draft = drafts.load(folder)
    drafts.check_new(draft, checked_name(name))
    if not re.fullmatch(r"[a-z]{2}", country):
        raise NotInDraft("A country is two small letters.")
    seats = tuple(drafts.read_public(Seat, one) for one in seat)
    desks = tuple(drafts.read_public(Desk, one) for one in desk)
    if not needed <= len(seats) <= MAX_SEATS or len(desks) > MAX_DESKS:
        raise NotInDraft(
            f"A compartment has at most {MAX_SEATS} seats and {MAX_DESKS} desks, and no more needed than seats."
        )
    made = SealKey.new()
    compartment = Compartment(
        name=name,
        country=country,
        kind=kind,
        needed=needed,
        seats=seats,
        desks=desks,
        recovery_key=_public(recovery) if recovery else made.public,
    )
    grown = drafts.with_compartment(draft, compartment)
    if recovery is None:
        _keep_recovery(folder, name, made)
    drafts.save(folder, grown)
    _screen.print(f"Added {name}: opened by {needed} of {len(seat)}, read at {', '.join(one.desk for one in desks)}.")


@directory.command("set-witnesses")
def directory_set_witnesses(
    folder: Folder,
    witness: Annotated[
        list[Path] | None, typer.Option(help="A witness's public.cbor; all that there are, once each.", exists=True)
    ] = None,
    needed: Annotated[int, typer.Option(help="How many of them must have co-signed what counts.", min=0, max=32)] = 0,
) -> None:
    """Say who co-signs the log, and how many of them must have. Whoever is not named here is a witness no more."""
    listed = tuple(drafts.read_public(Witness, one) for one in witness or ())
    if needed > len(listed):
        raise NotInDraft("No more witnesses can be needed than there are.")
    drafts.save(folder, drafts.filled(drafts.load(folder), witnesses=listed, witnesses_needed=needed))
    names = ", ".join(one.witness for one in listed) or "nobody"
    _screen.print(f"Witnesses: {names}; {needed} of them must have co-signed what counts.")


def _keep_recovery(folder: Path, name: str, made: SealKey) -> None:
    try:
        write_new(folder / f"{name}.recovery.key", made.seed().hex().encode() + b"\n")
    except FileExistsError:
        raise AlreadyThere from None
    write_durably(folder / f"{name}.recovery.public", made.public)
    _screen.print(f"Split {name}.recovery.key among the root holders, then destroy it.", style="bold")


def _public(file: Path) -> bytes:
    """A public sealing key, as `leeward keys machine` wrote it. Raises NotUsable."""
    try:
        raw = read_at_most(file, MLKEM_PUBLIC + 32)
        check_public(raw)
    except (OSError, ProtocolError):
        raise NotUsable(f"{file.name} is not a public sealing key.") from None
    return raw


@directory.command("renew")
def directory_renew(folder: Folder) -> None:
    """Begin the successor of the directory signed here; then add, sign and hand out as before."""
    draft = drafts.renew(folder, _today())
    _screen.print(f"The draft is now directory {draft.number}, until {date_of(draft.expires)}.")


@directory.command("sign")
def directory_sign(
    folder: Folder,
    key: Annotated[Path, typer.Option(help="A root holder's key file.", exists=True)],
    passphrase_file: PassphraseFile = None,
    accept_weak: Annotated[
        list[Weakness] | None, typer.Option(help="Sign though this is weak, by its code; once each.")
    ] = None,
) -> None:
    """Add one root's signature. When enough have signed, the directory is ready to hand out."""
    draft = drafts.load(folder)
    found = weak_in(folder, draft)
    show_weak(found)
    if against := [one for one in found if one.stands_against(accept_weak or ())]:
        codes = ", ".join(sorted({one.what.value for one in against}))
        raise WeakShape(f"This directory is too weak to be signed: {codes}. Type: leeward directory check")
    _, signatures = drafts.add_signature(folder, open_keys(key, typed_passphrase(passphrase_file)).sign_key)
    needed = drafts.load(folder).roots_needed
    if signatures < needed:
        _screen.print(f"{signatures} of {needed} roots have signed.")
        return
    trusted = drafts.check(folder, _today())
    for country in _half_served(trusted):
        _screen.print(
            f"Nobody can report from {country} by it: a country needs a compartment for testimony and one for "
            "identity. Type leeward directory renew --help.",
            soft_wrap=True,
        )
    _screen.print(f"Ready: directory-{trusted.contents.number}.cbor and roots.cbor in {folder}.", soft_wrap=True)


@directory.command("show")
def directory_show(folder: Folder) -> None:
    """Show the newest signed directory of a folder, checked as every client checks it."""
    _show(drafts.check(folder, _today()))


@policy.command("sign")
def policy_sign(
    bundle: Annotated[Path, typer.Argument(help="The bundle as TOML; see docs/operating.md.", exists=True)],
    out: Annotated[Path, typer.Option(help="The signed bundle; the second one adds to it.")],
    key: Annotated[Path, typer.Option(help="An administrator's key file.", exists=True)],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Add one administrator's signature to a policy. It holds once two have signed.

    Where another policy is signed in that file already, nothing is written: take a new name.
    """
    keys_ = open_keys(key, typed_passphrase(passphrase_file))
    names = add_policy_signature(bundle, out, keys_.name, keys_.sign_key)
    # Without the directory nobody can say here who is an administrator: zones refuse a policy that others signed.
    more = "; one more is needed" if len(names) == 1 else ". It holds if the directory names them as administrators"
    _screen.print(f"{out.name} is signed by {', '.join(names)}{more}.", soft_wrap=True)


@policy.command("show")
def policy_show(
    signed: Annotated[Path, typer.Argument(help="A signed bundle.", exists=True)],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Show what a policy says, and who has put a signature on it. This does not check the signatures."""
    sys.stdout.write((show_policy_as_json if as_json else show_policy)(signed) + "\n")


def _half_served(trusted: TrustedDirectory) -> list[str]:
    """Countries to which no report can be sealed: each report has a testimony and an identity."""
    kinds: dict[str, set[PartKind]] = {}
    for one in trusted.contents.compartments:
        kinds.setdefault(one.country, set()).add(one.kind)
    return sorted(country for country, held in kinds.items() if not {PartKind.TESTIMONY, PartKind.IDENTITY} <= held)


def _show(trusted: TrustedDirectory) -> None:
    contents = trusted.contents
    _screen.print(f"Directory {contents.number}, epoch {contents.epoch}: {trusted.hash.hex()}")
    _screen.print(f"From {date_of(contents.issued)} to {date_of(contents.expires)}. Log: {contents.log_origin}")
    table = Table("compartment", "country", "kind", "quorum", "custodians", "desks")
    for one in contents.compartments:
        table.add_row(
            one.name,
            one.country,
            one.kind.value,
            f"{one.needed} of {len(one.seats)}",
            ", ".join(seat.custodian for seat in one.seats),
            ", ".join(f"{desk.desk} ({desk.holder})" for desk in one.desks),
        )
    _screen.print(table)
    _screen.print("Devices: " + ", ".join(f"{one.device} ({one.role})" for one in contents.devices))
    _screen.print("Administrators: " + ", ".join(one.administrator for one in contents.administrators))
    witnesses = ", ".join(one.witness for one in contents.witnesses) or "none"
    _screen.print(f"Witnesses: {witnesses}; {contents.witnesses_needed} must have co-signed what counts")
    _screen.print("Partners: " + (", ".join(one.partner for one in contents.partners) or "none"))
    _screen.print("Bodies that a source may shut out: " + (", ".join(contents.never_to) or "none"))


def _today() -> int:
    return day_of(time.time())
