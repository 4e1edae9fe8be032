"""How the demo is ended from outside, so that nothing of it stays behind."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def ended_by_signals() -> Iterator[Callable[[], None]]:
    """`kill` and a terminal that is closed end what runs inside as Ctrl-C does: by KeyboardInterrupt, once.

    Call what it gives before clearing away: from then on nothing cuts that short, however often Ctrl-C is pressed.
    """

    def undisturbed() -> None:
        for number in _ENDING:
            signal.signal(number, signal.SIG_IGN)

    def end(_number: int, _frame: object) -> None:
        # A second one while the first is on its way out would come between the two.
        undisturbed()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in _ENDING}
    try:
        yield undisturbed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
