"""Every message type: what decodes encodes to the very same bytes, and what does not is refused by name."""

from __future__ import annotations

from protocol.encoding import decode, encode
from protocol.errors import ProtocolError
from tests.fuzz.cbor_trees import cbor_mutator
from tests.fuzz.examples import KINDS, examples, words
from tests.fuzz.target import Target


def _message(raw: bytes) -> None:
    """One byte says which type; the rest is its encoding."""
    if not raw:
        return
    kind = KINDS[raw[0] % len(KINDS)]
    assert kind.from_bytes(raw[1:]).to_bytes() == raw[1:]


def _value(raw: bytes) -> None:
    assert encode(decode(raw, 4096)) == raw


def _text_heads() -> list[bytes]:
    return [encode(word) for word in words()]


def targets() -> list[Target]:
    # A compartment with its keys is longer than a message of its own may be: it stands only inside a directory.
    known = [(number, examples()[kind]) for number, kind in enumerate(KINDS) if len(examples()[kind]) <= kind.BOUND]
    seeds = [bytes([number]) + raw for number, raw in known]
    plain = [encode(one) for one in (None, 1, -1, "a", b"a", [1, [2]], {"a": {"b": b"c"}})]
    return [
        Target(
            "messages",
            _message,
            seeds,
            (ProtocolError,),
            _text_heads(),
            cbor_mutator(words(), head=1),
            most=32 * 1024,
            share=4,
        ),
        Target("values", _value, plain, (ProtocolError,), _text_heads(), cbor_mutator(words())),
    ]
