"""Make `server/detection/lookalikes.py` from Unicode's confusables.txt (UTS 39, section 4).

    python -m tests.server.detection.lookalikes_made confusables.txt | ruff format - > server/detection/lookalikes.py

Kept is what looks like ASCII letters or digits and does not become them anyway (`server/detection/bare.py`). Of a pair
of cases the small letter decides, and where it looks like nothing the capital: words are compared in small letters.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

_LINE = re.compile(r"(?P<source>[0-9A-F]+) ;\t(?P<target>[0-9A-F ]+) ;\tMA")
_VERSION = re.compile(r"# Version: (?P<version>[\d.]+)")
_WIDTH = 110

_HEAD = '''"""What looks like ASCII letters or digits to an eye. Made by lookalikes_made.py in the tests: edit that.

From confusables.txt of Unicode {version} (UTS 39). Unicode data files are copyright Unicode, Inc., under the Unicode
License v3 (https://www.unicode.org/license.txt).
"""

# ruff: noqa: RUF001 - letters that look alike are what is listed

LOOKS_LIKE = {{
'''


def table_of(lines: Iterable[str]) -> dict[str, str]:
    """Small letters and digits that are not ASCII, each with the one or more ASCII ones that it looks like."""
    seen = dict(_ascii_twins(lines))
    table = {}
    for twin in sorted({_plain(source) for source in seen}):
        if len(twin) == 1 and not twin.isascii():
            looks = seen.get(twin) or seen.get(twin.upper()) or seen.get(twin.lower())
            if looks:
                table[twin] = looks
    return table


def module_of(table: dict[str, str], version: str) -> str:
    """The text of the module, a line or more for each thing that something looks like."""
    rows = []
    for looks in sorted(set(table.values()), key=lambda looks: (len(looks), looks)):
        written = "".join(_written(twin) for twin, other in table.items() if other == looks)
        rows += [f'    "{looks}": (\n', *(f'        "{piece}"\n' for piece in _pieces(written)), "    ),\n"]
    return _HEAD.format(version=version) + "".join(rows) + "}\n"


def _ascii_twins(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if match := _LINE.match(line):
            source = chr(int(match["source"], 16))
            target = "".join(chr(int(code, 16)) for code in match["target"].split())
            looks = "".join(letter for letter in unicodedata.normalize("NFKD", target) if letter.isalnum())
            if looks.isascii() and looks and source.isalnum() and unicodedata.decimal(source, None) is None:
                yield source, looks.lower()


def _plain(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter).casefold())
    return "".join(part for part in plain if part.isalnum())


def _written(letter: str) -> str:
    """As it is, unless an editor would turn the line around or has no picture of it."""
    if unicodedata.bidirectional(letter) != "L" or ord(letter) > 0xFFFF:
        return f"\\U{ord(letter):08x}" if ord(letter) > 0xFFFF else f"\\u{ord(letter):04x}"
    return letter


def _pieces(written: str) -> Iterator[str]:
    """Lines of at most _WIDTH signs that cut no escape."""
    line = ""
    for sign in re.findall(r"\\U.{8}|\\u.{4}|.", written):
        if len(line) + len(sign) > _WIDTH:
            yield line
            line = ""
        line += sign
    yield line


if __name__ == "__main__":
    said = Path(sys.argv[1]).read_text(encoding="utf-8-sig")
    named = _VERSION.search(said)
    sys.stdout.write(module_of(table_of(said.splitlines()), named["version"] if named else "of no named version"))
