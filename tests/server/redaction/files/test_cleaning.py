"""A text document through mat2, in a sandbox: clean or refused, and never handed on as it came."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from server.redaction.files import cleaning, kinds
from server.redaction.files.cleaning import can_clean, cleaned, sandboxed
from server.redaction.files.errors import (
    ArchiveNotTaken,
    CleanerRefused,
    FileError,
    NoCleaner,
    NotProven,
    TookTooLong,
    TooLarge,
    TooMuchInside,
    UnknownKind,
)  # fmt: skip
from server.redaction.files.kinds import MOST_LISTED, Kind, kind_of
from tests.server.redaction.files.plants import CANARY, REVISED, archive, docx, holds, odt, planted_png


@pytest.fixture(scope="module")
def cleaner(missing) -> None:
    if not can_clean():
        missing("mat2 and bubblewrap, or a kernel that allows a sandbox")


@pytest.mark.parametrize("made", [lambda: docx(REVISED, settings=f"<a>{CANARY}</a>"), odt], ids=["docx", "odt"])
def test_what_its_programs_wrote_beside_the_text_is_not_in_the_copy(cleaner, made) -> None:
    assert holds(made())
    copy = (cleaned(made())).data
    assert not holds(copy)
    assert holds(copy, "seen by all")


HOSTILE = {
    "a path upwards": lambda: archive({"word/document.xml": b"<a/>", "../../etc/cron.d/a": b"who"}),
    "papers that are no XML": lambda: docx("<w:p>", styles="<<<"),
    "a document of no kind": lambda: archive({"word/document.xml": b"<a/>"}),
    "a comment of somebody": lambda: docx(comments="<a/>"),
    "a drawing": lambda: docx('<w:p><w:r><w:drawing xmlns:wp="urn:wp"><wp:inline/></w:drawing></w:r></w:p>'),
    "a field": lambda: docx("<w:p><w:r><w:instrText>USERNAME</w:instrText></w:r></w:p>"),
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_cleaned_is_refused(cleaner, made) -> None:
    with pytest.raises((CleanerRefused, NotProven)):
        cleaned(made())


def test_an_archive_that_lists_more_than_any_document_has_is_refused_before_its_directory_is_read(monkeypatch) -> None:
    papers = {"word/document.xml": b"<a/>"} | {f"word/{number}": b"" for number in range(MOST_LISTED - 1)}
    assert kind_of(archive(papers)) is Kind.DOCX
    monkeypatch.setattr(kinds, "ZipFile", None)
    with pytest.raises(ArchiveNotTaken):
        kind_of(archive(papers | {"word/one": b""}))


def test_a_document_that_unpacks_to_more_than_there_is_room_for_is_refused() -> None:
    with pytest.raises(TooMuchInside):
        cleaned(docx(styles="a" * (33 << 20)))


def test_a_document_that_lies_of_its_size_is_refused(cleaner) -> None:
    whole = docx(styles="a" * (33 << 20))
    size, none = ((33 << 20) + 38).to_bytes(4, "little"), (9).to_bytes(4, "little")
    assert whole.count(size) == 2
    with pytest.raises(CleanerRefused):
        cleaned(whole.replace(size, none))


def test_what_is_no_text_document_is_not_given_to_it() -> None:
    for raw, reason in (
        (planted_png(), UnknownKind),
        (archive({"a": b""}), ArchiveNotTaken),
        (docx() + bytes(1 << 24), TooLarge),
    ):
        with pytest.raises(reason):
            cleaned(raw)


@pytest.mark.parametrize("gone", ["_SANDBOX", "_CLEANER", "_PYTHON"])
def test_without_its_tools_nothing_is_cleaned(monkeypatch, gone) -> None:
    monkeypatch.setattr(cleaning, gone, Path("/nowhere"))
    assert not can_clean()
    with pytest.raises(NoCleaner):
        cleaned(docx())


def test_where_the_sandbox_cannot_be_built_nothing_is_cleaned(monkeypatch) -> None:
    monkeypatch.setattr(cleaning, "_SANDBOX", Path("/usr/bin/false"))
    assert not can_clean()
    with pytest.raises(NoCleaner):
        cleaned(docx())


def test_one_that_takes_too_long_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(cleaning, "sandboxed", lambda kind: ["/bin/sh", "-c", "sleep 60 & sleep 60"])
    begun = time.monotonic()
    with pytest.raises(TookTooLong):
        cleaned(docx(), seconds=0.2)
    assert time.monotonic() - begun < 30


def test_one_that_answers_without_end_is_not_listened_to(monkeypatch) -> None:
    monkeypatch.setattr(cleaning, "sandboxed", lambda kind: ["/bin/cat", "/dev/zero"])
    with pytest.raises(CleanerRefused):
        cleaned(docx())


def test_what_comes_back_as_it_went_does_not_leave(monkeypatch) -> None:
    """A mat2 that does nothing."""
    monkeypatch.setattr(cleaning, "sandboxed", lambda kind: ["/bin/cat"])
    with pytest.raises(NotProven):
        cleaned(docx(REVISED))


PROBE = """
import os, socket
found = [name for name in ("/home", "/root", "/etc/passwd", "/var", "/work", "/run", "/sys") if os.path.exists(name)]
for at in ("/usr/a", "/a", "/dev/a", "/dev/shm/a"):
    try:
        open(at, "w"); found.append(at)
    except OSError:
        pass
found += [name for name in os.listdir("/proc") if name.isdigit() and int(name) > 3]
found += [key for key in os.environ if key not in {"PATH", "LANG", "LC_CTYPE", "PWD"}]
found += [name for _, name in socket.if_nameindex() if name != "lo"]
found += os.listdir("/tmp")
print(found)
"""


def test_the_sandbox_sees_no_home_no_network_no_other_process_and_nothing_that_it_can_write_to(cleaner) -> None:
    command = sandboxed(Kind.DOCX)
    command[command.index("-c") + 1] = PROBE
    told = subprocess.run(command, capture_output=True, text=True, check=True, env={"SECRET": "who"}, timeout=60)
    assert told.stdout == "[]\n"


def test_nothing_of_a_document_stands_in_a_command_line(cleaner) -> None:
    assert sandboxed(Kind.ODT)[-1] == "odt"
    assert not any(CANARY in word for word in sandboxed(Kind.ODT))


def test_a_copy_can_be_opened_again(cleaner) -> None:
    copy = cleaned(docx())
    with zipfile.ZipFile(io.BytesIO(copy.data)) as opened:
        assert opened.testzip() is None
        assert b"seen by all" in opened.read("word/document.xml")
    with pytest.raises(FileError):
        cleaned(copy.data[:-9])
