"""The one session of a desk's pages: begun by link and passkey, locked when idle or by a key, ended for good.

Rules of this file
* A secret of 256 bits in a cookie, and here only its hash. The token of forms follows from the secret.
* Some minutes without a person lock it; eight hours end it in any case, and so does every new one.
* A lock forgets all originals, by one call. What was decided about them, offsets without words, stays until the end.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from protocol.primitives import same
from server.redaction.pages.errors import EntryRefused, Locked, NotIn
from server.redaction.pages.memory import Entering, Session
from server.redaction.room.joining import close_all
from server.redaction.world import World

SECRET = 32
LONGEST_SECONDS = 8 * 3600
ENTERING_SECONDS = 300
MOST_WRONG = 5
"""Passkeys that did not fit: after so many, whoever is coming in needs a new link, and a locked session ends."""
_FORM = b"leeward/v1/desk-form"


def begin_entering(world: World) -> str:
    """For somebody who used a link: the cookie's value."""
    secret = world.random(SECRET)
    world.memory.pages.entering = Entering(_hash(secret), world.now + ENTERING_SECONDS)
    return _text(secret)


def find_entering(world: World, cookie: str | None) -> Entering:
    """Raises NotIn."""
    entering = world.memory.pages.entering
    if entering is None or world.now > entering.expires or not _is_of(cookie, entering.hash):
        raise NotIn
    return entering


def begin(world: World) -> str:
    """The cookie's value. Whatever session there was ends: a desk has one person."""
    end(world)
    secret = world.random(SECRET)
    pages = world.memory.pages
    pages.entering = pages.stops_at = None
    pages.session = Session(_hash(secret), _form_token(secret), begun=world.now, seen=world.now)
    return _text(secret)


def find(world: World, cookie: str | None) -> Session:
    """Whose session this is, open or locked. Raises NotIn."""
    sweep(world)
    session = world.memory.pages.session
    if session is None or not _is_of(cookie, session.hash):
        raise NotIn
    return session


def find_open(world: World, cookie: str | None) -> Session:
    """Raises NotIn or Locked."""
    session = find(world, cookie)
    if session.locked:
        raise Locked
    return session


def check_token(session: Session, token: str) -> bool:
    return same(token.encode("utf-8", "replace"), session.form_token.encode())


def note_seen(world: World, session: Session) -> None:
    """A person did something just now."""
    session.seen = world.now


def lock(world: World) -> None:
    """Nothing is readable at this desk any more, until its person unlocks it and joins the openings again."""
    if (session := world.memory.pages.session) is not None:
        session.locked = True
    close_all(world.memory)


def unlock(world: World, session: Session) -> None:
    session.locked, session.challenge, session.wrong = False, b"", 0
    world.memory.pages.stops_at = None
    note_seen(world, session)


def end(world: World) -> None:
    lock(world)
    world.memory.pages.session = None


def sweep(world: World) -> None:
    """What has run out is locked or ended. The desk does this in its rounds too, so that nobody has to ask for it."""
    session, now = world.memory.pages.session, world.now
    if session is None:
        return
    if not session.begun <= now < session.begun + LONGEST_SECONDS:
        end(world)
    elif not session.locked and now - session.seen >= world.page_idle_seconds:
        lock(world)


def note_wrong(world: World, whose: Entering | Session) -> None:
    """A passkey did not fit. Raises EntryRefused where that was once too often."""
    whose.wrong += 1
    if whose.wrong < MOST_WRONG:
        return
    if isinstance(whose, Session):
        end(world)
    world.memory.pages.entering = None
    raise EntryRefused


def _is_of(cookie: str | None, hashed: bytes) -> bool:
    try:
        secret = base64.urlsafe_b64decode(f"{cookie or ''}=".encode("ascii"))
    except ValueError:
        return False
    return len(secret) == SECRET and same(_hash(secret), hashed)


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def _form_token(secret: bytes) -> str:
    return _text(hmac.digest(secret, _FORM, hashlib.sha256))
