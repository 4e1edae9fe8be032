"""The policy in force and what is proposed: who signed, what it would change, what was found, who gains and who loses.

Administrators and auditors may look; only administrators begin, change, sign, approve and withdraw.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from protocol.cooling_off import CoolingOff
from protocol.errors import Malformed
from protocol.policy import PolicyRefused
from protocol.policy_changes import loosens
from server.authorization import RulesRefused
from server.policy.accounts.errors import FormRefused, NotForYou
from server.policy.accounts.sessions import Session
from server.policy.bundles import waiting
from server.policy.proposals import proposals
from server.policy.proposals.errors import NoSuchProposal
from server.policy.proposals.life import Proposal, Shown, Stage, shown, simulation_of
from server.policy.staff_pages.calls import Call, field_of, go_to
from server.policy.staff_pages.people import check_oversees
from server.policy.staff_pages.policy_words import changed_lines, setting_rows
from server.policy.staff_pages.rendering import HEADERS
from server.policy.staff_pages.signing_words import signing_words
from server.policy.world import World
from server.policy_checking.check import decisions
from server.policy_checking.findings import keeps_out
from server.policy_checking.gains import Shifts, shifts
from server.policy_checking.matrix import TooManyQuestions
from server.policy_taking import notice_policy

ONE = "/staff/proposals/one"
MOST_SHIFTS = 200


async def show_policy(call: Call) -> Response:
    """The policy in force, in plain words."""
    session = await overseer(call)
    world = call.world.zone
    policy, signed = proposals.in_force(world), world.pinned.signed_policy
    return call.page(
        "policy",
        session,
        policy=policy.contents,
        hash=policy.hash.hex(),
        signers=[one.administrator for one in signed.signatures],
        settings=setting_rows(policy.contents, world.pinned.directory),
        until=await _waits_until(world),
    )


async def show_proposals(call: Call) -> Response:
    session = await overseer(call)
    world = call.world.zone
    known, earlier = proposals.in_force(world), await proposals.ever_in_force(world)
    rows = [
        (one, shown(one, world.pinned.directory, known, earlier), one.signers(world.pinned.directory))
        for one in await proposals.listed(world)
    ]
    until = await _waits_until(world)
    waiting_now = next((one.id for one, _, _ in rows if proposals.waits(world, one)), None)
    return call.page("proposals", session, rows=rows, version=known.contents.version, until=until, waits=waiting_now)


async def show_proposal(call: Call) -> Response:
    session = await overseer(call)
    world = call.world.zone
    one = await proposals.find(world, identifier(call.request.query_params))
    known, directory = proposals.in_force(world), world.pinned.directory
    state = shown(one, directory, known, await proposals.ever_in_force(world))
    given = await _looked_at(world, one) if state in _OPEN else {"lines": None}
    return call.page(
        "proposal",
        session,
        one=one,
        state=state,
        signers=one.signers(directory),
        hash=one.hash.hex(),
        until=await _waits_until(world) if proposals.waits(world, one) else None,
        mine=one.author == session.person,
        words=signing_words(session.account.language, directory),
        **given,
    )


_OPEN = frozenset({Shown.DRAFT, Shown.PROPOSED, Shown.APPROVED})


async def _looked_at(world: World, one: Proposal) -> Mapping[str, Any]:
    """What is known of a bundle that may still come into force."""
    known, directory = proposals.in_force(world), world.pinned.directory
    changes, findings = await proposals.changes_in(world, one), await proposals.found_in(world, one)
    return {
        "lines": changed_lines(changes, known.contents, one.contents, directory),
        "loosens": loosens(changes),
        "days": known.contents.changes.cooling_off_days,
        "findings": findings,
        "refused": keeps_out(findings),
        "shifts": None if keeps_out(findings) else await _shifts(world, one),
        "most": MOST_SHIFTS,
        "asks_vault": proposals.asks_vault(world) and one.stage is not Stage.DRAFT,
        "asks_about": proposals.asks_about(world, one),
        "simulation": simulation_of(one, known),
        "bytes": base64.b64encode(one.raw).decode(),
        "known": base64.b64encode(world.pinned.signed_policy.bundle).decode(),
    }


async def _shifts(world: World, one: Proposal) -> Shifts | None:
    """Who gains and who loses; None where it cannot be said."""
    try:
        return await asyncio.to_thread(_compare, world, one)
    except (RulesRefused, TooManyQuestions):
        return None


def _compare(world: World, one: Proposal) -> Shifts:
    directory = world.pinned.directory
    before, after = decisions(proposals.in_force(world).contents, directory), decisions(one.contents, directory)
    return shifts(before, after)


async def take_new(call: Call) -> Response:
    """Begin a draft."""
    session, _ = await call.session_form()
    check_administers(call, session)
    made = await proposals.begin(call.world.zone, session.person)
    return go_to(f"{ONE}?id={made.hex()}")


async def send_file(call: Call) -> Response:
    """A proposal with its signatures, as `leeward policy approve` reads it."""
    await overseer(call)
    one = await proposals.find(call.world.zone, identifier(call.request.query_params))
    name = f"policy-{one.contents.version}-{one.hash.hex()[:8]}.cbor"
    headers = HEADERS | {"content-disposition": f'attachment; filename="{name}"'}
    return Response(one.signed().to_bytes(), headers=headers, media_type="application/cbor")


async def overseer(call: Call) -> Session:
    """Raises NotSignedIn or NotForYou."""
    session = await call.session()
    check_oversees(call.world, session)
    return session


def check_administers(call: Call, session: Session) -> None:
    """Raises NotForYou."""
    check_oversees(call.world, session)
    if not session.named.administers:
        raise NotForYou


def identifier(given: Mapping[str, str]) -> bytes:
    """Raises NoSuchProposal or FormRefused."""
    try:
        return bytes.fromhex(field_of(given, "id"))
    except FormRefused:
        raise
    except ValueError:
        raise NoSuchProposal from None


async def _waits_until(world: World) -> int | None:
    """The first day on which what cools off can be taken here; None where nothing does."""
    raw = waiting(world)
    if raw is not None:
        try:
            await notice_policy(world.pinned, raw)
        except CoolingOff as wait:
            return wait.from_day
        except (PolicyRefused, Malformed):
            return None
    return None
