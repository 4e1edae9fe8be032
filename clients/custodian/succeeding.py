"""A seat that goes on to a successor, on the machines of those who have a part in it. SPEC 23.

The vault is not believed about who takes the seat, who helps, or whether it was logged: the directory that the roots
signed and the log's own proof say so, and every share is held against what its part committed to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from clients.custodian.errors import NoSeat, NoSuchSuccession, NotHelpers, NotYetProved, NotYours
from clients.custodian.judging import NotLogged, StoppedHere
from clients.custodian.session import Head, Sitting
from clients.custodian.to_vault import fetch_batch, fetch_successions, send_succession
from protocol.custodian_crossings import SuccessionBatch, SuccessionNotice
from protocol.directory import Compartment
from protocol.errors import ProtocolError
from protocol.ids import day_of
from protocol.ledger import EntryKind
from protocol.orders import StandingOrders, TargetKind
from protocol.primitives import Randomness, system_random
from protocol.succession import (
    Batch,
    CheckedSuccession,
    Succession,
    SuccessionKind,
    check_succession,
    hand_over,
    make_pieces,
    make_sum,
    open_shares,
    repaired_shares,
    sign_handed_over,
    sign_succession,
)

DAYS = 21
"""For so long one that is begun here may go on: helpers are never there at once."""


class Role(Enum):
    """What somebody has to do with a succession."""

    SUCCESSOR = auto()
    HELPER = auto()
    LEAVER = auto()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One succession, checked, as it concerns this custodian. `logged` is False only for the successor's own."""

    checked: CheckedSuccession
    role: Role
    logged: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The custodians who help, by name."""
        return tuple(self.checked.compartment.seat(number).custodian for number in self.checked.helpers)


@dataclass(frozen=True, slots=True)
class Done:
    """What one command did: parts that are done for good here, and those that wait for others or were not made."""

    parts: int = 0
    waiting: int = 0
    failed: int = 0

    def __add__(self, other: Done) -> Done:
        return Done(self.parts + other.parts, self.waiting + other.waiting, self.failed + other.failed)


@dataclass(slots=True)
class Succeeding:
    """Open it with a sitting at the log; everything here is done for one custodian."""

    sitting: Sitting
    newest: Head

    def compartments(self) -> tuple[str, ...]:
        """Where this custodian holds a seat with this very key."""
        return tuple(one.name for one in self.sitting.compartments())

    def begin(self, compartment: str, kind: SuccessionKind, helpers: Iterable[str], random: Randomness) -> str:
        """Ask for the shares of this custodian's seat; returns the number of the succession.

        Raises NoSeat, NotHelpers, NoSuchCompartment, CannotReach or VaultSaysNo.
        """
        sitting, directory = self.sitting, self.sitting.trusted.directory
        held = directory.compartment(compartment)
        own = [n for n, seat in enumerate(held.seats, 1) if seat.sign_key == sitting.keys.sign_key.public]
        if not own:
            raise NoSeat
        today = day_of(sitting.clock())
        claimed = sign_succession(
            Succession(
                directory=directory.hash,
                compartment=compartment,
                seat=own[0],
                kind=kind,
                helpers=_numbers(held, list(helpers)),
                asked=today,
                expires=today + DAYS,
                nonce=random(32),
            ),
            sitting.keys.sign_key,
        )
        try:
            check_succession(claimed, directory, today)
        except ProtocolError:
            raise NotHelpers from None
        send_succession(sitting.doors, claimed)
        return claimed.id().hex()

    def waiting(self, compartment: str) -> tuple[Waiting, ...]:
        """Those of a compartment that hold, and in which this custodian has a part.

        Raises CannotReach, VaultSaysNo or LogSplit.
        """
        notices = fetch_successions(self.sitting.doors, compartment).notices
        return tuple(one for notice in notices if (one := self._looked_at(notice, compartment)) is not None)

    def _looked_at(self, notice: SuccessionNotice, compartment: str) -> Waiting | None:
        sitting = self.sitting
        try:
            checked = check_succession(notice.succession, sitting.trusted.directory, day_of(sitting.clock()))
            _check_goes_on(checked, sitting.trusted.standing)
            if notice.evidence is not None:
                sitting.check_entry(notice.evidence, EntryKind.SUCCESSION, checked.id, self.newest)
        except (ProtocolError, NotLogged, StoppedHere):
            return None
        role, _ = self._role(checked)
        if checked.compartment.name != compartment or (notice.evidence is None and role is not Role.SUCCESSOR):
            return None
        return Waiting(checked, role, notice.evidence is not None)

    def _role(self, checked: CheckedSuccession) -> tuple[Role, int]:
        own, seat = self.sitting.keys.sign_key.public, checked.succession.seat
        if checked.successor.sign_key == own:
            return Role.SUCCESSOR, seat
        for number in checked.helpers:
            if checked.compartment.seat(number).sign_key == own:
                return Role.HELPER, number
        return Role.LEAVER, seat

    def find(self, compartment: str, prefix: str) -> Waiting:
        """The one whose number begins so. Raises NoSuchSuccession, or NotYetProved."""
        found = [one for one in self.waiting(compartment) if one.checked.id.hex().startswith(prefix.lower())]
        if len(found) != 1 or len(prefix) < 4:
            raise NoSuchSuccession
        if not found[0].logged:
            raise NotYetProved
        return found[0]

    def hand_over(self, waiting: Waiting) -> Done:
        """Seal every share of the seat that was this custodian's to the successor. Raises NotYours, CannotReach …"""
        if waiting.role is not Role.LEAVER or waiting.checked.succession.kind is not SuccessionKind.HANDOVER:
            raise NotYours
        done, keys = Done(), self.sitting.keys
        for shown, batch in self._batches(waiting.checked):
            signed = hand_over(batch, shown.slips, keys.seal_key, keys.sign_key)
            send_succession(self.sitting.doors, signed)
            opened = open_shares(batch, shown.slips, waiting.checked.succession.seat, keys.seal_key)
            done += Done(parts=len(opened), failed=len(shown.slips) - len(opened))
        return done

    def help(self, waiting: Waiting, random: Randomness = system_random) -> Done:
        """Do what is due of both rounds; the rest waits for the other helpers. Raises NotYours, CannotReach …"""
        if waiting.role is not Role.HELPER:
            raise NotYours
        done = Done()
        _, number = self._role(waiting.checked)
        for shown, batch in self._batches(waiting.checked):
            done += self._help_with(shown, batch, number, random)
        return done

    def _help_with(self, shown: SuccessionBatch, batch: Batch, number: int, random: Randomness) -> Done:
        keys, doors = self.sitting.keys, self.sitting.doors
        if shown.sums:
            return Done(parts=len(batch.parts))
        if len(shown.pieces) == len(batch.succession.helpers):
            send_succession(doors, make_sum(batch, shown.pieces, number, keys.seal_key, keys.sign_key, random))
            return Done(parts=len(batch.parts))
        made = make_pieces(batch, shown.slips, number, keys.seal_key, keys.sign_key, random)
        # The vault keeps the first: to send them again, where the answer was lost, changes nothing.
        send_succession(doors, made)
        return Done(waiting=len(batch.parts))

    def finish(self, waiting: Waiting) -> Done:
        """The successor's own part: look at what was handed over, or put together what helpers made again.

        Raises NotYours, CannotReach, VaultSaysNo, or what a batch that does not hold raises.
        """
        if waiting.role is not Role.SUCCESSOR:
            raise NotYours
        done, repairs = Done(), waiting.checked.succession.kind is SuccessionKind.REPAIR
        for shown, batch in self._batches(waiting.checked):
            done += self._put_together(shown, batch) if repairs else self._look_at(shown, batch)
        return done

    def _look_at(self, shown: SuccessionBatch, batch: Batch) -> Done:
        here = [slip for slip in shown.slips if slip.seat is not None]
        opened = open_shares(batch, here, batch.succession.succession.seat, self.sitting.keys.seal_key)
        return Done(parts=len(opened), waiting=len(shown.slips) - len(here), failed=len(here) - len(opened))

    def _put_together(self, shown: SuccessionBatch, batch: Batch) -> Done:
        if len(shown.sums) != len(batch.succession.helpers):
            return Done(waiting=len(shown.slips))
        keys = self.sitting.keys
        made = repaired_shares(batch, shown.slips, shown.sums, keys.seal_key)
        if made:
            send_succession(self.sitting.doors, sign_handed_over(batch, made, keys.sign_key))
        return Done(parts=len(made), failed=len(shown.slips) - len(made))

    def _batches(self, checked: CheckedSuccession) -> Iterator[tuple[SuccessionBatch, Batch]]:
        number, more = 0, True
        while more:
            shown = fetch_batch(self.sitting.doors, checked.id, number)
            if shown.parts:
                yield shown, Batch(checked, shown.parts)
            number, more = number + 1, shown.more


def _check_goes_on(checked: CheckedSuccession, standing: StandingOrders) -> None:
    """Raises StoppedHere where the compartment, the successor or a helper is suspended."""
    numbers = (checked.succession.seat, *checked.helpers)
    people = {checked.compartment.seat(number).custodian for number in numbers}
    if standing.suspended(TargetKind.COMPARTMENT, checked.compartment.name) or people & standing.names(
        TargetKind.PERSON
    ):
        raise StoppedHere


def _numbers(compartment: Compartment, names: list[str]) -> tuple[int, ...]:
    """Raises NotHelpers."""
    places = {seat.custodian: number for number, seat in enumerate(compartment.seats, 1)}
    if len(set(names)) != len(names) or not set(names) <= places.keys():
        raise NotHelpers
    return tuple(sorted(places[name] for name in names))
