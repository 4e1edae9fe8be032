"""A person at their own desk: what is asked of it, and how an answer reads on a terminal.

Rules of this file
* Only a desk on this machine is spoken to: what it answers is the text of a report.
* Nothing is written to a file, and nothing of an answer that fails is repeated but the desk's own sentence.
* What a source wrote goes to the terminal without what would steer it, or be read in another order than it stands.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address
from typing import Any

import httpx

from clients.answer_words import said
from clients.authorities import authorities
from clients.desk.errors import CannotReachDesk, DeskSaysNo, NotADesk, NothingToAsk
from clients.device_auth import DeviceAuth
from clients.exchange import Asked, Silent, Unusable, exchange
from clients.key_file import PersonKeys, checked_code
from protocol.opening import MAX_PARTS

SECONDS = 60.0
MOST_ANSWER = 64 * 1024 * 1024
"""An opened part with its pictures."""


class AtTheDesk:
    """One person's way to one desk. Each request is signed with their key, which the desk knows as its console's."""

    def __init__(self, url: str, keys: PersonKeys, transport: httpx.BaseTransport | None = None) -> None:
        """Raises NotADesk."""
        auth = DeviceAuth(keys.sign_key, keys.sign_key.public.hex(), time.time)
        self._client = httpx.Client(
            base_url=_on_this_machine(url),
            auth=auth,
            timeout=SECONDS,
            trust_env=False,
            transport=transport,
            verify=authorities(),
        )

    def page_link(self) -> dict[str, Any]:
        """A link to the desk's pages: once, for two minutes."""
        return dict(self._post("/v1/page-links", None))

    def parts(self, compartment: str) -> list[dict[str, Any]]:
        return list(self._get(f"/v1/parts?compartment={checked_code(compartment)}")["parts"])

    def lend(self, compartment: str) -> None:
        """As reviewer: leave a key for one opening that the curator will ask for."""
        self._post("/v1/fresh-keys", {"compartment": compartment})

    def ask(self, compartment: str, aim: str, reviewer: str, named: Sequence[str]) -> dict[str, Any]:
        """As curator: ask for the parts named by the beginning of their numbers; for all that may be opened if none is.

        Raises NothingToAsk.
        """
        chosen = named_parts(self.parts(compartment), named)
        form = {"compartment": compartment, "parts": chosen, "aim": aim, "reviewer": reviewer}
        return dict(self._post("/v1/openings", form))

    def openings(self) -> list[dict[str, Any]]:
        return list(self._get("/v1/openings")["openings"])

    def opening(self, number: str) -> dict[str, Any]:
        return dict(self._get(f"/v1/openings/{number}"))

    def join(self, number: str) -> list[dict[str, Any]]:
        """Open in the desk's memory what custodians have approved; what became of each part."""
        self.opening(number)
        return list(self._post(f"/v1/openings/{number}/join", None)["parts"])

    def read(self, number: str, part: str) -> dict[str, Any]:
        return dict(self._get(f"/v1/openings/{number}/parts/{part}"))

    def forget(self, number: str) -> None:
        self._post(f"/v1/openings/{number}/forget", None)

    def _get(self, path: str) -> Any:
        return self._exchange(Asked("GET", path, MOST_ANSWER))

    def _post(self, path: str, form: Mapping[str, object] | None) -> Any:
        if form is None:
            return self._exchange(Asked("POST", path, MOST_ANSWER))
        body = json.dumps(form, separators=(",", ":")).encode()
        return self._exchange(Asked("POST", path, MOST_ANSWER, body, {"content-type": "application/json"}))

    def _exchange(self, asked: Asked) -> Any:
        try:
            answer = exchange(self._client, asked, SECONDS)
        except Silent:
            raise CannotReachDesk from None
        except Unusable as unusable:
            raise DeskSaysNo(str(unusable)) from None
        if not answer.is_yes:
            raise DeskSaysNo(said(answer.body) or f"The desk's answer was {answer.status}.")
        try:
            return json.loads(answer.body) if answer.body else None
        except ValueError:
            raise DeskSaysNo("What answers there is not a desk.") from None


def named_parts(listed: Sequence[Mapping[str, Any]], named: Sequence[str]) -> list[str]:
    """Whole numbers, in the order of the list. Raises NothingToAsk, also where a beginning fits none or several."""
    numbers = [str(one["part"]) for one in listed if one["may_be_opened"]]
    chosen: list[str] = [] if named else numbers[:MAX_PARTS]
    for beginning in named:
        fitting = [number for number in numbers if number.startswith(beginning)]
        if len(fitting) != 1:
            raise NothingToAsk(f"{_safe(beginning)[:64]} is not the beginning of one part that may be opened now.")
        chosen += fitting
    if not chosen:
        raise NothingToAsk
    return chosen


def in_words(part: Mapping[str, Any]) -> Iterator[str]:
    """What an opened part holds, line by line."""
    codes = (part.get("event_type"), part.get("week"), ", ".join(map(str, part.get("risk_factors") or ())))
    if told := "; ".join(str(one) for one in codes if one):
        yield _safe(told)
    for text in part["texts"]:
        yield f"{_safe(text['field'])}, {_safe(text['language'])}:"
        yield from (f"  {_safe(line)}" for line in str(text["text"]).split("\n"))
    if pictures := len(part.get("media") or ()):
        yield f"{pictures} pictures, not shown here."
    if part.get("file"):
        yield "A file, not shown here."


def _safe(text: object) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in str(text))


def _on_this_machine(url: str) -> str:
    try:
        parsed = httpx.URL(url)
        on_loopback = parsed.scheme in {"http", "https"} and ip_address(parsed.host).is_loopback
    except (httpx.InvalidURL, ValueError):
        raise NotADesk from None
    if not on_loopback:
        raise NotADesk
    return url
