"""Custodians: they approve what the desks ask for; and requests that end otherwise, refused, frozen or too late.

Those requests are signed here with the desks' keys, as a desk would: they need no desk that remembers them.
"""

from __future__ import annotations

import time
from pathlib import Path

from clients.key_file import PersonKeys, open_keys
from protocol.consent import Aim
from protocol.custodian_crossings import Answers, OpeningNotices
from protocol.desk_crossings import OpeningProgress, PartState
from protocol.opening import (
    CheckedRequest,
    OpeningRequest,
    PartSlip,
    RefusalReason,
    SignedFreshKey,
    SignedRequest,
    approve,
    check_request,
    make_fresh_key,
    refuse,
    sign_request,
)
from protocol.primitives import SignKey, system_random
from tests.chaos.doors import Away, Door, Forgot
from tests.chaos.mailboxes import Mailboxes
from tests.chaos.teller import COMPARTMENT, TooLong

SEATS = (1, 2, 5, 7)
"""As many as can approve, and as many as can refuse."""
AN_HOUR = 3600
SOON = 6
"""Seconds after which a request ends that is to end by itself."""


def opened_keys(file: Path) -> PersonKeys:
    return open_keys(file.with_suffix(".key"), file.with_suffix(".passphrase").read_text())


class Custodians(Mailboxes):
    """Four of seven."""

    def __post_init__(self) -> None:
        super().__post_init__()
        ground = self.ground
        self.custodians = {
            seat: opened_keys(ground.custodian_folder(COMPARTMENT, seat) / "custodian") for seat in SEATS
        }
        self._sent: set[tuple[bytes, int]] = set()
        self._desk_keys = {name: _sign_key(ground.path("keys", name)) for name in ("curator-desk", "reviewer-desk")}
        self._as_desk = Door(ground.url("vault"), self._desk_keys["curator-desk"])

    def approval(self) -> None:
        opening = bytes.fromhex(self.opening)
        for seat in SEATS:
            self.until(lambda seat=seat: self._answer(seat, opening, approves=True))
            self.promised.answers |= {(opening, part, seat) for part in self.promised.openings[opening]}

    def refusal(self) -> None:
        """All four refuse: the quorum cannot be reached any more."""
        opening = self._ask_beside([one.part for one in self.told[1:3]], AN_HOUR)
        for seat in SEATS:
            self.until(lambda seat=seat: self._answer(seat, opening, approves=False))
            self.promised.refusals |= {(opening, part, seat) for part in self.promised.openings[opening]}
        self.promised.ended[opening] = PartState.REFUSED

    def freeze(self) -> None:
        """By one custodian alone, as soon as the request is there."""
        opening = self._ask_beside([one.part for one in self.told[3:5]], AN_HOUR)
        door = Door(self.ground.url("vault"), self.custodians[SEATS[0]].sign_key)
        self.until(lambda: door.ask("POST", f"/v1/openings/{opening.hex()}/freeze"))
        self.promised.ended[opening] = PartState.FROZEN

    def expiry(self) -> None:
        """Nobody answers, and whoever looks is told that it is over."""
        opening = self._ask_beside([self.told[5].part], SOON)

        def over() -> None:
            told = OpeningProgress.from_bytes(self._as_desk.ask("GET", f"/v1/openings/{opening.hex()}"))
            if {one.state for one in told.parts} != {PartState.EXPIRED}:
                raise Away

        self.until(over)
        self.promised.ended[opening] = PartState.EXPIRED

    # Answering

    def _answer(self, seat: int, opening: bytes, *, approves: bool) -> None:
        keys = self.custodians[seat]
        door = Door(self.ground.url("vault"), keys.sign_key)
        notices = OpeningNotices.from_bytes(door.ask("GET", f"/v1/openings?compartment={COMPARTMENT}")).notices
        shown = [one for one in notices if one.request.id() == opening]
        # An answer whose answer was lost: if nothing is shown any more, it was taken.
        if not shown and (opening, seat) not in self._sent:
            raise Away  # the log has not proved it yet
        for notice in shown:
            checked = check_request(notice.request, self.ground.directory, int(time.time()))
            self._sent.add((opening, seat))
            answers = _yes(notice.slips, checked, keys) if approves else _no(notice.slips, checked, seat, keys)
            door.ask("POST", "/v1/approvals", answers.to_bytes())

    # Asking beside the desks

    def _ask_beside(self, parts: list[bytes], seconds: int) -> bytes:
        for _ in range(8):
            signed = self._request(tuple(parts), seconds)
            try:
                self.until(lambda signed=signed: self._as_desk.ask("POST", "/v1/openings", signed.to_bytes()))
            except Forgot:
                continue
            self.promised.openings[signed.id()] = tuple(parts)
            return signed.id()
        raise TooLong("no request is taken before its time is over")

    def _request(self, parts: tuple[bytes, ...], seconds: int) -> SignedRequest:
        now = int(time.time())
        curator, reviewer = (self._fresh_key(name, now + seconds) for name in ("curator-desk", "reviewer-desk"))
        request = OpeningRequest(
            directory=self.ground.directory.hash,
            compartment=COMPARTMENT,
            parts=parts,
            aim=Aim.EARLY_WARNING,
            curator=curator,
            reviewer=reviewer,
            asked=now,
            expires=now + seconds,
            nonce=system_random(32),
        )
        return sign_request(request, self._desk_keys["curator-desk"])

    def _fresh_key(self, desk: str, expires: int) -> SignedFreshKey:
        _, public = make_fresh_key(COMPARTMENT, desk, self._desk_keys[desk], expires)
        return public


def _yes(slips: tuple[PartSlip, ...], checked: CheckedRequest, keys: PersonKeys) -> Answers:
    return Answers(approvals=tuple(approve(slip, checked, keys.seal_key, keys.sign_key) for slip in slips))


def _no(slips: tuple[PartSlip, ...], checked: CheckedRequest, seat: int, keys: PersonKeys) -> Answers:
    why = RefusalReason.AIM_NOT_CLEAR
    return Answers(refusals=tuple(refuse(checked, slip.id(), seat, why, keys.sign_key) for slip in slips))


def _sign_key(folder: Path) -> SignKey:
    return SignKey(bytes.fromhex((folder / "sign.key").read_text()))
