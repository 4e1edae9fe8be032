"""How long the stateful tests tell stories: the same few each time, or as many new ones as LEEWARD_EXAMPLES says."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

ASKED = int(os.environ.get("LEEWARD_EXAMPLES", "0"))


def tell_stories(machine: Callable[[], RuleBasedStateMachine], stories: int, steps: int) -> None:
    """Run the machine `stories` times, the same each time; LEEWARD_EXAMPLES times and by chance where that is set."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=ASKED or stories,
            stateful_step_count=steps,
            derandomize=not ASKED,
            database=None,
            deadline=None,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
