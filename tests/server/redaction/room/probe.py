"""Run by a test as a process of its own: forbid itself what a room does, then try everything and say what worked."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from server.redaction.room.inside.confinement import allow_time, confine
from server.redaction.room.inside.kernel import Prctl, prctl

MINE, OTHERS, TO = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])


def _attempts() -> dict[str, Callable[[], object]]:
    return {
        "read its own program": Path(os.__file__).read_bytes,
        "read a file of its user's": OTHERS.read_bytes,
        "make an empty file": (MINE / "words of an original").touch,
        "write to a file": lambda: OTHERS.write_bytes(b"words"),
        "make a folder": (MINE / "folder").mkdir,
        "move a file": lambda: OTHERS.rename(MINE / "moved"),
        "remove a file": OTHERS.unlink,
        "make a socket": lambda: socket.socket(socket.AF_INET),
        "make a local socket": lambda: socket.socket(socket.AF_UNIX),
        "start a program": lambda: os.execv("/bin/true", ["true"]),
        "stop its desk": lambda: os.kill(os.getppid(), 0),
        "share memory": lambda: _call("shmget", 0, 4096, 0o1600),
        "name memory": lambda: os.memfd_create("words"),
    }


def _call(name: str, *arguments: int) -> int:
    answer = int(getattr(ctypes.CDLL(None), name)(*arguments))
    if answer < 0:
        raise PermissionError
    return answer


def _worked(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    tree = Path(__file__).parents[4]
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    lacks = confine([tree / "server", tree / "protocol"])
    allow_time()
    said = {
        "lacks": lacks,
        "dumpable": prctl(Prctl.GET_DUMPABLE),
        "limits": {
            name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))
            for name in ("CORE", "FSIZE", "AS", "CPU", "MEMLOCK")
        },
        "worked": [name for name, attempt in _attempts().items() if _worked(attempt)],
    }
    os.write(TO, json.dumps(said).encode())
