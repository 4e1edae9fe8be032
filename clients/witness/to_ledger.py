"""From a witness to the log: what it asks for, what it shows, its proofs; and the cosignature. Nothing else crosses."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from clients.answer_words import kind_of, said
from clients.authorities import authorities
from clients.exchange import SECONDS_IN_ALL, Answer, Asked, NoAnswer, exchange
from clients.witness.errors import CannotReach, NotTaken, SetBack
from protocol.checkpoint import MAX_NOTE, Checkpoint
from protocol.errors import ProtocolError
from protocol.ledger_crossings import Consistency

SECONDS = 30.0
WORD_PASSED = "urn:leeward:problem:word-passed"
NOTE = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the log is. `transport` is for tests."""

    url: str
    proxy: str | None = None
    transport: httpx.BaseTransport | None = None
    seconds: float = SECONDS_IN_ALL

    def asked(self) -> bytes:
        """The note that the log asks its witnesses to co-sign, unchecked. Raises CannotReach."""
        return self._get("/v1/cosignatures")

    def shown(self) -> bytes:
        """The note that the log shows to everyone, unchecked. Raises CannotReach."""
        return self._get("/checkpoint")

    def prove(self, older: Checkpoint, newer: Checkpoint) -> tuple[bytes, ...] | None:
        """What is to prove that `newer` begins with `older`; None where the log has none. Raises CannotReach."""
        path = f"/v1/consistency?from={older.size}&to={newer.size}"
        answer = self._exchange(Asked("GET", path, Consistency.BOUND))
        if httpx.codes.is_client_error(answer.status):
            # The log is there, and does not have these sizes any more: that is its answer.
            return None
        try:
            return Consistency.from_bytes(_good(answer)).proof
        except ProtocolError:
            return None

    def bring(self, word: bytes) -> None:
        """Raises CannotReach, NotTaken, or SetBack where the log has a later word of this witness."""
        answer = self._exchange(Asked("POST", "/v1/cosignatures", 0, word, {"content-type": NOTE}))
        if kind_of(answer.body) == WORD_PASSED:
            raise SetBack
        if not answer.is_yes:
            raise NotTaken(f"The log did not take the cosignature: {said(answer.body) or answer.status}")

    def _get(self, path: str) -> bytes:
        return _good(self._exchange(Asked("GET", path, MAX_NOTE)))

    def _exchange(self, asked: Asked) -> Answer:
        try:
            with httpx.Client(
                base_url=self.url,
                proxy=self.proxy,
                transport=self.transport,
                timeout=SECONDS,
                trust_env=False,
                verify=authorities(),
            ) as client:
                return exchange(client, asked, self.seconds)
        except (NoAnswer, httpx.InvalidURL, ValueError):
            raise CannotReach from None


def _good(answer: Answer) -> bytes:
    if not answer.is_yes:
        raise CannotReach
    return answer.body
