"""Which messages the page's sources use.

An id stands there whole (`say("back")`, `<P id="unchecked" />`, `<List ids={[…]} />`), or is built from parts
(`say(`factor-${number}`)`), or is named in one place and said in another (`["text", "problem-text"]`). All three are
read from the sources. For what is built, BUILT says what can stand in the gaps, mostly as the protocol has it: a new
way to build one is refused here until it has its line there. An id that is handed on and begins like none in HANDED_ON
is not seen here: its message then counts as unused, which fails as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from pathlib import Path

from protocol.consent import Aim, Audience, Contact, GivenBy, Period, Place, Profile, Use
from protocol.ids import PartKind
from protocol.release import EventType

WEB = Path(__file__).parents[3] / "clients" / "web"

# Before an expression that names messages; before one name; and how names begin that are handed on.
SAYS = re.compile(r"\bsay\(|\bspoken\(\w+\)\(|<(?:P|Heading|Button)\s+id=\{|<List\s+ids=\{|\bnext=\{")
NAMES = re.compile(r'(?:<(?:P|Heading|Button)\s+id=|<Refused\s+title=|\bwarning=|\bnext ?= ?)"([a-z0-9-]+)"')
HANDED_ON = re.compile(r'"((?:problem|trouble|goes|noscript)-[a-z-]+)"')
HANDED_ON_BUILT = re.compile(r"`(lacks-[^`]+)`")
# A message's id comes first, so that the patterns above find it.
HIDDEN_ID = re.compile(r"<(?:P|Heading|Button)\b(?!\s+id=)|<List\b(?!\s+ids=)|<Refused\b(?!\s+title=)")


def used() -> set[str]:
    """Every message that the page or its builder can show."""
    return {name for source in _sources() for name in used_in(source)}


def used_in(source: str) -> Iterator[str]:
    if HIDDEN_ID.search(source):
        raise AssertionError("an element that shows a message does not begin with its id")
    yield from NAMES.findall(source)
    yield from HANDED_ON.findall(source)
    for template in HANDED_ON_BUILT.findall(source):
        yield from _built(template)
    for place in SAYS.finditer(source):
        expression = _first_argument(source[place.end() :])
        # What something is compared with names no message.
        yield from re.findall(r'(?<!== )"([a-z0-9-]+)"', expression)
        for template in re.findall(r"`([^`]+)`", expression):
            yield from _built(template)


def _sources() -> list[str]:
    files = [*sorted((WEB / "src" / "screens").rglob("*.ts*")), *sorted(WEB.glob("*.js"))]
    return [_without_comments(path.read_text(encoding="utf-8")) for path in files]


def say_something_else() -> list[Path]:
    """Sources outside the screens that reach for the catalogues all the same, and so would be missed here."""
    others = set((WEB / "src").rglob("*.ts*")) - set((WEB / "src" / "screens").rglob("*.ts*"))
    return [path for path in sorted(others) if re.search(r"texts\.ts|page:texts", path.read_text(encoding="utf-8"))]


def _without_comments(source: str) -> str:
    return re.sub(r"(?<![:\"'])//.*", "", source)


def _first_argument(rest: str) -> str:
    depth = 0
    for at, sign in enumerate(rest):
        if depth == 0 and sign in ",)}":
            return rest[:at]
        depth += (sign in "([{") - (sign in ")]}")
    raise AssertionError("an expression that does not end")


def _built(template: str) -> Iterator[str]:
    if template not in BUILT:
        raise AssertionError(f"BUILT does not say what stands in the gaps of {template}")
    for filling in BUILT[template]():
        gaps = iter(filling if isinstance(filling, tuple) else (filling,))
        yield re.sub(r"\$\{[^}]*\}", lambda _, gaps=gaps: _said(next(gaps)), template)


def _said(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def _of_acts(declared: str) -> list[str]:
    """The strings that a type or a field of acts.ts allows."""
    acts = _without_comments((WEB / "src" / "acts.ts").read_text(encoding="utf-8"))
    found = re.search(rf"(?:type {declared} =|readonly {declared}:)([^;]+);", acts)
    assert found, declared
    return re.findall(r'"([a-z-]+)"', found[1])


def _wishes() -> list[str]:
    return re.findall(r'readonly do: "([a-z]+)"', (WEB / "src" / "acts.ts").read_text(encoding="utf-8"))


def _lacks() -> list[str]:
    form = (WEB / "src" / "screens" / "consent_form.ts").read_text(encoding="utf-8")
    found = re.search(r"const there = \{([^}]+)\}", form)
    assert found
    return re.findall(r"^\s+(\w+):", found[1], re.MULTILINE)


Gaps = Callable[[], Iterable[object]]
"""What can stand in the gap of a template; a tuple where there are several."""
SMALL = [PartKind.IDENTITY, PartKind.EVIDENCE]
NUMBERED = {
    "finest-place": Place,
    "finest-period": Period,
    "audience": Audience,
    "contact": Contact,
    "given-by": GivenBy,
}

BUILT: dict[str, Gaps] = {
    "aim-${aim}": lambda: Aim,
    "aim-choice-${choice}": lambda: ("no", "ask", "yes"),
    "allow-${use}": lambda: Use,
    "allow-contact-${terms.contact}": lambda: Contact,
    "allow-given-by-${terms.given_by}": lambda: set(GivenBy) - {GivenBy.MYSELF},
    "audience-${audience}": lambda: Audience,
    "audience-${seen.signed.audience}": lambda: Audience,
    "event-type-${code}": lambda: EventType,
    "factor-${number}": lambda: range(1, 15),
    "finest-period-${period}": lambda: Period,
    "finest-place-${place}": lambda: Place,
    "finished-${wish.do}": _wishes,
    "lacks-${name}": _lacks,
    "look-kind-${kind}": lambda: PartKind,
    "option-${id}": lambda: ["place", "period", "audience", "contact", "given-by"],
    "profile-${profile}": lambda: Profile,
    "profile-${profile}-means": lambda: Profile,
    "progress-${step}": lambda: _of_acts("step"),
    "trouble-${why}": lambda: _of_acts("Trouble"),
    "use-${use}": lambda: Use,
    "withdraw-title-${kind}": lambda: PartKind,
    "words-title-${form}": lambda: _of_acts("form"),
    "words-what-${form}": lambda: _of_acts("form"),
    "${of}-${value}": lambda: [(of, value) for of, values in NUMBERED.items() for value in values],
    "${kind}-consent": lambda: SMALL,
    "${kind}-consent-none": lambda: SMALL,
    "${kind}-now": lambda: SMALL,
    "${kind}-accountability": lambda: SMALL,
}
