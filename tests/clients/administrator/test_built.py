"""The built script that signs policies, as the policy zone serves it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from server.policy.staff_pages.rendering import FILES
from tests.clients.web.chromium import ROOT, nodeless
from tests.conftest import _missing


def test_the_script_that_signs_is_what_its_sources_make(tmp_path: Path) -> None:
    if what := nodeless():
        _missing(what)
    script = ROOT / "clients" / "administrator" / "page" / "build.js"
    subprocess.run(["node", str(script), str(tmp_path)], check=True, capture_output=True)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made.keys() == {"signing.js", "signing.txt"}
    assert made == {name: (FILES / name).read_bytes() for name in made}
