"""A person's own passkeys: another one, so that a lost one shuts no desk; away with one. Decision 39.

Rules of this file
* Each act takes a passkey of this desk first, whoever is in: what stands open on a screen brings nobody a way in that
  stays. A confirmation counts for one act, for two minutes.
* The last passkey is not removed here: then a link alone would open the desk.
"""

from __future__ import annotations

from starlette.responses import Response

from server.pages.passkeys import (
    PasskeyRefused,
    assertion_options,
    check_registration,
    read_assertion,
    registration_options,
)
from server.redaction.pages import sessions
from server.redaction.pages.calls import Visit, go_to
from server.redaction.pages.entering import CHALLENGE, asked
from server.redaction.pages.errors import NotConfirmed
from server.redaction.pages.kept_passkeys import MOST_PASSKEYS, keep_another, passkeys_of, remove, use

PASSKEYS = "/desk/passkeys"
CONFIRMED_SECONDS = 120


async def show_passkeys(visit: Visit) -> Response:
    world, session = visit.world, visit.session
    kept = passkeys_of(world)
    known = [one.credential for one in kept]
    session.challenge = world.random(CHALLENGE)
    may_act = _is_confirmed(visit)
    options = (
        registration_options(world.page_origin, world.name, world.name.encode(), session.challenge, known)
        if may_act
        else assertion_options(world.page_origin, session.challenge, known)
    )
    rows = [(session.passkeys.of(one.credential), one.added) for one in kept]
    return visit.page("passkeys", rows=rows, may_act=may_act, options=options, is_full=len(kept) >= MOST_PASSKEYS)


async def take_confirmation(visit: Visit) -> Response:
    """Raises PasskeyRefused, PasskeysUnreadable or EntryRefused."""
    challenge = _taken(visit)
    try:
        use(visit.world, read_assertion(visit.form.one("response")), asked(challenge))
    except PasskeyRefused:
        sessions.note_wrong(visit.world, visit.session)
        raise
    visit.session.wrong, visit.session.confirmed_until = 0, visit.world.now + CONFIRMED_SECONDS
    return go_to(PASSKEYS)


async def take_another(visit: Visit) -> Response:
    """Raises NotConfirmed, PasskeyRefused, TooManyPasskeys or PasskeysUnreadable."""
    challenge = _taken(visit)
    _use_confirmation(visit)
    made = check_registration(visit.world.page_origin, visit.form.one("response"), asked(challenge))
    keep_another(visit.world, made)
    return go_to(PASSKEYS)


async def take_removal(visit: Visit) -> Response:
    """Raises NotConfirmed, NoSuchPage, LastPasskey or PasskeysUnreadable."""
    _use_confirmation(visit)
    remove(visit.world, visit.session.passkeys.named(visit.form.number("number")))
    return go_to(PASSKEYS)


def _taken(visit: Visit) -> bytes:
    """What was asked last: it is answered once."""
    challenge, visit.session.challenge = visit.session.challenge, b""
    return challenge


def _is_confirmed(visit: Visit) -> bool:
    return visit.world.now < visit.session.confirmed_until


def _use_confirmation(visit: Visit) -> None:
    if not _is_confirmed(visit):
        raise NotConfirmed
    visit.session.confirmed_until = 0
