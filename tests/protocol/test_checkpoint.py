from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.checkpoint import (
    MAX_NOTE,
    MAX_SIGNATURES,
    Checkpoint,
    check_grown,
    check_logged,
    open_note,
    read_checkpoint,
    sign_checkpoint,
    sign_note,
    signature_line,
    verifier_key,
)
from protocol.errors import CheckpointRefused, ConsistencyRefused, InclusionRefused
from protocol.merkle import EMPTY_ROOT, MAX_SIZE, consistency_proof, inclusion_proof, leaf_hash, nodes_of, root_at
from protocol.primitives import SignKey
from tests.protocol.known_answers import known_answers

ANSWERS = known_answers("ledger")
ORIGIN = "log.leeward.example/1"
KEY, OTHER = SignKey(bytes(32)), SignKey(b"\1" * 32)
HEAD = Checkpoint(ORIGIN, 1234, bytes(range(32)))
NOTE = sign_checkpoint(HEAD, KEY)


@given(st.integers(0, MAX_SIZE), st.binary(min_size=32, max_size=32))
def test_what_the_log_signs_is_read(size: int, root: bytes) -> None:
    head = Checkpoint(ORIGIN, size, root)
    assert read_checkpoint(sign_checkpoint(head, KEY), ORIGIN, KEY.public) == head


def test_a_note_is_written_as_go_writes_it() -> None:
    note = ANSWERS["note"]
    key = SignKey(bytes.fromhex(note["seed"]))
    assert signature_line(note["text"], note["name"], key) == note["signature_line"]
    assert verifier_key(note["name"], key.public) == note["verifier_key"]
    whole = f"{note['text']}\n{note['signature_line']}".encode()
    assert sign_note(note["text"], note["name"], key) == whole
    assert open_note(whole, note["name"], key.public) == note["text"]


def test_a_checkpoint_is_written_as_the_specification_shows() -> None:
    text = ANSWERS["checkpoint"]["text"]
    origin, size, root = text.split("\n")[:3]
    assert Checkpoint(origin, int(size), base64.b64decode(root)).text() == text


def test_another_logs_key_is_refused() -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(NOTE, ORIGIN, OTHER.public)
    with pytest.raises(CheckpointRefused):
        read_checkpoint(sign_checkpoint(HEAD, OTHER), ORIGIN, KEY.public)


def test_another_logs_origin_is_refused() -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(NOTE, "log.leeward.example/2", KEY.public)


def test_a_head_of_another_log_signed_under_our_name_is_refused() -> None:
    note = sign_note(HEAD.text().replace("example/1", "example/2"), ORIGIN, KEY)
    with pytest.raises(CheckpointRefused):
        read_checkpoint(note, ORIGIN, KEY.public)


@given(st.integers(0, len(NOTE) - 1), st.integers(0, 7))
def test_one_changed_bit_is_refused(at: int, bit: int) -> None:
    changed = bytearray(NOTE)
    changed[at] ^= 1 << bit
    with pytest.raises(CheckpointRefused):
        read_checkpoint(bytes(changed), ORIGIN, KEY.public)


@given(st.integers(0, len(NOTE) - 1))
def test_a_checkpoint_cut_short_is_refused(end: int) -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(NOTE[:end], ORIGIN, KEY.public)


def _signed(text: str) -> bytes:
    return sign_note(text, ORIGIN, KEY)


@pytest.mark.parametrize("size", ["01", "+1", "-1", "1.0", " 1", "1_0", "", "٣", "0x1", "9" * 19, "9" * 5000])
def test_a_size_has_one_spelling_and_a_bound(size: str) -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(_signed(f"{ORIGIN}\n{size}\n{base64.b64encode(EMPTY_ROOT).decode()}\n"), ORIGIN, KEY.public)


ROOT64 = base64.b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(
    "root",
    [ROOT64[:-1], ROOT64[:-2] + "9=", ROOT64 + "====", ROOT64[:-4], "", " " + ROOT64, "-" + ROOT64[1:], "é" * 44],
)
def test_a_root_has_one_spelling(root: str) -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(_signed(f"{ORIGIN}\n5\n{root}\n"), ORIGIN, KEY.public)


@pytest.mark.parametrize("lines", ["more\n", "\n", "a\nb\n"])
def test_extension_lines_are_refused(lines: str) -> None:
    """What no auditor checks has no place under the log's signature."""
    with pytest.raises(CheckpointRefused):
        read_checkpoint(_signed(HEAD.text() + lines), ORIGIN, KEY.public)


@pytest.mark.parametrize("text", [f"{ORIGIN}\n", f"{ORIGIN}\n5\n", "\n", "\n\n\n\n"])
def test_missing_lines_are_refused(text: str) -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(_signed(text), ORIGIN, KEY.public)


@pytest.mark.parametrize("note", [HEAD.text(), HEAD.text() + "\n", NOTE.decode().replace("\n\n", "\n")])
def test_a_note_without_a_blank_line_or_a_signature_is_refused(note: str) -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(note.encode(), ORIGIN, KEY.public)


def test_signatures_of_others_are_let_stand_and_not_believed() -> None:
    line = signature_line(HEAD.text(), "witness.example/w", OTHER).encode()
    assert read_checkpoint(NOTE + line, ORIGIN, KEY.public) == HEAD
    with pytest.raises(CheckpointRefused):
        read_checkpoint(HEAD.text().encode() + b"\n" + line, ORIGIN, KEY.public)


def test_an_older_key_of_the_log_beside_the_right_one_is_let_stand() -> None:
    assert read_checkpoint(NOTE + signature_line(HEAD.text(), ORIGIN, OTHER).encode(), ORIGIN, KEY.public) == HEAD


def test_a_bad_signature_of_ours_beside_a_good_one_is_refused() -> None:
    stale = signature_line("another text\n", ORIGIN, KEY).encode()
    for note in (NOTE + stale, HEAD.text().encode() + b"\n" + stale + NOTE.split(b"\n\n")[1]):
        with pytest.raises(CheckpointRefused):
            read_checkpoint(note, ORIGIN, KEY.public)


def test_more_signatures_than_the_bound_are_refused() -> None:
    line = signature_line(HEAD.text(), "witness.example/w", OTHER).encode()
    assert read_checkpoint(NOTE + line * (MAX_SIGNATURES - 1), ORIGIN, KEY.public) == HEAD
    with pytest.raises(CheckpointRefused):
        read_checkpoint(NOTE + line * MAX_SIGNATURES, ORIGIN, KEY.public)


def test_a_note_over_its_bound_is_refused_unread() -> None:
    line = f"\u2014 witness.example/w {base64.b64encode(bytes(60_000)).decode()}\n".encode()
    assert len(NOTE + line) > MAX_NOTE
    with pytest.raises(CheckpointRefused):
        read_checkpoint(NOTE + line, ORIGIN, KEY.public)


@pytest.mark.parametrize(
    "line",
    [
        "- log.leeward.example/1 AAAA\n",
        "log.leeward.example/1 AAAA\n",
        "\u2014log.leeward.example/1 AAAA\n",
        "\u2014 log.leeward.example/1\n",
        "\u2014 log.leeward.example/1 AAA\n",
        "\u2014  AAAA\n",
        "\u2014 a+b AAAA\n",
        "\u2014 a\u00a0b AAAA\n",
        "\u2014 name AAAA AAAA\n",
        "\u2014 name AAAA",
        "text\n",
    ],
)
def test_a_signature_line_has_one_form(line: str) -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(NOTE + line.encode(), ORIGIN, KEY.public)


@pytest.mark.parametrize("text", ["tab\there\n", "return\r\n", "nul\0\n", "no newline", ""])
def test_control_characters_are_neither_signed_nor_read(text: str) -> None:
    with pytest.raises(CheckpointRefused):
        sign_note(text, ORIGIN, KEY)
    with pytest.raises(CheckpointRefused):
        open_note(f"{text}\n{signature_line(text, ORIGIN, KEY)}".encode(), ORIGIN, KEY.public)


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\nb", "é", "x" * 129, "a\u3000b"])
def test_an_origin_has_no_space_plus_or_newline(origin: str) -> None:
    """An origin with a newline in it would write a size and a root of its own."""
    with pytest.raises(CheckpointRefused):
        Checkpoint(origin, 0, EMPTY_ROOT)
    with pytest.raises(CheckpointRefused):
        signature_line("text\n", origin, KEY)


@pytest.mark.parametrize(("size", "root"), [(-1, bytes(32)), (MAX_SIZE + 1, bytes(32)), (1, bytes(31)), (1, b"")])
def test_no_checkpoint_outside_its_bounds(size: int, root: bytes) -> None:
    with pytest.raises(CheckpointRefused):
        Checkpoint(ORIGIN, size, root)


@given(st.binary(max_size=300) | st.text(alphabet="—\n a1=", max_size=60).map(str.encode))
def test_arbitrary_notes_raise_nothing_but_a_refusal(note: bytes) -> None:
    with pytest.raises(CheckpointRefused):
        read_checkpoint(note, ORIGIN, KEY.public)


ENTRIES = [bytes([number]) * 32 for number in range(50)]
NODES = nodes_of([leaf_hash(entry) for entry in ENTRIES])
HEADS = [Checkpoint(ORIGIN, size, root_at(NODES, size)) for size in range(51)]


@given(st.integers(1, 50), st.data())
def test_a_leaf_is_proved_against_a_signed_head(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(NODES, index, size)
    check_logged(ENTRIES[index], index, proof, HEADS[size])
    with pytest.raises(InclusionRefused):
        check_logged(b"\xff" * 32, index, proof, HEADS[size])


@given(st.integers(0, 50), st.data())
def test_a_log_is_followed_from_head_to_head_and_never_back(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, new))
    check_grown(HEADS[old], HEADS[new], consistency_proof(NODES, old, new))
    if old < new:
        with pytest.raises(ConsistencyRefused):
            check_grown(HEADS[new], HEADS[old], consistency_proof(NODES, old, new))


def test_one_log_does_not_grow_into_another() -> None:
    other = Checkpoint("log.leeward.example/2", 9, HEADS[9].root)
    with pytest.raises(ConsistencyRefused):
        check_grown(HEADS[5], other, consistency_proof(NODES, 5, 9))
