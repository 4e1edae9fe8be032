"""A restored database hears what it missed, or nothing is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from protocol.consent import Terms, give, withdraw
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.post import Post
from protocol.primitives import SignKey, sign
from server.vault.errors import (
    JournalDamaged,
    JournalNotSigned,
    JournalNotWhole,
    JournalOfAnOldKey,
    JournalOutOfReach,
    JournalsDiffer,
)
from server.vault.journal import Journal, JournalEntry, JournalFile, Said, SignedJournal
from server.vault.keeping import recording
from server.vault.rounds import tidy
from server.vault.start import vault_keys
from server.vault.wishes.forgetting import forget_once
from server.vault.wishes.replaying import catch_up
from server.vault.world import World
from tests.server.vault.vault_world import VaultWorld
from tests.server.vault.wishes.test_posts import first, may_be_opened, next_version
from tests.worlds import make_consortium

KEY = SignKey(b"j" * 32)
"""Of nobody whom a directory names."""
MISSED = "DELETE FROM withdrawals; DELETE FROM consents WHERE version > 1; DELETE FROM early_claims; "


async def go_back(vault: VaultWorld, names: set[bytes], also: str = "") -> None:
    """Make the database that of a backup: what it has heard since is gone."""
    kept = ", ".join(f"'\\x{name.hex()}'" for name in names) or "NULL"
    async with vault.administrator.begin() as connection:
        for statement in f"{MISSED}{also}; DELETE FROM journaled WHERE name NOT IN ({kept})".split(";"):
            if statement.strip():
                await connection.exec_driver_sql(statement)


async def heard(vault: VaultWorld) -> set[bytes]:
    return {row.name for row in await vault.rows("SELECT name FROM journaled")}


def files(vault: VaultWorld) -> list[Path]:
    return list(vault.world.journal.folders[0].glob("*.journal"))


def said(file: Path) -> JournalFile:
    return JournalFile.from_bytes(SignedJournal.from_bytes(file.read_bytes()).batch)


@pytest.fixture
async def begun(vault: VaultWorld) -> set[bytes]:
    """What the database names when its vault has just started for the first time."""
    assert await catch_up(vault.world) == 0
    return await heard(vault)


async def test_a_withdrawal_after_the_backup_holds_in_what_was_restored(vault: VaultWorld, begun: set[bytes]) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    await go_back(vault, begun)
    assert await may_be_opened(vault, told)
    assert await catch_up(vault.world) == 1
    assert not await may_be_opened(vault, told)
    assert [row.part for row in await vault.rows("SELECT part FROM withdrawals")] == [told.testimony]
    assert await catch_up(vault.world) == 0


async def test_a_withdrawal_that_was_replayed_is_told_to_the_log(vault: VaultWorld, begun: set[bytes]) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    await go_back(vault, begun, "DELETE FROM log_entries")
    await catch_up(vault.world)
    assert await vault.count("log_entries") == 1


async def test_a_narrower_consent_after_the_backup_holds_from_the_day_it_came(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(consents=(next_version(told, first(told, vault), Terms(), vault.world.today()),)))
    await vault.collect()
    came = vault.world.today()
    await go_back(vault, begun)
    vault.clock.pass_days(3)
    await catch_up(vault.world)
    assert not await may_be_opened(vault, told)
    (row,) = await vault.rows("SELECT received FROM consents WHERE version = 2")
    assert row.received == came


async def test_what_was_destroyed_after_the_backup_is_destroyed_again(vault: VaultWorld, begun: set[bytes]) -> None:
    short = Terms(forget_after=30)
    (told,) = await vault.told(None, terms=short, identity_terms=short)
    parts = [tuple(row) for row in await vault.rows("SELECT * FROM parts")]
    vault.clock.pass_days(30)
    await forget_once(vault.world)
    await go_back(vault, begun, "DELETE FROM forgotten")
    vault.intake.put(*told.sealed.parts)  # as a backup has them
    async with vault.administrator.begin() as connection:
        marked = ", ".join(f"${number}" for number in range(1, len(parts[0]) + 1))
        for part in parts:
            await connection.exec_driver_sql(f"INSERT INTO parts VALUES ({marked})", part)
    await catch_up(vault.world)
    assert (await vault.count("parts"), await vault.count("forgotten")) == (0, 2)
    await vault.collect()
    assert await vault.count("parts") == 0


async def test_what_was_taken_back_and_is_not_in_the_backup_does_not_come_again(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    await go_back(vault, begun, "DELETE FROM parts; DELETE FROM consents")
    vault.clock.pass_days(60)  # by then no statement waits for a part any more
    await catch_up(vault.world)
    vault.intake.put(*told.sealed.parts)  # by somebody who recorded it
    await vault.collect()
    assert [row.id for row in await vault.rows("SELECT id FROM parts")] == [told.identity]


async def test_a_statement_that_came_before_its_part_waits_in_what_was_restored(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    told = vault.tell()
    late = dict(vault.intake.parts)
    vault.intake.parts.clear()
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    await go_back(vault, begun)
    await catch_up(vault.world)
    vault.intake.parts.update(late)
    await vault.collect()
    assert not await may_be_opened(vault, told)


async def test_what_one_visit_ended_before_keeping_is_heard_by_the_next_start(
    vault: VaultWorld, begun: set[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))

    writing = recording._record

    async def written_and_killed(*given: object) -> None:
        await writing(*given)
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(recording, "_record", written_and_killed)
        with pytest.raises(ConnectionResetError):
            await vault.collect()
    assert await vault.count("withdrawals") == 0
    assert await catch_up(vault.world) == 1
    assert await vault.count("withdrawals") == 1


async def test_without_its_journal_nothing_is_taken_back_and_intake_keeps_it(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    """What was acknowledged to nobody is not lost."""
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    folder = vault.world.journal.folders[0]
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(JournalOutOfReach):
        await vault.collect()
    assert (len(vault.intake.posts), await vault.count("withdrawals")) == (1, 0)
    away.rename(folder)
    await vault.collect()
    assert (len(vault.intake.posts), await vault.count("withdrawals")) == (0, 1)


async def test_a_journal_that_lacks_what_the_database_heard_is_refused(vault: VaultWorld, begun: set[bytes]) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    newest = max(files(vault), key=lambda path: path.stat().st_mtime_ns)
    newest.unlink()
    with pytest.raises(JournalNotWhole):
        await catch_up(vault.world)


async def test_another_vaults_journal_is_refused_though_nothing_was_said_yet(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    (only,) = files(vault)
    only.unlink()
    with pytest.raises(JournalNotWhole):
        await catch_up(vault.world)


@pytest.mark.parametrize("purpose", [Purpose.JOURNAL, Purpose.BACKUP])
async def test_what_somebody_else_put_into_the_journal_destroys_nothing(
    vault: VaultWorld, begun: set[bytes], purpose: Purpose
) -> None:
    """Whoever can write into its folder, and knows an id; nor does what the vault signed for something else."""
    (told,) = await vault.told(None)
    entry = JournalEntry(kind=Said.DESTROYED, day=vault.world.today(), body=told.testimony)
    put = JournalFile(day=vault.world.today(), names=(bytes(16),), entries=(entry,))
    key = KEY if purpose is Purpose.JOURNAL else vault.world.sign_key
    signed = SignedJournal(batch=put.to_bytes(), signature=sign(key, purpose, put.to_bytes()))
    file = vault.world.journal.folders[0] / put.file_name()
    file.write_bytes(signed.to_bytes())
    with pytest.raises(JournalNotSigned):
        await catch_up(vault.world)
    assert await may_be_opened(vault, told)
    file.write_bytes(put.to_bytes())
    with pytest.raises(JournalDamaged):
        await catch_up(vault.world)


def with_a_new_key(vault: VaultWorld, *folders: Path) -> World:
    """Its key of before is one that a directory names still, and has been stolen."""
    keys = {vault.world.sign_key.public, KEY.public}
    return replace(vault.world, journal=Journal((*vault.world.journal.folders, *folders), KEY, lambda: keys))


async def test_keys_that_it_had_before_are_those_of_every_directory(vault: VaultWorld) -> None:
    newer = make_consortium("with other keys").directory
    directories = SimpleNamespace(directories=(*vault.world.pinned.directories, newer))
    keys = vault_keys(directories)  # type: ignore[arg-type]
    assert keys == {newer.device_key(DeviceRole.VAULT), vault.world.sign_key.public}


async def test_what_a_key_of_before_signed_is_heard_once_it_is_signed_anew(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    after = with_a_new_key(vault)
    (only,) = files(vault)
    before = only.read_bytes()
    with pytest.raises(JournalOfAnOldKey):
        await catch_up(after)
    assert only.read_bytes() == before
    assert (after.journal.sign_anew(), after.journal.sign_anew()) == (1, 0)
    assert await catch_up(after) == 0
    assert said(only) == JournalFile.from_bytes(SignedJournal.from_bytes(before).batch)


async def test_what_a_stolen_key_of_before_signs_later_is_heard_by_no_start(
    vault: VaultWorld, begun: set[bytes], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (told,) = await vault.told(None)
    after = with_a_new_key(vault, copy)
    replace(after.journal, folders=after.journal.folders[:1]).sign_anew()
    assert await catch_up(after) == 0
    entry = JournalEntry(kind=Said.DESTROYED, day=vault.world.today(), body=told.testimony)
    put = JournalFile(day=vault.world.today(), names=(bytes(16),), entries=(entry,))
    replace(vault.world.journal, folders=(copy,)).write(put)
    for _ in range(2):  # nor does one start make it good for the next
        with pytest.raises(JournalOfAnOldKey):
            await catch_up(after)
    assert put.file_name() not in [path.name for path in files(vault)]
    with pytest.raises(JournalsDiffer):
        after.journal.sign_anew()
    assert await may_be_opened(vault, told)


async def test_a_copy_has_the_very_bytes_that_were_signed(
    vault: VaultWorld, begun: set[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    journal = vault.world.journal
    monkeypatch.setattr(Journal, "_signed", None)  # a start signs nothing
    replace(journal, folders=(*journal.folders, copy)).load()
    assert [path.read_bytes() for path in copy.iterdir()] == [path.read_bytes() for path in files(vault)]


@pytest.mark.parametrize("damage", ["a bit", "the end", "the name"])
async def test_a_damaged_journal_is_refused(vault: VaultWorld, begun: set[bytes], damage: str) -> None:
    (only,) = files(vault)
    raw = only.read_bytes()
    if damage == "a bit":
        only.write_bytes(bytes([raw[0] ^ 0x40]) + raw[1:])
    elif damage == "the end":
        only.write_bytes(raw[:-1])
    else:
        only.rename(only.with_name("1-" + only.name.partition("-")[2]))
    with pytest.raises(JournalDamaged):
        await catch_up(vault.world)


async def test_the_copy_serves_where_the_journal_is_gone_and_fills_it_again(
    vault: VaultWorld, begun: set[bytes], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    journal = vault.world.journal
    world = replace(vault.world, journal=replace(journal, folders=(*journal.folders, copy)))
    assert await catch_up(world) == 0
    (only,) = files(vault)
    assert [path.read_bytes() for path in copy.iterdir()] == [only.read_bytes()]
    only.unlink()
    assert await catch_up(world) == 0
    assert files(vault) == [only]


async def test_a_day_that_is_over_is_one_file_in_an_order_that_tells_nothing(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    """Which statements came together would show which identity belongs to which testimony."""
    for told in await vault.told(None, None, None):
        vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
        await vault.collect()
    assert len(files(vault)) == 4
    vault.world.journal.settle(vault.world.today())
    assert len(files(vault)) == 4  # today
    before = {entry.body for file in files(vault) for entry in said(file).entries}
    vault.clock.pass_days(1)
    await tidy(vault.world)
    (only,) = files(vault)
    entries = said(only).entries
    assert [entry.body for entry in entries] == [
        entry.body for entry in sorted(entries, key=lambda one: (one.kind, one.body))
    ]
    assert {entry.body for entry in entries} == before
    assert await catch_up(vault.world) == 0


def in_folder(folder: Path, *sizes: int) -> Journal:
    journal = Journal((folder,), KEY, lambda: {KEY.public})
    for number, size in enumerate(sizes):
        entries: Sequence[JournalEntry] = [
            JournalEntry(kind=Said.DESTROYED, day=5, body=bytes([number]) + at.to_bytes(31, "big"))
            for at in range(size)
        ]
        file = JournalFile(day=5, names=(bytes([number]) * 16,), entries=tuple(entries))
        journal.write(file)
    return journal


def test_no_file_grows_beyond_what_one_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.vault.journal.MOST_ENTRIES", 5)
    in_folder(tmp_path, 2, 2, 2, 5).settle(6)
    sizes = sorted(len(said(path).entries) for path in tmp_path.iterdir())
    assert sum(sizes) == 11
    assert max(sizes) <= 5
    assert len(sizes) < 4


def test_what_was_said_is_there_once_more_where_a_crash_left_a_day_half_joined(tmp_path: Path) -> None:
    journal = in_folder(tmp_path, 2, 2)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    journal.settle(6)
    (joined,) = tmp_path.iterdir()
    for name, raw in before.items():
        (tmp_path / name).write_bytes(raw)
    journal.settle(6)
    assert list(tmp_path.iterdir()) == [joined]


async def test_a_statement_for_many_parts_is_written_once_and_again_said_it_is_not_written(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    """Anyone can post the same again and again: the journal must not grow by it."""
    (told,) = await vault.told(None)
    for _ in range(3):
        vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
        await vault.collect()
    assert len(files(vault)) == 2


async def test_an_own_widening_is_heard_again_and_still_waits_its_seven_days(
    vault: VaultWorld, begun: set[bytes]
) -> None:
    (told,) = await vault.told(None, terms=Terms())
    wide = give(told.key(), Terms(forget_after=90), vault.world.today(), first(told, vault, Terms()))
    vault.post(Post(consents=(wide,)))
    await vault.collect()
    await go_back(vault, begun)
    await catch_up(vault.world)
    assert await vault.count("consents") == 3
