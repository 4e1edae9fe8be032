"""What the gateway knew it goes on knowing: no directory that is older, or contradicts it, takes its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from clients.sms_gateway import quiet, uploads
from clients.sms_gateway.errors import BadSettings, OtherDirectory, RootsReplaced
from clients.sms_gateway.papers import Papers
from clients.to_intake import Intake
from protocol.directory import Forked, RolledBack
from protocol.roots import NotEnoughRoots, RootSet
from tests.changed_roots import FIRST_ROOTS, SIGNED_BY_FIRST, SIGNED_BY_LATER, WITHOUT_CHANGES, WRITTEN
from tests.worlds import Clock, Consortium, make_consortium

pytestmark = pytest.mark.anyio


def directory(consortium: Consortium, number: int, **changes: Any) -> bytes:
    """One that the roots signed, after the consortium's own, which is number 1."""
    changes = {"number": number, "previous": consortium.directory.hash} | changes
    return consortium.resign(lambda one: one.model_copy(update=changes)).to_bytes()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def begin(pinned: Path, own: Path) -> Callable[..., Papers]:
    def begin(handed: bytes = b"") -> Papers:
        answer = httpx.MockTransport(lambda _: httpx.Response(200, content=handed))
        return Papers(pinned, own, "xa", Intake("http://i.invalid", transport=answer), Clock())

    return begin


def known(papers: Papers) -> int:
    return papers.directory().contents.number


def test_an_older_directory_is_not_taken_nor_one_that_contradicts_the_known_one(
    begin: Callable[..., Papers], consortium: Consortium, own: Path
) -> None:
    second = directory(consortium, 2)
    begin(second).refresh()
    assert (own / "directory.cbor").read_bytes() == second
    other = directory(consortium, 2, work_bits=3)
    for handed, refused in ((consortium.signed.to_bytes(), RolledBack), (other, Forked)):
        papers = begin(handed)
        for take in (papers.look, papers.refresh):
            with pytest.raises(refused):
                take()
        assert known(papers) == 2
    assert (own / "directory.cbor").read_bytes() == second


def test_what_was_known_outlasts_the_pinned_folder(
    begin: Callable[..., Papers], consortium: Consortium, pinned: Path
) -> None:
    begin(directory(consortium, 2)).refresh()
    assert known(begin()) == 2  # the pinned one is still the first
    (pinned / "directory.cbor").unlink()
    assert known(begin()) == 2
    with pytest.raises(RolledBack):
        begin(consortium.signed.to_bytes()).refresh()


def test_what_was_handed_over_is_kept_before_anything_is_fetched(
    begin: Callable[..., Papers], consortium: Consortium, pinned: Path, own: Path
) -> None:
    (pinned / "directory.cbor").write_bytes(directory(consortium, 2))
    begin().keep()
    assert (own / "directory.cbor").read_bytes() == directory(consortium, 2)
    (pinned / "directory.cbor").unlink()
    with pytest.raises(RolledBack):
        begin(consortium.signed.to_bytes()).refresh()


def test_a_newer_directory_can_be_handed_over_and_one_that_contradicts_stops_the_start(
    begin: Callable[..., Papers], consortium: Consortium, pinned: Path
) -> None:
    taken = begin(directory(consortium, 2)).refresh()
    (pinned / "directory.cbor").write_bytes(directory(consortium, 3, previous=taken.hash))
    assert known(begin()) == 3
    (pinned / "directory.cbor").write_bytes(directory(consortium, 2, work_bits=3))
    with pytest.raises(OtherDirectory, match=r"contradicts the one that this gateway knew.*remove the other"):
        begin()


def test_other_roots_than_those_it_had_stop_the_start_and_so_does_what_its_own_refuse(
    begin: Callable[..., Papers], consortium: Consortium, pinned: Path
) -> None:
    begin(directory(consortium, 2)).refresh()
    other = make_consortium("others", custodians=3, quorums=(2, 2, 2))
    roots = (pinned / "roots.cbor").read_bytes()
    (pinned / "roots.cbor").write_bytes(RootSet.from_bytes(other.root_set.to_bytes()).to_bytes())
    (pinned / "directory.cbor").write_bytes(other.signed.to_bytes())
    with pytest.raises(RootsReplaced, match=r"put back the roots\.cbor that it had"):
        begin()
    (pinned / "roots.cbor").write_bytes(roots)
    with pytest.raises(BadSettings, match="nothing that those roots refuse"):
        begin()


def test_rubbish_in_its_own_folder_is_not_taken_for_other_roots(begin: Callable[..., Papers], own: Path) -> None:
    (own / "directory.cbor").write_bytes(b"\xa1")
    with pytest.raises(BadSettings, match="in the journal's folder as directory"):
        begin()


def test_what_the_roots_it_was_given_do_not_lead_to_is_not_kept(tmp_path: Path) -> None:
    """Whoever hands it out can leave the changes of roots out: it followed them, and begins anew at its next start."""
    for folder in ("pinned", "own"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pinned" / "roots.cbor").write_bytes(FIRST_ROOTS.to_bytes())
    said = iter((SIGNED_BY_FIRST, SIGNED_BY_LATER, WITHOUT_CHANGES, WITHOUT_CHANGES))
    answer = httpx.MockTransport(lambda _: httpx.Response(200, content=next(said).to_bytes()))

    def begin() -> Papers:
        intake = Intake("http://i.invalid", transport=answer)
        return Papers(tmp_path / "pinned", tmp_path / "own", "xa", intake, lambda: WRITTEN * 86_400)

    papers = begin()
    papers.refresh()
    papers.refresh()
    for take in (papers.look, papers.refresh):
        with pytest.raises(NotEnoughRoots):
            take()
    assert (tmp_path / "own" / "directory.cbor").read_bytes() == SIGNED_BY_LATER.to_bytes()
    begin()


async def test_a_refused_directory_is_said_once_and_not_taken_for_an_intake_that_is_away(
    begin: Callable[..., Papers], consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(directory(consortium, 2)).refresh()
    papers, said, looks = begin(consortium.signed.to_bytes()), list[quiet.Event](), list[int]()
    fetch = papers.refresh
    monkeypatch.setattr(papers, "refresh", lambda: looks.append(1) or fetch())
    monkeypatch.setattr(uploads, "_REFRESH", 0.0)
    monkeypatch.setattr(quiet, "say", said.append)
    looking = asyncio.create_task(uploads.keep_directory_fresh(papers, Clock()))
    for _ in range(2000):
        await asyncio.sleep(0.005 if len(looks) < 4 else 0)
    looking.cancel()
    assert len(looks) >= 4
    assert said == [quiet.Event.DIRECTORY_REFUSED]
    assert known(papers) == 2
