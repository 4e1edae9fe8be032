"""A log that can lie, as a witness meets it: leaves, histories and doors in memory; every signature is real."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.cosignature import cosignatures_on
from protocol.directory import DeviceRole
from protocol.ledger_crossings import Consistency
from protocol.merkle import consistency_proof, leaf_hash, nodes_of, root_of
from protocol.primitives import SignKey
from tests.worlds import Clock, Consortium

Bend = Callable[[str, bytes], bytes]


@dataclass
class LyingLog(httpx.BaseTransport):
    """Answers what a log answers, of the history that it tells just now."""

    consortium: Consortium
    clock: Clock
    leaves: list[bytes] = field(default_factory=list)
    words: dict[int, list[str]] = field(default_factory=dict)
    shown: int = 0
    key: SignKey | None = None
    origin: str = ""
    away: bool = False
    refuses: str = ""
    """The type of the problem with which it answers whoever brings a word."""
    brought: list[bytes] = field(default_factory=list)
    hides_words: bool = False

    def __post_init__(self) -> None:
        self.key = self.key or self.consortium.devices[DeviceRole.LEDGER]
        self.origin = self.origin or self.consortium.directory.contents.log_origin

    def grow(self, leaves: int = 4, name: str = "a") -> None:
        self.leaves += [f"{name} {len(self.leaves) + at}".encode().ljust(32) for at in range(leaves)]

    def note(self, size: int | None = None) -> bytes:
        size = len(self.leaves) if size is None else size
        assert self.key
        root = root_of([leaf_hash(one) for one in self.leaves[:size]])
        words = [] if self.hides_words else self.words.get(size, [])
        return sign_checkpoint(Checkpoint(self.origin, size, root), self.key) + "".join(words).encode()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            raise httpx.ConnectError("away")
        path, _, query = request.url.raw_path.decode().partition("?")
        if request.method == "POST":
            return self._take(request.read())
        if path == "/checkpoint":
            return httpx.Response(200, content=self.note(min(self.shown, len(self.leaves))))
        if path == "/v1/cosignatures":
            return httpx.Response(200, content=self.note())
        return self._consistency(dict(part.split("=") for part in query.split("&")))

    def _take(self, word: bytes) -> httpx.Response:
        if self.refuses:
            return httpx.Response(409, content=json.dumps({"type": self.refuses, "title": "no"}).encode())
        self.brought.append(word)
        text, _, line = word.decode().partition("\n\n")
        assert cosignatures_on(word, self.consortium.directory, self.clock())
        size = int(text.split("\n")[1])
        self.words.setdefault(size, []).append(line)
        self.shown = max(self.shown, size)
        return httpx.Response(204)

    def _consistency(self, asked: dict[str, str]) -> httpx.Response:
        old, new = int(asked["from"]), int(asked["to"])
        if new > len(self.leaves):
            return httpx.Response(404)
        proof = consistency_proof(nodes_of([leaf_hash(one) for one in self.leaves]), old, new)
        return httpx.Response(200, content=Consistency(proof=proof, checkpoint="").to_bytes())
