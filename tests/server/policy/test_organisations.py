"""Signing in by one's organisation: with a real provider, what it opens, and all that it does not."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey, OctKey
from pydantic import SecretStr

from server.policy.accounts import organisations, recoveries, sessions
from server.policy.accounts.errors import HasPasskeys, InvitationRefused, NotSignedIn, OrganisationRefused
from server.policy.accounts.from_organisation import BACK
from server.policy.accounts.invitations import invite, look_at
from server.policy.accounts.organisations import Organisation, Subject, bind, set_sign_in, sign_in_by
from server.policy.api import create_app
from tests.server.policy import provider as providers
from tests.server.policy.provider import CLIENT, SECRET, Provider
from tests.server.policy.staff_browser import Browser
from tests.server.policy.staff_world import ORIGIN, Staff

pytestmark = pytest.mark.anyio
AMARA = "analyst-amara"
HOUSE = Organisation("consortium", "https://id.example", CLIENT)
SUBJECT = Subject(HOUSE.issuer, "subject-1")


@dataclass
class Way:
    """Somebody's browser, the zone, and their organisation's provider."""

    staff: Staff
    provider: Provider
    browser: Browser

    async def there(self, organisation: str = "consortium") -> str:
        """From the sign-in to the address at which the provider is asked."""
        await self.browser.go("/staff/sign-in")
        await self.browser.fill("/staff/organisation", organisation=organisation)
        return self._address()

    async def bind(self, person: str = AMARA) -> httpx.Response:
        """With a fresh invitation."""
        await self.browser.go("/staff/invitation")
        await self.browser.fill("/staff/invitation", code=await invite(self.staff.world, person))
        await self.browser.press("/staff/invitation/organisation")
        return await self.back(await self.signed_in_there(self._address()))

    async def signed_in_there(self, address: str) -> str:
        """Where the provider sends the browser back to."""
        async with httpx.AsyncClient(trust_env=False) as elsewhere:
            answer = await elsewhere.get(address)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    async def back(self, location: str) -> httpx.Response:
        assert location.startswith(ORIGIN + BACK)
        return await self.browser.go(location.removeprefix(ORIGIN))

    async def sign_in(self) -> httpx.Response:
        return await self.back(await self.signed_in_there(await self.there()))

    def _address(self) -> str:
        found = re.findall(r'<a href="([^"]*/authorize[^"]*)"', self.browser.page.text)
        assert found, self.browser.page.text
        return html.unescape(found[0])


@pytest.fixture
async def way(staff: Staff) -> AsyncIterator[Way]:
    async with providers.running(ORIGIN + BACK, staff.world.clock) as provider, httpx.AsyncClient() as issuers:
        await set_sign_in(staff.world.database, "consortium", provider.url, CLIENT)
        secrets = {"consortium": SecretStr(SECRET)}
        staff.world = replace(staff.world, issuers=issuers, secrets=secrets.get)
        browser = Browser.at(create_app(staff.zone.world, staff.world))
        yield Way(staff, provider, browser)
        await browser.client.aclose()


async def test_who_bound_their_organisation_with_an_invitation_signs_in_by_it(way: Way) -> None:
    assert (await way.bind()).status_code == 200
    assert (await way.sign_in()).status_code == 200
    await way.browser.go("/staff/")
    assert "Analyst: xa-testimony, xb-testimony" in way.browser.text
    assert await way.staff.rows("invitations") == []


async def test_without_a_secret_the_verifier_alone_shows_who_asks(way: Way) -> None:
    way.provider.secret = None
    way.staff.world = replace(way.staff.world, secrets=lambda _: None)
    way.browser = Browser.at(create_app(way.staff.zone.world, way.staff.world))
    assert (await way.bind()).status_code == 200
    assert (await way.sign_in()).status_code == 200


async def test_it_approves_nothing_and_brings_in_no_passkey(way: Way) -> None:
    await way.bind()
    await way.sign_in()
    await way.browser.go("/staff/passkeys")
    assert "can look, but approve nothing" in way.browser.text
    token = way.browser.form("/staff/sign-out").fields["token"]
    page = await way.browser.send("/staff/acts", {"token": token, "kind": "add-passkey", "subject": AMARA})
    assert page.status_code == 409
    assert await way.staff.rows("step_ups") == []


async def test_one_administrator_alone_takes_over_nobody_who_signs_in_by_their_organisation(way: Way) -> None:
    await way.bind()
    with pytest.raises(HasPasskeys):
        await invite(way.staff.world, AMARA)
    assert await way.staff.rows("invitations") == []
    assert (await way.sign_in()).status_code == 200


async def test_who_signs_in_by_their_organisation_is_recovered_by_two_and_then_brings_a_passkey(way: Way) -> None:
    world = way.staff.world
    await way.bind()
    await way.sign_in()
    await recoveries.propose(world, world.person("dalia"), AMARA)
    [waiting] = await recoveries.waiting(world)
    _, code = await recoveries.confirm(world, world.person("esteban"), waiting.id)
    assert await way.staff.rows("sessions") == []
    assert (await way.sign_in()).status_code == 403, "whoever was bound before is bound no more"
    await way.staff.accept(code, way.staff.key(AMARA))
    assert (await way.staff.session(AMARA)).person == AMARA


async def test_a_link_that_bound_an_organisation_brings_in_no_passkey(staff: Staff) -> None:
    code = await invite(staff.world, AMARA)
    await bound(staff, code)
    with pytest.raises(InvitationRefused):
        await staff.accept(code, staff.key(AMARA))
    assert await staff.rows("passkeys") == []


async def test_no_link_is_made_while_the_one_before_binds_an_organisation(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = await invite(staff.world, AMARA)
    inviting, use = list[asyncio.Task[str]](), organisations.invitations.use

    async def late(world: Any, hashed: bytes, does: Any) -> str:
        async def slowly(connection: Any) -> None:
            inviting.append(asyncio.create_task(invite(staff.world, AMARA)))
            await asyncio.sleep(0.3)
            await does(connection)

        return await use(world, hashed, slowly)

    monkeypatch.setattr(organisations.invitations, "use", late)
    await bound(staff, code)
    with pytest.raises(HasPasskeys):
        await inviting[0]
    assert await staff.rows("invitations") == []


async def test_who_signs_in_by_their_organisation_while_they_are_recovered_has_no_session_afterwards(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bound(staff, await invite(staff.world, AMARA))
    await recoveries.propose(staff.world, staff.world.person("dalia"), AMARA)
    [waiting] = await recoveries.waiting(staff.world)
    confirming, enter = list[asyncio.Task[Any]](), organisations.enter

    async def late(*given: Any) -> str:
        confirmed = recoveries.confirm(staff.world, staff.world.person("esteban"), waiting.id)
        confirming.append(asyncio.create_task(confirmed))
        await asyncio.sleep(0.3)
        return await enter(*given)

    monkeypatch.setattr(organisations, "enter", late)
    cookie = await sign_in_by(staff.world, HOUSE, SUBJECT)
    await asyncio.gather(*confirming)
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)


async def bound(staff: Staff, code: str) -> None:
    """By a sign-in that was checked."""
    await bind(staff.world, HOUSE, (await look_at(staff.world, code)).hash, SUBJECT)


async def test_somebody_who_is_bound_to_no_account_does_not_get_in(way: Way) -> None:
    assert (await way.sign_in()).status_code == 403
    await way.bind()
    way.provider.subject = "subject-2"
    assert (await way.sign_in()).status_code == 403
    assert await way.staff.rows("sessions") == []


async def test_one_subject_is_bound_to_one_account(way: Way) -> None:
    await way.bind()
    assert (await way.bind("analyst-boris")).status_code == 403
    assert [one["person"] for one in await way.staff.rows("invitations")] == ["analyst-boris"], "the link is still good"


@pytest.mark.parametrize("change", ["another organisation", "let go", "suspended", "another issuer"])
async def test_whom_the_papers_have_elsewhere_or_not_at_all_does_not_get_in(way: Way, change: str) -> None:
    await way.bind()
    if change == "another organisation":
        moved = lambda one: one.model_copy(update={"organisation": "elsewhere"})  # noqa: E731
        await way.staff.take(lambda one: one.model_copy(update={"staff": tuple(map(moved, one.staff))}))
    elif change == "let go":
        await way.staff.let_go(AMARA)
    elif change == "suspended":
        way.staff.suspended.add(AMARA)
    else:
        async with providers.running(ORIGIN + BACK, way.staff.world.clock) as other:
            await set_sign_in(way.staff.world.database, "consortium", other.url, CLIENT)
            assert (await way.sign_in()).status_code == 403
        return
    assert (await way.sign_in()).status_code == 403
    assert await way.staff.rows("sessions") == []


LIES: list[dict[str, Any]] = [
    {"iss": "https://another.example"},
    {"aud": ["another client"]},
    {"aud": ["another client"], "azp": CLIENT},
    {"nonce": "another"},
    {"nonce": None},
    {"exp": 1},
    {"sub": ""},
    {"sub": "x" * 300},
    {"sub": 7},
]


async def test_a_token_that_lies_is_not_believed(way: Way) -> None:
    await way.bind()
    for lie in LIES:
        way.provider.lies = lie
        assert (await way.sign_in()).status_code == 403, lie
    assert await way.staff.rows("sessions") == []


async def test_a_token_of_another_key_or_of_a_shared_one_is_not_believed(way: Way) -> None:
    await way.bind()
    for forger in (ECKey.generate_key("P-256", {"kid": "one"}), OctKey.import_key(SECRET)):
        way.provider.forger = forger
        assert (await way.sign_in()).status_code == 403


OTHERWISE: list[dict[str, Any]] = [
    {"issuer": "https://another.example"},
    {"token_endpoint": "http://10.0.0.1/token"},
    {"jwks_uri": None},
    {"authorization_endpoint": "javascript:alert(1)"},
]


async def test_an_issuer_that_says_otherwise_of_itself_is_not_used(way: Way) -> None:
    for metadata in OTHERWISE:
        way.provider.metadata = metadata
        await way.browser.go("/staff/sign-in")
        page = await way.browser.fill("/staff/organisation", organisation="consortium")
        assert page.status_code == 403, metadata


async def test_a_way_back_counts_once_and_in_the_browser_that_went(way: Way) -> None:
    await way.bind()
    location = await way.signed_in_there(await way.there())
    went = dict(way.browser.client.cookies)
    way.browser.client.cookies.clear()
    assert (await way.back(location)).status_code == 403
    way.browser.client.cookies.update(went)
    assert (await way.back(location)).status_code == 200
    way.browser.client.cookies.clear()
    way.browser.client.cookies.update(went)
    assert (await way.back(location)).status_code == 403
    assert len(await way.staff.rows("sessions")) == 1


async def test_a_code_or_state_of_another_way_is_refused(way: Way) -> None:
    await way.bind()
    one = httpx.URL(await way.signed_in_there(await way.there()))
    other = httpx.URL(await way.signed_in_there(await way.there()))
    mixed = other.copy_set_param("code", one.params["code"])
    assert (await way.back(str(mixed))).status_code == 403, "the verifier is of another way"
    assert (await way.back(str(one))).status_code == 403, "the browser went another way since"


async def test_another_issuer_in_the_answer_is_refused(way: Way) -> None:
    await way.bind()
    location = httpx.URL(await way.signed_in_there(await way.there()))
    assert (await way.back(str(location.copy_set_param("iss", "https://another.example")))).status_code == 403


async def test_an_organisation_that_has_no_sign_in_and_one_that_there_is_not_are_one_answer(way: Way) -> None:
    for name in ["nowhere", "", "board", "x" * 400]:
        await way.browser.go("/staff/sign-in")
        page = await way.browser.fill("/staff/organisation", organisation=name)
        assert page.status_code == 403
        assert "Your organisation's sign-in did not work here." in way.browser.text


async def test_what_is_no_issuer_is_not_kept(staff: Staff) -> None:
    for issuer, client in [
        ("http://issuer.example", "x"),
        ("https://a b", "x"),
        ("https://a?b", "x"),
        ("ftp://a", "x"),
        ("https://a", ""),
    ]:
        with pytest.raises(OrganisationRefused):
            await set_sign_in(staff.world.database, "consortium", issuer, client)


async def test_a_provider_that_is_away_or_says_nothing_useful_signs_nobody_in(way: Way) -> None:
    for answer in (httpx.Response(500), httpx.Response(200, text="[" * 9000), httpx.Response(200, text="x" * 70_000)):
        transport = httpx.MockTransport(lambda _, answer=answer: answer)
        world = replace(way.staff.world, issuers=httpx.AsyncClient(transport=transport))
        browser = Browser.at(create_app(way.staff.zone.world, world))
        await browser.go("/staff/sign-in")
        assert (await browser.fill("/staff/organisation", organisation="consortium")).status_code == 403
        await browser.client.aclose()
