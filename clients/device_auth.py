"""Signs each request of a client with this device's key. The twin of DeviceAuth in server/devices.py: clients
share `protocol` with servers, and `protocol` knows no HTTP library."""

from __future__ import annotations

from collections.abc import Callable, Generator

import httpx

from protocol.primitives import Randomness, SignKey, system_random
from protocol.requests import NONCE, Target, sign_request


class DeviceAuth(httpx.Auth):
    """Pass it as `auth=` to an httpx client. `clock` gives seconds since 1970.

    A body needs a Content-Type; MalformedRequest is raised before anything is sent if there is none.
    """

    requires_request_body = True

    def __init__(
        self, key: SignKey, keyid: str, clock: Callable[[], float], random: Randomness = system_random
    ) -> None:
        self._key, self._keyid, self._clock, self._random = key, keyid, clock, random

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        target = Target(request.method, request.headers["host"].lower(), path, query)
        content_type = request.headers.get("content-type", "")
        created, nonce = int(self._clock()), self._random(NONCE)
        request.headers.update(
            sign_request(self._key, self._keyid, target, request.content, content_type, created, nonce)
        )
        yield request
