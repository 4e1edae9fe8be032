"""What the desk holds, turned into what its console is shown."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterable, Mapping

from protocol.contents import Segment
from protocol.desk_crossings import OpeningProgress, PartListing
from protocol.draft import CheckedDraft
from protocol.ids import to_text
from protocol.release import Summary
from server.redaction.drafts.findings import Findings, Mark
from server.redaction.drafts.handing_over import HandOver
from server.redaction.drafts.keeping import KeptDraft
from server.redaction.drafts.reviewing import Review
from server.redaction.forms import (
    DraftShown,
    FileListed,
    FileShown,
    FindingsShown,
    HandOverShown,
    JoinedPart,
    JoinedShown,
    ListedPart,
    MarkShown,
    MediaShown,
    OpeningPart,
    OpeningShown,
    PartShown,
    PartsShown,
    ReviewShown,
    SegmentShown,
    SpanShown,
    SummaryForm,
    TextShown,
)
from server.redaction.memory import HeldOpening
from server.redaction.room.joining import Outcome
from server.redaction.room.questions import FilesHanded, ShownFile, ShownPart, ShownSpan, ShownText
from server.redaction.room.rooms import Rooms


def show_parts(parts: Iterable[PartListing]) -> PartsShown:
    return PartsShown(parts=[ListedPart(**one.model_dump(exclude={"part"}), part=to_text(one.part)) for one in parts])


def show_opening(held: HeldOpening, rooms: Rooms, progress: OpeningProgress | None = None) -> OpeningShown:
    """With what the vault said of each part, if it was asked."""
    checked = held.checked
    said = {one.part: one.model_dump(exclude={"part"}) for one in progress.parts} if progress else {}
    parts = [
        OpeningPart(part=to_text(part), open=rooms.is_readable(checked.id, part), **said.get(part, {}))
        for part in checked.request.parts
    ]
    return OpeningShown(
        opening=to_text(checked.id),
        side=held.side,
        compartment=checked.compartment.name,
        aim=checked.request.aim,
        curator=checked.curator.desk,
        reviewer=checked.reviewer.desk,
        expires=checked.request.expires,
        needed=checked.compartment.needed,
        parts=parts,
    )


def show_joined(opening: bytes, outcomes: Mapping[bytes, Outcome]) -> JoinedShown:
    parts = [JoinedPart(part=to_text(part), outcome=outcome) for part, outcome in outcomes.items()]
    return JoinedShown(opening=to_text(opening), parts=parts)


async def show_part(part: bytes, seen: ShownPart) -> PartShown:
    """A part as its room gave it out, for the one answer that it is for: nothing of it is kept here."""
    return await asyncio.to_thread(_shown, part, seen)


def _shown(part: bytes, seen: ShownPart) -> PartShown:
    return PartShown(
        part=to_text(part),
        kind=seen.kind,
        texts=[_text(one) for one in seen.texts],
        event_type=seen.event_type,
        week=seen.week,
        risk_factors=list(seen.risk_factors),
        tonight=seen.tonight,
        identity=to_text(seen.identity) if seen.identity else None,
        evidence=[to_text(one) for one in seen.evidence],
        group=_tag(seen.group).hex() if seen.group else None,
        segment=SegmentShown(place=seen.group.place, of=seen.group.of) if isinstance(seen.group, Segment) else None,
        files=[FileListed(media_type=one.media_type, size=one.size) for one in seen.files],
        real=seen.real,
    )


def _tag(group: Segment | bytes) -> bytes:
    return group.tag if isinstance(group, Segment) else group


async def with_files(shown: PartShown, handed: FilesHanded) -> PartShown:
    """For the console, which is given files as they came."""
    return await asyncio.to_thread(_with_files, shown, handed)


def _with_files(shown: PartShown, handed: FilesHanded) -> PartShown:
    media = [MediaShown(media_type=one.type, data=_base64(one.data)) for one in handed.media]
    file = _file(handed.file) if handed.file else None
    return shown.model_copy(update={"media": media, "file": file})


def _text(one: ShownText) -> TextShown:
    return TextShown(
        field=one.field,
        text=one.text,
        language=one.language,
        held=one.held,
        reason=one.reason,
        spans=_spans(one.spans),
        hints=_spans(one.hints),
    )


def _spans(spans: Iterable[ShownSpan]) -> list[SpanShown]:
    return [
        SpanShown(start=one.start, end=one.end, kind=one.kind, confidence=one.confidence, reason=one.reason)
        for one in spans
    ]


def _file(file: ShownFile) -> FileShown:
    return FileShown(media_type=file.media_type, size=len(file.data), data=_base64(file.data))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def show_findings(findings: Findings) -> FindingsShown:
    return FindingsShown(
        shared=_marks(findings.shared), identifiers=_marks(findings.identifiers), concerns=list(findings.concerns)
    )


def _marks(marks: Iterable[Mark]) -> list[MarkShown]:
    return [MarkShown(field=one.field, start=one.start, end=one.end, kind=one.kind, reason=one.reason) for one in marks]


def show_draft(kept: KeptDraft, findings: Findings | None = None) -> DraftShown:
    return DraftShown(
        draft=to_text(kept.draft),
        state=kept.state,
        compartment=kept.compartment,
        reviewer=kept.reviewer,
        commitment=to_text(kept.commitment),
        area=kept.area,
        period=kept.period,
        event_type=kept.event_type,
        valid_until=kept.valid_until,
        said=kept.said,
        words=Summary.from_bytes(kept.written.summary).words() if kept.written else None,
        findings=show_findings(findings) if findings else None,
    )


def show_waiting(checked: CheckedDraft) -> ReviewShown:
    """A draft that waits, before it was held against the originals."""
    request = checked.request
    return ReviewShown(
        draft=to_text(checked.draft.draft),
        curator=request.curator,
        summary=SummaryForm.model_validate(checked.summary.model_dump()),
        parts=[to_text(one) for one in request.parts],
        openings=[to_text(one) for one in checked.draft.openings],
        aim=request.aim,
        audience=request.audience,
        expiry=request.expiry,
        urgent=request.urgent,
        words=checked.summary.words(),
    )


def show_review(seen: Review) -> ReviewShown:
    found = {
        "findings": show_findings(seen.findings),
        "not_listed": [to_text(one) for one in seen.unlisted.nowhere],
        "in_other_summaries": [to_text(one) for one in seen.unlisted.elsewhere],
    }
    return show_waiting(seen.checked).model_copy(update=found)


def show_hand_over(done: HandOver) -> HandOverShown:
    by_gate = done.verdict is not None and not done.verdict.passed
    refused_by: str | None = "gate" if by_gate else "vault" if done.refused else None
    return HandOverShown.model_validate(
        {
            "draft": show_draft(done.kept),
            "refused_by": refused_by,
            "reason": done.refused,
            "verdict": done.verdict,
        }
    )
