"""What the pages say can be found: files, sections, commands. Nobody should follow a page into nothing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from clients.custodian.cli import app as custodian
from clients.sms_gateway.cli import app as sms
from server.cli import app as leeward

ROOT = Path(__file__).parents[1]
FOLDERS = ("docs", "protocol", "server", "clients", "migrations", "tests", "bench")
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "protocol").glob("*.md"),
        ROOT / "clients/web/README.md",
    ]
)
FILES = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if "node_modules" not in file.parts]
PROGRAMS = {"leeward": leeward, "leeward-custodian": custodian, "leeward-sms": sms}
_SETTINGS = ("intake", "vault", "release", "policy", "ledger", "sms", "cards", "backup", "witness")
MADE = {f"{name}.toml" for name in _SETTINGS}
"""Files that whoever reads a page makes."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def _ticked(page: Path) -> Iterator[str]:
    yield from re.findall(r"`([^`\n]+)`", page.read_text())


def _exists(name: str, page: Path) -> bool:
    return any((folder / name).exists() for folder in (ROOT, page.parent)) or any(
        file.as_posix().endswith(f"/{name}") for file in FILES
    )


@each_page
def test_every_link_and_every_file_of_ours_is_there(page: Path) -> None:
    linked = [link for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()) if not (page.parent / link).exists()]
    named = re.compile(rf"(?:[\w.-]+/)*[\w-]+\.(?:py|md|cddl|sql|toml)|(?:{'|'.join(FOLDERS)})/[\w./-]+")
    files = [name for name in _ticked(page) if named.fullmatch(name) and name not in MADE]
    assert not linked + [name for name in files if not _exists(name, page)]


def test_every_section_that_is_referred_to_is_in_the_specification() -> None:
    specification = (ROOT / "protocol/SPEC.md").read_text()
    sections = re.findall(r"^(?:## )?(\d+(?:\.\d+)?)\.? ", specification, re.MULTILINE)
    assert len(set(sections)) == len(sections)
    files = [*PAGES, *(file for file in FILES if file.suffix in {".py", ".js", ".cddl", ".sql"})]
    referred = {
        (file.name, number) for file in files for number in re.findall(r"SPEC (\d+(?:\.\d+)?)", file.read_text())
    }
    assert referred
    assert not [one for one in referred if one[1] not in sections]


def test_every_decision_is_on_the_list_of_decisions() -> None:
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text()
    for page in folder.glob("0*.md"):
        number, title = page.read_text().splitlines()[0].removeprefix("# ").split(". ", 1)
        assert f"| [{number}]({page.name}) | {title} |" in listed


def _commands(page: Path, ticked: bool = True) -> Iterator[list[str]]:
    """What a page tells to type: in ticks, or in an indented block, with the page's own short names written out."""
    blocks = re.sub(r"\\\n +", "", page.read_text())
    short = dict(re.findall(r'^    ([A-Z]+)="([^"]*)"$', blocks, re.MULTILINE))
    blocks = re.sub(r"\$\{?([A-Z]+)\b(?:%[^}]*\})?", lambda name: " ".join(short.get(name[1], name[0]).split()), blocks)
    indented = [line.strip() for line in blocks.splitlines() if line.startswith("    ")]
    for typed in (*(_ticked(page) if ticked else ()), *indented):
        if typed.removeprefix(".venv/bin/").split(" ")[0] in PROGRAMS and "…" not in typed:
            yield shlex.split(typed.removeprefix(".venv/bin/"), comments=True)


def _command(program: str, words: list[str]) -> tuple[Any, list[str]]:
    """The command that these words name, and the words after its name."""
    command = get_command(PROGRAMS[program])
    while words and (inner := getattr(command, "commands", {}).get(words[0])):
        command, words = inner, words[1:]
    return command, words


@each_page
def test_every_command_that_a_page_tells_to_type_is_one(page: Path) -> None:
    for program, *told in _commands(page):
        command, words = _command(program, told)
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        typed = [word for word in words if word.startswith("--")]
        assert not set(typed) - options, (program, command.name, typed)
        # What is left over after a group is a command that it does not have.
        assert not hasattr(command, "commands") or not words or words[0].startswith("--"), (program, words)


@each_page
def test_every_command_in_an_indented_block_names_each_option_that_it_needs(page: Path) -> None:
    for program, *told in _commands(page, ticked=False):
        command, words = _command(program, told)
        options = [one for one in command.params if one.param_type_name == "option" and one.required]
        missing = [one.name for one in options if not set(one.opts) & set(words)]
        assert not missing, (program, command.name, missing)


def test_the_glossary_is_in_order_and_says_of_each_word_once_what_it_means() -> None:
    rows = [line for line in (ROOT / "docs/glossary.md").read_text().splitlines() if line.startswith("| **")]
    words = [row.split(" | ")[0].replace("*", "").lower() for row in rows]
    assert words == sorted(set(words))


def test_the_pages_tell_commands_to_type() -> None:
    """Or the test above would look at nothing."""
    told = {tuple(words[:3]) for page in PAGES for words in _commands(page)}
    assert ("leeward", "directory", "new") in told
    assert isinstance(leeward, typer.Typer)
