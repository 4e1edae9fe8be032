"""What `docs/assurance.md` says is there: every test it names, and every check of `mutations/mutations.toml`."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.mutations.table import TREE, Mutation, TableIsWrong, mutations

PAGE = (TREE / "docs/assurance.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
TABLE = list(mutations())

each_mutation = pytest.mark.parametrize("mutation", TABLE, ids=lambda mutation: mutation.name)


@cache
def _tests_in(file: Path) -> frozenset[str]:
    nodes = ast.walk(ast.parse(file.read_text()))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_every_test_that_the_page_names_is_there(file: str, test: str) -> None:
    assert (TREE / file).is_file()
    assert not test or test in _tests_in(TREE / file)


def test_the_page_names_a_test_for_each_promise() -> None:
    rows = re.findall(r"^\| ([1-7])\. .*$", PAGE, re.MULTILINE)
    assert rows == list("1234567")
    for number in rows:
        (row,) = re.findall(rf"^\| {number}\. .*$", PAGE, re.MULTILINE)
        assert "`tests/" in row


def test_the_page_lists_every_check_that_is_taken_out() -> None:
    section = PAGE.split("## Checks that are taken out")[1]
    listed = re.findall(r"^\| (\w+) \| (.+?) \| `(.+?)` \| (.+?) \|$", section, re.MULTILINE)
    assert listed == [(one.zone, one.name, one.file, ", ".join(f"`{test}`" for test in one.tests)) for one in TABLE]


def test_there_are_ten_checks_or_more_in_every_zone_and_each_has_a_name_of_its_own() -> None:
    zones = {"intake", "vault", "redaction", "release", "policy", "ledger"}
    assert len(TABLE) >= 10
    assert zones <= {one.zone for one in TABLE}
    assert len({one.name for one in TABLE}) == len(TABLE)


@each_mutation
def test_a_check_that_is_taken_out_stands_where_the_table_says(mutation: Mutation) -> None:
    assert mutation.applied((TREE / mutation.file).read_text())
    assert mutation.tests
    for test in mutation.tests:
        file, name = test.split("::")
        assert name in _tests_in(TREE / file)


def test_a_table_that_no_longer_fits_the_code_is_seen() -> None:
    one = Mutation("a name", "vault", "a file", "gone", "", ())
    for text in ("nothing of it", "gone and gone"):
        with pytest.raises(TableIsWrong):
            one.applied(text)
