"""One text message becomes two sealed parts: what it says to one compartment, who sent it to another.

It is readable here, for as long as this takes, as it was to carrier and provider. Python cannot reliably wipe memory.
The receipt that the keys come from is forgotten at once: nobody, here or at the phone, can open or change these parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from clients.sms_gateway.webhooks import TextMessage
from protocol.consent import AssertedBy, Profile, Terms, profile_terms
from protocol.contents import Identity, Segment, Testimony
from protocol.directory import TrustedDirectory
from protocol.primitives import Randomness, system_random
from protocol.receipt import Receipt
from protocol.report import Report, seal_report


@dataclass(frozen=True, slots=True, repr=False)
class SealedText:
    """Both parts as bytes. Only the testimony, once open, names the other."""

    identity: bytes
    testimony: bytes


def seal_text(
    message: TextMessage,
    directory: TrustedDirectory,
    country: str,
    today: int,
    tag: bytes,
    random: Randomness = system_random,
) -> SealedText:
    """Seal under what a text without a card allows: a curator may read it; the number stays sealed.

    `tag`: 16 random bytes, those of a long text where this is an SMS of one.
    """
    report = Report(
        country=country,
        testimony=Testimony(text=message.text, group=_group(message, tag)),
        terms=profile_terms(Profile.CURATOR_MAY_READ, today),
        identity=Identity(phone=message.number or None),
        identity_terms=Terms(),
        asserted_by=AssertedBy.GATEWAY,
    )
    sealed = seal_report(report, directory, Receipt.new(random), 0, today, random)
    return SealedText(sealed.identity.to_bytes(), sealed.testimony.to_bytes())


def _group(message: TextMessage, tag: bytes) -> Segment | bytes:
    stands = message.stands
    return tag if stands is None else Segment(tag=tag, place=stands.place, of=stands.of)
