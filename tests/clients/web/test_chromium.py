"""The browser of the tests is one that a whole run may use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from playwright.sync_api import Browser

from tests.clients.web.chromium import lacking, running
from tests.room import temporary_below


def _command_line(browser: Browser) -> list[str]:
    said: list[str] = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"].split(" --")
    return said


def test_its_profile_lies_below_no_folder_that_ends_before_it(
    missing: Callable[[str], NoReturn], tmp_path: Path
) -> None:
    if what := lacking():
        missing(what)
    with temporary_below(tmp_path), running() as browser:
        [profile] = [one for one in browser.do(_command_line) if one.startswith("user-data-dir=")]
    assert not profile.startswith(f"user-data-dir={tmp_path}")
