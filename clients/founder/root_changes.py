"""From one set of roots to the next: proposed in the founders' folder, and signed by both. SPEC 4.8.

Rules of this file
* A change is made while the draft of the next directory is open: the new roots sign that one.
* What was proposed otherwise after the first signature starts over: nobody signs for what they have not seen.
* The draft goes over to the new roots only when enough of both sets have signed, as every client will check it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clients.durable_file import read_at_most, write_durably
from clients.founder import draft as drafts
from clients.founder.draft import Draft
from clients.founder.errors import NotInDraft
from protocol.encoding import Purpose
from protocol.errors import ProtocolError
from protocol.primitives import SignKey
from protocol.roots import (
    MAX_CHANGES,
    ChangeUnsigned,
    RootChange,
    RootSet,
    RootSignature,
    SignedRootChange,
    WeakRoots,
    check_shape,
    follow,
    roots_hash,
    signatures_by,
)

_PROPOSED = "root-change.cbor"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of each set have signed, and of how many needed. `done`: the draft is the new roots'."""

    before: int
    before_needed: int
    after: int
    after_needed: int

    @property
    def done(self) -> bool:
        return self.before >= self.before_needed and self.after >= self.after_needed


def propose(folder: Path, new: RootSet) -> RootChange:
    """Write the change down, signed by nobody yet. Raises NotInDraft."""
    draft = drafts.load(folder)
    drafts.check_open(folder, draft)
    held = draft.root_set()
    try:
        check_shape(new, held)
    except WeakRoots as weak:
        raise NotInDraft(str(weak)) from None
    if roots_hash(new) in {roots_hash(held), *(one.previous for one in _changes(draft))}:
        raise NotInDraft("These roots were the roots before, or are now. A set never comes twice.")
    number = _changes(draft)[-1].number + 1 if draft.root_changes else 1
    change = RootChange(number=number, previous=roots_hash(held), roots=new)
    _keep(folder, SignedRootChange(change=change.to_bytes(), by_before=(), by_after=()))
    return change


def proposed(folder: Path) -> RootChange:
    """What waits for signatures. Raises NotInDraft."""
    return RootChange.from_bytes(_read(folder).change)


def add_root(folder: Path, root: SignKey) -> Progress:
    """Sign with one root, for each set that it is of; with the last one that is needed the draft goes over.

    Raises NotInDraft.
    """
    draft, signed = drafts.load(folder), _read(folder)
    drafts.check_open(folder, draft)
    change, held = RootChange.from_bytes(signed.change), draft.root_set()
    if change.previous != roots_hash(held):
        raise NotInDraft("This change begins at other roots than the draft's.")
    if root.public not in (*held.keys, *change.roots.keys):
        raise NotInDraft("This key is neither a root of the draft nor one of those that it is to have.")
    signed = SignedRootChange(
        change=signed.change,
        by_before=_signed_too(signed.by_before, held, root, signed.change),
        by_after=_signed_too(signed.by_after, change.roots, root, signed.change),
    )
    _keep(folder, signed)
    progress = Progress(len(signed.by_before), held.needed, len(signed.by_after), change.roots.needed)
    if progress.done:
        _go_over(folder, draft, signed, held)
    return progress


def _go_over(folder: Path, draft: Draft, signed: SignedRootChange, held: RootSet) -> None:
    try:
        new = follow((signed,), held)
    except ChangeUnsigned:
        raise NotInDraft("A signature in this change does not hold. Propose it anew.") from None
    # Whoever is to know the directories from before the change begins at the roots that signed them.
    write_durably(folder / f"roots-before-{RootChange.from_bytes(signed.change).number}.cbor", held.to_bytes())
    changed = drafts.filled(
        draft,
        roots=new.keys,
        roots_needed=new.needed,
        first_roots=draft.first_roots or held,
        root_changes=(*draft.root_changes, signed)[-MAX_CHANGES:],
    )
    drafts.save(folder, changed)
    (folder / _PROPOSED).unlink()


def _signed_too(
    earlier: Iterable[RootSignature], roots: RootSet, root: SignKey, change: bytes
) -> tuple[RootSignature, ...]:
    if root.public not in roots.keys:
        return tuple(earlier)
    place = roots.keys.index(root.public)
    (mine,) = signatures_by([(place, root)], Purpose.ROOT_CHANGE, change)
    together = {one.root: one for one in (*earlier, mine)}
    return tuple(together[each] for each in sorted(together))


def _changes(draft: Draft) -> list[RootChange]:
    return [RootChange.from_bytes(one.change) for one in draft.root_changes]


def _keep(folder: Path, signed: SignedRootChange) -> None:
    write_durably(folder / _PROPOSED, signed.to_bytes())


def _read(folder: Path) -> SignedRootChange:
    try:
        return SignedRootChange.from_bytes(read_at_most(folder / _PROPOSED, SignedRootChange.BOUND))
    except (OSError, ProtocolError):
        raise NotInDraft("No change of the roots is proposed here. Type: leeward directory rotate-roots") from None
