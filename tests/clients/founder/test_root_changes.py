"""Roots that change by commands: who must sign, what the folder then signs with, and who follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from clients.founder import change_commands
from clients.founder import draft as drafts
from clients.founder.errors import NotInDraft
from clients.key_file import make_keys
from clients.trusted import Trusted
from protocol.roots import NotEnoughRoots, RootSet
from server.pinned import Pinned
from tests.clients.founder.test_papers import app
from tests.worlds import TODAY, Clock, make_consortium, seeded

PASSPHRASE = "six random words are good"
NAMES = tuple(f"root-{number}" for number in range(1, 7))
WORLD = make_consortium()


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    (folder / "words").touch(mode=0o600)
    (folder / "words").write_text(PASSPHRASE)
    for name in NAMES:
        keys = make_keys(folder / f"{name}.key", name, PASSPHRASE, seeded(name), 8 << 20)
        (folder / f"{name}.public").write_bytes(keys.administrator("board").to_bytes())
    return folder


class Papers:
    """A founders' folder with a directory that two of the first three roots signed, and its successor begun."""

    def __init__(self, folder: Path, people: Path) -> None:
        self.folder, self.people = folder, people
        held = WORLD.directory.contents
        draft = drafts.begin(folder, TODAY, held.log_origin)
        fields = ("compartments", "vault_seal_key", "devices", "administrators", "partners", "never_to")
        draft = drafts.filled(draft, roots=self.keys(*NAMES[:3]), **{name: getattr(held, name) for name in fields})
        drafts.save(folder, draft)
        self.sign("root-1", "root-2")
        drafts.renew(folder, TODAY)

    def keys(self, *names: str) -> tuple[bytes, ...]:
        return tuple(drafts.read_public(drafts.Administrator, self.people / f"{one}.public").sign_key for one in names)

    def run(self, command: str, *arguments: object, refused: type[Exception] | None = None) -> str:
        done = CliRunner().invoke(app, ["directory", command, str(self.folder), *map(str, arguments)])
        if refused:
            assert isinstance(done.exception, refused), (done.output, done.exception)
            return str(done.exception)
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    def with_key(self, command: str, name: str, refused: type[Exception] | None = None) -> str:
        unlock = ("--key", self.people / f"{name}.key", "--passphrase-file", self.people / "words")
        accepted = ("--accept-weak", "one-organisation-opens") if command == "sign" else ()
        return self.run(command, *unlock, *accepted, refused=refused)

    def sign(self, *names: str) -> bytes:
        for name in names:
            self.with_key("sign", name)
        return (self.folder / f"directory-{drafts.load(self.folder).number}.cbor").read_bytes()

    def rotate(self, *names: str, needed: int = 2, refused: type[Exception] | None = None) -> str:
        given = [part for name in names for part in ("--root", self.people / f"{name}.public")]
        return self.run("rotate-roots", "--needed", needed, *given, refused=refused)


@pytest.fixture
def papers(tmp_path: Path, people: Path, monkeypatch: pytest.MonkeyPatch) -> Papers:
    from clients.founder import cli  # noqa: PLC0415

    for module in (cli, change_commands):
        monkeypatch.setattr(module.time, "time", Clock())
    return Papers(tmp_path / "papers", people)


def held_by(papers: Papers, folder: Path, name: str) -> Path:
    """Somebody's folder from before the change."""
    folder.mkdir()
    (folder / "roots.cbor").write_bytes(RootSet(keys=papers.keys(*NAMES[:3]), needed=2).to_bytes())
    (folder / name).write_bytes((papers.folder / "directory-1.cbor").read_bytes())
    return folder


def test_a_root_is_replaced_and_zones_and_clients_follow_to_it_and_never_back(papers: Papers, tmp_path: Path) -> None:
    client = Trusted.open(held_by(papers, tmp_path / "client", "directory.cbor"), TODAY)
    zone = Pinned(held_by(papers, tmp_path / "zone", "directory-1.cbor"), Clock())
    papers.rotate("root-1", "root-4", "root-5")
    # One who stays and one who leaves sign for the roots before; one who stays and one who comes, for those to come.
    assert "1 of 2 roots before, and by 1 of 2 to come" in papers.with_key("sign-roots", "root-1")
    assert "2 of 2 roots before, and by 1 of 2 to come" in papers.with_key("sign-roots", "root-2")
    assert "The draft is the new roots'" in papers.with_key("sign-roots", "root-4")
    papers.with_key("sign", "root-2", refused=NotInDraft)
    second = papers.sign("root-4", "root-5")
    for taken in (client.take_directory(second, TODAY), zone.replace_directory(second)):
        assert taken.roots.keys == papers.keys("root-1", "root-4", "root-5")
    # Both begin at the first roots again, and come to the same.
    assert Trusted.open(client.folder, TODAY).roots_in_force == taken.roots
    assert Pinned(tmp_path / "zone", Clock()).roots == taken.roots
    # Those who left sign a third: nobody who has followed takes it.
    stolen = Papers(tmp_path / "stolen", papers.people)
    with pytest.raises(NotEnoughRoots):
        client.take_directory(stolen.sign("root-2", "root-3"), TODAY)
    with pytest.raises(NotEnoughRoots):
        zone.replace_directory(stolen.sign("root-2", "root-3"))


def test_who_missed_a_change_of_the_roots_follows_it_and_the_next_one(papers: Papers, tmp_path: Path) -> None:
    papers.rotate("root-1", "root-4", "root-5")
    for name in ("root-1", "root-2", "root-4"):
        papers.with_key("sign-roots", name)
    papers.sign("root-4", "root-5")
    papers.run("renew")
    papers.rotate("root-4", "root-5", "root-6")
    for name in ("root-4", "root-5"):
        papers.with_key("sign-roots", name)
    newest = papers.sign("root-5", "root-6")
    client = Trusted.open(held_by(papers, tmp_path / "client", "directory.cbor"), TODAY)
    assert client.take_directory(newest, TODAY).roots.keys == papers.keys("root-4", "root-5", "root-6")
    assert {file.name for file in papers.folder.glob("roots*")} == {
        "roots.cbor", "roots-before-1.cbor", "roots-before-2.cbor",
    }  # fmt: skip


def test_no_weaker_roots_are_proposed_and_none_that_were_there_before(papers: Papers) -> None:
    assert "weaker" in papers.rotate("root-1", "root-4", refused=NotInDraft)
    assert "never comes twice" in papers.rotate("root-1", "root-2", "root-3", refused=NotInDraft)


def test_who_is_a_root_of_neither_set_signs_no_change(papers: Papers) -> None:
    papers.rotate("root-1", "root-4", "root-5")
    papers.with_key("sign-roots", "root-6", refused=NotInDraft)


def test_another_proposal_begins_without_the_signatures_of_the_one_before(papers: Papers) -> None:
    papers.rotate("root-1", "root-4", "root-5")
    papers.with_key("sign-roots", "root-1")
    papers.rotate("root-1", "root-4", "root-6")
    assert "1 of 2 roots before, and by 0 of 2 to come" in papers.with_key("sign-roots", "root-3")


def test_what_the_roots_have_signed_is_not_given_to_others_behind_their_backs(papers: Papers) -> None:
    papers.sign("root-1")
    assert "signed already" in papers.rotate("root-1", "root-4", "root-5", refused=NotInDraft)
