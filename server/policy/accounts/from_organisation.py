"""Asks an organisation's own sign-in who somebody is: OpenID Connect, authorization code with PKCE. By authlib.

Rules of this file
* The issuer is the one that was set for the organisation: what it says of itself must be the same, in its metadata and
  in each token. Its other addresses are https where it is.
* state and nonce are 256 bits that belong to one browser and count once; without the verifier a code is worth nothing.
* A token is believed with a signature by one of the issuer's keys, for us, now, with our nonce; never with none, never
  with a key that both sides have.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.oauth2.auth import ClientAuth  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from protocol.primitives import same
from server.exchange import ZoneSilent, exchange
from server.policy.accounts.errors import OrganisationRefused
from server.policy.accounts.organisations import ISSUER, MOST_SUBJECT, Organisation, Subject
from server.policy.accounts.tickets import Ticket
from server.policy.accounts.world import StaffWorld

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
BACK = "/staff/organisation/back"
_MOST = 64 * 1024
_LEEWAY = 60
"""Seconds that two clocks may differ by."""
_SCOPE = "openid"
"""Nothing else: no name, no address."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What an issuer says of itself, checked."""

    organisation: Organisation
    authorize: str
    token: str
    keys: str


async def discover(world: StaffWorld, organisation: Organisation) -> Provider:
    """Raises OrganisationRefused."""
    said = await _fetch(world, f"{organisation.issuer.rstrip('/')}/.well-known/openid-configuration")
    if said.get("issuer") != organisation.issuer:
        raise OrganisationRefused
    ends = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    secure = organisation.issuer.startswith("https://")
    if not all(isinstance(one, str) and ISSUER.fullmatch(one) and one.startswith("https://") >= secure for one in ends):
        raise OrganisationRefused
    authorize, token, keys = map(str, ends)
    return Provider(organisation, authorize, token, keys)


def address_at(world: StaffWorld, provider: Provider, ticket: Ticket) -> str:
    """Where the browser is to go, once."""
    asked = prepare_grant_uri(
        provider.authorize,
        provider.organisation.client_id,
        "code",
        redirect_uri=world.origin.text + BACK,
        scope=_SCOPE,
        state=ticket.text,
        nonce=_nonce(world, ticket),
        code_challenge=create_s256_code_challenge(_verifier(world, ticket)),
        code_challenge_method="S256",
    )
    return str(asked)


async def subject_of(world: StaffWorld, provider: Provider, ticket: Ticket, code: str) -> Subject:
    """Whom the issuer has signed in. Raises OrganisationRefused."""
    said = await _post(world, provider, code, _verifier(world, ticket))
    keys = await _fetch(world, provider.keys)
    try:
        claims = _claims(world, provider.organisation, str(said.get("id_token", "")), keys, _nonce(world, ticket))
    except (JoseError, ValueError, TypeError, KeyError):
        raise OrganisationRefused from None
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= MOST_SUBJECT:
        raise OrganisationRefused
    return Subject(provider.organisation.issuer, subject)


def _claims(
    world: StaffWorld, organisation: Organisation, token: str, keys: dict[str, Any], nonce: str
) -> dict[str, Any]:
    read = jwt.decode(
        token,
        key=KeySet.import_key_set(keys),  # type: ignore[arg-type]
        registry=JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False),
    )
    demanded = {
        "iss": {"essential": True, "value": organisation.issuer},
        "aud": {"essential": True, "value": organisation.client_id},
    }
    claims = CodeIDToken(read.claims, read.header, demanded, {"nonce": nonce, "client_id": organisation.client_id})
    claims.validate(now=world.now(), leeway=_LEEWAY)
    if not same(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise ValueError("another nonce")
    return dict(claims)


async def _post(world: StaffWorld, provider: Provider, code: str, verifier: str) -> dict[str, Any]:
    body = prepare_token_request(
        "authorization_code", redirect_uri=world.origin.text + BACK, code=code, code_verifier=verifier
    )
    secret = world.secrets(provider.organisation.name)
    how = ClientAuth(
        provider.organisation.client_id,
        secret.get_secret_value() if secret else None,
        "client_secret_basic" if secret else "none",
    )
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    uri, headers, body = how.prepare("POST", provider.token, headers, body)
    return await _json(world, world.issuers.build_request("POST", uri, headers=headers, content=body))


async def _fetch(world: StaffWorld, url: str) -> dict[str, Any]:
    return await _json(world, world.issuers.build_request("GET", url))


async def _json(world: StaffWorld, request: httpx.Request) -> dict[str, Any]:
    try:
        answer = await exchange(world.issuers, request, _MOST)
        said = json.loads(answer.body) if answer.is_yes else None
    except (ZoneSilent, ValueError, RecursionError):
        raise OrganisationRefused from None
    if not isinstance(said, dict):
        raise OrganisationRefused
    return said


def _nonce(world: StaffWorld, ticket: Ticket) -> str:
    return world.tickets.derived("oidc nonce", ticket.nonce)


def _verifier(world: StaffWorld, ticket: Ticket) -> str:
    return world.tickets.derived("oidc verifier", ticket.nonce)
