"""What the page says, in every language of it (clients/web/languages)."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata

import pytest
from fluent.syntax import ast

from tests.clients.web.catalogues import (
    PLURALS,
    Catalogue,
    every_language,
    fingerprint,
    placeables,
    references,
    selectors,
    texts,
)
from tests.clients.web.chromium import HERE, lacking
from tests.clients.web.message_ids import say_something_else, used, used_in
from tests.conftest import _missing

ENGLISH = Catalogue.of("en")
JOINER = "\u200c"
"""Parts letters that would join (U+200C): Persian is written with it."""


@pytest.fixture(params=every_language())
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue.of(request.param)


@pytest.fixture(params=[language for language in every_language() if language != "en"])
def translation(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue.of(request.param)


def test_a_catalogue_has_messages_and_comments_and_nothing_that_fluent_cannot_read(catalogue: Catalogue) -> None:
    others = [entry for entry in catalogue.entries if not isinstance(entry, ast.Message | ast.BaseComment)]
    assert [getattr(entry, "content", entry) for entry in others] == []
    assert catalogue.twice == []


def test_what_builds_the_page_reads_in_a_catalogue_what_is_read_here() -> None:
    """It has a reader of its own, which passes over what it cannot read without a word."""
    if what := lacking():
        _missing(what)
    command = ["node", str(HERE / "catalogues.js"), *every_language()]
    read = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    for language in every_language():
        messages = Catalogue.of(language).messages
        assert read[language] == {name: placeables(message)[""] for name, message in messages.items()}


def test_a_catalogue_has_the_messages_of_english_and_no_others(translation: Catalogue) -> None:
    assert sorted(translation.messages) == sorted(ENGLISH.messages)


def test_each_message_is_filled_in_with_what_english_is_filled_in_with(translation: Catalogue) -> None:
    for name, message in translation.messages.items():
        assert placeables(message) == placeables(ENGLISH.messages[name]), name


def test_a_translation_names_the_english_that_it_was_held_against(translation: Catalogue) -> None:
    """Where this fails, English has changed since: see `git log -p` of en.ftl, bring the others along, and let their
    heads name the new one."""
    assert f"english = {fingerprint(ENGLISH)}" in translation.head.splitlines()


def test_a_message_is_a_value_that_stands_on_no_other(catalogue: Catalogue) -> None:
    """Attributes are left out of the page, and functions are not in it."""
    for name, message in catalogue.messages.items():
        assert message.value is not None, name
        assert not message.attributes, name
        assert not references(message), name


def test_a_message_counts_as_its_language_does(catalogue: Catalogue) -> None:
    for name, message in catalogue.messages.items():
        for selector in selectors(message):
            keys = [variant.key for variant in selector.variants]
            named = [key.name for key in keys if isinstance(key, ast.Identifier)]
            assert set(named) <= PLURALS[catalogue.language], name
            assert len({str(getattr(key, "name", None) or key.value) for key in keys}) == len(keys), name
            assert [variant.key.name for variant in selector.variants if variant.default] == ["other"], name


def test_nothing_is_left_in_english(translation: Catalogue) -> None:
    """Neither a whole message nor a piece of one; a name, or a word that both languages have, may be the same."""
    for name, message in translation.messages.items():
        english = {ENGLISH.said(name), *texts(ENGLISH.messages[name])}
        same = [text for text in (translation.said(name), *texts(message)) if text in english]
        assert [text for text in same if len(text.split()) > 3] == [], name


def test_a_language_has_one_of_two_words_for_whether_it_was_checked(catalogue: Catalogue) -> None:
    assert catalogue.said("checked") in {"yes", "no"}


def test_a_catalogue_that_nobody_checked_says_so_on_top_and_another_does_not(catalogue: Catalogue) -> None:
    told = re.search(
        r"no(t|body| native speaker)\b.*\bchecked|checked by (no|nobody)\b", catalogue.head, re.IGNORECASE | re.DOTALL
    )
    assert (catalogue.said("checked") == "no") == bool(told)


def test_a_catalogue_has_no_sign_that_nobody_sees(catalogue: Catalogue) -> None:
    """None that turns the order of what is read, joins or parts without showing; but for what its language needs."""
    allowed = {"\n", JOINER} if catalogue.language == "fa" else {"\n"}
    hidden = {sign for sign in catalogue.text if unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}}
    assert {f"U+{ord(sign):04X}" for sign in hidden - allowed} == set()


def test_a_message_has_no_markup(catalogue: Catalogue) -> None:
    for name, message in catalogue.messages.items():
        for text in texts(message):
            assert not re.search(r"[<>]|&#?\w+;", text), name


def test_what_is_typed_in_a_program_stands_as_it_is_typed(catalogue: Catalogue) -> None:
    assert "leeward web verify" in catalogue.said("hashes-what")
    assert "leeward report" in catalogue.said("noscript-program")


def test_every_message_that_the_page_asks_for_is_there() -> None:
    assert used() - set(ENGLISH.messages) == set()


def test_every_message_that_is_there_is_asked_for() -> None:
    assert set(ENGLISH.messages) - used() == set()


def test_a_new_way_to_build_an_id_is_refused_until_somebody_says_what_it_can_be() -> None:
    with pytest.raises(AssertionError, match="BUILT"):
        list(used_in("say(`never-seen-${before}`)"))


def test_an_id_that_the_search_would_not_find_is_refused() -> None:
    with pytest.raises(AssertionError, match="begin with its id"):
        list(used_in('<P of="hint" id="more-hint" />'))


def test_only_the_screens_and_the_builder_use_messages() -> None:
    assert say_something_else() == []
