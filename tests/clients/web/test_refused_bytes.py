"""What the page refuses to read: other spellings, bent bytes, bad signatures, bad digits."""

from __future__ import annotations

import hashlib
import struct
import sys
import unicodedata
from typing import Any

import pytest

from protocol.cards import CardCode
from protocol.digits import with_check_digits
from protocol.encoding import Purpose, encode
from protocol.primitives import SealKey, SignKey, seal_box, seal_secret, seal_stream, sign
from protocol.receipt import Receipt as Words
from tests.clients.web.modules import Modules, PageRefused, Receipt
from tests.worlds import seeded

ACCEPTANCE = {"type": "leeward/v1/acceptance", "part": bytes(32), "signature": bytes(64)}


def accepted(**changed: Any) -> bytes:
    return encode(ACCEPTANCE | changed)


GOOD = accepted()
SPELLED_OTHERWISE = {
    "trailing byte": GOOD + b"\0",
    "cut": GOOD[:-1],
    "nothing": b"",
    "a longer head": b"\xb8\x03" + GOOD[1:],
    "indefinite length": b"\xbf" + GOOD[1:] + b"\xff",
    "keys in another order": b"\xa3"
    + b"".join(encode(n) + encode(ACCEPTANCE[n]) for n in ("type", "part", "signature")),
    "a tag": b"\xd9\xd9\xf7" + GOOD,
    "a field twice": b"\xa4" + encode("part") + encode(bytes(32)) + GOOD[1:],
    "another field": accepted(more=1),
    "a field less": encode({name: value for name, value in ACCEPTANCE.items() if name != "part"}),
    "another type": accepted(type="leeward/v1/post"),
    "too short a hash": accepted(part=bytes(31)),
    "text for bytes": accepted(part="0" * 32),
    "null": accepted(part=None),
    "a prototype": accepted(__proto__={}),
    "not a map": encode([1, 2, 3]),
    "not utf-8": b"\xa1\x62\xff\xfe\x01",
}


def test_the_one_spelling_is_read(own: Modules) -> None:
    assert own("acceptance.acceptance.read", GOOD) == ACCEPTANCE


@pytest.mark.parametrize("raw", SPELLED_OTHERWISE.values(), ids=SPELLED_OTHERWISE)
def test_another_spelling_is_refused(own: Modules, raw: bytes) -> None:
    with pytest.raises(PageRefused, match=r"^malformed$"):
        own("acceptance.acceptance.read", raw)


NUMBERS = {
    "one in two bytes": b"\x18\x01",
    "one in nine bytes": b"\x1b" + bytes(7) + b"\x01",
    "a float": b"\xf9\x3c\x00",
    "a large float": b"\xfb" + struct.pack(">d", 1.0),
    "not a number": b"\xf9\x7e\x00",
    "infinity": b"\xf9\x7c\x00",
    "undefined": b"\xf7",
    "beyond what is exact": b"\x1b\x00\x20" + bytes(5) + b"\x01",
    "a simple value": b"\xf8\x20",
}


@pytest.mark.parametrize("raw", NUMBERS.values(), ids=NUMBERS)
def test_a_number_has_one_spelling(own: Modules, raw: bytes) -> None:
    with pytest.raises(PageRefused, match=r"^malformed$"):
        own("encoding.decode", raw, 4096)


@pytest.mark.parametrize("text", ["\ufeff", "\ufeffThank you.", "a\ufeff", "\ufeff" * 40, "\ufffe", "\0"])
def test_a_text_is_read_as_it_stands_also_one_that_begins_with_a_mark(own: Modules, text: str) -> None:
    assert own("encoding.decode", encode({"said": [text]}), 4096) == {"said": [text]}


def test_a_message_of_one_byte_too_many_is_not_looked_at(own: Modules) -> None:
    assert own("encoding.decode", encode(bytes(61)), 63) == bytes(61)
    with pytest.raises(PageRefused, match=r"^too-large$"):
        own("encoding.decode", encode(bytes(62)), 63)


def test_depth_and_number_of_values_are_bounded(own: Modules) -> None:
    nested: Any = 1
    for _ in range(8):
        nested = [nested]
    assert own("encoding.decode", encode(nested), 4096) == nested
    for deeper in (encode([nested]), b"\x81" * 200_000 + b"\x01", encode([[]] * 3 + [[nested]])):
        with pytest.raises(PageRefused, match=r"^malformed$"):
            own("encoding.decode", deeper, 1 << 20)
    own("encoding.decode", encode([1] * 9), 4096, 10)
    with pytest.raises(PageRefused, match=r"^malformed$"):
        own("encoding.decode", encode([1] * 10), 4096, 10)
    own("encoding.decode", encode([[], [1], {"a": 2}]), 4096, 7)


def test_an_array_that_says_it_is_huge_builds_nothing(own: Modules) -> None:
    with pytest.raises(PageRefused, match=r"^malformed$"):
        own("encoding.decode", b"\x9a\xff\xff\xff\xff\x01", 4096)


def test_what_does_not_fit_its_type_is_not_written_either(own: Modules) -> None:
    with pytest.raises(PageRefused, match=r"^malformed$"):
        own("contents.identity.write", {"type": "leeward/v1/identity", "name": "x" * 401, "phone": None, "note": None})
    full = {"type": "leeward/v1/identity", "name": "x" * 400, "phone": None, "note": "語" * 1500}
    with pytest.raises(PageRefused, match=r"^too-large$"):
        own("contents.identity.write", full)


def test_length_is_counted_in_code_points(own: Modules) -> None:
    named = {"type": "leeward/v1/identity", "name": "\N{GRINNING FACE}" * 400, "phone": None, "note": None}
    assert own("contents.identity.write", named) == encode(named)
    with pytest.raises(PageRefused, match=r"^malformed$"):
        own("contents.identity.write", named | {"name": "\N{GRINNING FACE}" * 401})


# ---- bent bytes


def bent(raw: bytes, places: int = 24) -> list[bytes]:
    """With one bit changed: the first, the last, and some between."""
    steps = sorted({*range(0, len(raw), max(1, len(raw) // places)), len(raw) - 1})
    return [raw[:at] + bytes([raw[at] ^ (1 << at % 8)]) + raw[at + 1 :] for at in steps]


def test_no_bent_secret_or_box_opens(modules: Modules) -> None:
    key = SealKey.new(seeded("bent"))
    sealed = seal_secret(key.public, Purpose.SHARE, b"place", bytes(33))
    assert modules.with_primitives("primitives.openSecret", key.seed(), "share", b"place", sealed) == bytes(33)
    for wrong in [*bent(sealed), sealed[:-1], sealed + b"\0", b""]:
        with pytest.raises(PageRefused, match=r"^cannot-open$"):
            modules.with_primitives("primitives.openSecret", key.seed(), "share", b"place", wrong)
    for label, context in (("desk-box", b"place"), ("share", b"other")):
        with pytest.raises(PageRefused, match=r"^cannot-open$"):
            modules.with_primitives("primitives.openSecret", key.seed(), label, context, sealed)
    box = seal_box(key.public, Purpose.REPLY, b"part", b"x" * 880)
    for wrong in bent(box):
        with pytest.raises(PageRefused, match=r"^cannot-open$"):
            modules.with_primitives("stream.openBox", key.seed(), "reply", b"part", wrong)


def test_a_stream_whose_chunks_were_dropped_swapped_doubled_or_cut_does_not_open(modules: Modules) -> None:
    chunks = list(seal_stream(bytes(32), b"", bytes(at % 251 for at in range(200_000))))
    assert len(chunks) == 4
    wrong = {
        "dropped": chunks[:3],
        "dropped inside": [chunks[0], *chunks[2:]],
        "swapped": [chunks[1], chunks[0], *chunks[2:]],
        "doubled": [chunks[0], *chunks],
        "cut": [*chunks[:3], chunks[3][:-1]],
        "more": [*chunks, chunks[3]],
        "nothing": [],
    }
    for several in wrong.values():
        with pytest.raises(PageRefused, match=r"^cannot-open$"):
            modules.with_primitives("stream.openStream", bytes(32), b"", b"".join(several))
    with pytest.raises(PageRefused, match=r"^cannot-open$"):
        modules.with_primitives("stream.openStream", bytes(32), b"bound to another", b"".join(chunks))


@pytest.mark.parametrize("padded", [b"\0\0\0\x05abcd", b"\0\0\0\x02abcd", b"\xff\xff\xff\xffabcd", b"\0\0\0", b""])
def test_padding_that_does_not_fit_or_is_not_zero_is_refused(own: Modules, padded: bytes) -> None:
    with pytest.raises(PageRefused, match=r"^cannot-open$"):
        own("padding.unpad", padded)


# ---- signatures

ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD = 2**255 - 19
SMALL_ORDER = [
    (1).to_bytes(32, "little"),  # the neutral point
    (FIELD - 1).to_bytes(32, "little"),
    bytes(32),
    bytes(31) + b"\x80",
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
]


def refused(own: Modules, key: bytes, message: bytes, signature: bytes, label: str = "part") -> None:
    with pytest.raises(PageRefused, match=r"^bad-signature$"):
        own("signing.verify", key, label, message, signature)


def test_a_signature_holds_for_its_key_purpose_and_message_alone(own: Modules) -> None:
    key, other = SignKey.new(seeded("one")), SignKey.new(seeded("other"))
    good = sign(key, Purpose.PART, b"said")
    own("signing.verify", key.public, "part", b"said", good)
    refused(own, other.public, b"said", good)
    refused(own, key.public, b"saie", good)
    refused(own, key.public, b"said", good, "consent")
    for wrong in [*bent(good, 64), good[:-1], good + b"\0", b""]:
        refused(own, key.public, b"said", wrong)


def test_a_signature_whose_number_is_beyond_the_order_is_refused(own: Modules) -> None:
    key = SignKey.new(seeded("one"))
    good = sign(key, Purpose.PART, b"said")
    same_again = (int.from_bytes(good[32:], "little") + ORDER).to_bytes(32, "little")
    refused(own, key.public, b"said", good[:32] + same_again)


def scalar(seed: bytes) -> int:
    """RFC 8032 §5.1.5: the number whose multiple of the base point is the public key."""
    number = bytearray(hashlib.sha512(seed).digest()[:32])
    number[0] &= 248
    number[31] = number[31] & 127 | 64
    return int.from_bytes(number, "little")


@pytest.mark.parametrize("key", SMALL_ORDER, ids=lambda key: key.hex()[:4] + key.hex()[-2:])
def test_a_key_of_small_order_signs_nothing(own: Modules, key: bytes) -> None:
    """Under such a key one signature would fit every message: the point s · B, and s."""
    seed = seeded("small")(32)
    fits_all = SignKey(seed).public + (scalar(seed) % ORDER).to_bytes(32, "little")
    for message in (b"said", b"never said"):
        refused(own, key, message, fits_all)


@pytest.mark.parametrize("point", SMALL_ORDER, ids=lambda point: point.hex()[:4] + point.hex()[-2:])
def test_a_point_of_small_order_in_a_signature_is_refused(own: Modules, point: bytes) -> None:
    """s = k · a fits it: a check of the equation alone, times eight, lets it pass."""
    seed = seeded("small")(32)
    key, message = SignKey(seed).public, encode([Purpose.PART.value, b"said"])
    k = int.from_bytes(hashlib.sha512(point + key + message).digest(), "little") % ORDER
    refused(own, key, b"said", point + (k * scalar(seed) % ORDER).to_bytes(32, "little"))


@pytest.mark.parametrize("y", [FIELD, FIELD + 1, 2**255 - 1])
def test_keys_and_points_have_one_spelling(own: Modules, y: int) -> None:
    good = sign(SignKey.new(seeded("one")), Purpose.PART, b"said")
    for sign_bit in (0, 2**255):
        spelled = (y | sign_bit).to_bytes(32, "little")
        refused(own, spelled, b"said", good)
        refused(own, SignKey.new(seeded("one")).public, b"said", spelled + good[32:])


# ---- what people type

DIGITS_OF_EACH_SCRIPT = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isdecimal()]


def test_digits_of_any_script_are_read(own: Modules) -> None:
    card = CardCode.new(seeded("card")).digits()
    zeros = [sign for sign in DIGITS_OF_EACH_SCRIPT if unicodedata.decimal(sign) == 0]
    assert len(zeros) > 60
    for zero in zeros:
        typed = "".join(chr(ord(zero) + int(sign)) for sign in card)
        assert own("cards.readCard", typed) == card, hex(ord(zero))


def test_what_stands_between_digits_is_dropped(own: Modules) -> None:
    words = Words(bytes(range(16)))
    groups = words.digits().split()
    for between in (" ", "\u00a0", "-", "\u2013", "\u2212", ".", "\u00b7", "\u200f", "\u2066", "\ufeff", "\t", "\r\n"):
        typed = f"\u200e{between.join(groups)}{between}"
        assert own("receipt.readReceipt", typed, None) == Receipt(bytes(range(16)))


def test_digits_that_are_no_receipt_are_refused(own: Modules) -> None:
    good = Words(seeded("digits")(16)).digits().replace(" ", "")
    at_98 = next(n for n in range(1000) if with_check_digits(f"{n:040d}").endswith("98"))
    wrong = {
        "one wrong": str((int(good[0]) + 1) % 10) + good[1:],
        "two swapped": good[:3] + good[4] + good[3] + good[5:],
        "one missing": good[:-1],
        "one more": good + "0",
        "a letter": good[:20] + "o" + good[20:],
        "beyond 128 bits": with_check_digits(f"{2**128:040d}"),
        "another spelling of the check": f"{at_98:040d}01",
        "a comma": good[:20] + "," + good[20:],
        "very long": good + " " * 300,
        "a fraction": good[:20] + "½" + good[20:],
        "nothing": "",
    }
    for typed in wrong.values():
        with pytest.raises(PageRefused, match=r"^bad-receipt$"):
            own("receipt.readReceipt", typed, None)


def test_words_are_read_as_people_write_them(own: Modules) -> None:
    entropy = Receipt(seeded("written")(16))
    for language in ("fr", "es", "pt", "en"):
        words = own("library.showWords", entropy, language)
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            typed = unicodedata.normalize(form, "\u3000 ".join(words).upper())
            assert own("library.readWords", f"\n{typed}\t", language) == entropy
        if language in {"fr", "es"}:
            parts = unicodedata.normalize("NFD", " ".join(words))
            plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
            assert own("library.readWords", plain, language) == entropy


def test_words_that_are_no_receipt_are_refused_without_a_word_of_what_was_typed(own: Modules) -> None:
    words = own("library.showWords", Receipt(bytes(16)), "en")
    wrong = [words[:-1], [*words, words[0]], ["zebra", *words[1:]], ["secretly", *words[1:]], [], ["x" * 600]]
    for typed in wrong:
        with pytest.raises(PageRefused, match=r"^bad-receipt$"):
            own("library.readWords", " ".join(typed), "en")


def test_a_card_with_a_wrong_digit_is_refused(own: Modules) -> None:
    good = CardCode.new(seeded("card")).digits()
    for wrong in (good[1:] + good[0], good[:-1], good + "1", "0" * 24):
        with pytest.raises(PageRefused, match=r"^bad-card$"):
            own("cards.readCard", wrong)
