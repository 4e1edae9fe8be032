"""A built page is what a browser runs, its trust block what it believes, its manifest what the log holds (SPEC 20)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.built_page import (
    MOST_PAGE,
    NotALanguage,
    NotAPage,
    NotOneScript,
    NotOneStyle,
    NotOneTrustBlock,
    TrustNotEmpty,
    check_language,
    read_built,
    take_apart,
)
from protocol.directory import Compartment, Directory, trust
from protocol.encoding import Purpose, digest, encode
from protocol.errors import Malformed, PageRefused
from protocol.ids import PartKind
from protocol.page import (
    BadTrustBlock,
    NoCountry,
    NotThatManyPages,
    PageManifest,
    PageOf,
    PageRecord,
    PageTrust,
    block_hash,
    manifest_hash,
    manifest_of,
    page_trust,
    read_block,
    write_block,
)
from protocol.page_headers import FEATURES, content_security_policy, page_headers
from tests.built_pages import built_page
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
TRUST = page_trust(WORLD.directory, WORLD.root_set)
BLOCK = write_block(TRUST)
BUILT = sorted((Path(__file__).parents[2] / "clients" / "web" / "built").glob("*.html"))


def _with(change: Callable[[Directory], Directory]) -> PageTrust:
    return page_trust(trust(WORLD.resign(change), WORLD.root_set, TODAY), WORLD.root_set)


def test_what_is_filled_where_it_is_served_comes_out_again_and_leaves_what_was_built() -> None:
    page = read_built(built_page())
    served = page.with_block(BLOCK)
    assert served != page.html
    assert take_apart(served) == (page, BLOCK)
    assert page.hash == hashlib.sha256(built_page()).digest()
    assert page.script_hash == hashlib.sha256(b"globalThis.started = true;\n").digest()


@given(st.text(st.characters(exclude_characters="<\r\0", exclude_categories=["Cs"])), st.text("abc{}:;", max_size=9))
def test_whatever_script_and_style_say_is_what_a_browser_hashes(script: str, style: str) -> None:
    page = read_built(built_page(script=script, style=style))
    assert (page.script, page.style) == (script.encode(), style.encode())
    assert take_apart(page.with_block(BLOCK)) == (page, BLOCK)


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ("</body>", "<script>1</script></body>", NotOneScript),
        ("</body>", "<SCRIPT>1</SCRIPT></body>", NotOneScript),
        ("</body>", "<script src='/x'></script></body>", NotOneScript),
        ("</body>", "<script\tasync></script></body>", NotOneScript),
        ("</body>", "</script ></body>", NotOneScript),
        ("<script>", "<script async>", NotOneScript),
        ("<script>", "<script type=module>", NotOneScript),
        ("<script>", "<Script>", NotOneScript),
        ("globalThis.started = true;\n</script>", "", NotOneScript),
        ("</body>", "<style>p{}</style></body>", NotOneStyle),
        ("</body>", "<STYLE media=all>p{}</STYLE></body>", NotOneStyle),
        ("<style>", "<style nonce=a>", NotOneStyle),
        ("<style>p{margin:0}</style>", "", NotOneStyle),
        ('<script type="text/plain" id="trust"></script>', "", NotOneTrustBlock),
        ('id="trust"', "id='trust'", NotOneTrustBlock),
        ('id="trust"></', 'id="trust"> </', NotOneTrustBlock),
        ('id="trust"></', 'id="trust">?</', NotOneTrustBlock),
        ("</body>", '<script type="text/plain" id="trust"></script></body>', NotOneTrustBlock),
        ('id="trust"></', 'id="trust">AAAA</', TrustNotEmpty),
        ("<p ", "\ufeff\r<p ", NotAPage),
        ("<p ", "\0<p ", NotAPage),
        ("<!doctype", "\ufeff<!doctype", NotAPage),
        ("<p ", "x" * MOST_PAGE + "<p ", NotAPage),
    ],
)
def test_a_page_in_which_a_browser_could_see_something_else_is_refused(
    old: str, new: str, refused: type[PageRefused]
) -> None:
    whole = built_page().decode()
    assert whole.count(old) == 1
    with pytest.raises(refused):
        read_built(whole.replace(old, new).encode())


def test_a_trust_block_inside_the_script_or_the_style_is_no_trust_block() -> None:
    """A browser sees text there, and no block: the page would trust nobody, or be given another block."""
    empty = '<script type="text/plain" id="trust"></script>'
    inside_script = (
        built_page()
        .decode()
        .replace(empty, "")
        .replace("<script>", f"<script>{empty[:-9]}")
        .replace("</body>", "</script></body>")
    )
    inside_style = built_page().decode().replace(empty, "").replace("<style>", f"<style>{empty}")
    for page in (inside_script, inside_style):
        with pytest.raises(PageRefused):
            read_built(page.encode())


@pytest.mark.parametrize("html", [b"", b"\xff", b"<script>", built_page()[:-200], built_page() + b"\xff"])
def test_what_is_no_page_is_refused(html: bytes) -> None:
    with pytest.raises(PageRefused):
        read_built(html)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_but_a_refusal(raw: bytes) -> None:
    with pytest.raises(PageRefused):
        take_apart(raw)


@pytest.mark.parametrize("name", ["en", "ar", "swh", "pt-br", "zh-hant-tw", "fa-af"])
def test_a_page_is_named_by_its_language(name: str) -> None:
    assert check_language(name) == name


@pytest.mark.parametrize(
    "name",
    ["", "e", "EN", "en_GB", "en-", "-en", "en--gb", "v1", "../en", "en/", "en.html", "openapi", "é", "en\n", "a" * 49],
)
def test_nothing_else_names_a_page(name: str) -> None:
    with pytest.raises(NotALanguage):
        check_language(name)


def test_a_page_trusts_the_roots_and_the_directory_that_was_known() -> None:
    held = WORLD.directory.contents
    assert TRUST.roots == WORLD.root_set
    assert (TRUST.number, TRUST.epoch, TRUST.never_to) == (held.number, held.epoch, held.never_to)
    assert TRUST.directory == WORLD.directory.hash
    assert TRUST.countries == ("xa", "xb")


def _without(kind: PartKind, country: str) -> Callable[[Directory], Directory]:
    def is_left(one: Compartment) -> bool:
        return (one.kind, one.country) != (kind, country)

    return lambda held: held.model_copy(update={"compartments": tuple(filter(is_left, held.compartments))})


@pytest.mark.parametrize("kind", [PartKind.TESTIMONY, PartKind.IDENTITY])
def test_a_country_that_cannot_take_a_whole_report_is_not_on_the_page(kind: PartKind) -> None:
    """Every report sends both parts: one kind is not enough (SPEC 4.6)."""
    assert _with(_without(kind, "xa")).countries == ("xb",)


def test_without_evidence_a_country_is_on_the_page_all_the_same() -> None:
    assert _with(_without(PartKind.EVIDENCE, "xa")).countries == ("xa", "xb")


def test_without_any_country_there_is_no_page() -> None:
    def change(held: Directory) -> Directory:
        return _without(PartKind.IDENTITY, "xa")(_without(PartKind.IDENTITY, "xb")(held))

    with pytest.raises(NoCountry):
        _with(change)


@pytest.mark.parametrize(
    "block",
    [
        "",
        BLOCK[:-4],
        BLOCK[:-1],
        BLOCK + "\n",
        BLOCK + "=",
        " " + BLOCK,
        BLOCK.replace("+", "-").replace("/", "_") + "-",
        "é" + BLOCK[1:],
        base64.b64encode(WORLD.root_set.to_bytes()).decode(),
        base64.b64encode(encode({**TRUST.model_dump(), "note": 1})).decode(),
        base64.b64encode(encode({**TRUST.model_dump(), "countries": ["xb", "xa"]})).decode(),
        base64.b64encode(encode({**TRUST.model_dump(), "countries": []})).decode(),
        base64.b64encode(TRUST.to_bytes() + b"\0").decode(),
        "A" * 20_000,
    ],
)
def test_a_damaged_trust_block_is_refused(block: str) -> None:
    with pytest.raises(BadTrustBlock):
        read_block(block)


def test_one_trust_has_one_block_also_where_base64_has_bits_left_over() -> None:
    padded = next(
        write_block(one)
        for one in (TRUST.model_copy(update={"countries": tuple(f"x{'a' * n}" for n in range(m))}) for m in range(1, 4))
        if write_block(one).endswith("=")
    )
    at = len(padded.rstrip("=")) - 1
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = padded[:at] + alphabet[alphabet.index(padded[at]) | 1] + padded[at + 1 :]
    assert base64.b64decode(other) == base64.b64decode(padded)
    with pytest.raises(BadTrustBlock):
        read_block(other)


def test_the_largest_trust_block_there_can_be_fits() -> None:
    code, keys = "x" * 48, tuple(bytes([n]) * 32 for n in range(16))
    largest = PageTrust(
        roots=WORLD.root_set.model_copy(update={"keys": keys, "needed": 16}),
        number=2**32,
        epoch=2**32,
        directory=bytes(32),
        never_to=(code,) * 52,
        countries=tuple(sorted(f"{n:02}{code[2:]}" for n in range(64))),
    )
    assert read_block(write_block(largest)) == largest
    page = read_built(built_page().replace(b"<p ", b"x" * (MOST_PAGE - len(built_page())) + b"<p "))
    assert take_apart(page.with_block(write_block(largest)))[0] == page


def _manifest() -> PageManifest:
    return manifest_of({name: read_built(built_page(name)) for name in ("sw", "en")}, BLOCK)


def test_a_manifest_names_every_page_its_script_and_the_block() -> None:
    manifest = _manifest()
    assert [one.language for one in manifest.pages] == ["en", "sw"]
    assert manifest.pages[1].page == hashlib.sha256(built_page("sw")).digest()
    assert manifest.trust == block_hash(BLOCK) == hashlib.sha256(BLOCK.encode()).digest()
    assert manifest_hash(manifest.to_bytes()) == digest(Purpose.PAGE_HASH, manifest.to_bytes())


@pytest.mark.parametrize("pages", [(1, 0), (0, 0)], ids=["not sorted", "twice"])
def test_a_manifest_names_its_pages_in_order_and_each_once(pages: tuple[int, int]) -> None:
    manifest = _manifest().model_dump()
    with pytest.raises(Malformed):
        PageManifest.from_bytes(encode({**manifest, "pages": [manifest["pages"][at] for at in pages]}))


def test_there_is_no_manifest_of_nothing_nor_of_more_than_32_languages() -> None:
    page = read_built(built_page())
    for count in (0, 33):
        with pytest.raises(NotThatManyPages):
            manifest_of({f"a{chr(97 + n // 26)}{chr(97 + n % 26)}": page for n in range(count)}, BLOCK)
    with pytest.raises(BadTrustBlock):
        manifest_of({"en": page}, BLOCK[:-4])
    with pytest.raises(NotALanguage):
        manifest_of({"EN": page}, BLOCK)


def test_the_largest_manifest_and_record_fit_their_bounds() -> None:
    pages = tuple(PageOf(language=f"{n:02}{'x' * 46}", page=bytes(32), script=bytes(32)) for n in range(32))
    raw = PageManifest(pages=pages, trust=bytes(32)).to_bytes()
    record = PageRecord(manifest=raw, evidence=None)
    assert PageRecord.from_bytes(record.to_bytes()) == record


def test_the_policy_names_one_script_and_one_style_and_nothing_else_that_runs() -> None:
    page = read_built(built_page())
    assert content_security_policy(page).count("sha256-") == 2
    for what in ("'self' ", "unsafe", "http:", "https:", "*", "eval", "wasm", "worker"):
        assert what not in content_security_policy(page)
    assert page_headers(read_built(built_page(script="2"))) != page_headers(page)


def test_no_feature_of_a_browser_is_left_to_anyone() -> None:
    permissions = page_headers(read_built(built_page()))["permissions-policy"]
    assert permissions == ", ".join(f"{feature}=()" for feature in FEATURES)
    assert len(set(FEATURES)) == len(FEATURES)
    assert {"camera", "microphone", "geolocation", "clipboard-read"} <= set(FEATURES)


def test_the_pages_that_are_shipped_can_be_served() -> None:
    pages = {check_language(one.stem): read_built(one.read_bytes()) for one in BUILT}
    assert manifest_of(pages, BLOCK).pages
