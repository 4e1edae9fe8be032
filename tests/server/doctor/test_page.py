"""What the doctor says of the page is what anyone outside would find; and never that it is well without a look."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clients.auditor.page_visit import Against, visit
from clients.to_intake import Intake
from server.doctor import page
from server.doctor.findings import Health
from server.doctor.told import read_files, read_told
from server.intake.start import Settings
from tests.clients.auditor.site import CONSORTIUM, Served, Site
from tests.worlds import Clock


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    """Whoever asks at any port asks this one."""
    site = Site()
    monkeypatch.setattr(page, "Intake", lambda _at, seconds: site.door())
    return site


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    return CONSORTIUM.write_pinned(tmp_path / "pinned")


def test_a_page_that_is_what_was_logged_is_well(site: Site, pinned: Path) -> None:
    found = page.look_at_page("127.0.0.1", 1, pinned, Clock())
    assert (found.check, found.health) == ("page", Health.OK), found.said


def _no_record(site: Site) -> None:
    site.record = site.record.model_copy(update={"evidence": None})


def _another_page(site: Site) -> None:
    def lie(served: Served, _request: object) -> None:
        served.body = served.body.replace(b"go(", b"no(")

    site.lie = lie


def _another_header(site: Site) -> None:
    site.lie = lambda served, _request: served.headers.append(("set-cookie", "canary=1"))


@pytest.mark.parametrize("change", [_no_record, _another_page, _another_header])
def test_one_that_is_not_is_bad_and_the_first_thing_wrong_is_said(
    site: Site, pinned: Path, change: Callable[[Site], None]
) -> None:
    change(site)
    found = page.look_at_page("127.0.0.1", 1, pinned, Clock())
    assert found.health is Health.BAD
    assert "canary" not in found.said
    assert "leeward web verify" in found.said


def test_an_intake_that_does_not_run_is_not_said_to_be_well(pinned: Path) -> None:
    assert page.look_at_page("127.0.0.1", 1, pinned, Clock()).health is Health.CANNOT_TELL


@pytest.mark.parametrize("folder", [None, Path("/nowhere")])
def test_without_roots_nothing_is_said_to_be_well(site: Site, folder: Path | None) -> None:
    assert page.look_at_page("127.0.0.1", 1, folder, Clock()).health is Health.CANNOT_TELL


def test_one_that_answers_too_slowly_is_left(site: Site, pinned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "SECONDS", 0.0)

    def slowly(door: Intake, against: Against) -> Iterator[object]:
        for one in visit(door, against):
            time.sleep(0.001)
            yield one

    monkeypatch.setattr(page, "visit", slowly)
    assert page.look_at_page("127.0.0.1", 1, pinned, Clock()).health is Health.CANNOT_TELL
    assert len(site.asked) < 5


def test_the_folder_of_the_page_is_looked_at_as_a_file_that_others_must_not_change(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "intake.toml").write_text('port = 1\npage = "page"\n')
    told = read_told(Settings, tmp_path / "intake.toml", {})
    assert told.page == tmp_path / "page"
    assert "page" in {facts.setting for facts in read_files(told, tmp_path / "intake.toml")}
