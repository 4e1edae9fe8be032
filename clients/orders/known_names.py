"""Whether there is what an order names, asked before it is signed: a slip of one letter would stop nothing. SPEC 21.8.

Rules of this file
* It is asked here and at no zone's door. A zone may have an older paper, and must not refuse to be stricter for that.
* Who signed these papers is not checked. A slip is looked for, and whoever shows a wrong paper can make somebody type
  the order once more, or lets a slip pass.
* A batch stands in no paper; its name has check digits of its own. Of a part, its compartment is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clients.key_file import PersonKeys
from clients.orders.errors import CannotReachZone, NoPaper, NoSuchOrder, UnknownName, ZoneSaysNo
from clients.orders.giving import fetch, fetch_directory, fetch_staff
from clients.paper_files import read_directory, read_paper
from protocol.directory import Directory, SignedDirectory
from protocol.errors import Malformed
from protocol.orders import Order, OrderAct, OrderTarget, TargetKind, order_id
from protocol.policy import PolicyBundle, SignedPolicy


@dataclass(frozen=True, slots=True)
class Shown:
    """Papers that somebody has or shows, unchecked."""

    directories: tuple[Directory, ...] = ()
    staffs: tuple[frozenset[str], ...] = ()

    def __or__(self, other: Shown) -> Shown:
        """Both."""
        return Shown((*self.directories, *other.directories), (*self.staffs, *other.staffs))

    def names(self, kind: TargetKind) -> frozenset[str]:
        """All of this kind that one of them knows."""
        named = {name for one in self.directories for name in _in(one, kind)}
        return frozenset(named.union(*self.staffs) if kind is TargetKind.PERSON else named)


def at_hand(directory: Path | None, policy: Path | None) -> Shown:
    """What lies on this machine. Raises Malformed for another file."""
    staff: tuple[frozenset[str], ...] = ()
    if policy is not None:
        bundle = PolicyBundle.from_bytes(read_paper(SignedPolicy, policy, "a signed policy").bundle)
        staff = (frozenset(one.person for one in bundle.staff),)
    return Shown((_contents(read_directory(directory)),) if directory is not None else (), staff)


def check_known(target: OrderTarget, papers: Shown, zones: Iterable[str], keys: PersonKeys) -> None:
    """Look into the papers, and ask zones for theirs where that is not enough. Raises UnknownName or NoPaper."""
    kind, name = target.kind, target.name
    if target.compartment is not None:
        kind, name = TargetKind.COMPARTMENT, target.compartment
    if kind is TargetKind.BATCH or name in papers.names(kind):
        return
    for zone in zones:
        papers |= _shown_by(zone, keys, kind)
        if name in papers.names(kind):
            return
    raise _unknown(kind, papers)


def check_stops(lift: Order, zones: Iterable[str], keys: PersonKeys) -> bool:
    """Whether a zone could be asked for the order that is lifted. Raises NoSuchOrder where none that did has it."""
    asked = False
    for zone in zones:
        try:
            book = fetch(zone, keys)
        except (ZoneSaysNo, CannotReachZone, Malformed):
            continue
        asked = True
        if any(order_id(one.order) == lift.lifts and not _is_lift(one.order) for one in book.orders):
            return True
    if asked:
        raise NoSuchOrder
    return False


def _is_lift(body: bytes) -> bool:
    return Order.from_bytes(body).act is OrderAct.LIFT


def _shown_by(zone: str, keys: PersonKeys, kind: TargetKind) -> Shown:
    """What this zone shows to this key: the vault shows neither, and the staff list is for administrators."""
    shown = Shown()
    try:
        shown |= Shown((_contents(fetch_directory(zone, keys)),))
        if kind is TargetKind.PERSON:
            shown |= Shown((), (fetch_staff(zone, keys),))
    except (ZoneSaysNo, CannotReachZone, Malformed):
        pass
    return shown


def _contents(signed: SignedDirectory) -> Directory:
    return Directory.from_bytes(signed.directory)


def _in(paper: Directory, kind: TargetKind) -> Iterator[str]:
    places = paper.compartments
    if kind is TargetKind.PERSON:
        yield from (seat.custodian for place in places for seat in place.seats)
        yield from (desk.holder for place in places for desk in place.desks)
        yield from (one.administrator for one in paper.administrators)
        yield from (one.substitute for one in paper.substitutes)
    elif kind is TargetKind.DEVICE:
        yield from (desk.desk for place in places for desk in place.desks)
        yield from (one.device for one in paper.devices)
    elif kind is TargetKind.PARTNER:
        yield from (one.partner for one in paper.partners)
    elif kind is TargetKind.COMPARTMENT:
        yield from (place.name for place in places)


def _unknown(kind: TargetKind, papers: Shown) -> UnknownName | NoPaper:
    looked = ["the directory"] if papers.directories else []
    if kind is TargetKind.PERSON and papers.staffs:
        looked.append("the staff list")
    if not looked:
        return NoPaper()
    said = f"No {kind} of this name is in {' or '.join(looked)}. Nothing was signed. Look at each letter."
    if kind is TargetKind.PERSON and not papers.staffs:
        said += " The staff list was not at hand: name a policy with --policy."
    return UnknownName(f"{said} If only a newer paper has it, add --although-unknown.")
