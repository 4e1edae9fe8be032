"""The journey, step by step: from six people and a text message to a summary that an analyst reads, and back out.

Nothing here looks into a zone: every step is a client's request and its answer, and what a step must have brought
about is checked before the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

from protocol.consent import Audience
from server.demo.errors import StepFailed
from server.demo.ground import EPOCH_SECONDS, Ground
from server.demo.people import (
    Console,
    Sent,
    Sources,
    approve_as_custodians,
    connect_custodian,
    look_as_custodian,
    send_text_message,
    wait_for,
)
from server.demo.stories import LANGUAGES, SMALL_SUMMARY, STORIES, SUMMARY, TEXT_MESSAGE, TEXT_SENDER, Story, summary_of
from server.demo.telling import Step, Teller

COMPARTMENT = "xa-testimony"
APPROVING = (1, 2, 5, 7)
"""The seats whose custodians answer in the demo: four of seven."""
PATIENCE = 180.0
"""Seconds for what takes a few, on a machine that has much else to do."""


@dataclass(slots=True)
class Journey:
    """Enter it, then run it with `travel`; each method is one step that somebody takes."""

    ground: Ground
    teller: Teller
    own_reports: tuple[Story, ...] = ()
    message: str = TEXT_MESSAGE
    sender: str = TEXT_SENDER
    opening: str = field(init=False, default="")
    sources: Sources = field(init=False)
    curator: Console = field(init=False)
    reviewer: Console = field(init=False)
    analyst: Console = field(init=False)
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        ground = self.ground
        self.sources = Sources(ground)
        self.curator = Console(ground.url("curator-desk"), ground.consoles["curator-desk"])
        self.reviewer = Console(ground.url("reviewer-desk"), ground.consoles["reviewer-desk"])
        self.analyst = Console(ground.url("release"), ground.analyst)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the consoles' connections."""
        for console in (self.curator, self.reviewer, self.analyst):
            console.close()

    def travel(self) -> None:
        self.report()
        self.text()
        parts = self.collect()
        self.opening = self.ask(parts)
        self.approve()
        self.read(self.opening)
        telling = self.chosen(self.opening)
        released = self.summarize(self.opening, telling, SUMMARY, "displacement")
        self.publish(released)
        self.refuse_small(self.opening, telling[:2])
        self.withdraw()

    def report(self) -> None:
        stories = (*STORIES, *self.own_reports)
        self.teller.working(f"{len(stories)} people seal and send their reports")
        self.sent = self.sources.report_all(stories)
        for one in self.sent:
            vouched = f"with a card from {one.story.partner}" if one.story.partner else "without a card"
            identity = ", and a name and number sealed apart" if one.story.identity else ""
            self.teller.tell(
                Step(
                    "source",
                    "report",
                    f"{one.story.who} writes in {LANGUAGES[one.story.language]}, {vouched}{identity}; "
                    "every part is sealed on the device and kept by intake",
                    "intake: text, card, consent, whether the identity part is real",
                    {"language": one.story.language, "vouched": one.story.partner is not None},
                )
            )

    def text(self) -> None:
        status = send_text_message(self.ground, self.message, self.sender)
        if status != 200:
            raise StepFailed(f"The gateway answered {status}.")
        self.teller.tell(
            Step(
                "gateway",
                "text",
                "someone sends a text message; the gateway seals text and number apart, writes both to its journal, "
                "and only then says yes to the provider",
                "the gateway's disk: text and number. Carrier and provider have read both: a plain SMS is open to them",
            )
        )

    def collect(self) -> list[str]:
        expected = len(self.sent) + 1

        def all_there() -> list[dict[str, Any]] | None:
            listed = self.curator.get("/v1/parts", compartment=COMPARTMENT)["parts"]
            return listed if len(listed) >= expected else None

        self.teller.working("the vault comes and takes what intake holds")
        listed = wait_for("the vault to collect every part", PATIENCE, all_there)
        vouched = sum(part["vouched"] for part in listed)
        self.teller.tell(
            Step(
                "vault",
                "collect",
                f"the vault has taken a shuffled pool in: {len(listed)} testimonies, {vouched} of them vouched for; "
                "intake has deleted its rows",
                "vault: any text, any name, which identity belongs to which testimony, the hour",
                {"testimonies": len(listed), "vouched": vouched},
            )
        )
        return [part["part"] for part in listed if part["may_be_opened"]]

    def ask(self, parts: list[str]) -> str:
        self.reviewer.post("/v1/fresh-keys", {"compartment": COMPARTMENT})
        form = {"compartment": COMPARTMENT, "parts": parts, "aim": "early-warning", "reviewer": "reviewer-desk"}
        opening = self.curator.post("/v1/openings", form)
        self.teller.tell(
            Step(
                "redaction",
                "request",
                f"the curator asks to open {len(parts)} parts in one batch, for early warning, with two fresh keys; "
                "the request is in the log before any custodian is shown it",
                "log: who asks, for what, how many",
                {"parts": len(parts)},
            )
        )
        return str(opening["opening"])

    def approve(self) -> None:
        self.teller.working("custodians check the request on their own machines")
        folders = [connect_custodian(self.ground, COMPARTMENT, number) for number in APPROVING]
        seen = wait_for("the request to reach a custodian", PATIENCE, lambda: look_as_custodian(folders[0]) or None)
        self.teller.tell(
            Step(
                "custodian",
                "look",
                f"a custodian sees: {seen[0]['parts']} parts, {seen[0]['aim']}, for {seen[0]['curator']} "
                f"and {seen[0]['reviewer']}; the proof, consents, withdrawals and quota were checked here",
                "custodian: what any report says",
                {"may_approve": seen[0]["may_approve"]},
            )
        )
        for number, said in zip(APPROVING, approve_as_custodians(folders), strict=True):
            self.teller.tell(
                Step(
                    "custodian",
                    "approve",
                    f"custodian {number} of 7: {said}",
                    "vault: the shares, which are sealed anew to the two desks' fresh keys",
                )
            )

    def read(self, opening: str) -> None:
        joined: list[dict[str, Any]] = []
        for desk, console in (("curator", self.curator), ("reviewer", self.reviewer)):
            wait_for(f"the approvals to reach the {desk}'s desk", PATIENCE, partial(_approved, console, opening))
            joined = console.post(f"/v1/openings/{opening}/join")["parts"]
            if any(part["outcome"] != "open" for part in joined):
                raise StepFailed(f"Not every part opened at the {desk}'s desk.")
        shown = [self.curator.get(f"/v1/openings/{opening}/parts/{part['part']}") for part in joined]
        texts = [text for part in shown for text in part["texts"]]
        proposals = sum(len(text["spans"]) for text in texts)
        kinds = sorted({span["kind"] for text in texts for span in text["spans"]})
        held = sum(text["held"] for text in texts)
        self.teller.tell(
            Step(
                "redaction",
                "open",
                f"both desks join four shares each and read {len(shown)} parts in memory; the detector proposes "
                f"{proposals} identifiers ({', '.join(kinds)}), and holds {held} texts it cannot follow",
                "everyone else: a word of it. With three shares the desks could not read it either",
                {"parts": len(shown), "proposals": proposals, "held": held},
            )
        )

    def chosen(self, opening: str) -> list[str]:
        """The parts whose source allows a summary; what came by text may only be read."""
        held = self.curator.get(f"/v1/openings/{opening}")["parts"]
        order = {story.text: place for place, story in enumerate((*STORIES, *self.own_reports))}
        ranked: dict[str, int] = {}
        for part in held:
            shown = self.curator.get(f"/v1/openings/{opening}/parts/{part['part']}")
            ranked.update((part["part"], order[one["text"]]) for one in shown["texts"] if one["text"] in order)
        return sorted(ranked, key=lambda part: ranked[part])

    def summarize(self, opening: str, parts: list[str], words: Mapping[str, str], event_type: str) -> str:
        draft = self._draft(opening, parts, words, event_type)
        answer = self.curator.post(f"/v1/drafts/{draft}/hand-over")
        if answer["verdict"] is None:
            raise StepFailed(f"The vault gave no clearance: {answer['reason']}.")
        verdict = answer["verdict"]
        self.teller.tell(
            Step(
                "vault",
                "clear",
                "the vault finds two desks, an opening and a consent for every part, and at least five people who "
                "are vouched for by three partners; it signs a clearance for a commitment",
                "vault: what the summary says",
                {"state": answer["draft"]["state"]},
            )
        )
        said = "passes" if verdict["state"] != "refused" else "fails"
        self.teller.tell(
            Step(
                "release",
                "gate",
                f"the summary {said} the gate, rule by rule, and waits for the next epoch",
                "release: which reports it stands on",
                {"state": verdict["state"], "rules": verdict["rules"]},
            )
        )
        self.teller.rules(verdict["rules"])
        if verdict["state"] == "refused":
            raise StepFailed("The gate refused the summary.")
        return str(answer["draft"]["commitment"])

    def _draft(self, opening: str, parts: list[str], words: Mapping[str, str], event_type: str) -> str:
        summary = summary_of(self.ground.today, words, event_type)
        form = {
            "openings": [opening],
            "parts": parts,
            "audience": int(Audience.CONSORTIUM),
            "expiry": 90,
            "summary": summary,
        }
        written = self.curator.post("/v1/drafts", form)
        draft = str(written["draft"])
        found = written["findings"]
        self.teller.tell(
            Step(
                "redaction",
                "write",
                f"the curator writes a summary anew from fields, standing on {len(parts)} reports; held against the "
                f"originals it shares {len(found['shared'])} runs of words and leaves {len(found['identifiers'])} "
                "identifiers; the draft is kept sealed",
                "the desk's disk: any of it",
                {"reports": len(parts), "words": written["words"]},
            )
        )
        self.curator.post(f"/v1/drafts/{draft}/send")
        wait_for("the draft to reach the reviewer", PATIENCE, lambda: self._arrived(draft))
        self.reviewer.get(f"/v1/reviews/{draft}")
        self.reviewer.post(f"/v1/reviews/{draft}/sign")
        wait_for("the reviewer's signature to come back", PATIENCE, lambda: self._agreed(draft))
        self.teller.tell(
            Step(
                "redaction",
                "review",
                "a second person, at another desk, reads the same originals and the draft, and signs",
                "vault: the draft, which went through it sealed",
            )
        )
        return draft

    def _arrived(self, draft: str) -> bool | None:
        return any(one["draft"] == draft for one in self.reviewer.get("/v1/reviews")["reviews"]) or None

    def _agreed(self, draft: str) -> bool | None:
        states = {one["draft"]: one["state"] for one in self.curator.get("/v1/drafts")["drafts"]}
        return states.get(draft) == "agreed" or None

    def publish(self, commitment: str) -> None:
        self.teller.working(f"waiting for the next epoch (every {EPOCH_SECONDS} seconds in this policy)")
        released = wait_for("the release to be published", PATIENCE, self._released)
        if commitment in str(released):
            raise StepFailed("The release shows its commitment.")
        self.teller.tell(
            Step(
                "release",
                "read",
                f"an analyst reads: “{released['title']}” ({released['area']}, {released['period']}, "
                f"sources {released['band']}, TLP:{str(released['tlp']).upper()})",
                "analyst: who said it, how many exactly, when it was said",
                {"band": released["band"], "title": released["title"]},
            )
        )

    def _released(self) -> dict[str, Any] | None:
        listed = self.analyst.get("/v1/summaries")["summaries"]
        return dict(listed[0]) if listed else None

    def refuse_small(self, opening: str, parts: list[str]) -> None:
        draft = self._draft(opening, parts, SMALL_SUMMARY, "threats")
        answer = self.curator.post(f"/v1/drafts/{draft}/hand-over")
        if answer["refused_by"] != "vault":
            raise StepFailed("A summary that stands on two people was not refused.")
        self.teller.tell(
            Step(
                "vault",
                "refuse",
                f"a second summary stands on two people: the vault refuses it ({_in_words(answer['reason'])})",
                "release: that it was ever asked for",
                {"reason": answer["reason"]},
            )
        )

    def withdraw(self) -> None:
        self.sources.withdraw(self.sent[1])
        self.teller.tell(
            Step(
                "source",
                "withdraw",
                f"{self.sent[1].story.who} takes the report back, with nothing but the receipt",
                "intake: that it was a withdrawal; every post has one size",
            )
        )
        self.teller.working("waiting for the vault to collect and for the next epoch")
        wait_for("the release to leave", PATIENCE, lambda: True if self._released() is None else None)
        self.teller.tell(
            Step(
                "release",
                "leave",
                "the release that stood on it is gone at the next epoch, as one that has expired would be",
                "analyst: why it left",
            )
        )


def _in_words(reasons: str) -> str:
    """Coded reasons, apart by spaces, for a reader."""
    return ", ".join(code.replace("-", " ") for code in reasons.split())


def _approved(console: Console, opening: str) -> bool | None:
    parts = console.get(f"/v1/openings/{opening}")["parts"]
    return all(part["state"] in {"approved", "opened"} for part in parts) or None
