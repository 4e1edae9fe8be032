"""What the vault, which opens all control blocks of a report, can match in them: nothing (SPEC 4.6, 4.7, 10)."""

from __future__ import annotations

import pytest

from protocol.cards import CardCode, period_key
from protocol.consent import Profile, Terms, profile_terms
from protocol.contents import CLASSES, IDENTITY_CLASS, MOST_OF_A_FILE, Evidence, Identity, Media, Testimony
from protocol.control import Control, open_control
from protocol.directory import NoSuchCompartment, TrustedDirectory, trust
from protocol.errors import TooLarge
from protocol.ids import FILES_OF_A_REPORT, PartKind
from protocol.receipt import Receipt, evidence_index
from protocol.report import Report, SealedReport, seal_report
from protocol.sealing import SealedPart
from tests.worlds import QUARTER, TODAY, make_consortium, seeded

WORLD = make_consortium()
RECEIPT = Receipt(bytes(range(16)))
CARD = CardCode.new(seeded("report"))
TERMS = profile_terms(Profile.SUMMARY_COARSE, TODAY)


NOBODY = Identity()


READ = profile_terms(Profile.CURATOR_MAY_READ, TODAY)
FILES = (Evidence.of(b"one", "image/heic"), Evidence.of(b"two"))


def _sealed(index: int, identity: Identity = NOBODY) -> SealedReport:
    report = Report(
        "xa", Testimony(text=f"report {index}"), TERMS, identity, card=CARD, files=FILES, evidence_terms=READ
    )
    return seal_report(report, WORLD.directory, RECEIPT, index, TODAY, seeded(f"report {index}"))


def _with_files(*files: Evidence, directory: TrustedDirectory = WORLD.directory) -> SealedReport:
    return seal_report(Report("xa", Testimony(text="x"), TERMS, files=files), directory, RECEIPT, 0, TODAY, seeded("f"))


def _control(part: SealedPart, kind: PartKind) -> Control:
    return open_control(WORLD.vault_seal, part.control, part.id(), part.header.part_key, kind, TODAY)


REPORTS = [_sealed(index) for index in range(3)]
TESTIMONIES = [_control(one.testimony, PartKind.TESTIMONY) for one in REPORTS]
IDENTITIES = [_control(one.identity, PartKind.IDENTITY) for one in REPORTS]
EVIDENCE = [_control(part, PartKind.EVIDENCE) for one in REPORTS for part in one.evidence]
EVIDENCE_INDEXES = [evidence_index(report, file) for report in range(3) for file in range(2)]


def test_answers_to_each_part_come_where_the_receipt_finds_them() -> None:
    for kind, controls, indexes in (
        (PartKind.TESTIMONY, TESTIMONIES, range(3)),
        (PartKind.IDENTITY, IDENTITIES, range(3)),
        (PartKind.EVIDENCE, EVIDENCE, EVIDENCE_INDEXES),
    ):
        assert [one.mailbox for one in controls] == [RECEIPT.mailbox(kind, index) for index in indexes]
        assert [one.reply_key for one in controls] == [RECEIPT.reply_key(kind, index).public for index in indexes]


def test_no_mailbox_or_reply_key_joins_a_part_to_another_of_the_same_receipt() -> None:
    """One mailbox for all would show the vault whose they are, also from one quarter's card to the next one's."""
    every = [*IDENTITIES, *TESTIMONIES, *EVIDENCE]
    assert len({one.mailbox for one in every}) == len({one.reply_key for one in every}) == 12


def test_a_card_vouches_for_the_testimony_and_stands_on_no_identity_and_no_file() -> None:
    for one in TESTIMONIES:
        assert one.card is not None
        assert one.card.period_key == period_key(CARD, QUARTER).public
    assert [one.card for one in (*IDENTITIES, *EVIDENCE)] == [None] * 9


def test_no_part_key_serves_twice() -> None:
    keys = {part.header.part_key for one in REPORTS for part in one.parts}
    assert len(keys) == 12


def test_each_part_has_its_own_terms() -> None:
    assert {one.consent.terms for one in TESTIMONIES} == {TERMS}
    assert {one.consent.terms for one in IDENTITIES} == {Terms()}
    assert {one.consent.terms for one in EVIDENCE} == {READ}


def test_a_file_stays_sealed_unless_its_source_says_otherwise() -> None:
    (part,) = _with_files(Evidence.of(b"x")).evidence
    assert _control(part, PartKind.EVIDENCE).consent.terms == Terms()


def test_an_identity_goes_in_the_one_class_of_all_identities_or_not_at_all() -> None:
    for identity in (NOBODY, Identity(name="n" * 400, phone="1" * 64, note="x" * 1500)):
        assert _sealed(0, identity).identity.header.size_class == IDENTITY_CLASS
    with pytest.raises(TooLarge):
        _sealed(0, Identity(note="\N{OLD PERSIAN SIGN A}" * 1500))


def test_each_file_is_a_part_of_its_own_to_the_custodians_of_evidence() -> None:
    compartment = WORLD.directory.compartment("xa-evidence")
    for one in REPORTS:
        assert [part.header.compartment for part in one.evidence] == ["xa-evidence"] * 2
        assert [part.header.needed for part in one.evidence] == [compartment.needed] * 2


def test_no_other_part_of_a_report_carries_the_ids_of_its_files() -> None:
    """They are inside the testimony (test_vectors_sealing.py opens one); what travels in the clear names nothing."""
    for one in REPORTS:
        ids = {part.id() for part in one.parts}
        assert len(ids) == 4
        assert not any(other in part.to_bytes() for part in one.parts for other in ids)


def test_a_file_goes_in_the_smallest_class_that_holds_it() -> None:
    sizes = [0, CLASSES[0], CLASSES[1]]
    assert [part.header.size_class for part in _with_files(*(Evidence.of(bytes(size)) for size in sizes)).evidence] == [
        0,
        1,
        2,
    ]


def test_a_country_without_a_compartment_for_evidence_takes_no_files() -> None:
    left = tuple(one for one in WORLD.directory.contents.compartments if one.name != "xa-evidence")
    signed = WORLD.resign(lambda contents: contents.model_copy(update={"compartments": left}))
    without = trust(signed, WORLD.root_set, TODAY)
    assert _with_files(directory=without).evidence == ()
    with pytest.raises(NoSuchCompartment):
        _with_files(Evidence.of(b"x"), directory=without)


def test_the_largest_file_there_may_be_is_sealed_and_the_next_is_refused() -> None:
    largest = Evidence.of(bytes(MOST_OF_A_FILE), "\N{OLD PERSIAN SIGN A}" * 100)
    assert Evidence.from_bytes(largest.to_bytes()) == largest
    (part,) = _with_files(largest).evidence
    assert part.header.size_class == 6
    with pytest.raises(TooLarge):
        Evidence.of(bytes(MOST_OF_A_FILE + 1))


def test_a_report_has_thirty_two_files_and_no_more() -> None:
    small = Evidence.of(b"x")
    assert len({part.id() for part in _with_files(*[small] * FILES_OF_A_REPORT).evidence}) == 32
    with pytest.raises(TooLarge):
        _with_files(*[small] * (FILES_OF_A_REPORT + 1))


def test_text_and_pictures_together_have_room_in_one_part_or_are_not_sealed() -> None:
    halves = tuple(Media(data=bytes(CLASSES[-1] // 8 - 100)) for _ in range(8))
    fits = Testimony(text="x", media=halves)
    assert Testimony.from_bytes(fits.to_bytes()) == fits
    assert seal_report(Report("xa", fits, TERMS), WORLD.directory, RECEIPT, 0, TODAY).testimony.header.size_class == 6
    too_much = Report("xa", Testimony(text="x" * 1000, media=halves), TERMS)
    with pytest.raises(TooLarge):
        seal_report(too_much, WORLD.directory, RECEIPT, 0, TODAY)
