"""What is wrong with a draft of a policy: where it stands, one sentence, and whether it keeps the draft out.

A sentence may repeat names out of the draft: whoever reads it wrote the draft or is to sign it. What a terminal would
obey or hide is shown by its number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class File(StrEnum):
    """Where in a bundle something stands."""

    SCHEMA = "schema"
    POLICIES = "policies"
    SETTINGS = "settings"


class Code(StrEnum):
    """What was found. Programs may rely on these."""

    SCHEMA_CANNOT_BE_READ = "schema-cannot-be-read"
    RULE_CANNOT_BE_READ = "rule-cannot-be-read"
    NO_ID = "no-id"
    ID_TWICE = "id-twice"
    NOT_A_TEMPLATE = "not-a-template"
    UNKNOWN_ATTRIBUTE = "unknown-attribute"
    UNKNOWN_ENTITY_TYPE = "unknown-entity-type"
    UNKNOWN_ACTION = "unknown-action"
    DOES_NOT_FIT_THE_SCHEMA = "does-not-fit-the-schema"
    NAMES_NOBODY = "names-nobody"
    TWICE = "twice"
    GRANT_WITHOUT_TEMPLATE = "grant-without-template"
    GRANT_FOR_NOBODY = "grant-for-nobody"
    UNKNOWN_COMPARTMENT = "unknown-compartment"
    UNKNOWN_AREA = "unknown-area"
    NEVER_HOLDS = "never-holds"
    ROLE_WITHOUT_TEMPLATE = "role-without-template"
    NUMBERS_CONTRADICT = "numbers-contradict"
    NOTHING_CAN_BE_RELEASED = "nothing-can-be-released"
    OLDER_DIRECTORY = "older-directory"
    CANNOT_BE_USED = "cannot-be-used"
    TOO_LARGE_TO_CHECK = "too-large-to-check"
    RULE_FAILS = "rule-fails"
    CANNOT_BE_ASKED = "cannot-be-asked"
    LOCKED_OUT = "locked-out"
    LOCKED_OUT_HERE = "locked-out-here"
    THE_CODE_REFUSES = "the-code-refuses"
    FORBIDDEN_ALTOGETHER = "forbidden-altogether"
    GOLDEN_NAMES_NOTHING = "golden-names-nothing"
    GOLDEN_CHANGED = "golden-changed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or odd."""

    file: File
    line: int | None
    """From 1; None where no text stands behind it."""
    code: Code
    reason: str
    refuses: bool

    def as_line(self) -> str:
        """For a person: `refused  policies, line 12: …`."""
        where = self.file.value if self.line is None else f"{self.file}, line {self.line}"
        return plain(f"{'refused' if self.refuses else 'warning'}  {where}: {self.reason}")


def refused(file: File, line: int | None, code: Code, reason: str) -> Finding:
    return Finding(file, line, code, reason, refuses=True)


def warned(file: File, line: int | None, code: Code, reason: str) -> Finding:
    return Finding(file, line, code, reason, refuses=False)


def keeps_out(findings: Iterable[Finding]) -> bool:
    """Whether a bundle with these findings is not taken."""
    return any(one.refuses for one in findings)


def plain(text: str) -> str:
    """One line of text, as a terminal may be given it."""
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)
