"""Bends CBOR as a tree: what comes out is canonical again, and gets past the first check.

A byte changed anywhere in a message is nearly always refused for its spelling. So an input is read as a tree, one node
of it is changed, also inside a message within a byte string, and all of it is written again.
"""

from __future__ import annotations

from random import Random
from typing import Any

import cbor2

from protocol.encoding import encode
from tests.fuzz.target import Flip, Mutate

NUMBERS = (0, 1, 2, 6, 7, 16, 17, 23, 24, 255, 256, 1000, 2**16, 2**31, 2**32, 2**53, 2**62, 2**63, 2**64 - 1, -1)
PLAIN: tuple[Any, ...] = (None, True, False, 0, "", b"", [], {}, bytes(32), "a", 1.5)
SIGNS = "a0-.\0\n\u00e9\u0661\u202e\ud7ff\U0001f600"


def cbor_mutator(words: tuple[str, ...], head: int = 0) -> Mutate:
    """A mutator for inputs that are `head` bytes of their own and then CBOR; `words` are keys and coded values."""

    def mutate(raw: bytes, most: int, seed: int, flip: Flip) -> bytes:
        random = Random(seed)
        tree = None if random.random() < 0.2 else _tree(raw[head:])
        if tree is None:
            return flip(raw, most)
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            tree = _Bent(random, words, flip).bend(tree)
        try:
            return (raw[:head] + encode(tree))[:most]
        except (cbor2.CBORError, ValueError, TypeError, OverflowError):
            return flip(raw, most)

    return mutate


def _tree(raw: bytes) -> Any:
    try:
        return cbor2.loads(raw, max_depth=16)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError, AttributeError):
        return None


class _Bent:
    def __init__(self, random: Random, words: tuple[str, ...], flip: Flip) -> None:
        self._random, self._words, self._flip = random, words, flip

    def bend(self, node: Any) -> Any:
        """The tree with one node changed, somewhere."""
        if isinstance(node, dict) and node:
            return self._map(dict(node))
        if isinstance(node, list) and node:
            return self._list(list(node))
        if isinstance(node, bytes):
            return self._bytes(node)
        return self._leaf(node)

    def _map(self, node: dict[Any, Any]) -> Any:
        name, chance = self._random.choice(list(node)), self._random.random()
        if chance < 0.85:
            node[name] = self.bend(node[name])
        elif chance < 0.90:
            del node[name]
        elif chance < 0.95:
            node[self._random.choice(self._words)] = self._random.choice(PLAIN)
        else:
            node[name] = node[self._random.choice(list(node))]
        return node

    def _list(self, node: list[Any]) -> Any:
        at, other, chance = self._random.randrange(len(node)), self._random.randrange(len(node)), self._random.random()
        if chance < 0.75:
            node[at] = self.bend(node[at])
        elif chance < 0.82:
            del node[at]
        elif chance < 0.90:
            node.insert(other, node[at])
        elif chance < 0.96:
            node[at], node[other] = node[other], node[at]
        else:
            node = node * self._random.choice((0, 2, 8))
        return node

    def _bytes(self, node: bytes) -> Any:
        inner = _tree(node) if len(node) > 8 and self._random.random() < 0.8 else None
        if isinstance(inner, dict | list):
            try:
                return encode(self.bend(inner))
            except (cbor2.CBORError, ValueError, TypeError, OverflowError):
                return node
        return self._leaf(node)

    def _leaf(self, node: Any) -> Any:
        if self._random.random() < 0.1:
            return self._random.choice((*PLAIN, self._random.choice(self._words)))
        if isinstance(node, bool) or node is None:
            return self._random.choice((True, False, None, bytes(32), 0, "", [], {}))
        if isinstance(node, int):
            return self._random.choice((node + 1, node - 1, self._random.choice(NUMBERS)))
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, bytes):
            return self._same_length(node) if self._random.random() < 0.7 else self._flip(node, len(node) + 8)
        return self._random.choice(PLAIN)

    def _text(self, node: str) -> str:
        at, chance = self._random.randrange(len(node) + 1), self._random.random()
        if chance < 0.4:
            return self._random.choice(self._words)
        if chance < 0.8:
            return node[:at] + self._random.choice(SIGNS) + node[at + self._random.choice((0, 1)) :]
        return node[:at] if chance < 0.9 else node * self._random.choice((2, 16))

    def _same_length(self, node: bytes) -> bytes:
        if not node:
            return node
        at = self._random.randrange(len(node))
        return node[:at] + bytes([self._random.choice((0, 1, 127, 128, 255, node[at] ^ 1))]) + node[at + 1 :]
