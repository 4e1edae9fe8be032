"""The reporter's page in Chromium, served by the real intake, before real zones: what is written there, a desk reads;
what is allowed there, the vault holds; what is answered, changed and taken back goes the whole way."""

from __future__ import annotations

import base64
import secrets
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from protocol.consent import (
    Audience,
    Contact,
    Profile,
    profile_terms,
)
from protocol.ids import PartKind, date_of
from protocol.receipt import evidence_index
from server.demo.errors import StepFailed
from server.demo.journey import APPROVING, COMPARTMENT
from server.demo.page import BUILT
from server.demo.people import approve_as_custodians, look_as_custodian, wait_for
from server.demo.processes import run
from tests.clients.web.chromium import OnePage
from tests.journeys.page_visitor import CHECK_IN_ANSWERS, Visitor, Writing, finish, press, send, shown, write
from tests.journeys.seen_at_vault import PATIENCE, ask, at_vault, consents, part_at_vault
from tests.travelled import EVIDENCE, Travelled, joined

TEXT = "Près du pont, des hommes armés ont brûlé l'école. قالوا إنهم سيعودون ليلاً 🔥"
PLACE, HARMED = "Sanzu, à côté du marché", "مزارعون من القرية"
NAME, PHONE, NOTE = "Zoë Ōkami", "+254 700 111 333", "بعد الثامنة مساءً فقط"
SAID = "Merci. هل الطريق مفتوح؟ Is the road open?"
ANSWER = "Oui, la route est ouverte. نعم"
CAMERA = b"SecretCamera 1.5S 36.8E"
WAITING = "All of this holds from"


def _png(side: int) -> bytes:
    """A picture that nothing can pack, so that it goes in pieces; a camera has written into it."""
    rows = b"".join(b"\0" + secrets.token_bytes(3 * side) for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"tEXt", b"Comment\0" + CAMERA), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PICTURE = _png(200)


@dataclass
class Told:
    """One report that was written at the page, and what a desk was shown of it."""

    words: str
    opening: str
    testimony: dict[str, Any]
    file: dict[str, Any]


@pytest.fixture(scope="module")
def told(visitor: Visitor, travelled: Travelled) -> Told:
    """Written, sent, collected, asked for, approved, and read at the curator's desk."""
    words = visitor.report(whole_writing(travelled))
    testimony = part_at_vault(travelled, words, PartKind.TESTIMONY, 0)
    file = part_at_vault(travelled, words, PartKind.EVIDENCE, evidence_index(0, 0))
    opening, other = ask(travelled, COMPARTMENT, testimony), ask(travelled, EVIDENCE, file)
    seats = *((COMPARTMENT, number) for number in APPROVING), *((EVIDENCE, number) for number in (1, 3, 4))
    folders = [travelled.stage.ground.custodian_folder(*seat) for seat in seats]
    for folder in (folders[0], folders[-1]):
        wait_for("the request to reach a custodian", PATIENCE, lambda folder=folder: look_as_custodian(folder) or None)
    approve_as_custodians(folders)
    curator = travelled.journey.curator
    return Told(words, opening, joined(curator, opening, testimony), joined(curator, other, file))


def whole_writing(travelled: Travelled) -> Writing:
    """Everything that can be filled in, with a card from a pile."""
    return Writing(
        text=TEXT,
        kind="A road was blocked",
        more={"Where was it?": PLACE, "Who was harmed?": HARMED},
        factors=("There is war, or great unrest", "Somebody has the weapons, money or people to do it"),
        tonight=True,
        file=("IMG_0001.png", "image/png", PICTURE),
        about_me={
            "Name": NAME,
            "Telephone, or how you can be reached": PHONE,
            "What should they know to reach you safely?": NOTE,
            "The 24 digits of your card, if you have one": travelled.stage.ground.codes["acacia"][-1].printed(),
        },
        consent_picks={"May somebody answer me?": CHECK_IN_ANSWERS},
        consent_turned=("ministry of order",),
    )


def test_a_desk_reads_the_very_words_and_fields_that_were_typed(told: Told, travelled: Travelled) -> None:
    read = told.testimony
    assert {one["field"]: one["text"] for one in read["texts"]} == {"text": TEXT, "place": PLACE, "harmed": HARMED}
    year, week, _ = date_of(travelled.stage.ground.today).isocalendar()
    coded = ("roadblock", f"{year}-w{week:02}", [1, 5], True)
    assert (read["event_type"], read["week"], read["risk_factors"], read["tonight"]) == coded
    assert read["identity"] == part_at_vault(travelled, told.words, PartKind.IDENTITY, 0)
    listed = travelled.journey.curator.get("/v1/parts", compartment=COMPARTMENT)["parts"]
    assert [one["vouched"] for one in listed if one["part"] == read["part"]] == [True]


def test_the_picture_arrives_drawn_anew_without_what_the_camera_wrote(told: Told) -> None:
    (picture,) = told.testimony["media"]
    data = base64.b64decode(picture["data"])
    assert picture["media_type"] == "image/jpeg"
    assert (data[:2], data[-2:]) == (b"\xff\xd8", b"\xff\xd9")
    assert CAMERA not in data
    assert not [mark for mark in markers(data) if 0xE1 <= mark <= 0xEF or mark == 0xFE]


def markers(jpeg: bytes) -> list[int]:
    """Of the segments before the scan."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        assert jpeg[at] == 0xFF
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return found


def test_the_untouched_original_opens_byte_for_byte_and_belongs_to_the_testimony(told: Told) -> None:
    assert base64.b64decode(told.file["file"]["data"]) == PICTURE
    assert told.file["file"]["media_type"] == "image/png"
    assert told.testimony["evidence"] == [told.file["part"]]
    assert len(PICTURE) > 65_536  # so that it came in pieces


def test_what_was_allowed_at_the_page_is_what_the_vault_holds_and_no_more_is_opened(
    told: Told, travelled: Travelled
) -> None:
    chain, now = consents(travelled, told.words, 0, 1)
    finer = profile_terms(Profile.SUMMARY_FINER, travelled.stage.ground.today)
    allowed = {"contact": Contact.WHEN_I_CHECK_IN, "never_to": 1, "urgent": True}
    assert chain[0].terms == now == finer.model_copy(update=allowed)
    with pytest.raises(StepFailed, match="not-allowed"):
        ask(travelled, COMPARTMENT, told.testimony["part"], aim="advocacy")


def test_a_source_reads_the_answer_writes_back_widens_cancels_renews_and_takes_back(
    told: Told, visitor: Visitor, travelled: Travelled
) -> None:
    part, words = told.testimony["part"], told.words
    travelled.journey.curator.post(f"/v1/openings/{told.opening}/join")
    travelled.journey.curator.post(f"/v1/openings/{told.opening}/parts/{part}/reply", {"text": SAID})
    opened = visitor.look_until(words, "the reply to be shown", lambda seen: SAID in seen)
    assert "A curator's desk has opened it" in opened.do(shown)
    widen(opened)
    write_back(opened)
    check_answer(travelled, words)
    chain, now = consents(travelled, words, 0, 2)
    assert (chain[1].terms.audience, now.audience) == (Audience.PUBLIC, Audience.UN)

    opened = visitor.look_until(words, "the wider consent to be shown", lambda seen: WAITING in seen)
    seen = opened.do(shown)
    settles = date_of(travelled.stage.ground.today + 7)
    assert f"{WAITING} {settles.strftime('%B')} {settles.day}, {settles.year} on." in seen
    before, after = seen.split("\nWhat you chose last\n")
    assert "Who may read it: people at the United Nations" in before
    assert "Who may read it: everyone" in after
    assert SAID not in seen
    assert "does not come to count" in finish(opened, "Stop what I allowed in addition")
    opened.close()

    opened = visitor.look_until(words, "the wider consent to go", lambda seen: WAITING not in seen)
    finish(opened, "Allow it for twelve months more, as it is")
    opened.close()
    chain, now = consents(travelled, words, 0, 4)
    assert chain[0].terms == chain[2].terms == chain[3].terms == now
    assert chain[3].expires == chain[3].given + 365

    opened = visitor.look_until(words, "the renewal to be shown", lambda seen: "Take it back" in seen)
    finish(opened, "Take it back", "Yes, take it back, and finish")
    opened.close()
    query = "SELECT 1 FROM withdrawals WHERE part = $1"
    wait_for("the withdrawal", PATIENCE, lambda: at_vault(travelled, query, bytes.fromhex(part)) or None)
    opened = visitor.look_until(words, "the withdrawal to be shown", lambda seen: "It is taken back." in seen)
    finish(opened, "Change nothing, and finish")
    opened.close()
    with pytest.raises(StepFailed, match="withdrawn"):
        ask(travelled, COMPARTMENT, part)


def widen(opened: OnePage) -> None:
    def act(page: Page) -> None:
        press(page, "Change what I allow")
        page.get_by_text("Single options", exact=True).click()
        page.get_by_label("Who may read it", exact=True).select_option(label="everyone")
        page.get_by_text("You allow more than today.").wait_for()

    opened.do(act)
    assert "What you allow was sent" in finish(opened, "Send this, and finish")


def write_back(opened: OnePage) -> None:
    """The words are known to this visit; how many reports they have sent, a person says."""

    def act(page: Page) -> None:
        press(page, "Write back, with the same words")
        page.get_by_text("This goes as a new report, with the same words.").wait_for()
        write(page, Writing(text=ANSWER))
        page.get_by_label("How many reports have you sent with these words so far?").fill("1")
        press(page, "Continue")
        send(page)

    opened.do(act)
    opened.close()


def check_answer(travelled: Travelled, words: str) -> None:
    """It is the second report of these words, and a desk reads it."""
    chain, _ = consents(travelled, words, 1, 1)
    assert chain[0].terms == profile_terms(Profile.SUMMARY_FINER, travelled.stage.ground.today)
    part_at_vault(travelled, words, PartKind.IDENTITY, 1)
    part = part_at_vault(travelled, words, PartKind.TESTIMONY, 1)
    opening = ask(travelled, COMPARTMENT, part)
    folders = [travelled.stage.ground.custodian_folder(COMPARTMENT, number) for number in APPROVING]
    wait_for("the request to reach a custodian", PATIENCE, lambda: look_as_custodian(folders[0]) or None)
    approve_as_custodians(folders)
    read = joined(travelled.journey.curator, opening, part)
    assert [one["text"] for one in read["texts"]] == [ANSWER]


def _head_at_the_page(visitor: Visitor) -> str:
    opened = visitor.arrive()

    def look(page: Page) -> str:
        page.get_by_text("Is this the right page?").click()
        page.locator("footer pre").get_by_text("\u2014 ").wait_for()
        text: str = page.locator("footer pre").evaluate("(shown) => shown.textContent")
        return text

    try:
        return opened.do(look)
    finally:
        opened.close()


def test_what_the_page_shows_of_the_log_is_what_everyone_else_is_shown(
    visitor: Visitor, travelled: Travelled, tmp_path: Path
) -> None:
    """Copied from the page into a file, as whoever reads it there would hand it on."""
    ground = travelled.stage.ground
    copied, own = tmp_path / "copied.txt", tmp_path / "own.txt"
    copied.write_text(_head_at_the_page(visitor), encoding="utf-8")
    own.write_bytes(httpx.get(f"{ground.url('ledger')}/checkpoint", trust_env=False).content)
    directory = tmp_path / "directory.cbor"
    directory.write_bytes(httpx.get(f"{ground.url('intake')}/v1/directory", trust_env=False).content)
    papers = ["--roots", str(ground.papers / "roots.cbor"), "--directory", str(directory)]
    told = run("server.cli", "ledger", "compare", str(copied), str(own), *papers, "--url", ground.url("ledger"))
    assert "They are of one log." in told
    assert "co-signed by nobody" not in told


def test_the_page_of_the_demo_is_the_one_that_was_logged(travelled: Travelled) -> None:
    ground = travelled.stage.ground
    asked = ["--roots", str(ground.papers / "roots.cbor"), "--ledger", ground.url("ledger"), "--built", str(BUILT)]
    said = run("server.cli", "web", "verify", ground.url("intake"), *asked)
    assert "The entry is in the log." in said
    *checks, verdict = said.splitlines()
    assert [line for line in checks if not line.startswith("holds")] == []
    assert verdict == f"All {len(checks)} checks hold."
