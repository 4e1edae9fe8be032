"""The page's words: every language says everything, and every trouble is said."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from tests.clients.web.chromium import HERE, WEB, lacking
from tests.conftest import _missing

LANGUAGES = sorted(file.stem for file in (WEB / "languages").glob("*.ftl"))


@pytest.fixture(scope="module")
def catalogues() -> dict[str, dict[str, list[str]]]:
    if what := lacking():
        _missing(what)
    command = ["node", str(HERE / "catalogues.js"), *LANGUAGES]
    found: dict[str, dict[str, list[str]]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_all_that_english_says_with_the_same_names_filled_in(
    catalogues: dict[str, dict[str, list[str]]], language: str
) -> None:
    assert catalogues[language] == catalogues["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_catalogue_is_passed_over(catalogues: dict[str, dict[str, list[str]]], language: str) -> None:
    # A line that Fluent cannot read is dropped without a word.
    text = (WEB / "languages" / f"{language}.ftl").read_text()
    assert set(re.findall(r"^([a-z][a-z0-9-]*) *=", text, re.MULTILINE)) == set(catalogues[language])


def test_every_trouble_has_a_sentence(catalogues: dict[str, dict[str, list[str]]]) -> None:
    acts = (WEB / "src" / "acts.ts").read_text()
    troubles = re.findall(r'^  \| "([a-z-]+)"', acts.split("export type Trouble =")[1].split(";\n")[0], re.MULTILINE)
    assert len(troubles) > 15
    assert [one for one in troubles if f"trouble-{one}" not in catalogues["en"]] == []


def test_every_message_is_used(catalogues: dict[str, dict[str, list[str]]]) -> None:
    files = [*(WEB / "src" / "screens").iterdir(), WEB / "bundle.js", WEB / "document.js"]
    code = "".join(file.read_text() for file in files)
    named = set(re.findall(r'"([a-z][a-z0-9-]*)"', code))
    # Names that are put together, such as `trouble-${why}`; not those that end every field's hint.
    made = [one[0] or one[1] for one in re.findall(r"`([a-z][a-z-]*\$\{[^`]*)`|`(\$\{kind\}-[a-z-]+)`", code)]
    shapes = [re.compile(re.sub(r"\$\{[^}]*\}", "[a-z0-9-]+", one)) for one in made]
    shapes.append(re.compile(r"(contact|given-by|audience|finest-place|finest-period)-\d"))  # single_options.tsx
    unused = [one for one in catalogues["en"] if one not in named and not any(each.fullmatch(one) for each in shapes)]
    assert unused == []
