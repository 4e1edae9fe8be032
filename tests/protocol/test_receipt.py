from __future__ import annotations

import copy
import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from protocol import receipt as module
from protocol.digits import with_check_digits
from protocol.errors import BadReceipt, NoWordList
from protocol.ids import PartKind
from protocol.primitives import SignKey
from protocol.receipt import MAX_INDEX, WORD_LISTS, Receipt, evidence_index
from tests.protocol.known_answers import known_answers

entropies = st.binary(min_size=16, max_size=16)
languages = st.sampled_from(sorted(WORD_LISTS))
ANSWERS = known_answers("receipt")["receipts"]


@given(entropies, languages)
def test_words_lead_back_to_the_receipt(entropy: bytes, language: str) -> None:
    written = Receipt(entropy).words(language)
    assert len(written) == 12
    assert Receipt.from_words(" ".join(written), language).entropy() == entropy


@given(entropies)
def test_digits_lead_back_to_the_receipt(entropy: bytes) -> None:
    written = Receipt(entropy).digits()
    assert [len(group) for group in written.split()] == [3] * 14
    assert Receipt.from_digits(written).entropy() == entropy


@given(entropies, languages)
def test_case_spacing_and_unicode_form_do_not_matter(entropy: bytes, language: str) -> None:
    written = Receipt(entropy).words(language)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        typed = unicodedata.normalize(form, "\u3000 ".join(written).upper())
        assert Receipt.from_words(f"\n{typed}\t", language).entropy() == entropy


def test_a_text_longer_than_any_receipt_is_not_looked_at() -> None:
    written = " ".join(Receipt(bytes(16)).words("en"))
    assert Receipt.from_words(written.ljust(512), "en").entropy() == bytes(16)
    with pytest.raises(BadReceipt):
        Receipt.from_words(written.ljust(513), "en")


@pytest.mark.parametrize("language", ["fr", "es"])
@given(entropies)
def test_accents_may_be_left_out_where_the_list_allows(language: str, entropy: bytes) -> None:
    parts = unicodedata.normalize("NFD", " ".join(Receipt(entropy).words(language)))
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    assert Receipt.from_words(plain, language).entropy() == entropy


@pytest.mark.parametrize("language", sorted(WORD_LISTS))
def test_no_two_words_of_a_list_are_read_alike(language: str) -> None:
    assert len(module._known_words(language)) == 2048


@pytest.mark.parametrize("language", ["ar", "fa", "sw", "am", "english", "", "../en"])
def test_languages_without_a_list_are_told_to_use_digits(language: str) -> None:
    with pytest.raises(NoWordList):
        Receipt(bytes(16)).words(language)
    with pytest.raises(NoWordList):
        Receipt.from_words("abandon " * 12, language)


@given(entropies, st.integers(0, 11), st.data())
def test_a_wrong_word_is_never_read_as_the_same_receipt(entropy: bytes, at: int, data: st.DataObject) -> None:
    words = list(Receipt(entropy).words("en"))
    words[at] = data.draw(st.sampled_from(sorted(module._known_words("en"))).filter(lambda word: word != words[at]))
    try:
        assert Receipt.from_words(" ".join(words), "en").entropy() != entropy
    except BadReceipt:
        return


def test_the_check_bits_of_words_are_checked() -> None:
    with pytest.raises(BadReceipt):
        Receipt.from_words("abandon " * 12, "en")


@pytest.mark.parametrize("count", [0, 1, 11, 13, 15, 24])
def test_only_twelve_words_are_a_receipt(count: int) -> None:
    with pytest.raises(BadReceipt):
        Receipt.from_words("abandon " * count, "en")


@pytest.mark.parametrize("size", [20, 24, 28, 32])
def test_longer_phrases_that_are_right_in_themselves_are_refused(size: int) -> None:
    with pytest.raises(BadReceipt):
        Receipt.from_words(Mnemonic("english").to_mnemonic(bytes(size)), "en")


def test_digits_beyond_128_bits_are_refused() -> None:
    with pytest.raises(BadReceipt):
        Receipt.from_digits(with_check_digits(f"{2**128:040d}"))


@given(st.text(max_size=600), languages)
def test_arbitrary_text_raises_nothing_but_bad_receipt(text: str, language: str) -> None:
    with pytest.raises(BadReceipt):
        Receipt.from_words(text, language)
    with pytest.raises(BadReceipt):
        Receipt.from_digits(text)


def test_an_error_holds_nothing_of_what_was_typed() -> None:
    with pytest.raises(BadReceipt) as refused:
        Receipt.from_words("canary " * 11 + "zyzzyva", "en")
    error: BaseException | None = refused.value
    while error is not None:
        assert "zyzzyva" not in repr(error)
        error = error.__context__


@pytest.mark.parametrize("size", [0, 15, 17, 32])
def test_entropy_is_sixteen_bytes(size: int) -> None:
    with pytest.raises(BadReceipt):
        Receipt(bytes(size))


def test_a_receipt_does_not_print_or_pickle() -> None:
    receipt = Receipt(b"sixteen secrets.")
    assert f"{receipt} {receipt!r}" == "<receipt> <receipt>"
    for leak in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            leak(receipt)


def test_a_new_receipt_takes_sixteen_random_bytes() -> None:
    assert Receipt.new(lambda size: bytes(range(size))).entropy() == bytes(range(16))
    assert Receipt.new().entropy() != Receipt.new().entropy()


@given(entropies, st.integers(0, 2**32 - 1))
def test_no_two_uses_of_a_receipt_share_a_key(entropy: bytes, index: int) -> None:
    receipt = Receipt(entropy)
    derived = [receipt.part_key(kind, at).seed() for kind in PartKind for at in {index, 0, 1}]
    derived += [receipt.reply_key(kind, at).seed() for kind in PartKind for at in {index, 0}]
    derived += [bytes(receipt.mailbox(kind, at)) for kind in PartKind for at in {index, 0}]
    assert len(set(derived)) == len(derived)


@pytest.mark.parametrize("index", [-1, 2**32])
def test_an_index_out_of_range_makes_no_key(index: int) -> None:
    with pytest.raises(ValueError, match="index"):
        Receipt(bytes(16)).part_key(PartKind.TESTIMONY, index)


@given(
    st.tuples(st.integers(0, 2**27 - 1), st.integers(0, 31)), st.tuples(st.integers(0, 2**27 - 1), st.integers(0, 31))
)
def test_no_two_files_of_a_receipt_have_one_place(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert (evidence_index(*one) == evidence_index(*other)) == (one == other)
    assert 0 <= evidence_index(*one) <= MAX_INDEX


@pytest.mark.parametrize("place", [(-1, 0), (2**27, 0), (0, -1), (0, 32)])
def test_a_file_beyond_a_report_s_last_has_no_place(place: tuple[int, int]) -> None:
    """It would be the first of the next report, and two files would have one key."""
    with pytest.raises(ValueError, match="file"):
        evidence_index(*place)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["entropy"][:8])
def test_the_places_of_files_are_those_of_javascript(answer: dict[str, list[dict[str, object]]]) -> None:
    receipt = Receipt(bytes.fromhex(str(answer["entropy"])))
    for one in answer["files"]:
        index = evidence_index(int(str(one["report"])), int(str(one["file"])))
        assert index == one["index"]
        assert receipt.part_key(PartKind.EVIDENCE, index).public.hex() == one["part_key"]
        assert receipt.mailbox(PartKind.EVIDENCE, index).hex() == one["mailbox"]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["entropy"][:8])
def test_words_and_digits_are_those_of_other_libraries(answer: dict[str, object]) -> None:
    receipt = Receipt(bytes.fromhex(str(answer["entropy"])))
    assert receipt.digits() == answer["digits"]
    assert {language: list(receipt.words(language)) for language in WORD_LISTS} == answer["words"]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer["entropy"][:8])
def test_keys_are_those_of_other_libraries(answer: dict[str, list[dict[str, dict[str, str]]]]) -> None:
    receipt = Receipt(bytes.fromhex(str(answer["entropy"])))
    for part in answer["parts"]:
        kind = PartKind(str(part["kind"]))
        for index, public in part["part_keys"].items():
            key: SignKey = receipt.part_key(kind, int(index))
            assert key.public.hex() == public
        for index, mailbox in part["mailboxes"].items():
            assert receipt.mailbox(kind, int(index)).hex() == mailbox
        for index, seed in part["reply_seeds"].items():
            assert receipt.reply_key(kind, int(index)).seed().hex() == seed
