"""A source at the page: what they write, and the acts that do it."""

from __future__ import annotations

from typing import Any

from protocol.consent import Profile, profile_terms
from tests.clients.web.chromium import OnePage
from tests.clients.web.intake import trust_block
from tests.clients.web.modules import Modules, Receipt, Tell
from tests.worlds import NOW, TODAY, Consortium

RECEIPT = Receipt(bytes(range(16)))
READ = profile_terms(Profile.CURATOR_MAY_READ, TODAY).model_dump(mode="json")
COARSE = profile_terms(Profile.SUMMARY_COARSE, TODAY).model_dump(mode="json")
BOTTOM = profile_terms(Profile.KEEP_SEALED, TODAY).model_dump(mode="json")
NATIVE = {"kem": True, "cipher": True}
LIBRARY = {"kem": False, "cipher": False}


def written(**changed: Any) -> dict[str, Any]:
    """What a source has written, with the fields that acts.ts names."""
    return {
        "country": "xa",
        "text": "Three trucks came at night. شاهدت ثلاث شاحنات.",
        "eventType": "threats",
        "place": "by the river",
        "week": "2026-w47",
        "harmed": "a family",
        "riskFactors": [9, 7],
        "tonight": False,
        "identity": None,
        "card": None,
        "terms": COARSE,
        "identityTerms": READ,
        "evidenceTerms": READ,
        "pictures": [],
        "originals": [],
    } | changed


class Source:
    """The acts in one page, for a page that intake served."""

    def __init__(
        self, page: OnePage, consortium: Consortium, *, native: dict[str, bool] | None = None, now: float = NOW
    ) -> None:
        self.page, self.call = page, Modules(page)
        given = {"trust": trust_block(consortium), "language": "en", "words": None}
        self.call("library.begin", given, now, native or NATIVE)

    def arrive(self) -> Any:
        return self.call("acts.arrive")

    def send(self, what: dict[str, Any] | None = None, receipt: Receipt = RECEIPT, index: int = 0) -> None:
        self.call("acts.send", what or written(), receipt, index, Tell())

    def check_in(self, receipt: Receipt = RECEIPT, kind: str = "testimony", index: int = 0) -> Any:
        return self.call("library.checkIn", receipt, kind, index, Tell())

    def finish(self, wish: dict[str, Any], *, read: bool = False) -> None:
        self.call("checkIn.finish", wish, read, Tell())

    def told(self) -> list[dict[str, Any]]:
        said: list[dict[str, Any]] = self.page.evaluate("leeward.told")
        return said

    def waited(self) -> list[float]:
        seconds: list[float] = self.page.evaluate("leeward.waited")
        return seconds
