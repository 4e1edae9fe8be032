"""Witnesses' words on the log's head (SPEC 14.6): who counts, who does not, and when there are enough."""

from __future__ import annotations

import base64

import pytest

from protocol.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint, signature_line
from protocol.cosignature import (
    KIND,
    LATEST,
    MOST_AHEAD,
    Cosignature,
    cosign,
    cosignatures_on,
    cosigned,
    cosigner_key,
    read_head,
    read_witnessed,
)
from protocol.directory import DeviceRole, SignedDirectory, TrustedDirectory, Witness, trust
from protocol.errors import CheckpointRefused, TooFewWitnesses
from protocol.primitives import SignKey
from tests.protocol.known_answers import known_answers
from tests.worlds import NOW, TODAY, make_consortium

WORLD = make_consortium(witnesses=(3, 2))
LOG = WORLD.devices[DeviceRole.LEDGER]
KEYS = WORLD.witnesses
HEAD = Checkpoint(WORLD.directory.contents.log_origin, 1234, bytes(range(32)))
NOTE = sign_checkpoint(HEAD, LOG)
DAY = 86_400


def by(name: str, at: int = NOW, key: SignKey | None = None) -> bytes:
    return cosign(HEAD, name, key or KEYS[name], at).encode()


def words(note: bytes, now: float = NOW) -> tuple[Cosignature, ...]:
    return cosignatures_on(note, WORLD.directory, now)


def test_a_line_is_written_in_python_as_in_javascript() -> None:
    answers = known_answers("cosignature")
    origin, size, root = answers["text"].split("\n")[:3]
    head = Checkpoint(origin, int(size), base64.b64decode(root))
    for one in answers["witnesses"]:
        key = SignKey(bytes.fromhex(one["seed"]))
        assert cosign(head, one["name"], key, one["at"]) == one["line"]
        assert cosigner_key(one["name"], key.public) == one["key"]


def test_a_note_of_javascript_is_read_with_both_its_witnesses() -> None:
    answers, known = known_answers("cosignature"), known_answers("directory")
    signed = SignedDirectory.from_bytes(bytes.fromhex(known["signed"]))
    directory = trust(signed, WORLD.root_set.from_bytes(bytes.fromhex(known["root_set"])), known["today"])
    note = answers["note"].encode()
    assert read_witnessed(note, directory, answers["at"]).size == 1234
    said = [Cosignature(one["name"], one["at"]) for one in answers["witnesses"]]
    assert cosignatures_on(note, directory, answers["at"]) == tuple(said)


def with_witness(name: str, public: bytes) -> TrustedDirectory:
    """A directory that lists one more; its name need not be one that we would write."""
    contents = WORLD.directory.contents
    other = Witness.model_construct(witness=name, sign_key=public)
    return TrustedDirectory(
        contents.model_copy(update={"witnesses": (other,)}), WORLD.directory.hash, stale=False, roots=WORLD.root_set
    )


def test_a_public_witnesss_published_word_is_read() -> None:
    published = known_answers("ledger")["cosignature"]
    name, _, key = published["key"].split("+", 2)
    public = base64.b64decode(key).removeprefix(KIND)
    assert cosigner_key(name, public) == published["key"]
    note = f"{published['text']}\n{published['line']}".encode()
    directory = with_witness(name, public)
    assert cosignatures_on(note, directory, published["at"]) == (Cosignature(name, published["at"]),)
    with pytest.raises(CheckpointRefused):
        cosignatures_on(note.replace(b"1432088532", b"1432088533"), directory, published["at"])


def test_enough_witnesses_are_enough_and_the_log_itself_is_read_as_before() -> None:
    note = NOTE + by("kiln") + by("weir", NOW - DAY)
    assert read_witnessed(note, WORLD.directory, NOW) == HEAD
    assert read_checkpoint(note, HEAD.origin, LOG.public) == read_head(note, WORLD.directory) == HEAD
    assert words(note) == (Cosignature("kiln", NOW), Cosignature("weir", NOW - DAY))


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        by("kiln"),
        by("kiln") + by("kiln", NOW + 1),
        by("kiln") + by("mill", key=SignKey(bytes(32))),
        by("kiln") + cosign(HEAD, "stranger", SignKey(bytes(32)), NOW).encode(),
        by("kiln") + by("mill", key=KEYS["kiln"]),
        by("kiln") + signature_line(HEAD.text(), "mill", KEYS["mill"]).encode(),
        by("kiln") + by("mill", NOW + MOST_AHEAD + 1),
    ],
    ids=["none", "one", "one twice", "another key", "a stranger", "one key, two names", "a log's kind", "the future"],
)
def test_fewer_than_the_directory_asks_for_are_refused(lines: bytes) -> None:
    with pytest.raises(TooFewWitnesses):
        read_witnessed(NOTE + lines, WORLD.directory, NOW)


def test_a_word_as_far_ahead_as_clocks_may_differ_counts() -> None:
    assert read_witnessed(NOTE + by("kiln") + by("mill", NOW + MOST_AHEAD), WORLD.directory, NOW) == HEAD


def test_of_one_witness_the_newest_word_counts() -> None:
    assert words(NOTE + by("kiln", NOW - 5) + by("kiln", NOW - 2) + by("kiln", NOW - 9)) == (
        Cosignature("kiln", NOW - 2),
    )


def test_witnesses_without_the_logs_own_signature_prove_nothing() -> None:
    bare = cosigned(HEAD, by("kiln").decode()) + by("mill")
    assert len(words(bare)) == 2
    for note in (bare, sign_checkpoint(HEAD, SignKey(bytes(32))) + by("kiln") + by("mill")):
        with pytest.raises(CheckpointRefused):
            read_witnessed(note, WORLD.directory, NOW)


def test_words_on_another_head_are_refused() -> None:
    other = sign_checkpoint(Checkpoint(HEAD.origin, HEAD.size + 1, HEAD.root), LOG)
    with pytest.raises(CheckpointRefused):
        read_witnessed(other + by("kiln") + by("mill"), WORLD.directory, NOW)


def test_a_line_that_was_changed_spoils_the_note() -> None:
    line = by("mill")
    name, blob = line.removesuffix(b"\n").rsplit(b" ", 1)
    raw = base64.b64decode(blob)
    changed = [
        raw[:11] + bytes([raw[11] ^ 1]) + raw[12:],
        raw[:-1] + bytes([raw[-1] ^ 1]),
        raw[:-1],
        raw + b"\0",
        raw[:4],
    ]
    for one in changed:
        spoiled = name + b" " + base64.b64encode(one) + b"\n"
        with pytest.raises(CheckpointRefused):
            read_witnessed(NOTE + by("kiln") + by("weir") + spoiled, WORLD.directory, NOW)


def test_a_witness_that_was_taken_out_of_the_directory_counts_no_more() -> None:
    left = tuple(one for one in WORLD.directory.contents.witnesses if one.witness != "mill")
    directory = trust(WORLD.resign(lambda d: d.model_copy(update={"witnesses": left})), WORLD.root_set, TODAY)
    note = NOTE + by("kiln") + by("mill")
    assert read_witnessed(note, WORLD.directory, NOW) == HEAD
    with pytest.raises(TooFewWitnesses):
        read_witnessed(note, directory, NOW)


def test_a_directory_that_lists_one_key_twice_gets_one_witness_of_it() -> None:
    """`trust` refuses such a directory; the count does not rest on that alone."""
    twins = tuple(Witness(witness=name, sign_key=KEYS["kiln"].public) for name in ("kiln", "mill"))
    contents = WORLD.directory.contents.model_copy(update={"witnesses": twins})
    note = NOTE + by("kiln") + by("mill", key=KEYS["kiln"])
    with pytest.raises(TooFewWitnesses):
        read_witnessed(note, TrustedDirectory(contents, WORLD.directory.hash, stale=False, roots=WORLD.root_set), NOW)


def test_where_no_witness_is_asked_for_the_log_alone_is_enough() -> None:
    directory = make_consortium().directory
    assert read_witnessed(NOTE, directory, NOW) == HEAD


def test_no_moment_is_signed_that_cannot_be_written() -> None:
    for at in (-1, LATEST + 1):
        with pytest.raises(ValueError, match="1970"):
            cosign(HEAD, "kiln", KEYS["kiln"], at)
