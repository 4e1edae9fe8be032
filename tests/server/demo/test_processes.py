"""The ports that the demo's processes are given."""

from __future__ import annotations

import socket

from server.demo.processes import LOOPBACK, free_port


def test_no_two_processes_are_given_one_port() -> None:
    """Asked for one at a time and let go of, the system's own would be given twice among a few hundred."""
    given = [free_port() for _ in range(2000)]
    assert len(set(given)) == len(given)


def test_a_port_is_not_given_while_somebody_listens_there() -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        assert other.getsockname()[1] not in {free_port() for _ in range(2000)}


def test_no_port_is_one_that_systems_hand_out_to_whoever_connects() -> None:
    assert max(free_port() for _ in range(100)) < 32_768
