"""Step-up: a fresh assertion for exactly one act, once.

The challenge is the hash of a random nonce, the act and the person. Whoever changes the act after it was shown asks for
another challenge, which nobody gave out; what was used, or given to another session, is not there any more. An
assertion that does not hold has used its challenge up as well.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from protocol.encoding import Purpose, digest
from server.pages.passkeys import Asserted, Passkey, PasskeyRefused, assertion_options, read_assertion
from server.policy.accounts.accounts import find_passkey, kept_passkeys, use_passkey
from server.policy.accounts.errors import HasNoPasskey, StepUpRefused, TooManyTries
from server.policy.accounts.sessions import Session
from server.policy.accounts.tables import step_ups
from server.policy.accounts.world import StaffWorld

NONCE = 32
SECONDS = 120
MOST_OPEN = 8
"""Of one session, in one time."""


class ActKind(StrEnum):
    """What is done only with a fresh assertion."""

    ADD_PASSKEY = "add-passkey"
    REMOVE_PASSKEY = "remove-passkey"
    INVITE = "invite"
    PROPOSE_RECOVERY = "propose-recovery"
    CONFIRM_RECOVERY = "confirm-recovery"
    SIGN_POLICY = "sign-policy"
    APPROVE_POLICY = "approve-policy"
    WITHDRAW_POLICY = "withdraw-policy"
    BRING_ORDER = "bring-order"
    CHOOSE_NOTICES = "choose-notices"
    CHANGE_ADDRESS = "change-address"
    ADD_ABSENCE = "add-absence"
    REMOVE_ABSENCE = "remove-absence"
    ADD_TURN = "add-turn"
    REMOVE_TURN = "remove-turn"


@dataclass(frozen=True, slots=True)
class Act:
    """One act upon one thing: a person's name, the id of a passkey, recovery, proposal or absence, or the hash of what
    is longer, all but the first in hexadecimal; after a proposal's id and a dot, the signature that is put to it; a
    signed order as text; what somebody chose for themselves, word by word (own_acts.py); or a line of a rota, or its id
    behind its compartment (rota_acts.py)."""

    kind: ActKind
    subject: str


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What the page that asks for it carries. `nonce` comes back with the answer."""

    act: Act
    nonce: str
    options: str


async def ask(world: StaffWorld, session: Session, act: Act) -> AskedFor:
    """Raises HasNoPasskey for who signs in by their organisation alone, or TooManyTries."""
    nonce, now = world.random(NONCE), world.now()
    challenge = _challenge(nonce, act, session.person)
    row = {"challenge": challenge, "session": session.hash, "expires": now + SECONDS}
    still_open = (step_ups.c.session == session.hash) & (step_ups.c.expires > now)
    async with world.database.begin() as connection:
        known = [one.credential for one in await kept_passkeys(connection, session.person)]
        if not known:
            raise HasNoPasskey
        if int(await connection.scalar(select(func.count()).where(still_open)) or 0) >= MOST_OPEN:
            raise TooManyTries
        await connection.execute(insert(step_ups).values(row))
    text = base64.urlsafe_b64encode(nonce).decode()
    return AskedFor(act, text, assertion_options(world.origin, challenge, known))


async def approve(world: StaffWorld, session: Session, act: Act, nonce: str, response: str) -> None:
    """Return only if this session's person approved this very act now. Raises StepUpRefused or TooManyTries."""
    world.tries.check(session.person)
    challenge = await _taken(world, session, act, nonce)
    try:
        asserted = read_assertion(response)
        passkey = await _own_passkey(world, session, asserted)
        async with world.database.begin() as connection:
            await use_passkey(connection, world, passkey, asserted, challenge)
    except PasskeyRefused:
        world.tries.note(session.person)
        raise StepUpRefused from None


async def _own_passkey(world: StaffWorld, session: Session, asserted: Asserted) -> Passkey:
    async with world.database.connect() as connection:
        found = await find_passkey(connection, asserted.credential)
    if found is None or found[0] != session.person:
        raise PasskeyRefused
    return found[1]


async def _taken(world: StaffWorld, session: Session, act: Act, nonce: str) -> bytes:
    """The challenge, which is gone from now on whatever becomes of it."""
    try:
        raw = base64.urlsafe_b64decode(nonce.encode("ascii"))
    except ValueError:
        raise StepUpRefused from None
    challenge = _challenge(raw, act, session.person)
    given = (step_ups.c.challenge == challenge) & (step_ups.c.session == session.hash)
    given &= step_ups.c.expires > world.now()
    async with world.database.begin() as connection:
        if (await connection.execute(delete(step_ups).where(given))).rowcount != 1:
            raise StepUpRefused
    return challenge


def _challenge(nonce: bytes, act: Act, person: str) -> bytes:
    return digest(Purpose.STEP_UP, nonce, act.kind.value, act.subject, person)
