"""How the demo tells what happens: one plain line a step, or one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.console import Console


@dataclass(frozen=True, slots=True)
class Step:
    """Who did what, and what nobody there could see."""

    zone: str
    step: str
    said: str
    unseen: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


class Teller:
    """Prints steps as they happen; `plain` lines for people, else JSON for programs."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._screen = Console(highlight=False, soft_wrap=True)
        self._aside = Console(highlight=False, soft_wrap=True, stderr=True)
        self._number = 0

    def tell(self, step: Step) -> None:
        self._number += 1
        if self._as_json:
            line = {"number": self._number, "zone": step.zone, "step": step.step, "said": step.said}
            extra = {"unseen": step.unseen, **step.facts}
            sys.stdout.write(json.dumps(line | extra, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            return
        self._screen.print(f"[dim]{self._number:>3}[/]  [bold]{step.zone:<10}[/]  {step.said}", markup=True)
        if step.unseen:
            self._screen.print(f"                 [dim]not seen: {step.unseen}[/]")

    def rules(self, verdicts: list[dict[str, object]]) -> None:
        """The gate's rules, one a line; for people only, since the JSON step carries them."""
        if self._as_json:
            return
        for one in verdicts:
            mark = "[green]passes[/]" if one["passed"] else "[red]fails[/] "
            self._screen.print(f"                 {mark}  {one['rule']}: [dim]{one['reason']}[/]")

    def working(self, words: str) -> None:
        """A line on the error stream while something takes a while: never among the steps."""
        self._aside.print(f"[dim]     … {words}[/]")
