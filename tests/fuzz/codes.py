"""What people read, type and pass on: receipts, card codes, shares; and the padding, boxes and keys around contents."""

from __future__ import annotations

from protocol.cards import CardCode, CardSignature, period_key, sign_testimony, verify_card
from protocol.contents import pad_to, unpad
from protocol.encoding import Purpose
from protocol.errors import BadReceipt, CannotOpen, ProtocolError
from protocol.primitives import (
    SealKey,
    SignKey,
    check_public,
    open_box,
    open_secret,
    open_stream,
    seal_box,
    seal_secret,
    seal_stream,
    verify_bytes,
)
from protocol.receipt import WORD_LISTS, Receipt
from protocol.shares import join, share_at, split
from protocol.work import check_work
from tests.fuzz.target import Target
from tests.protocol.known_answers import known_answers
from tests.worlds import QUARTER, seeded

LANGUAGES = (*WORD_LISTS, "ar", "")
BOX_KEY = SealKey(bytes(32))
KEY = SignKey(bytes(32))


def typed(raw: bytes) -> str:
    """A text, also with halves of signs in it, as a keyboard's driver may give them."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def _words(raw: bytes) -> None:
    """One byte for the language, then what was typed."""
    language = LANGUAGES[raw[0] % len(LANGUAGES)] if raw else "en"
    receipt = Receipt.from_words(typed(raw[1:]), language)
    assert Receipt.from_words(" ".join(receipt.words(language)), language).entropy() == receipt.entropy()


def _digits(raw: bytes) -> None:
    text = typed(raw)
    try:
        receipt = Receipt.from_digits(text)
        assert Receipt.from_digits(receipt.digits()).entropy() == receipt.entropy()
    except BadReceipt:
        code = CardCode(text)
        assert CardCode(code.printed()).digits() == code.digits()


def _shares(raw: bytes) -> None:
    """How many are needed, how long each is, then the shares."""
    needed, length = 1 + raw[0] % 16 if raw else 1, 2 + raw[1] % 64 if len(raw) > 1 else 2
    shares = [raw[at : at + length] for at in range(2, len(raw), length)]
    secret = join(shares, needed)
    assert [share_at(shares, needed, share[-1]) for share in shares] == shares
    assert len(secret) == len(shares[0]) - 1


def _padding(raw: bytes) -> None:
    assert pad_to(unpad(raw), len(raw)) == raw


def _stream(raw: bytes) -> None:
    body = open_stream(bytes(32), b"", raw)
    assert b"".join(seal_stream(bytes(32), b"", body)) == raw


def _boxes(raw: bytes) -> None:
    try:
        open_secret(BOX_KEY, Purpose.SHARE, b"", raw)
    except CannotOpen:
        open_box(BOX_KEY, Purpose.DRAFT, b"", raw)


def _keys(raw: bytes) -> None:
    """A sealing key; then as a signing key with its signature; a card's word; proof of work."""
    for refused in (lambda: verify_bytes(raw[:32], raw[96:], raw[32:96]), lambda: check_work(bytes(32), raw, 24)):
        try:
            refused()
        except ProtocolError:
            continue
    check_public(raw)
    assert len(seal_secret(raw, Purpose.SHARE, b"", b"s")) == 1137


def _card(raw: bytes) -> None:
    card = CardSignature.from_bytes(raw)
    assert verify_card(card, KEY.public, card.quarter) == card.period_key


def targets() -> list[Target]:
    receipts, words = known_answers("receipt")["receipts"], []
    for number, language in enumerate(LANGUAGES):
        words += [bytes([number]) + " ".join(one["words"].get(language, ())).encode() for one in receipts[:2]]
    digits = [one["digits"].encode() for one in receipts]
    codes = [one["printed"].encode() for one in known_answers("cards")["cards"]]
    random = seeded("codes")
    shares = [bytes([q - 1, 31]) + b"".join(split(random(32), q, n, random)) for q, n in ((1, 1), (2, 3), (4, 7))]
    keys = known_answers("primitives")
    publics = [bytes.fromhex(one) for one in keys["keys_to_take"]]
    publics += [bytes.fromhex(one["public"]) for one in keys["keys_to_refuse"]]
    card = sign_testimony(period_key(CardCode(codes[0].decode()), QUARTER), QUARTER, KEY.public).to_bytes()
    boxed = [
        seal_secret(BOX_KEY.public, Purpose.SHARE, b"", b"s"),
        seal_box(BOX_KEY.public, Purpose.DRAFT, b"", b"b", random),
    ]
    streams = [b"".join(seal_stream(bytes(32), b"", bytes(size))) for size in (0, 1, 65_536, 65_537)]
    signs = ("\u0661".encode(), "\u200f".encode(), "\u2212".encode(), b"-", " \u00a0".encode())
    refused = (ProtocolError,)
    return [
        Target("receipts", _words, words, refused, (b" ", b"abandon", "\u0301".encode()), most=700),
        Target("digits", _digits, digits + codes, refused, signs, most=300),
        Target("shares", _shares, shares, refused, most=1100),
        Target("padding", _padding, [pad_to(b"a", 64), pad_to(b"", 4), bytes(64)], refused, most=256),
        Target("streams", _stream, streams, refused, most=70_000),
        Target("boxes", _boxes, boxed, refused, most=2048),
        Target("keys", _keys, publics, refused, most=1300),
        Target("cards", _card, [card], refused, most=256),
    ]
