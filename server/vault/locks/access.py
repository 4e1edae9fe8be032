"""The second lock: what the signed access rules say. The first, who somebody is at all, is in callers.py.

Rules of this file
* Both locks are asked, and either one shuts. Rules can forbid what the code allows, and never allow what it forbids.
* Actions under consent are asked only after the consent was checked, in this request.
* Freezing an opening asks no rule: no policy should be able to keep a colleague from stopping something.
"""

from __future__ import annotations

from protocol.release import ClearanceRequest
from server import who_is_who
from server.access_in_force import AccessInForce
from server.authorization import UNDER_CONSENT, Action, Kind, Thing, Uid


class SecondLock(AccessInForce):
    """The rules of the newest directory and policy, asked for one caller at a time."""

    def check(self, caller: bytes, kind: Kind, action: Action, resource: Thing | Uid) -> None:
        """Return only if the rules let this key do this, as a device or as a custodian.

        For an action under consent this says that consent allows it: call it after checking that. Raises NotAllowed,
        RulesRefused or PolicyRefused; each of them is a no.
        """
        access = self()
        context = {"consent": True} if action in UNDER_CONSENT else None
        access.rules.decide(access.principal(caller, kind), action, resource, context)

    def check_desk_in(self, caller: bytes, action: Action, compartment: str) -> None:
        """The same for a desk and a whole compartment."""
        self.check(caller, Kind.DEVICE, action, who_is_who.compartment(compartment))


def opening_thing(name: bytes, compartment: str, people: set[str], aim: str) -> Thing:
    """An opening as the rules see it; `people` are the holders of its two desks."""
    return who_is_who.opening(name.hex(), compartment, people, aim)


def clearance_thing(request: ClearanceRequest, people: set[str]) -> Thing:
    return who_is_who.clearance(request.commitment.hex(), request.compartment, people, request.audience, request.aim)
