"""The demo's witnesses: two partners that co-sign the log, each with a program, a key and a memory of its own."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from clients.founder.keys import new_machine_keys, witness
from clients.witness.cli import watch_of
from clients.witness.settings import read_settings
from protocol.directory import Witness
from server.demo.ground import Ground
from server.demo.processes import Process

WITNESSES = ("lantern", "acacia")
EVERY = 1
"""Seconds between their visits, as often as the demo's log ticks; a minute is usual."""


def make_witness(ground: Ground, name: str) -> Witness:
    """A key on its own machine; the public half for the directory."""
    folder = ground.path("keys", f"witness-{name}")
    new_machine_keys(folder)
    return witness(folder, name)


def begin_watch(ground: Ground, name: str) -> Path:
    """Its settings and papers, and what the log shows on the first day. The log must be up."""
    folder = ground.path("witnesses", name)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(ground.papers / "roots.cbor", folder / "roots.cbor")
    number = ground.directory.contents.number
    shutil.copyfile(ground.papers / f"directory-{number}.cbor", folder / "directory.cbor")
    settings = {
        "name": name,
        "folder": f"../witnesses/{name}",
        "sign_key": f"../keys/witness-{name}/sign.key",
        "ledger": ground.url("ledger"),
        "every": EVERY,
    }
    config = ground.path("settings", f"witness-{name}.toml")
    # TOML's strings and numbers are JSON's.
    config.write_text("".join(f"{field} = {json.dumps(value)}\n" for field, value in settings.items()))
    watch_of(read_settings(config)).begin()
    return config


def witness_process(config: Path, name: str, logs: Path) -> Process:
    """`leeward witness run --config …`, not yet started. It listens nowhere."""
    arguments = [sys.executable, "-m", "clients.witness.cli", "run", "--config", str(config)]
    return Process(f"witness {name}", arguments, logs / f"witness-{name}.log", port=0)
