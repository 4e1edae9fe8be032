"""Through the pages, below the browser: a list, a request, what custodians say, a text and what is decided about it."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
import pytest

from protocol.consent import Contact
from protocol.contents import Evidence, Identity, Media, Segment, Testimony
from protocol.ids import to_text
from server.redaction.opening.openings import forget
from server.redaction.pages.reading import hidden_words
from server.redaction.pages.shown import shown_part
from tests.server.redaction.bent_vault import BentError
from tests.server.redaction.desks import PLACE, Scene, readable
from tests.server.redaction.pages.browsing import PageBrowser, browser_at, code_from, the_persons_key

pytestmark = pytest.mark.anyio
SAID = "Amina Okello came to the mill on 12 November, from +254 712 345678."
TERMS = readable().model_copy(update={"contact": Contact.NOW})
"""Under which an identity can be opened too."""
ARABIC = "جاء مسلحون إلى القرية ومعهم Yusuf"


async def ask(scene: Scene, inside: PageBrowser, *chosen: int, **otherwise: str) -> None:
    (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).raise_for_status()
    await inside.go("/desk/")
    await inside.go("/desk/inbox/1")
    filled = {"aim": "early-warning", "reviewer": scene.reviewer.name, "hours": "72"} | otherwise
    await inside.press("/desk/inbox/1/ask", *[("part", str(one)) for one in chosen], *filled.items())


async def reading(scene: Scene, inside: PageBrowser, *contents: bytes, kind: str = "testimony") -> bytes:
    """All of these asked for, approved and open; the page of the first one. The opening's id."""
    for one in contents:
        scene.source(one, kind=kind, terms=TERMS)
    place = f"xa-{kind}"
    (await scene.second.post("/v1/fresh-keys", json={"compartment": place})).raise_for_status()
    await inside.go("/desk/")
    number = scene.curator.memory.pages.session.compartments.of(place)  # type: ignore[union-attr]
    await inside.go(f"/desk/inbox/{number}")
    found = re.findall(r'name="part" value="(\d+)"', inside.page.text)
    filled = {"aim": "early-warning", "reviewer": scene.reviewer.name, "hours": "72"}
    await inside.press(f"/desk/inbox/{number}/ask", *[("part", one) for one in found], *filled.items())
    (opening,) = scene.curator.memory.openings
    scene.vault.approve(opening, (1, 2, 3, 4, 5))
    await inside.press("/desk/openings/1/join")
    assert inside.path == "/desk/openings/1/parts/1", inside.text
    return opening


def say(text: str, **fields: object) -> bytes:
    return Testimony.model_validate({"text": text, "language": "en", **fields}).to_bytes()


def shown_texts(page: str) -> list[str]:
    """What stands in the texts, as a person can select it."""
    found = re.findall(r'<div class="original[^"]*"[^>]*>(.*?)</div>', page, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", one) for one in found]


async def test_an_inbox_shows_a_day_and_a_size_and_neither_id_nor_word(scene: Scene, inside: PageBrowser) -> None:
    part = scene.say(SAID)
    await inside.go("/desk/")
    await inside.go("/desk/inbox/1")
    assert "2026-11-21" in inside.text
    assert "can be asked for" in inside.text
    assert to_text(part) not in inside.page.text
    assert "Okello" not in inside.page.text
    assert "No other desk has left a key." in inside.text


async def test_what_is_empty_or_cannot_be_asked_says_so(scene: Scene, inside: PageBrowser) -> None:
    await inside.go("/desk/")
    await inside.go("/desk/inbox/1")
    assert "Nothing is in this compartment yet." in inside.text
    scene.say(SAID)
    await inside.go("/desk/inbox/1?show=urgent")
    assert "Nothing fits this filter." in inside.text
    silent = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(503)), base_url="http://v")
    world = replace(scene.curator, vault=silent)
    async with browser_at(world) as other:
        other.client.cookies.update(inside.client.cookies)
        answer = await other.go("/desk/inbox/1")
        assert answer.status_code == 503
        assert "The vault cannot be reached. Nothing was lost" in other.text
        assert (await other.go("/desk/openings")).status_code == 200


async def test_parts_are_asked_for_with_an_aim_a_reviewer_and_an_end(scene: Scene, inside: PageBrowser) -> None:
    parts = {scene.say(f"{SAID} {n}") for n in range(3)}
    await ask(scene, inside, 1, 2, aim="accountability", hours="24")
    assert inside.path == "/desk/openings/1"
    (held,) = scene.curator.memory.openings.values()
    assert len(held.checked.request.parts) == 2
    assert set(held.checked.request.parts) < parts
    assert held.checked.request.aim == "accountability"
    assert held.checked.request.expires == scene.curator.now + 24 * 3600
    assert "0 of 4" in inside.text
    assert "custodians are asked" in inside.text
    await inside.go("/desk/inbox/1?show=asked")
    assert inside.page.text.count('class="asked"') == 2
    assert "This desk has asked for 2 today" in inside.text


@pytest.mark.parametrize(
    ("chosen", "otherwise", "said"),
    [
        ((), {}, "Nothing was chosen."),
        (range(1, 22), {}, "One request names 20 parts at most."),
        ((1,), {"aim": "curiosity"}, "Something in this form is missing"),
        ((1,), {"hours": "100"}, "Something in this form is missing"),
        ((1,), {"reviewer": "desk-xa-curator"}, "The reviewer has no fresh key waiting."),
        ((99,), {}, "There is no such page"),
    ],
)
async def test_what_no_request_can_be_made_of_is_said_and_nothing_is_asked(
    scene: Scene, inside: PageBrowser, chosen: tuple[int, ...], otherwise: dict[str, str], said: str
) -> None:
    for n in range(21 if len(chosen) > 1 else 1):
        scene.say(f"{SAID} {n}")
    await ask(scene, inside, *chosen, **otherwise)
    assert said in inside.text
    assert not scene.curator.memory.openings
    assert not scene.vault.openings


async def test_what_custodians_answer_is_seen_and_a_stamp_tells_that_it_changed(
    scene: Scene, inside: PageBrowser
) -> None:
    scene.say(SAID)
    await ask(scene, inside, 1)
    (opening,) = scene.curator.memory.openings
    before = (await inside.client.get("/desk/openings/1/stamp")).text
    assert f'data-stamp="{before}"' in inside.page.text
    scene.vault.approve(opening, (1, 2))
    assert (await inside.client.get("/desk/openings/1/stamp")).text != before
    await inside.go("/desk/openings/1")
    assert "2 of 4" in inside.text
    await inside.press("/desk/openings/1/join")
    assert inside.path == "/desk/openings/1"
    assert "waits for custodians" in inside.text


async def test_looking_for_changes_keeps_nobody_in(scene: Scene, inside: PageBrowser) -> None:
    scene.say(SAID)
    await ask(scene, inside, 1)
    for _ in range(4):
        scene.clock.now += scene.curator.page_idle_seconds // 3
        answer = await inside.client.get("/desk/openings/1/stamp")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/desk/locked"


async def test_a_person_who_is_there_keeps_the_pages_open(scene: Scene, inside: PageBrowser) -> None:
    for _ in range(4):
        scene.clock.now += scene.curator.page_idle_seconds // 3
        token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
        assert (await inside.send("/desk/awake", [("token", token)])).status_code == 204
        await inside.go("/desk/")
    assert inside.path == "/desk/"


async def test_a_text_stands_there_whole_with_what_points_at_people_by_kind(scene: Scene, inside: PageBrowser) -> None:
    await reading(scene, inside, say(SAID, week="2026-w46", tonight=True))
    assert shown_texts(inside.page.text) == [SAID]
    kinds = re.findall(r'<mark[^>]*data-label="(\w+)"[^>]*>([^<]*)</mark>', inside.page.text)
    assert ("telephone", "+254 712 345678") in kinds
    assert ("date", "12 November") in kinds
    assert "urgent" in inside.text
    assert "A telephone number." in inside.text
    assert "<title>Desk</title>" in inside.page.text


async def test_what_is_decided_stays_with_the_opening_and_ends_with_it(scene: Scene, inside: PageBrowser) -> None:
    opening = await reading(scene, inside, say(SAID))
    (part,) = scene.curator.memory.openings[opening].checked.request.parts
    decide, session = "/desk/openings/1/parts/1/decide", scene.curator.memory.pages.session
    assert session is not None
    first = inside.form(decide).fields
    await inside.send(decide, [*first, ("act", "refuse")])
    mill = SAID.index("mill")
    await inside.send(
        decide,
        list(
            {
                "token": session.form_token,
                "back": "1",
                "text": "text",
                "act": "add",
                "start": str(mill),
                "end": str(mill + 4),
                "kind": "place",
            }.items()
        ),
    )
    assert "added by you" in inside.text
    shown = await shown_part(scene.curator, opening, part)
    assert hidden_words(session, opening, shown) == [
        ("place", "mill"),
        ("date", "12 November"),
        ("phone", "+254 712 345678"),
    ]
    await inside.go("/desk/openings/1/parts/1?view=masked")
    for word in ("mill", "12 November", "712"):
        assert word not in inside.page.text
    assert "Okello" in inside.page.text, "that was refused"
    await inside.go("/desk/openings/1")
    await inside.press("/desk/openings/1/forget")
    assert inside.path == "/desk/openings"
    assert not session.decisions
    assert len(scene.curator.memory.rooms) == 0
    assert not list(scene.curator.folder.glob("*.sealed"))


async def test_words_are_marked_wherever_they_stand_without_a_script(scene: Scene, inside: PageBrowser) -> None:
    await reading(scene, inside, say("The lorries came to the mill at night, and the mill was burnt, and the millet."))
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    form = [("token", token), ("back", "1"), ("text", "text"), ("act", "add-words"), ("kind", "place")]
    await inside.send("/desk/openings/1/parts/1/decide", [*form, ("words", "mill")])
    assert re.findall(r"<mark[^>]*added[^>]*>([^<]*)</mark>", inside.page.text) == ["mill", "mill"]
    answer = await inside.send("/desk/openings/1/parts/1/decide", [*form, ("words", "mill")])
    assert answer.status_code == 422
    assert "mill" not in answer.text


@pytest.mark.parametrize(
    "bad",
    [
        {"start": "1", "end": "3"},
        {"text": "note"},
        {"act": "burn"},
        {"act": "reveal"},
        {"act": "add", "kind": "zyqarveth"},
        {"act": "add", "start": "0", "end": "1"},
        {"act": "add", "start": "0", "end": "99999"},
    ],
    ids=lambda one: "-".join(one.values()),
)
async def test_what_cannot_be_decided_is_refused(scene: Scene, inside: PageBrowser, bad: dict[str, str]) -> None:
    await reading(scene, inside, say(SAID))
    session = scene.curator.memory.pages.session
    assert session is not None
    form = dict(inside.form("/desk/openings/1/parts/1/decide").fields) | {"act": "accept", "kind": "name"} | bad
    answer = await inside.send("/desk/openings/1/parts/1/decide", list(form.items()))
    assert answer.status_code == 422
    assert "zyqarveth" not in answer.text
    assert all(one.decided == "proposed" for each in session.decisions.values() for one in each.stretches(()))


async def test_a_held_text_is_masked_whole_with_its_reason_until_it_is_asked_for(
    scene: Scene, inside: PageBrowser
) -> None:
    await reading(scene, inside, Testimony(text="ካልኣይ ጽሑፍ እዩ። ካልኣይ ጽሑፍ እዩ።", language=None).to_bytes())
    assert "ጽሑፍ" not in inside.page.text
    assert "Held." in inside.text
    await inside.press("/desk/openings/1/parts/1/decide", ("act", "reveal"))
    assert "ጽሑፍ" in inside.page.text
    await inside.go("/desk/openings/1/parts/1?view=masked")
    assert "ጽሑፍ" not in inside.page.text


async def test_markup_of_a_source_is_text_and_runs_as_its_letters_do(scene: Scene, inside: PageBrowser) -> None:
    nasty = '<script>alert("x")</script>\r\n\u202e</div><img src=x onerror=y>\0'
    await reading(scene, inside, say(nasty), say(f"{ARABIC} {ARABIC}"))
    pages = [inside.page.text, (await inside.go("/desk/openings/1/parts/2")).text]
    for _ in range(2):
        for place in (1, 2):
            await inside.go(f"/desk/openings/1/parts/{place}")
            if 'value="reveal"' in inside.page.text:
                await inside.press(f"/desk/openings/1/parts/{place}/decide", ("act", "reveal"))
            pages.append(inside.page.text)
    assert not any("<img" in one or "<script>" in one or "\u202e" in one or "\0" in one for one in pages)
    assert any("onerror=y" in one for one in pages)
    assert any(re.search(r'<div class="original[^"]*"[^>]*dir="rtl"', one) for one in pages)


async def test_pictures_files_and_identities_show_no_byte_by_themselves(scene: Scene, inside: PageBrowser) -> None:
    await reading(scene, inside, say(SAID, media=[Media(data=b"zyqarveth" * 500)], evidence=[b"\1" * 32]))
    assert "A picture, 4 KiB: not shown as it came." in inside.text
    assert "One file was sealed apart" in inside.text
    assert "zyqarveth" not in inside.page.text
    assert "enlxYXJ2ZXRo" not in inside.page.text, "as base64"
    assert "01" * 32 not in inside.page.text


@pytest.mark.parametrize(
    ("kind", "contents", "said"),
    [
        ("identity", Identity(name="Oqthemba Wuxlarandi").to_bytes(), "All of this text is masked"),
        ("identity", Identity().to_bytes(), "This identity part is empty"),
        ("evidence", Evidence.of(b"zyqarveth" * 500, "text/zyqarveth").to_bytes(), "not to be downloaded"),
    ],
)
async def test_the_other_kinds_of_part(
    scene: Scene, inside: PageBrowser, kind: str, contents: bytes, said: str
) -> None:
    await reading(scene, inside, contents, kind=kind)
    assert said in inside.text
    assert "Wuxlarandi" not in inside.page.text
    assert "zyqarvethzy" not in inside.page.text


async def test_messages_of_one_long_text_stand_together(scene: Scene, inside: PageBrowser) -> None:
    tag = b"g" * 16
    await reading(
        scene,
        inside,
        say(f"First half: {SAID}", group=tag),
        say(f"Second half: {SAID}", group=tag),
        say(f"Another: {SAID}"),
    )
    pages = [(await inside.go(f"/desk/openings/1/parts/{n}")).text for n in (1, 2, 3)]
    together = [one for one in pages if "These are" in one]
    assert len(together) == 2
    for one in together:
        assert "Another" not in one
        assert one.count("Okello") == 2
        assert "Another" not in one


class FreshKeyUsed(BentError):
    """As the vault calls it."""


class Unheard(BentError):
    """No word that this desk knows."""


@pytest.mark.parametrize(
    ("no", "said"),
    [
        (FreshKeyUsed, "Ask the reviewer to leave another one, then ask again."),
        (Unheard, "The vault or release refused this."),
    ],
)
async def test_a_no_of_the_vault_says_what_a_person_can_do_and_nothing_of_the_vault_s_words(
    scene: Scene, inside: PageBrowser, monkeypatch: pytest.MonkeyPatch, no: type[BentError], said: str
) -> None:
    def refuse(_signed: object) -> None:
        raise no

    monkeypatch.setattr(scene.vault, "take", refuse)
    scene.say(SAID)
    await ask(scene, inside, 1)
    assert said in inside.text
    assert "As the vault" not in inside.text
    assert "knows" not in inside.text


def segment(text: str, place: int, of: int = 3, tag: bytes = b"g" * 16) -> bytes:
    return say(text, group=Segment(tag=tag, place=place, of=of))


async def test_texts_of_a_long_sms_stand_in_their_order_and_those_that_are_missing_are_said(
    scene: Scene, inside: PageBrowser
) -> None:
    await reading(
        scene,
        inside,
        segment("they came back.", 3),
        segment("At night", 1),
        segment("of another text", 1, of=2),
        segment("of a third", 2, tag=b"h" * 16),
        segment("they came back.", 3),
    )
    by_text = {}
    for place in range(1, 6):
        await inside.go(f"/desk/openings/1/parts/{place}")
        by_text.setdefault(tuple(shown_texts(inside.page.text)), []).append(inside.text)
    long = by_text.pop(("At night", "they came back."))
    assert len(long) == 3, "from whichever of its texts it is looked at, also from a double"
    for one in long:
        assert "Open here, in their order: 2 of 3 texts of one long SMS. Not open here: 2." in one
    assert sorted(by_text) == [("of a third",), ("of another text",)]
    assert "1 of 2 texts of one long SMS. Not open here: 2." in by_text["of another text",][0]


async def test_of_two_texts_that_differ_at_one_place_none_is_left_out(scene: Scene, inside: PageBrowser) -> None:
    await reading(scene, inside, segment("north", 2, 2), segment("they went", 1, 2), segment("south", 2, 2))
    assert sorted(shown_texts(inside.page.text)) == ["north", "south", "they went"]
    assert shown_texts(inside.page.text)[0] == "they went"
    assert "Open here, in their order: 2 of 2 texts of one long SMS." in inside.text
    assert "Not open here" not in inside.text


async def test_a_reviewer_leaves_a_key_and_takes_up_the_opening_by_its_number(
    scene: Scene, inside: PageBrowser
) -> None:
    scene.say(SAID)
    async with browser_at(scene.reviewer) as other:
        await other.come_in(scene.second, the_persons_key())
        await other.go("/desk/openings")
        await other.press("/desk/openings/key", ("compartment", "1"), ("hours", "96"))
        assert "1 left" in other.text
        await inside.go("/desk/")
        await inside.go("/desk/inbox/1")
        filled = {"part": "1", "aim": "early-warning", "reviewer": scene.reviewer.name, "hours": "72"}
        await inside.press("/desk/inbox/1/ask", *filled.items())
        (opening,) = scene.curator.memory.openings
        spoken = " ".join(re.findall(r"<span>([0-9a-f]{8})</span>", inside.page.text))
        await other.press("/desk/openings/taken-up", ("opening", spoken))
        assert other.path == "/desk/openings/1"
        scene.vault.approve(opening, (1, 2, 3, 4))
        await other.press("/desk/openings/1/join")
        assert shown_texts(other.page.text) == [SAID]
        await other.go("/desk/openings")
        answer = await other.press("/desk/openings/taken-up", ("opening", "not a number"))
        assert answer.status_code == 422


async def test_an_opening_that_was_forgotten_elsewhere_is_said_to_be_gone(scene: Scene, inside: PageBrowser) -> None:
    opening = await reading(scene, inside, say(SAID))
    forget(scene.curator.memory, opening)
    for path in ("/desk/openings/1", "/desk/openings/1/parts/1"):
        assert (await inside.go(path)).status_code == 404
        assert "This desk holds no such opening." in inside.text
    assert (await inside.client.get("/desk/openings/1/stamp")).text == "gone"


async def test_what_was_read_is_not_shown_again_after_a_lock_until_it_is_opened_again(
    scene: Scene, inside: PageBrowser
) -> None:
    key = the_persons_key()
    await inside.press("/desk/close")
    (path,) = scene.curator.folder.glob("passkeys*")
    path.unlink()
    await inside.come_in(scene.console, key)
    assert await code_from(scene.console)
    await reading(scene, inside, say(SAID))
    await inside.press("/desk/lock")
    await inside.answer("/desk/locked", key)
    await inside.go("/desk/openings/1/parts/1")
    assert inside.path == "/desk/openings/1"
    assert "Okello" not in inside.page.text
    await inside.press("/desk/openings/1/join")
    assert shown_texts(inside.page.text) == [SAID]


async def test_the_language_is_chosen_and_kept_while_the_desk_runs(scene: Scene, inside: PageBrowser) -> None:
    await inside.press("/desk/language", ("language", "ar"))
    assert '<html lang="ar" dir="rtl">' in inside.page.text
    await inside.press("/desk/language", ("language", "tlh"))
    assert '<html lang="en" dir="ltr">' in inside.page.text


async def test_single_keys_can_be_turned_off(inside: PageBrowser) -> None:
    await inside.go("/desk/")
    assert 'data-letter-keys="on"' in inside.page.text
    await inside.press("/desk/letter-keys")
    assert 'data-letter-keys="off"' in inside.page.text


ARABIC_CALL = "اتصل الشيخ محمود بنا على +254 712 345678 يوم 12 مارس 2024، وأخذوا John Smith من السوق."


async def test_hints_of_a_held_text_stand_there_when_it_was_asked_for_and_are_decided_like_proposals(
    scene: Scene, inside: PageBrowser
) -> None:
    opening = await reading(scene, inside, Testimony(text=ARABIC_CALL, language="ar").to_bytes())
    (part,) = scene.curator.memory.openings[opening].checked.request.parts
    decide, session = "/desk/openings/1/parts/1/decide", scene.curator.memory.pages.session
    assert session is not None
    assert "345678" not in inside.page.text
    place = ARABIC_CALL.index("+254"), ARABIC_CALL.index(" يوم")
    hint = [("token", session.form_token), ("back", "1"), ("text", "text")]
    hint += [("start", str(place[0])), ("end", str(place[1])), ("act", "accept")]
    assert (await inside.send(decide, hint)).status_code == 422, "nobody decides about what nobody has seen"
    await inside.go("/desk/openings/1/parts/1")
    await inside.press(decide, ("act", "reveal"))
    assert shown_texts(inside.page.text) == [ARABIC_CALL]
    assert "nothing is complete" in inside.text
    assert inside.text.count("hint, not complete") == len(re.findall("<mark ", inside.page.text)) >= 3
    assert '<bdi dir="ltr" class="unbroken">+254 712 345678</bdi>' in inside.page.text
    await inside.send(decide, hint)
    await inside.go("/desk/openings/1/parts/1")
    assert re.findall(r"<mark[^>]*accepted[^>]*><bdi[^>]*>([^<]*)", inside.page.text) == ["+254 712 345678"]
    assert ("phone", "+254 712 345678") in hidden_words(
        session, opening, await shown_part(scene.curator, opening, part)
    )
    await inside.go("/desk/openings/1/parts/1?view=masked")
    assert "السوق" not in inside.page.text


async def test_in_the_masked_view_the_same_is_called_the_same_in_all_of_one_report_and_in_no_other(
    scene: Scene, inside: PageBrowser
) -> None:
    first = say(
        "We saw Chief Amina Wuxlarandi by the river. Later Wuxlarandi called Oqthemba Farzu.", place="Ubwexandi"
    )
    await reading(scene, inside, first, say("She was with Amina Wuxlarandi. They saw Oqthemba Farzu in Ubwexandi."))

    async def masked(place: int) -> tuple[str, list[str]]:
        await inside.go(f"/desk/openings/1/parts/{place}?view=masked")
        for word in ("Wuxlarandi", "Oqthemba", "Ubwexandi"):
            assert word not in inside.page.text
        said = re.findall(r'<mark[^>]*data-label="name"[^>]*data-masked><bdi[^>]*>([^<]*)</bdi>', inside.page.text)
        return ("first" if "river" in inside.text else "second"), said

    named = dict([await masked(1), await masked(2)])
    assert all(re.fullmatch(r"Name [A-Z]", one) for each in named.values() for one in each)
    assert len(named["first"]) == 4
    assert len(set(named["first"])) == 3, "one of two people is named twice, and the place once"
    assert dict([await masked(2), await masked(1)]) == named, "looked at again"
