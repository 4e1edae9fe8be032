"""`make chaos SECONDS=… SEED=…`: the journey again and again, while something always breaks; then the reckoning.

    python -m tests.chaos [--seconds 120] [--seed N] [--blow 'STEP|PROCESS|ACT|SIDE|DEED|SKIP|PEER'] [--json FILE]

Ends with 0 where every promise was kept. A failure prints the seed and the blow, and how to repeat both. Whatever ends
it, nothing of it is left (watch.py).
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from clients.auditor.log_check import LogCheckError
from protocol.ids import day_of
from tests.chaos.acts import WAITS
from tests.chaos.blows import Blow, Deed
from tests.chaos.books import NotQuiet, when_quiet
from tests.chaos.disks import CannotMount, leave_the_others
from tests.chaos.doors import Unheard
from tests.chaos.fate import Fate
from tests.chaos.power import PowerFailed
from tests.chaos.promised import Promised
from tests.chaos.reckoning import faults
from tests.chaos.striking import Striking
from tests.chaos.tale import Crowd, Tale
from tests.chaos.tally import Tally
from tests.chaos.teller import TooLong
from tests.chaos.town import Town
from tests.chaos.watch import go_under_watch
from tests.ports import keep_to_own_ports

TALES_IN_A_TOWN = 4
"""Then everything is laid anew: what a town keeps grows, and there are a dozen types of event to release."""
GIVE_UP = 15.0
"""Seconds after which the crowd gives up what it is at, when all else is over."""
WHERE = 1.0
"""Seconds that everybody has to say where they are."""
OVER = 240
"""Seconds beyond the asked ones after which all is ended, whatever it is doing."""


class Broken(Exception):
    """A promise was not kept."""


def main() -> None:
    asked = _arguments()
    go_under_watch(asked.below)
    keep_to_own_ports()
    print(f"chaos: seed {asked.seed}, {asked.seconds} seconds", flush=True)
    signal.alarm(asked.seconds + OVER)
    can_fill = _can_fill(asked.need_all)
    fate = Fate(asked.seed, can_fill, shutil.which("strace") is not None, asked.blow, frozenset(asked.deed or Deed))
    if asked.need_all and not fate.can_trace:
        sys.exit("strace is missing: no fsync of PostgreSQL can be made to fail")
    tally, began, broken = Tally(), time.monotonic(), ""
    try:
        while time.monotonic() < began + asked.seconds:
            _live(fate, tally, began + asked.seconds)
    except Broken as why:
        broken = str(why)
    took = time.monotonic() - began
    print(f"\n{tally.tell(took)}")
    if asked.json is not None:
        tally.keep(asked.json, asked.seed, took)
    if broken:
        sys.exit(f"\nA PROMISE WAS NOT KEPT\n{broken}\nrepeat: make chaos SEED={asked.seed} SECONDS={asked.seconds}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--blow", type=_blows, default=())
    parser.add_argument(
        "--deed", type=lambda name: Deed[name], action="append", help="only this one: DIES, POSTGRES_FULL, …"
    )
    parser.add_argument("--below", type=Path, default=Path("/tmp"), help="where its folder is made")
    parser.add_argument("--json", type=Path, default=None)
    parser.add_argument("--need-all", action="store_true", default=os.environ.get("CI") == "true")
    return parser.parse_args()


def _blows(text: str) -> tuple[Blow, ...]:
    """One, or several with a semicolon between them."""
    return tuple(Blow.read(one) for one in text.split(";"))


def _can_fill(needed: bool) -> bool:
    try:
        leave_the_others()
    except CannotMount:
        if needed:
            sys.exit("nothing can be mounted here: no disk can be made full")
        print("chaos: nothing can be mounted here, so no disk is made full", flush=True)
        return False
    return True


def _live(fate: Fate, tally: Tally, end: float) -> None:
    """One town's life. Raises Broken."""
    town = Town.found(day_of(time.time()), small_disks=fate.can_fill)
    try:
        tale = Tale(town.ground, Promised(), town.folder / "log-seen")
        crowd = Crowd(town.ground, tale.promised, tale.memory)
        striking = Striking(town, fate, tally, _say, end)
        with ThreadPoolExecutor(2) as people:
            others, told = people.submit(crowd.run), 0
            try:
                while told < TALES_IN_A_TOWN and _tell_one(striking, tale, crowd, people, end):
                    told += 1
            finally:
                striking.end()
                _end_crowd(town, crowd, others)
        tally.tales += told
        _reckon(town, tale)
    finally:
        town.close()


def _say(words: str) -> None:
    """With CHAOS_SAYS each step and each blow is printed."""
    if os.environ.get("CHAOS_SAYS"):
        print(words, flush=True)


def _end_crowd(town: Town, crowd: Crowd, others: Future[None]) -> None:
    """They finish what they are at, or give up, if nothing comes back."""
    began = time.monotonic()
    until = began + GIVE_UP
    while not others.done():
        town.look_after(0.05)
        if crowd.number and time.monotonic() > until:
            crowd.stop.set()
        crowd.ending.set()
    _say(f"all told their last after {time.monotonic() - began:.1f}s")


def _tell_one(striking: Striking, tale: Tale, crowd: Crowd, person: ThreadPoolExecutor, end: float) -> bool:
    """False where the time was over before it was told to its end."""
    striking.fate.begin_tale(tale.number)
    for name, step in tale.steps():
        if time.monotonic() >= end:
            return False
        begun, before = time.monotonic(), striking.tally.all
        try:
            _strike_until_done(striking, person, step, name)
            for why in crowd.trouble:
                raise why
        except (Unheard, TooLong, LogCheckError, PowerFailed) as why:
            tale.stop.set()
            latest, logs = striking.tally.latest, _logs(striking.town)
            raise Broken(f"tale {tale.number}, {name}: {why!r}\nblows: {latest}\n{logs}") from why
        striking.says(f"{tale.number} {name}: {time.monotonic() - begun:.2f}s, {striking.tally.all - before} blows")
    return True


def _strike_until_done(striking: Striking, person: ThreadPoolExecutor, step: Callable[[], None], name: str) -> None:
    striking.begin(name)
    going = person.submit(step)
    while not going.done():
        striking.turn()
    going.result()


def _reckon(town: Town, tale: Tale) -> None:
    began = time.monotonic()
    try:
        books = when_quiet(town)
        _say(f"quiet after {time.monotonic() - began:.1f}s")
        with ThreadPoolExecutor(1) as person:
            for look in (tale.verify, tale.look_through):
                looking = person.submit(look)
                while not looking.done():
                    town.look_after(0.05)
                looking.result()
    except (NotQuiet, TooLong, LogCheckError) as why:
        raise Broken(f"at the reckoning: {why!r}\n{_logs(town)}") from why
    if found := faults(town, tale, books):
        raise Broken("at the reckoning: " + "; ".join(sorted(set(found))))


def _logs(town: Town) -> str:
    for name in town.houses:
        town.tell(name, say="where")
    told = time.monotonic() + WHERE
    while time.monotonic() < told:
        town.look_after(0.1)
    said = []
    for name, house in town.houses.items():
        lines = house.log.read_text(errors="replace").splitlines() if house.log.exists() else []
        waits = [line for line in lines if line.startswith(WAITS)]
        said += [f"  {name}: {line}" for line in [one for one in lines if one not in waits][-4:] + waits]
    said += [f"  PostgreSQL: {line}" for line in town.power.last_words()]
    return "\n".join(said)


if __name__ == "__main__":
    main()
