"""Drafts and answers between two desks: who may write what to whom, and who may sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from protocol.directory import Compartment
from protocol.draft import Content, DraftAgreed, DraftRefused, ReviewReason, check_draft, seal_letter
from protocol.ids import from_text, to_text
from protocol.primitives import SignKey
from protocol.release import ClearanceRequest, sign_clearance
from server.redaction.drafts.findings import Findings, attestation_of
from server.redaction.drafts.keeping import KeptDraft, kept_draft
from server.redaction.drafts.letters import collect_letters
from server.redaction.world import World
from tests.server.redaction.desks import PLACE, Scene
from tests.worlds import TODAY

pytestmark = pytest.mark.anyio
SAID = "Lorries came to the old mill at night."
IDENTITY = "xa-identity"


async def written(scene: Scene, **changed: Any) -> KeptDraft:
    """A draft that stands on one opened part, read at both desks, not sent yet."""
    part = scene.say(SAID)
    opening = await scene.open(part)
    await scene.join_second(opening)
    shown = await scene.write(opening, part, **changed)
    return kept_draft(scene.curator, from_text(shown["draft"]))


async def sent(scene: Scene, **changed: Any) -> KeptDraft:
    kept = await written(scene, **changed)
    (await scene.console.post(f"/v1/drafts/{to_text(kept.draft)}/send")).raise_for_status()
    assert await collect_letters(scene.reviewer) == 0
    return kept_draft(scene.curator, kept.draft)


def carry(
    scene: Scene,
    content: Content,
    sender: World,
    recipient: str,
    key: SignKey | None = None,
    compartment: str = PLACE,
) -> None:
    """The vault carries a letter, sealed as `sender`, signed with `key`."""
    place: Compartment = scene.consortium.directory.compartment(compartment)
    scene.vault.drafts.append(seal_letter(content, place, sender.name, recipient, key or sender.sign_key))


async def test_a_reviewer_reads_a_draft_and_agrees(scene: Scene) -> None:
    kept = await sent(scene)
    signed = await scene.second.post(f"/v1/reviews/{to_text(kept.draft)}/sign")
    assert signed.status_code == 200
    (shown,) = (await scene.console.get("/v1/drafts")).json()["drafts"]
    assert shown["state"] == "agreed"


async def test_a_draft_that_another_key_signed_is_not_taken_in(scene: Scene) -> None:
    kept = await written(scene)
    carry(scene, kept.sources(), scene.curator, scene.reviewer.name, SignKey.new())
    assert await collect_letters(scene.reviewer) == 1
    assert not scene.reviewer.memory.reviews


async def test_a_draft_is_taken_in_only_from_the_desk_that_it_names(scene: Scene) -> None:
    """The reviewer's own key is a desk's too; it must not be enough to start a review in the curator's name."""
    kept = await written(scene)
    carry(scene, kept.sources(), scene.reviewer, scene.reviewer.name)
    assert await collect_letters(scene.reviewer) == 1
    assert not scene.reviewer.memory.reviews


async def test_a_draft_does_not_come_through_another_compartment_than_the_one_it_is_about(scene: Scene) -> None:
    kept = await written(scene)
    carry(scene, kept.sources(), scene.curator, scene.reviewer.name, compartment=IDENTITY)
    assert await collect_letters(scene.reviewer) == 1
    # Nor does a true letter, under another compartment's name.
    carry(scene, kept.sources(), scene.curator, scene.reviewer.name)
    scene.vault.drafts[0] = scene.vault.drafts.pop().model_copy(update={"compartment": IDENTITY})
    assert await collect_letters(scene.reviewer) == 1
    assert not scene.reviewer.memory.reviews


async def test_a_draft_for_another_reviewer_is_not_taken_in(scene: Scene) -> None:
    kept = await written(scene)
    carry(scene, kept.sources(), scene.curator, scene.curator.name)
    assert await collect_letters(scene.curator) == 1
    assert not scene.curator.memory.reviews


async def test_a_draft_of_one_person_in_both_places_is_not_taken_in(scene: Scene) -> None:
    kept = await written(scene)
    request = ClearanceRequest.from_bytes(kept.sources().request)
    alone = request.model_copy(update={"curator": scene.reviewer.name}).to_bytes()
    carry(scene, kept.sources().model_copy(update={"request": alone}), scene.reviewer, scene.reviewer.name)
    assert await collect_letters(scene.reviewer) == 1
    assert not scene.reviewer.memory.reviews


async def test_a_draft_whose_summary_is_not_the_one_to_be_cleared_is_not_taken_in(scene: Scene) -> None:
    first, second = await written(scene), await written(scene, title="Another title")
    mixed = first.sources().model_copy(update={"summary": second.sources().summary})
    carry(scene, mixed, scene.curator, scene.reviewer.name)
    assert await collect_letters(scene.reviewer) == 1
    assert not scene.reviewer.memory.reviews


async def test_drafts_of_one_curator_do_not_keep_anothers_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.redaction.drafts.reviewing.MOST_FROM_ONE", 1)
    first, second = await written(scene), await written(scene, title="Another title")
    checked = check_draft(first.sources(), scene.consortium.directory)
    third_desk = checked.curator.model_copy(update={"desk": "desk-xa-third"})
    scene.reviewer.memory.reviews[b"other"] = replace(checked, curator=third_desk)
    carry(scene, first.sources(), scene.curator, scene.reviewer.name)
    assert await collect_letters(scene.reviewer) == 0
    carry(scene, second.sources(), scene.curator, scene.reviewer.name)
    assert await collect_letters(scene.reviewer) == 1
    assert scene.reviewer.memory.reviews.keys() == {b"other", first.draft}


async def test_the_curators_desk_cannot_sign_for_the_reviewer(scene: Scene) -> None:
    kept = await sent(scene)
    assert (await scene.console.post(f"/v1/reviews/{to_text(kept.draft)}/sign")).status_code == 404
    scene.curator.memory.reviews |= scene.reviewer.memory.reviews
    assert (await scene.console.post(f"/v1/reviews/{to_text(kept.draft)}/sign")).status_code == 409
    assert kept_draft(scene.curator, kept.draft).state == "sent"
    assert len(scene.vault.drafts) == 1


async def test_an_agreement_that_another_key_signed_does_not_count(scene: Scene) -> None:
    """Even one that comes by a true letter: the reviewer's name under a clearance is a signature, not a letter."""
    kept = await sent(scene)
    checked, forger = scene.reviewer.memory.reviews[kept.draft], replace(scene.reviewer, sign_key=SignKey.new())
    found = attestation_of(scene.reviewer, kept.commitment, Findings((), (), ()))
    false = DraftAgreed(
        draft=kept.draft,
        commitment=kept.commitment,
        signature=sign_clearance(checked.request, forger.sign_key),
        attestation=found,
    )
    carry(scene, false, scene.reviewer, scene.curator.name)
    true = sign_clearance(checked.request, scene.reviewer.sign_key)
    mixed = {"signature": true, "attestation": attestation_of(forger, kept.commitment, Findings((), (), ()))}
    carry(scene, false.model_copy(update=mixed), scene.reviewer, scene.curator.name)
    assert await collect_letters(scene.curator) == 2
    assert kept_draft(scene.curator, kept.draft).state == "sent"


async def test_an_answer_from_another_desk_than_the_reviewers_does_not_count(scene: Scene) -> None:
    kept = await sent(scene)
    carry(scene, _refusal(kept), scene.curator, scene.curator.name)
    assert await collect_letters(scene.curator) == 1
    assert kept_draft(scene.curator, kept.draft).state == "sent"


async def test_an_answer_that_comes_through_another_compartment_does_not_count(scene: Scene) -> None:
    kept = await sent(scene)
    carry(scene, _refusal(kept), scene.reviewer, scene.curator.name, compartment=IDENTITY)
    assert await collect_letters(scene.curator) == 1
    assert kept_draft(scene.curator, kept.draft).state == "sent"


async def test_an_answer_to_one_draft_is_no_answer_to_another(scene: Scene) -> None:
    first, second = await sent(scene), await sent(scene)
    carry(scene, _refusal(first).model_copy(update={"draft": second.draft}), scene.reviewer, scene.curator.name)
    assert await collect_letters(scene.curator) == 1
    assert kept_draft(scene.curator, second.draft).state == "sent"


async def test_the_first_answer_stands_whatever_is_shown_again_or_later(scene: Scene) -> None:
    kept = await sent(scene)
    (await scene.second.post(f"/v1/reviews/{to_text(kept.draft)}/sign")).raise_for_status()
    await collect_letters(scene.curator)
    agreed = kept_draft(scene.curator, kept.draft)
    carry(scene, _refusal(kept), scene.reviewer, scene.curator.name)
    scene.vault.drafts += [one for one in scene.vault.drafts if one.to_desk == scene.curator.name]
    assert await collect_letters(scene.curator) == 0
    assert kept_draft(scene.curator, kept.draft) == agreed


async def test_a_draft_that_was_answered_does_not_come_up_for_review_again(scene: Scene) -> None:
    kept = await sent(scene)
    refused = await scene.second.post(f"/v1/reviews/{to_text(kept.draft)}/refuse", json={"reason": "too-fine"})
    assert refused.status_code == 204
    assert await collect_letters(scene.reviewer) == 0
    assert not scene.reviewer.memory.reviews


async def test_the_vault_keeps_no_letter_that_both_desks_are_done_with(scene: Scene) -> None:
    kept = await sent(scene)
    await collect_letters(scene.reviewer)
    assert len(scene.vault.drafts) == 1, "it waits for the reviewer, whose desk may be started anew before then"
    (await scene.second.post(f"/v1/reviews/{to_text(kept.draft)}/sign")).raise_for_status()
    await collect_letters(scene.reviewer)
    await collect_letters(scene.curator)
    assert not scene.vault.drafts
    assert kept_draft(scene.curator, kept.draft).state == "agreed"


async def test_a_letter_that_could_not_be_used_stays_until_the_vault_forgets_it(scene: Scene) -> None:
    kept = await written(scene)
    carry(scene, kept.sources(), scene.curator, scene.reviewer.name, SignKey.new())
    assert await collect_letters(scene.reviewer) == 1
    assert len(scene.vault.drafts) == 1


async def test_one_bad_letter_does_not_hide_the_next(scene: Scene) -> None:
    kept = await written(scene)
    carry(scene, kept.sources(), scene.curator, scene.reviewer.name, SignKey.new())
    carry(scene, kept.sources(), scene.curator, scene.reviewer.name)
    shown = (await scene.second.get("/v1/reviews")).json()
    assert [one["draft"] for one in shown["reviews"]] == [to_text(kept.draft)]
    assert shown["unusable_letters"] == 1


async def test_drafts_that_a_new_directory_overtook_keep_no_others_out(scene: Scene) -> None:
    kept = await sent(scene)
    newer = scene.consortium.resign(
        lambda now: now.model_copy(
            update={"number": 2, "previous": scene.consortium.directory.hash, "issued": TODAY, "epoch": 2}
        )
    )
    for world in (scene.curator, scene.reviewer):
        world.pinned.replace_directory(newer.to_bytes())
    scene.vault.consortium = replace(scene.consortium, directory=scene.curator.pinned.directory)
    stale = await scene.second.post(f"/v1/reviews/{to_text(kept.draft)}/refuse", json={"reason": "other"})
    assert stale.status_code == 409
    scene.vault.drafts.clear()
    again = await sent(scene)
    assert set(scene.reviewer.memory.reviews) == {again.draft}


def _refusal(kept: KeptDraft) -> DraftRefused:
    return DraftRefused(draft=kept.draft, commitment=kept.commitment, reason=ReviewReason.OTHER)
