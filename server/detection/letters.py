"""How the letters of names sound, roughly, in Latin letters: Arabic script with its kin, and Ethiopic.

Rough on purpose: what people write down differently for one name (q and k, sad and sin, long and short) comes
out the same. Short vowels are not written in Arabic script, so none come out. Where a letter is heard in two
ways, both are given, the more frequent one first.
"""

from __future__ import annotations

import unicodedata

# A vowel that nobody wrote: the one that alef, hamza or ain carry.
CARRIED = "ʾ"  # noqa: RUF001

_ARABIC = {
    "b": "ب", "p": "پ", "t": "تطټٹ", "h": "حههہھ", "d": "دضډڈ", "r": "رړڑڕ", "z": "زظځ", "s": "سصشښڅ",
    "f": "فڤ", "k": "كکڪ", "l": "للڵ", "m": "م", "n": "نںڼ", "w": "وۆۇؤ", "y": "يیېۍێےئ", "a": "اآەة",
    "g": "گ", "j": "ژ", CARRIED: "ءٱأإع",
}  # fmt: skip
_HEARD_IN_TWO_WAYS = {"ث": "ts", "ج": "jg", "خ": "kh", "ذ": "dz", "غ": "gk", "ق": "kg", "چ": "sk", "ى": "ay"}
ARABIC = {letter: sound for sound, letters in _ARABIC.items() for letter in letters} | _HEARD_IN_TWO_WAYS

_ETHIOPIC = {
    "HH": "h", "SZ": "s", "SH": "s", "QH": "k", "Q": "k", "C": "s", "X": "h", "NY": "n", "GLOTTAL ": CARRIED,
    "PHARYNGEAL ": CARRIED, "KX": "h", "ZH": "j", "DD": "d", "GG": "g", "TH": "t", "CH": "s", "PH": "p",
    "TS": "s", "TZ": "s",
}  # fmt: skip
# The first order is heard as a or e, the sixth as a short vowel or as none.
_ORDERS = {"AA": "a", "EE": "i", "A": "e", "E": "", "I": "i", "O": "o", "U": "u"}
_OPEN = frozenset(("GLOTTAL ", "PHARYNGEAL ", "H", "HH", "X"))  # before these the first order is heard as the fourth
_SYLLABLE = "ETHIOPIC SYLLABLE "


def ethiopic(letter: str) -> str:
    """The consonant and the vowel of one Ethiopic letter, by its Unicode name; empty for anything else."""
    name = unicodedata.name(letter, "")
    if not name.startswith(_SYLLABLE):
        return ""
    syllable = name.removeprefix(_SYLLABLE)
    order = syllable[-2:] if syllable[-2:] in _ORDERS else syllable[-1:]
    consonant = syllable.removesuffix(order)
    if order == "A" and consonant in _OPEN:
        order = "AA"
    return _ETHIOPIC.get(consonant, consonant[:1].lower()) + _ORDERS.get(order, "")
