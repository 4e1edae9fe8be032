"""Every decoder, on arbitrary bytes and on real messages bent out of shape: a named error or the very same bytes."""

import importlib
import pkgutil
import tracemalloc

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import protocol
from protocol import consent, contents, desk_crossings, directory, release, sealing
from protocol.encoding import Message, decode, encode
from protocol.errors import Malformed, NotCanonical, ProtocolError, TooLarge
from tests.protocol.known_answers import known_answers
from tests.worlds import make_consortium

for module in pkgutil.iter_modules(protocol.__path__, "protocol."):
    importlib.import_module(module.name)


def _all_messages(base=Message):
    for kind in base.__subclasses__():
        yield kind
        yield from _all_messages(kind)


KINDS = sorted(set(_all_messages()), key=lambda kind: kind.__name__)
WORLD = make_consortium()
SUMMARY = release.Summary.from_bytes(bytes.fromhex(known_answers("release")["summary"]))
REAL = [WORLD.signed, WORLD.directory.contents, WORLD.signed_policy, WORLD.policy.contents, WORLD.root_set]

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


def test_every_message_type_is_looked_at():
    assert len(KINDS) > 50


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_arbitrary_bytes_never_decode_to_another_encoding(data):
    raw = data.draw(st.binary(max_size=400) | plain.map(encode))
    for kind in KINDS:
        try:
            message = kind.from_bytes(raw)
        except ProtocolError:
            continue
        assert message.to_bytes() == raw


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(REAL[2:]), st.data())
def test_a_real_message_with_bytes_changed_is_refused_or_is_that_message(message, data):
    raw = bytearray(message.to_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        again = type(message).from_bytes(bytes(raw))
    except ProtocolError:
        return
    assert again.to_bytes() == bytes(raw)


@pytest.mark.parametrize("message", REAL, ids=lambda message: type(message).__name__)
def test_truncated_or_lengthened_messages_are_refused(message):
    raw = message.to_bytes()
    assert type(message).from_bytes(raw) == message
    for wrong in (raw[:-1], raw[: len(raw) // 2], raw + b"\0", raw + raw, b""):
        with pytest.raises(Malformed):
            type(message).from_bytes(wrong)


def test_an_unknown_field_is_refused_and_not_repeated():
    fields = WORLD.root_set.model_dump() | {"secret-of-the-sender": 1}
    with pytest.raises(Malformed) as refused:
        directory.RootSet.from_bytes(encode(fields))
    assert str(refused.value).startswith("The field (unknown) is")
    assert "secret-of-the-sender" not in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        (consent.Terms().model_dump() | {"place": "canary"}, "The field place is"),
        (consent.Terms().model_dump() | {"uses": ["canary"]}, "The field uses.… is"),
        ("canary", "The field (whole) is"),
        (["canary"], "The field (whole) is"),
        (None, "The field (whole) is"),
    ],
)
def test_a_refusal_names_the_field_and_nothing_that_stood_in_it(fields, named):
    with pytest.raises(Malformed) as refused:
        consent.Terms.from_bytes(encode(fields))
    assert str(refused.value).startswith(named)
    assert "canary" not in str(refused.value)


def test_no_error_of_a_message_repeats_what_was_put_in():
    with pytest.raises(ValidationError) as refused:
        consent.Terms(place="canary", never_to="canary")
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("code", ["", "A", "-a", "a_b", "a b", "\u00e9", "a" * 49, "a\n", "\na", "a\0"])
def test_a_code_is_short_and_plain_and_holds_no_line_break(code):
    with pytest.raises(Malformed):
        directory.Administrator.from_bytes(encode({"administrator": code, "organisation": "a", "sign_key": bytes(32)}))
    assert directory.Administrator.from_bytes(
        encode({"administrator": "a" * 48, "organisation": "a", "sign_key": bytes(32)})
    )


def test_a_missing_field_with_a_default_is_refused():
    fields = consent.Terms().model_dump()
    del fields["urgent"]
    with pytest.raises(Malformed):
        consent.Terms.from_bytes(encode(fields))


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\x18\x01", "a length longer than needed"),
        (b"\x5f\x41a\xff", "indefinite length"),
        (b"\xa2\x61b\x01\x61a\x01", "keys out of order"),
        (b"\xa2\x61a\x01\x61a\x01", "a key twice"),
        (b"\xc2\x41\x01", "a tag"),
        (b"\xd8\x23\x63a+a", "a regular expression"),
        (b"\xd9\x03\xe8\x01", "a tag that means nothing to the decoder"),
        (b"\xfb" + bytes(8), "a float longer than needed"),
        (b"\x81" * 40 + b"\x01", "too deep"),
        (b"\x01\x01", "two values"),
        (b"\xa1\x01\x01", "a key that is not text"),
        (b"\x62\xc3\x28", "text that is not UTF-8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_other_spelling_is_refused(raw, why):
    with pytest.raises(Malformed):
        decode(raw, 100)


def test_a_value_above_its_bound_is_refused_before_it_is_read():
    with pytest.raises(TooLarge):
        decode(bytes(101), 100)


@pytest.mark.parametrize("head", ["9b" + "ff" * 8, "bb" + "ff" * 8, "5b" + "ff" * 8, "7b" + "ff" * 8])
def test_a_header_that_promises_terabytes_costs_nothing(head):
    tracemalloc.start()
    with pytest.raises(Malformed):
        decode(bytes.fromhex(head) + b"a" * 100, 1000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


# One byte each as sent; as objects, an empty list takes seventy.
@pytest.mark.parametrize("value", ["80", "a0", "8180", "a1616180"])
@pytest.mark.parametrize(("kind", "size"), [(sealing.SealedPart, 100_000), (desk_crossings.OpenablePart, 8_000_000)])
def test_a_message_of_countless_small_values_costs_no_more_than_its_bytes(kind, size, value, monkeypatch):
    head = b"\xa1\x67payload\x9a" + (size // len(value) * 2).to_bytes(4, "big")
    raw = head + bytes.fromhex(value) * (size // len(value) * 2)
    assert len(raw) <= kind.BOUND
    if size > 1_000_000 and value != "80":
        # Watched at each step, a million of them take seconds. Nothing is built where the builder is never asked.
        monkeypatch.setattr(cbor2, "loads", lambda *_, **__: pytest.fail("it was built"))
        with pytest.raises(Malformed):
            kind.from_bytes(raw)
        return
    tracemalloc.start()
    with pytest.raises(Malformed):
        kind.from_bytes(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


def test_the_fullest_part_has_fewer_values_than_are_allowed():
    part = sealing.SealedPart.from_bytes(bytes.fromhex(known_answers("sealing")["sealed_in_javascript"][0]["part"]))
    full = part.model_copy(
        update={
            "header": part.header.model_copy(update={"commitments": (bytes(32),) * directory.MAX_SEATS}),
            "seats": part.seats[:1] * directory.MAX_SEATS,
            "desks": part.desks[:1] * directory.MAX_DESKS,
        }
    )
    assert sealing.SealedPart.from_bytes(full.to_bytes()) == full


@pytest.mark.parametrize("head", ["1c", "5d", "9e", "bf", "ff"])
def test_a_head_that_is_none_is_refused_while_values_are_counted(head):
    with pytest.raises(Malformed):
        sealing.SealedPart.from_bytes(bytes.fromhex(head) + bytes(300))


@given(plain)
def test_what_is_encoded_decodes_to_itself(value):
    raw = encode(value)
    assert encode(decode(raw, len(raw))) == raw


def test_a_number_in_place_of_a_truth_value_is_refused():
    fields = consent.Terms().model_dump() | {"urgent": 0}
    with pytest.raises(NotCanonical):
        consent.Terms.from_bytes(encode(fields))


@pytest.mark.parametrize(
    ("message", "field", "members"),
    [
        (contents.Testimony(text="x"), "risk_factors", (2, 7)),
        (SUMMARY, "risk_factors", (2, 7)),
        (consent.Terms(), "uses", ("counted", "summary")),
        (consent.Terms(), "aims", ("advocacy", "early-warning")),
        (consent.Terms(), "ask_first", ("advocacy", "early-warning")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_set_in_another_order_or_with_a_member_twice_is_refused(message, field, members):
    fields = message.model_dump()
    assert type(message).from_bytes(encode(fields | {field: members}))
    for wrong in (members[::-1], members + members[1:]):
        with pytest.raises(Malformed):
            type(message).from_bytes(encode(fields | {field: wrong}))


TAG = bytes(range(16))


@pytest.mark.parametrize(
    "group",
    [
        {"tag": TAG, "place": 3, "of": 2},
        {"tag": TAG, "place": 0, "of": 2},
        {"tag": TAG, "place": 1, "of": 256},
        {"tag": TAG[1:], "place": 1, "of": 2},
        {"tag": TAG, "place": 1},
        {"tag": TAG, "place": 1, "of": 2, "part": 1},
        TAG.decode(),
        TAG + b"x",
    ],
    ids=repr,
)
def test_a_text_that_stands_nowhere_among_those_of_a_long_one_is_refused(group):
    fields = contents.Testimony(text="x").model_dump()
    for sound in (TAG, {"tag": TAG, "place": 2, "of": 2}, {"tag": TAG, "place": 255, "of": 255}):
        assert contents.Testimony.from_bytes(encode(fields | {"group": sound})).group is not None
    with pytest.raises((Malformed, NotCanonical)):
        contents.Testimony.from_bytes(encode(fields | {"group": group}))


def test_the_library_alone_would_have_taken_the_other_spellings():
    """Why decode() writes the value again: the decoder by itself is lenient."""
    assert cbor2.loads(b"\x18\x01") == 1
