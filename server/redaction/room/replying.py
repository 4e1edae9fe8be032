"""Answering a source: a few hundred letters from the curator's desk, sealed to the part's own reply key. SPEC 13.6.

Rules of this file
* Only a part that is open at this desk now, under a request of our own, is answered, and only where the consent it was
  opened under says that its source may be.
* The reply key comes through the vault, and is believed by the part key's signature alone.
* Nothing of a reply is kept here.
"""

from __future__ import annotations

from pydantic import ValidationError

from protocol.consent import check_contact
from protocol.desk_crossings import NewReply
from protocol.errors import ProtocolError
from protocol.opening import Side
from protocol.reply import Reply, check_reply_key, seal_reply
from server.redaction.errors import NotOurRequest, ReplyKeyForged, ReplyTooLong
from server.redaction.opening.openings import check_still_serving
from server.redaction.room.joining import open_here
from server.redaction.to_vault import leave_reply, reply_address
from server.redaction.world import World


async def answer_source(world: World, opening: bytes, part: bytes, text: str) -> None:
    """Seal and send one reply. It is shown to its source at the next publication after it.

    Raises NoSuchOpening, NotNamedHere, PartNotOpen, NotOurRequest, DeskRevoked, ReplyTooLong, ReplyKeyForged,
    VaultUnreachable, Refused, WrongAnswer, or NotAllowed where the source wants no contact.
    """
    held, original = open_here(world, opening, part)
    if held.side is not Side.CURATOR:
        raise NotOurRequest
    check_still_serving(held.checked, world.pinned.directory)
    check_contact(original.terms)
    reply = _reply(world, original.part_key, held.checked.compartment.name, text)
    address = await reply_address(world.vault, part)
    try:
        check_reply_key(original.part_key, address.reply_key, address.signature)
        box = seal_reply(reply, world.sign_key, address.reply_key, world.random)
    except ProtocolError:
        raise ReplyKeyForged from None
    await leave_reply(world.vault, NewReply(part=part, box=box))


def _reply(world: World, part_key: bytes, compartment: str, text: str) -> Reply:
    try:
        return Reply(part_key=part_key, compartment=compartment, desk=world.name, day=world.today, text=text)
    except ValidationError:
        raise ReplyTooLong from None
