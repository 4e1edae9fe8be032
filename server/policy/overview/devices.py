"""Devices, desks and witnesses, as the directory in use names them: whose, since, until when, and what is suspended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from protocol.directory import Directory, TrustedDirectory
from protocol.orders import StandingOrders, TargetKind
from protocol.policy import PolicyBundle
from server.policy.overview.sheets import Column, How, Sheet, Value

DEVICES = (
    Column("device"),
    Column("does", How.WORD, "does"),
    Column("holder"),
    Column("places", How.NAMES),
    Column("since", How.DAY),
    Column("ends", How.DAY),
    Column("state", How.WORD, "is"),
)


def devices_sheet(directories: Sequence[TrustedDirectory], policy: PolicyBundle, standing: StandingOrders) -> Sheet:
    """`directories`: every one that was trusted, the oldest first. What there is stands in the last."""
    now, since = directories[-1].contents, first_seen(directories)
    rows: list[tuple[Value, ...]] = []
    for one in now.devices:
        state = "suspended" if standing.suspended(TargetKind.DEVICE, one.device) else "in-use"
        rows.append((one.device, one.role.value, None, (), since[one.sign_key], now.expires, state))
    for name, (holder, key, places) in _desks(now).items():
        ends = _ends(policy, holder, now.expires)
        rows.append((name, "desk", holder, places, since[key], ends, _of_desk(name, holder, standing)))
    rows += [(one.witness, "witness", None, (), since[one.sign_key], now.expires, "in-use") for one in now.witnesses]
    return Sheet("devices", DEVICES, rows)


def first_seen(directories: Sequence[TrustedDirectory]) -> Mapping[bytes, int]:
    """The day of issue of the first directory that names a signing key, by key."""
    seen: dict[bytes, int] = {}
    for one in directories:
        for key in _keys(one.contents):
            seen.setdefault(key, one.contents.issued)
    return seen


def _keys(contents: Directory) -> Iterator[bytes]:
    yield from (one.sign_key for one in contents.devices)
    yield from (one.sign_key for one in contents.witnesses)
    for compartment in contents.compartments:
        yield from (one.sign_key for one in compartment.desks)
        yield from (one.sign_key for one in compartment.seats)


def _desks(contents: Directory) -> Mapping[str, tuple[str, bytes, tuple[str, ...]]]:
    """Each desk once, by name: its holder, key and compartments."""
    found: dict[str, tuple[str, bytes, tuple[str, ...]]] = {}
    for compartment in contents.compartments:
        for desk in compartment.desks:
            places = found[desk.desk][2] if desk.desk in found else ()
            found[desk.desk] = (desk.holder, desk.sign_key, (*places, compartment.name))
    return found


def _ends(policy: PolicyBundle, holder: str, expires: int) -> int:
    """The directory's last day, or the holder's, if the policy names an earlier one."""
    days = [one.ends for one in policy.staff if one.person == holder and one.ends is not None]
    return min([expires, *days])


def _of_desk(name: str, holder: str, standing: StandingOrders) -> str:
    if standing.suspended(TargetKind.DEVICE, name):
        return "suspended"
    return "holder-suspended" if standing.suspended(TargetKind.PERSON, holder) else "in-use"
