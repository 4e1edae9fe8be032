"""The measure of masking, on texts so small that each share can be counted on one hand."""

from __future__ import annotations

import pytest

from bench.redaction.measure import Answer, Marked, Mention, Tally, missed, most_common, needless, tally

TEXT = "Amina Okello of Kasaro saw Amina at the bank of the river."


def marked(*found: tuple[str, str, str, bool], text: str = TEXT) -> Marked:
    """What was marked, in the order of the text: words, entity, kind, direct."""
    mentions, end = list[Mention](), 0
    for words, entity, kind, direct in found:
        start = text.index(words, end)
        end = start + len(words)
        mentions.append(Mention(start, end, entity, kind, direct))
    return Marked(text, "en", tuple(mentions))


def masking(*words: str, text: str = TEXT, held: bool = False) -> Answer:
    return Answer(tuple((text.index(word), text.index(word) + len(word)) for word in words), held)


AMINA = marked(("Amina Okello", "a", "person", True), ("Kasaro", "k", "place", False), ("Amina", "a", "person", True))


def of(one: Marked, answer: Answer, aside: frozenset[str] = frozenset()) -> Tally:
    return tally([(one, answer)], aside)


def test_an_entity_of_which_one_mention_stays_open_is_missed() -> None:
    twice = marked(("Amina Okello", "a", "person", True), ("saw Amina", "a", "person", True))
    only_the_first = of(twice, masking("Amina Okello"))
    assert (only_the_first.direct.hits, only_the_first.direct.among) == (0, 1)
    assert of(twice, masking("Amina Okello", "saw Amina")).direct.value == 1


def test_a_mention_is_masked_when_every_word_of_it_is_and_not_before() -> None:
    one = marked(("Okello of Kasaro", "a", "person", True))
    assert of(one, masking("Okello of Kasaro")).direct.value == 1
    assert of(one, masking("Okello", "Kasaro")).direct.value == 0
    assert of(one, masking("Okello", "Kasaro"), frozenset({"of"})).direct.value == 1
    assert of(one, masking("kello of Kasaro")).direct.value == 0


def test_spaces_and_signs_between_the_words_of_a_mention_may_stay_open() -> None:
    text = "It was 'Okello, Amina'."
    one = marked(("'Okello, Amina'", "a", "person", True), text=text)
    assert of(one, masking("Okello", "Amina", text=text)).direct.value == 1


def test_a_mention_without_a_word_is_masked_by_covering_it() -> None:
    text = "Signed ☺☺ here"
    one = marked(("☺☺", "a", "person", True), text=text)
    assert of(one, masking("☺☺", text=text)).direct.value == 1
    assert of(one, masking("Signed", text=text)).direct.value == 0


def test_direct_and_quasi_are_counted_apart_and_each_kind_by_itself() -> None:
    counted = of(AMINA, masking("Kasaro"))
    assert (counted.direct.value, counted.quasi.value) == (0, 1)
    assert {kind: share.value for kind, share in counted.by_kind.items()} == {"person": 0, "place": 1}


def test_precision_is_of_touched_words_over_is_of_words_outside_of_mentions() -> None:
    counted = of(AMINA, masking("Kasaro", "the bank"))
    # Touched: Kasaro, the, bank. Outside of the marked ones: of saw at the bank of the river.
    assert (counted.precision.hits, counted.precision.among) == (1, 3)
    assert (counted.over.hits, counted.over.among) == (2, 8)
    assert (counted.words.hits, counted.words.among) == (1, 4)


def test_a_word_cut_in_two_counts_against_the_detector_on_both_sides() -> None:
    counted = of(AMINA, masking("Oke", "riv"))
    assert counted.words.hits == 0
    assert (counted.precision.hits, counted.precision.among) == (1, 2)
    assert counted.over.hits == 1


def test_a_held_text_counts_as_masked_whole_for_recall_and_against_precision() -> None:
    counted = of(AMINA, masking(held=True))
    assert (counted.direct.value, counted.quasi.value, counted.words.value) == (1, 1, 1)
    assert (counted.over.value, counted.precision.value) == (1, 4 / 12)
    assert counted.held.value == 1


def test_texts_are_added_up_and_entities_of_two_texts_never_meet() -> None:
    counted = tally([(AMINA, masking("Kasaro")), (AMINA, masking(held=True))])
    assert (counted.texts, counted.characters, counted.held.value) == (2, 2 * len(TEXT), 0.5)
    assert (counted.direct.hits, counted.direct.among) == (1, 2)


def test_a_share_of_nothing_is_none() -> None:
    counted = of(Marked("", "en", ()), Answer(()))
    assert counted.direct.value is counted.quasi.value is counted.precision.value is counted.over.value is None


def test_marks_belong_to_their_letters() -> None:
    text = "Ọlá́ wá"
    one = marked(("Ọlá́", "a", "person", True), text=text)
    assert (one.mentions[0].end, of(one, masking("Ọlá́", text=text)).over.among) == (text.index(" "), 1)
    assert of(one, masking("Ọlá", text=text)).direct.value == 0


def test_offsets_are_code_points() -> None:
    text = "🚚🚚 Amina"
    one = marked(("Amina", "a", "person", True), text=text)
    assert of(one, Answer(((3, 8),))).direct.value == 1
    assert of(one, Answer(((3, 7),))).direct.value == 0


@pytest.mark.parametrize("stretch", [(-1, 2), (3, 3), (0, len(TEXT) + 1)])
def test_a_stretch_outside_of_its_text_is_refused(stretch: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not lie in its text"):
        of(AMINA, Answer((stretch,)))


def test_what_is_missed_is_listed_with_the_words_that_stay_open() -> None:
    (first, second) = missed(AMINA, masking("Amina", "Kasaro"))
    assert (first.open_words, first.mention.entity) == (("Okello",), "a")
    assert first.context.startswith("⟦Amina Okello⟧ of Kasaro")
    assert second.open_words == ("Amina",)


def test_what_is_masked_in_vain_is_listed_in_runs() -> None:
    found = list(needless(AMINA, masking("Okello of Kasaro saw", "bank of the")))
    assert [each.words for each in found] == ["of", "saw", "bank of the"]
    assert most_common([*found, found[0]], 1) == [("of", 2)]
