"""What two desks write to one another: read by the other desk alone, from the desk it names, and saying one thing."""

from __future__ import annotations

import pytest

from protocol.consent import Period
from protocol.contents import pad_to
from protocol.desk_crossings import Draft
from protocol.draft import (
    BODY,
    SEALED,
    CheckedDraft,
    Content,
    DirectoryMoved,
    DraftAgreed,
    DraftContradicts,
    DraftRefused,
    DraftSummary,
    Letter,
    LetterKind,
    ReviewReason,
    check_agreement,
    check_draft,
    is_sensitive,
    open_letter,
    seal_letter,
)
from protocol.encoding import Purpose, encode
from protocol.errors import BadSignature, CannotOpen, Malformed
from protocol.primitives import SignKey, seal_box, sign
from protocol.release import (
    MAX_WORDS,
    Attestation,
    ClearanceRequest,
    EventType,
    NotTwoPeople,
    Summary,
    WrongCommitment,
    attest,
    commit_summary,
    sign_clearance,
)
from tests.protocol.test_release import COMPARTMENT, CURATOR, REQUEST, REVIEWER, SUMMARY, WORLD
from tests.worlds import DeskKeys

R = b"\7" * 32
ASKED = REQUEST.model_copy(update={"commitment": commit_summary(SUMMARY, R)})


def _draft(asked: ClearanceRequest = ASKED, summary: Summary = SUMMARY) -> DraftSummary:
    return DraftSummary(
        draft=b"\1" * 32, openings=(b"\2" * 32,), summary=summary.to_bytes(), r=R, request=asked.to_bytes()
    )


def _saying(summary: Summary, **asked: object) -> DraftSummary:
    """A draft of another summary, with the clearance asked for it."""
    return _draft(ASKED.model_copy(update={"commitment": commit_summary(summary, R), **asked}), summary)


CHECKED = check_draft(_draft(), WORLD.directory)


def _agreed(
    checked: CheckedDraft = CHECKED, desk: DeskKeys = REVIEWER, attested: bytes = ASKED.commitment
) -> DraftAgreed:
    found = Attestation(commitment=attested, desk=REVIEWER.name, shared_runs=0, identifiers=0, detector="patterns.1")
    return DraftAgreed(
        draft=checked.draft.draft,
        commitment=checked.commitment,
        signature=sign_clearance(checked.request, desk.sign_key),
        attestation=attest(found, REVIEWER.sign_key),
    )


REFUSED = DraftRefused(draft=b"\1" * 32, commitment=ASKED.commitment, reason=ReviewReason.TOO_FINE)


def _sealed(content: Content, key: SignKey = CURATOR.sign_key) -> Draft:
    return seal_letter(content, COMPARTMENT, CURATOR.name, REVIEWER.name, key)


def _boxed(letter: Letter, compartment: str, sender: str, reader: DeskKeys, body: int = BODY) -> Draft:
    """A letter put in a box by hand, for a way that its signature may not name."""
    way = encode([compartment, sender, reader.name])
    box = seal_box(reader.seal_key.public, Purpose.DRAFT, way, pad_to(letter.to_bytes(), body))
    return Draft(compartment=compartment, to_desk=reader.name, from_desk=sender, box=box)


def _letter(compartment: str, sender: str, to_desk: str, body: bytes = REFUSED.to_bytes()) -> Letter:
    """A refusal that the curator's desk signed for that way."""
    way = encode([compartment, sender, to_desk])
    signature = sign(CURATOR.sign_key, Purpose.DRAFT_LETTER, encode([way, body]))
    return Letter(kind=LetterKind.REFUSED, body=REFUSED.to_bytes(), signature=signature)


def _read(draft: Draft, reader: DeskKeys = REVIEWER, compartment: str = COMPARTMENT.name) -> Content:
    return open_letter(draft, WORLD.directory.compartment(compartment), reader.name, reader.seal_key)


@pytest.mark.parametrize("content", [_draft(), _agreed(), REFUSED], ids=lambda content: type(content).__name__)
def test_a_letter_is_read_by_the_other_desk_and_has_one_size(content: Content) -> None:
    sealed = _sealed(content)
    assert _read(sealed) == content
    assert len(sealed.box) == SEALED


def test_an_answer_goes_the_other_way() -> None:
    sealed = seal_letter(_agreed(), COMPARTMENT, REVIEWER.name, CURATOR.name, REVIEWER.sign_key)
    assert _read(sealed, CURATOR) == _agreed()


def test_nobody_but_the_desk_it_was_written_to_opens_a_letter() -> None:
    sealed = _sealed(REFUSED)
    with pytest.raises(CannotOpen):
        open_letter(sealed, COMPARTMENT, REVIEWER.name, CURATOR.seal_key)
    with pytest.raises(CannotOpen):
        _read(sealed, CURATOR)


def test_a_letter_in_another_desk_s_name_is_refused() -> None:
    """The vault knows every desk's public key, so it could write a box; it cannot sign what is inside."""
    for stranger in (SignKey(bytes(32)), REVIEWER.sign_key):
        with pytest.raises(BadSignature):
            _read(_sealed(REFUSED, stranger))


def test_a_letter_whose_content_was_changed_is_refused() -> None:
    letter = _letter(COMPARTMENT.name, CURATOR.name, REVIEWER.name, body=_draft().to_bytes())
    with pytest.raises(BadSignature):
        _read(_boxed(letter, COMPARTMENT.name, CURATOR.name, REVIEWER))


def test_a_letter_that_the_vault_sends_another_way_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        _read(_sealed(REFUSED).model_copy(update={"from_desk": REVIEWER.name}))
    with pytest.raises(CannotOpen):
        _read(_sealed(REFUSED).model_copy(update={"compartment": "xa-identity"}), compartment="xa-identity")
    with pytest.raises(Malformed):
        _read(_sealed(REFUSED).model_copy(update={"compartment": "xa-identity"}))


def test_a_letter_that_its_reader_passes_on_is_refused() -> None:
    """The signature names the way too: who may open a letter cannot make it one to somebody else, or elsewhere."""
    letter = _letter(COMPARTMENT.name, CURATOR.name, REVIEWER.name)
    assert _read(_boxed(letter, COMPARTMENT.name, CURATOR.name, REVIEWER)) == REFUSED
    with pytest.raises(BadSignature):
        _read(_boxed(letter, COMPARTMENT.name, CURATOR.name, CURATOR), CURATOR)
    with pytest.raises(BadSignature):
        _read(_boxed(letter, "xa-identity", CURATOR.name, REVIEWER), compartment="xa-identity")


def test_a_letter_of_another_size_is_refused_though_its_box_is_sound() -> None:
    letter = _letter(COMPARTMENT.name, CURATOR.name, REVIEWER.name)
    with pytest.raises(Malformed):
        _read(_boxed(letter, COMPARTMENT.name, CURATOR.name, REVIEWER, body=BODY // 2))


def test_a_draft_that_says_one_thing_is_taken_up() -> None:
    assert (CHECKED.summary, CHECKED.request, CHECKED.commitment) == (SUMMARY, ASKED, ASKED.commitment)
    assert (CHECKED.curator.desk, CHECKED.reviewer.desk) == (CURATOR.name, REVIEWER.name)


def test_a_draft_under_another_directory_is_written_anew() -> None:
    with pytest.raises(DirectoryMoved):
        check_draft(_draft(ASKED.model_copy(update={"directory": bytes(32)})), WORLD.directory)


def test_a_draft_whose_clearance_is_asked_for_another_summary_is_refused() -> None:
    with pytest.raises(DraftContradicts):
        check_draft(_draft(summary=SUMMARY.model_copy(update={"gaps": "None."})), WORLD.directory)


@pytest.mark.parametrize(
    "asked",
    [{"period": Period.WEEK}, {"sensitive": True}, {"predecessor": b"\3" * 32}, {"parts": (b"\1" * 32, b"\1" * 32)}],
    ids=["another period", "another sensitivity", "another predecessor", "a part twice"],
)
def test_a_clearance_that_does_not_say_what_the_summary_says_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(DraftContradicts):
        check_draft(_draft(ASKED.model_copy(update=asked)), WORLD.directory)


@pytest.mark.parametrize("delicate", [{"minors_or_sexual_violence": True}, {"event_type": EventType.SEXUAL_VIOLENCE}])
def test_minors_and_sexual_violence_cannot_go_the_ordinary_way(delicate: dict[str, object]) -> None:
    summary = SUMMARY.model_copy(update=delicate)
    assert is_sensitive(summary)
    assert check_draft(_saying(summary, sensitive=True), WORLD.directory)
    with pytest.raises(DraftContradicts):
        check_draft(_saying(summary), WORLD.directory)


def test_a_summary_has_150_words_and_not_one_more() -> None:
    rest = MAX_WORDS - SUMMARY.model_copy(update={"gaps": ""}).words()
    assert check_draft(_saying(SUMMARY.model_copy(update={"gaps": "a " * rest})), WORLD.directory)
    with pytest.raises(DraftContradicts):
        check_draft(_saying(SUMMARY.model_copy(update={"gaps": "a " * (rest + 1)})), WORLD.directory)


def test_a_draft_for_one_desk_alone_is_refused() -> None:
    with pytest.raises(NotTwoPeople):
        check_draft(_draft(ASKED.model_copy(update={"reviewer": CURATOR.name})), WORLD.directory)


def test_an_agreement_is_the_reviewer_s_to_this_very_clearance() -> None:
    assert check_agreement(_agreed(), CHECKED) == _agreed()
    with pytest.raises(BadSignature):
        check_agreement(_agreed(desk=CURATOR), CHECKED)
    finer = check_draft(_draft(ASKED.model_copy(update={"urgent": True})), WORLD.directory)
    with pytest.raises(BadSignature):
        check_agreement(_agreed(finer), CHECKED)


def test_an_agreement_to_another_draft_or_summary_is_refused() -> None:
    for other in ({"draft": bytes(32)}, {"commitment": bytes(32)}):
        with pytest.raises(DraftContradicts):
            check_agreement(_agreed().model_copy(update=other), CHECKED)


def test_an_agreement_that_attests_another_summary_is_refused() -> None:
    with pytest.raises(WrongCommitment):
        check_agreement(_agreed(attested=bytes(32)), CHECKED)
