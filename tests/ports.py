"""Ports of one worker's own: what one starts again must find its port free, whatever another starts meanwhile."""

from __future__ import annotations

import os

from server.demo import processes


def keep_to_own_ports() -> None:
    """Of several workers of pytest-xdist, and of what they start, each draws other ports than the others."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER", ""):
        of, mine = int(os.environ["PYTEST_XDIST_WORKER_COUNT"]), int(worker.removeprefix("gw"))
        processes._PORTS = iter([port for port in processes._PORTS if port % of == mine])
