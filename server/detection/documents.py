"""Numbers of papers and cards that a state or a bank gives one person, told by their check digits.

Seven digits in a row are masked whatever they are (`phones`), and letters among digits too (`codes`): this only says
what a number is, which a curator wants to know, and finds the ones that are written in other groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import regex
from stdnum import iban, imei, luhn
from stdnum.br import cpf
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.pk import cnic
from stdnum.tr import tckimlik
from stdnum.us import ssn
from stdnum.za import idnr

from server.detection.reading import Reading
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

_CANDIDATE = regex.compile(r"(?<![\w.-])[A-Z]{0,2}[0-9](?:[ .-]?[0-9A-Z]){5,33}+(?![\w-])")
_MOST_ASKED = 300  # each costs some 20 µs: a text of nothing but numbers must not take minutes


def _card(number: str) -> bool:
    length = 15 if number[:1] == "3" else 16
    return len(number) == length and number[:1] in "3456" and luhn.is_valid(number)


def _telephone(number: str) -> bool:
    return len(number) == 15 and imei.is_valid(number)  # sixteen digits are valid too, and have no check digit


# Check digits in all: of a thousand random numbers of the right length, at most a hundred pass one of them.
_PAPERS: tuple[tuple[Reason, Callable[[str], bool]], ...] = (
    (Reason.BANK_ACCOUNT_CHECKED, iban.is_valid),
    (Reason.PAYMENT_CARD, _card),
    (Reason.HANDSET, _telephone),
    (Reason.IDENTITY_SOUTH_AFRICA, idnr.is_valid),
    (Reason.IDENTITY_TURKEY, tckimlik.is_valid),
    (Reason.IDENTITY_SPAIN, dni.is_valid),
    (Reason.IDENTITY_SPAIN, nie.is_valid),
    (Reason.SOCIAL_SECURITY_FRANCE, nir.is_valid),
    (Reason.TAXPAYER_BRAZIL, cpf.is_valid),
)
# Without a check digit, but in groups that only they are written in.
_GROUPED = (
    (
        regex.compile(r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])"),
        ssn.is_valid,
        Reason.SOCIAL_SECURITY_USA,
    ),
    (regex.compile(r"(?<![\w-])[0-9]{5}-[0-9]{7}-[0-9](?![\w-])"), cnic.is_valid, Reason.IDENTITY_PAKISTAN),
    (
        regex.compile(r"(?<![\w-])[0-9]{3} [0-9]{3} [0-9]{4}(?![\w-])"),
        nhs.is_valid,
        Reason.HEALTH_BRITAIN,
    ),
)


def documents(reading: Reading) -> Iterator[Span]:
    for found in islice(_CANDIDATE.finditer(reading.text), _MOST_ASKED):
        if told := next((reason for reason, passes in _PAPERS if passes(_bare(found.group()))), None):
            yield Span(*found.span(), Kind.CODE, 0.95, told)
    for pattern, passes, told in _GROUPED:
        yield from (
            Span(*each.span(), Kind.CODE, 0.95, told) for each in pattern.finditer(reading.text) if passes(each.group())
        )


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper()
