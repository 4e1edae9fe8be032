"""The gateway, killed (SIGKILL, as by the power) in the middle of its N-th act on the disk or the network.

    python dies_at.py N --config FILE

A write is cut in half. Any other act is killed right after it was done, before anyone hears of it. Acts are counted
from the first webhook on, so that a start is not counted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clients.sms_gateway import cli, journal, reception
from clients.to_intake import Intake

_number, _acts = int(sys.argv[1]), -1


def _deadly(act: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*args: Any, **kwargs: Any) -> Any:
        global _acts  # noqa: PLW0603
        if _acts < 0:
            return act(*args, **kwargs)
        _acts += 1
        if _acts < _number:
            return act(*args, **kwargs)
        if act is os.write:
            os.write(args[0], args[1][: len(args[1]) // 2])
        else:
            act(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    return counted


class _DeadlyOs:
    """`os` as journal.py sees it."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(os, name)
        return _deadly(found) if name in {"write", "fsync", "rename"} else found


_take_stamped = reception.Reception._take_stamped


async def _counting(self: reception.Reception, *args: Any) -> None:
    global _acts  # noqa: PLW0603
    _acts = max(_acts, 0)
    await _take_stamped(self, *args)


journal.os = _DeadlyOs()  # type: ignore[assignment]
Path.unlink = _deadly(Path.unlink)  # type: ignore[method-assign]
Intake.send_part = _deadly(Intake.send_part)  # type: ignore[method-assign]
reception.Reception._take_stamped = _counting  # type: ignore[method-assign]
sys.argv[1:2] = []
cli.main()
