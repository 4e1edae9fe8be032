"""Everything that passes between this desk and the vault: SPEC 18, the rows `vault` with desks in them."""

from __future__ import annotations

import hashlib

import httpx

from protocol.consent import Aim
from protocol.desk_crossings import (
    Consents,
    Draft,
    Drafts,
    FreshKeys,
    GrantedClearance,
    NewReply,
    OpenablePart,
    OpenedParts,
    OpeningProgress,
    PartListing,
    PartListings,
    ReplyAddress,
)
from protocol.ids import to_text
from protocol.opening import SignedFreshKey, SignedRequest
from protocol.release import SignedClearance, SignedClearanceRequest
from server.redaction.errors import VaultUnreachable
from server.redaction.exchange import ask, clear, decoded, post, tell

MOST_LISTED = 20_000


async def publish_fresh_key(vault: httpx.AsyncClient, fresh: SignedFreshKey) -> None:
    await tell(vault, "/v1/fresh-keys", fresh, 0, VaultUnreachable)


async def fresh_keys(vault: httpx.AsyncClient, compartment: str) -> FreshKeys:
    return await ask(vault, "/v1/fresh-keys", FreshKeys, VaultUnreachable, {"compartment": compartment})


async def take_back_fresh_keys(vault: httpx.AsyncClient, compartment: str) -> None:
    """Have the vault delete every key that this desk left there."""
    await clear(vault, "/v1/fresh-keys", VaultUnreachable, {"compartment": compartment})


async def listed_parts(vault: httpx.AsyncClient, compartment: str) -> list[PartListing]:
    """The newest parts of a compartment, page by page: at most 20,000, whatever the vault says of more."""
    parts: list[PartListing] = []
    page = await _page(vault, {"compartment": compartment})
    while page.parts and len(parts) < MOST_LISTED:
        parts += page.parts
        if not page.more:
            break
        last = page.parts[-1]
        page = await _page(vault, {"compartment": compartment, "after": f"{last.day}-{to_text(last.part)}"})
    return parts


async def _page(vault: httpx.AsyncClient, query: dict[str, str]) -> PartListings:
    return await ask(vault, "/v1/parts", PartListings, VaultUnreachable, query)


async def opened_parts(vault: httpx.AsyncClient, compartment: str, desk: str, aim: Aim) -> OpenedParts:
    """What this desk and another can read for an aim, as the vault has it."""
    query = {"compartment": compartment, "desk": desk, "aim": aim.value}
    return await ask(vault, "/v1/parts/opened", OpenedParts, VaultUnreachable, query)


async def ask_opening(vault: httpx.AsyncClient, request: SignedRequest) -> OpeningProgress:
    raw = await tell(vault, "/v1/openings", request, OpeningProgress.BOUND, VaultUnreachable)
    return decoded(OpeningProgress, raw)


async def opening_progress(vault: httpx.AsyncClient, opening: bytes) -> OpeningProgress:
    return await ask(vault, f"/v1/openings/{to_text(opening)}", OpeningProgress, VaultUnreachable, None)


async def freeze_opening(vault: httpx.AsyncClient, opening: bytes) -> None:
    """Stop a request for good, for both desks."""
    await post(vault, f"/v1/openings/{to_text(opening)}/freeze", b"", 0, VaultUnreachable)


async def openable_part(vault: httpx.AsyncClient, opening: bytes, part: bytes) -> OpenablePart:
    path = f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}"
    return await ask(vault, path, OpenablePart, VaultUnreachable, None)


async def consents_of(vault: httpx.AsyncClient, part: bytes) -> Consents:
    return await ask(vault, f"/v1/consents/{to_text(part)}", Consents, VaultUnreachable, None)


async def reply_address(vault: httpx.AsyncClient, part: bytes) -> ReplyAddress:
    return await ask(vault, f"/v1/replies/{to_text(part)}", ReplyAddress, VaultUnreachable, None)


async def leave_reply(vault: httpx.AsyncClient, reply: NewReply) -> None:
    await tell(vault, "/v1/replies", reply, 0, VaultUnreachable)


async def send_draft(vault: httpx.AsyncClient, draft: Draft) -> None:
    await tell(vault, "/v1/drafts", draft, 0, VaultUnreachable)


async def waiting_drafts(vault: httpx.AsyncClient, compartment: str) -> Drafts:
    return await ask(vault, "/v1/drafts", Drafts, VaultUnreachable, {"compartment": compartment})


async def clear_draft(vault: httpx.AsyncClient, draft: Draft) -> None:
    """Have the vault delete a box; one that it no longer has is no error."""
    path = f"/v1/drafts/{to_text(hashlib.sha256(draft.to_bytes()).digest())}"
    await clear(vault, path, VaultUnreachable, {"compartment": draft.compartment})


async def ask_clearance(vault: httpx.AsyncClient, request: SignedClearanceRequest) -> SignedClearance:
    raw = await tell(vault, "/v1/clearances", request, GrantedClearance.BOUND, VaultUnreachable)
    return decoded(GrantedClearance, raw).clearance
