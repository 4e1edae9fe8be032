"""The demo's SMS gateway: its settings, its webhook's secret, and its process."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from server.demo.ground import Ground
from server.demo.processes import LOOPBACK, Process

SOURCE = "demo"
"""Its webhook: POST /v1/webhooks/demo."""
_SPREAD, _GAP = 2, 0.1
"""Seconds; in use a record waits up to twenty minutes, so that a text and its number do not leave as a pair."""


def gateway_process(ground: Ground, logs: Path) -> Process:
    """Write `settings/gateway.toml` and the secret that provider and gateway share; its process, not yet started."""
    _write_secret(ground.path("keys", "gateway", "webhook.secret"))
    config = ground.path("settings", "gateway.toml")
    config.write_text(_settings(ground))
    arguments = [sys.executable, "-m", "clients.sms_gateway.cli", "--config", str(config)]
    return Process("gateway", arguments, logs / "gateway.log", ground.ports["gateway"], ready_path="/v1/ready")


def _settings(ground: Ground) -> str:
    common = {
        "host": LOOPBACK,
        "port": ground.ports["gateway"],
        "folder": "../gateway",
        "pinned": "../pinned/gateway",
        "intake": ground.url("intake"),
        "country": "xa",
        "spread": _SPREAD,
        "gap": _GAP,
    }
    source = {"name": SOURCE, "kind": "generic", "secret_file": "../keys/gateway/webhook.secret"}
    return f"{_toml(common)}\n[[source]]\n{_toml(source)}"


def _toml(settings: Mapping[str, object]) -> str:
    # TOML's strings and numbers are JSON's.
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())


def _write_secret(file: Path) -> None:
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(32))
