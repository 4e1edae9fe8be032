"""Two desks: one asks, writes and hands over, the other reviews. What they hold in memory is gone when they end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from protocol.consent import Audience
from tests.chaos.custodians import Custodians
from tests.chaos.doors import Away, Door, Forgot, Unheard
from tests.chaos.teller import COMPARTMENT, TooLong

MOST_REPLIES = 4
"""That wait for one source."""


class Desks(Custodians):
    """The curator and the reviewer, at their consoles."""

    def __post_init__(self) -> None:
        super().__post_init__()
        ground = self.ground
        self.kept: dict[str, Any] = {"drafts": [], "unreadable": 0}
        self.curator = Door(ground.url("curator-desk"), ground.consoles["curator-desk"])
        self.reviewer = Door(ground.url("reviewer-desk"), ground.consoles["reviewer-desk"])

    def collection(self) -> None:
        wanted = {one.part.hex() for one in self.told}

        def all_there() -> None:
            listed = self.curator.json("GET", f"/v1/parts?compartment={COMPARTMENT}")["parts"]
            if not wanted <= {one["part"] for one in listed}:
                raise Away

        self.until(all_there)

    def request(self) -> None:
        form = {
            "compartment": COMPARTMENT,
            "parts": [one.part.hex() for one in self.told],
            "aim": "early-warning",
            "reviewer": "reviewer-desk",
        }

        def ask() -> str:
            asked = self.curator.json("POST", "/v1/openings", form)
            # The reviewer's desk takes the opening up when it is first asked for it.
            self.reviewer.json("GET", f"/v1/openings/{asked['opening']}")
            return str(asked["opening"])

        key = {"compartment": COMPARTMENT, "hours": 96}
        for _ in range(8):
            self.until(lambda: self.reviewer.json("POST", "/v1/fresh-keys", key))
            try:
                self.opening = self.until(ask)
                break
            except Forgot:  # its desk ended, and its key with it
                continue
        else:
            raise TooLong("no fresh key lives long enough")
        self.promised.openings[bytes.fromhex(self.opening)] = tuple(bytes.fromhex(one) for one in form["parts"])

    def join(self) -> None:
        self.anew_if_forgotten(self.join_all, [])

    def join_all(self) -> None:
        for desk in (self.curator, self.reviewer):
            self.until(lambda desk=desk: self._join_at(desk))
        self.promised.opened |= {(bytes.fromhex(self.opening), one.part) for one in self.told}

    def _join_at(self, desk: Door) -> None:
        followed = desk.json("GET", f"/v1/openings/{self.opening}")["parts"]
        if any(part["state"] not in {"approved", "opened"} for part in followed):
            raise Away
        joined = desk.json("POST", f"/v1/openings/{self.opening}/join")["parts"]
        if any(part["outcome"] != "open" for part in joined):
            raise Away if {one["outcome"] for one in joined} & {"unreachable", "missing"} else Unheard(str(joined))

    def write(self) -> None:
        self.anew_if_forgotten(self._write, [self.join_all])

    def _write(self) -> None:
        def write() -> dict[str, Any]:
            return dict(self.curator.json("POST", "/v1/drafts", self._form()))

        written = self.until(write)
        self.draft, self.commitment = str(written["draft"]), bytes.fromhex(written["commitment"])
        self.promised.drafted[bytes.fromhex(self.draft)] = self.commitment
        self.until(lambda: self.curator.json("POST", f"/v1/drafts/{self.draft}/send"))

    def review(self) -> None:
        self.anew_if_forgotten(self._review, [self.join_all, self._write])

    def _review(self) -> None:
        def reviewed() -> None:
            if self._state() == "agreed":
                return
            waiting = self.reviewer.json("GET", "/v1/reviews")["reviews"]
            if any(one["draft"] == self.draft for one in waiting):
                self.reviewer.json("GET", f"/v1/reviews/{self.draft}")
                self.reviewer.json("POST", f"/v1/reviews/{self.draft}/sign")
            raise Away

        self.until(reviewed)

    def _state(self) -> str:
        states = {one["draft"]: one["state"] for one in self.curator.json("GET", "/v1/drafts")["drafts"]}
        if self.draft not in states:
            raise Unheard("the curator's desk lost a draft that it had kept")
        return str(states[self.draft])

    def look_through(self) -> None:
        """What the curator's desk has kept, for the reckoning."""
        self.kept = self.until(lambda: dict(self.curator.json("GET", "/v1/drafts")))

    def hand_over(self) -> None:
        def over() -> None:
            if self._state() == "handed-over":
                return
            answer = self.curator.json("POST", f"/v1/drafts/{self.draft}/hand-over")
            verdict = answer["verdict"]
            if verdict is None or verdict["state"] == "refused":
                raise Unheard(f"refused: {answer['reason']} {verdict}")

        self.until(over)
        self.promised.submitted.add(self.commitment)
        if self.before:
            self.promised.follows[self.commitment] = self.before

    def reply(self) -> None:
        """The curator answers one source. A try whose answer was lost may have left a box of its own."""
        self.anew_if_forgotten(self._reply, [self.join_all])

    def _reply(self) -> None:
        part = self.follower.part
        self.followed[part] = self.follower.receipt

        def leave() -> None:
            self.promised.replies[part, self.answer] = self.promised.replies.get((part, self.answer), 0) + 1
            path = f"/v1/openings/{self.opening}/parts/{part.hex()}/reply"
            try:
                self.curator.json("POST", path, {"text": self.answer})
            except Unheard:
                # A fifth is refused while four wait: then those of the tries before were left.
                if self.promised.replies[part, self.answer] <= MOST_REPLIES:
                    raise

        self.until(leave)

    def anew_if_forgotten(self, step: Callable[[], None], before: list[Callable[[], None]]) -> None:
        try:
            step()
        except Forgot:
            for _ in range(8):
                try:
                    for again in (self.request, self.approval, *before, step):
                        again()
                except Forgot:
                    continue
                return
            raise

    def _form(self) -> dict[str, Any]:
        return {
            "openings": [self.opening],
            "parts": [one.part.hex() for one in self.told],
            "audience": int(Audience.CONSORTIUM),
            "expiry": 90,
            "summary": _SUMMARY | self.cell | {"title": self.title, "valid_until": self.ground.today + 14},
        }


_SUMMARY = {
    "bluf": "Armed men have set up checkpoints. Families are leaving for the coast.",
    "gaps": "Who commands the men is not known.",
    "type": "leeward/v1/summary",
    "language": "en",
    "actor": "non-state-armed",
    "harm": "10-99",
    "risk_factors": [1, 7, 8],
    "stage": "mobilization",
    "credibility": 2,
    "verification": "corroborated",
    "likelihood": "likely",
    "confidence": "moderate",
    "tlp": "amber",
    "change": "new",
    "minors_or_sexual_violence": False,
}
