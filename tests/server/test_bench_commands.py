"""How `leeward bench` says what it measured, and what was missed."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
import typer
from typer.testing import CliRunner, Result

from server import bench_commands
from server.bench_commands import HELP, bench
from server.bench_goals import BENCHES, Bench, judged
from server.bench_rows import table, unmeasured

MEASURED: dict[str, Any] = {
    "figure": 958.81234,
    "limit": 800.0,
    "ratio": 1.2,
    "goal": 1.5,
    "seal": {"ratio": 1.2, "recall": None},
    "rows": [{"mode": "a"}, {"mode": "b"}],
}
WHOLE = {"figure": 5.0, "limit": 10.0, "ratio": 0.5, "goal": 0.6, "p99_ms": 9.0, "raw_p99_ms": 4.0, "p99_ratio": 2.25}
INTAKE = WHOLE | {"p99_goal": 3.0}
app = typer.Typer(pretty_exceptions_enable=False)
app.command(help=HELP)(bench)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `bench.seal` and `bench.mailboxes` will say that they measured."""
    told = dict(MEASURED)

    def run(say: object, **how: bool) -> dict[str, Any]:
        assert callable(say)
        say("measuring")
        return told | how

    load = importlib.import_module
    fake = SimpleNamespace(run=run)
    ours = {"bench.seal", "bench.mailboxes"}
    monkeypatch.setattr(importlib, "import_module", lambda name: fake if name in ours else load(name))
    return told


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


@pytest.mark.usefixtures("measured")
def test_a_person_reads_one_figure_a_line_and_whether_the_goal_was_met() -> None:
    said = [" ".join(line.split()) for line in typed("seal").stdout.splitlines()]
    figures = ["figure 958.812", "limit 800.0", "ratio 1.2", "goal 1.5"]
    assert said[:-3] == [*figures, "seal", "ratio 1.2", "rows", "mode", "a", "b"]
    assert said[-3:-1] == ["", "bench what figure limit ratio goal met"]
    assert said[-1].endswith("≤ 1.5 yes")


def test_rows_need_not_all_say_the_same(measured: dict[str, Any]) -> None:
    measured["rows"] = [{"mode": "a", "limit": 1}, {"mode": "b", "peer": 2}]
    said = [" ".join(line.split()) for line in typed("seal").stdout.splitlines()]
    assert said[said.index("rows") + 1 :][:3] == ["mode limit peer", "a 1", "b 2"]


@pytest.mark.usefixtures("measured")
def test_a_program_reads_json_and_nothing_else() -> None:
    assert json.loads(typed("seal", "--json").stdout) == MEASURED


def test_a_missed_goal_is_said_and_ends_with_status_1(measured: dict[str, Any]) -> None:
    assert typed("seal").exit_code == 0
    measured["ratio"] = 1.72
    for words in (("seal",), ("seal", "--json")):
        missed = typed(*words)
        assert missed.exit_code == 1
        assert "Missed: seal, µs of the dearest act: the ratio is 1.72, and was to be at most 1.5." in missed.stderr
        assert "Missed" not in missed.stdout


def test_quick_reaches_what_has_a_shorter_form_and_nothing_else(measured: dict[str, Any]) -> None:
    measured |= {"vault_memory_ratio": 1, "intake_memory_ratio": 1, "memory_goal": 2, "fetch_ratio": 1, "fetch_goal": 2}
    assert "quick" not in json.loads(typed("seal", "--json", "--quick").stdout)
    assert json.loads(typed("mailboxes", "--json", "--quick").stdout)["quick"] is True


def test_assumptions_reach_what_has_them_and_are_refused_by_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "ours.toml"
    other.touch()
    assert "assumes nothing that could be changed" in typed("seal", "--assumed", str(other)).stderr
    told = {
        "figure": 2,
        "limit": 3,
        "goal": 2,
        "with_calls": 3,
        "parts_ended": 0,
        "late": 0,
        "hours_too_few_on_call": 0,
    }

    def run(_say: object, assumed: Path) -> dict[str, Any]:
        return told | {"assumed": str(assumed)}

    load = importlib.import_module
    fake = SimpleNamespace(run=run)
    monkeypatch.setattr(importlib, "import_module", lambda name: fake if name == "bench.custody" else load(name))
    said = typed("custody", "--json", "--assumed", str(other))
    assert (said.exit_code, json.loads(said.stdout)["assumed"]) == (0, str(other))


def test_marked_texts_reach_what_reads_them_and_are_refused_by_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "reads no marked texts" in typed("seal", "--data", str(tmp_path)).stderr

    def run(_say: object, data: Path) -> dict[str, Any]:
        every = {goal.judged: "because it is a test" for goal in BENCHES[Bench.REDACTION].goals}
        return {"data": str(data), "not_measured": every}

    load = importlib.import_module
    fake = SimpleNamespace(run=run)
    monkeypatch.setattr(importlib, "import_module", lambda name: fake if name == "bench.redaction" else load(name))
    said = typed("redaction", "--json", "--data", str(tmp_path))
    assert (said.exit_code, json.loads(said.stdout)["data"]) == (0, str(tmp_path))
    assert "Not measured, because it is a test: court cases" in typed("redaction", "--data", str(tmp_path)).stdout


def test_every_bench_is_in_the_help_with_a_line_and_how_long_it_takes() -> None:
    said = " ".join(typed("--help").stdout.replace("│", " ").split())
    assert set(BENCHES) == set(Bench) - {Bench.ALL}
    for name, about in BENCHES.items():
        assert f"* {name}: {about.words}; {about.seconds} s" in said


def test_every_measurement_that_stands_in_the_folder_is_on_the_list() -> None:
    folder = Path(__file__).parents[2] / "bench"
    files = {file.stem: file for file in folder.glob("*.py")} | {
        file.parent.name: file for file in folder.glob("*/__init__.py")
    }
    standing = {name for name, file in files.items() if "\ndef run(" in file.read_text()}
    assert standing == {str(name) for name in BENCHES}


def test_a_bound_holds_on_its_own_side_and_what_has_none_is_neither_met_nor_missed() -> None:
    assert [row.met for row in judged(Bench.INTAKE, INTAKE)] == [False, True]
    assert [row.met for row in judged(Bench.INTAKE, INTAKE | {"ratio": 0.6, "p99_ratio": 3.1})] == [True, False]
    assert [row.met for row in judged(Bench.DETECT, MEASURED)] == [None]
    blind = {"figure": 0, "limit": 9, "goal": 0, "blind": 1, "doors_asked": 3}
    assert [row.met for row in judged(Bench.ORACLE, blind)] == [True, False]


def test_what_was_not_measured_is_neither_met_nor_missed_and_its_reason_is_said() -> None:
    rows = judged(Bench.INTAKE, {"ratio": 0.7, "goal": 0.6, "p99_goal": 3, "not_measured": {"p99_ratio": "no clock"}})
    assert [row.met for row in rows] == [True, None]
    assert list(table(rows))[-1].endswith("not measured")
    assert list(unmeasured(rows)) == ["Not measured, no clock: ms, p99 at half the pace."]


def test_what_a_bench_leaves_out_without_a_reason_is_an_error() -> None:
    with pytest.raises(KeyError):
        judged(Bench.INTAKE, {"ratio": 0.7, "goal": 0.6, "p99_goal": 3})


def test_the_table_has_a_line_for_every_goal() -> None:
    lines = [" ".join(line.split()) for line in table([*judged(Bench.INTAKE, INTAKE), *judged(Bench.SEAL, MEASURED)])]
    assert lines == [
        "bench what figure limit ratio goal met",
        "intake parts a second 5 10 0.5 ≥ 0.6 NO",
        "intake ms, p99 at half the pace 9 4 2.25 ≤ 3 yes",
        "seal µs of the dearest act 959 800 1.2 ≤ 1.5 yes",
    ]


def test_all_runs_each_by_itself_and_ends_with_one_table_and_what_was_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    two = {name: BENCHES[name] for name in (Bench.ACCESS, Bench.DOORS)}
    monkeypatch.setattr(bench_commands, "BENCHES", two)
    ran: list[Bench] = []

    class Alone:
        """Stands where a process of its own would: it takes one act, and is let go."""

        def __init__(self, workers: int, *, mp_context: object) -> None:
            assert workers == 1

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_ended: object) -> None:
            return None

        def submit(self, _act: object, what: Bench, *, quick: bool) -> SimpleNamespace:
            ran.append(what)
            figure = 0.4 if what is Bench.ACCESS else 60.0
            measured = {"figure": figure, "limit": 0.2, "ratio": 2.0, "goal": 0.3}
            return SimpleNamespace(result=lambda: measured)

    monkeypatch.setattr(bench_commands, "ProcessPoolExecutor", Alone)
    said = typed("all")
    assert ran == [Bench.ACCESS, Bench.DOORS]
    assert [" ".join(line.split()) for line in said.stdout.splitlines()] == [
        "bench what figure limit ratio goal met",
        "access ms a decision 0.4 0.2 2 ≤ 0.3 NO",
        "doors µs a request 60 0.2 2",
    ]
    assert said.exit_code == 1
    assert "Missed: access, ms a decision: the figure is 0.4, and was to be at most 0.3." in said.stderr
