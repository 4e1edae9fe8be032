"""Notices by webhook: signed as the standard has it, and never to an address inside."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from protocol.primitives import system_random
from server.policy.languages import LANGUAGES
from server.policy.notices import hook_address, webhooks
from server.policy.notices.errors import NotAHook, NotPublic, NotSent
from server.policy.notices.hook_address import Hook, checked_hook, is_public, look_up, public_address
from server.policy.notices.webhooks import (
    HookSender,
    content,
    hook_client,
    secret_of,
    send_hook,
    shown_secret,
    signed_headers,
)
from server.policy.notices.words import Occasion, notice
from tests.server.policy.notices.mail_sink import certify, context_of, serving

pytestmark = pytest.mark.anyio
HOOK = "https://hooks.example.org/leeward"
KEY = bytes(range(32))
NOW = 1_800_000_000.0
DAILY = notice(Occasion.DAILY, "en")
PUBLIC = "93.184.216.34"


@dataclass
class Receiver:
    """What came, and what it answers."""

    came: list[httpx.Request] = field(default_factory=list)
    status: int = 204
    location: str = ""

    def sender(self, *addresses: str) -> HookSender:
        async def resolve(_host: str) -> Sequence[str]:
            return addresses

        def answer(request: httpx.Request) -> httpx.Response:
            self.came.append(request)
            return httpx.Response(self.status, headers={"location": self.location} if self.location else {})

        client = httpx.AsyncClient(transport=httpx.MockTransport(answer), follow_redirects=False)
        return HookSender(KEY, client, resolve)


async def send(sender: HookSender, hook: str = HOOK) -> None:
    await send_hook(sender, "asha", hook, DAILY, NOW, system_random)


async def test_a_receiver_can_check_a_notice_as_standard_webhooks_says() -> None:
    receiver = Receiver()
    await send(receiver.sender(PUBLIC))
    [request] = receiver.came
    # What their libraries do: the secret is base64 after its prefix; the MAC goes over id, moment and body.
    secret = base64.b64decode(shown_secret(secret_of(KEY, "asha", HOOK)).removeprefix("whsec_"))
    signed = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.content
    version, _, mac = request.headers["webhook-signature"].partition(",")
    assert version == "v1"
    assert base64.b64decode(mac) == hmac.new(secret, signed, hashlib.sha256).digest()
    assert int(request.headers["webhook-timestamp"]) == NOW
    assert json.loads(request.content) == {"type": "leeward.daily", "data": {"text": DAILY.text.decode().rstrip()}}


def test_the_signature_is_the_one_of_the_standards_own_example() -> None:
    """From its specification and reference libraries: secret, id, moment and body with the signature they print."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signed_headers(secret, b'{"test": 2432232314}', 1614265330, "p5jXN8AQM9LWM0D4loKWxJek")
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_person_and_every_address_has_a_secret_of_its_own_and_all_bodies_one_size() -> None:
    secrets = {secret_of(KEY, who, where) for who in ("asha", "badru") for where in (HOOK, f"{HOOK}/2")}
    assert len(secrets) == 4
    assert len({len(content(notice(one, language))) for one in Occasion for language in LANGUAGES}) == 1


async def test_it_goes_to_the_address_that_was_looked_at_under_the_name_that_was_given() -> None:
    receiver = Receiver()
    await send(receiver.sender(PUBLIC, "93.184.216.35"))
    await send(receiver.sender("2606:2800:220:1::1"))
    hosts = [(one.url.host, one.url.port, one.headers["host"], one.extensions["sni_hostname"]) for one in receiver.came]
    assert hosts == [
        (PUBLIC, None, "hooks.example.org", "hooks.example.org"),
        ("2606:2800:220:1::1", None, "hooks.example.org", "hooks.example.org"),
    ]
    assert {one.url.scheme for one in receiver.came} == {"https"}


INSIDE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("255.255.255.255", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:93.184.216.34", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1"),
    *("localhost", "", "127.1"),
)


@pytest.mark.parametrize("address", INSIDE)
async def test_nothing_is_sent_to_an_address_that_is_not_public_alone_or_among_others(address: str) -> None:
    receiver = Receiver()
    assert not is_public(address)
    for addresses in ([address], [PUBLIC, address], [address, PUBLIC]):
        with pytest.raises(NotPublic):
            await send(receiver.sender(*addresses))
    assert receiver.came == []


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1::1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


async def test_a_name_that_leads_nowhere_or_home_is_refused_by_the_real_resolver() -> None:
    assert await look_up("nobody.invalid") == ()
    assert await look_up("localhost")
    for name in ("nobody.invalid", "localhost"):
        with pytest.raises(NotPublic):
            await public_address(name, look_up)


@pytest.mark.parametrize(
    "text",
    [
        *("http://hooks.example.org/", "https://hooks.example.org:8443/", "https://me@hooks.example.org/"),
        *("https://hooks.example.org/?q=1", "https://127.0.0.1/", "https://[::1]/", "https://localhost/"),
        *("https://2130706433/", "https://0x7f.1/", "https://hooks.example.org/#x", "https://hooks.example.org/\n"),
        *("ftp://hooks.example.org/", "https://HOOKS.example.org/", "https://hooks.example.org/a b", ""),
        *("https://hooks.example.org.", f"https://hooks.example.org/{'a' * 300}", "https://hooks.example.org/%2e"),
    ],
)
def test_what_is_no_plain_https_address_is_no_hook(text: str) -> None:
    with pytest.raises(NotAHook):
        checked_hook(text)


def test_a_hook_is_taken_apart() -> None:
    assert checked_hook(HOOK) == Hook("hooks.example.org", "/leeward")
    assert checked_hook("https://example.org") == Hook("example.org", "/")


async def test_a_redirect_is_not_followed_and_counts_as_a_refusal() -> None:
    receiver = Receiver(status=307, location="https://127.0.0.1/")
    with pytest.raises(NotSent):
        await send(receiver.sender(PUBLIC))
    assert len(receiver.came) == 1
    assert not hook_client().follow_redirects


@asynccontextmanager
async def receiving(folder: Path, name: str, *, answers: bool = True) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A real server over TLS with a certificate of this name; one that does not answer reads and waits."""
    came: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        came.append(head)
        if answers:
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            await writer.drain()
            writer.close()

    async with serving(talk, context_of(certify(folder, name))) as port:
        yield port, came


def trusting(folder: Path, name: str) -> httpx.AsyncClient:
    context = ssl.create_default_context(cafile=folder / f"{name}.pem")
    return httpx.AsyncClient(verify=context, trust_env=False)


async def post(client: httpx.AsyncClient, port: int, host: str) -> None:
    async with client:
        await webhooks._post(client, Hook(host, "/x", port), "127.0.0.1", b"{}", {})


async def test_the_certificate_must_be_of_the_name_although_an_address_is_asked(tmp_path: Path) -> None:
    async with receiving(tmp_path, "hooks.example.org") as (port, came):
        await post(trusting(tmp_path, "hooks.example.org"), port, "hooks.example.org")
        assert b"host: hooks.example.org\r\n" in came[0].lower()
        with pytest.raises(NotSent):
            await post(trusting(tmp_path, "hooks.example.org"), port, "elsewhere.example.org")
        with pytest.raises(NotSent):
            await post(hook_client(), port, "hooks.example.org")
    assert len(came) == 1


async def test_who_does_not_answer_holds_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "SECONDS", 0.2)
    monkeypatch.setattr(hook_address, "is_public", lambda _address: True)

    async def home(_host: str) -> Sequence[str]:
        return ["127.0.0.1"]

    async with receiving(tmp_path, "hooks.example.org", answers=False) as (port, _):
        monkeypatch.setattr(webhooks, "checked_hook", lambda _text: Hook("hooks.example.org", "/", port))
        client = trusting(tmp_path, "hooks.example.org")
        async with client:
            with pytest.raises(NotSent):
                await send(HookSender(KEY, client, home))
