"""The page that sources open in a browser: made from the built pages, logged, and proved before intake serves it.

As people do it (docs/operating.md), by the same functions and commands.
"""

from __future__ import annotations

import time
from pathlib import Path

from clients.founder.page import install
from server.demo.errors import DidNotStart, StepFailed
from server.demo.ground import Ground
from server.demo.processes import run

BUILT = Path(__file__).parents[2] / "clients" / "web" / "built"
FOLDER = "page"
_MANIFEST, _RECORD = "page.manifest", "page.record"
_SECONDS = 60.0
_AGAIN = 0.25


def check_built() -> None:
    """Before anything is started. Raises StepFailed where there is no page to serve."""
    if not any(BUILT.glob("*.html")):
        raise StepFailed("The built pages are not in clients/web/built. Type: make web")


def install_page(ground: Ground) -> int:
    """Put the built pages together with the roots and the directory, and name them to intake; how many languages."""
    made = install(BUILT, ground.directory, ground.path(FOLDER))
    with ground.path("settings", "intake.toml").open("a") as settings:
        settings.write(f'page = "../{FOLDER}"\n')
    return len(made.manifest.pages)


def give_to_log(ground: Ground) -> None:
    """As `leeward web log` on the policy zone's machine; the zone need not run yet."""
    run("server.cli", "web", "log", *_named(ground))


def prove(ground: Ground) -> None:
    """Put the record beside the page, once the log has proved the manifest. Raises DidNotStart."""
    end = time.monotonic() + _SECONDS
    while not _recorded(ground, last=time.monotonic() > end):
        time.sleep(_AGAIN)


def _recorded(ground: Ground, *, last: bool) -> bool:
    """`last`: say why it is not there."""
    try:
        run("server.cli", "web", "record", *_named(ground), "--out", str(ground.path(FOLDER, _RECORD)))
    except DidNotStart:
        if last:
            raise
        return False
    return True


def _named(ground: Ground) -> tuple[str, ...]:
    return str(ground.path(FOLDER, _MANIFEST)), "--config", str(ground.path("settings", "policy.toml"))
