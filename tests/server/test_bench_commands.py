"""How `leeward bench` says what it measured."""

from __future__ import annotations

import importlib
import json
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner, Result

from server.bench_commands import bench

MEASURED = {
    "figure": 958.81234,
    "goal": 1.5,
    "seal": {"ratio": 1.2, "recall": None},
    "rows": [{"mode": "a"}, {"mode": "b"}],
}
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(bench)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(say: object) -> dict[str, object]:
        assert callable(say)
        say("measuring")
        return MEASURED

    load = importlib.import_module
    fake = SimpleNamespace(run=run)
    monkeypatch.setattr(importlib, "import_module", lambda name: fake if name == "bench.seal" else load(name))


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, ["seal", *words])


@pytest.mark.usefixtures("measured")
def test_a_person_reads_one_figure_a_line() -> None:
    said = [" ".join(line.split()) for line in typed().stdout.splitlines()]
    assert said == ["figure 958.812", "goal 1.5", "seal", "ratio 1.2", "rows", "mode a", "rows", "mode b"]


@pytest.mark.usefixtures("measured")
def test_a_program_reads_json_and_nothing_else() -> None:
    assert json.loads(typed("--json").stdout) == MEASURED
