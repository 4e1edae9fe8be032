"""What a desk asks a room, and what the room answers: the only words between them.

A desk's process holds keys, network and pages; a room is a process of its own in which one opening is readable. One
question is one `Kind`: its name, the message that asks, the message that answers, and how long the answer may take. A
new question is one more `Kind` here, and one more row in `inside/answering.py`.

Rules of this file
* An answer says no more of an original than was asked. Of `HOLD_WORDS` that is where the summary's own words stand.
* Every message has a bound that both ends check: `BOUND` in bytes, `ITEMS` in values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, ClassVar, Generic, Self, TypeVar

from pydantic import Field, model_validator

from protocol.contents import CLASSES, MOST_OF_A_FILE, GroupTag, Media, RiskFactors, Segment
from protocol.directory import MAX_SEATS
from protocol.encoding import Code, Hash, Message
from protocol.ids import FILES_OF_A_REPORT, PartKind
from protocol.opening import MAX_PARTS
from protocol.primitives import TAG
from protocol.release import MAX_LISTED
from protocol.sealing import SealedPart
from server.detection.reasons import Reason
from server.detection.spans import Kind as SpanKind
from server.redaction.files.boxes import MOST_BOXES, MOST_PAGES, WHOLE
from server.redaction.files.kinds import Kind as FileKind
from server.redaction.pseudonyms import What
from server.redaction.stand_in_words import AnyLanguage

MOST_READABLE = 64
MOST_SPANS = 10_000
"""In all texts of a part. Nobody looks at so many one after another: the text that has more is masked whole."""
MOST_LETTERS = 1 << 20
"""Code points of one text, as of a testimony."""
MOST_HIDDEN = MOST_SPANS + 500
"""In one text: what a detector proposes, and what a person adds."""
MOST_MARKED = 4000
"""By a person, in one part."""
MOST_PRINTS = 600
MOST_FILES = 8
"""In one part: the pictures of a testimony."""
MOST_OF_NOTES = 4000
"""Code points on one part."""
NOTES_PADDED = 16 * 1024
"""Bytes of all notes before they are sealed, so that a file's size tells nothing of them."""
_AROUND = 64 * 1024

Share = Annotated[bytes, Field(min_length=33, max_length=33)]
Confidence = Annotated[float, Field(gt=0, le=1)]


class Problem(StrEnum):
    """Why a room does not answer a question and stands nevertheless. All else that goes wrong in it ends it."""

    PART_NOT_OPEN = "part-not-open"
    # Of a file, each is an error of files/errors.py (file_problems.py).
    TOO_LARGE = "too-large"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY_PAGES = "too-many-pages"
    TOOK_TOO_LONG = "took-too-long"
    MARKUP_NOT_TAKEN = "markup-not-taken"
    RECORDING_NOT_TAKEN = "recording-not-taken"
    TEXT_NOT_TAKEN = "text-not-taken"
    ARCHIVE_NOT_TAKEN = "archive-not-taken"
    OFFICE_NOT_TAKEN = "office-not-taken"
    UNKNOWN_KIND = "unknown-kind"
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    READER_COULD_RUN = "reader-could-run"
    NO_SUCH_FILE = "no-such-file"
    NO_SUCH_PAGE = "no-such-page"
    NOT_A_BOX = "not-a-box"
    NO_PROPOSALS = "no-proposals"
    MODEL_CHANGED = "model-changed"
    NOT_PROVEN = "not-proven"
    NOTES_UNREADABLE = "notes-unreadable"


class Lack(StrEnum):
    """What a room would forbid itself, and this system does not let it."""

    MEMORY_LOCK = "memory-lock"
    """Its memory may be swapped out."""
    MEMORY_BOUND = "memory-bound"
    NETWORK = "network-namespace"
    FILES = "file-rules"
    CALLS = "call-filter"
    PARENT = "end-with-desk"
    """Busy with a question, it outlives a desk that was killed, until it has answered."""


class Ready(Message):
    """A room's first word, before it is asked anything."""

    lacks: Annotated[tuple[Lack, ...], Field(max_length=len(Lack))]


class Opening(StrEnum):
    """What became of a part in a room. Why one cannot be opened is for no one to learn from a room."""

    OPEN = "open"
    CANNOT_OPEN = "cannot-open"
    NOT_READABLE = "not-readable"


class SeatShare(Message):
    seat: Annotated[int, Field(ge=1, le=MAX_SEATS)]
    share: Share


class OpenPart(Message):
    """A part that the desk has checked, sealed as it came, with what opens this one part and no other."""

    BOUND: ClassVar[int] = SealedPart.BOUND + _AROUND

    kind: PartKind
    part: Annotated[bytes, Field(max_length=SealedPart.BOUND)]
    shares: Annotated[tuple[SeatShare, ...], Field(max_length=MAX_SEATS)]
    desk_secret: Hash
    """d of SPEC 11.4."""


class PartOpened(Message):
    outcome: Opening
    readable: Annotated[tuple[Hash, ...], Field(max_length=MOST_READABLE)]
    """All that can be read in this room now: what was looked at longest ago may have made room."""


class ShowPart(Message):
    part: Hash


class ShownSpan(Message):
    """Code points from start to end."""

    start: int
    end: int
    kind: SpanKind
    confidence: Confidence
    reason: Reason


class ShownText(Message):
    """One field that somebody wrote, and what the detector proposes to leave out."""

    field: Code
    text: Annotated[str, Field(max_length=MOST_LETTERS)]
    language: str
    held: bool
    reason: Reason | None
    spans: Annotated[tuple[ShownSpan, ...], Field(max_length=MOST_SPANS)]
    hints: Annotated[tuple[ShownSpan, ...], Field(max_length=MOST_SPANS)]
    """Of a text that is held: where to look first. Nothing says that they are all."""

    @model_validator(mode="after")
    def _check_places(self) -> Self:
        """A room may have been taken over: what it marks lies in what it shows."""
        for spans in (self.spans, self.hints):
            places = [place for one in spans for place in (one.start, one.end)]
            # Sorted and apart: what is done with them afterwards costs no more than their number.
            if any(here > there for here, there in pairwise([0, *places, len(self.text)])):
                raise ValueError("spans that are not in their text, in order and apart")
            if any(one.start == one.end for one in spans):
                raise ValueError("an empty span")
        return self


class ShownFile(Message):
    media_type: Annotated[str, Field(max_length=100)] | None
    data: Annotated[bytes, Field(max_length=MOST_OF_A_FILE)]


class ListedFile(Message):
    """A picture of a testimony, or the file of an evidence part: what its sender calls it, and its bytes counted."""

    media_type: Annotated[str, Field(max_length=100)] | None
    size: Annotated[int, Field(ge=0, le=MOST_OF_A_FILE)]


class ShownPart(Message):
    """A part as a person is shown it, without its files; `protocol/contents.py` says what the fields mean."""

    BOUND: ClassVar[int] = CLASSES[-1] + 24 * 1024 * 1024

    kind: PartKind
    texts: Annotated[tuple[ShownText, ...], Field(max_length=8)]
    event_type: Code | None = None
    week: Code | None = None
    risk_factors: RiskFactors = ()
    tonight: bool = False
    identity: Hash | None = None
    evidence: Annotated[tuple[Hash, ...], Field(max_length=FILES_OF_A_REPORT)] = ()
    group: Segment | GroupTag | None = None
    files: Annotated[tuple[ListedFile, ...], Field(max_length=MOST_FILES)] = ()
    real: bool | None = None

    @model_validator(mode="after")
    def _check_many(self) -> Self:
        """A text that is masked whole is one span more."""
        if sum(len(one.spans) + len(one.hints) for one in self.texts) > MOST_SPANS + len(self.texts):
            raise ValueError("more spans than anybody looks at")
        return self


class HiddenStretch(Message):
    """What a person is not shown in the masked view."""

    start: Annotated[int, Field(ge=0, le=MOST_LETTERS)]
    end: Annotated[int, Field(ge=0, le=MOST_LETTERS)]
    what: What


class HiddenText(Message):
    """One text of a report, and what is hidden in it: apart, and in the order of the text."""

    part: Hash
    field: Code
    stretches: Annotated[tuple[HiddenStretch, ...], Field(max_length=MOST_HIDDEN)]


class StandInsFor(Message):
    """Say what stands for what is hidden in one report, in a language of the pages."""

    BOUND: ClassVar[int] = 8 * 1024 * 1024

    language: AnyLanguage
    texts: Annotated[tuple[HiddenText, ...], Field(min_length=1, max_length=8 * MAX_PARTS)]


class StandIns(Message):
    BOUND: ClassVar[int] = 8 * 1024 * 1024

    words: tuple[tuple[Annotated[str, Field(max_length=40)], ...], ...]
    """For each text and each of its stretches."""


class HandFiles(Message):
    """All files of a part, as they came: for the console of whoever reads it, and for no page."""

    part: Hash


class FilesHanded(Message):
    BOUND: ClassVar[int] = CLASSES[-1] + _AROUND

    media: Annotated[tuple[Media, ...], Field(max_length=MOST_FILES)] = ()
    file: ShownFile | None = None


class SealedNotes(Message):
    """A person's notes on a part as they lie on the disk, without the box around them, and what opens these alone."""

    BOUND: ClassVar[int] = NOTES_PADDED + 1024

    name: Hash
    secret: Hash
    sealed: Annotated[bytes, Field(max_length=NOTES_PADDED + TAG)]


class SealNotes(Message):
    """Seal what somebody wrote about a part that is open. Nothing of it is kept in the room."""

    BOUND: ClassVar[int] = 8 * MOST_OF_NOTES

    part: Hash
    name: Hash
    secret: Hash
    text: Annotated[str, Field(max_length=MOST_OF_NOTES)]


class NotesSealed(Message):
    BOUND: ClassVar[int] = SealedNotes.BOUND

    sealed: Annotated[bytes, Field(max_length=NOTES_PADDED + TAG)]


class ShowNotes(Message):
    BOUND: ClassVar[int] = SealedNotes.BOUND + 1024

    part: Hash
    notes: SealedNotes


class ShownNotes(Message):
    BOUND: ClassVar[int] = 8 * MOST_OF_NOTES

    text: Annotated[str, Field(max_length=MOST_OF_NOTES)]


class WrittenField(Message):
    """One field of a summary, as its author wrote it."""

    BOUND: ClassVar[int] = _AROUND

    field: Code
    text: Annotated[str, Field(max_length=16_384)]


class MarkedStretch(Message):
    """What a person has marked in an original, as code points of one of its texts."""

    field: Code
    start: Annotated[int, Field(ge=0, le=MOST_LETTERS)]
    end: Annotated[int, Field(ge=0, le=MOST_LETTERS)]


class HoldWords(Message):
    """Hold a summary's words against one original."""

    BOUND: ClassVar[int] = 4 * 1024 * 1024

    part: Hash
    language: Code
    words: Annotated[tuple[WrittenField, ...], Field(max_length=8)]
    allowed: tuple[str, ...]
    """The only names that a summary may say: those of areas."""
    marked: Annotated[tuple[MarkedStretch, ...], Field(max_length=MOST_MARKED)] = ()
    """What whoever read it accepted or added there: words that count as names."""
    notes: Annotated[tuple[SealedNotes, ...], Field(max_length=MAX_LISTED)] = ()
    """What they wrote about it: held against the summary as it is."""


class WordMark(Message):
    """A stretch of the summary's own text, in code points."""

    field: Code
    start: int
    end: int
    kind: SpanKind
    confidence: Confidence
    reason: Reason


class WordsHeld(Message):
    BOUND: ClassVar[int] = 4 * 1024 * 1024

    shared: tuple[WordMark, ...]
    """Runs of words that stand in the original too."""
    noted: tuple[WordMark, ...] = ()
    """Runs of words that stand in the notes on it."""
    identifiers: tuple[WordMark, ...]


class Feature(StrEnum):
    """What two reports of one event are likely to share."""

    EVENT = "event"
    WEEK = "week"
    NAME = "name"
    WORD = "word"
    """Of a text in which nobody tells names from words: any of them. Its mark is that of a name."""
    DATE = "date"
    NUMBER = "number"


class PrintPart(Message):
    """Name what is in a part under a key that is used once, so that it can be compared and not read."""

    part: Hash
    key: Hash


class Print(Message):
    """One feature: 8 bytes of a keyed hash."""

    feature: Feature
    mark: Annotated[bytes, Field(min_length=8, max_length=8)]


class PartPrints(Message):
    BOUND: ClassVar[int] = 64 * 1024

    prints: Annotated[tuple[Print, ...], Field(max_length=MOST_PRINTS)]


FileNumber = Annotated[int, Field(ge=0, lt=MOST_FILES)]
"""Which picture of a testimony, from 0; the file of an evidence part is 0."""
PageNumber = Annotated[int, Field(ge=0, lt=MOST_PAGES)]
"""From 0. A picture is page 0."""
_Share = Annotated[int, Field(ge=0, le=WHOLE)]


class LookAtFile(Message):
    """What kind of file it is, by its own bytes, and whether it can be drawn at all."""

    part: Hash
    file: FileNumber


class FileSeen(Message):
    kind: FileKind
    pages: Annotated[int, Field(ge=0, le=MOST_PAGES)]
    """None of a document that is cleaned and not drawn."""


class PageBox(Message):
    """What a person covers on one page, in ten-thousandths of it as it is seen."""

    page: PageNumber
    left: _Share
    top: _Share
    right: _Share
    bottom: _Share


Boxes = Annotated[tuple[PageBox, ...], Field(max_length=MOST_BOXES)]


class DrawPage(Message):
    """One page as it would leave."""

    BOUND: ClassVar[int] = _AROUND

    part: Hash
    file: FileNumber
    page: PageNumber
    boxes: Boxes = ()


class PageDrawn(Message):
    """A JPEG."""

    BOUND: ClassVar[int] = MOST_OF_A_FILE + _AROUND

    width: Annotated[int, Field(ge=1, le=1 << 16)]
    height: Annotated[int, Field(ge=1, le=1 << 16)]
    data: Annotated[bytes, Field(max_length=MOST_OF_A_FILE)]


class CopyFile(Message):
    """A whole picture, or the wanted pages of a document, under these boxes."""

    BOUND: ClassVar[int] = _AROUND

    part: Hash
    file: FileNumber
    boxes: Boxes
    wanted: Annotated[tuple[PageNumber, ...], Field(min_length=1, max_length=MOST_PAGES)]


class FileCopied(Message):
    """A JPEG of `width` and `height`, or a PDF, which has none."""

    BOUND: ClassVar[int] = CLASSES[-1] + _AROUND

    width: Annotated[int, Field(ge=0, le=1 << 16)] = 0
    height: Annotated[int, Field(ge=0, le=1 << 16)] = 0
    data: Annotated[bytes, Field(max_length=CLASSES[-1])]


class HandDocument(Message):
    """A text document as it came, which no room can clean (files/cleaning.py)."""

    part: Hash
    file: FileNumber


class DocumentHanded(Message):
    BOUND: ClassVar[int] = MOST_OF_A_FILE + _AROUND

    data: Annotated[bytes, Field(max_length=MOST_OF_A_FILE)]


class ProposeBoxes(Message):
    part: Hash
    file: FileNumber
    page: PageNumber


class Sight(StrEnum):
    FACE = "face"
    PLATE = "plate"


class BoxProposed(Message):
    box: PageBox
    sight: Sight


class BoxesProposed(Message):
    BOUND: ClassVar[int] = _AROUND

    proposed: Annotated[tuple[BoxProposed, ...], Field(max_length=MOST_BOXES)]


_Question = TypeVar("_Question", bound=Message)
_Answer = TypeVar("_Answer", bound=Message)


@dataclass(frozen=True, slots=True)
class Kind(Generic[_Question, _Answer]):
    """One kind of question."""

    name: str
    question: type[_Question]
    answer: type[_Answer]
    seconds: float
    """After so long without an answer, the room is ended."""


OPEN_PART = Kind("open-part", OpenPart, PartOpened, 30.0)
SHOW_PART = Kind("show-part", ShowPart, ShownPart, 120.0)
"""A text of 1,048,576 code points goes through the detector, which may take a minute and more."""
HAND_FILES = Kind("hand-files", HandFiles, FilesHanded, 30.0)
HOLD_WORDS = Kind("hold-words", HoldWords, WordsHeld, 120.0)
STAND_IN = Kind("stand-in", StandInsFor, StandIns, 120.0)
PRINT_PART = Kind("print-part", PrintPart, PartPrints, 120.0)
SEAL_NOTES = Kind("seal-notes", SealNotes, NotesSealed, 30.0)
SHOW_NOTES = Kind("show-notes", ShowNotes, ShownNotes, 30.0)
LOOK_AT_FILE = Kind("look-at-file", LookAtFile, FileSeen, 90.0)
DRAW_PAGE = Kind("draw-page", DrawPage, PageDrawn, 90.0)
COPY_FILE = Kind("copy-file", CopyFile, FileCopied, 120.0)
HAND_DOCUMENT = Kind("hand-document", HandDocument, DocumentHanded, 30.0)
PROPOSE_BOXES = Kind("propose-boxes", ProposeBoxes, BoxesProposed, 90.0)

KINDS = (
    OPEN_PART,
    SHOW_PART,
    STAND_IN,
    HAND_FILES,
    HOLD_WORDS,
    PRINT_PART,
    LOOK_AT_FILE,
    DRAW_PAGE,
    COPY_FILE,
    HAND_DOCUMENT,
    PROPOSE_BOXES,
    SEAL_NOTES,
    SHOW_NOTES,
)
