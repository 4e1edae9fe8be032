"""The journey again and again, step by step, by people who try until they are answered, and note what they were told.

Rules of this file
* A step returns once everybody in it was told yes. What is refused in passing (a zone is away, a disk is full) is tried
  again; what a person would have to begin anew because a desk forgot it, is begun anew.
* Whatever else an answer says is a fault of the system, and ends the run: Unheard.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from clients.auditor.log_check import CannotReachLog, verify_log
from clients.device_auth import DeviceAuth
from clients.key_file import PersonKeys, open_keys
from clients.source.reporting import withdrawal_posts
from clients.to_intake import Intake, IntakeDoorError
from protocol.checkpoint import read_checkpoint
from protocol.consent import Audience, Profile, profile_terms
from protocol.contents import Testimony
from protocol.crossings import CBOR, Answers, OpeningNotices
from protocol.directory import DeviceRole
from protocol.ids import date_of
from protocol.opening import approve, check_request
from protocol.policy import PolicyBundle, SignedPolicy, sign_policy
from protocol.primitives import SignKey
from protocol.receipt import Receipt
from protocol.release import EventType
from protocol.report import Report, SealedReport, seal_report
from server.demo.ground import PARTNERS, Ground
from tests.chaos.promised import Promised

COMPARTMENT = "xa-testimony"
SEATS = (1, 2, 5, 7)
SECONDS = 5.0
"""For one answer; longer than zones wait for each other."""
AGAIN = 0.1
LOOKING_ON = 12.0
"""Seconds."""
_T = TypeVar("_T")


class Unheard(Exception):
    """The system answered what it should not."""


class TooLong(Exception):
    """A step did not come to its end: the system did not come back by itself."""


class Away(Exception):
    """No answer, or one that says: later."""


class Forgot(Exception):
    """A desk was ended, and what it held in memory is gone, as promised: this is asked for anew."""


_FORGOTTEN = {"no-such-opening", "key-forgotten", "originals-missing", "no-fresh-key", "part-not-open"}


class Door:
    """One person's signed requests to one zone."""

    def __init__(self, url: str, key: SignKey) -> None:
        self._auth = DeviceAuth(key, key.public.hex(), time.time)
        self._url = url

    def ask(self, method: str, path: str, body: bytes | None = None, media: str = CBOR) -> bytes:
        """The answer. Raises Away, Forgot or Unheard."""
        headers = {"content-type": media} if body is not None else {}
        try:
            answer = httpx.request(
                method,
                self._url + path,
                content=body,
                headers=headers,
                auth=self._auth,
                timeout=SECONDS,
                trust_env=False,
            )
        except httpx.HTTPError:
            raise Away from None
        if answer.is_success:
            return answer.content
        if answer.status_code >= 500 or answer.status_code in {401, 408, 429}:
            raise Away(answer.text)
        kind = answer.json().get("type", "") if "json" in answer.headers.get("content-type", "") else ""
        if kind.rpartition(":")[2] in _FORGOTTEN:
            raise Forgot(kind)
        raise Unheard(f"{method} {path}: {answer.status_code} {answer.text[:300]}")

    def json(self, method: str, path: str, body: object = None) -> Any:
        raw = json.dumps(body, separators=(",", ":")).encode() if body is not None else None
        answer = self.ask(method, path, raw, "application/json")
        return json.loads(answer) if answer else None


@dataclass
class Told:
    """A report and whoever sent it."""

    receipt: Receipt
    sealed: SealedReport


@dataclass
class Tale:
    """One journey at a time; what it is in the middle of is in its fields."""

    ground: Ground
    promised: Promised
    memory: Path
    stop: threading.Event = field(default_factory=threading.Event)
    patience: float = 90.0
    told: list[Told] = field(default_factory=list)
    opening: str = ""
    draft: str = ""
    commitment: bytes = b""
    cell: dict[str, str] = field(default_factory=dict)
    number: int = 0
    version: int = 1

    def __post_init__(self) -> None:
        ground = self.ground
        self.intake = Intake(ground.url("intake"), seconds=SECONDS)
        self.curator = Door(ground.url("curator-desk"), ground.consoles["curator-desk"])
        self.reviewer = Door(ground.url("reviewer-desk"), ground.consoles["reviewer-desk"])
        self.analyst = Door(ground.url("release"), ground.analyst)
        self.custodians = {seat: _opened(ground.custodian_folder(COMPARTMENT, seat) / "custodian") for seat in SEATS}
        self.administrators = {name: _opened(ground.path("people", name)) for name in ("dalia", "emre")}
        self.cards = {partner: iter(ground.codes[partner]) for partner in PARTNERS}
        self.cells = self._cells()

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """In the order of the story."""
        return [
            ("upload", self.upload),
            ("text", self.text),
            ("collection", self.collection),
            ("request", self.request),
            ("log tick", self.log_tick),
            ("approval", self.approval),
            ("opening", self.join),
            ("draft", self.write),
            ("review", self.review),
            ("clearance", self.hand_over),
            ("epoch", self.epoch),
            ("withdrawal", self.withdrawal),
            ("removal", self.removal),
            ("policy", self.policy),
            ("the crowd", self.look_on),
        ]

    def look_on(self) -> None:
        """For a while the others report, text and take back, and the zones do what they do by themselves."""
        self.stop.wait(LOOKING_ON if self.number > 1 else LOOKING_ON / 3)

    # Sources and gateway

    def upload(self) -> None:
        self.number += 1
        self.told, self.cell = [], next(self.cells)
        for place, partner in enumerate((*PARTNERS, *PARTNERS)):
            self._tell(f"report {self.number} of person {place}", partner)
        self._send_all()

    def _send_all(self) -> None:
        for one in self.told:
            for part in (one.sealed.testimony, one.sealed.identity):
                self._until(lambda part=part: self.intake.send_part(part, self.ground.directory, lambda: None))
                self.promised.parts.add(part.id())

    def _tell(self, words: str, partner: str | None) -> None:
        terms = profile_terms(Profile.SUMMARY_FINER, self.ground.today)
        card = next(self.cards[partner]) if partner else None
        report = Report("xa", Testimony(text=words), terms, card=card)
        receipt = Receipt.new()
        sealed = seal_report(report, self.ground.directory, receipt, 0, self.ground.today)
        self.promised.sent |= {sealed.testimony.id(), sealed.identity.id()}
        self.told.append(Told(receipt, sealed))

    def text(self) -> None:
        text, tries = f"{type(self).__name__} {self.number}", itertools.count(1)

        def send() -> int:
            done = next(tries)
            self._webhook(text)
            return done

        self.promised.texts[text] = self._until(send)

    def _webhook(self, text: str) -> None:
        secret = self.ground.path("keys", "gateway", "webhook.secret").read_text().strip()
        body = json.dumps({"id": text, "from": "+254700111222", "to": "40404", "text": text}).encode()
        # A provider signs each try anew, and no sooner than a second later.
        time.sleep(max(0.0, self._last_stamp + 1 - time.time()))
        stamp = str(int(time.time()))
        self._last_stamp = int(stamp)
        signature = hmac.new(secret.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
        headers = {"content-type": "application/json", "x-timestamp": stamp, "x-signature": signature}
        url = f"{self.ground.url('gateway')}/v1/webhooks/demo"
        try:
            answer = httpx.post(url, content=body, headers=headers, timeout=SECONDS, trust_env=False)
        except httpx.HTTPError:
            raise Away from None
        if answer.status_code >= 500:
            raise Away
        if not answer.is_success:
            raise Unheard(f"the gateway: {answer.status_code} {answer.text[:200]}")

    _last_stamp: int = 0

    def collection(self) -> None:
        wanted = {one.sealed.testimony.id().hex() for one in self.told}

        def all_there() -> None:
            listed = self.curator.json("GET", f"/v1/parts?compartment={COMPARTMENT}")["parts"]
            if not wanted <= {one["part"] for one in listed}:
                raise Away

        self._until(all_there)

    def withdrawal(self) -> None:
        self._withdraw(self.told[0])

    def _withdraw(self, one: Told) -> None:
        posts = withdrawal_posts(one.receipt, 0, self.ground.directory, self.ground.today)
        bucket = one.sealed.testimony.id()[0]  # any: the vault knows what a post is for by what is in it
        for post in posts:
            self._until(
                lambda post=post, to=bucket: self.intake.send_post(post, to, self.ground.directory, lambda: None)
            )
        self.promised.withdrawn.add(one.sealed.testimony.id())

    # Desks and custodians

    def request(self) -> None:
        form = {
            "compartment": COMPARTMENT,
            "parts": [one.sealed.testimony.id().hex() for one in self.told],
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
            self._until(lambda: self.reviewer.json("POST", "/v1/fresh-keys", key))
            try:
                self.opening = self._until(ask)
                break
            except Forgot:  # its desk ended, and its key with it
                continue
        else:
            raise TooLong("no fresh key lives long enough")
        self.promised.openings[bytes.fromhex(self.opening)] = tuple(bytes.fromhex(one) for one in form["parts"])

    def log_tick(self) -> None:
        """The log grows, by what it should, and is the log that was seen before."""
        directory = self.ground.directory

        def size() -> int:
            with _may_be_away():
                note = httpx.get(f"{self.ground.url('ledger')}/checkpoint", timeout=SECONDS, trust_env=False)
                note.raise_for_status()
            origin, key = directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER)
            return read_checkpoint(note.content, origin, key).size

        before = self._until(size)

        def grown() -> None:
            if size() <= before:
                raise Away

        self._until(grown)
        self.verify()

    def verify(self) -> None:
        """As an auditor. Raises LogDoesNotHold."""
        self._until(lambda: verify_log(self.ground.url("ledger"), self.ground.directory, self.memory))

    def approval(self) -> None:
        for seat, keys in self.custodians.items():
            self._until(lambda seat=seat, keys=keys: self._approve(seat, keys))

    def _approve(self, seat: int, keys: PersonKeys) -> None:
        door = Door(self.ground.url("vault"), keys.sign_key)
        opening = bytes.fromhex(self.opening)
        notices = OpeningNotices.from_bytes(door.ask("GET", f"/v1/openings?compartment={COMPARTMENT}")).notices
        shown = [one for one in notices if one.request.id() == opening]
        parts = set(self.promised.openings[opening])
        if not shown and not self._has_answered(opening, seat):
            raise Away  # the log has not proved it yet
        for notice in shown:
            checked = check_request(notice.request, self.ground.directory, int(time.time()))
            slips = [approve(slip, checked, keys.seal_key, keys.sign_key) for slip in notice.slips]
            self._sent.add((opening, seat))
            door.ask("POST", "/v1/approvals", Answers(approvals=tuple(slips)).to_bytes())
        self.promised.answers |= {(opening, part, seat) for part in parts}

    def _has_answered(self, opening: bytes, seat: int) -> bool:
        """A custodian's answer whose answer was lost: if nothing is shown any more, it was taken."""
        return (opening, seat) in self._sent

    _sent: set[tuple[bytes, int]] = field(default_factory=set)

    def join(self) -> None:
        self._anew_if_forgotten(self._join, [])

    def _join(self) -> None:
        for desk in (self.curator, self.reviewer):
            self._until(lambda desk=desk: self._join_at(desk))
        self.promised.opened |= {(bytes.fromhex(self.opening), one.sealed.testimony.id()) for one in self.told}

    def _join_at(self, desk: Door) -> None:
        followed = desk.json("GET", f"/v1/openings/{self.opening}")["parts"]
        if any(part["state"] not in {"approved", "opened"} for part in followed):
            raise Away
        joined = desk.json("POST", f"/v1/openings/{self.opening}/join")["parts"]
        if any(part["outcome"] != "open" for part in joined):
            raise Away if {one["outcome"] for one in joined} & {"unreachable", "missing"} else Unheard(str(joined))

    def write(self) -> None:
        self._anew_if_forgotten(self._write, [self._join])

    def _write(self) -> None:
        def write() -> dict[str, Any]:
            return dict(self.curator.json("POST", "/v1/drafts", self._form()))

        written = self._until(write)
        self.draft, self.commitment = str(written["draft"]), bytes.fromhex(written["commitment"])
        self.promised.drafted[bytes.fromhex(self.draft)] = self.commitment
        self._until(lambda: self.curator.json("POST", f"/v1/drafts/{self.draft}/send"))

    def review(self) -> None:
        self._anew_if_forgotten(self._review, [self._join, self._write])

    def _review(self) -> None:
        def reviewed() -> None:
            if self._state() == "agreed":
                return
            waiting = self.reviewer.json("GET", "/v1/reviews")["reviews"]
            if any(one["draft"] == self.draft for one in waiting):
                self.reviewer.json("GET", f"/v1/reviews/{self.draft}")
                self.reviewer.json("POST", f"/v1/reviews/{self.draft}/sign")
            raise Away

        self._until(reviewed)

    def _state(self) -> str:
        states = {one["draft"]: one["state"] for one in self.curator.json("GET", "/v1/drafts")["drafts"]}
        if self.draft not in states:
            raise Unheard("the curator's desk lost a draft that it had kept")
        return str(states[self.draft])

    def hand_over(self) -> None:
        def over() -> None:
            if self._state() == "handed-over":
                return
            answer = self.curator.json("POST", f"/v1/drafts/{self.draft}/hand-over")
            verdict = answer["verdict"]
            if verdict is None or verdict["state"] == "refused":
                raise Unheard(f"refused: {answer['reason']} {verdict}")

        self._until(over)
        self.promised.submitted.add(self.commitment)

    def _anew_if_forgotten(self, step: Callable[[], None], before: list[Callable[[], None]]) -> None:
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

    # What comes out

    def epoch(self) -> None:
        self._until(lambda: self._must_be_shown(True))
        self.promised.read.add((self.cell["area"], self.cell["period"], self.cell["event_type"]))

    def removal(self) -> None:
        self._until(lambda: self._must_be_shown(False))

    def _must_be_shown(self, wanted: bool) -> None:
        listed = self.analyst.json("GET", "/v1/summaries")["summaries"]
        there = any(all(one[name] == value for name, value in self.cell.items()) for one in listed)
        if there is not wanted:
            raise Away

    def policy(self) -> None:
        """Two administrators sign the next bundle, and put it where the policy zone looks."""
        self.version += 1
        bundle = _bundle(self.ground).model_copy(update={"version": self.version})
        names = self.administrators
        signatures = tuple(sign_policy(bundle, name, keys.sign_key) for name, keys in names.items())
        raw = SignedPolicy(bundle=bundle.to_bytes(), signatures=signatures).to_bytes()
        coming = self.ground.path("papers", "policy.coming")
        coming.write_bytes(raw)
        coming.replace(self.ground.path("papers", "policy.cbor"))
        door = Door(self.ground.url("policy"), self.custodians[1].sign_key)

        def in_force() -> None:
            if door.ask("GET", "/v1/policies") != raw:
                raise Away

        self._until(in_force)
        self.promised.policies[self.version] = raw

    def _until(self, act: Callable[[], _T]) -> _T:
        """Try until it is done. Raises TooLong, Forgot or Unheard."""
        end, last = time.monotonic() + self.patience, ""
        while time.monotonic() < end and not self.stop.is_set():
            try:
                return act()
            except (Away, IntakeDoorError, CannotReachLog) as why:
                last = repr(why)
            self.stop.wait(AGAIN)
        raise TooLong(last)

    def _form(self) -> dict[str, Any]:
        return {
            "openings": [self.opening],
            "parts": [one.sealed.testimony.id().hex() for one in self.told],
            "audience": int(Audience.CONSORTIUM),
            "expiry": 90,
            "summary": _SUMMARY | self.cell | {"valid_until": self.ground.today + 14},
        }

    def _cells(self) -> Iterator[dict[str, str]]:
        day = date_of(self.ground.today)
        week = f"{day.isocalendar()[0]}-w{day.isocalendar()[1]:02}"
        # One of each type: areas and periods that touch are held against each other.
        for kind in EventType:
            if kind is not EventType.SEXUAL_VIOLENCE:
                yield {"area": "xa-01", "period": week, "event_type": kind.value}


@dataclass
class Crowd(Tale):
    """Others who report, text and take back meanwhile, in a thread of their own, until `ending` is set."""

    trouble: list[BaseException] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)
    """Set: the next one is the last."""

    def __post_init__(self) -> None:
        self.intake = Intake(self.ground.url("intake"), seconds=SECONDS)

    def run(self) -> None:
        while not self.ending.wait(0.1) and not self.trouble:
            self.number += 1
            try:
                self._one_of_them()
            except (Unheard, TooLong) as why:
                if not self.stop.is_set():
                    self.trouble.append(why)

    def _one_of_them(self) -> None:
        if self.number % 3 == 0:
            self.text()
            return
        self.told = []
        self._tell(f"crowd {self.number}", None)
        if self.number % 6 == 1:  # it may come before its report
            self._withdraw(self.told[0])
        self._send_all()
        if self.number % 6 == 2:
            self._withdraw(self.told[0])


@contextmanager
def _may_be_away() -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError:
        raise Away from None


def _opened(file: Path) -> PersonKeys:
    return open_keys(file.with_suffix(".key"), file.with_suffix(".passphrase").read_text())


def _bundle(ground: Ground) -> PolicyBundle:
    return PolicyBundle.from_bytes(SignedPolicy.from_bytes(ground.path("papers", "policy.cbor").read_bytes()).bundle)


_SUMMARY = {
    "title": "Armed checkpoints and shops set on fire",
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
    "predecessor": None,
}
