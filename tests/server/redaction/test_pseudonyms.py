"""Stand-ins are the same for the same, others for others, and say nothing beyond the report they were drawn for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.redaction.pseudonyms import Mention, MentionsOverlap, StandIn, What, replaced, room_key, stand_ins
from server.redaction.stand_in_words import AnyLanguage, label

KEY = room_key(b"\x01" * 32, b"\x02" * 32)
NAMES = st.lists(
    st.text(alphabet="abdefgiklmoprstuwz", min_size=3, max_size=40).map(str.title), min_size=1, max_size=12, unique=True
)


def drawn(
    *named: str, what: What = What.PERSON, key: bytes = KEY, language: AnyLanguage = "en", whats: tuple[What, ...] = ()
) -> list[str]:
    """The stand-ins of names that stand in this order in a text of nothing else."""
    text, mentions = "", []
    for number, name in enumerate(named):
        mentions.append(Mention(len(text), len(text) + len(name), whats[number] if whats else what))
        text += name + " | "
    return [each.words for each in stand_ins(text, mentions, key, language)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Mohamed Abdi", "Muhammad Abdi", "MOUHAMMAD ABDI", "محمد عبدي"),
        ("Amina Okello", "Mrs Amina Okello", "OKELLO, Amina", "Amina", "okello"),
        ("Jean-Baptiste N'Guessan", "Jean Baptiste N\u2019Guessan"),
        ("Olúṣẹ́gun", "Olusegun", "Olu\u0301s\u0323e\u0323\u0301gun"),
        ("Abu Khalid", "abu Khaled"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_and_parts_of_one_name_have_one_stand_in(spellings: tuple[str, ...]) -> None:
    assert len(set(drawn(*spellings))) == 1
    assert len(set(drawn(*reversed(spellings)))) == 1


@pytest.mark.parametrize(
    "people",
    [("Amina Okello", "Peter Lomoro"), ("Mama Neema", "Neema"), ("Baba Neema", "Mama Neema"), ("Abu Khalid", "Khalid")],
)
def test_other_people_have_other_stand_ins(people: tuple[str, ...]) -> None:
    assert len(set(drawn(*people))) == len(people)


def test_a_part_that_two_names_have_is_neither_of_them() -> None:
    assert len(set(drawn("Amina Okello", "Peter Okello", "Okello"))) == 3


def test_a_name_that_nobody_has_placed_is_the_one_that_somebody_has() -> None:
    assert drawn("Amina Okello", "Amina", whats=(What.PERSON, What.NAME)) == ["Person A", "Person A"]
    assert drawn("Amina", "Torit", whats=(What.NAME, What.PLACE)) == ["Name A", "Place 1"]


def test_one_telephone_number_is_one_with_and_without_its_country_and_in_other_figures() -> None:
    assert len(set(drawn("+44 7700 900461", "07700 900 461", "٠٧٧٠٠٩٠٠٤٦١", what=What.PHONE))) == 1
    assert len(set(drawn("07700 900461", "07700 900462", what=What.PHONE))) == 2


def test_what_is_no_name_is_one_if_it_is_written_alike() -> None:
    assert drawn("LWK-2025-0193", "lwk 2025 0193", what=What.CODE) == ["Code 1", "Code 1"]


@given(NAMES)
def test_the_order_of_the_text_changes_no_stand_in(names: list[str]) -> None:
    shuffled = sorted(names, key=lambda name: (len(name), name))
    assert dict(zip(names, drawn(*names), strict=True)) == dict(zip(shuffled, drawn(*shuffled), strict=True))


@given(NAMES)
def test_nothing_of_a_name_but_how_many_there_are_is_in_the_stand_ins(names: list[str]) -> None:
    said = drawn(*names)
    assert set(said) == {label("en", "person", number) for number in range(len(set(said)))}


def test_the_stand_ins_of_two_reports_are_drawn_apart() -> None:
    """Over many rooms the first of four people is each of A to D about as often: 400 rooms, 60 at least."""
    people = ("Amina Okello", "Peter Lomoro", "Grace Wanjala", "Deng Makuei")
    firsts = [drawn(*people, key=room_key(b"\x01" * 32, number.to_bytes(32)))[0] for number in range(400)]
    assert all(firsts.count(f"Person {letter}") >= 60 for letter in "ABCD")
    assert drawn(*people) == drawn(*people)


def test_a_key_is_of_the_part_and_of_the_room() -> None:
    assert len({room_key(part * 32, room * 32) for part in (b"a", b"b") for room in (b"a", b"b")}) == 4


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Person A"), ("fr", "Personne A"), ("ar", "الشخص أ"), ("sw", "Mtu A")],
)
def test_stand_ins_speak_the_curators_language(language: AnyLanguage, said: str) -> None:
    assert drawn("Amina Okello", language=language) == [said]


def test_after_the_last_letter_come_two() -> None:
    assert [label("en", "person", number) for number in (25, 26, 27, 701, 702)] == [
        "Person Z", "Person AA", "Person AB", "Person ZZ", "Person AAA",
    ]  # fmt: skip
    assert len({label("ar", "person", number) for number in range(2000)}) == 2000


@given(st.sets(st.sampled_from(range(6)), min_size=1))
def test_what_had_a_stand_in_keeps_it_when_others_are_marked_too(first: set[int]) -> None:
    people = ("Amina Okello", "Peter Lomoro", "Grace Wanjala", "Deng Makuei", "Yusuf Traoré", "Sunday Bassey")
    text = " | ".join(people)
    mentions = [Mention(text.index(name), text.index(name) + len(name), What.PERSON) for name in people]
    some = stand_ins(text, [mentions[number] for number in first], KEY, "en")
    then = stand_ins(text, mentions, KEY, "en", some)
    assert set(some) <= set(then)
    assert len({each.words for each in then}) == len(people)


def test_mentions_that_overlap_are_refused() -> None:
    with pytest.raises(MentionsOverlap):
        stand_ins("Amina Okello", [Mention(0, 5, What.PERSON), Mention(3, 12, What.PERSON)], KEY, "en")


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=12, unique=True))
def test_all_that_is_marked_is_replaced_and_all_else_is_kept(text: str, cuts: list[int]) -> None:
    inside = sorted(cut for cut in cuts if cut <= len(text))
    pairs = list(zip(inside[::2], inside[1::2], strict=False))
    chosen = stand_ins(text, [Mention(start, end, What.NAME) for start, end in pairs], KEY, "en")
    left = replaced(text, [StandIn(each.start, each.end, "\0") for each in chosen])
    assert left == _by_hand(text, pairs)


def _by_hand(text: str, pairs: list[tuple[int, int]]) -> str:
    for start, end in reversed(pairs):
        text = text[:start] + "\0" + text[end:]
    return text
