"""Whether intake was told that the vault's last visit is over, and so has let go of what was collected."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class LastVisit:
    """`ended` is False from the first thing that intake may forget until it has answered that all of it is gone.

    It is False after a start too: nobody knows how the visit before that ended.
    """

    ended: bool = False
