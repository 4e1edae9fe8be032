"""Files in the vault: parts like any other, to custodians of their own, and nothing that joins them to their report."""

from __future__ import annotations

import pytest

from protocol.consent import Aim, Contact, Profile, Terms, give, profile_terms, verify_consent, withdraw
from protocol.contents import Evidence
from protocol.desk_crossings import OpenablePart, PartListings, PartState
from protocol.ids import PartKind
from protocol.opening import Side, check_request, open_share
from protocol.post import Post
from protocol.sealing import SealedPart, open_part
from tests.server.vault.vault_world import EVIDENCE, TESTIMONY, Asked, Told, VaultWorld, problem, reasons
from tests.worlds import TODAY

pytestmark = pytest.mark.anyio
FILE = bytes(range(256)) * 300
"""Not of the smallest class."""
READ = profile_terms(Profile.CURATOR_MAY_READ, TODAY)
ALL_SEATS = range(1, 8)


async def sent(vault: VaultWorld, terms: Terms | None = READ) -> Told:
    (told,) = await vault.told(None, files=(FILE, b"another"), evidence_terms=terms)
    return told


async def approved(vault: VaultWorld, part: bytes) -> Asked:
    asked = await vault.ask_and_log([part], compartment=EVIDENCE)
    await vault.approve(asked, (1, 2, 4, 6, 7), EVIDENCE)
    return asked


def read_at_a_desk(vault: VaultWorld, asked: Asked, handed: bytes, side: int) -> Evidence:
    """What a desk does with what it was handed (SPEC 15.5)."""
    openable = OpenablePart.from_bytes(handed)
    sealed = SealedPart.from_bytes(openable.part)
    checked = check_request(asked.signed, vault.consortium.directory, int(vault.clock()))
    which, fresh = ((Side.CURATOR, asked.curator_fresh), (Side.REVIEWER, asked.reviewer_fresh))[side]
    shares = dict(
        open_share(claimed, checked, sealed.id(), sealed.header, which, fresh) for claimed in openable.approvals
    )
    return Evidence.from_bytes(open_part(sealed, shares, vault.desk(side, EVIDENCE).seal_key, side + 1))


async def test_a_file_is_collected_asked_for_approved_and_read_as_it_was(vault: VaultWorld) -> None:
    told = await sent(vault)
    for part, data in zip(told.files, (FILE, b"another"), strict=True):
        asked = await approved(vault, part)
        for side in (0, 1):
            handed = await vault.fetch(asked, part, side, EVIDENCE)
            assert handed.status_code == 200
            assert read_at_a_desk(vault, asked, handed.content, side).data == data
        assert await vault.states(asked, EVIDENCE) == {part: PartState.OPENED}


async def test_a_quorum_of_evidence_s_own_custodians_is_needed(vault: VaultWorld) -> None:
    told = await sent(vault)
    asked = await vault.ask_and_log([told.files[0]], compartment=EVIDENCE)
    await vault.approve(asked, (1, 2, 3, 4), EVIDENCE)
    assert problem(await vault.fetch(asked, told.files[0], 0, EVIDENCE)) == "not-yet-approved"
    for seat in ALL_SEATS:
        assert await vault.notices(seat) == ()
        answer = await vault.get(vault.custodian(seat), f"/v1/openings?compartment={EVIDENCE}")
        assert problem(answer) == "not-a-custodian"


async def test_a_file_that_was_sent_without_more_stays_sealed(vault: VaultWorld) -> None:
    told = await sent(vault, None)
    answer = await vault.send(
        vault.desk().sign_key, "/v1/openings", vault.request(told.files, compartment=EVIDENCE).signed
    )
    assert problem(answer) == "not-allowed"
    assert await vault.count("openings") == 0


@pytest.mark.parametrize(
    ("change", "aim", "allowed"),
    [
        ({}, Aim.EARLY_WARNING, True),
        ({}, Aim.ACCOUNTABILITY, False),
        ({"aims": (Aim.ACCOUNTABILITY,)}, Aim.ACCOUNTABILITY, True),
        ({"aims": (Aim.ACCOUNTABILITY,), "ask_first": (Aim.ACCOUNTABILITY,)}, Aim.ACCOUNTABILITY, False),
        ({"uses": ()}, Aim.EARLY_WARNING, False),
        ({"contact": Contact.NEVER}, Aim.EARLY_WARNING, True),
    ],
    ids=["to read", "another aim", "that aim", "ask first", "no use", "nobody may answer"],
)
async def test_a_file_opens_for_the_use_and_the_aim_that_its_own_consent_names(
    vault: VaultWorld, change: dict[str, object], aim: Aim, allowed: bool
) -> None:
    """SPEC 5.6. The testimony's consent, which allows a summary, counts for nothing here."""
    told = await sent(vault, READ.model_copy(update=change))
    request = vault.request([told.files[0]], aim, EVIDENCE)
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", request.signed)
    assert answer.status_code == 202 if allowed else problem(answer) == "not-allowed"


async def test_a_file_whose_consent_was_narrowed_is_handed_to_nobody(vault: VaultWorld) -> None:
    told = await sent(vault)
    asked = await approved(vault, told.files[0])
    key, today = told.file_key(), vault.world.today()
    first = verify_consent(give(key, READ, today), key.public, today)
    vault.post(Post(consents=(give(key, Terms(), today, first),)))
    await vault.collect()
    assert problem(await vault.fetch(asked, told.files[0], 0, EVIDENCE)) == "not-allowed"
    other = await approved(vault, told.files[1])
    assert (await vault.fetch(other, told.files[1], 0, EVIDENCE)).status_code == 200


async def test_a_file_that_was_taken_back_is_handed_to_nobody_and_its_testimony_stands(vault: VaultWorld) -> None:
    told = await sent(vault)
    asked = await approved(vault, told.files[0])
    vault.post(Post(withdrawals=(withdraw(told.file_key(), vault.world.today()),)))
    await vault.collect()
    assert problem(await vault.fetch(asked, told.files[0], 0, EVIDENCE)) == "withdrawn"
    assert await vault.states(asked, EVIDENCE) == {told.files[0]: PartState.WITHDRAWN}
    assert (await vault.fetch(await vault.open([told.testimony]), told.testimony)).status_code == 200


async def test_files_are_listed_as_evidence_that_nobody_vouched_for(vault: VaultWorld) -> None:
    await vault.hand_out_cards()
    (told,) = await vault.told(*vault.cards(1, 0, 0), files=(FILE,), evidence_terms=READ)
    answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={EVIDENCE}")
    (listed,) = PartListings.from_bytes(answer.content).parts
    assert (listed.part, listed.kind, listed.vouched) == (told.files[0], PartKind.EVIDENCE, False)
    assert (listed.may_be_opened, listed.size_class) == (True, 3)


async def test_no_summary_stands_on_files_alone_not_even_by_the_urgent_way(vault: VaultWorld) -> None:
    """A file has no card: nobody could count who is behind it."""
    await vault.hand_out_cards()
    terms = profile_terms(Profile.SUMMARY_FINER, TODAY).model_copy(update={"urgent": True})
    told = await vault.told(*vault.cards(2, 2, 2), files=(b"x",), evidence_terms=terms)
    files = [one.files[0] for one in told]
    asked = await vault.ask_and_log(files, compartment=EVIDENCE)
    await vault.approve(asked, (1, 2, 3, 4, 5), EVIDENCE)
    for file in files:
        assert (await vault.fetch(asked, file, 0, EVIDENCE)).status_code == 200
    refused = await vault.clear(files, compartment=EVIDENCE)
    assert reasons(refused) == {"not-enough-independent-sources"}
    urgent = await vault.clear(files[:1], compartment=EVIDENCE, urgent=True, audience=1)
    assert "urgent-way-needs-a-vouched-source" in reasons(urgent)


async def test_a_file_counts_in_no_clearance_of_its_testimony(vault: VaultWorld) -> None:
    told = await sent(vault)
    asked = await approved(vault, told.files[0])
    assert (await vault.fetch(asked, told.files[0], 0, EVIDENCE)).status_code == 200
    assert problem(await vault.clear([told.files[0]], compartment=TESTIMONY)) == "not-here"


async def test_nothing_but_its_day_stands_beside_a_file_and_beside_its_report(vault: VaultWorld) -> None:
    await vault.hand_out_cards()
    told = await vault.told(*vault.cards(2, 0, 0), files=(b"one", b"two"), evidence_terms=READ)
    rows = {bytes(row.id): row for row in await vault.rows("SELECT * FROM parts")}
    for one in told:
        parts = [rows[part] for part in (one.testimony, one.identity, *one.files)]
        assert [row.period_key is None for row in parts] == [False, True, True, True]
        for column in ("id", "part_key", "mailbox", "reply_key", "payload_hash"):
            assert len({bytes(getattr(row, column)) for row in parts}) == 4
        for row in parts:
            others = {part.hex() for part in (one.testimony, one.identity, *one.files)} - {bytes(row.id).hex()}
            assert not [other for other in others if other in bytes(row.envelope).hex()]
