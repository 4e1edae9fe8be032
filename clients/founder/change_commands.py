"""`leeward directory add-seat | hand-over | replace-lost | …`: what changes in the directory that comes next."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from clients.durable_file import write_new
from clients.founder import changes, root_changes
from clients.founder import draft as drafts
from clients.founder.draft import Draft
from clients.founder.errors import AlreadyThere, NotInDraft
from clients.founder.instructions import Language, Party, draw
from clients.founder.keys import checked_name
from clients.founder.rehearsal import NOT_REAL, Rehearsal
from clients.founder.shapes import NEVER_ACCEPTED, REFUSED, Weak, weaknesses
from clients.key_file import open_keys, typed_passphrase
from protocol.directory import Administrator, Desk, Device, Directory, Partner, Seat
from protocol.ids import day_of
from protocol.roots import RootChange, RootSet

change = typer.Typer()
_screen = Console(highlight=False)
Folder = Annotated[Path, typer.Argument(help="The folder of the draft.")]
Place = Annotated[str, typer.Option("--compartment", help="For example xa-testimony.")]
SeatFile = Annotated[Path, typer.Option("--seat", help="The new custodian's seat.cbor.", exists=True)]
SubstituteFile = Annotated[Path, typer.Option("--seat", help="The substitute's seat.cbor.", exists=True)]
Steps = Annotated[Path | None, typer.Option(help="A PDF to make as well: the steps to print for those concerned.")]
StepsLanguage = Annotated[Language, typer.Option("--language", help="Of the steps.")]
NEXT = "Next: leeward directory check, then sign."
LAPSES = (
    "What the key before has stopped goes on under it, unless an administrator signs those orders: leeward orders sign."
)


@change.command("add-seat")
def add_seat(
    folder: Folder,
    compartment: Place,
    seat: SeatFile,
    needed: Annotated[
        int | None, typer.Option(help="A higher quorum, for reports that are sealed from then on.", min=2, max=16)
    ] = None,
) -> None:
    """A custodian joins: one more seat, at the end. They open what is sealed from then on, and nothing older."""
    new = drafts.read_public(Seat, seat)
    _apply(folder, lambda draft: changes.with_seat(draft, compartment, new, needed))
    _screen.print(f"{new.custodian} has a seat in {compartment}. {NEXT}")


@change.command("hand-over")
def hand_over(
    folder: Folder,
    compartment: Place,
    custodian: Annotated[str, typer.Option(help="Who leaves, by name.")],
    seat: SeatFile,
) -> None:
    """A custodian leaves, and another takes the seat; or the same person, with new keys."""
    new = drafts.read_public(Seat, seat)
    _apply(folder, lambda draft: changes.with_successor(draft, compartment, custodian, new))
    _screen.print(
        f"{new.custodian} has the seat of {custodian} in {compartment}. {NEXT} Once it is in force: {new.custodian} "
        f"types leeward-custodian succession begin {compartment}, and {custodian} hands over. A key that may be in "
        "other hands is not handed over from: leeward directory replace-lost.",
        soft_wrap=True,
    )


@change.command("replace-lost")
def replace_lost(
    folder: Folder,
    compartment: Place,
    custodian: Annotated[str, typer.Option(help="Whose key is lost, by name.")],
    seat: SeatFile,
) -> None:
    """A custodian's key is lost or stolen: a successor takes the seat, and others make its shares again."""
    new = drafts.read_public(Seat, seat)
    before = _before(folder)

    def replace(draft: Draft) -> Draft:
        changed = changes.with_successor(draft, compartment, custodian, new)
        changes.check_can_repair(changed, before, compartment)
        return changed

    draft = _apply(folder, replace)
    needed = next(one.needed for one in draft.compartments if one.name == compartment)
    _screen.print(
        f"{new.custodian} has the seat of {custodian} in {compartment}. {NEXT} Once it is in force: {new.custodian} "
        f"types leeward-custodian succession begin {compartment} --lost, with {needed} helpers at least.",
        soft_wrap=True,
    )


@change.command("add-desk")
def add_desk(
    folder: Folder,
    compartment: Place,
    desk: Annotated[Path, typer.Option(help="The desk's public.cbor.", exists=True)],
) -> None:
    """A desk joins a compartment. It reads what is sealed from then on."""
    new = drafts.read_public(Desk, desk)
    _apply(folder, lambda draft: changes.with_desk(draft, compartment, new))
    _screen.print(f"{new.desk} of {new.holder} is a desk of {compartment}. {NEXT}")


@change.command("revoke-desk")
def revoke_desk(
    folder: Folder,
    desk: Annotated[str, typer.Argument(help="Its name.")],
    compartment: Annotated[str | None, typer.Option(help="In this one only; else everywhere.")] = None,
) -> None:
    """A desk leaves. It opens nothing any more, and nothing is sealed to it; what it has read, it has read."""
    _apply(folder, lambda draft: changes.without_desk(draft, desk, compartment))
    _screen.print(f"{desk} is revoked. {NEXT} To stop it before that: two administrators' order, or a freeze.")


@change.command("add-administrator")
def add_administrator(
    folder: Folder, public: Annotated[Path, typer.Argument(help="Their .public file.", exists=True)]
) -> None:
    """Somebody more signs policies and orders."""
    new = drafts.read_public(Administrator, public)
    _apply(folder, lambda draft: changes.with_administrator(draft, new))
    _screen.print(f"{new.administrator} of {new.organisation} administers. {NEXT}")


@change.command("remove-administrator")
def remove_administrator(folder: Folder, name: Annotated[str, typer.Argument(help="Their name.")]) -> None:
    """An administrator leaves; a policy that they signed needs new signatures."""
    _apply(folder, lambda draft: changes.without_administrator(draft, name))
    _screen.print(f"{name} administers no more. {NEXT}")


@change.command("set-device")
def set_device(
    folder: Folder, public: Annotated[Path, typer.Argument(help="The machine's public.cbor.", exists=True)]
) -> None:
    """One more zone or gateway, or the new key of one that is there."""
    new = drafts.read_public(Device, public)
    _apply(folder, lambda draft: changes.with_device(draft, new))
    _screen.print(f"{new.device} serves as {new.role} with this key. {NEXT}")


@change.command("remove-device")
def remove_device(folder: Folder, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """A zone or gateway leaves."""
    _apply(folder, lambda draft: changes.without_device(draft, name))
    _screen.print(f"{name} is gone. {NEXT}")


@change.command("add-partner")
def add_partner(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="Its name.")],
    public: Annotated[
        Path | None, typer.Option(help="Its key's .public file: with it, it stops itself and its cards.", exists=True)
    ] = None,
) -> None:
    """A partner joins, with or without a key of its own."""
    key = drafts.read_public(Administrator, public).sign_key if public else None
    _apply(folder, lambda draft: changes.with_partner(draft, Partner(partner=checked_name(name), sign_key=key)))
    _screen.print(f"{name} is a partner. {NEXT}")


@change.command("set-partner-key")
def set_partner_key(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="Its name.")],
    public: Annotated[Path, typer.Argument(help="The .public file that `leeward keys person` made.", exists=True)],
) -> None:
    """A partner's key, its first or one in the place of another: with it, it stops itself and its cards."""
    key = drafts.read_public(Administrator, public).sign_key
    _apply(folder, lambda draft: changes.with_partner_key(draft, name, key))
    _screen.print(f"{name} has the key {key.hex()[:32]}. {NEXT} {LAPSES}", soft_wrap=True)


@change.command("end-partner-key")
def end_partner_key(folder: Folder, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """A partner's key is lost or stolen: it stops nothing any more. The partner stays."""
    _apply(folder, lambda draft: changes.with_partner_key(draft, name, None))
    _screen.print(f"{name} has no key any more. {NEXT} {LAPSES}", soft_wrap=True)


@change.command("add-substitute")
def add_substitute(
    folder: Folder,
    seat: SubstituteFile,
    custodian: Annotated[str, typer.Option("--for", help="The one custodian for whom, by name.")],
    steps: Steps = None,
    language: StepsLanguage = Language.EN,
) -> None:
    """Somebody vetted who may sit in for one custodian. Nothing is theirs to answer before that custodian's mandate."""
    new = drafts.read_public(Seat, seat)
    with _steps_beside(steps, language, Party.CUSTODIAN_AWAY, Party.SUBSTITUTE):
        _apply(folder, lambda draft: changes.with_substitute(draft, new, custodian))
    _screen.print(f"{new.custodian} of {new.organisation} may sit in for {custodian}, and for nobody else. {NEXT}")


@change.command("remove-substitute")
def remove_substitute(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="Their name.")],
    steps: Steps = None,
    language: StepsLanguage = Language.EN,
) -> None:
    """A substitute leaves: from then on no mandate for them counts."""
    with _steps_beside(steps, language, Party.CUSTODIAN_AWAY, Party.SUBSTITUTE):
        _apply(folder, lambda draft: changes.without_substitute(draft, name))
    _screen.print(f"{name} sits in for nobody any more. {NEXT}")


@change.command("remove-partner")
def remove_partner(folder: Folder, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """A partner leaves: no more of its cards are loaded."""
    _apply(folder, lambda draft: changes.without_partner(draft, name))
    _screen.print(f"{name} is no partner any more. {NEXT}")


@change.command("new-epoch")
def new_epoch(
    folder: Folder,
    desk: Annotated[
        list[Path] | None, typer.Option(help="A desk's new public.cbor, for the same name and holder.", exists=True)
    ] = None,
    steps: Steps = None,
    language: StepsLanguage = Language.EN,
) -> None:
    """Begin a new epoch: desks have new keys, and what is sealed from then on is theirs."""
    desks = [drafts.read_public(Desk, one) for one in desk or ()]
    with _steps_beside(steps, language, Party.DESK_NEW_KEYS):
        draft = _apply(folder, lambda draft: changes.with_new_epoch(draft, desks))
    _screen.print(f"The draft is of epoch {draft.epoch}. {NEXT}")


@change.command("rotate-roots")
def rotate_roots(
    folder: Folder,
    root: Annotated[
        list[Path], typer.Option(help="A root holder's .public file; all that there will be, once each.", exists=True)
    ],
    needed: Annotated[int, typer.Option(help="How many of them must sign: never fewer than now.", min=2, max=16)] = 2,
) -> None:
    """Propose other roots. Those before and those to come sign it; then the draft of the next directory is theirs."""
    keys = tuple(drafts.read_public(Administrator, one).sign_key for one in root)
    made = root_changes.propose(folder, RootSet(keys=keys, needed=needed))
    _show_change(made)
    _screen.print("Next: each of both sets types leeward directory sign-roots.", soft_wrap=True)


@change.command("sign-roots")
def sign_roots(
    folder: Folder,
    key: Annotated[Path, typer.Option(help="A root holder's key file: of the roots before, or of those to come.")],
    passphrase_file: Annotated[Path | None, typer.Option(help="Read the passphrase from this file.")] = None,
) -> None:
    """Sign a change of the roots. Compare the new keys with their holders, in person, before you do."""
    _show_change(root_changes.proposed(folder))
    done = root_changes.add_root(folder, open_keys(key, typed_passphrase(passphrase_file)).sign_key)
    before, to_come = f"{done.before} of {done.before_needed}", f"{done.after} of {done.after_needed}"
    _screen.print(f"Signed by {before} roots before, and by {to_come} to come.")
    if done.done:
        _screen.print(f"The draft is the new roots'. {NEXT} roots.cbor is then theirs, for new machines and pages.")


def _show_change(made: RootChange) -> None:
    _screen.print(f"Change {made.number} of the roots: {made.roots.needed} of {len(made.roots.keys)} sign. Their keys:")
    for one in made.roots.keys:
        _screen.print(f"  {one.hex()}", soft_wrap=True)


@change.command("check")
def check(folder: Folder) -> None:
    """Say what is weak in the draft, and what keeps the roots from signing it."""
    draft = drafts.load(folder)
    found = weak_in(folder, draft)
    if not found:
        _screen.print("Nothing weak was found in this draft.")
    show_weak(found)
    drafts.check_follows(folder, draft)


@change.command("rehearse")
def rehearse(folder: Annotated[Path, typer.Argument(help="A folder that is not there yet.")]) -> None:
    """Rehearse a directory's whole life with keys that are thrown away: begin, join, sit in, leave, lose, restore."""
    rehearsal = Rehearsal.new(folder, day_of(time.time()))
    for sentence in rehearsal.live():
        _screen.print(sentence, soft_wrap=True)
    _screen.print(NOT_REAL, style="bold", soft_wrap=True)


@change.command("instructions")
def instructions(
    out: Annotated[Path, typer.Argument(help="The PDF to make.")],
    language: Annotated[Language, typer.Option(help="Of the text.")] = Language.EN,
    party: Annotated[list[Party] | None, typer.Option(help="Whose steps; once each. Without it, everybody's.")] = None,
) -> None:
    """Write the steps of each party as a PDF to print: a page for each."""
    _write_steps(out, language, tuple(party or Party))
    _screen.print(f"{out} is ready to print.", soft_wrap=True)


def _write_steps(out: Path, language: Language, parties: tuple[Party, ...]) -> None:
    """Raises AlreadyThere or NotUsable."""
    try:
        write_new(out, draw(language, parties))
    except FileExistsError:
        raise AlreadyThere from None


@contextmanager
def _steps_beside(out: Path | None, language: Language, *parties: Party) -> Iterator[None]:
    """Written first, so that nothing changes where they cannot be; and gone again where nothing changed."""
    if out is None:
        yield
        return
    _write_steps(out, language, parties)
    try:
        yield
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    _screen.print(f"{out} is ready to print, with a page for each of those concerned.", soft_wrap=True)


def weak_in(folder: Path, draft: Draft) -> list[Weak]:
    """All that is weak in a draft. Raises NotInDraft where it is not complete."""
    return weaknesses(draft.directory(), draft.roots_needed, drafts.plans(folder))


def show_weak(found: list[Weak]) -> None:
    for one in found:
        told = "refused" if one.what in REFUSED else "a warning"
        told += "; nobody can accept this" if one.what in NEVER_ACCEPTED else ""
        _screen.print(f"{one.what.value}  ({told})", style="bold")
        _screen.print(f"  {one.words}", soft_wrap=True)


def _apply(folder: Path, make: Callable[[Draft], Draft]) -> Draft:
    """Change the draft, if nobody has signed it yet and clients would take what comes of it."""
    draft = drafts.load(folder)
    drafts.check_open(folder, draft)
    changed = make(draft)
    drafts.check_follows(folder, changed)
    drafts.save(folder, changed)
    return changed


def _before(folder: Path) -> Directory:
    """The newest directory that enough roots have signed. Raises NotInDraft."""
    newest = drafts.newest_signed(folder, day_of(time.time()))
    if newest is None:
        raise NotInDraft("There is no signed directory here yet: nothing can be lost before there is one.")
    return newest.contents
