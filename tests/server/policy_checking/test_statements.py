"""A Cedar text is cut where its statements end, and each knows its line: strings and comments are no ends."""

from __future__ import annotations

import cedarpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.policy_checking.statements import Statement, declarations_of, rules_of
from server.policy_checking.texts import rules_in
from tests.server.policy_checking.drafts import BASE, SCHEMA


def test_a_text_is_cut_into_its_statements_with_the_lines_they_begin_in() -> None:
    text = '// one; "two\n\n@id("a;b")\npermit (principal, action, resource)\nwhen { "x;}\\";" == "//" };\n forbid;'
    assert [one.line for one in rules_of(text)] == [3, 6]
    assert rules_of(text)[0].text.endswith('"//" };')
    assert rules_of(text)[1] == Statement("forbid;", 6)


def test_a_rule_without_its_end_spoils_only_the_next() -> None:
    text = "permit (a)\nwhen { b;\nforbid (c);\npermit (d)"
    assert [one.line for one in rules_of(text)] == [1, 3, 4]


def test_a_string_without_its_end_goes_to_the_end() -> None:
    assert [one.line for one in rules_of('a;\n b "c;\nd;')] == [1, 2]


def test_a_namespace_is_one_declaration_and_a_record_is_none() -> None:
    schema = "entity A = { x: String };\n// {\nnamespace N {\n entity B;\n entity C;\n}\nentity D;"
    assert [one.line for one in declarations_of(schema)] == [1, 3, 7]


def test_the_base_texts_are_cut_as_the_library_reads_them() -> None:
    assert len(rules_in(BASE)) == len(rules_of(BASE)) == 16
    for one in rules_in(BASE):
        assert BASE.splitlines()[one.line - 1] == f'@id("{one.id}")'
    assert len(declarations_of(SCHEMA)) == SCHEMA.count(";\n") + SCHEMA.count(";  //")


WORDS = st.text(st.sampled_from('ab;{}/"\\n \n'), max_size=8)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_strings_and_comments_may_hold_anything(pieces: list[tuple[str, str]]) -> None:
    def quoted(word: str) -> str:
        return word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    rules = [
        f'// {comment.replace(chr(10), " ")}\n@id("{quoted(name)}{at}") permit (principal, action, resource)\n;'
        for at, (comment, name) in enumerate(pieces)
    ]
    text = "\n".join(rules)
    cut = rules_of(text)
    assert len(cut) == len(rules)
    for one in cut:
        cedarpy.policies_to_json_str(one.text)
        assert text.splitlines()[one.line - 1].startswith("@id")


@pytest.mark.parametrize("text", ["", "  \n", "// only a comment; with an end"])
def test_nothing_has_no_statements(text: str) -> None:
    assert rules_of(text) == declarations_of(text) == []


def test_a_comment_ends_where_it_ends_for_the_engine() -> None:
    """Cedar ends it at a carriage return too: what follows is a rule."""
    assert [one.text for one in rules_of("// words\rpermit (principal, action, resource);")] == [
        "permit (principal, action, resource);"
    ]
