"""What changes from one directory to the next: each a draft in, a draft out. SPEC 4 and 23.1.

Rules of this file
* A change is made to a successor that nobody has signed yet, never to what was handed out.
* A seat keeps its number. It goes to a successor; another is added at the end; none is taken away.
* Whatever no client would take after the directory before it is refused here, and the draft stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from clients.founder.draft import Draft
from clients.founder.errors import AlreadyThere, NotInDraft
from protocol.directory import (
    MAX_DESKS,
    MAX_SEATS,
    MAX_SUBSTITUTES,
    Administrator,
    Compartment,
    Desk,
    Device,
    Directory,
    Partner,
    Seat,
    Substitute,
)

_T = TypeVar("_T")


def with_new_epoch(draft: Draft, desks: Iterable[Desk] = ()) -> Draft:
    """For new desk keys, each in its desk's place: what is sealed from then on is another generation's.

    Raises NotInDraft for one that is no desk of that name and holder.
    """
    for new in desks:
        draft = _with_new_key(draft, new)
    return draft.model_copy(update={"epoch": draft.epoch + 1})


def _with_new_key(draft: Draft, new: Desk) -> Draft:
    def change(one: Compartment) -> Compartment:
        desks = tuple(new if _is_same(desk, new) else desk for desk in one.desks)
        return one.model_copy(update={"desks": desks})

    held = [one.name for one in draft.compartments if any(_is_same(desk, new) for desk in one.desks)]
    if not held:
        raise NotInDraft("No desk of that name and holder stands there.")
    for name in held:
        draft = _in_compartment(draft, name, change)
    return draft


def _is_same(one: Desk, other: Desk) -> bool:
    return (one.desk, one.holder) == (other.desk, other.holder)


def with_seat(draft: Draft, compartment: str, seat: Seat, needed: int | None = None) -> Draft:
    """One more seat, at the end. Raises NotInDraft."""

    def change(one: Compartment) -> Compartment:
        quorum = needed or one.needed
        if len(one.seats) >= MAX_SEATS or not one.needed <= quorum <= len(one.seats) + 1:
            raise NotInDraft(f"A compartment has at most {MAX_SEATS} seats; its quorum may grow, and never falls.")
        return one.model_copy(update={"seats": (*one.seats, seat), "needed": quorum})

    return _in_compartment(draft, compartment, change)


def with_successor(draft: Draft, compartment: str, custodian: str, successor: Seat) -> Draft:
    """The custodian's seat is the successor's, under the same number. Who sat in for a custodian who has no seat any
    more sits in for nobody. Raises NotInDraft."""

    def change(one: Compartment) -> Compartment:
        if custodian not in {seat.custodian for seat in one.seats}:
            raise NotInDraft("No seat of this compartment is that custodian's.")
        seats = tuple(successor if seat.custodian == custodian else seat for seat in one.seats)
        return one.model_copy(update={"seats": seats})

    changed = _in_compartment(draft, compartment, change)
    staying = {seat.custodian for one in changed.compartments for seat in one.seats}
    left = tuple(one for one in changed.substitutes if one.custodian in staying)
    return changed.model_copy(update={"substitutes": left})


def check_can_repair(draft: Draft, before: Directory, compartment: str) -> None:
    """Raise NotInDraft unless a quorum keeps its seats and keys: those who can make lost shares again."""
    held = _find(before.compartments, lambda one: one.name == compartment)
    now = _find(draft.compartments, lambda one: one.name == compartment)
    staying = sum(old.seal_key == new.seal_key for old, new in zip(held.seats, now.seats, strict=False))
    if staying < held.needed:
        raise NotInDraft(
            f"{staying} of the custodians stay, and it takes {held.needed} to make lost shares again. "
            "Replace one after the other: the next when this one has its shares."
        )


def with_desk(draft: Draft, compartment: str, desk: Desk) -> Draft:
    """One more desk, which reads what is sealed from then on. Raises AlreadyThere or NotInDraft."""

    def change(one: Compartment) -> Compartment:
        if len(one.desks) >= MAX_DESKS:
            raise NotInDraft(f"A compartment has at most {MAX_DESKS} desks.")
        return one.model_copy(update={"desks": _added(one.desks, desk, lambda other: other.desk)})

    return _in_compartment(draft, compartment, change)


def without_desk(draft: Draft, desk: str, compartment: str | None = None) -> Draft:
    """A desk that is revoked, in one compartment or in all. Raises NotInDraft."""

    def change(one: Compartment) -> Compartment:
        left = tuple(other for other in one.desks if other.desk != desk)
        if not left:
            raise NotInDraft(f"It is the only desk of {one.name}: add another first.")
        return one.model_copy(update={"desks": left})

    chosen = [one for one in draft.compartments if compartment in {None, one.name}]
    if not any(other.desk == desk for one in chosen for other in one.desks):
        raise NotInDraft("No such desk stands there.")
    for one in chosen:
        draft = _in_compartment(draft, one.name, change)
    return draft


def with_administrator(draft: Draft, new: Administrator) -> Draft:
    """Raises AlreadyThere."""
    added = _added(draft.administrators, new, lambda one: one.administrator)
    return draft.model_copy(update={"administrators": added})


def without_administrator(draft: Draft, name: str) -> Draft:
    """Raises NotInDraft."""
    left = _without(draft.administrators, name, lambda one: one.administrator)
    return draft.model_copy(update={"administrators": left})


def with_device(draft: Draft, new: Device) -> Draft:
    """A zone's or gateway's new key, or one more device. Raises NotInDraft where the name has another role."""
    for one in draft.devices:
        if one.device == new.device and one.role is not new.role:
            raise NotInDraft("A device of that name has another role.")
    others = tuple(one for one in draft.devices if one.device != new.device)
    return draft.model_copy(update={"devices": (*others, new)})


def without_device(draft: Draft, name: str) -> Draft:
    """Raises NotInDraft."""
    return draft.model_copy(update={"devices": _without(draft.devices, name, lambda one: one.device)})


def with_partner(draft: Draft, new: Partner) -> Draft:
    """Raises AlreadyThere."""
    return draft.model_copy(update={"partners": _added(draft.partners, new, lambda one: one.partner)})


def with_partner_key(draft: Draft, name: str, key: bytes | None) -> Draft:
    """A partner's key, new or in the place of another; None ends it. Raises NotInDraft."""
    if name not in {one.partner for one in draft.partners}:
        raise NotInDraft("There is no partner of that name in the draft.")
    if key is None and all(one.sign_key is None for one in draft.partners if one.partner == name):
        raise NotInDraft("That partner has no key.")
    changed = tuple(Partner(partner=name, sign_key=key) if one.partner == name else one for one in draft.partners)
    return draft.model_copy(update={"partners": changed})


def with_substitute(draft: Draft, new: Seat, custodian: str) -> Draft:
    """Somebody vetted who may sit in for this custodian, while a mandate says so. Raises AlreadyThere or NotInDraft."""
    if custodian not in {seat.custodian for one in draft.compartments for seat in one.seats}:
        raise NotInDraft("No custodian of that name holds a seat.")
    if len(draft.substitutes) >= MAX_SUBSTITUTES:
        raise NotInDraft(f"A directory has at most {MAX_SUBSTITUTES} substitutes.")
    made = Substitute(
        substitute=new.custodian,
        custodian=custodian,
        organisation=new.organisation,
        seal_key=new.seal_key,
        sign_key=new.sign_key,
    )
    return draft.model_copy(update={"substitutes": _added(draft.substitutes, made, lambda one: one.substitute)})


def without_substitute(draft: Draft, name: str) -> Draft:
    """Raises NotInDraft."""
    return draft.model_copy(update={"substitutes": _without(draft.substitutes, name, lambda one: one.substitute)})


def without_partner(draft: Draft, name: str) -> Draft:
    """Raises NotInDraft."""
    return draft.model_copy(update={"partners": _without(draft.partners, name, lambda one: one.partner)})


def _in_compartment(draft: Draft, name: str, change: Callable[[Compartment], Compartment]) -> Draft:
    _find(draft.compartments, lambda one: one.name == name)
    changed = tuple(change(one) if one.name == name else one for one in draft.compartments)
    return draft.model_copy(update={"compartments": changed})


def _find(things: Iterable[_T], which: Callable[[_T], bool]) -> _T:
    for one in things:
        if which(one):
            return one
    raise NotInDraft("There is no compartment of that name.")


def _added(things: tuple[_T, ...], new: _T, name: Callable[[_T], str]) -> tuple[_T, ...]:
    if name(new) in {name(one) for one in things}:
        raise AlreadyThere
    return (*things, new)


def _without(things: tuple[_T, ...], gone: str, name: Callable[[_T], str]) -> tuple[_T, ...]:
    left = tuple(one for one in things if name(one) != gone)
    if len(left) == len(things):
        raise NotInDraft("There is nobody and nothing of that name in the draft.")
    return left
