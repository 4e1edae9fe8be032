"""The custodian's page with acts that only pretend, under the headers with which the policy zone serves it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from playwright.sync_api import Page, Route

from server.policy.custodian_page import PageFiles, read_page

HERE = Path(__file__).parent
HOME = "http://localhost"


def made(folder: Path) -> PageFiles:
    """Built anew, into a folder, and read from there."""
    command = ["node", str(HERE / "pretend_page.js")]
    files = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_page(folder, ())


def serve(page: Page, files: PageFiles) -> None:
    """Nobody listens at HOME: each request is answered here."""

    def answer(route: Route) -> None:
        found = files.answers.get(route.request.url.removeprefix(HOME).split("#")[0])
        if found is None:
            route.fulfill(status=404)
            return
        headers = {name.decode(): value.decode() for name, value in found.raw_headers}
        route.fulfill(status=200, headers=headers, body=bytes(found.body))

    page.route(f"{HOME}/**", answer)
