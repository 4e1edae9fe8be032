"""What docs/languages.md says of a language is true of its sentences: so many names at least, so much else at most."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from server.detection.languages import LANGUAGES
from tests.server.detection.newswire import measure

PAGE = (Path(__file__).parents[3] / "docs" / "languages.md").read_text(encoding="utf-8")
ROWS = {
    row[1]: row
    for row in regex.finditer(r"^\| `(\w+)` \| [^|]+ \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", PAGE, regex.M)
}


def test_the_page_names_every_language_that_is_read_and_no_other() -> None:
    named = regex.findall(r"^\| `(\w+)` \|", PAGE, regex.M)
    assert set(named) == set(LANGUAGES)


@pytest.mark.parametrize("code", sorted(ROWS))
def test_a_language_does_what_the_page_says_of_it(code: str) -> None:
    measured, row = measure(code), ROWS[code]
    assert measured.held == 0
    assert measured.sentences == int(row[2])
    assert measured.person >= float(row[3])
    assert measured.place >= float(row[4])
    assert measured.over <= float(row[5])
