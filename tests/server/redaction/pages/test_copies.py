"""A file at the desk: drawn anew for whoever looks, covered by hand, and copied where its source allows it today.

The room is the real one's loop, and what it draws with is real; the vault is the tests' small one."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from protocol.consent import Audience, Contact, GivenBy, Terms, Use, give, verify_chain
from protocol.contents import Evidence, Media, Testimony
from protocol.primitives import SignKey
from server.redaction.files import proposals
from server.redaction.files.cleaning import can_clean
from server.redaction.files.errors import NotProven
from server.redaction.files.pages import pages_redrawn
from server.redaction.files.picture_pdf import prove_written
from server.redaction.pages import copies
from server.redaction.room.inside import copying
from server.redaction.room.joining import files_as_they_came, show
from server.redaction.room.notes import keep_notes
from tests.server.redaction.desks import Scene, keep_sealed, readable
from tests.server.redaction.files.plants import (
    archive,
    docx,
    holds,
    picture,
    planted_gif,
    planted_jpeg,
    planted_pdf,
    planted_png,
    planted_webp,
    saved,
    written_page,
)
from tests.server.redaction.pages.browsing import OWN, PageBrowser, browser_at, the_persons_key

pytestmark = pytest.mark.anyio
TERMS = readable().model_copy(update={"uses": tuple(sorted({*readable().uses, Use.MEDIA}))})
FILE = "/desk/openings/1/parts/1/files/1"
BOX = {"left": "10", "top": "20.5", "right": "40", "bottom": "60"}
LOOKED = ("looked", "yes")


async def at_file(
    scene: Scene, inside: PageBrowser, *files: bytes, terms: Terms = TERMS, key: SignKey | None = None
) -> bytes:
    """One part with these: several are a testimony's pictures, one is evidence. Open, and the page of the first."""
    if len(files) > 1:
        contents = Testimony(text="Lorries came.", language="en", media=tuple(Media(data=one) for one in files))
        part = keep_sealed(scene.vault, contents.to_bytes(), terms=terms, key=key)
        opening = await scene.ask(part)
    else:
        part = keep_sealed(scene.vault, Evidence.of(files[0]).to_bytes(), terms=terms, kind="evidence", key=key)
        opening = await scene.ask(part, compartment="xa-evidence")
    scene.vault.approve(opening, range(1, 6 if len(files) == 1 else 5))
    await scene.join(opening)
    assert scene.curator.memory.pages.session is not None
    assert scene.curator.memory.pages.session.openings.of(opening) == 1
    await inside.go(f"{FILE}/1")
    return part


def token(inside: PageBrowser) -> tuple[str, str]:
    return next(one for form in inside.forms() for one in form.fields if one[0] == "token")


async def act(inside: PageBrowser, what: str, page: int = 1, **filled: str) -> None:
    await inside.send(f"{FILE}/{page}/cover", [token(inside), ("act", what), *filled.items()])


async def looks(inside: PageBrowser, page: int = 1) -> bytes:
    """As a browser does that shows the page."""
    answer = await inside.client.get(f"{FILE}/{page}/picture", headers={**OWN, "sec-fetch-dest": "image"})
    assert answer.headers["content-type"] == "image/jpeg", answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


async def copied(inside: PageBrowser, *more: tuple[str, str]) -> tuple[int, bytes]:
    """What the button gives, and its status."""
    before = inside.page
    said = token(inside)
    answer = await inside.send(f"{FILE}/copy", [said, *more])
    inside.page = before
    return answer.status_code, answer.content


def light(raw: bytes, left: float, top: float, right: float, bottom: float) -> int:
    """The brightest there, by shares of the picture."""
    with Image.open(BytesIO(raw)) as image:
        width, height = image.size
        area = image.convert("L").crop((int(left * width), int(top * height), int(right * width), int(bottom * height)))
    return int(area.getextrema()[1])  # type: ignore[arg-type]


async def test_a_picture_is_looked_at_covered_and_copied(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, planted_jpeg())
    assert light(await looks(inside), 0.1, 0.21, 0.4, 0.6) > 200
    await act(inside, "cover", **BOX)
    assert inside.path == f"{FILE}/1"
    assert "left 10, top 20.5, right 40, bottom 60 percent" in inside.text
    seen = await looks(inside)
    assert light(seen, 0.1, 0.21, 0.4, 0.6) <= 3
    status, copy = await copied(inside, LOOKED)
    assert (status, copy) == (200, seen), "what was looked at is what leaves"
    await act(inside, "uncover", at="0")
    assert light(await looks(inside), 0.1, 0.21, 0.4, 0.6) > 200


@pytest.mark.parametrize(
    "made", [planted_jpeg, planted_png, planted_webp, planted_gif, planted_pdf], ids=lambda m: m.__name__
)
async def test_nothing_that_was_planted_in_a_file_comes_out_of_any_door(
    scene: Scene, inside: PageBrowser, made
) -> None:
    """Pages, pictures and the copy; a part's JSON at the console, which gives a file as it came, is another door."""
    await at_file(scene, inside, made())
    assert holds(made())
    sent = [inside.page.content, (await inside.go("/desk/openings/1/parts/1")).content]
    await inside.go(f"{FILE}/1")
    pages = max(1, len(re.findall(rf"{FILE}/(\d+)\"", inside.page.text)))
    sent += [await looks(inside, page) for page in range(1, pages + 1)]
    status, copy = await copied(inside, LOOKED)
    assert status == 200
    assert not [raw for raw in (*sent, copy) if holds(raw)]


async def test_what_a_page_asks_a_room_about_a_part_brings_no_file_along(scene: Scene, inside: PageBrowser) -> None:
    """Only the console of whoever reads is given what came."""
    files = planted_jpeg(), planted_png()
    part = await at_file(scene, inside, *files)
    (opening,) = scene.curator.memory.openings
    assert [one.size for one in (await show(scene.curator, opening, part)).files] == [*map(len, files)]
    assert not holds((await show(scene.curator, opening, part)).to_bytes())
    assert holds((await files_as_they_came(scene.curator, opening, part)).to_bytes())


async def test_a_copy_is_a_download_with_a_name_of_ours(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, written_page(b"", pages=1))
    await looks(inside)
    answer = await inside.send(f"{FILE}/copy", [token(inside), LOOKED])
    assert answer.headers["content-disposition"] == 'attachment; filename="copy.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content.startswith(b"%PDF-1.4")


async def test_each_page_is_looked_at_as_it_is_now_before_there_is_a_copy(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, written_page(b"", pages=3))
    await looks(inside, 1)
    await looks(inside, 2)
    assert (await copied(inside, LOOKED))[0] == 409
    await looks(inside, 3)
    assert (await copied(inside, LOOKED))[0] == 200
    await act(inside, "cover", page=2, **BOX)
    assert (await copied(inside, LOOKED))[0] == 409, "it has a box now that nobody saw"
    await looks(inside, 2)
    assert (await copied(inside, LOOKED))[0] == 200


async def test_whoever_makes_a_copy_says_that_they_looked(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, planted_jpeg())
    await looks(inside)
    assert (await copied(inside))[0] == 422
    assert (await copied(inside, ("looked", "no")))[0] == 422


async def test_a_page_that_is_left_out_is_not_in_the_copy(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, written_page(b"", pages=2))
    await looks(inside, 1)
    await act(inside, "leave-out", page=2)
    assert "This page is left out of the copy." in inside.text
    status, copy = await copied(inside, LOOKED)
    assert (status, copy.count(b"/Type /Page ")) == (200, 1)
    await act(inside, "leave-out", page=1)
    status, said = await copied(inside, LOOKED)
    assert status == 409
    assert b"Every page was left out." in said


def bent(**changed: object) -> Terms:
    return TERMS.model_copy(update=changed)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (readable(), "The source has not allowed this use."),
        (bent(until_safe=True), "The source asked to wait"),
        (bent(not_before=90_000), "The source asked to wait"),
        (bent(given_by=GivenBy.GUARDIAN), "A guardian gave this consent"),
        (bent(audience=Audience.NOBODY), "The source has not allowed this use."),
    ],
    ids=["no media", "until safe", "not before", "of a guardian", "for nobody"],
)
async def test_without_the_source_s_leave_there_is_no_button_and_the_door_refuses(
    scene: Scene, inside: PageBrowser, terms: Terms, said: str
) -> None:
    await at_file(scene, inside, planted_jpeg(), terms=terms)
    assert said in inside.text
    assert f"{FILE}/copy" not in inside.page.text
    await looks(inside)
    status, refused = await copied(inside, LOOKED)
    assert status == 409
    assert not refused.startswith(b"\xff\xd8")


async def test_a_source_who_changed_their_mind_since_it_was_opened_is_heard(scene: Scene, inside: PageBrowser) -> None:
    key = SignKey.new(scene.consortium.random)
    part = await at_file(scene, inside, planted_jpeg(), key=key)
    await looks(inside)
    assert (await copied(inside, LOOKED))[0] == 200
    kept = scene.vault.parts[part]
    (first,) = verify_chain(kept.consents, key.public, scene.curator.today)
    narrower = give(key, readable(), scene.curator.today, first)
    kept.consents, kept.received = (*kept.consents, narrower), (*kept.received, scene.curator.today)
    assert (await copied(inside, LOOKED))[0] == 409


async def test_what_was_withdrawn_is_not_copied_and_no_longer_open(scene: Scene, inside: PageBrowser) -> None:
    part = await at_file(scene, inside, planted_jpeg())
    await looks(inside)
    ((opening, held),) = scene.curator.memory.openings.items()
    await keep_notes(scene.curator, opening, part, "Whose lorries?")
    scene.vault.parts[part].withdrawn = True
    assert (await copied(inside, LOOKED))[0] == 409
    assert not scene.curator.memory.rooms.is_readable(opening, part)
    assert not held.notes, "nor is it read in notes"
    await inside.go(f"{FILE}/1")
    assert inside.path == "/desk/openings/1"


async def test_the_page_says_to_whom_and_for_what_a_copy_may_go(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, planted_jpeg(), terms=bent(never_to=1, contact=Contact.NEVER))
    first = scene.consortium.directory.contents.never_to[0]
    assert "United Nations" in inside.text
    assert "early warning" in inside.text
    assert f"Never to{first}" in re.sub(r"\s", "", inside.text).replace("Neverto", "Never to")


async def test_a_reviewer_looks_and_makes_no_copy(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, planted_jpeg())
    (opening,) = scene.curator.memory.openings
    async with browser_at(scene.reviewer) as second:
        await second.come_in(scene.second, the_persons_key("second"))
        await scene.join_second(opening)
        assert scene.reviewer.memory.pages.session is not None
        scene.reviewer.memory.pages.session.openings.of(opening)
        await second.go(f"{FILE}/1")
        assert "Only the desk that asked for a part makes a copy" in second.text
        assert await looks(second)
        assert (await copied(second, LOOKED))[0] == 409


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"<svg/>", "A web page or a drawing in SVG"),
        (archive({"a": b"b"}), "An archive holds files of every kind."),
        (b"\xff\xd8\xff broken", "This file is damaged"),
        (b"words", "A file of plain text is read here"),
    ],
)
async def test_what_cannot_be_drawn_says_why_and_its_room_stands(
    scene: Scene, inside: PageBrowser, raw: bytes, said: str
) -> None:
    part = await at_file(scene, inside, raw)
    assert said in inside.text
    assert "<img" not in inside.page.text
    answer = await inside.client.get(f"{FILE}/1/picture", headers=OWN)
    assert answer.status_code == 422
    (opening,) = scene.curator.memory.openings
    assert scene.curator.memory.rooms.is_readable(opening, part)


@pytest.mark.parametrize(
    ("edges", "status"),
    [
        ({"right": "10"}, 422),
        ({"bottom": "100.01"}, 422),
        ({"left": "-1"}, 422),
        ({"left": "a"}, 422),
        ({"left": "1e1"}, 422),
        ({"left": "\u0669\u066b\u0665"}, 200),
    ],
)
async def test_a_box_lies_in_the_picture_or_is_none(
    scene: Scene, inside: PageBrowser, edges: dict[str, str], status: int
) -> None:
    await at_file(scene, inside, planted_jpeg())
    await act(inside, "cover", **BOX | edges)
    assert inside.page.status_code == status
    await inside.go(f"{FILE}/1")
    assert ("Nothing yet." in inside.text) is (status != 200)


@pytest.mark.parametrize("path", ["/desk/openings/1/parts/1/files/2/1", f"{FILE}/2", f"{FILE}/0", f"{FILE}/1000000"])
async def test_a_file_or_page_that_is_none_is_said_to_be_none(scene: Scene, inside: PageBrowser, path: str) -> None:
    await at_file(scene, inside, planted_jpeg())
    await inside.go(path)
    assert inside.page.status_code in {404, 200}
    assert "no such" in inside.text.lower()
    assert "<img" not in inside.page.text


async def test_each_picture_of_a_testimony_has_its_own_page_and_boxes(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, planted_jpeg(), saved(picture((100, 60)), "PNG"))
    await act(inside, "cover", **BOX)
    await inside.go("/desk/openings/1/parts/1/files/2/1")
    assert "Nothing yet." in inside.text
    await inside.go("/desk/openings/1/parts/1")
    assert len(re.findall(r"parts/1/files/[12]/1", inside.page.text)) == 2


async def test_what_is_proposed_is_drawn_dashed_and_covers_nothing(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever finds it: here somebody who sees a face in each picture."""
    monkeypatch.setattr(copies, "can_propose", lambda: True)
    monkeypatch.setattr(copying, "_finders", lambda: {proposals.Seen.FACE: [lambda grey: [(20, 20, 60, 60)]]})
    await at_file(scene, inside, planted_jpeg())
    before = await looks(inside)
    await act(inside, "propose")
    assert 'class="proposal"' in inside.page.text
    assert "A face, perhaps:" in inside.text
    assert await looks(inside) == before
    assert (await copied(inside, LOOKED)) == (200, before)


async def test_without_what_proposes_nothing_is_offered_and_it_is_said(scene: Scene, inside: PageBrowser) -> None:
    if proposals.can_propose():
        pytest.skip("leeward[faces] is installed")
    await at_file(scene, inside, planted_jpeg())
    assert 'value="propose"' not in inside.page.text
    await act(inside, "propose")
    assert "Draw them by hand" in inside.text


async def test_a_text_document_is_cleaned_whole_and_nothing_of_it_is_drawn(scene: Scene, inside: PageBrowser) -> None:
    if not can_clean():
        pytest.skip("mat2 or bubblewrap is missing here")
    await at_file(scene, inside, docx())
    assert holds(docx())
    assert "<img" not in inside.page.text
    status, copy = await copied(inside, LOOKED)
    assert (status, copy[:2]) == (200, b"PK")
    assert not holds(copy)
    assert (await inside.client.get(f"{FILE}/1/picture", headers=OWN)).status_code == 422


@pytest.mark.parametrize("made", [planted_jpeg, planted_pdf])
async def test_what_a_room_gives_out_is_held_against_its_shape_again(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch, made
) -> None:
    """A room that its own file took over, and that now hands out what came."""
    await at_file(scene, inside, made())
    await looks(inside)
    for name in ("shown", "derived"):
        draw = getattr(copying, name)
        monkeypatch.setattr(copying, name, lambda raw, *rest, draw=draw: replace(draw(raw, *rest), data=raw))
    picture = await inside.client.get(f"{FILE}/1/picture", headers=OWN)
    status, copy = await copied(inside, LOOKED)
    assert (picture.status_code, status) == (422, 422)
    assert not holds(picture.content)
    assert not holds(copy)


@pytest.mark.parametrize(
    ("seen", "left"),
    [
        (planted_jpeg(), saved(picture((300, 200)), "JPEG")),
        (written_page(b"", pages=1), written_page(b"", pages=2)),
        (written_page(b"", pages=1), written_page(b"1 0 0 rg 0 0 99 99 re f", pages=1)),
    ],
    ids=["another picture", "a page more", "another page"],
)
async def test_what_leaves_is_what_was_looked_at_whatever_its_room_gives_out(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch, seen: bytes, left: bytes
) -> None:
    await at_file(scene, inside, seen)
    await looks(inside)
    monkeypatch.setattr(
        copying, "derived", lambda raw, covers, ink, late, wanted, draw=copying.derived: draw(left, covers, ink, late)
    )
    assert (await copied(inside, LOOKED))[0] == 422
    monkeypatch.undo()
    assert (await copied(inside, LOOKED))[0] == 200


async def test_what_is_withdrawn_while_its_copy_is_made_does_not_leave(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = await at_file(scene, inside, planted_jpeg())
    await looks(inside)
    draw = copying.derived

    def withdrawn_meanwhile(*asked):
        scene.vault.parts[part].withdrawn = True
        return draw(*asked)

    monkeypatch.setattr(copying, "derived", withdrawn_meanwhile)
    assert (await copied(inside, LOOKED))[0] == 409


def test_a_document_is_what_would_be_written_of_its_pictures_or_does_not_leave() -> None:
    """Byte for byte, also where a number could hide another."""
    whole = pages_redrawn(written_page(b"", pages=2)).data
    prove_written(whole)
    for wrong in (
        whole + b"\n",
        whole.replace(b"<< /Type /Catalog", b"<< /Type  /Catalog"),
        whole.replace(b"/Parent 2 0 R", b"/Parent 02 0 R", 1),
        whole.replace(b"JFIF", b"JFIX", 1),
        whole.replace(b"/Width ", b"/Width 9", 1),
        b"%PDF-1.4\n",
        b"",
    ):
        with pytest.raises(NotProven):
            prove_written(wrong)


async def test_boxes_are_forgotten_with_their_opening(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, planted_jpeg())
    await act(inside, "cover", **BOX)
    session = scene.curator.memory.pages.session
    assert session is not None
    assert session.covers
    await inside.go("/desk/openings/1")
    await inside.press("/desk/openings/1/forget")
    assert not session.covers


async def test_pictures_of_this_desk_are_shown_on_that_page_alone(scene: Scene, inside: PageBrowser) -> None:
    await at_file(scene, inside, planted_jpeg())
    said = inside.page.headers["content-security-policy"]
    assert said.startswith(f"img-src http://localhost:8443{FILE}/; default-src 'none';")
    await inside.go("/desk/openings/1/parts/1")
    assert "img-src" not in inside.page.headers["content-security-policy"]
