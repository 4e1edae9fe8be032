"""Batches of cards, with real files and the real command line."""

from __future__ import annotations

import stat

import pytest
from typer.testing import CliRunner

from clients.founder.batches import make_batch, read_batch
from clients.founder.card_commands import cards
from clients.founder.errors import AlreadyThere, NotUsable
from protocol.cards import CardCode, CardList, period_key


def run(*arguments, refused=None, typed=""):
    given = {"env": {"COLUMNS": "80", "TERMINAL_WIDTH": "80"}, "input": typed}
    done = CliRunner().invoke(cards, [str(one) for one in arguments], **given)
    if refused:
        assert isinstance(done.exception, refused), (done.output, done.exception)
        return str(done.exception)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def test_codes_and_list_belong_together_and_share_no_order(tmp_path):
    run("new", "--partner", "lantern", "--count", 50, "--out", tmp_path / "batch", "--quarter", "2026-q4")
    codes = [CardCode(line) for line in (tmp_path / "batch" / "codes.txt").read_text().splitlines()]
    listed = CardList.from_bytes((tmp_path / "batch" / "card-list.cbor").read_bytes())
    made = [period_key(code, "2026-q4").public for code in codes]
    assert sorted(made) == list(listed.keys) != made
    assert stat.S_IMODE((tmp_path / "batch" / "codes.txt").stat().st_mode) == 0o600
    again = ("--count", 1, "--out", tmp_path / "batch")
    run("new", "--partner", "lantern", *again, refused=AlreadyThere)
    for wrong in (("--partner", "Lantern House"), ("--partner", "a", "--quarter", "autumn")):
        run("new", *wrong, "--count", 1, "--out", tmp_path / "other", refused=NotUsable)
    assert not (tmp_path / "other").exists()


def test_the_name_of_a_batch_is_said_when_it_is_made_and_when_its_list_is_shown(tmp_path):
    said = run("new", "--partner", "lantern", "--count", 7, "--out", tmp_path / "one", "--quarter", "2026-q4")
    run("new", "--partner", "acacia", "--count", 9, "--out", tmp_path / "two", "--quarter", "2027-q1")
    lists = [tmp_path / folder / "card-list.cbor" for folder in ("one", "two")]
    first, second = (CardList.from_bytes(file.read_bytes()) for file in lists)
    assert first.name in said
    rows = [line.split() for line in run("show", *lists).splitlines() if "│" in line]
    shown = [[cell for cell in row if cell not in "│┃"] for row in rows]
    assert shown == [[first.name, "lantern", "2026-q4", "7"], [second.name, "acacia", "2027-q1", "9"]]
    (tmp_path / "notes").write_text("canary")
    assert "canary" not in run("show", tmp_path / "notes", refused=NotUsable)


def test_a_batch_is_read_as_it_was_made(tmp_path):
    made = make_batch(tmp_path / "batch", "lantern", "2026-q4", 5)
    read = read_batch(tmp_path / "batch")
    assert [code.digits() for code in read.codes] == [code.digits() for code in made.codes]
    assert read.listed == made.listed
    assert "codes" not in repr(read)


@pytest.mark.parametrize("change", ["one is missing", "one is doubled", "one is of another batch", "one is mistyped"])
def test_codes_that_are_not_those_of_the_list_are_refused(tmp_path, change):
    """The vault would count none of them, and whoever draws such a card would not be told."""
    make_batch(tmp_path / "batch", "lantern", "2026-q4", 3)
    make_batch(tmp_path / "other", "lantern", "2026-q4", 1)
    file = tmp_path / "batch" / "codes.txt"
    first, second, third = file.read_text().splitlines()
    last = third[:-1] + str((int(third[-1]) + 1) % 10)
    other = (tmp_path / "other" / "codes.txt").read_text().strip()
    lines = {
        "one is missing": (first, second),
        "one is doubled": (first, second, third, third),
        "one is of another batch": (first, second, other),
        "one is mistyped": (first, second, last),
    }[change]
    file.write_text("".join(f"{line}\n" for line in lines))
    with pytest.raises(NotUsable) as refused:
        read_batch(tmp_path / "batch")
    assert not any(group in str(refused.value) for line in lines for group in line.split())


def test_codes_that_others_can_read_are_refused(tmp_path):
    make_batch(tmp_path / "batch", "lantern", "2026-q4", 3)
    (tmp_path / "batch" / "codes.txt").chmod(0o640)
    with pytest.raises(NotUsable, match="read by others"):
        read_batch(tmp_path / "batch")


def test_a_batch_whose_codes_were_destroyed_says_so(tmp_path):
    make_batch(tmp_path / "batch", "lantern", "2026-q4", 3)
    (tmp_path / "batch" / "codes.txt").unlink()
    with pytest.raises(NotUsable, match="make a new batch"):
        read_batch(tmp_path / "batch")


def test_a_folder_without_a_batch_is_told_from_a_list_that_is_none(tmp_path):
    with pytest.raises(NotUsable, match=r"^card-list\.cbor cannot be read: No such file or directory\.$"):
        read_batch(tmp_path)
    (tmp_path / "card-list.cbor").write_bytes(b"no list")
    with pytest.raises(NotUsable, match=r"^card-list\.cbor is not a list of cards\.$"):
        read_batch(tmp_path)
