from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from protocol.cards import (
    CardCode,
    CardList,
    CardSignature,
    batch_name,
    new_batch,
    period_key,
    read_batch_name,
    sign_testimony,
    verify_card,
)
from protocol.encoding import Code, Purpose, encode
from protocol.errors import BadBatchName, BadCard, Malformed, ProtocolError
from protocol.primitives import SignKey, sign
from tests.protocol.known_answers import known_answers

QUARTER = "2026-q4"
CARD = period_key(CardCode("123456789012345678901235"), QUARTER)
PART_KEY = SignKey(b"a testimony's key of 32 bytes...").public


def test_a_card_vouches_for_the_testimony_it_signed() -> None:
    assert verify_card(sign_testimony(CARD, QUARTER, PART_KEY), PART_KEY, QUARTER) == CARD.public


def test_a_card_cannot_be_stolen_for_another_report() -> None:
    card = sign_testimony(CARD, QUARTER, PART_KEY)
    with pytest.raises(BadCard):
        verify_card(card, SignKey.new().public, QUARTER)


def test_a_card_spent_on_two_reports_is_one_person() -> None:
    """Both count under the one key that verify_card gives back (SPEC 8.5), whichever report it was spent on."""
    keys = {
        verify_card(sign_testimony(CARD, QUARTER, part), part, QUARTER)
        for part in (PART_KEY, SignKey(bytes(32)).public)
    }
    assert keys == {CARD.public}


def test_a_card_does_not_count_in_another_quarter() -> None:
    card = sign_testimony(CARD, QUARTER, PART_KEY)
    with pytest.raises(BadCard):
        verify_card(card, PART_KEY, "2027-q1")


def test_a_card_cannot_be_moved_to_another_quarter() -> None:
    card = sign_testimony(CARD, QUARTER, PART_KEY).model_copy(update={"quarter": "2027-q1"})
    with pytest.raises(BadCard):
        verify_card(card, PART_KEY, "2027-q1")


def test_a_signature_counts_for_the_key_that_made_it_only() -> None:
    other = period_key(CardCode.new(), QUARTER)
    card = sign_testimony(CARD, QUARTER, PART_KEY).model_copy(update={"period_key": other.public})
    with pytest.raises(BadCard):
        verify_card(card, PART_KEY, QUARTER)


def test_a_signature_made_for_another_purpose_vouches_for_nothing() -> None:
    signature = sign(CARD, Purpose.CONSENT, encode([QUARTER, PART_KEY]))
    card = CardSignature(period_key=CARD.public, quarter=QUARTER, signature=signature)
    with pytest.raises(BadCard):
        verify_card(card, PART_KEY, QUARTER)


@pytest.mark.parametrize("weak", [bytes(32), b"\1" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_a_key_of_small_order_vouches_for_nothing(weak: bytes) -> None:
    """Under such a key one signature fits many messages: one card would be any number of people."""
    card = CardSignature(period_key=weak, quarter=QUARTER, signature=weak + bytes(32))
    with pytest.raises(BadCard):
        verify_card(card, PART_KEY, QUARTER)


@given(st.binary(min_size=16, max_size=16))
def test_what_is_printed_is_read(drawn: bytes) -> None:
    code = CardCode.new(lambda size: drawn[:size])
    assert [len(group) for group in code.printed().split()] == [4] * 6
    assert CardCode(code.printed()).digits() == code.digits()


def test_a_code_typed_in_arabic_or_persian_digits_is_the_same_card() -> None:
    printed = CardCode("123456789012345678901235").printed()
    for zero in "\u0660\u06f0":
        typed = "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else " - " for sign in printed)
        assert period_key(CardCode(typed), QUARTER).public == CARD.public


@pytest.mark.parametrize(
    "text",
    ["", "1234", "123456789012345678901234", "123456789012345678901235 0", "1" * 300, "12345678901234567890127x"],
)
def test_a_mistyped_code_is_refused(text: str) -> None:
    with pytest.raises(BadCard):
        CardCode(text)


@given(st.text(max_size=300))
def test_arbitrary_text_is_refused_as_a_card(text: str) -> None:
    with pytest.raises(BadCard):
        CardCode(text)


def test_a_card_code_does_not_print_or_pickle() -> None:
    code = CardCode.new()
    assert f"{code} {code!r}" == "<card code> <card code>"
    with pytest.raises(TypeError):
        pickle.dumps(code)


def test_a_card_has_another_key_each_quarter() -> None:
    code = CardCode.new()
    assert period_key(code, "2026-q4").public != period_key(code, "2027-q1").public


def test_the_list_of_a_batch_holds_each_cards_key_sorted() -> None:
    codes, made = new_batch("partner-a", QUARTER, 20)
    assert list(made.keys) == sorted(period_key(code, QUARTER).public for code in codes)
    assert CardList.from_bytes(made.to_bytes()) == made


def test_a_list_of_cards_tells_no_code() -> None:
    codes, made = new_batch("partner-a", QUARTER, 5)
    for code in codes:
        assert code.digits().encode() not in made.to_bytes()
        assert code.digits()[:-2].encode() not in made.to_bytes()


def test_the_largest_list_fits_its_bound() -> None:
    keys = tuple(number.to_bytes(32, "big") for number in range(5000))
    full = CardList(partner="p" * 48, quarter=QUARTER, batch=bytes(16), keys=keys)
    assert CardList.from_bytes(full.to_bytes()) == full


def test_a_list_that_is_unsorted_or_has_a_key_twice_is_refused() -> None:
    good = CardList(partner="a", quarter=QUARTER, batch=bytes(16), keys=(b"1" * 32, b"2" * 32))
    for keys in ([b"2" * 32, b"1" * 32], [b"1" * 32, b"1" * 32], []):
        with pytest.raises(Malformed):
            CardList.from_bytes(encode({**good.model_dump(), "keys": keys}))


@pytest.mark.parametrize("quarter", ["2026-q5", "2026q4", "26-q4", "2026-Q4", "2026-q4\n", "٢٠٢٦-q4"])
def test_a_quarter_has_one_form(quarter: str) -> None:
    with pytest.raises(ValidationError):
        sign_testimony(CARD, quarter, PART_KEY)


@pytest.mark.parametrize("count", [0, 5001])
def test_a_batch_has_a_bound(count: int) -> None:
    with pytest.raises(ValueError, match="batch"):
        new_batch("partner-a", QUARTER, count)


@pytest.mark.parametrize(
    ("batch", "name"),
    [
        # Reckoned apart: the last eight decimals of the number, then 98 less (a hundred times them, modulo 97).
        (bytes(16), "00000-00098"),
        (bytes(range(16)), "31361-29505"),
        (b"\xff" * 16, "68211-45537"),
        ((1_234_567).to_bytes(16, "big"), "01234-56751"),
    ],
)
def test_a_batch_has_a_name_that_people_can_say(batch: bytes, name: str) -> None:
    assert batch_name(batch) == name
    assert CardList(partner="a", quarter=QUARTER, batch=batch, keys=(bytes(32),)).name == name


@given(st.binary(min_size=16, max_size=16))
def test_a_batch_is_named_as_papers_name_things(batch: bytes) -> None:
    assert TypeAdapter(Code).validate_python(batch_name(batch)) == batch_name(batch)
    assert read_batch_name(batch_name(batch)) == batch_name(batch)


def test_a_batchs_name_is_read_as_it_is_said() -> None:
    for said in ("0123456751", "01234 56751", " 01 23 45 67 51", "٠١٢٣٤-٥٦٧٥١", "۰۱۲۳۴ ۵۶۷۵۱"):
        assert read_batch_name(said) == "01234-56751"


@pytest.mark.parametrize("said", ["01234-56752", "10234-56751", "01234-5675", "01234-567511", "", "lantern"])
def test_a_name_that_was_misheard_is_no_other_batchs(said: str) -> None:
    with pytest.raises(BadBatchName) as refused:
        read_batch_name(said)
    assert not said or said not in str(refused.value)


@pytest.mark.parametrize("message", [CardSignature, CardList])
@given(raw=st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_but_a_protocol_error(
    message: type[CardSignature | CardList], raw: bytes
) -> None:
    with pytest.raises(ProtocolError):
        message.from_bytes(raw)


@pytest.mark.parametrize("answer", known_answers("cards")["cards"], ids=lambda answer: answer["digits"][-4:])
def test_cards_are_those_of_other_libraries(answer: dict[str, list[dict[str, str]]]) -> None:
    code = CardCode(str(answer["digits"]))
    assert code.printed() == answer["printed"]
    for quarter in answer["quarters"]:
        key, part_key = period_key(code, quarter["quarter"]), bytes.fromhex(quarter["part_key"])
        assert key.public.hex() == quarter["period_key"]
        card = sign_testimony(key, quarter["quarter"], part_key)
        assert card.signature.hex() == quarter["signature"]
        assert card.to_bytes().hex() == quarter["message"]
        assert verify_card(card, part_key, quarter["quarter"]) == key.public
