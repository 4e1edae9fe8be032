"""Hints that two reports tell of one event: across languages, seldom where they do not, and without a word leaving."""

from __future__ import annotations

from itertools import combinations

import pytest

from protocol.contents import Testimony
from protocol.ids import PartKind
from server.redaction.likeness import hints, likeness
from server.redaction.room.inside.opened import Opened
from server.redaction.room.inside.printing import print_part
from server.redaction.room.inside.reading import Reading
from server.redaction.room.questions import PartPrints, Print, PrintPart
from tests.redaction.gold import all_reports
from tests.travelled import found_in, needles

KEY = b"k" * 32
ONE_EVENT = [
    (
        ("en", "On 12 November about 40 fighters came to Ubwexandi. Amina Okello was taken by Captain Bosombo."),
        (
            "fr",
            "Le 12 novembre, quarante hommes sont venus à Ubwexandi. Le capitaine Bosombo a pris Amina Okello.",
        ),
    ),
    (
        ("en", "The men of commander Yusuf Barakat burnt the market of Tamarkoum on 3 March."),
        ("ar", "في 3 مارس أحرق رجال القائد يوسف بركات سوق تمركوم."),
    ),
    (
        ("en", "They blocked the road at Kalindoro since 9 June and beat Mohamed Sheriffo."),
        ("sw", "Wamefunga barabara ya Kalindoro tangu tarehe 9 Juni na wamempiga Mohamed Sheriffo."),
    ),
    (
        ("fr", "Le 21 août à Sabarmina, le chef Idrissa Oumarou a été arrêté."),
        ("en", "On 21 August chief Idriss Umaru was arrested in Sabarmina."),
    ),
    (
        ("en", "Call +254 712 345678, they wait at the school."),
        ("sw", "Wanasubiri shuleni, piga 0712 345678."),
    ),
    (
        ("ar", "اختطف مسلحون المعلم كريم الدباغ من قرية وادي سلمان يوم 5 مايو."),
        ("en", "Gunmen took the teacher Karim al-Dabbagh from Wadi Salman on 5 May."),
    ),
    (
        ("sw", "Kijiji cha Mbarungu kilichomwa tarehe 17 Aprili, na Neema Wambura alikimbia."),
        ("fr", "Le village de Mbarungu a été brûlé le 17 avril, et Neema Wambura a fui."),
    ),
    (
        ("es", "El 8 de octubre quemaron la vereda Palmarosa y se llevaron a Rosendo Quiñonez."),
        ("en", "On 8 October they burnt Palmarosa and took Rosendo Quinonez away."),
    ),
]
"""Each event told twice. Everybody in them is invented."""


def printed(text: str, language: str | None, key: bytes = KEY, **fields: str) -> tuple[Print, ...]:
    reading = Reading()
    contents = Testimony.model_validate({"text": text, "language": language, **fields})
    reading.keep(Opened(bytes(32), PartKind.TESTIMONY, contents, len(text)))
    return print_part(reading, PrintPart(part=bytes(32), key=key)).prints


@pytest.mark.parametrize(("one", "other"), ONE_EVENT, ids=lambda one: one[0])
def test_one_event_told_in_two_languages_is_hinted_at(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert likeness(printed(one[1], one[0]), printed(other[1], other[0])).may_be_one


def test_reports_of_different_events_are_seldom_hinted_at() -> None:
    told = [printed(one.text, one.language) for one in all_reports()]
    pairs = list(combinations(told, 2))
    hinted = sum(likeness(one, other).may_be_one for one, other in pairs)
    assert hinted / len(pairs) < 0.01, (hinted, len(pairs))


def test_coded_fields_count_and_one_of_them_alone_does_not() -> None:
    coded = {"week": "2026-w46", "event_type": "killing", "place": "Ubwexandi"}
    one, other = (printed(text, "en", **coded) for text in ("They came.", "Men were here."))
    (hint,) = hints({"1.1": one, "1.2": other})
    assert hint[:2] == ("1.1", "1.2")
    assert (hint[2].event, hint[2].week, hint[2].names) == (True, True, 1)
    assert (
        hints({"1.1": printed("They came.", "en", week="2026-w46"), "1.2": printed("Men.", "en", week="2026-w46")})
        == []
    )


def test_what_leaves_a_room_of_it_is_no_word_and_says_nothing_under_another_key() -> None:
    said = ONE_EVENT[0][0][1]
    prints = printed(said, "en", place="Ubwexandi")
    assert prints
    raw = PartPrints(prints=prints).to_bytes()
    wanted = set[bytes]().union(*(needles(word) for word in said.replace(".", "").split() if len(word) > 4))
    assert found_in(raw, wanted) == []
    assert {one.mark for one in prints}.isdisjoint(
        one.mark for one in printed(said, "en", bytes(32), place="Ubwexandi")
    )


def test_a_report_is_no_hint_at_itself_and_order_does_not_count() -> None:
    one, other = (printed(text, language) for language, text in ONE_EVENT[0])
    assert likeness(one, other) == likeness(other, one)
    assert hints({"1.1": one}) == []
