"""Where a webhook may be: a name on the public internet, over https. Decided anew each time that something is sent.

Whoever has an account here names an address that this zone then asks. So it must not be one inside: neither written as
such, nor hidden behind a name that leads there, nor one that leads there a moment later. The name is looked up once,
every address of it must be public, and the connection goes to the one that was looked at.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from server.policy.notices.errors import NotAHook, NotPublic

_HOOK = re.compile(
    r"https://([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.[a-z][a-z0-9-]{1,62})(/[A-Za-z0-9._~/-]{0,200})?"
)
_UNICAST = IPv6Network("2000::/3")
"""Outside of it lie the ways to write an IPv4 address in an IPv6 one that an operating system follows."""

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses behind a name, as text."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook's address, taken apart."""

    host: str
    path: str
    port: int = 443


def checked_hook(text: str) -> Hook:
    """Raises NotAHook."""
    found = _HOOK.fullmatch(text)
    if found is None:
        raise NotAHook
    return Hook(found[1], found[2] or "/")


def is_public(text: str) -> bool:
    """Whether this is an address of one machine on the internet."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    return _is_public_six(address)


def _is_public_six(address: IPv6Address) -> bool:
    # 6to4 and Teredo carry the IPv4 address of somebody else inside.
    tunnelled = address.sixtofour is not None or address.teredo is not None
    return address in _UNICAST and address.is_global and not tunnelled


async def public_address(host: str, resolve: Resolve) -> str:
    """One address behind a name. Raises NotPublic unless all of them are public."""
    found = await resolve(host)
    if not found or not all(is_public(one) for one in found):
        raise NotPublic
    return found[0]


async def look_up(host: str) -> Sequence[str]:
    """By the machine's own resolver; nothing where there is no such name."""
    try:
        rows = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    return [str(row[4][0]) for row in rows]
