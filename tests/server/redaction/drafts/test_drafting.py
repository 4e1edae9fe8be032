"""What a summary may stand on, and where a draft of it is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from protocol.consent import Aim, GivenBy, Profile, give, profile_terms
from protocol.contents import Testimony, pad_to
from protocol.desk_crossings import Neighbours
from protocol.encoding import Purpose
from protocol.ids import from_text, to_text
from protocol.primitives import SignKey, seal_box
from protocol.release import ClearanceRequest, Summary
from server.redaction.drafts import keeping, reviewing
from server.redaction.drafts.keeping import KeptDraft, kept_draft
from server.redaction.drafts.letters import collect_letters
from server.redaction.errors import DoNotFit, DraftUnreadable, NotPossibleNow, TooManyDrafts
from tests.server.redaction.desks import PLACE, Scene, keep_sealed, quiet_release, raise_scene, readable
from tests.worlds import TODAY, Consortium

pytestmark = pytest.mark.anyio
SAID = "Lorries came to the old mill at night."


def problem(answer: httpx.Response) -> str:
    assert answer.is_client_error
    return str(answer.json()["type"]).removeprefix("urn:leeward:problem:")


async def read_at_both(scene: Scene) -> tuple[bytes, bytes]:
    """An opening and its one part, read at both desks."""
    part = scene.say(SAID)
    opening = await scene.open(part)
    await scene.join_second(opening)
    return opening, part


async def test_a_summary_of_more_than_150_words_is_not_kept(scene: Scene) -> None:
    opening, part = await read_at_both(scene)
    long = scene.draft(opening, part, bluf="war " * 145, gaps="and so on")
    answer = await scene.console.post("/v1/drafts", json=long)
    assert problem(answer) == "too-many-words"
    assert (await scene.console.get("/v1/drafts")).json()["drafts"] == []


async def test_a_reviewers_desk_writes_no_summary_of_what_it_reviews(scene: Scene) -> None:
    opening, part = await read_at_both(scene)
    answer = await scene.second.post("/v1/drafts", json=scene.draft(opening, part))
    assert problem(answer) == "do-not-fit"


async def test_a_summary_stands_on_openings_of_one_aim(scene: Scene) -> None:
    opening, part = await read_at_both(scene)
    other = scene.say("Three men asked for the teacher by name.")
    (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).raise_for_status()
    asked = await scene.console.post(
        "/v1/openings",
        json={
            "compartment": PLACE,
            "parts": [to_text(other)],
            "aim": "advocacy",
            "reviewer": scene.reviewer.name,
        },
    )
    for_advocacy = asked.raise_for_status().json()["opening"]
    form = scene.draft(opening, part)
    form["openings"].append(for_advocacy)
    assert problem(await scene.console.post("/v1/drafts", json=form)) == "do-not-fit"


async def test_a_summary_stands_on_parts_of_its_openings_alone(scene: Scene) -> None:
    opening, part = await read_at_both(scene)
    second = scene.say("Three men asked for the teacher by name.")
    await scene.open(second)
    answer = await scene.console.post("/v1/drafts", json=scene.draft(opening, part, second))
    assert problem(answer) == "originals-missing"


@pytest.mark.parametrize("area", ["xb-01", "xa-99"])
async def test_an_area_of_another_country_or_of_none_is_refused(scene: Scene, area: str) -> None:
    opening, part = await read_at_both(scene)
    answer = await scene.console.post("/v1/drafts", json=scene.draft(opening, part, area=area))
    assert problem(answer) == "area-not-known"


async def test_a_draft_names_what_a_colleague_released_there_and_nobody_types_it(
    consortium: Consortium, tmp_path: Path
) -> None:
    before = Neighbours(predecessor=b"\1" * 32, beside=(b"\2" * 32, b"\3" * 32))
    async with raise_scene(consortium, tmp_path, quiet_release(before)) as scene:
        opening, part = await read_at_both(scene)
        draft = kept_draft(scene.curator, from_text((await scene.write(opening, part))["draft"])).sources()
        asked = ClearanceRequest.from_bytes(draft.request)
        assert Summary.from_bytes(draft.summary).predecessor == asked.predecessor == before.predecessor
        assert asked.beside == before.beside
        await scene.write(opening, part, predecessor="01" * 32)
        answer = await scene.console.post("/v1/drafts", json=scene.draft(opening, part, predecessor="04" * 32))
        assert problem(answer) == "not-the-last"


async def test_without_releases_word_on_what_came_before_no_draft_is_written(
    consortium: Consortium, tmp_path: Path
) -> None:
    async with raise_scene(consortium, tmp_path, FastAPI()) as scene:
        opening, part = await read_at_both(scene)
        assert problem(await scene.console.post("/v1/drafts", json=scene.draft(opening, part))) == "refused"
        assert (await scene.console.get("/v1/drafts")).json()["drafts"] == []


@pytest.mark.parametrize("now", ["withdrawn", "consent", "embargo", "given-for-a-child"])
async def test_a_source_who_changed_their_mind_since_it_was_read_is_heard(scene: Scene, now: str) -> None:
    key = SignKey.new()
    part = keep_sealed(scene.vault, _testimony(), key=key)
    opening = await scene.open(part)
    assert (await scene.write(opening, part))["findings"]["concerns"] == []
    kept = scene.vault.parts[part]
    if now == "withdrawn":
        kept.withdrawn = True
    else:
        changed = {
            "consent": profile_terms(Profile.CURATOR_MAY_READ, TODAY),
            "embargo": readable().model_copy(update={"not_before": TODAY + 9}),
            "given-for-a-child": readable().model_copy(update={"given_by": GivenBy.GUARDIAN}),
        }[now]
        kept.consents = (give(key, changed, TODAY),)
    assert (await scene.write(opening, part))["findings"]["concerns"] == [now]


async def test_a_desk_keeps_a_bounded_number_of_drafts(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_DRAFTS", 1)
    opening, part = await read_at_both(scene)
    first = await scene.write(opening, part)
    answer = await scene.console.post("/v1/drafts", json=scene.draft(opening, part))
    assert problem(answer) == "too-many-drafts"
    # What is there already can still change.
    (await scene.console.post(f"/v1/drafts/{first['draft']}/send")).raise_for_status()


async def test_a_kept_draft_does_not_pass_for_another(scene: Scene) -> None:
    """Whoever may write to this disk can seal to the desk's public key, but not make one draft answer for another."""
    opening, part = await read_at_both(scene)
    one = kept_draft(scene.curator, from_text((await scene.write(opening, part))["draft"]))
    other = bytes(32)
    raw = pad_to(one.to_bytes(), keeping.PADDED)
    sealed = seal_box(scene.curator.seal_key.public, Purpose.DRAFT, other, raw, scene.curator.random)
    (scene.curator.folder / f"{to_text(other)}.sealed").write_bytes(sealed)
    with pytest.raises(DraftUnreadable):
        kept_draft(scene.curator, other)


async def test_a_reviewers_desk_keeps_a_bounded_number_of_drafts(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "MOST_FROM_ONE", 1)
    opening, part = await read_at_both(scene)
    for _ in range(2):
        draft = (await scene.write(opening, part))["draft"]
        (await scene.console.post(f"/v1/drafts/{draft}/send")).raise_for_status()
    assert await collect_letters(scene.reviewer) == 1
    (waiting,) = scene.reviewer.memory.reviews.values()
    with pytest.raises(TooManyDrafts):
        _take_in_another(scene, opening, waiting.draft.draft)


def _take_in_another(scene: Scene, opening: bytes, held: bytes) -> None:
    for other in keeping.kept_drafts(scene.curator)[0]:
        if other.draft != held:
            place = scene.consortium.directory.compartment(PLACE)
            reviewing.take_in(scene.reviewer, place, scene.curator.name, other.sources())


async def test_a_reviewer_is_shown_what_was_opened_and_left_out_whatever_the_draft_mentions(scene: Scene) -> None:
    """The curator opened three, under openings of their own, and drafts on one of them."""
    listed, left_out, told_elsewhere, shut = (scene.say(f"Report {number} of the mill.") for number in range(4))
    opening = await scene.open(listed)
    await scene.join_second(opening)
    await scene.open(left_out)
    await scene.open(told_elsewhere)
    await scene.ask(shut)
    scene.vault.cleared.add(told_elsewhere)
    draft = (await scene.write(opening, listed))["draft"]
    (await scene.console.post(f"/v1/drafts/{draft}/send")).raise_for_status()
    (await scene.second.get("/v1/reviews")).raise_for_status()
    seen = (await scene.second.get(f"/v1/reviews/{draft}")).raise_for_status().json()
    assert seen["not_listed"] == [to_text(left_out)]
    assert seen["in_other_summaries"] == [to_text(told_elsewhere)]


async def test_a_review_holds_a_draft_against_openings_of_its_own_aim(scene: Scene) -> None:
    opening, part = await read_at_both(scene)
    draft = from_text((await scene.write(opening, part))["draft"])
    (await scene.console.post(f"/v1/drafts/{to_text(draft)}/send")).raise_for_status()
    assert await collect_letters(scene.reviewer) == 0
    held = scene.reviewer.memory.openings[opening]
    held.checked = _for_another_aim(held.checked)
    with pytest.raises(DoNotFit):
        await reviewing.review(scene.reviewer, draft)


def _for_another_aim(checked: Any) -> Any:
    return replace(checked, request=checked.request.model_copy(update={"aim": Aim.ADVOCACY}))


def test_a_draft_that_was_handed_over_has_no_sources_left() -> None:
    with pytest.raises(NotPossibleNow):
        KeptDraft.model_construct(written=None).sources()


def _testimony() -> bytes:
    return Testimony(text=SAID, language="en").to_bytes()
