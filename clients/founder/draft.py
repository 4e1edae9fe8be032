"""A directory while it is being made: a file that grows, until the roots sign it. SPEC 4.

The draft is no secret and is trusted by nobody. Signing takes what stands in it, checks it as every client will, and
writes `directory-<number>.cbor` beside it; each root adds its signature to the same file on its own machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import Field, ValidationError

from clients.durable_file import read_at_most, write_durably
from clients.founder.errors import AlreadyThere, NotADraft, NotInDraft, NotUsable
from clients.paper_files import read_directory
from protocol.directory import (
    NO_PREVIOUS,
    Administrator,
    Compartment,
    Contradictory,
    Device,
    Directory,
    Partner,
    SignedDirectory,
    Substitute,
    TrustedDirectory,
    Witness,
    sign_directory,
    trust,
    trust_again,
)
from protocol.encoding import Code, Day, Hash, Message, Purpose, SealPublic, SignPublic
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.primitives import SignKey, sign
from protocol.roots import MAX_CHANGES, NotEnoughRoots, OtherRoots, RootSet, RootSignature, SignedRootChange

LIFETIME_DAYS = 180


class Draft(Message):
    """The fields of a directory, all of them still open."""

    BOUND: ClassVar[int] = Directory.BOUND

    type: Literal["leeward/v1/directory-draft"] = "leeward/v1/directory-draft"
    number: Annotated[int, Field(ge=1, le=2**32)] = 1
    epoch: Annotated[int, Field(ge=1, le=2**32)] = 1
    previous: Hash = NO_PREVIOUS
    issued: Day
    expires: Day
    compartments: tuple[Compartment, ...] = ()
    vault_seal_key: SealPublic | None = None
    devices: tuple[Device, ...] = ()
    administrators: tuple[Administrator, ...] = ()
    partners: tuple[Partner, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    witnesses_needed: int = 0
    never_to: tuple[Code, ...] = ()
    work_bits: int = 18
    log_origin: str
    roots: tuple[SignPublic, ...] = ()
    roots_needed: int = 2
    first_roots: RootSet | None = None
    """Those before any change: over the changes they lead to whoever signed each directory of the folder."""
    root_changes: Annotated[tuple[SignedRootChange, ...], Field(max_length=MAX_CHANGES)] = ()

    def root_set(self) -> RootSet:
        """Raises NotInDraft where the roots are too few."""
        if len(self.roots) < self.roots_needed:
            raise NotInDraft(f"The draft has {len(self.roots)} roots and asks for {self.roots_needed} signatures.")
        return RootSet(keys=self.roots, needed=self.roots_needed)

    def directory(self) -> Directory:
        """Raises NotInDraft, with the names of what is missing."""
        fields = self.model_dump(exclude=_NOT_IN_A_DIRECTORY)
        try:
            return Directory(**fields)
        except ValidationError as wrong:
            raise NotInDraft(_look_at("The draft is not complete.", wrong)) from None


_DRAFT = "draft.cbor"
_NOT_IN_A_DIRECTORY = {"type", "roots", "roots_needed", "first_roots", "root_changes"}
_M = TypeVar("_M", bound=Message)


def begin(folder: Path, today: int, log_origin: str, *, work_bits: int = 18, roots_needed: int = 2) -> Draft:
    """A new draft, number 1; `renew` makes a successor. Raises AlreadyThere."""
    if (folder / _DRAFT).exists():
        raise AlreadyThere
    folder.mkdir(parents=True, exist_ok=True)
    draft = Draft(
        issued=today,
        expires=today + LIFETIME_DAYS,
        log_origin=log_origin,
        work_bits=work_bits,
        roots_needed=roots_needed,
    )
    save(folder, draft)
    return draft


def load(folder: Path) -> Draft:
    """Raises NotADraft."""
    try:
        return Draft.from_bytes(read_at_most(folder / _DRAFT, Draft.BOUND))
    except (OSError, ProtocolError):
        raise NotADraft from None


def save(folder: Path, draft: Draft) -> None:
    write_durably(folder / _DRAFT, draft.to_bytes())


def filled(draft: Draft, **fields: object) -> Draft:
    """The draft with these fields, checked. Raises NotInDraft with the names of what is wrong, never its value."""
    try:
        return Draft(**(dict(draft) | fields))
    except ValidationError as wrong:
        raise NotInDraft(_look_at("A field of the draft is not as it should be.", wrong)) from None


def check_new(draft: Draft, compartment: str) -> None:
    """Raise AlreadyThere if there is one of that name: asked before anything is made for it."""
    if any(one.name == compartment for one in draft.compartments):
        raise AlreadyThere


def with_compartment(draft: Draft, compartment: Compartment) -> Draft:
    """Raises AlreadyThere; NotInDraft where no client would ever trust the directory that this would make."""
    check_new(draft, compartment.name)
    grown = draft.model_copy(update={"compartments": (*draft.compartments, compartment)})
    try:
        _check_holds(grown, SignKey.new())
    except Contradictory:
        raise NotInDraft(
            "With this compartment the directory would contradict itself: a person or a key would serve twice where "
            "that must be different ones. Nothing was added."
        ) from None
    return grown


def _check_holds(draft: Draft, key: SignKey, before: TrustedDirectory | None = None) -> None:
    """As every client will, also one that trusts the directory before. Raises NotInDraft or DirectoryRefused."""
    signed, alone = sign_directory(draft.directory(), [(0, key)]), RootSet(keys=(key.public,), needed=1)
    # Whose roots sign is asked when they have: here it is about the contents.
    trust(signed, alone, draft.issued, before and replace(before, roots=alone))


def _look_at(sentence: str, wrong: ValidationError) -> str:
    names = sorted({str(one["loc"][0]) for one in wrong.errors(include_input=False)})
    return f"{sentence} Look at: {', '.join(names)}."


def check_open(folder: Path, draft: Draft) -> None:
    """Raise NotInDraft where a root has signed this draft: what was signed is changed by its successor only."""
    path = folder / f"directory-{draft.number}.cbor"
    if path.exists() and read_directory(path).directory == draft.directory().to_bytes():
        raise NotInDraft("This draft is signed already. Type: leeward directory renew, and change what comes next.")


def check_follows(folder: Path, draft: Draft) -> None:
    """Raise NotInDraft unless every client would take it, whichever directory of the folder it trusts."""
    try:
        _check_follows_all(folder, draft, SignKey.new())
    except DirectoryRefused as refused:
        raise NotInDraft(f"Not every client would take that directory. {refused} Nothing was changed.") from None


def _check_follows_all(folder: Path, draft: Draft, key: SignKey) -> None:
    """A client sees no more than the newest that it knows: what an older one forbids is seen here, or nowhere."""
    _check_holds(draft, key)
    for before in _signed(folder, draft.issued, below=draft.number):
        _check_holds(draft, key, before)


def newest_signed(folder: Path, today: int) -> TrustedDirectory | None:
    """The newest directory of the folder that enough roots have signed."""
    return next(_signed(folder, today), None)


def _signed(folder: Path, today: int, below: int | None = None) -> Iterator[TrustedDirectory]:
    """Those of the folder that enough roots have signed, the newest first, perhaps only those below a number."""
    draft = load(folder)
    for number in range((below or draft.number + 1) - 1, 0, -1):
        path = folder / f"directory-{number}.cbor"
        if path.exists():
            with suppress(NotEnoughRoots, OtherRoots):
                yield trust_again(read_directory(path), draft.first_roots or draft.root_set(), today)


def plans(folder: Path) -> frozenset[str]:
    """The compartments for which there is a recovery plan in the folder: `recovery-plan-<name>.txt`, not empty."""
    names = {file.stem.removeprefix("recovery-plan-"): file for file in folder.glob("recovery-plan-*.txt")}
    return frozenset(name for name, file in names.items() if file.stat().st_size)


def renew(folder: Path, today: int) -> Draft:
    """Turn the draft into the successor of the newest directory signed here: next number, naming it by hash."""
    draft = load(folder)
    # Its last day is still to come or long past: either way it is the one to follow.
    newest = _signed_by_enough(folder, draft, draft.issued)
    update = {
        "number": draft.number + 1,
        "previous": newest.hash,
        "issued": today,
        "expires": today + LIFETIME_DAYS,
    }
    draft = draft.model_copy(update=update)
    save(folder, draft)
    return draft


def add_signature(folder: Path, root: SignKey) -> tuple[SignedDirectory, int]:
    """Sign with one root; returns the file's content and how many distinct roots have signed.

    Raises NotInDraft, NotThisPaper, or what a client would raise over this directory (Contradictory).
    """
    draft = load(folder)
    if root.public not in draft.roots:
        raise NotInDraft("This key is not one of the draft's roots.")
    contents = draft.directory().to_bytes()
    # Nobody puts a name to a directory that nobody could trust.
    _check_follows_all(folder, draft, root)
    path = folder / f"directory-{draft.number}.cbor"
    held = read_directory(path) if path.exists() else None
    # A draft that changed after the first signature starts over: nobody signs for what they have not seen.
    earlier = held.signatures if held and held.directory == contents else ()
    number = draft.roots.index(root.public)
    made = RootSignature(root=number, signature=sign(root, Purpose.DIRECTORY, contents))
    together = {one.root: one for one in (*earlier, made)}
    signatures = tuple(together[root] for root in sorted(together))
    signed = SignedDirectory(directory=contents, signatures=signatures, root_changes=draft.root_changes)
    write_durably(path, signed.to_bytes())
    write_durably(folder / "roots.cbor", draft.root_set().to_bytes())
    return signed, len(together)


def check(folder: Path, today: int) -> TrustedDirectory:
    """Trust the newest signed directory as a client will. Raises a child of DirectoryRefused, or NotInDraft."""
    return _signed_by_enough(folder, load(folder), today)


def _signed_by_enough(folder: Path, draft: Draft, today: int) -> TrustedDirectory:
    path = folder / f"directory-{draft.number}.cbor"
    if not path.exists():
        raise NotInDraft("Nobody has signed this draft yet.")
    return trust(read_directory(path), draft.root_set(), today)


def read_public(kind: type[_M], file: Path) -> _M:
    """A public half that somebody handed over, as `leeward keys` wrote it. Raises NotUsable."""
    try:
        return kind.from_bytes(read_at_most(file, kind.BOUND))
    except (OSError, ProtocolError):
        raise NotUsable(f"{file.name} is not a public key file of this kind.") from None
