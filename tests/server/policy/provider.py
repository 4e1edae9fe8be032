"""A small OpenID provider that really runs, on loopback, by authlib: it signs in whoever it is told, and can lie."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749 import (
    AuthorizationCodeMixin,
    AuthorizationServer,
    ClientMixin,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from fastapi import FastAPI, Request, Response
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from server.demo.processes import free_port

CLIENT, SECRET = "leeward-board", "a secret of the board and its provider"


@dataclass
class Client(ClientMixin):
    """This zone, as the provider knows it."""

    redirect_uri: str
    secret: str | None

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope if scope == "openid" else ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == ("client_secret_basic" if self.secret else "none")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    code: str
    subject: str
    redirect_uri: str
    nonce: str
    challenge: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return "openid"

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Provider:
    """`subject` is who is signed in there; `lies` go over the claims of each token."""

    url: str
    redirect_uri: str
    clock: Callable[[], float]
    secret: str | None = SECRET
    subject: str = "subject-1"
    lies: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    forger: ECKey | OctKey | None = None
    """Signs tokens instead of the provider's own key."""
    codes: dict[str, Code] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app, server = FastAPI(), _server(self)

        @app.get("/.well-known/openid-configuration")
        def configuration() -> dict[str, Any]:
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            said = {name: f"{self.url}/{path}" for name, path in ends.items()}
            return {"issuer": self.url, **said} | self.metadata

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return dict(KeySet([self.key]).as_dict(private=False))

        @app.get("/authorize")
        def authorize(request: Request) -> Response:
            asked = _Asked(request.method, str(request.url), dict(request.query_params), {})
            grant = server.get_consent_grant(asked)
            return server.create_authorization_response(asked, grant_user=self.subject, grant=grant)

        @app.post("/token")
        async def token(request: Request) -> Response:
            form = {name: str(value) for name, value in (await request.form()).items()}
            headers = {"Authorization": request.headers.get("authorization", "")}
            return server.create_token_response(_Asked(request.method, str(request.url), form, headers))

        return app


class _Asked(OAuth2Request):
    def __init__(self, method: str, uri: str, given: dict[str, str], headers: dict[str, str]) -> None:
        super().__init__(method, uri, headers=headers)
        self.payload, self._given = BasicOAuth2Payload(given), given

    @property
    def args(self) -> dict[str, str]:
        return self._given

    @property
    def form(self) -> dict[str, str]:
        return self._given


def _server(provider: Provider) -> AuthorizationServer:
    class Server(AuthorizationServer):
        def query_client(self, client_id: str) -> Client | None:
            return Client(provider.redirect_uri, provider.secret) if client_id == CLIENT else None

        def save_token(self, token: object, request: object) -> None:
            pass

        def create_oauth2_request(self, request: _Asked) -> _Asked:
            return request

        def handle_response(self, status: int, body: object, headers: list[tuple[str, str]]) -> Response:
            raw = json.dumps(body) if isinstance(body, dict) else str(body or "")
            return Response(raw, status, dict(headers))

        def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
            pass

    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "none")

        def save_authorization_code(self, code: str, request: _Asked) -> None:
            asked = request.payload.data
            provider.codes[code] = Code(
                code, request.user, asked["redirect_uri"], asked["nonce"], asked["code_challenge"]
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:
            return authorization_code.subject

    class Challenge(CodeChallenge):
        def get_authorization_code_challenge(self, authorization_code: Code) -> str:
            return authorization_code.challenge

        def get_authorization_code_challenge_method(self, authorization_code: Code) -> str:
            return "S256"

    class OpenID(OpenIDCode):
        def exists_nonce(self, nonce: str, request: object) -> bool:
            return any(one.nonce == nonce for one in provider.codes.values())

        def generate_user_info(self, user: str, scope: str) -> UserInfo:
            return UserInfo(sub=user)

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            now = int(provider.clock())
            return {"iss": provider.url, "aud": [CLIENT], "iat": now, "exp": now + 60, "auth_time": now}

        def encode_id_token(self, token: dict[str, Any], request: _Asked) -> str:
            claims = self.get_compatible_claims(request) | self.get_authorization_code_claims(
                request.authorization_code
            )
            claims |= self.generate_user_info(request.user, "openid") | provider.lies
            key = provider.forger or provider.key
            algorithm = "HS256" if isinstance(key, OctKey) else "ES256"
            return jwt.encode({"alg": algorithm, "kid": "one"}, claims, key, [algorithm])

    server = Server(scopes_supported=["openid"])
    server.register_token_generator("default", BearerTokenGenerator(lambda *_, **__: generate_token(42)))
    server.register_grant(Grant, [OpenID(require_nonce=True), Challenge(required=True)])
    return server


@asynccontextmanager
async def running(redirect_uri: str, clock: Callable[[], float]) -> AsyncIterator[Provider]:
    """It listens until the end of the block."""
    port = free_port()
    provider = Provider(f"http://localhost:{port}", redirect_uri, clock)
    config = uvicorn.Config(provider.app(), port=port, log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - it has no event to wait for
        await asyncio.sleep(0.01)
    try:
        yield provider
    finally:
        server.should_exit = True
        await serving
