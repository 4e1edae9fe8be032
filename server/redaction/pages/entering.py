"""The way in and out: a link from this machine's terminal, then a passkey; locked, unlocked, closed. Decision 39."""

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
from server.redaction.pages.calls import (
    HOME,
    LOCKED,
    START,
    Call,
    Form,
    Visit,
    check_token,
    drop_cookie,
    go_to,
    set_cookie,
)
from server.redaction.pages.kept_passkeys import keep_first, passkeys_of, use
from server.redaction.pages.links import use_link
from server.redaction.pages.rendering import FORGET_HEADER, LANGUAGES
from server.redaction.pages.stopping import stop_when_due
from server.redaction.stopping import check_goes_on
from server.redaction.world import World

CHALLENGE = 32
_PASSKEY = "/desk/passkey"
SEEN_SECONDS = 3
"""After a desk has stopped by itself, before its lock looks again."""


async def show_start(call: Call) -> Response:
    """The code stands behind a `#`, which no server is sent; the page's script fills it in."""
    response = call.page("start", origin=call.world.page_origin.text)
    response.headers.update(FORGET_HEADER)
    return response


async def take_code(call: Call, form: Form) -> Response:
    use_link(call.world.memory.pages, call.world.now, form.one("code"))
    return set_cookie(go_to(_PASSKEY), sessions.begin_entering(call.world))


async def show_passkey(call: Call) -> Response:
    """For whoever used a link: bring in the first passkey of this desk, or show one that is kept."""
    entering = sessions.find_entering(call.world, call.cookie)
    entering.challenge = call.world.random(CHALLENGE)
    known = [one.credential for one in passkeys_of(call.world)]
    if known:
        options = assertion_options(call.world.page_origin, entering.challenge, known)
        return call.page("passkey", options=options, action=_PASSKEY, form_token="", stops_in=None)
    name = call.world.name
    options = registration_options(call.world.page_origin, name, name.encode(), entering.challenge, ())
    return call.page("first_passkey", options=options)


async def take_passkey(call: Call, form: Form) -> Response:
    world, entering = call.world, sessions.find_entering(call.world, call.cookie)
    await stop_when_due(world)
    check_goes_on(world)
    challenge, entering.challenge = entering.challenge, b""
    try:
        _check(world, form.one("response"), challenge)
    except PasskeyRefused:
        sessions.note_wrong(world, entering)
        raise
    return set_cookie(go_to(HOME), sessions.begin(world))


def _check(world: World, response: str, challenge: bytes) -> None:
    """Raises PasskeyRefused or PasskeysUnreadable."""
    if passkeys_of(world):
        _check_kept(world, response, challenge)
    else:
        keep_first(world, check_registration(world.page_origin, response, asked(challenge)))


def _check_kept(world: World, response: str, challenge: bytes) -> None:
    """Raises PasskeyRefused or PasskeysUnreadable."""
    use(world, read_assertion(response), asked(challenge))


def asked(challenge: bytes) -> bytes:
    """Raises PasskeyRefused where nothing was asked, or it was answered already."""
    if not challenge:
        raise PasskeyRefused
    return challenge


async def show_locked(call: Call) -> Response:
    session = sessions.find(call.world, call.cookie)
    if not session.locked:
        return go_to(HOME)
    session.challenge = call.world.random(CHALLENGE)
    known = [one.credential for one in passkeys_of(call.world)]
    options = assertion_options(call.world.page_origin, session.challenge, known)
    at = call.world.memory.pages.stops_at
    left = None if at is None else max(at - call.world.now, 0)
    response = call.page("passkey", options=options, action=LOCKED, form_token=session.form_token, stops_in=left)
    response.headers.update(FORGET_HEADER)
    if left is not None:
        response.headers["refresh"] = str(left + SEEN_SECONDS)  # then it says what has become of the desk
    return response


async def take_unlock(call: Call, form: Form) -> Response:
    session = sessions.find(call.world, call.cookie)
    check_token(session, form)
    await stop_when_due(call.world)
    check_goes_on(call.world)
    challenge, session.challenge = session.challenge, b""
    try:
        _check_kept(call.world, form.one("response"), challenge)
    except PasskeyRefused:
        sessions.note_wrong(call.world, session)
        raise
    sessions.unlock(call.world, session)
    return go_to(HOME)


async def take_lock(visit: Visit) -> Response:
    sessions.lock(visit.world)
    return go_to(LOCKED)


async def take_close(visit: Visit) -> Response:
    sessions.end(visit.world)
    return drop_cookie(go_to(START))


async def take_awake(_visit: Visit) -> Response:
    """A person is there: the page's script says so at most once a minute. Being a form, it was noted already."""
    return Response(status_code=204)


async def take_language(visit: Visit) -> Response:
    chosen = visit.form.one("language")
    visit.world.memory.pages.language = chosen if chosen in LANGUAGES else None
    return go_to(HOME)


async def take_letter_keys(visit: Visit) -> Response:
    visit.session.letter_keys = not visit.session.letter_keys
    return go_to(HOME)
