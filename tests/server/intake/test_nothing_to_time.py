"""What intake has, or what is inside, changes nothing in what it does: the same statements, the same writing, the same
bytes. How long that takes is measured by `leeward bench oracle`; a test that failed by the clock would fail by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest

from protocol.cards import new_batch
from protocol.consent import Profile, Terms, give, profile_terms
from protocol.contents import Testimony
from protocol.crossings import Collected, NewBucket, NewBuckets
from protocol.directory import DeviceRole
from protocol.ids import MailboxId
from protocol.mailbox import SLOTS, Slot, bucket_names, make_bucket, seal_slot
from protocol.primitives import SignKey, system_random
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from protocol.uploads import Upload
from tests.server.intake.conftest import Intake, Sealed, pieces_of, read_acceptance
from tests.server.intake.test_mailboxes import SLOTS_OF_NOBODY, a_notice, publish, put_out, tag
from tests.worlds import PARTNERS, QUARTER, TODAY, seeded

pytestmark = pytest.mark.anyio


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every statement that intake's writer runs, with its number of rows."""
    seen: list[tuple[str, int]] = []
    run_many, run_one = asyncpg.Connection.executemany, asyncpg.Connection.fetchrow
    run_value = asyncpg.Connection.fetchval

    async def many(self: Any, query: str, rows: Sequence[Any], **given: Any) -> None:
        seen.append((query, len(rows)))
        await run_many(self, query, rows, **given)

    async def one(self: Any, query: str, *values: Any, **given: Any) -> Any:
        seen.append((query, 1))
        return await run_one(self, query, *values, **given)

    async def value(self: Any, query: str, *values: Any, **given: Any) -> Any:
        seen.append((query, 1))
        return await run_value(self, query, *values, **given)

    monkeypatch.setattr(asyncpg.Connection, "fetchval", value)
    monkeypatch.setattr(asyncpg.Connection, "executemany", many)
    monkeypatch.setattr(asyncpg.Connection, "fetchrow", one)
    return seen


async def transactions(intake: Intake) -> int:
    """How many have written so far."""
    return int((await intake.ask("SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS at"))[0]["at"])


async def written(intake: Intake) -> int:
    """Bytes in the log of writes so far."""
    return int((await intake.ask("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS at"))[0]["at"])


async def test_a_part_that_is_there_already_runs_the_same_statements_and_waits_for_the_disk_as_well(
    intake: Intake, sealed: tuple[Sealed, ...], statements: list[tuple[str, int]]
) -> None:
    await intake.send_part(sealed[2].part)  # from here on the writer has its connection
    ran = []
    for part in (sealed[0].part, sealed[0].part):
        statements.clear()
        before, at = await transactions(intake), await written(intake)
        read_acceptance(await intake.send_part(part))
        # A transaction that wrote nothing has no number, and no commit to wait for.
        assert await transactions(intake) > before
        assert await written(intake) - at >= len(part.to_bytes())
        ran.append([query for query in statements if "INSERT INTO" in query[0]])
    assert ran[0] == ran[1] != []


async def test_a_part_that_was_collected_is_taken_in_again_as_a_new_one_is(
    intake: Intake, sealed: tuple[Sealed, ...], statements: list[tuple[str, int]]
) -> None:
    await intake.send_part(sealed[2].part)  # from here on the writer has its connection
    collected = Collected(parts=(sealed[0].id,), posts=(), last=True)
    ran = []
    for part, before in ((sealed[4], None), (sealed[0], None), (sealed[0], collected)):
        if before is not None:
            assert (await intake.as_device(DeviceRole.VAULT, "/v1/pool/collected", before)).status_code == 204
            assert part.id not in await intake.rows()
        statements.clear()
        answer = await intake.send_part(part.part)
        assert read_acceptance(answer).part == part.id
        inserted = [query for query in statements if "INSERT INTO" in query[0]]
        ran.append((inserted, len(answer.content), sorted(answer.headers.items())))
    assert ran[0] == ran[1] == ran[2]
    assert ran[0][0]


async def test_a_part_that_is_there_already_is_ended_in_pieces_as_a_new_one_is(
    intake: Intake, sealed: tuple[Sealed, ...], large: tuple[Sealed, ...], statements: list[tuple[str, int]]
) -> None:
    await intake.send_part(sealed[2].part)  # from here on the writer has its connection
    ran = []
    for part in (large[0], large[0], large[1]):
        statements.clear()
        before, at = await transactions(intake), await written(intake)
        answers = [await intake.begin(part.id, len(part.raw))]
        name = Upload.from_bytes(answers[0].content).upload.hex()
        for number, piece in enumerate(pieces_of(part.raw)):
            answers += [await intake.bring(name, number, piece), await intake.client.get(f"/v1/uploads/{name}")]
        answers.append(await intake.end(name))
        assert read_acceptance(answers[-1]).part == part.id
        assert await transactions(intake) > before
        assert await written(intake) - at >= len(part.raw)
        said = [(answer.status_code, len(answer.content), sorted(answer.headers.items())) for answer in answers]
        ran.append((said, [query for query in statements if "INSERT INTO" in query[0]]))
    assert ran[0] == ran[1] == ran[2]
    assert ran[0][1]


async def test_no_card_one_card_and_another_are_the_same_to_intake(
    intake: Intake, statements: list[tuple[str, int]]
) -> None:
    """Whether a card is on a list, the vault alone can say, and later: an answer does not wait for it."""
    codes, _ = new_batch(PARTNERS[0], QUARTER, 2, seeded("cards at intake"))
    ran = []
    for number, card in enumerate((None, *codes)):
        report = Report("xa", Testimony(text="It burns."), profile_terms(Profile.SUMMARY_COARSE, TODAY), card=card)
        receipt = Receipt.new(seeded(f"with a card {number}"))
        part = seal_report(report, intake.consortium.directory, receipt, 0, TODAY).testimony
        statements.clear()
        answer = await intake.send_part(part)
        assert read_acceptance(answer).part == part.id()
        inserted = [query for query in statements if "INSERT INTO" in query[0]]
        ran.append((inserted, len(part.to_bytes()), len(answer.content), sorted(answer.headers.items())))
    assert ran[0] == ran[1] == ran[2]
    assert ran[0][0]


async def test_a_bucket_full_of_mailboxes_and_one_of_nobody_s_are_fetched_alike(
    intake: Intake, statements: list[tuple[str, int]]
) -> None:
    vault, notice = intake.consortium.devices[DeviceRole.VAULT], a_notice(7)
    full, *others = bucket_names(notice.depth)
    said = Slot(
        consent=give(SignKey.new(), Terms(), TODAY), terms=None, settles=None, withdrawn=False, opened=False, reply=None
    )
    slots = dict.fromkeys(others, SLOTS_OF_NOBODY)
    slots[full] = [seal_slot(said, MailboxId(system_random(16)), notice.number) for _ in range(SLOTS)]
    left = tuple(
        NewBucket(name=name, bucket=make_bucket(notice, name, slots[name], vault).to_bytes()) for name in slots
    )
    new = NewBuckets(publication=tag(notice), buckets=left)
    assert (await intake.as_device(DeviceRole.VAULT, "/v1/pool/buckets", new)).status_code == 204
    assert (await put_out(intake, notice)).status_code == 204
    ran = []
    for name in (full, others[0]):
        statements.clear()
        answer = await intake.client.get(f"/v1/mailboxes/{name.hex()}")
        assert answer.status_code == 200
        ran.append((list(statements), len(answer.content), sorted(answer.headers.items())))
    assert ran[0] == ran[1]
    assert ran[0][0]


async def test_the_notice_is_as_long_whatever_lies_in_the_mailboxes_and_read_by_one_statement(
    intake: Intake, statements: list[tuple[str, int]]
) -> None:
    ran = []
    for number, depth in ((7, 2), (8, 3)):
        await publish(intake, a_notice(number, depth))
        statements.clear()
        answer = await intake.client.get("/v1/mailboxes")
        ran.append((list(statements), len(answer.content), sorted(answer.headers.items())))
    assert ran[0] == ran[1]
    assert len(ran[0][0]) == 1


async def test_what_is_in_a_control_block_changes_nothing_that_intake_does(
    intake: Intake, sealed: tuple[Sealed, ...], statements: list[tuple[str, int]]
) -> None:
    ran, answers = [], []
    for part in (sealed[0], sealed[2].changed(control=system_random(len(sealed[2].part.control)))):
        statements.clear()
        answer = await intake.send_part(part.part)
        assert read_acceptance(answer).part == part.id
        ran.append([query for query in statements if "INSERT INTO" in query[0]])
        answers.append((len(answer.content), sorted(answer.headers.items())))
    assert ran[0] == ran[1] != []
    assert answers[0] == answers[1]
