"""Secrets that a person types."""

from __future__ import annotations

import subprocess
import sys

SAY = "from clients.typed_secret import typed_secret; print(typed_secret('Passphrase: '))"


def test_without_a_terminal_nothing_is_asked_and_what_is_piped_in_is_not_taken() -> None:
    said = subprocess.run(
        [sys.executable, "-c", SAY],
        input="canary\n",
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        # A session of its own has no terminal, whoever runs the tests.
        start_new_session=True,
    )
    assert said.returncode == 1
    assert "NoTerminal: There is no terminal here" in said.stderr
    assert "canary" not in said.stdout + said.stderr
    assert "Passphrase:" not in said.stderr
