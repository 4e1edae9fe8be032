"""What the leaflet says, in every language of it (clients/founder/languages)."""

from __future__ import annotations

import re
import unicodedata

import pytest
from fluent.syntax import ast

from clients.founder.errors import NotUsable
from clients.founder.sheet_texts import LANGUAGES, RIGHT_TO_LEFT, Texts, every_language
from clients.founder.sheets import TEMPLATE
from tests.clients.web.catalogues import Catalogue, fingerprint, placeables, references, selectors, texts
from tests.clients.web.catalogues import every_language as languages_of_the_page

ENGLISH = Catalogue.of("en", LANGUAGES)
JOINER = "\u200c"
"""Parts letters that would join (U+200C): Persian is written with it."""
BUTTONS = {"page-write": "start-write", "page-look": "start-look", "page-withdraw": "withdraw"}
"""What a button of the reporter's page says, here and there."""
OF_THE_LANGUAGE = {"language-name", "checked"}


@pytest.fixture(params=every_language())
def catalogue(request):
    return Catalogue.of(request.param, LANGUAGES)


@pytest.fixture(params=[language for language in every_language() if language != "en"])
def translation(request):
    return Catalogue.of(request.param, LANGUAGES)


def test_there_is_a_leaflet_in_every_language_of_the_page():
    assert list(every_language()) == languages_of_the_page()


def test_a_catalogue_has_messages_and_comments_and_nothing_that_fluent_cannot_read(catalogue):
    others = [entry for entry in catalogue.entries if not isinstance(entry, ast.Message | ast.BaseComment)]
    assert [getattr(entry, "content", entry) for entry in others] == []
    assert catalogue.twice == []


def test_a_catalogue_has_the_messages_of_english_filled_in_alike(translation):
    assert list(translation.messages) == list(ENGLISH.messages)
    for name, message in translation.messages.items():
        assert placeables(message) == placeables(ENGLISH.messages[name]), name


def test_a_translation_names_the_english_that_it_was_held_against(translation):
    """Where this fails, English has changed since: see `git log -p` of en.ftl, bring the others along, and let their
    heads name the new one."""
    assert f"english = {fingerprint(ENGLISH)}" in translation.head.splitlines()


def test_a_message_is_one_plain_text(catalogue):
    """No choice by number: nothing is counted in a sentence. Typst takes it as it is, and no sign of it as markup."""
    for name, message in catalogue.messages.items():
        assert message.value is not None, name
        assert not message.attributes, name
        assert not references(message), name
        assert not selectors(message), name


def test_nothing_is_left_in_english(translation):
    for name, message in translation.messages.items():
        english = {ENGLISH.said(name), *texts(ENGLISH.messages[name])}
        same = [text for text in (translation.said(name), *texts(message)) if text in english]
        assert [text for text in same if len(text.split()) > 2] == [], name


def test_a_catalogue_that_nobody_checked_says_so_on_top_and_another_does_not(catalogue):
    assert catalogue.said("checked") in {"yes", "no"}
    head = " ".join(catalogue.head.split())
    told = re.search(r"no(t|body| native speaker)\b.*\bchecked|checked by (no|nobody)\b", head, re.IGNORECASE)
    assert (catalogue.said("checked") == "no") == bool(told)


def test_a_catalogue_has_no_sign_that_nobody_sees(catalogue):
    allowed = {"\n", JOINER} if catalogue.language == "fa" else {"\n"}
    hidden = {sign for sign in catalogue.text if unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}}
    assert {f"U+{ord(sign):04X}" for sign in hidden - allowed} == set()


def test_the_leaflet_calls_the_buttons_of_the_page_what_they_are_called_there(catalogue):
    page = Catalogue.of(catalogue.language)
    for here, there in BUTTONS.items():
        assert catalogue.said(here) == page.said(there)


def test_the_template_says_every_message_and_no_other():
    named = set(re.findall(r'"([a-z]+-[a-z]+)"', TEMPLATE.read_text()))
    assert named == set(ENGLISH.messages) - set(BUTTONS) - OF_THE_LANGUAGE


def test_the_leaflet_names_no_program_and_no_organisation(catalogue):
    assert not re.search(
        "leeward", " ".join(texts(message)[0] for message in catalogue.messages.values()), re.IGNORECASE
    )


def test_right_to_left_are_the_languages_whose_letters_are(catalogue):
    letters = [sign for sign in catalogue.said("draw-here") if sign.isalpha()]
    are = all(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in letters)
    assert are == (catalogue.language in RIGHT_TO_LEFT)


def test_what_is_filled_in_must_be_given(catalogue):
    given = {"name": "01234-56751", "cards": "7", "first": "2026-10-01", "last": "2026-12-31"}
    said = Texts(catalogue.language)
    assert all(value in said.say("hand-pile", given) for value in given.values())
    with pytest.raises(ValueError, match="hand-pile"):
        said.say("hand-pile", {})


def test_a_language_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(NotUsable, match="am, ar, en"):
        Texts("../../web/languages/en")
