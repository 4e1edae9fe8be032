"""How a report goes to intake: what a request says, what is done after a break, and what is never done."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Error

from protocol.acceptance import accept
from protocol.directory import DeviceRole, SignedDirectory
from protocol.primitives import SignKey
from protocol.sealing import SealedPart
from tests.clients.web.chromium import OnePage
from tests.clients.web.intake import Answer, Came, Cut, Intake, problem, trust_block
from tests.clients.web.modules import PageRefused, Tell, told
from tests.clients.web.sources import BOTTOM, NATIVE, RECEIPT, Source, written
from tests.opened_parts import opened
from tests.worlds import NOW, TODAY, Consortium, seeded

FILE = {"mediaType": "video/mp4", "data": b"a film " * 40_000}
"""Of a class that goes in pieces."""


@pytest.fixture
def source(page: OnePage, consortium: Consortium) -> Source:
    return Source(page, consortium)


def sent(intake: Intake, method: str, path: str) -> list[Came]:
    return [one for one in intake.came if (one.method, one.path[: len(path)]) == (method, path)]


def refused(source: Source, why: str, **given: Any) -> None:
    with pytest.raises(PageRefused) as caught:
        source.send(**given)
    assert caught.value.why == why


# ---- what a request says


def test_a_request_says_nothing_of_who_sends_it(source: Source, intake: Intake) -> None:
    source.page.evaluate("document.cookie = 'a=b'")
    source.send()
    assert [one.method for one in intake.came] == ["GET", "GET", "POST", "POST"]
    source.page.evaluate("document.cookie = 'a=b; max-age=0'")
    for one in intake.came:
        head = {name.lower() for name in one.head}
        assert not head & {"cookie", "referer", "authorization", "if-none-match", "if-modified-since", "range"}
    for one in sent(intake, "POST", "/v1/parts"):
        assert one.head["Content-Type"] == "application/cbor"
        assert len(one.head["Leeward-Work"]) == 16


def test_the_page_fetches_directory_and_notice_when_it_opens_and_nothing_else(source: Source, intake: Intake) -> None:
    arrival = source.arrive()
    assert sorted(one.path for one in intake.came) == ["/v1/directory", "/v1/mailboxes"]
    assert arrival["countries"] == ["xa", "xb"]
    assert arrival["neverTo"] == ["ministry-of-truth", "border-force"]
    assert arrival["withEvidence"] == ["xa", "xb"]


def test_what_came_with_the_page_is_at_hand_before_anything_was_fetched(source: Source, intake: Intake) -> None:
    at_hand = source.call("acts.atHand")
    assert at_hand["countries"] == ["xa", "xb"]
    assert at_hand["neverTo"] == ["ministry-of-truth", "border-force"]
    assert not intake.came


IDENTITY = {"name": "Awa", "phone": "+000", "note": "x" * 800}
CARD = "0000 0000 0000 0000 0000 0098"
ALIKE: dict[str, dict[str, Any]] = {
    "an identity": {"identity": IDENTITY},
    "a card": {"card": CARD},
    "tonight": {"tonight": True},
    "everything": {"identity": IDENTITY, "card": CARD, "tonight": True, "harmed": None, "terms": BOTTOM},
    "a longer text": {"text": "x" * 3000},
    "a file of another size of one class": {"originals": [{"mediaType": None, "data": b"x" * 400_000}]},
}


@pytest.mark.parametrize("changed", ALIKE.values(), ids=ALIKE)
def test_two_reports_of_one_class_look_alike_on_the_line(
    page: OnePage, intake: Intake, consortium: Consortium, changed: dict[str, Any]
) -> None:
    plain = {"originals": [FILE]} if "originals" in changed else {}
    seen = []
    for what in (written(**plain), written(**changed)):
        intake.forget()
        Source(page, consortium).send(what)
        heads = [(one.method, tuple(sorted((name, len(one.head[name])) for name in one.head))) for one in intake.came]
        seen.append((Counter(intake.shape()), Counter(heads)))
    assert seen[0] == seen[1]


def test_the_order_of_parts_is_drawn_and_so_is_the_pause(page: OnePage, intake: Intake, consortium: Consortium) -> None:
    first, pauses = set(), set()
    for number in range(12):
        intake.forget()
        source = Source(page, consortium)
        source.send(index=number)
        first.add(next(iter(intake.parts.values())).header.compartment)
        pauses |= {round(seconds, 3) for seconds in source.waited()}
    assert first == {"xa-testimony", "xa-identity"}  # by chance not: once in 2048 runs
    assert len(pauses) > 6
    assert max(pauses) <= 20


# ---- after a break


def once(*wrong: Answer | type[Cut], where: str = "/v1/parts") -> Any:
    """These answers, one a request there, then right ones."""
    left = list(wrong)

    def answer(method: str, path: str, body: bytes) -> Answer | None:
        if not path.startswith(where) or not left:
            return None
        one = left.pop(0)
        if one is Cut:
            raise Cut
        return one  # type: ignore[return-value]

    return answer


def always(wrong: Answer | type[Cut], where: str = "/v1/parts") -> Any:
    """A browser sends by itself once more what it sent over a line that it had used before: so a cut line stays cut."""

    def answer(method: str, path: str, body: bytes) -> Answer | None:
        if not path.startswith(where):
            return None
        if wrong is Cut:
            raise Cut
        return wrong  # type: ignore[return-value]

    return answer


def mend(intake: Intake) -> None:
    intake.wrong = lambda *_: None


@pytest.mark.parametrize("where", ["/v1/parts", "/v1/directory", "/v1/mailboxes"])
def test_a_line_that_breaks_is_tried_again(source: Source, intake: Intake, where: str) -> None:
    intake.wrong = once(Cut, Cut, Cut, where=where)
    source.send()
    assert len(intake.parts) == 2
    assert any(step["step"] == "again" for step in source.told()) == (where == "/v1/parts")


def test_an_intake_without_room_is_asked_again_when_it_says(source: Source, intake: Intake) -> None:
    intake.wrong = once(problem(503, "busy"))
    source.send()
    assert len(intake.parts) == 2
    assert any(30 <= seconds < 36 for seconds in source.waited())


@pytest.mark.parametrize(("wrong", "why"), [(Cut, "cannot-reach"), (problem(503, "busy"), "busy")])
def test_who_gives_up_goes_on_later_with_the_very_same_parts(
    source: Source, intake: Intake, wrong: Any, why: str
) -> None:
    intake.wrong = always(wrong)
    refused(source, why)
    mend(intake)
    before = {one.body for one in sent(intake, "POST", "/v1/parts")}
    assert len(before) == 1
    source.send()
    after = {one.body for one in sent(intake, "POST", "/v1/parts")}
    assert before < after
    assert len(after) == 2
    assert len(intake.parts) == 2


def test_what_was_accepted_is_not_sent_again(source: Source, intake: Intake) -> None:

    def second_breaks(method: str, path: str, body: bytes) -> Answer | None:
        if path == "/v1/parts" and intake.parts:
            raise Cut
        return None

    intake.wrong = second_breaks
    refused(source, "cannot-reach")
    mend(intake)
    source.send()
    bodies = Counter(one.body for one in sent(intake, "POST", "/v1/parts"))
    assert len(bodies) == 2
    assert min(bodies.values()) == 1


def test_other_words_are_not_sealed_under_a_key_that_may_be_there(source: Source, intake: Intake) -> None:
    intake.wrong = always(Cut)
    refused(source, "cannot-reach")
    mend(intake)
    refused(source, "already-begun", what=written(text="something else"))
    source.send(written(text="something else"), index=1)
    assert len({part.header.part_key for part in intake.parts.values()}) == 2
    assert len(intake.parts) == 2


def test_what_was_surely_not_kept_may_be_written_anew(source: Source, intake: Intake) -> None:
    intake.wrong = once(problem(400, "malformed"))
    refused(source, "refused")
    source.send(written(text="something else"))
    assert len(intake.parts) == 2


def test_a_newer_directory_is_sealed_to_where_nothing_was_kept(
    source: Source, intake: Intake, consortium: Consortium
) -> None:
    intake.wrong = once(problem(409, "directory-refused"))
    refused(source, "refused")
    follows = consortium.resign(
        lambda one: one.model_copy(update={"number": 2, "previous": consortium.directory.hash, "epoch": 2})
    )
    intake.directory = follows.to_bytes()
    source.arrive()
    intake.wrong = lambda method, path, body: problem(400, "as-seen") if path == "/v1/parts" else None
    refused(source, "refused")
    (last,) = {SealedPart.from_bytes(one.body).header.epoch for one in sent(intake, "POST", "/v1/parts")[1:]}
    assert last == 2


def test_who_presses_twice_has_sent_once_and_who_sends_again_sends_nothing(source: Source, intake: Intake) -> None:
    source.arrive()
    source.page.evaluate(
        "([a, b]) => Promise.all([leeward.call('acts.send', a), leeward.call('acts.send', b)])",
        [given(), given()],
    )
    source.send()
    assert len(intake.parts) == 2
    assert len(sent(intake, "POST", "/v1/parts")) == 2


def given() -> Any:
    return told([written(), RECEIPT, 0, Tell()])


# ---- what intake may say, and may not


def test_more_work_is_done_where_it_is_asked_and_within_what_may_be(source: Source, intake: Intake) -> None:
    asked: set[bytes] = set()

    def more(method: str, path: str, body: bytes) -> Answer | None:
        # Of each part once: one nonce in sixteen is by chance good for what is asked in the end.
        if path != "/v1/parts" or body in asked:
            return None
        asked.add(body)
        return problem(403, "too-little-work", 8)

    intake.work_bits, intake.wrong = 8, more  # 4 more than the directory's
    source.send()
    assert len(intake.parts) == 2
    assert [one.status for one in sent(intake, "POST", "/v1/parts")].count(403) == 2


@pytest.mark.parametrize("asked", [9, 33, 4, 3, 0, -1, "8", None, 5.5, 1e300])
def test_who_asks_for_more_than_that_or_for_no_more_gets_nothing(source: Source, intake: Intake, asked: Any) -> None:
    intake.wrong = lambda method, path, body: problem(403, "too-little-work", asked) if path == "/v1/parts" else None
    refused(source, "asks-too-much" if isinstance(asked, int | float) else "refused")
    assert len(sent(intake, "POST", "/v1/parts")) == 1


def test_all_work_together_ends(source: Source, intake: Intake) -> None:
    def always_more(method: str, path: str, body: bytes) -> Answer | None:
        tries = len(sent(intake, "POST", "/v1/parts"))
        return problem(403, "too-little-work", 5 + tries) if path == "/v1/parts" else None

    intake.wrong = always_more
    refused(source, "asks-too-much")
    assert len(sent(intake, "POST", "/v1/parts")) == 5


def test_only_intake_s_own_word_for_this_very_part_counts(
    source: Source, intake: Intake, consortium: Consortium
) -> None:
    intake_key, stranger = consortium.devices[DeviceRole.INTAKE], SignKey.new(seeded("stranger"))
    other = accept(bytes(32), intake_key).to_bytes()
    for number, wrong in enumerate((b"", b"<html>thank you</html>", other, b"x" * 256)):
        intake.wrong = lambda _, path, body, wrong=wrong: (200, wrong) if path == "/v1/parts" else None
        refused(source, "not-accepted", index=number)

    def by_a_stranger(method: str, path: str, body: bytes) -> Answer | None:
        if path != "/v1/parts":
            return None
        return 200, accept(SealedPart.from_bytes(body).id(), stranger).to_bytes()

    def of_another(method: str, path: str, body: bytes) -> Answer | None:
        if path != "/v1/parts":
            return None
        word = accept(SealedPart.from_bytes(body).id(), intake_key)
        return 200, word.model_copy(update={"part": bytes(32)}).to_bytes()

    for number, wrong_word in enumerate((by_a_stranger, of_another), 8):
        intake.wrong = wrong_word
        refused(source, "not-accepted", index=number)


@pytest.mark.parametrize("status", [400, 401, 404, 409, 413, 415, 500])
def test_a_refusal_ends_it_and_none_of_its_words_are_told(source: Source, intake: Intake, status: int) -> None:
    intake.wrong = lambda method, path, body: problem(status, "canary-words") if path == "/v1/parts" else None
    refused(source, "refused")
    assert len(sent(intake, "POST", "/v1/parts")) == 1


@pytest.mark.parametrize(("status", "why"), [(408, "cannot-reach"), (502, "cannot-reach"), (429, "busy")])
def test_what_may_be_otherwise_later_is_tried_again(source: Source, intake: Intake, status: int, why: str) -> None:
    intake.wrong = always(problem(status, "later"))
    refused(source, why)
    assert len(sent(intake, "POST", "/v1/parts")) >= 5  # a browser asks again by itself after 408
    mend(intake)
    source.send()
    assert len(intake.parts) == 2


def test_a_redirection_is_not_followed(source: Source, intake: Intake) -> None:
    intake.wrong = lambda method, path, body: (307, b"") if path == "/v1/parts" else None
    refused(source, "cannot-reach")
    assert not intake.parts


@pytest.mark.parametrize(
    ("where", "size"), [("/v1/parts", 257), ("/v1/directory", SignedDirectory.BOUND + 1), ("/v1/mailboxes", 513)]
)
def test_an_answer_beyond_its_bound_is_not_read(source: Source, intake: Intake, where: str, size: int) -> None:
    intake.wrong = lambda method, path, body: (200, bytes(size)) if path == where else None
    if where == "/v1/mailboxes":
        source.arrive()  # it is said when somebody checks in
        with pytest.raises(PageRefused, match=r"^refused$"):
            source.check_in()
        return
    refused(source, "refused")


def test_a_problem_document_beyond_its_bound_is_not_read(source: Source, intake: Intake) -> None:
    status, body = problem(403, "too-little-work", 8)
    intake.wrong = lambda method, path, _: (status, body.ljust(5000)) if path == "/v1/parts" else None
    refused(source, "refused")


# ---- large parts


def test_a_large_part_goes_in_pieces_two_at_a_time_and_a_small_one_whole(source: Source, intake: Intake) -> None:
    source.send(written(originals=[FILE]))
    pieces = sent(intake, "PUT", "/v1/uploads/")
    assert len(sent(intake, "POST", "/v1/parts")) == 2
    (large,) = [part for part in intake.parts.values() if part.header.compartment == "xa-evidence"]
    assert len(pieces) == -(-len(large.to_bytes()) // 65_536)
    assert {one.head["Content-Type"] for one in pieces} == {"application/octet-stream"}
    assert not any("Leeward-Work" in one.head for one in pieces)
    told = source.told()
    assert told[-1]["done"] == told[-1]["all"] == sum(len(part.to_bytes()) for part in intake.parts.values())
    assert [one["done"] for one in told] == sorted(one["done"] for one in told)


def test_two_pieces_are_on_the_line_at_a_time_and_no_more(source: Source, intake: Intake) -> None:
    def slow(method: str, path: str, body: bytes) -> Answer | None:
        if method == "PUT":
            time.sleep(0.05)
        return None

    intake.wrong = slow
    source.send(written(originals=[FILE]))
    assert intake.most_at_once == 2


def test_class_2_goes_whole_and_class_3_in_pieces(source: Source, intake: Intake) -> None:
    source.send(written(text="x" * 65_000))
    assert not intake.uploads
    source.send(written(text="x" * 66_000), index=1)
    assert len(intake.uploads) == 1


def cut_pieces(numbers: set[int]) -> Any:
    left = dict.fromkeys(numbers, 3)  # of these, two may be the browser's own

    def answer(method: str, path: str, body: bytes) -> Answer | None:
        number = path.rsplit("/", 1)[-1]
        if method == "PUT" and left.get(int(number)):
            left[int(number)] -= 1
            raise Cut
        return None

    return answer


def test_after_a_break_only_what_is_missing_is_sent_again(source: Source, intake: Intake) -> None:
    intake.wrong = cut_pieces({2, 5})
    source.send(written(originals=[FILE]))
    assert len(intake.parts) == 3
    times = Counter(one.path for one in sent(intake, "PUT", "/v1/uploads/"))
    assert sum(times.values()) <= len(times) + 2 * 3 + 2
    assert len(intake.uploads) == 1
    assert sent(intake, "GET", "/v1/uploads/")


def test_a_line_that_breaks_at_every_piece_still_gets_there(source: Source, intake: Intake) -> None:
    """Each attempt brings something, so that none of them is the last."""
    intake.wrong = cut_pieces(set(range(17)))
    source.send(written(originals=[FILE]))
    assert len(intake.parts) == 3


def test_an_upload_goes_on_when_the_source_sends_again(source: Source, intake: Intake) -> None:
    def from_the_third_on(method: str, path: str, body: bytes) -> Answer | None:
        if method == "PUT" and len(sent(intake, "PUT", "/v1/uploads/")) >= 3:
            raise Cut
        return None

    intake.wrong = from_the_third_on
    refused(source, "cannot-reach", what=written(originals=[FILE]))
    mend(intake)
    source.send(written(originals=[FILE]))
    assert len(intake.uploads) == 1
    arrived = [one.path for one in sent(intake, "PUT", "/v1/uploads/") if one.status == 204]
    assert len(arrived) == len(set(arrived))
    assert len(intake.parts) == 3


def test_an_upload_that_intake_forgot_is_begun_anew_with_the_work_that_there_is(source: Source, intake: Intake) -> None:
    state = {"forgotten": 0}

    def forgets(method: str, path: str, body: bytes) -> Answer | None:
        if method == "PUT" and path.endswith("/3") and state["forgotten"] < 2:
            state["forgotten"] += 1
            intake.uploads.clear()
        return None

    intake.wrong = forgets
    source.send(written(originals=[FILE]))
    begun = [one for one in sent(intake, "POST", "/v1/uploads") if one.path == "/v1/uploads"]
    assert len(begun) == 3
    assert len({one.head["Leeward-Work"] for one in begun}) == 1
    assert len(intake.parts) == 3


def test_an_upload_that_intake_always_forgets_is_begun_no_more_than_three_times(source: Source, intake: Intake) -> None:
    intake.wrong = lambda method, path, body: problem(404, "no-such-upload") if method == "PUT" else None
    refused(source, "cannot-reach", what=written(originals=[FILE]))
    assert len([one for one in sent(intake, "POST", "/v1/uploads") if one.path == "/v1/uploads"]) == 3


def test_pieces_that_intake_misses_at_the_end_are_sent_again(source: Source, intake: Intake) -> None:
    def loses_one(method: str, path: str, body: bytes) -> Answer | None:
        if method == "POST" and path.startswith("/v1/uploads/"):
            for one in intake.uploads.values():
                if not sent(intake, "POST", "/v1/uploads/"):
                    del one.pieces[1]
        return None

    intake.wrong = loses_one
    source.send(written(originals=[FILE]))
    assert len(intake.parts) == 3


# ---- before anything is sent


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"country": "zz"}, "no-such-country"),
        ({"card": "1234"}, "bad-card"),
        ({"place": "x" * 201}, "too-large"),
        ({"identity": {"name": "語" * 400, "phone": None, "note": "語" * 1500}}, "too-large"),
        ({"text": "x" * (2**20 + 1)}, "too-large"),
        ({"pictures": [{"data": b"x"}] * 9}, "too-large"),
        ({"originals": [{"mediaType": None, "data": b"x"}] * 33}, "too-large"),
    ],
    ids=["no such country", "a bad card", "a long place", "a long identity", "a long text", "pictures", "files"],
)
def test_what_cannot_be_sent_is_said_before_a_part_leaves(
    source: Source, intake: Intake, changed: dict[str, Any], why: str
) -> None:
    refused(source, why, what=written(**changed))
    assert not sent(intake, "POST", "/v1/")


def test_half_a_pair_and_signs_that_turn_direction_are_sealed_as_text(source: Source, intake: Intake) -> None:
    source.page.evaluate(
        "(given) => leeward.call('acts.send', [{...given[0], text: 'a\\ud800b\\u202ec'}, ...given.slice(1)])", given()
    )
    assert len(intake.parts) == 2


@pytest.mark.parametrize("sizes", [[], [0], [23, 24, 255, 256], [65_535, 65_536, 70_000]])
def test_size_is_that_of_the_sealed_testimony(source: Source, intake: Intake, sizes: list[int]) -> None:
    files = [{"mediaType": None, "data": b"x"}] * 2
    what = written(pictures=[{"data": bytes(size)} for size in sizes], originals=files)
    source.send(what)
    (part,) = [part for part in intake.parts.values() if part.header.compartment == "xa-testimony"]
    _, testimony, _ = opened(part, intake.consortium, TODAY)
    assert source.call("acts.sizeOf", what) == len(testimony.to_bytes())


def test_what_has_no_room_in_one_part_is_too_large(source: Source) -> None:
    most = 16 * 1024 * 1024 - 4
    script = """async ([written, size]) => {
        const what = await leeward.revived(written);
        return leeward.modules.acts.sizeOf({ ...what, pictures: [{ data: new Uint8Array(size) }] });
    }"""
    rest = source.page.evaluate(script, [told(written()), 70_000]) - 70_000
    assert source.page.evaluate(script, [told(written()), most - rest]) == most
    with pytest.raises(Error, match="too-large"):
        source.page.evaluate(script, [told(written()), most - rest + 1])


def test_a_page_that_intake_did_not_serve_trusts_nobody(page: OnePage, intake: Intake, consortium: Consortium) -> None:
    source, good = Source(page, consortium), trust_block(consortium)
    assert source.call("acts.atHand")
    half = good[: len(good) // 8 * 4]
    for block in ("", "AAAA", "not base64!", good[:-4], half, good + "\n", f" {good}", f"{half}\n{good[len(half) :]}"):
        source.call("library.begin", {"trust": block, "language": "en", "words": None}, NOW, NATIVE)
        assert source.call("acts.atHand") is None
        with pytest.raises(PageRefused, match=r"^directory-unsigned$"):
            source.arrive()
    assert not intake.came


@pytest.mark.parametrize("missing", ["Object.hasOwn", "globalThis.BigInt"])
def test_a_browser_that_is_too_old_is_told_so(source: Source, intake: Intake, missing: str) -> None:
    source.page.evaluate(f"() => {{ leeward.kept = {missing}; {missing} = undefined; }}")
    try:
        with pytest.raises(PageRefused, match=r"^browser-too-old$"):
            source.arrive()
    finally:
        source.page.evaluate(f"() => {{ {missing} = leeward.kept; }}")
    assert not intake.came


def test_nothing_stays_in_the_browser(source: Source, intake: Intake) -> None:
    before = source.page.evaluate("history.length")
    source.send()
    kept = source.page.evaluate(
        """async () => [
            localStorage.length, sessionStorage.length, document.cookie, document.title, location.href, history.length,
            (await caches.keys()).length, (await indexedDB.databases()).length
        ]"""
    )
    assert kept == [0, 0, "", "-", intake.url, before, 0, 0]
