"""Fuzz every decoder, or try one input again.

python -m tests.fuzz --seconds 600               all targets, a new seed each time
python -m tests.fuzz --seconds 600 --only texts  one of them
python -m tests.fuzz texts FILE                  what FILE does, without the fuzzer
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.target import Target

KEPT = Path(".fuzz")
"""What runs have learnt and found; nothing of it belongs into a commit."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="for all targets together")
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], metavar="TARGET")
    parser.add_argument("--canaries", action="store_true", help="what is broken on purpose: all of it must be found")
    parser.add_argument("--folder", type=Path, default=KEPT)
    parser.add_argument("again", nargs="*", metavar="TARGET FILE")
    asked = parser.parse_args()
    return _again(*asked.again) if asked.again else _fuzz(asked)


def _again(name: str, *files: str) -> int:
    """Without the fuzzer: an exception is the finding, with its whole trace."""
    from tests.fuzz.every import every_target  # noqa: PLC0415 - here it is not instrumented

    target = every_target()[name]
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        for file in files:
            print(file, "was taken" if target.run(Path(file).read_bytes()) else "was refused")
        tempfile.tempdir = None
    return 0


def _fuzz(asked: argparse.Namespace) -> int:
    from tests.fuzz.canaries import LITTLE, canaries  # noqa: PLC0415
    from tests.fuzz.runs import GENEROUS, executed, run  # noqa: PLC0415 - atheris is not on every platform

    known = canaries() if asked.canaries else _instrumented()
    targets = {name: one for name, one in known.items() if not asked.only or name in asked.only}
    seed = asked.seed or 1 + secrets.randbelow(2**31 - 1)
    print(f"{len(targets)} targets, {asked.seconds} seconds in all, seed {seed}", flush=True)
    asked.folder.mkdir(parents=True, exist_ok=True)
    bounds = LITTLE if asked.canaries else GENEROUS
    findings = run(targets, asked.seconds, seed, asked.folder.resolve(), at_once=asked.at_once, bounds=bounds)
    for name, count in executed(targets, asked.folder.resolve()).items():
        print(f"{name:16} {count:>9} inputs")
    for finding in findings:
        print(finding.said(), file=sys.stderr)
    return 1 if findings else 0


def _instrumented() -> dict[str, Target]:
    import atheris  # noqa: PLC0415 - not on every platform

    from tests.fuzz.runs import INSTRUMENTED  # noqa: PLC0415

    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.fuzz.every import every_target  # noqa: PLC0415

    return every_target()


if __name__ == "__main__":
    sys.exit(main())
