"""`make chaos SECONDS=… SEED=…`: the journey again and again, while something always breaks; then the reckoning.

    python -m tests.chaos [--seconds 120] [--seed N] [--blow 'STEP|PROCESS|ACT|SIDE|DEED|SKIP|PEER'] [--json FILE]

Ends with 0 where every promise was kept. A failure prints the seed and the blow, and how to repeat both.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from clients.auditor.log_check import LogCheckError
from protocol.ids import day_of
from tests.chaos.disks import CannotMount, leave_the_others
from tests.chaos.fate import Blow, Deed, Fate
from tests.chaos.power import PowerFailed
from tests.chaos.promised import Promised
from tests.chaos.reckoning import NotQuiet, faults, when_quiet
from tests.chaos.tale import Crowd, Tale, TooLong, Unheard
from tests.chaos.town import Town

TALES_IN_A_TOWN = 12
"""As many as there are types of event to release; then everything is laid anew."""
GRACE = 1.5
"""Seconds that are waited for a blow's act to come, also when the step is over: zones do much by themselves."""
OVER = 240
"""Seconds beyond the asked ones after which all is ended, whatever it is doing."""


class Broken(Exception):
    """A promise was not kept."""


def main() -> None:
    asked = _arguments()
    print(f"chaos: seed {asked.seed}, {asked.seconds} seconds", flush=True)
    signal.alarm(asked.seconds + OVER)
    can_fill = _can_fill(asked.need_all)
    fate = Fate(asked.seed, can_fill, shutil.which("strace") is not None, asked.blow, frozenset(asked.deed or Deed))
    if asked.need_all and not fate.can_trace:
        sys.exit("strace is missing: no fsync of PostgreSQL can be made to fail")
    end, tales, broken = time.monotonic() + asked.seconds, 0, ""
    try:
        while time.monotonic() < end:
            tales += _live(fate, end)
    except Broken as why:
        broken = str(why)
    _tell(fate, tales, asked.json)
    if broken:
        sys.exit(f"\nA PROMISE WAS NOT KEPT\n{broken}\nrepeat: make chaos SEED={asked.seed} SECONDS={asked.seconds}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--blow", type=Blow.read, default=None)
    parser.add_argument(
        "--deed", type=lambda name: Deed[name], action="append", help="only this one: DIES, POSTGRES_FULL, …"
    )
    parser.add_argument("--json", type=Path, default=None)
    parser.add_argument("--need-all", action="store_true", default=os.environ.get("CI") == "true")
    return parser.parse_args()


def _can_fill(needed: bool) -> bool:
    try:
        leave_the_others()
    except CannotMount:
        if needed:
            sys.exit("nothing can be mounted here: no disk can be made full")
        print("chaos: nothing can be mounted here, so no disk is made full", flush=True)
        return False
    return True


def _live(fate: Fate, end: float) -> int:
    """One town's life; how many tales were told in it. Raises Broken."""
    town = Town.found(day_of(time.time()), small_disks=fate.can_fill)
    try:
        tale = Tale(town.ground, Promised(), town.folder / "log-seen")
        crowd = Crowd(town.ground, tale.promised, tale.memory)
        with ThreadPoolExecutor(2) as people:
            others, told = people.submit(crowd.run), 0
            try:
                while told < TALES_IN_A_TOWN and time.monotonic() < end:
                    _tell_one(fate, town, tale, crowd, people, end)
                    told += 1
            finally:
                _end_crowd(town, crowd, others)
        _reckon(town, tale)
        return told
    finally:
        town.close()


def _end_crowd(town: Town, crowd: Crowd, others: Future[None]) -> None:
    """They finish what they are at, or give up, if nothing comes back."""
    until = time.monotonic() + GRACE * 10
    while not others.done():
        town.look_after(0.05)
        if crowd.number and time.monotonic() > until:
            crowd.stop.set()
        crowd.ending.set()


def _tell_one(fate: Fate, town: Town, tale: Tale, crowd: Crowd, person: ThreadPoolExecutor, end: float) -> None:
    fate.begin_tale(tale.number)
    for name, step in tale.steps():
        if time.monotonic() >= end:
            return
        begun, before = time.monotonic(), sum(fate.struck.values())
        try:
            _until_done(fate, town, lambda: person.submit(step), name)  # noqa: B023 - done before the next
            for why in crowd.trouble:
                raise why
        except (Unheard, TooLong, LogCheckError, PowerFailed) as why:
            tale.stop.set()
            raise Broken(f"tale {tale.number}, {name}: {why!r}\nblows: {fate.latest}\n{_logs(town)}") from why
        if os.environ.get("CHAOS_SAYS"):
            fell = sum(fate.struck.values()) - before
            print(f"{tale.number:4} {name:12} {time.monotonic() - begun:6.2f}s {fell} blows")


def _until_done(fate: Fate, town: Town, begin: Callable[[], Future[None]], step: str) -> None:
    """Strike while the step goes on: one blow after another, the first planned before it begins."""
    going: Future[None] | None = None
    while going is None or not going.done():
        blow = fate.draw(step)
        began = time.monotonic()
        with fate.planned(town, blow):
            going = going or begin()
            until = time.monotonic() + GRACE
            while fate.waits(town) if fate.fallen else not _has_passed(going, blow, until):
                fate.turn(town, blow)
        if os.environ.get("CHAOS_SAYS") and fate.fallen:
            print(f"       {time.monotonic() - began:5.1f}s {blow}", flush=True)
        _learn(fate, town, step)
    going.result()


def _has_passed(going: Future[None], blow: Blow | None, until: float) -> bool:
    """Whether a blow has missed: its act did not come in time. Where there is none, whether the step is over."""
    return going.done() if blow is None else time.monotonic() > until


def _learn(fate: Fate, town: Town, step: str) -> None:
    """What each process did in this step: asked for when it ended."""
    until = time.monotonic() + 0.3
    missing = {name for name, house in town.houses.items() if house.control is not None}
    while missing and time.monotonic() < until:
        town.look_after(0.02)
        heard, town.heard[:] = town.heard[:], []
        for house, what in heard:
            if "seen" in what:
                fate.learn(step, house, what["seen"])
                missing.discard(house)


def _reckon(town: Town, tale: Tale) -> None:
    try:
        books = when_quiet(town)
        tale_done = ThreadPoolExecutor(1).submit(tale.verify)
        while not tale_done.done():
            town.look_after(0.05)
        tale_done.result()
    except (NotQuiet, TooLong, LogCheckError) as why:
        raise Broken(f"at the reckoning: {why!r}\n{_logs(town)}") from why
    if found := faults(town, tale, books):
        raise Broken("at the reckoning: " + "; ".join(sorted(set(found))))


def _logs(town: Town) -> str:
    said = []
    for name, house in town.houses.items():
        lines = house.log.read_text(errors="replace").splitlines()[-4:] if house.log.exists() else []
        said += [f"  {name}: {line}" for line in lines]
    said += [f"  PostgreSQL: {line}" for line in town.power.last_words()]
    return "\n".join(said)


def _tell(fate: Fate, tales: int, file: Path | None) -> None:
    """A table of what was struck, by step and process."""
    print(f"\n{tales} journeys, {sum(fate.struck.values())} blows that fell, at {len(fate.acts_struck)} different acts")
    by_deed: Counter[str] = Counter()
    for (_, _, deed), count in fate.struck.items():
        by_deed[deed.value] += count
    for deed, count in by_deed.most_common():
        print(f"  {count:5}  {deed}")
    houses = sorted({house for _, house, _ in fate.struck})
    print("\n" + " " * 12 + "".join(f"{house[:9]:>10}" for house in houses))
    for step in dict.fromkeys(step for step, _, _ in fate.struck):
        row = (sum(n for (s, h, _), n in fate.struck.items() if (s, h) == (step, house)) for house in houses)
        print(f"{step:12}" + "".join(f"{count or '·':>10}" for count in row))
    if file is not None:
        struck = [{"step": s, "process": h, "act": a, "blows": n} for (s, h, a), n in fate.acts_struck.items()]
        file.write_text(json.dumps({"seed": fate.seed, "tales": tales, "deeds": by_deed, "acts": struck}))


if __name__ == "__main__":
    main()
