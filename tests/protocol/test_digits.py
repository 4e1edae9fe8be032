from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.digits import grouped, with_check_digits, without_check_digits
from protocol.errors import Malformed

numbers = st.text("0123456789", min_size=4, max_size=40)


@given(numbers)
def test_what_is_written_is_read(number: str) -> None:
    written = with_check_digits(number)
    assert without_check_digits(written, len(written)) == number


@given(numbers, st.data())
def test_every_wrong_digit_is_caught(number: str, data: st.DataObject) -> None:
    written = with_check_digits(number)
    at = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != written[at]))
    with pytest.raises(Malformed):
        without_check_digits(written[:at] + other + written[at + 1 :], len(written))


@given(numbers, st.data())
def test_every_swapped_pair_is_caught(number: str, data: st.DataObject) -> None:
    digits = list(with_check_digits(number))
    left, right = data.draw(st.lists(st.integers(0, len(digits) - 1), min_size=2, max_size=2, unique=True))
    if digits[left] != digits[right]:
        digits[left], digits[right] = digits[right], digits[left]
        with pytest.raises(Malformed):
            without_check_digits("".join(digits), len(digits))


@pytest.mark.parametrize("count", [7, 9, 0, 2])
def test_another_count_of_digits_is_refused(count: int) -> None:
    with pytest.raises(Malformed):
        without_check_digits(with_check_digits("123456"), count)


def test_check_digits_have_one_spelling() -> None:
    """Divided by 97 alone, 01 would pass for 98, and one secret would have two spellings."""
    assert with_check_digits("0000") == "000098"
    with pytest.raises(Malformed):
        without_check_digits("000001", 6)


@pytest.mark.parametrize("zero", ["\u0660", "\u06f0", "\u0966", "\uff10", "\u1040", "\u17e0"])
def test_digits_of_any_script_are_read(zero: str) -> None:
    written = with_check_digits("1234567890")
    foreign = "".join(chr(ord(zero) + int(digit)) for digit in written)
    assert without_check_digits(foreign, 12) == "1234567890"


@pytest.mark.parametrize(
    "between", [" ", "-", "\u2013", "\u00a0", "\n", "\u200f", "\u061c", "\u2066", ".", "\u2212", "·"]
)
def test_what_keyboards_put_between_digits_is_dropped(between: str) -> None:
    assert without_check_digits(between.join(with_check_digits("123456")), 8) == "123456"


@pytest.mark.parametrize("sign", ["x", "+", "²", "Ⅷ", "一", "½", "፩", "\0", "😀", ","])
def test_anything_else_is_refused(sign: str) -> None:
    with pytest.raises(Malformed):
        without_check_digits(with_check_digits("123456") + sign, 8)


def test_a_long_text_is_refused_unread() -> None:
    with pytest.raises(Malformed):
        without_check_digits(" " * 250 + with_check_digits("123456"), 8)


@given(st.text(max_size=300), st.integers(2, 42))
def test_arbitrary_text_raises_nothing_but_malformed(text: str, count: int) -> None:
    try:
        number = without_check_digits(text, count)
    except Malformed:
        return
    assert len(number) == count - 2


def test_groups_are_of_one_size_with_a_short_last() -> None:
    assert grouped("1234567", 3) == "123 456 7"
