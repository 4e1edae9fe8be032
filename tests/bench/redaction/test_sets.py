"""How each set of marked texts is read: from files as small as can be, in the form of each."""

from __future__ import annotations

import json
from pathlib import Path

from bench.redaction import sets
from bench.redaction.measure import Marked


def said(marked: Marked) -> list[tuple[str, str, str, bool]]:
    return [(marked.text[one.start : one.end], one.entity, one.kind, one.direct) for one in marked.mentions]


def written(folder: Path, name: str, content: object) -> Path:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def test_a_court_case_has_no_mention_of_what_was_left_open(tmp_path: Path) -> None:
    kinds = [("Ana", 0, 3, "DIRECT"), ("the Court", 8, 17, "NO_MASK"), ("Oslo", 21, 25, "QUASI")]
    mentions = [
        {"start_offset": start, "end_offset": end, "entity_id": name, "entity_type": "X", "identifier_type": kind}
        for name, start, end, kind in kinds
    ]
    case = {"text": "Ana and the Court in Oslo", "annotations": {"a": {"entity_mentions": mentions}}}
    (marked,) = sets.court_cases(written(tmp_path, "cases.json", [case]))
    assert said(marked) == [("Ana", "Ana", "x", True), ("Oslo", "Oslo", "x", False)]


def test_a_clinical_case_is_a_text_with_lines_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "one.txt", "Nombre: Ana\nSexo: M")
    written(tmp_path, "one.ann", "T1\tNOMBRE_SUJETO 8 11\tAna\n#1\tnote\nT2\tSEXO_SUJETO 18 19\tM\n")
    (marked,) = sets.clinical_cases(tmp_path)
    assert said(marked) == [("Ana", "T1", "nombre_sujeto", True), ("M", "T2", "sexo_sujeto", False)]


POSTS = "met\tO\nÍñigo\tB-person\nMontoya\tI-person\nin\tO\nOsLO\tB-location\n\nan\tO\niPhone\tB-product\n"


def test_social_posts_are_put_together_with_spaces(tmp_path: Path) -> None:
    first, second = sets.social_posts(written(tmp_path, "posts", POSTS))
    assert first.text == "met Íñigo Montoya in OsLO "
    assert [each[0] for each in said(first)] == ["Íñigo Montoya", "OsLO"]
    assert [each[2:] for each in said(first)] == [("person", True), ("location", False)]
    assert (second.text, second.mentions) == ("an iPhone ", ())


def test_in_small_letters_every_mention_stays_in_its_place(tmp_path: Path) -> None:
    posts = written(tmp_path, "posts", POSTS + "\nİstanbul\tB-location\nÜST\tB-group\n")
    first, _, third = sets.social_posts_in_small_letters(posts)
    assert [each[0] for each in said(first)] == ["íñigo montoya", "oslo"]
    assert [each[0] for each in said(third)] == ["İstanbul", "üst"]  # İ has no small form of one code point


def test_what_is_spelt_alike_in_a_synthetic_sentence_is_one_entity(tmp_path: Path) -> None:
    places = [("PERSON", "Ana", 0), ("PERSON", "ANA", 8), ("AGE", "41", 12)]
    spans = [
        {"entity_type": kind, "entity_value": value, "start_position": at, "end_position": at + len(value)}
        for kind, value, at in places
    ]
    (marked,) = sets.synthetic_sentences(written(tmp_path, "s.json", [{"full_text": "Ana met ANA 41", "spans": spans}]))
    assert {each[1] for each in said(marked)} == {"PERSON ana", "AGE 41"}
    assert [each[3] for each in said(marked)] == [True, True, False]


def test_whoever_a_life_is_about_is_one_entity_and_notes_are_passed_over(tmp_path: Path) -> None:
    (marked,) = sets.lives(
        written(tmp_path, "lives", "# A note.\n\n{D Ana Ruiz} of {Q Lima}. {D Ruiz} left {Q Lima}.\n")
    )
    assert marked.text == "Ana Ruiz of Lima. Ruiz left Lima."
    assert [each[0] for each in said(marked)] == ["Ana Ruiz", "Lima", "Ruiz", "Lima"]
    assert len({each[1] for each in said(marked)}) == 2


def test_a_sentence_like_newswire_is_a_text_of_its_files_language(tmp_path: Path) -> None:
    marked, _ = sets.sentences(written(tmp_path, "sw.txt", "Juzi [per Amina Otuoma] , [loc Goma] .\nHakuna .\n"))
    assert (marked.text, marked.language) == ("Juzi Amina Otuoma , Goma .", "sw")
    assert [(each[0], each[2]) for each in said(marked)] == [("Amina Otuoma", "person"), ("Goma", "place")]


def test_lines_of_ones_own_are_read_as_they_are(tmp_path: Path) -> None:
    mention = {"start": 3, "end": 6, "entity": "1", "kind": "person", "direct": True}
    (marked,) = sets.lines(written(tmp_path, "own", json.dumps({"text": "🚚: Ana", "mentions": [mention]}) + "\n\n"))
    assert said(marked) == [("Ana", "1", "person", True)]


def test_a_set_that_is_not_at_hand_is_not_there(tmp_path: Path) -> None:
    assert "tab-dev" not in sets.there(tmp_path)
    (tmp_path / "tab").mkdir()
    written(tmp_path / "tab", "dev.json", [])
    assert "tab-dev" in sets.there(tmp_path)
    assert sets.load("tab-dev", tmp_path) == []
