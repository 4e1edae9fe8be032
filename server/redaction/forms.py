"""What the console writes to the desk and is shown by it, as JSON. Ids are lower-case hexadecimal."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from protocol.consent import Aim, Audience
from protocol.desk_crossings import Channel, PartState
from protocol.draft import ReviewReason
from protocol.encoding import Code, Hash
from protocol.ids import PartKind, from_text
from protocol.opening import MAX_PARTS, Side
from protocol.release import MAX_LISTED, EventType, ExpiryClass, Summary
from server.detection.reasons import Reason
from server.redaction.drafts.drafting import Standing
from server.redaction.drafts.findings import Concern
from server.redaction.drafts.keeping import DraftState
from server.redaction.room.joining import Outcome
from server.redaction.to_release import Verdict

IdText = Annotated[str, Field(min_length=64, max_length=64, pattern=r"^[0-9a-f]{64}$")]


_ID_SCHEMA = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
"""For OpenAPI: pydantic would say how many bytes an id has, not how they are written."""

Sentence = Annotated[Reason, WithJsonSchema({"type": "string"})]


class Form(BaseModel):
    """Written by the console: nothing but what is named here is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, regex_engine="rust-regex")


class Shown(BaseModel):
    """Shown to the console. Never printed: it may carry an original."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class FreshKeyForm(Form):
    compartment: Code
    hours: Annotated[int, Field(ge=1, le=168)] = 96


class FreshKeyShown(Shown):
    compartment: str
    expires: int
    """Seconds since 1970."""


class ListedPart(Shown):
    part: str
    kind: PartKind
    size_class: int
    day: int
    vouched: bool
    may_be_opened: bool
    opened: bool
    asked: bool
    channel: Channel
    urgent: bool


class PartsShown(Shown):
    parts: list[ListedPart]


class OpeningForm(Form):
    compartment: Code
    parts: Annotated[tuple[IdText, ...], Field(min_length=1, max_length=MAX_PARTS)]
    aim: Aim
    reviewer: Code
    """The desk of the second person."""
    hours: Annotated[int, Field(ge=1, le=72)] = 72


class StoppedShown(Shown):
    """What has happened by the time the key's press is answered; all else goes on by itself."""

    vault: bool
    """Whether the vault has the order."""
    policy: bool
    frozen: int
    """Requests of this desk that the vault froze."""
    kept: bool
    """Whether the order is on this desk's disk. Else it is stopped only as long as it runs."""


class ReplyForm(Form):
    text: Annotated[str, Field(min_length=1, max_length=560)]
    """For the source's eyes: nothing that would endanger them if somebody else read it."""


class OpeningPart(Shown):
    part: str
    open: bool
    """Whether it is readable at this desk now."""
    state: PartState | None = None
    approvals: int | None = None
    refusals: int | None = None


class OpeningShown(Shown):
    opening: str
    side: Side
    compartment: str
    aim: Aim
    curator: str
    reviewer: str
    expires: int
    needed: int
    """Custodians who must approve."""
    parts: list[OpeningPart]


class OpeningsShown(Shown):
    openings: list[OpeningShown]


class JoinedPart(Shown):
    part: str
    outcome: Outcome


class JoinedShown(Shown):
    opening: str
    parts: list[JoinedPart]


class PageLinkShown(Shown):
    url: str
    """With a code behind its `#`."""
    seconds: int
    """So long it can be used."""


class SpanShown(Shown):
    start: int
    end: int
    kind: str
    confidence: float
    reason: Sentence


class TextShown(Shown):
    """One field that somebody wrote, with what the detector proposes; offsets in code points."""

    field: str
    text: str
    language: str
    held: bool
    """True: the detector could not follow this text, so all of it is masked until a person has read it."""
    reason: Sentence | None
    spans: list[SpanShown]
    hints: list[SpanShown] = []
    """Of a text that is held: where to look first. What they miss is not known."""


class MediaShown(Shown):
    """A picture. Its sender says what it is: whatever shows it must be safe with any bytes."""

    media_type: str
    data: str
    """Base64 (RFC 4648 §4), as in `FileShown`."""


class FileShown(Shown):
    """One file as it was. Nobody has looked into it: it may be made to harm whoever opens it."""

    media_type: str | None
    """What its sender called it: a text to be read, not a type to open it by."""
    size: int
    """Bytes."""
    data: str


class FileListed(Shown):
    """A picture or a file that is not shown: what its sender calls it, and its bytes counted."""

    media_type: str | None
    size: int


class SegmentShown(Shown):
    """Which text of a long one this is, by its carrier's word: `place` from 1 to `of`."""

    place: int
    of: int


class PartShown(Shown):
    part: str
    kind: PartKind
    texts: list[TextShown]
    event_type: str | None = None
    week: str | None = None
    risk_factors: list[int] = []
    tonight: bool = False
    identity: str | None = None
    """The identity part that was sent with it: nobody but a reader of this part can tell."""
    evidence: list[str] = []
    group: str | None = None
    """What the texts of one long SMS share, in hexadecimal."""
    segment: SegmentShown | None = None
    files: list[FileListed] = []
    """In the order in which pages and `media` have them."""
    media: list[MediaShown] = []
    """Of a testimony: its pictures, drawn anew by their sender. The detector does not look at them."""
    file: FileShown | None = None
    """Of an evidence part."""
    real: bool | None = None
    """Of an identity part: whether anything is in it."""


class SummaryForm(Summary):
    """A summary as JSON: the coded fields and few words of SPEC 16.1, with `predecessor` in hexadecimal.

    The desk learns from release what a summary replaces: written, `predecessor` may be left out.
    """

    model_config = ConfigDict(val_json_bytes="hex", ser_json_bytes="hex")
    predecessor: Annotated[Hash | None, WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "null"}]})] = None

    def summary(self) -> Summary:
        return Summary.model_validate(self.model_dump())


class DraftForm(Form):
    openings: Annotated[tuple[IdText, ...], Field(min_length=1, max_length=MAX_LISTED)]
    parts: Annotated[tuple[IdText, ...], Field(min_length=1, max_length=MAX_LISTED)]
    audience: Audience
    expiry: ExpiryClass
    urgent: bool = False
    summary: SummaryForm

    def standing(self) -> Standing:
        openings, parts = (tuple(map(from_text, ids)) for ids in (self.openings, self.parts))
        return Standing(openings, parts, self.audience, self.expiry, self.urgent)


class MarkShown(Shown):
    field: str
    start: int
    end: int
    kind: str
    reason: Sentence


class FindingsShown(Shown):
    shared: list[MarkShown]
    """Runs of five words that stand in an original too."""
    identifiers: list[MarkShown]
    concerns: list[Concern]


class DraftShown(Shown):
    draft: str
    state: DraftState
    compartment: str
    reviewer: str
    commitment: str
    """What a successor names as its predecessor."""
    area: str
    period: str
    event_type: EventType
    valid_until: int
    said: str | None
    words: int | None = None
    findings: FindingsShown | None = None


class DraftsShown(Shown):
    drafts: list[DraftShown]
    unreadable: int
    """Files that are no drafts of this desk any more."""
    unusable_letters: int | None
    """Letters that were not what they said; null if the vault could not be asked for answers."""


class ReviewShown(Shown):
    draft: str
    curator: str
    summary: SummaryForm
    parts: list[str]
    openings: list[str]
    """Join each of these to read the originals."""
    aim: Aim
    audience: Audience
    expiry: ExpiryClass
    urgent: bool
    words: int
    findings: FindingsShown | None = None
    not_listed: list[str] | None = None
    """Parts that both desks opened for this aim, by the vault's word, and that no summary stands on."""
    in_other_summaries: list[str] | None = None
    """The same, but another cleared summary stands on them."""


class ReviewsShown(Shown):
    reviews: list[ReviewShown]
    unusable_letters: int


class RefusalForm(Form):
    reason: ReviewReason


class HandOverShown(Shown):
    draft: DraftShown
    refused_by: Literal["vault", "gate"] | None
    reason: str | None
    verdict: Verdict | None
