"""Through the pages, below the browser: a summary written anew, weighed, kept, sent, reviewed, signed or refused."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from protocol.consent import Contact, Profile, profile_terms
from protocol.contents import Testimony
from protocol.desk_crossings import ReplyAddress
from protocol.draft import ReviewReason
from protocol.ids import PartKind
from protocol.primitives import SealKey, SignKey
from protocol.release import Actor, Change, Confidence, EventType, HarmBand, Likelihood, Stage, Verification
from protocol.reply import open_reply, vouch_reply_key
from server.redaction.drafts.findings import Concern
from server.redaction.drafts.keeping import DraftState, kept_drafts
from server.redaction.drafts.weighing import Rule
from server.redaction.pages.rendering import CATALOGUES
from server.release.gate import RULES
from server.vault.clearance.clearances import Reason
from tests.server.redaction.desks import Scene, keep_sealed, readable
from tests.server.redaction.pages.browsing import PageBrowser, browser_at, the_persons_key
from tests.worlds import TODAY, seeded

pytestmark = pytest.mark.anyio
SAID = "Amina Okello saw eleven lorries with fighters at the mill on 12 November, and hid with her sister."
THANKS = "شكرا، وصلت رسالتك"
FILLED = {
    "language": "en",
    "title": "Fighters gather",
    "bluf": "Armed men were seen on the move in the north. More violence is likely.",
    "gaps": "",
    "event_type": "armed-movement",
    "actor": "militia",
    "harm": "not-known",
    "area": "xa-01",
    "period": "2026-w46",
    "change": "new",
    "stage": "mobilization",
    "credibility": "2",
    "verification": "unverified",
    "likelihood": "likely",
    "confidence": "low",
    "audience": "2",
    "tlp": "amber",
    "valid_until": str(TODAY + 14),
}


async def at_the_form(scene: Scene, inside: PageBrowser, *texts: str) -> list[bytes]:
    """Reports asked for together, approved and read here; the form open. The parts."""
    parts = [scene.say(one) for one in texts or (SAID,)]
    opening = await scene.open(*parts)
    await inside.go("/desk/openings")
    assert scene.curator.memory.pages.session.openings.of(opening) == 1  # type: ignore[union-attr]
    await inside.go("/desk/openings/1/write")
    return parts


def ticked(page: PageBrowser) -> list[tuple[str, str]]:
    found = re.findall(r'name="part" value="(\d+)" checked', page.page.text)
    return [("part", one) for one in found]


async def send(inside: PageBrowser, to: str, **changed: str) -> None:
    form = inside.form("/desk/openings/1/write")
    token = next(value for name, value in form.fields if name == "token")
    filled = {"token": token, **FILLED, **changed}
    await inside.send(f"/desk/openings/1/{to}", [*filled.items(), *ticked(inside), ("risk", "7"), ("risk", "8")])


def weights(page: PageBrowser) -> dict[str, list[str]]:
    """By how they stand, what is said."""
    shown = re.sub("[\u2068\u2069]", "", page.page.text)
    found = re.findall(r'<li class="(holds|against|open)">(.*?)</li>', shown)
    read = [(one, re.sub(r"<[^>]*>", "", text)) for one, text in found]
    return {kind: [text for one, text in read if one == kind] for kind in ("holds", "against", "open")}


async def test_the_form_starts_empty_and_nothing_of_a_report_is_in_it(scene: Scene, inside: PageBrowser) -> None:
    await at_the_form(scene, inside)
    assert "Okello" not in inside.page.text
    assert "lorries" not in inside.page.text
    assert "selected" not in re.sub(r'<select id="language.*?</select>', "", inside.page.text, flags=re.DOTALL)
    assert len(ticked(inside)) == 1
    assert "Report 1.1 · no card" in inside.text
    assert not weights(inside)["against"]


async def test_what_is_written_is_weighed_and_nothing_of_it_is_kept(scene: Scene, inside: PageBrowser) -> None:
    await at_the_form(scene, inside)
    await send(inside, "weigh")
    said = weights(inside)
    assert not said["against"]
    assert not said["open"]
    assert "16 of 150 words. Against it: 0. Still open: 0." in inside.text
    assert "The vault alone counts people." in inside.text
    assert [one.name for one in scene.curator.folder.iterdir()] == ["passkeys.box"]
    assert kept_drafts(scene.curator) == ([], 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"bluf": "Somebody saw eleven lorries with fighters at the mill."}, "stand in 1.1 too"),
        ({"bluf": "Men came to the old house of Okello."}, "Words that may point at people"),
        ({"bluf": "It is likely, with high confidence, that they return."}, "One sentence says both"),
        ({"bluf": "war " * 151}, "153 words; at most 150"),
        ({"period": str(2026) + "-11-19"}, "The time is finer than the policy allows."),
        ({"audience": "4", "tlp": "clear"}, "The circle is wider than consent allows: 1.1"),
        ({"audience": "1"}, "The marking would let readers carry it out"),
        ({"valid_until": str(TODAY + 365)}, "longer than the policy allows"),
        ({"minors": "yes"}, "The area is finer than the policy allows."),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
)
async def test_each_thing_that_speaks_against_a_summary_is_said(
    scene: Scene, inside: PageBrowser, changed: dict[str, str], said: str
) -> None:
    await at_the_form(scene, inside)
    await send(inside, "weigh", **changed)
    assert any(said in one for one in weights(inside)["against"]), weights(inside)


async def test_the_report_that_limits_a_summary_is_named(scene: Scene, inside: PageBrowser) -> None:
    coarse = profile_terms(Profile.SUMMARY_COARSE, TODAY)
    parts = [scene.say(SAID), scene.say("They burnt the market.", coarse)]
    await scene.open(*parts)
    await inside.go("/desk/openings")
    await inside.go("/desk/openings/1/write")
    await send(inside, "weigh")
    assert "finer than consent allows: 1.2." in " ".join(weights(inside)["against"])
    assert "because of 1.2" in inside.text
    leads = re.findall(r'<a href="([^"]*)" target="_blank" aria-label="([^"]*)">1\.2</a>', inside.page.text)
    said = "Report \u20681.2\u2069, in a tab of its own"
    assert set(leads) == {("/desk/openings/1/parts/2", said)}, "nothing that was typed is lost by looking"


async def test_words_that_the_curator_marked_count_as_names(scene: Scene, inside: PageBrowser) -> None:
    await at_the_form(scene, inside)
    await inside.go("/desk/openings/1/parts/1")
    token = scene.curator.memory.pages.session.form_token  # type: ignore[union-attr]
    marks = {"token": token, "back": "1", "text": "text", "act": "add-words", "kind": "other", "words": "hid"}
    await inside.send("/desk/openings/1/parts/1/decide", list(marks.items()))
    await inside.go("/desk/openings/1/write")
    await send(inside, "weigh", bluf="People hid in the bush.")
    assert any("may point at people" in one for one in weights(inside)["against"])
    assert "Words that a person marked in an original." in inside.page.text
    await inside.go("/desk/openings/1/write")
    await send(inside, "write", bluf="People hid in the bush.")
    (kept,) = kept_drafts(scene.curator)[0]
    assert kept.attestation
    assert b"\x6bidentifiers\x01" in kept.attestation.body, "one, and no person typed that"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Still missing, or too long: Title"),
        ({"area": "xb-99"}, "Area"),
        ({"bluf": "war " * 151}, "150"),
    ],
)
async def test_what_is_not_kept_comes_back_as_it_was_written(
    scene: Scene, inside: PageBrowser, changed: dict[str, str], said: str
) -> None:
    await at_the_form(scene, inside)
    await send(inside, "write", **changed)
    assert inside.page.status_code in {409, 422}
    assert said in inside.text
    assert FILLED["title"] in inside.page.text or "title" in changed
    assert kept_drafts(scene.curator) == ([], 0)


@asynccontextmanager
async def the_second_desk(scene: Scene) -> AsyncIterator[PageBrowser]:
    async with browser_at(scene.reviewer) as other:
        await other.come_in(scene.second, the_persons_key())
        yield other


async def sent(scene: Scene, inside: PageBrowser) -> None:
    await at_the_form(scene, inside)
    await send(inside, "write")
    assert inside.path == "/desk/drafts/1", inside.text
    assert "Nobody else has seen it." in inside.text
    await inside.press("/desk/drafts/1/send")
    assert "With the reviewer." in inside.text


async def test_a_summary_goes_from_one_desk_to_the_other_and_back_signed(scene: Scene, inside: PageBrowser) -> None:
    await sent(scene, inside)
    async with the_second_desk(scene) as other:
        await other.go("/desk/reviews")
        await other.go("/desk/reviews/1")
        assert "The originals are not open at this desk yet." in other.text
        assert "Okello" not in other.page.text
        await other.press("/desk/reviews/1/join")
        assert SAID in other.text, "beside the draft"
        assert FILLED["bluf"] in other.text
        assert "Places with words shared with the originals: 0" in other.text
        await other.press("/desk/reviews/1/sign")
        assert other.page.status_code == 422, "nobody has said that they read anything"
        assert not scene.reviewer.memory.answered
        await other.go("/desk/reviews/1")
        await other.press("/desk/reviews/1/sign", ("read", "yes"))
        assert other.path == "/desk/reviews"
        assert "No draft waits for you." in other.text
    await inside.go("/desk/drafts/1")
    assert "The reviewer has signed." in inside.text
    await inside.press("/desk/drafts/1/hand-over")
    assert "Okello" not in inside.page.text
    (kept,) = kept_drafts(scene.curator)[0]
    assert kept.state in {DraftState.AGREED, DraftState.CLEARED, DraftState.HANDED_OVER}


async def test_a_reviewer_refuses_with_a_coded_reason_that_the_curator_reads(scene: Scene, inside: PageBrowser) -> None:
    await sent(scene, inside)
    async with the_second_desk(scene) as other:
        await other.go("/desk/reviews")
        await other.go("/desk/reviews/1")
        await other.press("/desk/reviews/1/refuse", ("reason", "because"))
        assert other.page.status_code == 422
        await other.go("/desk/reviews/1")
        await other.press("/desk/reviews/1/refuse", ("reason", "not-what-they-said"))
    await inside.go("/desk/drafts/1")
    assert "The reviewer refused." in inside.text
    assert "It is not what they said" in inside.text
    assert "/send" not in inside.page.text
    await inside.press("/desk/drafts/1/discard")
    assert kept_drafts(scene.curator) == ([], 0)


async def test_a_reviewer_writes_no_summary_of_what_another_asked_for(scene: Scene, inside: PageBrowser) -> None:
    opening = await scene.open(scene.say(SAID))
    await scene.join_second(opening)
    async with the_second_desk(scene) as other:
        await other.go("/desk/openings")
        assert (await other.go("/desk/openings/1/write")).status_code == 404


async def test_a_source_is_answered_where_it_allows_that_and_nothing_is_lost_where_not(
    scene: Scene, inside: PageBrowser
) -> None:
    key, reply_key = SignKey.new(seeded("a source")), SealKey.new(seeded("its reply key"))
    asked = readable().model_copy(update={"contact": Contact.WHEN_I_CHECK_IN})
    answerable = keep_sealed(scene.vault, Testimony(text=SAID, language="en").to_bytes(), terms=asked, key=key)
    signature = vouch_reply_key(key, reply_key.public)
    scene.vault.addresses[answerable] = ReplyAddress(reply_key=reply_key.public, signature=signature)
    await scene.open(answerable, scene.say("They burnt the market."))
    await inside.go("/desk/openings")
    for place, status in ((1, 200), (2, 409)):
        await inside.go(f"/desk/openings/1/parts/{place}/reply")
        await inside.press(f"/desk/openings/1/parts/{place}/reply", ("text", THANKS))
        assert inside.page.status_code == status, inside.text
        assert (THANKS in inside.page.text) == (status == 409)
    assert 'dir="rtl"' in inside.page.text
    (left,) = scene.vault.replies
    reply = open_reply(left.box, reply_key, key.public, PartKind.TESTIMONY, scene.consortium.directory)
    assert reply.text == THANKS
    await inside.go("/desk/openings/1/parts/1/reply")
    await inside.press("/desk/openings/1/parts/1/reply", ("text", "ش" * 281))
    assert "at most 560 bytes" in inside.text
    assert len(scene.vault.replies) == 1


def test_every_coded_word_has_a_sentence() -> None:
    coded = [
        *(f"vault-{one.value}" for one in Reason),
        *(f"rule-{name}" for name, _ in RULES),
        *(f"review-{one.value}" for one in ReviewReason),
        *(f"draft-state-{one.value}" for one in DraftState),
        *(f"draft-next-{one.value}" for one in DraftState),
        *(f"concern-{one.value}" for one in Concern if one not in {Concern.SHARED_WORDS, Concern.IDENTIFIERS}),
        *(f"weighs-{one.value}-holds" for one in Rule),
    ]
    kinds = {
        "event": EventType,
        "actor": Actor,
        "harm": HarmBand,
        "stage": Stage,
        "verification": Verification,
        "likelihood": Likelihood,
        "confidence": Confidence,
        "change": Change,
    }
    coded += [f"{name}-{one.name.lower().replace('_', '-')}" for name, kind in kinds.items() for one in kind]
    for one in coded:
        assert CATALOGUES.say("en", one, words=1, most=2, reports="1.1"), one


async def test_two_reports_of_one_event_are_hinted_at_where_they_are_chosen(scene: Scene, inside: PageBrowser) -> None:
    again = "Le 12 novembre, Amina Okello a vu onze camions près du moulin, elle s'est cachée avec sa sœur."
    await at_the_form(scene, inside, SAID, again, "They burnt the market of Tamarkoum on 3 March.")
    assert "1.1 and 1.2: Names that sound alike: 2. Days in common: 1." in " ".join(inside.text.split())
    assert "1.3:" not in inside.text
    assert "Okello" not in inside.page.text


async def test_what_a_person_ticked_about_a_report_is_warned_of_until_the_words_were_looked_at(
    scene: Scene, inside: PageBrowser
) -> None:
    await at_the_form(scene, inside)
    assert "Not answered yet, on the page of the report: 1.1" in inside.text
    await inside.go("/desk/openings/1/parts/1")
    await inside.press("/desk/openings/1/parts/1/answers", ("says", "zyqarveth"))
    assert inside.page.status_code == 422
    await inside.go("/desk/openings/1/parts/1")
    await inside.press("/desk/openings/1/parts/1/answers", ("says", "kin"), ("says", "single"))
    assert inside.path == "/desk/openings/1/parts/1"
    await inside.go("/desk/openings/1/write")
    assert "Report 1.1: who is whose family" in inside.text
    assert "Left: 2" in inside.text
    await send(inside, "weigh", checked="1.1:kin")
    assert "Left: 1" in inside.text
    await inside.go("/desk/openings/1")
    await inside.press("/desk/openings/1/forget")
    assert not scene.curator.memory.pages.session.answers  # type: ignore[union-attr]
