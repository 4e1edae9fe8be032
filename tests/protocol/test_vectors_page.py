"""Two pages, their trust block and manifest, made in JavaScript: protocol/vectors/page.json."""

from __future__ import annotations

import pytest

from protocol.built_page import read_built, take_apart
from protocol.page import (
    PageManifest,
    PageTrust,
    manifest_hash,
    manifest_of,
    page_trust,
    read_block,
    write_block,
)
from protocol.page_headers import content_security_policy
from protocol.roots import RootSet
from tests.protocol.known_answers import known_answers
from tests.protocol.test_vectors_directory import directory_made_in_javascript

ANSWER = known_answers("page")
PAGES = {one["language"]: one for one in ANSWER["pages"]}
ROOTS = RootSet.from_bytes(bytes.fromhex(known_answers("directory")["root_set"]))


def test_a_directory_gives_the_trust_block_that_javascript_made() -> None:
    trust = page_trust(directory_made_in_javascript(), ROOTS)
    assert trust.to_bytes().hex() == ANSWER["trust"]
    assert write_block(trust) == ANSWER["block"]
    assert read_block(ANSWER["block"]) == trust == PageTrust.from_bytes(bytes.fromhex(ANSWER["trust"]))


def test_the_manifest_and_what_is_logged_of_it_are_the_same_in_both_languages() -> None:
    manifest = manifest_of({name: read_built(one["built"].encode()) for name, one in PAGES.items()}, ANSWER["block"])
    assert manifest.to_bytes().hex() == ANSWER["manifest"]
    assert manifest_hash(manifest.to_bytes()).hex() == ANSWER["hash"]
    assert PageManifest.from_bytes(bytes.fromhex(ANSWER["manifest"])) == manifest


@pytest.mark.parametrize("language", PAGES)
def test_a_page_is_filled_taken_apart_and_bound_to_its_script_as_in_javascript(language: str) -> None:
    built, served = (PAGES[language][name].encode() for name in ("built", "served"))
    page = read_built(built)
    assert page.with_block(ANSWER["block"]) == served
    assert take_apart(served) == (page, ANSWER["block"])
    assert content_security_policy(page) == PAGES[language]["content_security_policy"]
