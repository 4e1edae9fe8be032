"""How a program of ours ends."""

from __future__ import annotations

import pytest

from clients.plain_endings import plain_endings


def test_an_unforeseen_error_says_where_and_never_what(capsys):
    with pytest.raises(SystemExit) as ended, plain_endings(KeyError):
        raise ValueError("the canary text of a report")
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert "ValueError in test_plain_endings.py, line" in said
    assert "canary" not in said


def test_an_expected_error_is_its_own_sentence(capsys):
    with pytest.raises(SystemExit), plain_endings(LookupError):
        raise LookupError("Not here.")
    assert capsys.readouterr().err == "Not here.\n"


def test_a_file_that_cannot_be_used_is_not_named(capsys):
    with pytest.raises(SystemExit), plain_endings():
        open("/nowhere/canary")  # noqa: PTH123, SIM115
    assert capsys.readouterr().err == "A file or folder cannot be used here: No such file or directory.\n"
