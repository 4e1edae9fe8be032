"""Whether a draft locks everyone out: of what somebody must always be able to do, or of what somebody could before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from protocol.directory import Compartment, DeviceRole, TrustedDirectory
from server.authorization import Action, Kind, Uid
from server.policy_checking.findings import Code, File, Finding, refused, warned
from server.policy_checking.matrix import Matrix

_ZONES = {
    DeviceRole.VAULT: (Action.READ_BUNDLE, Action.COLLECT_POOL, Action.APPEND_ENTRY),
    DeviceRole.RELEASE: (Action.READ_BUNDLE, Action.READ_CLEARANCE_STATUS, Action.APPEND_ENTRY),
    DeviceRole.POLICY: (Action.APPEND_ENTRY,),
}
_DESKS_TOGETHER = (
    Action.READ_BUNDLE,
    Action.PUBLISH_FRESH_KEY,
    Action.LIST_PARTS,
    Action.REQUEST_OPENING,
    Action.READ_OPENING,
    Action.REQUEST_CLEARANCE,
    Action.SUBMIT_SUMMARY,
)
_CUSTODIANS = (Action.READ_BUNDLE, Action.LIST_OPENINGS, Action.APPROVE_OPENING)


class _Able:
    """Who may do an act somewhere, in any way."""

    def __init__(self, answers: Matrix) -> None:
        self._who: dict[tuple[Action, str], set[Uid]] = defaultdict(set)
        for who, asked in answers.allowed():
            self._who[asked.action, asked.place].add(who)

    def count(self, action: Action, place: str, among: Collection[Uid]) -> int:
        where = "" if action is Action.READ_BUNDLE else place
        return len(self._who[action, where] & set(among))


def check_always(directory: TrustedDirectory, answers: Matrix) -> Iterator[Finding]:
    """What zones, desks, quorums and administrators must always be able to do, as far as the code leaves it open."""
    able = _Able(answers)
    for device in directory.contents.devices:
        for action in _ZONES.get(device.role, ()):
            if not able.count(action, "", [Uid(Kind.DEVICE, device.device)]):
                yield _locked_out(
                    f"{device.device} could not {_said(action)}, and it must: without that nothing works."
                )
    policy = [Uid(Kind.DEVICE, one.device) for one in directory.contents.devices if one.role is DeviceRole.POLICY]
    if policy and not able.count(Action.SIMULATE_POLICY, "", policy):
        said = "The policy zone could not simulate a policy: what protects less can then be approved by command only."
        yield warned(File.POLICIES, None, Code.LOCKED_OUT_HERE, said)
    for one in directory.contents.compartments:
        yield from _in_compartment(one, _administrators(directory), able)
    overseers = [Uid(Kind.ADMINISTRATOR, name) for name in _administrators(directory)]
    if overseers and not able.count(Action.READ_STAFF, "", overseers):
        yield _locked_out("No administrator could read the staff list any more.")


def check_before(before: Matrix, after: Matrix) -> Iterator[Finding]:
    """What somebody could do by the bundle in force, and nobody can by the draft: anywhere at all, or in one place."""
    had, has = _by_action(before), _by_action(after)
    for action, places in sorted(had.items()):
        if action not in has:
            yield _locked_out(f"Somebody can {_said(action)} today, and nobody could any more.")
            continue
        for place in sorted(places - has[action]):
            said = f"Somebody can {_said(action)} in {place} today, and nobody could there any more."
            yield warned(File.POLICIES, None, Code.LOCKED_OUT_HERE, said)


def _in_compartment(one: Compartment, administrators: Collection[str], able: _Able) -> Iterator[Finding]:
    """Whoever the directory names as an administrator reads nothing anyway: that is not the policy's doing."""
    desks = [Uid(Kind.DEVICE, desk.desk) for desk in one.desks if desk.holder not in administrators]
    for action in _DESKS_TOGETHER if desks else ():
        if not able.count(action, one.name, desks):
            yield _locked_out(f"No desk of {one.name} could {_said(action)} any more.")
    seats = {Uid(Kind.CUSTODIAN, seat.custodian) for seat in one.seats if seat.custodian not in administrators}
    needed = min(one.needed, len(seats))
    for action in _CUSTODIANS:
        if (left := able.count(action, one.name, seats)) < needed:
            yield _locked_out(
                f"{left} custodians of {one.name} could {_said(action)}, and {one.needed} are needed: "
                "nothing could be opened there any more."
            )


def _administrators(directory: TrustedDirectory) -> list[str]:
    return [one.administrator for one in directory.contents.administrators]


def _by_action(answers: Matrix) -> dict[Action, set[str]]:
    found: dict[Action, set[str]] = defaultdict(set)
    for _, asked in answers.allowed():
        found[asked.action].add(asked.place)
    return found


def _said(action: Action) -> str:
    return action.value.replace("_", " ")


def _locked_out(said: str) -> Finding:
    return refused(File.POLICIES, None, Code.LOCKED_OUT, said)
