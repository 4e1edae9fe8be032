"""People who report, by the program or by text message, and take back."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time

import httpx

from clients.source.reporting import withdrawal_posts
from protocol.consent import Contact, Profile, profile_terms
from protocol.contents import Testimony
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from tests.chaos.doors import NO_TLS, SECONDS, Away, Unheard
from tests.chaos.teller import Teller, Told


class Sources(Teller):
    """They report with a card of one of three partners, two by two."""

    def send_all(self) -> None:
        for one in self.told:
            for part in (one.sealed.testimony, one.sealed.identity):
                self.until(lambda part=part: self.intake.send_part(part, self.ground.directory, lambda: None))
                self.promised.parts.add(part.id())

    def tell(self, words: str, partner: str | None) -> None:
        chosen = profile_terms(Profile.SUMMARY_FINER, self.ground.today)
        terms = chosen.model_copy(update={"contact": Contact.NOW})
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

        self.promised.texts[text] = self.until(send)

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
            answer = httpx.post(url, content=body, headers=headers, timeout=SECONDS, trust_env=False, verify=NO_TLS)
        except httpx.HTTPError:
            raise Away from None
        if answer.status_code >= 500:
            raise Away
        if not answer.is_success:
            raise Unheard(f"the gateway: {answer.status_code} {answer.text[:200]}")

    _last_stamp: int = 0

    def send_post(self, post: bytes, bucket: int) -> None:
        """Until intake has signed for it."""
        self.until(lambda: self.intake.send_post(post, bucket, self.ground.directory, lambda: None))

    def take_back(self, one: Told) -> None:
        bucket = one.part[0]  # any: the vault knows what a post is for by what is in it
        for post in withdrawal_posts(one.receipt, 0, self.ground.directory, self.ground.today):
            self.send_post(post, bucket)
        self.promised.withdrawn.add(one.part)
