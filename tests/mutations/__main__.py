"""`make mutations`: take each check out in a copy of the tree, and see its tests fail. Some minutes; needs PostgreSQL.

Rules of this file
* A test proves something only if it passes with the check and fails without it: both are run.
* It must fail as a test does. A copy that cannot be imported, or a test that is not there, proves nothing.
* The tree itself is never touched. The copy is made of what git knows, and goes at the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.mutations.table import TREE, Mutation, mutations

INSTALLED = TREE / "clients" / "web" / "node_modules"
"""What the page stands on, which git does not know."""
PASSED, FAILED, STUCK = 0, 1, -1
"""What pytest ends with. All else (2 to 5: cut short, broken, misused, nothing found) is neither; nor is not to end."""
LONGEST = 900.0
"""Seconds for the tests of one check: the slowest take a fifth of it."""


def main() -> int:
    """0 when every check is held by its tests, else 1."""
    parser = argparse.ArgumentParser(prog="make mutations", description=__doc__)
    parser.add_argument("only", nargs="*", help="words of the names to run; all when left out")
    wanted = [each for each in mutations() if _is_wanted(each, parser.parse_args().only)]
    with tempfile.TemporaryDirectory(prefix="leeward-mutations-") as folder:
        copy = _copied(Path(folder))
        held = [_say(number, len(wanted), each, _tried(copy, each)) for number, each in enumerate(wanted, 1)]
    print(f"{sum(held)} of {len(held)} checks are held by their tests.")
    return 0 if held and all(held) else 1


def _is_wanted(mutation: Mutation, words: Iterable[str]) -> bool:
    words = list(words)
    return not words or any(word in mutation.name for word in words)


def _copied(folder: Path) -> Path:
    known = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=TREE,
        capture_output=True,
        check=True,
    )
    for name in filter(None, known.stdout.decode().split("\0")):
        if (TREE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TREE / name, folder / name)
    if INSTALLED.is_dir():
        (folder / INSTALLED.relative_to(TREE)).symlink_to(INSTALLED)
    return folder


def _tried(copy: Path, mutation: Mutation) -> str:
    """`held`, or in a few words why not."""
    file = copy / mutation.file
    whole = file.read_text()
    without = mutation.applied(whole)
    if _run(copy, mutation.tests) != PASSED:
        return "its tests do not pass with the check in place"
    file.write_text(without)
    try:
        each = {test: _run(copy, [test]) for test in mutation.tests}
    finally:
        file.write_text(whole)
    unmoved = [f"{test} (ended with {ended})" for test, ended in each.items() if ended != FAILED]
    return f"does not fail: {', '.join(unmoved)}" if unmoved else "held"


def _run(copy: Path, tests: Iterable[str]) -> int:
    # What is imported must be the copy, also in processes that a test starts: it comes before the tree's own path.
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", *tests]
    try:
        ended = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return STUCK
    return ended.returncode


def _say(number: int, of: int, mutation: Mutation, outcome: str) -> bool:
    print(f"{number:2}/{of}  {mutation.zone:10}  {mutation.name}: {outcome}", flush=True)
    return outcome == "held"


if __name__ == "__main__":
    sys.exit(main())
