"""How the demo is ended from outside, so that nothing of it stays behind."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def ended_by_signals() -> Iterator[Callable[[], None]]:
    """`kill` and a terminal that is closed end what runs inside as Ctrl-C does: by KeyboardInterrupt.

    Call what it gives before clearing away: from then on nothing cuts that short, however often Ctrl-C is pressed.
    """

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    def undisturbed() -> None:
        for number in _ENDING:
            signal.signal(number, signal.SIG_IGN)

    before = {number: signal.signal(number, end) for number in _ENDING}
    try:
        yield undisturbed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
