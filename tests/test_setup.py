"""The set-up itself: what is locked, what `make` knows, and that both say the same as the tree."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.conftest import _missing

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
EXTRAS = ("requirements-recognizers.lock", "requirements-faces.lock")


def locked(name: str) -> dict[str, str]:
    """The blocks of a lock file by package."""
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    return {block.split("==")[0]: block for block in blocks}


@pytest.mark.parametrize("name", [*LOCKS, *EXTRAS])
def test_a_lock_carries_no_address(name) -> None:
    for line in (ROOT / name).read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9a-z.]+( ; [^/@]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


@pytest.mark.parametrize("name", [*LOCKS, *EXTRAS])
def test_every_locked_package_has_its_hashes(name) -> None:
    assert all("--hash=sha256:" in block for block in locked(name).values())


def test_the_test_lock_is_the_runtime_lock_and_more() -> None:
    running, testing = (locked(name) for name in LOCKS)
    assert {name: testing[name].split(" \\")[0] for name in running} == {
        name: block.split(" \\")[0] for name, block in running.items()
    }


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_package_that_is_asked_for_is_locked_and_has_a_reason(name) -> None:
    reasons = (ROOT / "docs/decisions/0002-dependencies.md").read_text()
    for line in (ROOT / name).read_text().splitlines():
        if asked := re.match(r"[a-z][a-z0-9-]*", line):
            assert asked[0] in locked(name.replace(".in", ".lock"))
            assert f"`{asked[0]}`" in reasons


@pytest.mark.parametrize(("with_", "extra"), [(LOCKS[0], EXTRAS[0]), EXTRAS])
def test_what_an_extra_shares_with_what_it_is_beside_is_of_one_version(with_: str, extra: str) -> None:
    running, beside = locked(with_), locked(extra)
    shared = running.keys() & beside.keys()
    assert shared
    assert {name: beside[name].split(" \\")[0] for name in shared} == {
        name: running[name].split(" \\")[0] for name in shared
    }


def test_every_extra_is_locked_and_has_a_reason() -> None:
    reasons = (ROOT / "docs/decisions/0002-dependencies.md").read_text()
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    for extra, lines in extras.items():
        for asked in {re.match(r"[a-z-]+", line)[0] for line in lines}:
            assert asked in locked(EXTRAS[extra == "faces"])
            assert f"`{asked}`" in reasons


def test_what_make_test_leaves_out_ci_runs_with_what_it_asks_for(missing) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    marks = [line.split(":")[0] for line in project["markers"]]
    assert project["addopts"][-2:] == ["-m", " and ".join(f"not {mark}" for mark in marks)]
    assert f"\nmake {' '.join(marks)}\n" in (ROOT / ".ci/run").read_text()
    for mark in marks:
        said = make(missing, "--dry-run", mark, "TEST=")
        assert re.search(rf" -r requirements-{mark}.lock\n.*/pytest -q -m {mark}\n", said)


def test_make_alone_prints_help_that_lists_every_target(missing) -> None:
    said = make(missing)
    assert said == make(missing, "help")
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets
    for target in targets[1].split():
        assert re.search(rf"^  make {target} +\S", said, re.MULTILINE), target


def test_demo_takes_once_and_a_report(missing) -> None:
    said = make(missing, "--dry-run", "demo", "ONCE=1", "REPORT=my words.txt", "RUN=")
    assert ".venv/bin/leeward demo --once --report 'my words.txt'" in said
    assert ".venv/bin/leeward demo\n" in re.sub(" +\n", "\n", make(missing, "--dry-run", "demo", "RUN="))


def test_a_python_that_is_too_old_is_answered_with_what_to_type(missing, tmp_path) -> None:
    said = make(missing, f"VENV={tmp_path}/venv", "setup", "PYTHON=", "UV=", fails=True)
    assert "needs Python 3.11 or newer. Type one of: sudo apt install" in said


def test_a_missing_venv_module_is_answered_with_what_to_type(missing, tmp_path) -> None:
    without = tmp_path / "python"
    without.write_text(f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    without.chmod(0o755)
    said = make(missing, f"VENV={tmp_path}/venv", "setup", f"PYTHON={without}", "UV=", fails=True)
    assert f"Type: sudo apt install python3.{sys.version_info[1]}-venv" in said


def test_nothing_in_the_set_up_says_where_packages_come_from() -> None:
    for name in ("Makefile", ".ci/run", "pyproject.toml", "requirements.in", "requirements-dev.in"):
        assert not re.search(r"index-url|find-links|https?://", (ROOT / name).read_text()), name


def make(missing: Callable[[str], NoReturn], *words: str, fails: bool = False) -> str:
    if shutil.which("make") is None:
        missing("make")
    done = subprocess.run(
        ["make", "--no-print-directory", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode != 0) == fails, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"ar.html": "a", "en.html": "e"}, {"ar.html": "a", "en.html": "e"}, "The same as before."),
        ({"ar.html": "a", "en.html": "e"}, {"ar.html": "a", "en.html": "E"}, "Changed: en.html."),
        ({}, {"en.html": "e", "ar.html": "a"}, "Changed: ar.html, en.html."),
        ({"en.html": "e", "xx.html": ""}, {"en.html": "e"}, "Of no catalogue, to be removed: xx.html."),
        (
            {"en.html": "e", "xx.html": ""},
            {"en.html": ""},
            "Changed: en.html. Of no catalogue, to be removed: xx.html.",
        ),
    ],
)
def test_a_build_of_the_page_says_what_it_changed(before: dict[str, str], after: dict[str, str], said: str) -> None:
    if not shutil.which("node"):
        _missing("Node 20")
    script = """import { verdict } from "./compared.js";
        const [before, after] = process.argv.slice(-2).map((one) => Object.entries(JSON.parse(one)));
        const bytes = (entries) => new Map(entries.map(([name, text]) => [name, Buffer.from(text)]));
        process.stdout.write(verdict(bytes(before), bytes(after)));"""
    command = ["node", "--input-type=module", "-e", script, "--", json.dumps(before), json.dumps(after)]
    done = subprocess.run(command, cwd=ROOT / "clients" / "web", capture_output=True, check=True, text=True)
    assert done.stdout == said
