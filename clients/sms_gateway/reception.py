"""From a webhook to two durable sealed records: checked, read, sealed, kept, and only then answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from pydantic import SecretBytes

from clients.sms_gateway.errors import Busy, NoSuchSource, NotAMessage, NotSigned, Replayed
from clients.sms_gateway.journal import Journal
from clients.sms_gateway.memory import LongTexts, Signatures, Taken
from clients.sms_gateway.papers import Papers
from clients.sms_gateway.settings import Source, SourceKind
from clients.sms_gateway.signatures import Headers, check_stamped, check_twilio
from clients.sms_gateway.text_sealing import seal_text
from clients.sms_gateway.webhooks import TextMessage, form_fields, read_generic, read_sms_gate, read_twilio
from protocol.primitives import Randomness

MOST_AT_ONCE = 64
"""Messages being sealed or waiting for that; about half a second of work."""
TAG = 16
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A configured source, its secret, and the address it was told to call."""

    source: Source
    secret: SecretBytes
    url: str


@dataclass(slots=True)
class Reception:
    """Everything between a request's bytes and its answer. `told` hears the names of new records."""

    callers: dict[str, Caller]
    papers: Papers
    journal: Journal
    clock: Callable[[], float]
    random: Randomness
    told: Callable[[tuple[str, ...]], None]
    _taken: Taken = field(init=False)
    _long: LongTexts = field(init=False)
    _signatures: Signatures = field(default_factory=Signatures)
    _at_once: int = 0
    # One thread: the journal asks for that, and the disk is the narrow place anyway.
    _writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "journal"))

    def __post_init__(self) -> None:
        self._taken, self._long = Taken(self.random), LongTexts(self.random)

    def close(self) -> None:
        """Finish what is being written, and let go of the journal."""
        self._writer.shutdown()
        self.journal.close()

    def caller(self, name: str) -> Caller:
        """Raises NoSuchSource."""
        if (known := self.callers.get(name)) is None:
            raise NoSuchSource
        return known

    async def take_in(self, caller: Caller, headers: Headers, body: bytes) -> None:
        """Return once the message is durable, or is one that was. Raises a child of WebhookRefused or NotKept."""
        match caller.source.kind:
            case SourceKind.TWILIO:
                await self._take_twilio(caller, headers, body)
            case SourceKind.SMS_GATE | SourceKind.GENERIC:
                await self._take_stamped(caller, headers, body)

    async def _take_twilio(self, caller: Caller, headers: Headers, body: bytes) -> None:
        signature, message = _read_signed_by_twilio(caller, headers, body)
        mark = (caller.source.name, signature)
        await self._taken.once(self.papers.today(), mark, lambda: self._keep_once(caller, message))

    async def _take_stamped(self, caller: Caller, headers: Headers, body: bytes) -> None:
        now = self.clock()
        signature = check_stamped(caller.secret.get_secret_value(), body, headers, now)
        if self._signatures.has(signature, now):
            raise Replayed
        sms_gate = caller.source.kind is SourceKind.SMS_GATE
        message = read_sms_gate(body) if sms_gate else read_generic(body, caller.source)
        if message is not None:
            await self._keep_once(caller, message)
        # Only now: a request that failed must be welcome when it comes again, in the very same bytes.
        self._signatures.add(signature, now)

    async def _keep_once(self, caller: Caller, message: TextMessage) -> None:
        place = str(message.stands.place) if message.stands else ""
        mark = (caller.source.name, message.same, message.number, message.text, place)
        await self._taken.once(self.papers.today(), mark, lambda: self._keep_in_its_text(caller, message))

    async def _keep_in_its_text(self, caller: Caller, message: TextMessage) -> None:
        # Of strangers who withhold their numbers several have one reference: none of theirs is put together.
        if (stands := message.stands) is None or not message.number.strip():
            await self._keep(message, self.random(TAG))
            return
        text = (caller.source.name, message.number, stands.reference, str(stands.of))
        tag = self._long.tag_of(self.papers.today(), text, stands.place)
        await self._keep(message, tag)
        self._long.note_kept(text, tag, stands.place, stands.of)

    async def _keep(self, message: TextMessage, tag: bytes) -> None:
        if self._at_once >= MOST_AT_ONCE:
            raise Busy
        self._at_once += 1
        try:
            loop = asyncio.get_running_loop()
            self.told(await loop.run_in_executor(self._writer, self._seal_and_write, message, tag))
        finally:
            self._at_once -= 1

    def _seal_and_write(self, message: TextMessage, tag: bytes) -> tuple[str, ...]:
        directory, today = self.papers.directory(), self.papers.today()
        sealed = seal_text(message, directory, self.papers.country, today, tag, self.random)
        return self.journal.keep((sealed.identity, sealed.testimony), today)


def _read_signed_by_twilio(caller: Caller, headers: Headers, body: bytes) -> tuple[str, TextMessage]:
    try:
        fields = form_fields(body)
    except NotAMessage:
        raise NotSigned from None  # what cannot be read cannot have been signed
    signature = check_twilio(caller.secret.get_secret_value(), caller.url, fields, headers)
    return signature, read_twilio(fields)
