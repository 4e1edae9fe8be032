"""The page: the bytes that were logged, for everyone the same, under headers that let nothing else run (SPEC 20)."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from protocol.built_page import NotALanguage, NotOneScript, TrustNotEmpty, read_built, take_apart
from protocol.crossings import CBOR
from protocol.custodian_crossings import LogEvidence
from protocol.directory import DeviceRole, Directory, sign_directory
from protocol.errors import Malformed
from protocol.page import BadTrustBlock, PageManifest, PageRecord, manifest_of, page_trust, read_block, write_block
from protocol.page_headers import page_headers
from server.intake.api import create_app
from server.intake.errors import PageDiffers, PageIncomplete, PageOfOthers
from server.intake.page import InstalledPage, read_installed
from server.intake.start import Settings, opened
from server.intake.world import IntakeWorld
from server.pinned import Pinned
from server.settings import NotValid, read_settings
from tests.built_pages import LICENCES, built_page, write_built
from tests.conftest import Databases
from tests.server.intake.conftest import HOST, Intake, assert_problem
from tests.worlds import Clock, Consortium, make_consortium

pytestmark = pytest.mark.anyio
LANGUAGES = ("ar", "en", "fr", "sw")
_ONION_KEY = bytes(range(32))
_CHECK = hashlib.sha3_256(b".onion checksum" + _ONION_KEY + b"\3").digest()[:2]
ONION = "http://" + base64.b32encode(_ONION_KEY + _CHECK + b"\3").decode().lower() + ".onion"
EVIDENCE = LogEvidence(entry=b"", r=bytes(32), index=0, proof=(), checkpoint="")
"""That it proves nothing is seen by whoever checks it: intake hands out what was installed."""


def install(folder: Path, consortium: Consortium, *languages: str) -> Path:
    """As `leeward web install` leaves it."""
    write_built(folder, *languages)
    block = write_block(page_trust(consortium.directory, consortium.root_set))
    pages = {file.stem: read_built(file.read_bytes()) for file in folder.glob("*.html")}
    (folder / "trust.block").write_text(block)
    (folder / "page.manifest").write_bytes(manifest_of(pages, block).to_bytes())
    return folder


@pytest.fixture
def folder(tmp_path: Path, consortium: Consortium) -> Path:
    return install(tmp_path / "page", consortium)


@pytest.fixture
def pinned(pinned_folder: Path) -> Pinned:
    return Pinned(pinned_folder, Clock())


@pytest.fixture
async def client(folder: Path, world: IntakeWorld) -> AsyncIterator[httpx.AsyncClient]:
    async with knocking_at(world, read_installed(folder, world.pinned)) as client:
        yield client


@asynccontextmanager
async def knocking_at(
    world: IntakeWorld, page: InstalledPage | None, onion: str | None = None, host: str = HOST
) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(replace(world, page=page, onion=onion))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        client.headers.clear()
        yield client


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_language_is_served_as_it_was_built_with_nothing_but_its_trust_block(
    client: httpx.AsyncClient, folder: Path, consortium: Consortium, language: str
) -> None:
    answer = await client.get(f"/{language}")
    page, block = take_apart(answer.content)
    assert page.html == (folder / f"{language}.html").read_bytes()
    assert block == (folder / "trust.block").read_text()
    assert read_block(block) == page_trust(consortium.directory, consortium.root_set)


async def test_a_page_has_the_headers_that_are_demanded_and_no_others(client: httpx.AsyncClient) -> None:
    """Neither a cookie, nor the name of a program, nor a moment, nor a mark by which a browser is known again."""
    for path, vary in (("/fr", "Accept-Encoding"), ("/", "Accept-Language, Accept-Encoding")):
        answer = await client.get(path)
        page, _ = take_apart(answer.content)
        assert dict(answer.headers) == {
            **page_headers(page),
            "vary": vary,
            "content-length": str(len(answer.content)),
        }


async def test_packed_it_is_the_same_page(client: httpx.AsyncClient) -> None:
    plain = await client.get("/sw")
    async with client.stream("GET", "/sw", headers={"accept-encoding": "br, gzip"}) as packed:
        raw = b"".join([piece async for piece in packed.aiter_raw()])
    assert gzip.decompress(raw) == plain.content
    extra = {"content-encoding": "gzip", "content-length": str(len(raw))}
    assert dict(packed.headers) == {**dict(plain.headers), **extra}


async def test_two_starts_of_intake_pack_the_same_bytes(folder: Path, pinned: Pinned) -> None:
    assert read_installed(folder, pinned) == read_installed(folder, pinned)
    # RFC 1952: the moment of packing would stand in bytes 4 to 8.
    assert {page.packed[4:8] for page in read_installed(folder, pinned).languages.values()} == {bytes(4)}


@pytest.mark.parametrize(
    ("said", "language"), [("ar, en;q=0.5", "ar"), ("fr-CH", "fr"), ("xx", "en"), ("", "en"), ("de, *;q=0.1", "en")]
)
async def test_without_a_language_in_the_address_the_browser_s_own_is_served(
    client: httpx.AsyncClient, said: str, language: str
) -> None:
    at_root = await client.get("/", headers={"accept-language": said})
    assert at_root.content == (await client.get(f"/{language}")).content


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_the_licences_of_what_a_page_carries_are_text_and_nothing_else(
    client: httpx.AsyncClient, method: str
) -> None:
    answer = await client.request(method, "/licences.txt")
    assert answer.content == (LICENCES if method == "GET" else b"")
    assert dict(answer.headers) == {
        "content-type": "text/plain; charset=utf-8",
        "content-security-policy": "default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "content-length": str(len(LICENCES)),
    }


async def test_several_lines_of_one_field_are_one_list(client: httpx.AsyncClient) -> None:
    lines = [("accept-language", "fr;q=0.2"), ("accept-language", "sw;q=0.3")]
    assert (await client.get("/", headers=lines)).content == (await client.get("/sw")).content


async def test_where_there_is_no_english_the_first_language_is_for_everyone(
    tmp_path: Path, consortium: Consortium, world: IntakeWorld
) -> None:
    installed = read_installed(install(tmp_path / "two", consortium, "sw", "fr"), world.pinned)
    async with knocking_at(world, installed) as client:
        assert (await client.get("/")).content == (await client.get("/fr")).content
        assert_problem(await client.get("/en"), 404, "no-such-page")


async def test_who_asks_and_with_what_changes_nothing(client: httpx.AsyncClient) -> None:
    first = await client.get("/en")
    asked = {
        "user-agent": "Mozilla/5.0",
        "cookie": "a=b",
        "if-none-match": "*",
        "if-modified-since": "Sat, 21 Nov 2026 12:00:00 GMT",
        "range": "bytes=0-9",
        "x-forwarded-for": "192.0.2.1",
        "accept": "application/json",
        "accept-language": "ar",
        "referer": "http://elsewhere.example/",
        "save-data": "on",
    }
    again = await client.get("/en?tracked=1&n=2", headers=asked)
    assert (again.status_code, again.content, dict(again.headers)) == (200, first.content, dict(first.headers))


@pytest.mark.parametrize("path", ["/", "/ar"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_head_says_what_get_would_say_and_sends_nothing(
    client: httpx.AsyncClient, path: str, encoding: str
) -> None:
    got = await client.get(path, headers={"accept-encoding": encoding})
    head = await client.head(path, headers={"accept-encoding": encoding})
    assert (head.status_code, head.content, dict(head.headers)) == (200, b"", dict(got.headers))


@pytest.mark.parametrize(
    "path",
    [
        *("/EN", "/de", "/en/", "/en.html", "/en/x", "/%2e%2e/en", "/en%00", "/en%2f", "/..%2f", "/%c3%a9"),
        *("/trust.block", "/page.manifest", "/v1", "/v1/page/en", "/e" + "n" * 4000),
    ],
)
async def test_no_other_address_is_a_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "content-security-policy" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/en"])
async def test_a_page_is_only_ever_fetched(client: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await client.request(method, path, content=b"name=x")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("said", ["é" * 5000, "fr," * 3400, ";q=" * 3400, "\x01" * 10_000])
async def test_ten_kilobytes_of_nonsense_for_a_language_bring_the_page(client: httpx.AsyncClient, said: str) -> None:
    answer = await client.get("/", headers={"accept-language": said.encode(), "accept-encoding": said.encode()})
    assert answer.status_code == 200
    take_apart(answer.content)


async def test_an_intake_without_a_page_says_so(intake: Intake) -> None:
    for path in ("/", "/en", "/licences.txt"):
        assert_problem(await intake.client.get(path), 404, "no-page")
    assert_problem(await intake.client.get("/v1/page"), 404, "no-page-record")


async def test_the_onion_is_told_to_those_who_came_by_another_name(folder: Path, world: IntakeWorld) -> None:
    async with knocking_at(world, read_installed(folder, world.pinned), ONION) as client:
        assert (await client.get("/")).headers["onion-location"] == f"{ONION}/"
        assert (await client.get("/ar?x=1")).headers["onion-location"] == f"{ONION}/ar"
        assert (await client.head("/ar")).headers["onion-location"] == f"{ONION}/ar"
        for path in ("/nowhere", "/v1/page", "/v1/work"):
            assert "onion-location" not in (await client.get(path)).headers


@pytest.mark.parametrize("host", [ONION[7:], ONION[7:].upper(), f"{ONION[7:]}:8080", f"www.{ONION[7:]}."])
async def test_the_onion_is_not_told_at_the_onion(folder: Path, world: IntakeWorld, host: str) -> None:
    async with knocking_at(world, read_installed(folder, world.pinned), ONION) as client:
        answer = await client.get("/en", headers={"host": host})
        assert answer.status_code == 200
        assert "onion-location" not in answer.headers


async def test_the_record_is_what_was_installed(folder: Path, world: IntakeWorld) -> None:
    manifest = (folder / "page.manifest").read_bytes()
    for evidence in (None, EVIDENCE):
        record = PageRecord(manifest=manifest, evidence=evidence)
        (folder / "page.record").write_bytes(record.to_bytes())
        async with knocking_at(world, read_installed(folder, world.pinned)) as client:
            answer = await client.get("/v1/page")
            assert PageRecord.from_bytes(answer.content) == record
            assert (answer.headers["content-type"], answer.headers["cache-control"]) == (CBOR, "no-store")


async def test_without_a_record_there_is_none(client: httpx.AsyncClient) -> None:
    assert_problem(await client.get("/v1/page"), 404, "no-page-record")


def _changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).write_bytes(change((folder / name).read_bytes()))

    return damage


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _other_manifest(folder: Path) -> None:
    manifest = PageManifest.from_bytes((folder / "page.manifest").read_bytes())
    (folder / "page.manifest").write_bytes(manifest.model_copy(update={"trust": bytes(32)}).to_bytes())


def _record_of_another(folder: Path) -> None:
    (folder / "page.record").write_bytes(PageRecord(manifest=b"another", evidence=EVIDENCE).to_bytes())


@pytest.mark.parametrize(
    ("damage", "refused"),
    [
        (_changed("en.html", lambda raw: raw.replace(b"started", b"changed")), PageDiffers),
        (_changed("en.html", lambda raw: raw.replace(b"Not here", b"Not hear")), PageDiffers),
        (_changed("en.html", lambda raw: raw.replace(b"</body>", b"<script>1</script></body>")), NotOneScript),
        (_changed("en.html", lambda raw: raw.replace(b'id="trust"></', b'id="trust">AA</')), TrustNotEmpty),
        (_changed("trust.block", lambda raw: raw[:-4]), BadTrustBlock),
        (_changed("trust.block", lambda raw: raw + b"\n"), BadTrustBlock),
        (_changed("trust.block", lambda raw: b"\xff" + raw), BadTrustBlock),
        (_changed("trust.block", lambda raw: raw * 100), BadTrustBlock),
        (_changed("page.manifest", lambda raw: raw[:-1]), PageDiffers),
        (_changed("page.manifest", lambda raw: raw + b"\0"), PageDiffers),
        (_other_manifest, PageDiffers),
        (_record_of_another, PageDiffers),
        (lambda folder: (folder / "page.record").write_bytes(b"\0"), Malformed),
        (lambda folder: (folder / "de.html").write_bytes(built_page("de")), PageDiffers),
        (lambda folder: (folder / "index.htm.html").write_bytes(built_page("en")), NotALanguage),
        (_without("sw.html"), PageDiffers),
        (_without("trust.block"), PageIncomplete),
        (_without("licences.txt"), PageIncomplete),
        (_without("page.manifest"), PageIncomplete),
        (lambda folder: (folder / "xx.html").mkdir(), PageIncomplete),
    ],
)
def test_what_is_not_what_was_logged_keeps_intake_from_starting(
    folder: Path, pinned: Pinned, damage: Callable[[Path], None], refused: type[Exception]
) -> None:
    read_installed(folder, pinned)
    damage(folder)
    with pytest.raises(refused):
        read_installed(folder, pinned)


def test_which_page_cannot_be_served_is_said(folder: Path, pinned: Pinned) -> None:
    (folder / "fr.html").write_bytes(b"<html>")
    with pytest.raises(Exception, match=r"^fr\.html: A built page has"):
        read_installed(folder, pinned)


def test_a_page_with_the_roots_of_others_is_not_served(tmp_path: Path, pinned: Pinned) -> None:
    with pytest.raises(PageOfOthers):
        read_installed(install(tmp_path / "others", make_consortium("others")), pinned)


def test_roots_put_beside_a_directory_that_is_known_are_found(
    folder: Path, consortium: Consortium, pinned: Pinned
) -> None:
    """Whoever can change the block could make the page trust another consortium's directory."""
    trust = page_trust(consortium.directory, make_consortium("others").root_set)
    block = write_block(trust)
    pages = {file.stem: read_built(file.read_bytes()) for file in folder.glob("*.html")}
    (folder / "trust.block").write_text(block)
    (folder / "page.manifest").write_bytes(manifest_of(pages, block).to_bytes())
    with pytest.raises(PageOfOthers):
        read_installed(folder, pinned)


def _newer(consortium: Consortium) -> bytes:
    def change(held: Directory) -> Directory:
        return held.model_copy(update={"number": held.number + 1, "previous": consortium.directory.hash})

    return sign_directory(change(consortium.directory.contents), list(enumerate(consortium.roots))).to_bytes()


def test_a_newer_directory_leaves_the_page_as_it_was_logged(
    folder: Path, consortium: Consortium, pinned: Pinned
) -> None:
    before = read_installed(folder, pinned)
    pinned.replace_directory(_newer(consortium))
    assert read_installed(folder, pinned) == before


def test_a_page_that_knows_a_newer_directory_than_intake_has_is_not_served(
    tmp_path: Path, consortium: Consortium, pinned_folder: Path, pinned: Pinned
) -> None:
    """It would call the directory that intake hands out rolled back, and send nothing."""
    newer = pinned.replace_directory(_newer(consortium))
    ahead = install(tmp_path / "ahead", replace(consortium, directory=newer))
    read_installed(ahead, pinned)
    (pinned_folder / f"directory-{newer.contents.number}.cbor").unlink()
    with pytest.raises(PageOfOthers):
        read_installed(ahead, Pinned(pinned_folder, Clock()))


OF_TOR = "http://emf3exp7pil6u6xyulpcfrwlpcs6sqaqyhcux7h6gt2wmnhzdgkpzlid.onion"
"""Made by Tor 0.4.9.11."""


def _settings(tmp_path: Path, more: str) -> Settings:
    urls = 'writer_url_file = "url"\ncollector_url_file = "url"'
    (tmp_path / "intake.toml").write_text(f'port = 1\npinned = "pinned"\nsign_key_file = "key"\n{urls}\n{more}\n')
    for name, secret in (("key", "00" * 32), ("url", "postgresql://a:b@c/d")):
        (tmp_path / name).touch(mode=0o600)
        (tmp_path / name).write_text(secret)
    return read_settings(Settings, tmp_path / "intake.toml", {})


def test_the_folder_of_the_page_is_meant_from_where_the_settings_stand(
    tmp_path: Path, folder: Path, pinned_folder: Path
) -> None:
    assert _settings(tmp_path, 'page = "page"').page == folder
    assert _settings(tmp_path, "").page is None
    with pytest.raises(NotValid, match="page"):
        _settings(tmp_path, 'page = "nowhere"')


@pytest.mark.parametrize(
    "address",
    [
        ONION.replace("http:", "https:"),
        ONION[:-7] + ("a" if ONION[-7] != "a" else "b") + ".onion",
        ONION.replace("http://a", "http://b"),
        ONION.upper(),
        ONION + "/",
        ONION + ":80",
        ONION[7:],
        "http://" + "a" * 56 + ".onion",
        "http://expyuzz4wqqyqhjn.onion",
        ONION + "\n",
    ],
)
def test_an_address_that_is_no_onion_service_s_is_refused(tmp_path: Path, pinned_folder: Path, address: str) -> None:
    for good in (ONION, OF_TOR):
        assert _settings(tmp_path, f'onion = "{good}"').onion == good
    with pytest.raises(NotValid, match="onion"):
        _settings(tmp_path, f"onion = {address!r}".replace("'", '"'))


@pytest.fixture
def settings(tmp_path: Path, consortium: Consortium, pinned_folder: Path, database: Databases) -> Settings:
    """With which it starts, the page among them."""
    urls = database.of("intake")
    given = {"writer_url": urls["intake_writer"], "collector_url": urls["intake_collector"]}
    key = SecretStr(consortium.devices[DeviceRole.INTAKE].seed().hex())
    install(tmp_path / "page", consortium)
    return _settings(tmp_path, 'page = "page"').model_copy(update={"sign_key": key, **given})


@pytest.mark.parametrize(("evidence", "times"), [(EVIDENCE, 0), (None, 1), ("no record", 1)])
async def test_a_start_with_a_page_that_nobody_can_check_says_so_once(
    settings: Settings, caplog: pytest.LogCaptureFixture, evidence: LogEvidence | str | None, times: int
) -> None:
    assert settings.page is not None
    if not isinstance(evidence, str):
        record = PageRecord(manifest=(settings.page / "page.manifest").read_bytes(), evidence=evidence)
        (settings.page / "page.record").write_bytes(record.to_bytes())
    async with opened(settings, Clock()):
        pass
    said = [one for one in caplog.records if "the-page-is-served-without-a-record-that-proves-it" in str(one.msg)]
    assert [one.levelname for one in said] == ["WARNING"] * times
