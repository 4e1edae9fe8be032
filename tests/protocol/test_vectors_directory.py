"""A directory written and signed in JavaScript: protocol/vectors/directory.json."""

from __future__ import annotations

import pytest

from protocol.directory import Directory, SignedDirectory, TrustedDirectory, directory_hash, trust
from protocol.roots import NotEnoughRoots, RootSet
from tests.protocol.known_answers import known_answers

ANSWER = known_answers("directory")
ROOTS = RootSet.from_bytes(bytes.fromhex(ANSWER["root_set"]))
SIGNED = SignedDirectory.from_bytes(bytes.fromhex(ANSWER["signed"]))


def directory_made_in_javascript() -> TrustedDirectory:
    return trust(SIGNED, ROOTS, ANSWER["today"])


def test_a_directory_signed_in_javascript_is_trusted() -> None:
    trusted = directory_made_in_javascript()
    assert [one.name for one in trusted.contents.compartments] == ["xa-testimony", "xa-identity", "xa-evidence"]
    assert trusted.hash.hex() == ANSWER["hash"]


def test_its_contents_are_written_and_hashed_alike_in_both_languages() -> None:
    contents = bytes.fromhex(ANSWER["contents"])
    assert Directory.from_bytes(contents).to_bytes() == contents == SIGNED.directory
    assert directory_hash(contents).hex() == ANSWER["hash"]


def test_one_of_its_two_signatures_is_not_enough() -> None:
    for one in SIGNED.signatures:
        with pytest.raises(NotEnoughRoots):
            trust(SIGNED.model_copy(update={"signatures": (one,)}), ROOTS, ANSWER["today"])
