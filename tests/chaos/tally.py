"""What was really struck: by step, process and deed. A blow that was planned and did not fall is not in it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.blows import Blow, Deed


@dataclass
class Tally:
    struck: Counter[tuple[str, str, Deed]] = field(default_factory=Counter)
    acts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    latest: list[str] = field(default_factory=list)
    tales: int = 0

    def count(self, blow: Blow) -> None:
        """It fell, and whoever was to be struck by it was struck: a signal arrived, a disk was full, a sync failed."""
        self.struck[blow.step, blow.house, blow.deed] += 1
        self.acts[blow.step, blow.house, blow.act] += 1
        self.latest = [*self.latest[-14:], str(blow)]

    @property
    def all(self) -> int:
        return sum(self.struck.values())

    @property
    def deeds(self) -> Counter[str]:
        """By what was done."""
        by_deed: Counter[str] = Counter()
        for (_, _, deed), count in self.struck.items():
            by_deed[deed.value] += count
        return by_deed

    def tell(self, seconds: float) -> str:
        """Tables of what was struck, by deed, and by step and process."""
        fell = f"{self.all} blows that fell, {self.all / max(1.0, seconds):.2f} a second"
        told = [f"{self.tales} journeys, {fell}, at {len(self.acts)} different acts"]
        told += [f"  {count:5}  {deed}" for deed, count in self.deeds.most_common()]
        houses = sorted({house for _, house, _ in self.struck})
        told += ["", " " * 14 + "".join(f"{house[:9]:>10}" for house in houses)]
        for step in dict.fromkeys(step for step, _, _ in self.struck):
            row = (sum(n for (s, h, _), n in self.struck.items() if (s, h) == (step, house)) for house in houses)
            told.append(f"{step:14}" + "".join(f"{count or '·':>10}" for count in row))
        return "\n".join(told)

    def keep(self, file: Path, seed: int, seconds: float) -> None:
        struck = [{"step": s, "process": h, "deed": d.value, "blows": n} for (s, h, d), n in self.struck.items()]
        acts = [{"step": s, "process": h, "act": a, "blows": n} for (s, h, a), n in self.acts.items()]
        told = {"seed": seed, "seconds": round(seconds), "tales": self.tales, "deeds": self.deeds}
        file.write_text(json.dumps(told | {"struck": struck, "acts": acts}))
