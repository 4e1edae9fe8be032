"""Drafts, signatures and approvals through the pages, with the administrators' own keys beside the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx

from protocol.policy import PolicyBundle, sign_policy
from server.policy.proposals import proposals
from server.policy.proposals.life import Proposal
from tests.server.policy.authenticator import Authenticator
from tests.server.policy.staff_browser import Browser
from tests.server.policy.staff_world import Staff

ONE, SETTINGS, RULES, ENTRY, SIGN = (
    f"/staff/proposals/{name}" for name in ("one", "settings", "rules", "entry", "sign")
)
APPROVED = "/staff/acts/approved"


@dataclass
class Desk:
    """One browser, in which administrators sit down one after the other."""

    staff: Staff
    browser: Browser
    person: str = ""

    async def sit(self, person: str) -> Authenticator:
        self.browser.client.cookies.clear()
        key = self.staff.keys.get(person) or await self.staff.registered(person)
        await self.browser.go("/staff/sign-in")
        await self.browser.fill("/staff/sign-in", key)
        self.person = person
        return key

    async def begin(self) -> str:
        """The id of a new draft, whose page is open."""
        await self.browser.go("/staff/proposals")
        await self.browser.press("/staff/proposals/new")
        return self.browser.page.url.params["id"]

    async def set(self, draft: str, **changed: str) -> httpx.Response:
        """Type into the settings, `release_k` for release.k; a name with nothing in it is a box without its tick."""
        await self.browser.go(f"{SETTINGS}?id={draft}")
        form = filled_in(self.browser.page.text)
        for name, value in changed.items():
            form[name.replace("__", ".")] = value
        return await self.browser.send(SETTINGS, {key: value for key, value in form.items() if value})

    async def write(self, draft: str, policies: str, **more: str) -> httpx.Response:
        await self.browser.go(f"{RULES}?id={draft}")
        form = self.browser.form(RULES).fields | {"cedar_policies": policies, "cedar_schema": self.schema()}
        return await self.browser.send(RULES, form | more)

    def schema(self) -> str:
        return self.staff.world.pinned.policy.contents.cedar_schema

    async def signature(self, draft: str, by: str | None = None) -> str:
        kept = await self.kept(draft)
        return self.signature_of(kept.contents, by or self.person)

    def signature_of(self, bundle: PolicyBundle, by: str) -> str:
        return sign_policy(bundle, by, self.staff.zone.consortium.administrators[by]).signature.hex()

    async def bring(self, draft: str, what: str, signature: str) -> httpx.Response:
        """As who signs by the command line: up to the page that asks for a passkey."""
        await self.browser.go(f"{ONE}?id={draft}")
        token = self.browser.form("/staff/sign-out").fields["token"]
        return await self.browser.send(SIGN, {"token": token, "id": draft, "what": what, "signature": signature})

    async def sign(self, draft: str, what: str = "sign") -> httpx.Response:
        """By whoever sits there, with their passkey."""
        asked = await self.bring(draft, what, await self.signature(draft))
        assert asked.status_code == 200, self.browser.text
        return await self.browser.fill(APPROVED, self.staff.keys[self.person])

    async def kept(self, draft: str) -> Proposal:
        return await proposals.find(self.staff.zone.world, bytes.fromhex(draft))


def filled_in(page: str) -> dict[str, str]:
    """Every field of a form as it stands there: chosen, ticked, typed."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", page):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in told and (told.get("type") != "checkbox" or " checked" in tag):
            found[told["name"]] = told.get("value", "on")
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', body)
        assert chosen, name
        found[name] = chosen[1]
    return found
