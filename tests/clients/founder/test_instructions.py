"""Steps to print for each party: the same in every language, and every command in them is one that there is."""

from __future__ import annotations

import pytest
from typer.main import get_command

from clients.custodian.cli import app as custodian
from clients.founder.errors import AlreadyThere
from clients.founder.instructions import STEPS, Language, Party, Texts, pieces, told
from server.cli import app as leeward
from tests.clients.founder.printed import sheets
from tests.clients.founder.test_papers import run

PROGRAMS = {"leeward": leeward, "leeward-custodian": custodian}


def test_every_language_says_the_same_things_and_types_the_same_commands():
    english = Texts(Language.EN)
    assert {file.stem for file in STEPS.glob("*.ftl")} == {one.value for one in Language}
    for language in Language:
        texts = Texts(language)
        assert sorted(texts.names) == sorted(english.names)
        for name in english.names:
            if name not in {"heading", "checked"}:
                assert typed(texts.say(name)) == typed(english.say(name)), (language, name)


def typed(words):
    return [str(piece["words"]) for piece in pieces(words) if piece["typed"]]


def commands():
    texts = Texts(Language.EN)
    said = [step for party in Party for step in (*texts.steps(party), texts.say(f"{party}-never"))]
    return sorted({command for step in said for command in typed(step) if command.startswith("leeward")})


@pytest.mark.parametrize("command", commands())
def test_what_is_to_be_typed_is_a_command(command):
    program, *words = command.split()
    found = get_command(PROGRAMS[program])
    while words and words[0] in getattr(found, "commands", {}):
        found = found.commands[words.pop(0)]
    assert not getattr(found, "commands", None)
    known = {name for one in found.params for name in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known
    # A command that is only named has nothing after it. What is to be typed has all that it asks for.
    if words:
        options = [one for one in found.params if one.param_type_name == "option" and one.required]
        assert not [one.name for one in options if not set(one.opts) & set(words)]


def test_root_holders_are_told_of_every_command_that_takes_a_root_s_key():
    every = get_command(leeward).commands["directory"].commands
    signing = {
        name for name, command in every.items() if "--key" in {each for one in command.params for each in one.opts}
    }
    assert signing == {"sign", "sign-roots"}
    told_of = {word for step in (*steps(Party.ROOT), *steps(Party.ROOT_CHANGE)) for word in typed(step)}
    assert {f"leeward directory {name} FOLDER --key root.key" for name in signing} <= told_of


def test_other_roots_are_proposed_then_signed_by_both_and_then_sign_the_directory():
    whole = " ".join(steps(Party.ROOT_CHANGE))
    at = [whole.index(f"leeward directory {name} ") for name in ("rotate-roots", "sign-roots", "sign")]
    assert at == sorted(at)


def in_order(party, *acts):
    whole = " ".join(steps(party))
    at = [whole.index(act) for act in acts]
    assert at == sorted(at)


def test_a_substitute_makes_keys_borrows_answers_by_a_mandate_and_gives_back():
    in_order(Party.SUBSTITUTE, "key new", "connect", "mandate borrow", "mandate show", "mandate give-back", "taken")
    away = ("key show", "directory add-substitute", "mandate give", "mandate lend", "mandate end", "remove-substitute")
    in_order(Party.CUSTODIAN_AWAY, *away, "directory replace-lost")


def test_a_desk_destroys_its_old_key_last_and_after_a_newer_backup():
    done = (
        "keys machine",
        "directory new-epoch",
        "desk re-wrap",
        "Two days after",
        "backup verify",
        "desk destroy-key",
    )
    in_order(Party.DESK_NEW_KEYS, *done)
    last = [step for step in steps(Party.DESK_NEW_KEYS) if "desk destroy-key" in step]
    assert last == steps(Party.DESK_NEW_KEYS)[-1:]
    assert "--list list.cbor" in " ".join(steps(Party.DESK_NEW_KEYS))
    assert "--backup list.cbor" in last[0]
    assert "`--without-backup`" in Texts(Language.EN).say("desk-new-keys-never")


def steps(party):
    return Texts(Language.EN).steps(party)


def test_everybody_has_steps_and_something_never_to_do():
    for language in Language:
        pages = told(language, tuple(Party))["pages"]
        assert len(pages) == len(Party)
        assert all(len(page["steps"]) >= 3 and page["never"] for page in pages)


def test_what_no_native_speaker_has_checked_says_so():
    assert told(Language.EN, (Party.ROOT,))["unchecked"] is None
    for language in (Language.FR, Language.AR):
        assert told(language, (Party.ROOT,))["unchecked"]


@pytest.mark.parametrize("language", list(Language))
def test_they_are_printed_a_page_for_each_party(tmp_path, language):
    out = tmp_path / "steps.pdf"
    run("directory", "instructions", out, "--language", language)
    assert sheets(out) == len(Party)
    run("directory", "instructions", out, "--language", language, refused=AlreadyThere)


def test_one_party_s_steps_are_printed_alone(tmp_path):
    out = tmp_path / "steps.pdf"
    run("directory", "instructions", out, "--party", "root-change", "--party", "custodian")
    assert sheets(out) == 2
