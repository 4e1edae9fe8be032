"""What a demo that fails leaves to whoever must find out why."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.demo import stage
from server.demo.errors import StepFailed
from server.demo.ground import Ground
from server.demo.processes import zone_process
from server.demo.stage import Stage, staged
from server.demo.telling import Teller
from server.embedded_postgres import EmbeddedPostgres


def test_a_step_that_fails_says_how_the_logs_end_before_they_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes = {name: zone_process(name, tmp_path / "x.toml", 1, tmp_path) for name in ("vault", "intake", "ledger")}
    (tmp_path / "vault.log").write_text("started\n" + "1" * 400 + "\n\x1b[2J\nfault exception=DBAPIError\n")
    (tmp_path / "intake.log").write_text("")
    up = Stage(Ground(tmp_path, 0), EmbeddedPostgres.__new__(EmbeddedPostgres), processes)
    monkeypatch.setattr(stage, "_set_up", lambda *_: up)
    with pytest.raises(StepFailed) as failed, staged(Teller(as_json=True), 20_000):
        raise StepFailed("No answer came.")
    ends = f"{'1' * 300} / ?[2J / fault exception=DBAPIError"
    assert str(failed.value) == f"No answer came. The logs end: vault: {ends}"
