"""Notices by webhook, as Standard Webhooks 1.0 has them: three headers, and an HMAC that the receiver checks (`v1`).

The secret of a hook is derived from one key of this zone, the person and the address, and kept nowhere: whoever reads
the database can forge none, and whoever moves a hook to another address gets another secret.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field

import httpx

from protocol.encoding import Purpose, encode
from protocol.primitives import Randomness, hkdf
from server.exchange import UNFORESEEN
from server.policy.notices.errors import NotSent
from server.policy.notices.hook_address import Hook, Resolve, checked_hook, public_address
from server.policy.notices.words import Notice

SECONDS = 10.0
"""For the whole of it: name, connection, answer."""


@dataclass(frozen=True, slots=True)
class HookSender:
    """`client` takes nothing from the environment and follows no redirect."""

    key: bytes = field(repr=False)
    client: httpx.AsyncClient = field(repr=False)
    resolve: Resolve


def hook_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=SECONDS, trust_env=False, follow_redirects=False)


def secret_of(key: bytes, person: str, hook: str) -> bytes:
    """32 bytes that the receiver checks with."""
    return hkdf(key, b"", Purpose.WEBHOOK, encode([person, hook]))


def shown_secret(secret: bytes) -> str:
    """As receivers' libraries take it."""
    return f"whsec_{base64.b64encode(secret).decode()}"


async def send_hook(sender: HookSender, person: str, hook: str, notice: Notice, now: float, random: Randomness) -> None:
    """Raises NotAHook, NotPublic or NotSent."""
    where = checked_hook(hook)
    body = content(notice)
    try:
        async with asyncio.timeout(SECONDS):
            address = await public_address(where.host, sender.resolve)
            headers = signed_headers(secret_of(sender.key, person, hook), body, int(now), random(16).hex())
            await _post(sender.client, where, address, body, headers)
    except TimeoutError:
        raise NotSent from None


def content(notice: Notice) -> bytes:
    """JSON, of one size for either occasion."""
    text = notice.text.decode().rstrip(" ")
    said = {"type": f"leeward.{notice.occasion}", "data": {"text": text}}
    return json.dumps(said, ensure_ascii=False).encode().ljust(len(notice.text) + 96)


def signed_headers(secret: bytes, body: bytes, now: int, name: str) -> dict[str, str]:
    """By Standard Webhooks: over id, moment and body, with points between them."""
    identifier = f"msg_{name}"
    mac = hmac.digest(secret, f"{identifier}.{now}.".encode() + body, hashlib.sha256)
    return {
        "content-type": "application/json",
        "webhook-id": identifier,
        "webhook-timestamp": str(now),
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


async def _post(client: httpx.AsyncClient, where: Hook, address: str, body: bytes, headers: dict[str, str]) -> None:
    # To the address that was looked at, and no other: the name could lead elsewhere by now. Its certificate must be
    # the name's all the same.
    host = f"[{address}]" if ":" in address else address
    request = client.build_request(
        "POST",
        f"https://{host}:{where.port}{where.path}",
        content=body,
        headers={**headers, "host": where.host, "accept-encoding": "identity"},
        extensions={"sni_hostname": where.host},
    )
    try:
        response = await client.send(request, stream=True)
        # Nothing of an answer is read but its first line and head.
        await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, *UNFORESEEN):
        raise NotSent from None
    if not response.is_success:
        raise NotSent
