"""The zones that this one talks to: whether they answer, by what way, what time they think it is, and the log's word.

Rules of this file
* A peer that hangs, drips or lies costs a bounded time and a bounded answer; all are asked at once.
* Nothing is signed here, and nothing asked for but what anyone may see.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import ip_address

import httpx

from protocol.cosignature import cosignatures_on, read_head
from protocol.directory import TrustedDirectory
from protocol.errors import ProtocolError
from server.doctor.findings import Finding, Promise, bad, cannot_tell, ok
from server.exchange import UNFORESEEN
from server.pinned import Clock

SECONDS = 6.0
"""For everything that is asked of one peer."""
MOST_OF_A_CHECKPOINT = 8192
MOST_SECONDS_APART = 30
"""A signed request is refused at 120."""
DAYS_OF_A_CERTIFICATE = 14


@dataclass(frozen=True, slots=True)
class PeerFacts:
    """One peer. None where it did not say."""

    setting: str
    answers: bool
    refused_certificate: bool
    in_the_clear: bool
    """Plain HTTP to another machine that is no onion service."""
    seconds_apart: float | None
    days_of_certificate: float | None
    checkpoint_holds: bool | None
    witnesses: tuple[int, int] = (0, 0)
    """How many have co-signed the checkpoint, and how many must have."""


def judge_peer(facts: PeerFacts) -> list[Finding]:
    found = [_judge_answer(facts), _judge_way(facts), _judge_time(facts)]
    if facts.days_of_certificate is not None:
        found.append(_judge_certificate(facts, facts.days_of_certificate))
    return [*found, _judge_log(facts)] if facts.setting == "ledger_url" else found


def judge_witnesses(directory: TrustedDirectory | None) -> Finding:
    check, promise = "witnesses", Promise.ONE_LOG
    if directory is None:
        return cannot_tell(check, promise, "There is no directory that says how many must co-sign the log.")
    needed, listed = directory.contents.witnesses_needed, len(directory.contents.witnesses)
    if needed == 0:
        said = "The directory asks for none: nothing keeps the log from showing different people different things."
        return cannot_tell(check, promise, f"{said} See `leeward directory set-witnesses`.")
    if needed == listed:
        said = f"The directory asks for all of its {listed}: while one is away, nothing is opened or released."
        return cannot_tell(check, promise, said)
    return ok(check, promise, f"The directory asks for {needed} of {listed}.")


def _judge_answer(facts: PeerFacts) -> Finding:
    check = f"zone at {facts.setting}"
    if facts.refused_certificate:
        return bad(check, Promise.QUIET, "Its certificate has ended, or is not trusted here. Renew it there.")
    if not facts.answers:
        return bad(check, Promise.KEPT, "It does not answer in time. Is it running, and can it be reached from here?")
    return ok(check, Promise.KEPT, "It answers.")


def _judge_way(facts: PeerFacts) -> Finding:
    check, promise = f"way to {facts.setting}", Promise.QUIET
    if facts.in_the_clear:
        return bad(
            check, promise, "It is plain HTTP across a network, which shows when something comes. Put TLS before it."
        )
    return ok(check, promise, "It is encrypted, or does not leave this machine.")


def _judge_time(facts: PeerFacts) -> Finding:
    check, promise = f"clock of {facts.setting}", Promise.QUORUM
    if facts.seconds_apart is None:
        why = "It does not say what time it is there." if facts.answers else "It does not answer."
        return cannot_tell(check, promise, f"{why} Run the doctor on that machine: whether time servers set its clock.")
    if facts.seconds_apart > MOST_SECONDS_APART:
        said = f"It is {facts.seconds_apart:.0f} seconds away from ours; at 120, requests are refused. Set both clocks."
        return bad(check, promise, said)
    return ok(check, promise, "It agrees with ours.")


def _judge_certificate(facts: PeerFacts, days: float) -> Finding:
    check, promise = f"certificate of {facts.setting}", Promise.QUIET
    if days < 0:
        return bad(check, promise, "It has ended. Renew it there.")
    if days < DAYS_OF_A_CERTIFICATE:
        return bad(check, promise, f"It ends in {days:.0f} days. Renew it there.")
    return ok(check, promise, f"It holds for {days:.0f} days more.")


def _judge_log(facts: PeerFacts) -> Finding:
    check, promise = "log's checkpoint", Promise.ONE_LOG
    if facts.checkpoint_holds is None:
        return cannot_tell(check, promise, "There is no checkpoint to look at, or no directory to check it by.")
    if not facts.checkpoint_holds:
        said = "It is not signed by the log of our directory. Keep it, and ask the others what they see."
        return bad(check, promise, said)
    have, needed = facts.witnesses
    if have < needed:
        few = f"{have} witnesses have co-signed it, and {needed} must have. Ask the partners who run them."
        return bad(check, promise, few)
    return ok(check, promise, "The log of our directory signed it. Whether it is one log: `leeward ledger verify`.")


async def look_at_own_log(host: str, port: int, directory: TrustedDirectory | None, clock: Clock) -> list[Finding]:
    """The checkpoint that the log on this machine serves, where it runs."""
    at = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return [_judge_log(await read_peer("ledger_url", at, directory, clock))]


async def look_at_peers(peers: Mapping[str, str], directory: TrustedDirectory | None, clock: Clock) -> list[Finding]:
    """Every peer, all at once, each in bounded time."""
    looked = await asyncio.gather(*(read_peer(name, url, directory, clock) for name, url in sorted(peers.items())))
    return [finding for facts in looked for finding in judge_peer(facts)]


async def read_peer(setting: str, url: str, directory: TrustedDirectory | None, clock: Clock) -> PeerFacts:
    """Never raises: what a peer does not say in time is None."""
    answers, refused, apart, days, holds, witnesses = False, False, None, None, None, (0, 0)
    try:
        async with asyncio.timeout(SECONDS), _client(url) as client:
            async with client.stream("GET", "/openapi.json") as response:
                answers, apart = response.status_code == httpx.codes.OK, _seconds_apart(response, clock)
                days = _days_of_certificate(response, clock)
            if setting == "ledger_url" and directory is not None:
                holds, witnesses = await _look_at_checkpoint(client, directory, clock)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, OSError, *UNFORESEEN) as silent:
        # What was said before it fell silent still counts.
        refused = any(isinstance(one, ssl.SSLCertVerificationError) for one in _causes(silent))
    return PeerFacts(setting, answers, refused, is_in_the_clear(url), apart, days, holds, witnesses)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, timeout=SECONDS, trust_env=False, follow_redirects=False)


def is_in_the_clear(url: str) -> bool:
    """Plain HTTP to what is neither this machine nor an onion service."""
    try:
        read = httpx.URL(url)
    except httpx.InvalidURL:
        return True
    host = read.host
    if read.scheme == "https" or host.endswith(".onion") or host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def _seconds_apart(response: httpx.Response, clock: Clock) -> float | None:
    try:
        return abs(parsedate_to_datetime(response.headers["date"]).timestamp() - clock())
    except (KeyError, ValueError):
        return None


def _days_of_certificate(response: httpx.Response, clock: Clock) -> float | None:
    stream = response.extensions.get("network_stream")
    secured = stream.get_extra_info("ssl_object") if stream is not None else None
    if secured is None:
        return None
    ends = (secured.getpeercert() or {}).get("notAfter")
    return (ssl.cert_time_to_seconds(ends) - clock()) / 86_400 if isinstance(ends, str) else None


async def _look_at_checkpoint(
    client: httpx.AsyncClient, directory: TrustedDirectory, clock: Clock
) -> tuple[bool | None, tuple[int, int]]:
    """Whether the log of the directory signed it; and of how many witnesses it has words, of how many it needs."""
    needed = directory.contents.witnesses_needed
    note = bytearray()
    async with client.stream("GET", "/checkpoint") as response:
        if response.status_code != httpx.codes.OK:
            return None, (0, needed)
        async for chunk in response.aiter_bytes():
            note += chunk
            if len(note) > MOST_OF_A_CHECKPOINT:
                return False, (0, needed)
    try:
        read_head(bytes(note), directory)
        said = cosignatures_on(bytes(note), directory, clock())
    except ProtocolError:
        return False, (0, needed)
    return True, (len(said), needed)
