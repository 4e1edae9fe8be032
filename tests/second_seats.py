"""Directories that tie one person or key to the seats of two custodians; and those of an ordinary life. SPEC 4.11.

The program and the page must judge each of them alike: tests/clients/custodian/test_sitting.py gives them to both.
"""

from __future__ import annotations

from collections.abc import Iterator

from protocol.directory import Compartment, Directory, Seat, SignedDirectory, Substitute, directory_hash
from protocol.primitives import SealKey, SignKey
from tests.worlds import Consortium, seeded

LENT = 1
"""The place, from 0, of the first compartment's seat for which SADIA may sit in."""
Place = tuple[int, int]


def _seat(name: str) -> Seat:
    seal, sign = SealKey.new(seeded(name)), SignKey.new(seeded(name))
    return Seat(custodian=name, organisation="mill", seal_key=seal.public, sign_key=sign.public)


SADIA, TOMAS = _seat("sadia"), _seat("tomas")


def sits_in(who: Seat, custodian: Seat, **fields: object) -> Substitute:
    made = who.model_dump() | {"substitute": who.custodian, "custodian": custodian.custodian}
    return Substitute.model_validate(made | fields)


def after(known: Directory, **changes: object) -> Directory:
    follows = {"number": known.number + 1, "previous": directory_hash(known.to_bytes())}
    return known.model_copy(update=follows | changes)


def listing(first: Directory) -> Directory:
    """The next one: with SADIA as a substitute."""
    return after(first, substitutes=(sits_in(SADIA, first.compartments[0].seats[LENT]),))


def signed(consortium: Consortium, contents: Directory) -> SignedDirectory:
    return consortium.resign(lambda _: contents)


def second_seats(known: Directory) -> Iterator[tuple[str, Directory]]:
    """What must be refused after `listing`."""
    for where, place in (("of the compartment", (0, 0)), ("of another kind", (_other_kind(known), 0))):
        for field in ("custodian", "seal_key", "sign_key"):
            seat = TOMAS.model_copy(update={field: getattr(SADIA, field)})
            seated = after(known, substitutes=(), compartments=_with_seat(known, place, seat))
            yield f"a substitute at another seat {where}, by {field}", seated
            if place == (0, 0):
                renewed = _with_seat(seated, (0, LENT), _seat("new").model_copy(update={"custodian": _whose(known)}))
                yield (
                    f"the same, with new keys at the lent seat, by {field}",
                    after(known, substitutes=(), compartments=renewed),
                )
    first = known.compartments[0].seats
    for field in ("substitute", "seal_key", "sign_key"):
        kept = {field: getattr(sits_in(first[0], first[LENT]), field)}
        listed = (sits_in(_seat("somebody"), first[LENT], **kept),)
        left = after(known, substitutes=listed, compartments=_with_seat(known, (0, 0), TOMAS))
        yield f"a custodian who left sits in for another, by {field}", left


def _whose(known: Directory) -> str:
    return known.compartments[0].seats[LENT].custodian


def ordinary_life(known: Directory) -> Iterator[tuple[str, Directory]]:
    """What must be taken after `listing`."""
    whose = known.compartments[0].seats[LENT]
    handed_over = _with_seat(known, (0, LENT), SADIA)
    yield "a substitute who succeeds", after(known, substitutes=(), compartments=handed_over)
    back = (sits_in(whose, SADIA),)
    yield "who leaves sits in for the successor", after(known, substitutes=back, compartments=handed_over)
    again = whose.model_copy(update={"seal_key": TOMAS.seal_key, "sign_key": TOMAS.sign_key})
    yield "new keys of the custodian", after(known, compartments=_with_seat(known, (0, LENT), again))
    both = (*known.substitutes, sits_in(TOMAS, known.compartments[0].seats[0]))
    yield "one more substitute", after(known, substitutes=both)


def borrowed_keys(known: Directory) -> Iterator[tuple[str, Directory]]:
    """A substitute whose sealing key opens something else in the same directory."""
    one = known.compartments[0]
    keys = {"the vault's": known.vault_seal_key, "for recovery": one.recovery_key, "a desk's": one.desks[0].seal_key}
    keys |= {"another's seat": one.seats[0].seal_key, "their own custodian's": one.seats[LENT].seal_key}
    for name, key in keys.items():
        yield name, after(known, substitutes=(sits_in(TOMAS, one.seats[LENT], seal_key=key),))


def _other_kind(known: Directory) -> int:
    first, *others = known.compartments
    kinds = ((one.country, one.kind is first.kind) for one in others)
    return next(at for at, kind in enumerate(kinds, 1) if kind == (first.country, False))


def _with_seat(known: Directory, place: Place, seat: Seat) -> tuple[Compartment, ...]:
    at, number = place
    listed = list(known.compartments)
    seats = list(listed[at].seats)
    seats[number] = seat
    listed[at] = listed[at].model_copy(update={"seats": tuple(seats)})
    return tuple(listed)
