"""What a source allows now: asked anew of the vault, and believed by the part's own key alone."""

from __future__ import annotations

from protocol.consent import Terms, Withdrawn, in_force, verify_chain
from protocol.errors import ConsentRefused, ProtocolError
from server.redaction.errors import WrongAnswer
from server.redaction.to_vault import consents_of
from server.redaction.world import World


async def terms_now(world: World, part: bytes, part_key: bytes) -> Terms:
    """A part that was open this morning may be withdrawn by now.

    Raises Withdrawn or another ConsentRefused, VaultUnreachable, Refused or WrongAnswer.
    """
    answer = await consents_of(world.vault, part)
    if answer.withdrawn:
        raise Withdrawn
    try:
        chain = verify_chain(answer.consents, part_key, world.today)
        return in_force(chain, answer.received, world.today)
    except ConsentRefused:
        raise
    except ProtocolError:
        raise WrongAnswer from None
