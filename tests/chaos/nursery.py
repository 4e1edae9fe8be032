"""A process that has loaded every zone's code and forks one whenever it is asked to: real processes, quickly there.

    python -m tests.chaos.nursery DESCRIPTOR FOLDER…

It ends when the harness does, however that ended, and its children with it; then it removes the folders. Each child is
told by the harness, through a socket of its own, when to be struck (acts.py). Patience is shortened here, or a frozen
zone would hold its callers for a minute.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from clients.sms_gateway import cli as gateway
from clients.sms_gateway import uploads
from server import peers, rounds
from server.app import Zone, serve
from server.postgres_keeper import remove
from tests.chaos.acts import Acts, Plan, watch
from tests.chaos.disks import mounted_below, unmount

ZONES = ("intake", "vault", "redaction", "release", "policy", "ledger")
_PR_SET_PDEATHSIG = 1
_PATIENCE = 3.0
"""Seconds, where a minute is usual."""


def main() -> None:
    for zone in ZONES:
        importlib.import_module(f"server.{zone}.start")
    sys.modules["uvloop"] = None  # type: ignore[assignment]  # its sockets cannot be watched
    _shorten_patience()
    gc.collect()
    gc.freeze()  # or each child would look through all of it, and so copy it, before it serves
    try:
        _serve(socket.socket(fileno=int(sys.argv[1])), _wake_on_children())
    except OSError:
        return  # the harness went while it was being told something
    finally:
        _clear_away([Path(one) for one in sys.argv[2:]])


def _serve(door: socket.socket, woken: int) -> None:
    """Do what the harness asks for, until it is gone. In a child this never returns."""
    while True:
        ready, _, _ = select.select([door, woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _tell_what_became(door)
        if door in ready:
            raw = door.recv(65536)
            if not raw:
                return
            _bear(door, woken, json.loads(raw))


def _clear_away(folders: list[Path]) -> None:
    for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        os.kill(int(pid), signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    for folder in folders:
        for mounted in mounted_below(folder):
            unmount(mounted)
        remove(folder)


def _end_with_the_nursery() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _shorten_patience() -> None:
    peers.SECONDS = _PATIENCE
    rounds.AFTER_A_FAULT = 0.5
    importlib.import_module("server.policy.rounds").LOOK_SECONDS = 0.7
    importlib.import_module("server.vault.rounds").POLICY = 2.0
    importlib.import_module("server.vault.rounds").EXPIRY = 2.0
    importlib.import_module("server.vault.rounds").HOUR = 5.0
    importlib.import_module("server.release.rounds").POLICY_SECONDS = 2.0
    importlib.import_module("server.release.rounds").LOOK_SECONDS = 2.0
    uploads._SHORTEST_CAP = 0.5


def _wake_on_children() -> int:
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return woken


def _tell_what_became(door: socket.socket) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
        except ChildProcessError:
            return
        if pid == 0:
            return
        what = "stopped" if os.WIFSTOPPED(status) else "ended"
        door.send(json.dumps({what: pid, "status": status}).encode())


def _bear(door: socket.socket, woken: int, order: dict[str, Any]) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid == 0:
        try:
            ours.close()
            door.close()
            _live(theirs, order)
        except SystemExit as ended:
            os._exit(int(ended.code or 0))
        except BaseException:  # noqa: BLE001 - the child must never go on as a second nursery
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(1)
    theirs.close()
    body = json.dumps({"born": order["name"], "pid": pid}).encode()
    door.sendmsg([body], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [ours.fileno()]))])
    ours.close()


def _live(control: socket.socket, order: dict[str, Any]) -> None:
    _end_with_the_nursery()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    watch(Acts(control, Plan(**order["plan"]) if order["plan"] else None))
    if order["zone"] == "gateway":
        sys.argv = ["leeward-sms", "--config", order["config"]]
        gateway.main()
    else:
        serve(Zone(order["zone"]), Path(order["config"]), {})
    os._exit(0)


if __name__ == "__main__":
    main()
