"""What an act upon a proposal says before it is confirmed, and does after: signing, approving, withdrawing.

An act's subject carries the signature too, so that the passkey confirms exactly these bytes by exactly this key.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from pydantic import ValidationError
from starlette.responses import Response

from protocol.orders import TargetKind
from protocol.policy import AdministratorSignature
from server.policy.accounts.sessions import Session
from server.policy.accounts.step_up import Act, ActKind
from server.policy.errors import PolicyZoneError
from server.policy.proposals import proposals
from server.policy.proposals.errors import NoSuchProposal, SignatureDoesNotHold
from server.policy.proposals.life import Proposal, check_approves, check_signs, check_withdraws
from server.policy.staff_pages.calls import Call, field_of, go_to
from server.policy.staff_pages.proposals import ONE, check_administers, identifier

_SIGNING = {"sign": ActKind.SIGN_POLICY, "approve": ActKind.APPROVE_POLICY}


def signing_act(form: Mapping[str, str]) -> Act:
    """Raises FormRefused, NoSuchProposal or SignatureDoesNotHold."""
    kind = _SIGNING.get(field_of(form, "what"), ActKind.SIGN_POLICY)
    signature = field_of(form, "signature").strip().lower()
    _signature_of("nobody", signature)
    return Act(kind, f"{identifier(form).hex()}.{signature}")


async def about_signing(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    """Whatever would refuse the signature refuses it here already."""
    check_administers(call, session)
    one, signature = await _read(call, session, act)
    world = call.world.zone
    if act.kind is ActKind.SIGN_POLICY:
        check_signs(one, signature, world.pinned.directory, proposals.in_force(world))
        await proposals.check_signable(world, one)
    else:
        suspended = world.pinned.standing.names(TargetKind.PERSON)
        check_approves(one, signature, world.pinned.directory, proposals.in_force(world), suspended)
        await proposals.check_approvable(world, one)
    return _words(one)


async def about_withdrawing(call: Call, session: Session, act: Act) -> Mapping[str, str]:
    check_administers(call, session)
    one = await proposals.find(call.world.zone, identifier({"id": act.subject}))
    check_withdraws(one, await proposals.ever_in_force(call.world.zone))
    return _words(one)


async def do_sign(call: Call, session: Session, act: Act) -> Response:
    one, signature = await _read(call, session, act)
    await proposals.sign(call.world.zone, one.id, signature)
    # Where it does not answer now, the zone's round asks again.
    with suppress(PolicyZoneError):
        await proposals.simulate_open(call.world.zone)
    return go_to(f"{ONE}?id={one.id.hex()}")


async def do_approve(call: Call, session: Session, act: Act) -> Response:
    one, signature = await _read(call, session, act)
    await proposals.approve(call.world.zone, one.id, signature)
    return go_to(f"{ONE}?id={one.id.hex()}")


async def do_withdraw(call: Call, _session: Session, act: Act) -> Response:
    wanted = identifier({"id": act.subject})
    await proposals.withdraw(call.world.zone, wanted)
    return go_to(f"{ONE}?id={wanted.hex()}")


def _words(one: Proposal) -> Mapping[str, str]:
    return {"version": str(one.contents.version), "by": one.author, "hash": one.hash.hex()[:16]}


async def _read(call: Call, session: Session, act: Act) -> tuple[Proposal, AdministratorSignature]:
    """Raises NoSuchProposal or SignatureDoesNotHold."""
    wanted, dot, signature = act.subject.partition(".")
    if not dot:
        raise NoSuchProposal
    one = await proposals.find(call.world.zone, identifier({"id": wanted}))
    return one, _signature_of(session.person, signature)


def _signature_of(administrator: str, text: str) -> AdministratorSignature:
    """Raises SignatureDoesNotHold."""
    try:
        return AdministratorSignature(administrator=administrator, signature=bytes.fromhex(text))
    except (ValidationError, ValueError):
        raise SignatureDoesNotHold from None
