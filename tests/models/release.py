"""Release as a few plain rules: what may be handed over, what an epoch does, what never comes back. SPEC 16.4, 16.6."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.models.lifecycles import LOG_ENTRY, RELEASE, START, can, step


@dataclass(eq=False)
class Summary:
    """One summary with the clearance that it came with, as far as its life depends on them."""

    commitment: bytes
    cell: str
    predecessor: bytes | None
    valid_until: int
    cleared: int
    lasts: int
    policy: int
    life: str = "unknown"


@dataclass
class Release:
    """`k` is that of each policy version that was in force here, the last one now."""

    today: int
    k: dict[int, int] = field(default_factory=lambda: {1: 5})
    summaries: dict[bytes, Summary] = field(default_factory=dict)
    last: dict[str, bytes] = field(default_factory=dict)
    """What was released last in a cell, also where it has left."""
    fallen: set[bytes] = field(default_factory=set)
    log: dict[tuple[str, bytes], str] = field(default_factory=dict)
    vault_answers: bool = True
    log_answers: bool = True
    log_proves: bool = True

    def of(self, life: str) -> list[Summary]:
        return [one for one in self.summaries.values() if one.life == life]

    def read(self) -> list[Summary]:
        """What analysts see. What has ended goes with an epoch; a day later it is not shown, even if none came."""
        return [one for one in self.of("released") if one.valid_until >= self.today - 1]

    def hand_over(self, summary: Summary) -> str:
        if not self._passes(summary):
            return "refused"
        if summary.life == "released":
            return "released"
        self.summaries[summary.commitment] = summary
        self._turn(summary, "hand-over")
        self._note("release", summary)
        return "waiting"

    def _passes(self, summary: Summary) -> bool:
        last = self.last.get(summary.cell)
        others = [one for one in self.of("waiting") if one.cell == summary.cell and one is not summary]
        follows = last in {summary.commitment, summary.predecessor}
        in_time = self.today <= summary.valid_until <= summary.cleared + summary.lasts
        strict = self.k[summary.policy] >= self.k[max(self.k)]
        return summary.life != "left" and not others and follows and in_time and strict

    def epoch(self) -> bool:
        """What leaves, leaves first; then what waits is released. False where the vault said nothing."""
        if not self.clear_away():
            return False
        for summary in self.of("waiting"):
            if not self._passes(summary):
                self._turn(summary, "drop")
            elif self.log["release", summary.commitment] == "proved":
                self._publish(summary)
        return True

    def _publish(self, summary: Summary) -> None:
        before = self.summaries.get(self.last.get(summary.cell, b""))
        if before is not None and before.life == "released":
            self._leave(before)
        self._turn(summary, "release")
        self.last[summary.cell] = summary.commitment

    def clear_away(self) -> bool:
        """Without the vault's word, what has ended leaves a day later."""
        asked = bool(self.of("waiting") or self.of("released"))
        heard = self.vault_answers or not asked
        fallen = self.fallen if heard else set[bytes]()
        latest = self.today if heard else self.today - 1
        for summary in self.of("released"):
            if summary.valid_until < latest or summary.commitment in fallen:
                self._leave(summary)
        for summary in self.of("waiting"):
            if summary.commitment in fallen:
                self._turn(summary, "drop")
        return heard

    def _leave(self, summary: Summary) -> None:
        self._turn(summary, "leave")
        self._note("removal", summary)

    def _turn(self, summary: Summary, act: str) -> None:
        summary.life = step(RELEASE, summary.life, act)

    def _note(self, kind: str, summary: Summary) -> None:
        self.log.setdefault((kind, summary.commitment), step(LOG_ENTRY, START, "note"))

    def follow_log(self) -> None:
        for place in self.log if self.log_answers else ():
            if can(LOG_ENTRY, self.log[place], "send"):
                self.log[place] = step(LOG_ENTRY, self.log[place], "send")
            if self.log_proves and can(LOG_ENTRY, self.log[place], "prove"):
                self.log[place] = step(LOG_ENTRY, self.log[place], "prove")
