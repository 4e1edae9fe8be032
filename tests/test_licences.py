"""`docs/licences.md` has a line for all that is locked, and nothing that is locked is under a licence that bars us."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/licences.md").read_text()
LINES = dict(re.findall(r"^\| `([a-z0-9.-]+)` \| ([^|]+?) \|$", PAGE, re.MULTILINE))
LOCKS = (*ROOT.glob("requirements*.lock"), *ROOT.glob("bench/presidio/*.lock"))
# Not for commerce, no derivatives, or only the version of the GPL that AGPL-3.0 may not be joined with.
BARRED = re.compile(r"\bNC\b|NonCommercial|\bND\b|GPL-2\.0-only|proprietary|SSPL|BUSL", re.IGNORECASE)


def locked(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+)==", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(ROOT)))
def test_every_locked_package_has_a_line_with_its_licence(lock: Path) -> None:
    assert locked(lock)
    assert locked(lock) - LINES.keys() == set()


def test_no_line_speaks_of_what_nobody_asks_for() -> None:
    asked = {
        word for file in ROOT.glob("requirements*.in") for word in re.findall(r"(?m)^[a-z0-9-]+", file.read_text())
    }
    everywhere = asked.union(*map(locked, LOCKS))
    data = PAGE.split("## Data and weights")[1]
    assert {name for name in LINES if f"| `{name}` |" not in data} - everywhere == set()


def test_no_licence_forbids_what_we_do() -> None:
    assert len(LOCKS) >= 4
    assert not [name for name, licence in LINES.items() if BARRED.search(licence)]
    assert BARRED.search("CC-BY-NC-4.0")


def test_every_model_that_is_pinned_says_whose_it_is() -> None:
    pins = (ROOT / "server/recognizers/pins.toml").read_text()
    data = PAGE.split("## Data and weights")[1]
    for package in re.findall(r'^folder = "([a-z_]+)/', pins, re.MULTILINE):
        assert f"| `{package.replace('_', '-')}` |" in data
