"""A rehearsal lives a directory's whole life by the real code, and says that nothing of it is real."""

from __future__ import annotations

import pytest

from clients.founder import draft as drafts
from clients.founder import rehearsal as rehearsals
from clients.founder.errors import AlreadyThere
from clients.founder.rehearsal import NOT_REAL, Rehearsal
from protocol.errors import TooFewCustodians
from tests.clients.founder.test_papers import TODAY, run


def test_it_begins_joins_sits_in_leaves_loses_renews_reads_and_restores(tmp_path):
    folder = tmp_path / "rehearsed"
    said = run("directory", "rehearse", folder)
    told = (
        "Begun",
        "joined",
        "sat in",
        "left",
        "lost",
        "A root was lost",
        "A desk made new keys: 2 boxes",
        "opened by three seats",
        "restored",
        "Nothing in this",
    )
    for words in told:
        assert words in said
    assert NOT_REAL in (folder / "REHEARSAL.txt").read_text()
    contents = drafts.check(folder, TODAY).contents
    assert [seat.custodian for seat in contents.compartments[0].seats] == ["t-1", "t-7", "t-3", "t-8", "t-5", "t-6"]
    assert (contents.number, contents.epoch, contents.substitutes) == (8, 2, ())


def test_a_folder_that_is_there_is_never_rehearsed_in(tmp_path):
    run("directory", "rehearse", tmp_path, refused=AlreadyThere)
    assert list(tmp_path.iterdir()) == []


def test_what_would_fail_in_earnest_fails_in_a_rehearsal(tmp_path, monkeypatch):
    """A helper too few: it stops there, and does not say that anything went well."""
    monkeypatch.setattr(rehearsals, "open_rewrapped_part", _too_few)
    said = []
    with pytest.raises(TooFewCustodians):
        said.extend(Rehearsal.new(tmp_path / "rehearsed", TODAY).live())


def _too_few(*_):
    raise TooFewCustodians
