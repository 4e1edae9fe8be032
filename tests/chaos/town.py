"""Everything the journey runs on, up, watched, and started again whenever it ends, as a service manager would do it.

Nothing else is ever done for it: what does not go on by itself after that is a fault that the harness reports.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from server.demo import ground as grounds
from server.demo.gateway import gateway_process
from server.demo.ground import DESKS, PARTNERS, ZONES, Ground, lay_ground
from server.demo.processes import run
from tests.chaos.acts import Plan
from tests.chaos.disks import SmallDisk
from tests.chaos.power import Power

CARDS_EACH = 60
POSTGRES_MIB = 4096
"""In memory as far as it is used. PostgreSQL forgets what is dead in its tables each time it is killed, and does not
come to clear it away: a hundred MiB a minute are never used again."""
_ROOT = Path(__file__).parents[2]
_AGAIN = 0.05
"""Seconds until what ended is started again."""


@dataclass
class House:
    """One process of the town, by its name."""

    name: str
    zone: str
    config: Path
    log: Path
    pid: int = 0
    born: int = 0
    """The process that speaks through `control`, also once it has ended."""
    control: socket.socket | None = None
    starts: int = 0
    _due: float = 0.0


@dataclass
class Town:
    """`disks` is empty where nothing can be mounted. Only the thread that made it may use it."""

    folder: Path
    today: int
    disks: dict[str, SmallDisk]
    power: Power
    ground: Ground = field(init=False)
    houses: dict[str, House] = field(default_factory=dict)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """What children said and nobody has asked for yet."""
    _door: socket.socket | None = None
    _nursery: subprocess.Popen[bytes] | None = None

    @classmethod
    def found(cls, today: int, *, small_disks: bool) -> Self:
        """Lay the ground in a new folder, and start everything."""
        folder = Path(tempfile.mkdtemp(prefix="town-"))
        folder.chmod(0o711)
        disks = _small_disks(folder) if small_disks else {}
        (folder / "data").mkdir(mode=0o711, exist_ok=True)
        power = Power(folder / "data")
        town = cls(folder, today, disks, power)
        town._open_nursery()
        power.start()
        town.ground = _lay(folder / "ground", power, today)
        town._people_it()
        return town

    def _open_nursery(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._nursery = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.chaos.nursery",
                str(theirs.fileno()),
                str(self.folder),
                str(self.power.folder),
            ],
            cwd=_ROOT,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # it clears away when we are gone
        )
        theirs.close()
        self._door = ours

    def _people_it(self) -> None:
        logs = self.ground.path("logs", "x").parent
        kinds = {name: name for name in ZONES} | dict.fromkeys(DESKS, "redaction") | {"gateway": "gateway"}
        for name, zone in kinds.items():
            config = self.ground.path("settings", f"{name}.toml")
            self.houses[name] = House(name, zone, config, logs / f"{name}.log")
        for house in self.houses.values():
            self._start(house)

    def _start(self, house: House, plan: Plan | None = None) -> None:
        assert self._door is not None
        order = {"name": house.name, "zone": house.zone, "config": str(house.config), "log": str(house.log)}
        self._door.send(json.dumps(order | {"plan": asdict(plan) if plan else None}).encode())
        while not house.pid:
            self._listen_to_nursery()
        house.starts += 1

    def look_after(self, seconds: float = 0.0, next_life: dict[str, Plan] | None = None) -> None:
        """Hear what happened, and start again what ended; `next_life` is a plan for the next start of a house."""
        assert self._door is not None
        sockets = {house.control: house for house in self.houses.values() if house.control is not None}
        ready, _, _ = select.select([self._door, *sockets], [], [], seconds)
        for one in ready:
            if one is self._door:
                self._listen_to_nursery()
            else:
                self._listen_to(sockets[one])
        if not self.power.alive():
            self.power.launch()
        for house in self.houses.values():
            if not house.pid and house._due <= time.monotonic():
                self._start(house, (next_life or {}).pop(house.name, None))

    def _listen_to(self, house: House) -> None:
        try:
            raw = house.control.recv(65536) if house.control else b""
        except OSError:
            raw = b""
        if raw:
            self.heard.append((house.name, json.loads(raw) | {"pid": house.born}))
        elif house.control:
            house.control.close()
            house.control = None

    def _listen_to_nursery(self) -> None:
        assert self._door is not None
        raw, fds, _, _ = socket.recv_fds(self._door, 65536, 1)
        said = json.loads(raw)
        if "born" in said:
            house = self.houses[said["born"]]
            while house.control is not None:  # what its last life said before it ended
                self._listen_to(house)
            house.pid = house.born = said["pid"]
            house.control = socket.socket(fileno=fds[0])
            return
        pid, stopped = said.get("ended", said.get("stopped")), "stopped" in said
        killed = "ended" in said and os.WIFSIGNALED(said["status"]) and os.WTERMSIG(said["status"]) == signal.SIGKILL
        for house in self.houses.values():
            if house.pid == pid:
                became = "stopped" if stopped else "killed" if killed else "ended"
                self.heard.append((house.name, {"became": became, "pid": pid}))
                if not stopped:
                    house.pid, house._due = 0, time.monotonic() + _AGAIN

    def tell(self, name: str, **what: object) -> bool:
        """False where it is not there to hear it."""
        house = self.houses[name]
        try:
            return bool(house.control and house.control.send(json.dumps(what).encode()))
        except OSError:
            return False

    def signal(self, name: str, number: int) -> None:
        house = self.houses[name]
        if house.pid:
            with contextlib.suppress(ProcessLookupError):  # it ended, and we have not heard of it yet
                os.kill(house.pid, number)

    def thaw(self) -> None:
        """Let everything go on that was stopped."""
        for house in self.houses.values():
            self.signal(house.name, signal.SIGCONT)
            self.tell(house.name, say="go")

    def close(self) -> None:
        """End everything; the nursery removes what is left, as it does when we are killed."""
        self.power.close()
        if self._door is not None and self._nursery is not None:
            self._door.close()
            self._nursery.wait(60)


def _small_disks(folder: Path) -> dict[str, SmallDisk]:
    ground = folder / "ground"
    ground.mkdir(mode=0o700)
    disks = {"postgres": SmallDisk(folder / "data", POSTGRES_MIB)}
    for name in ("gateway", "curator-desk", "policy"):
        place = ground / ("pinned/policy" if name == "policy" else name)
        disks[name] = SmallDisk(place, 4, 0o700)
    return disks


def _lay(folder: Path, power: Power, today: int) -> Ground:
    folder.mkdir(mode=0o700, exist_ok=True)
    grounds.CARDS_EACH, grounds.EPOCH_SECONDS = CARDS_EACH, 2
    ground = lay_ground(folder, power.url(), today)
    gateway_process(ground, folder)  # writes its settings
    config = ground.path("settings", "gateway.toml")
    config.write_text(config.read_text().replace("spread = 2", "spread = 0.3").replace("gap = 0.1", "gap = 0.01"))
    for partner in PARTNERS:
        listed = ground.path("cards", f"{partner}.card-list.cbor")
        run("server.cli", "cards", "load", str(listed), "--config", str(ground.path("settings", "cards.toml")))
    return ground
