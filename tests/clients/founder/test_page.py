"""`leeward web install`: the folder that intake serves, made once from what was built and what is trusted."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from clients.founder.errors import AlreadyThere
from clients.founder.page import install
from clients.paper_files import NotThisPaper
from protocol.built_page import NoLicences, NotALanguage, NotOneScript, TrustNotEmpty, read_built
from protocol.page import NotThatManyPages, PageManifest, block_hash, manifest_hash, page_trust, read_block
from protocol.roots import NotEnoughRoots
from server import cli
from tests.built_pages import built_page, write_built
from tests.worlds import make_consortium

TODAY = int(time.time() // 86_400)
CONSORTIUM = make_consortium("install", custodians=3, quorums=(2, 2, 2), today=TODAY)
BUILT = Path(__file__).parents[3] / "clients" / "web" / "built"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    write_built(tmp_path / "built", "en", "ar")
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    (tmp_path / "directory.cbor").write_bytes(CONSORTIUM.signed.to_bytes())
    return tmp_path


def typed(papers: Path, **instead: str) -> object:
    """What it ended with: the error, or what was printed."""
    given = {"built": "built", "roots": "roots.cbor", "directory": "directory.cbor", "out": "page"} | instead
    arguments = ["web", "install", *(word for name, of in given.items() for word in (f"--{name}", str(papers / of)))]
    done = CliRunner().invoke(cli.app, arguments)
    return done.exception or done.output


def test_the_folder_holds_the_pages_as_built_one_block_and_what_is_to_be_logged(papers: Path) -> None:
    said = typed(papers)
    page = papers / "page"
    assert {one.name for one in page.iterdir()} == {
        *("ar.html", "en.html", "licences.txt", "page.manifest", "trust.block")
    }
    assert (page / "ar.html").read_bytes() == (papers / "built" / "ar.html").read_bytes()
    block, manifest = (page / "trust.block").read_text(), (page / "page.manifest").read_bytes()
    assert read_block(block) == page_trust(CONSORTIUM.directory, CONSORTIUM.root_set)
    read = PageManifest.from_bytes(manifest)
    assert [one.language for one in read.pages] == ["ar", "en"]
    assert read.trust == block_hash(block)
    assert manifest_hash(manifest).hex() in str(said)


def test_intake_under_a_user_of_its_own_can_read_it(papers: Path) -> None:
    typed(papers)
    assert stat.S_IMODE((papers / "page").stat().st_mode) == 0o755
    assert {stat.S_IMODE(one.stat().st_mode) for one in (papers / "page").iterdir()} == {0o644}


def test_the_same_papers_make_the_same_folder(papers: Path) -> None:
    typed(papers)
    typed(papers, out="again")
    for one in (papers / "page").iterdir():
        assert one.read_bytes() == (papers / "again" / one.name).read_bytes()


def test_what_is_there_is_never_written_over(papers: Path) -> None:
    """What is served is what was logged: a newer page is a new folder."""
    typed(papers)
    before = {one.name: one.read_bytes() for one in (papers / "page").iterdir()}
    assert isinstance(typed(papers), AlreadyThere)
    assert {one.name: one.read_bytes() for one in (papers / "page").iterdir()} == before
    assert isinstance(typed(papers, out="built"), AlreadyThere)


@pytest.mark.parametrize(
    ("name", "html", "refused"),
    [
        ("fr.html", built_page("fr").replace(b"</body>", b"<script>1</script></body>"), NotOneScript),
        ("fr.html", built_page("fr").replace(b'"trust"></', b'"trust">AAAA</'), TrustNotEmpty),
        ("FR.html", built_page("fr"), NotALanguage),
        ("index.en.html", built_page("en"), NotALanguage),
    ],
)
def test_a_page_that_could_not_be_checked_is_not_installed(
    papers: Path, name: str, html: bytes, refused: type[Exception]
) -> None:
    (papers / "built" / name).write_bytes(html)
    ended = typed(papers)
    assert isinstance(ended, refused)
    assert str(ended).startswith(f"{name}: ")
    assert not (papers / "page").exists()


def test_a_directory_that_is_not_signed_by_these_roots_is_not_put_into_a_page(papers: Path) -> None:
    others = make_consortium("others", custodians=3, quorums=(2, 2, 2), today=TODAY)
    (papers / "others.cbor").write_bytes(others.signed.to_bytes())
    assert isinstance(typed(papers, directory="others.cbor"), NotEnoughRoots)
    assert isinstance(typed(papers, directory="roots.cbor"), NotThisPaper)
    assert not (papers / "page").exists()


@pytest.mark.parametrize("licences", [None, b" " * (256 * 1024 + 1)])
def test_pages_are_not_installed_without_the_licences_of_what_they_carry(papers: Path, licences: bytes | None) -> None:
    (papers / "built" / "licences.txt").unlink()
    if licences is not None:
        (papers / "built" / "licences.txt").write_bytes(licences)
    assert isinstance(typed(papers), NoLicences)
    assert not (papers / "page").exists()


def test_an_empty_folder_makes_no_page(papers: Path) -> None:
    (papers / "empty").mkdir()
    (papers / "empty" / "licences.txt").write_text("")
    assert isinstance(typed(papers, built="empty"), NotThatManyPages)


def test_the_pages_that_are_shipped_are_installed(tmp_path: Path) -> None:
    made = install(BUILT, CONSORTIUM.directory, tmp_path / "page")
    assert {one.language for one in made.manifest.pages} == {file.stem for file in BUILT.glob("*.html")}
    assert all(read_built((tmp_path / "page" / f"{one.language}.html").read_bytes()) for one in made.manifest.pages)
