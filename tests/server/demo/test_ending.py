"""How the demo is ended from outside."""

from __future__ import annotations

import signal

import pytest

from server.demo.ending import ended_by_signals

EVERY_WAY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.mark.parametrize("number", EVERY_WAY)
def test_each_way_to_end_it_is_ctrl_c_until_it_clears_away(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with ended_by_signals() as undisturbed:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        undisturbed()
        signal.raise_signal(number)
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("number", EVERY_WAY)
def test_a_second_ctrl_c_does_not_cut_short_what_the_first_has_begun(number: signal.Signals) -> None:
    with ended_by_signals():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt:
            pytest.fail("it was cut short")
