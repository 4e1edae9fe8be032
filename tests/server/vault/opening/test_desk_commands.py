"""`leeward desk …` as its holder types it, before the real vault."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio.from_thread
import anyio.to_thread
import httpx
import pytest
from typer.testing import CliRunner, Result

from protocol.directory import DeviceRole, Directory
from protocol.encoding import Purpose
from protocol.ids import date_of
from protocol.primitives import SignKey, sign
from server.backup.contents import BackupHead, BackupManifest, BackupMember, SignedManifest
from server.devices import DeviceAuth
from server.pinned import Pinned
from server.redaction.errors import (
    BackupTooOld,
    NoBackupShown,
    NotAKeyFile,
    NotEveryBox,
    NotTheVaultsBackup,
    TooEarly,
)
from server.redaction.rewrapping import commands
from server.redaction.rewrapping.newer_backup import check_backed_up, note_beside
from tests.server.vault.opening.test_rewrapping import NewKeys, new_keys
from tests.server.vault.vault_world import VaultWorld


class FromTheThread(httpx.AsyncBaseTransport):
    """To an application in the loop of the test."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return anyio.from_thread.run(self._ask, request)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=await request.aread())
        answer = await httpx.ASGITransport(self._app).handle_async_request(asked)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


def private(path: Path, text: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(text)
    return path


class Machine:
    """The desk's machine: its settings, the key that it had and the one that it has."""

    def __init__(self, folder: Path, desk: NewKeys, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, vault = folder, desk.vault
        self.old = private(folder / "old.key", desk.before.seed().hex() + "\n")
        private(folder / "sign.key", desk.sign_key.seed().hex())
        private(folder / "seal.key", desk.seal_key.seed().hex())
        vault.consortium.write_pinned(folder / "pinned")
        for file in vault.folder.glob("*.cbor"):
            (folder / "pinned" / file.name).write_bytes(file.read_bytes())
        places = (f'{zone}_url = "http://{zone}"' for zone in ("vault", "release", "policy"))
        lines = [
            "port = 8443", f'name = "{vault.desk().name}"', 'pinned = "pinned"', 'folder = "drafts"',
            'sign_key_file = "sign.key"', 'seal_key_file = "seal.key"', "console_keys = []", *places,
        ]  # fmt: skip
        (folder / "desk.toml").write_text("\n".join(lines))

        def to_the_vault(_url: str, key: Any, clock: Any) -> httpx.AsyncClient:
            auth = DeviceAuth(key, key.public.hex(), clock)
            return httpx.AsyncClient(transport=FromTheThread(vault.app), base_url="http://vault", auth=auth)

        monkeypatch.setattr(commands, "peer", to_the_vault)
        monkeypatch.setattr(commands, "time", SimpleNamespace(time=vault.clock))

    async def types(self, *words: str, old: Path | None = None) -> Result:
        arguments = [words[0], str(old or self.old), "--config", str(self.folder / "desk.toml"), *words[1:]]
        return await anyio.to_thread.run_sync(lambda: CliRunner().invoke(commands.commands, arguments))


async def test_what_was_rewrapped_is_counted_and_the_old_key_goes_when_its_day_has_come(
    vault: VaultWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await vault.told(None, None)
    machine, first = Machine(tmp_path, new_keys(vault), monkeypatch), vault.world.today()
    done = await machine.types("re-wrap")
    assert (done.exit_code, done.exception) == (0, None), done.output
    assert "xa-testimony: 2 re-wrapped, 0 were already." in done.output.replace("\r", "\n")
    assert isinstance((await machine.types("destroy-key")).exception, TooEarly)
    assert machine.old.exists()
    vault.clock.pass_days(vault.consortium.directory.contents.expires + 31 - vault.world.today())
    for words, why in (
        ((), NoBackupShown),
        (listed(vault, tmp_path, first), BackupTooOld),
        (listed(vault, tmp_path, first + 1), BackupTooOld),  # of the same day, where the vault's clock is ahead
        (listed(vault, tmp_path, first + 2, zone="release"), NotTheVaultsBackup),
        (listed(vault, tmp_path, first + 2, key=SignKey.new()), NotTheVaultsBackup),
        (listed(vault, tmp_path, first + 2, members=()), NotTheVaultsBackup),
        (listed(vault, tmp_path, first + 2, members=(DUMP, DUMP)), NotTheVaultsBackup),
        (listed(vault, tmp_path, vault.world.today() + 1), NotTheVaultsBackup),
    ):
        assert isinstance((await machine.types("destroy-key", *words)).exception, why)
        assert machine.old.exists()
    done = await machine.types("destroy-key", *listed(vault, tmp_path, first + 2))
    assert (done.exit_code, machine.old.exists()) == (0, False), done.output
    assert not note_beside(machine.old).exists()
    assert "xa-testimony: 0 re-wrapped, 2 were already." in done.output.replace("\r", "\n")
    # Backups are destroyed after 30 days: nobody is told to keep one for good.
    assert f"backup of {date_of(first + 2)}. Keep it until a newer one has been verified." in done.output


DUMP = BackupMember(name="database.dump", size=1, hash=bytes(32))


def signed_list(
    vault: VaultWorld,
    day: int,
    zone: str = "vault",
    key: SignKey | None = None,
    members: tuple[BackupMember, ...] = (DUMP,),
) -> bytes:
    """The list of a backup, as it stands at its end."""
    consortium = vault.consortium
    head = BackupHead(
        zone=zone, day=day, directory=consortium.directory.hash, revision="0020", postgres=15, checkpoint=None
    )
    manifest = BackupManifest(head=head, members=members).to_bytes()
    signature = sign(key or consortium.devices[DeviceRole(zone)], Purpose.BACKUP, manifest)
    return SignedManifest(manifest=manifest, signature=signature).to_bytes()


def listed(vault: VaultWorld, folder: Path, day: int, **change: Any) -> tuple[str, str]:
    file = folder / f"{len(list(folder.iterdir()))}.cbor"
    file.write_bytes(signed_list(vault, day, **change))
    return "--backup", str(file)


async def test_a_list_that_the_vault_s_key_of_before_signed_is_not_believed(
    vault: VaultWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stole that key could say so for ever, by naming the directory in which it was the vault's."""
    await vault.told(None)
    Machine(tmp_path, new_keys(vault), monkeypatch)
    first = vault.world.today()
    pinned = Pinned(tmp_path / "pinned", vault.clock)

    def rotated(_: Directory) -> Directory:
        before = pinned.directory.contents
        new = {"sign_key": SignKey(b"n" * 32).public}
        devices = (one.model_copy(update=new if one.role is DeviceRole.VAULT else {}) for one in before.devices)
        fields = {"number": before.number + 1, "previous": pinned.directory.hash, "devices": tuple(devices)}
        return before.model_copy(update=fields)

    pinned.replace_directory(vault.consortium.resign(rotated).to_bytes())
    vault.clock.pass_days(10)
    shown = signed_list(vault, first + 2)
    with pytest.raises(NotTheVaultsBackup):
        check_backed_up(shown, first, pinned)
    shown = signed_list(vault, first + 2, key=SignKey(b"n" * 32))
    assert check_backed_up(shown, first, pinned).head.day == first + 2


async def test_without_a_note_of_its_last_day_a_backup_must_be_of_a_later_day_than_today(
    vault: VaultWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await vault.told(None)
    machine = Machine(tmp_path, new_keys(vault), monkeypatch)
    await machine.types("re-wrap")
    vault.clock.pass_days(vault.consortium.directory.contents.expires + 31 - vault.world.today())
    note_beside(machine.old).unlink()
    shown = listed(vault, tmp_path, vault.world.today())
    assert isinstance((await machine.types("destroy-key", *shown)).exception, BackupTooOld)
    done = await machine.types("destroy-key", "--without-backup")
    assert (done.exit_code, machine.old.exists()) == (0, False), done.output


async def test_with_a_rewrapped_box_that_neither_key_opens_the_old_key_stays(
    vault: VaultWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    assert (await desk.bring(told.testimony, bytes(1168))).status_code == 204
    machine = Machine(tmp_path, desk, monkeypatch)
    vault.clock.pass_days(vault.consortium.directory.contents.expires + 31 - vault.world.today())
    assert isinstance((await machine.types("destroy-key")).exception, NotEveryBox)
    assert machine.old.exists()


async def test_a_file_that_is_no_key_is_refused_before_anything_is_asked(
    vault: VaultWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(tmp_path, new_keys(vault), monkeypatch)
    for number, said in enumerate(("", "zz" * 32, "ab" * 31, "\udcff")):
        file = tmp_path / f"no-key-{number}"
        file.write_bytes(said.encode("utf-8", "surrogateescape"))
        assert isinstance((await machine.types("destroy-key", old=file)).exception, NotAKeyFile)
        assert file.exists()
