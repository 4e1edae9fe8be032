from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.accounts import recovery_hash
from protocol.encoding import encode
from protocol.errors import InclusionRefused, Malformed, ProtocolError
from protocol.ledger import EntryKind, LedgerEntry, check_commitment, commit, dummy_leaf
from protocol.merkle import leaf_hash
from tests.protocol.known_answers import known_answers

ENTRY = LedgerEntry(kind=EntryKind.WITHDRAWAL, subject=b"s" * 32, day=20_778)
R = b"r" * 32


@given(
    st.sampled_from(EntryKind),
    st.binary(min_size=32, max_size=32),
    st.integers(0, 100_000),
    st.binary(min_size=32, max_size=32),
)
def test_an_auditor_reads_what_a_leaf_commits_to(kind: EntryKind, subject: bytes, day: int, r: bytes) -> None:
    entry = LedgerEntry(kind=kind, subject=subject, day=day)
    assert check_commitment(commit(entry.to_bytes(), r), entry.to_bytes(), r) == entry


def test_a_leaf_commits_to_one_entry_only() -> None:
    leaf = commit(ENTRY.to_bytes(), R)
    other = ENTRY.model_copy(update={"kind": EntryKind.RELEASE})
    with pytest.raises(InclusionRefused):
        check_commitment(leaf, other.to_bytes(), R)


def test_an_entry_is_not_shown_by_another_r() -> None:
    leaf = commit(ENTRY.to_bytes(), R)
    for r in (bytes(32), R[:-1], R + b"\0", b""):
        with pytest.raises(InclusionRefused):
            check_commitment(leaf, ENTRY.to_bytes(), r)


def test_equal_entries_have_unequal_leaves() -> None:
    """Else anyone could try the few kinds, days and ids there are, and read the log."""
    assert commit(ENTRY.to_bytes(), R) != commit(ENTRY.to_bytes(), bytes(32))


@pytest.mark.parametrize("r", [b"", b"short", bytes(33)])
def test_a_commitment_takes_32_random_bytes(r: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        commit(ENTRY.to_bytes(), r)


def test_a_dummy_is_as_long_as_a_commitment() -> None:
    assert len(dummy_leaf()) == len(commit(ENTRY.to_bytes(), R)) == 32
    assert dummy_leaf() != dummy_leaf()


def test_an_entry_has_no_field_but_kind_subject_and_day() -> None:
    assert set(LedgerEntry.model_fields) == {"type", "kind", "subject", "day"}
    with pytest.raises(Malformed):
        LedgerEntry.from_bytes(encode({**ENTRY.model_dump(), "note": "who it was"}))


@pytest.mark.parametrize(
    "change", [{"kind": "gossip"}, {"day": -1}, {"subject": b"s" * 31}, {"type": "leeward/v1/part"}]
)
def test_an_entry_is_coded(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        LedgerEntry.from_bytes(encode({**ENTRY.model_dump(), **change}))


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_but_a_protocol_error(raw: bytes) -> None:
    with pytest.raises(ProtocolError):
        LedgerEntry.from_bytes(raw)
    with pytest.raises(ProtocolError):
        check_commitment(commit(raw, R), raw, R)


@pytest.mark.parametrize("answer", known_answers("entries")["entries"], ids=lambda answer: answer["kind"])
def test_leaves_are_those_made_in_javascript(answer: dict[str, str]) -> None:
    raw, r, leaf = (bytes.fromhex(answer[field]) for field in ("entry", "r", "leaf"))
    assert commit(raw, r) == leaf
    assert check_commitment(leaf, raw, r).kind == answer["kind"]
    assert leaf_hash(leaf).hex() == answer["leaf_hash"]


def test_every_kind_has_a_known_answer() -> None:
    assert {answer["kind"] for answer in known_answers("entries")["entries"]} == set(EntryKind)


def test_a_recovery_is_logged_under_the_hash_made_in_javascript() -> None:
    told = known_answers("entries")["recovery"]
    who = (told["person"], told["proposed_by"], told["confirmed_by"])
    assert recovery_hash(bytes.fromhex(told["id"]), *who, told["day"]).hex() == told["subject"]
