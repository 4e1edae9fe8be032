"""A source's receipt: 128 bits that open its mailbox and sign for its parts. SPEC 7.

Rules of this file
* Every key derives from the entropy, never from words or digits: those are only ways to write it down.
* Nothing that derives for one part can be linked with another's, neither of one report nor of two: a mailbox that
  served all reports of a receipt would show whoever holds the vault which of them are one person's.
* 128 random bits cannot be guessed, so no slow password function stands before them (SPEC 7.1).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from types import MappingProxyType

from mnemonic import Mnemonic

from protocol.digits import grouped, with_check_digits, without_check_digits
from protocol.encoding import Purpose, encode
from protocol.errors import BadReceipt, Malformed, NoWordList
from protocol.ids import FILES_OF_A_REPORT, MailboxId, PartKind
from protocol.primitives import Randomness, SealKey, SignKey, hkdf, system_random

ENTROPY = 16
DIGITS = 42
"""Forty digits of the number, two check digits; shown in fourteen groups of three."""
MAX_INDEX = 2**32 - 1
MAX_REPORT_WITH_FILES = MAX_INDEX // FILES_OF_A_REPORT
_MAX_TEXT = 512

WORD_LISTS = MappingProxyType(
    {
        "en": "english",
        "fr": "french",
        "es": "spanish",
        "pt": "portuguese",
        "it": "italian",
        "cs": "czech",
        "ja": "japanese",
        "ko": "korean",
        "zh-hans": "chinese_simplified",
        "zh-hant": "chinese_traditional",
    }
)
"""Languages with a BIP39 word list. In all others (ar, fa, sw, am …) a receipt is shown as digits."""
# Their lists stay distinct without accents, and phones write words without them. In Japanese the same marks
# make other words.
_ACCENTS_MAY_MISS = frozenset({"fr", "es"})


class Receipt:
    """16 secret bytes. Prints as `<receipt>`; what is in it comes out by the visible calls only."""

    __slots__ = ("_entropy",)

    def __init__(self, entropy: bytes) -> None:
        if len(entropy) != ENTROPY:
            raise BadReceipt
        self._entropy = bytes(entropy)

    @classmethod
    def new(cls, random: Randomness = system_random) -> Receipt:
        return cls(random(ENTROPY))

    @classmethod
    def from_words(cls, text: str, language: str) -> Receipt:
        """Read twelve BIP39 words, in any case and spacing. Raises BadReceipt or NoWordList."""
        known, word_list = _known_words(language), _word_list(language)
        if len(text) > _MAX_TEXT:
            raise BadReceipt
        # A word that is not on the list becomes one that cannot be, so that no error ever holds what was typed.
        words = [known.get(_folded(word, language), "") for word in text.split()]
        try:
            return cls(bytes(word_list.to_entropy(words)))
        except ValueError:
            raise BadReceipt from None

    @classmethod
    def from_digits(cls, text: str) -> Receipt:
        """Read 42 digits in any script. Raises BadReceipt."""
        try:
            return cls(int(without_check_digits(text, DIGITS)).to_bytes(ENTROPY, "big"))
        except (Malformed, OverflowError):
            raise BadReceipt from None

    def words(self, language: str) -> tuple[str, ...]:
        """Twelve words, composed (NFC) for the screen. Raises NoWordList."""
        word_list = _word_list(language)
        written = word_list.to_mnemonic(self._entropy).split(word_list.delimiter)
        return tuple(unicodedata.normalize("NFC", word) for word in written)

    def digits(self) -> str:
        """42 ASCII digits in fourteen groups of three."""
        number = int.from_bytes(self._entropy, "big")
        return grouped(with_check_digits(f"{number:040d}"), 3)

    def entropy(self) -> bytes:
        """The 16 secret bytes. Every caller of this is worth a second look."""
        return self._entropy

    def part_key(self, kind: PartKind, index: int) -> SignKey:
        """Signs one part (index 0 to 2³² - 1) and its consents; nothing links it to the others.

        The index is the report's, of evidence that of `evidence_index`.
        """
        return SignKey(hkdf(self._entropy, b"", Purpose.PART_KEY, _place(kind, index)))

    def mailbox(self, kind: PartKind, index: int) -> MailboxId:
        """Where the answers to one part are left, and what opens them: 16 bytes."""
        return MailboxId(hkdf(self._entropy, b"", Purpose.MAILBOX, _place(kind, index), 16))

    def reply_key(self, kind: PartKind, index: int) -> SealKey:
        """The key to which replies to one part are sealed."""
        return SealKey(hkdf(self._entropy, b"", Purpose.REPLY_KEY, _place(kind, index)))

    def __repr__(self) -> str:
        return "<receipt>"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a receipt is not pickled")


def evidence_index(report: int, file: int) -> int:
    """The index of a file's evidence part: `file` (0 to 31) of `report` (0 to 2²⁷ - 1). No two files share one."""
    if not (0 <= report <= MAX_REPORT_WITH_FILES and 0 <= file < FILES_OF_A_REPORT):
        raise ValueError("a report with files is 0 to 2^27 - 1, a file 0 to 31")
    return report * FILES_OF_A_REPORT + file


def _place(kind: PartKind, index: int) -> bytes:
    if not 0 <= index <= MAX_INDEX:
        raise ValueError("an index is 0 to 2^32 - 1")
    return encode([kind.value, index])


@lru_cache(maxsize=len(WORD_LISTS))
def _word_list(language: str) -> Mnemonic:
    if language not in WORD_LISTS:
        raise NoWordList
    return Mnemonic(WORD_LISTS[language])


@lru_cache(maxsize=len(WORD_LISTS))
def _known_words(language: str) -> dict[str, str]:
    """Each word as people may write it → as the list has it."""
    return {_folded(word, language): word for word in _word_list(language).wordlist}


def _folded(word: str, language: str) -> str:
    parts = unicodedata.normalize("NFKD", word).casefold()
    if language in _ACCENTS_MAY_MISS:
        return "".join(sign for sign in parts if not unicodedata.combining(sign))
    return parts
