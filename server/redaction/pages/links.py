"""The link that `leeward desk open` prints: 128 bits behind a `#`, good once, for two minutes.

What stands behind a `#` reaches no server and no log of one; the page's script moves it into a form. A new link ends
the one before. One that was guessed at wrongly ten times is dead.
"""

from __future__ import annotations

import base64
import hashlib

from protocol.primitives import Randomness, same
from server.redaction.pages.errors import LinkRefused
from server.redaction.pages.memory import Link, PageMemory

BYTES = 16
SECONDS = 120
MOST_WRONG = 10


def make_link(memory: PageMemory, now: int, random: Randomness) -> str:
    """The code, 22 signs."""
    code = base64.urlsafe_b64encode(random(BYTES)).decode().rstrip("=")
    memory.link = Link(_hash(code), now + SECONDS)
    return code


def use_link(memory: PageMemory, now: int, code: str) -> None:
    """Use it up. Raises LinkRefused."""
    link = memory.link
    if link is None or now > link.expires or link.wrong >= MOST_WRONG:
        raise LinkRefused
    if not same(link.code_hash, _hash(code)):
        link.wrong += 1
        raise LinkRefused
    memory.link = None


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode("utf-8", "replace")).digest()
