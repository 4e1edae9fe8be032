"""Secrets that people read, say and type as digits: receipts and card codes. SPEC 7.3.

Digits may come in any script that has decimal digits (Arabic-Indic, Persian, Devanagari, …), mixed, and with
whatever keyboards and messengers put between them: spaces, hyphens, dots, invisible direction marks.
"""

from __future__ import annotations

import unicodedata

from stdnum.iso7064 import mod_97_10

from protocol.errors import Malformed

MAX_TEXT = 256
"""Characters of text that are looked at; the longest secret has 42 digits."""
_DROPPED = frozenset({"Zs", "Pd", "Cf"})
_DROPPED_TOO = frozenset("\t\r\n.\N{MINUS SIGN}\N{MIDDLE DOT}")


def with_check_digits(number: str) -> str:
    """Add two check digits (ISO 7064 MOD 97-10), which catch every wrong digit and every swapped pair."""
    return number + mod_97_10.calc_check_digits(number)


def without_check_digits(text: str, count: int) -> str:
    """Read exactly `count` digits, check the last two, give the others as ASCII. Raises Malformed."""
    digits = _ascii_digits(text)
    number = digits[:-2]
    # Comparing, not only dividing by 97: 97 more than a check number under 3 would pass as a second spelling.
    if len(digits) != count or with_check_digits(number) != digits:
        raise Malformed
    return number


def grouped(digits: str, size: int) -> str:
    """Groups of `size` digits with spaces between."""
    return " ".join(digits[at : at + size] for at in range(0, len(digits), size))


def _ascii_digits(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise Malformed
    return "".join(str(_value(sign)) for sign in text if not _between(sign))


def _between(sign: str) -> bool:
    return unicodedata.category(sign) in _DROPPED or sign in _DROPPED_TOO


def _value(sign: str) -> int:
    value = unicodedata.decimal(sign, None)
    if value is None:
        raise Malformed
    return int(value)
