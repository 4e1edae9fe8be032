"""What a source allows: coded, signed, versioned, and a lattice. SPEC 5.

Rules of this file
* Only this file makes a `ConsentStatement`; everything else receives one that `verify` has checked.
* Every field's default is its most protective value, so that what is left out is not allowed.
* Terms form a lattice: `meet` keeps what all of them allow. A summary may use no more than the meet of its parts.
* Narrowing holds at once. Widening holds seven days later, and only if nothing narrower came in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from functools import reduce
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from protocol.encoding import Day, Hash, Message, Purpose, Signature, SignPublic, digest, sorted_set
from protocol.errors import ConsentRefused
from protocol.ids import PartKind
from protocol.primitives import SignKey, sign, verify

WIDENING_DAYS = 7
LIFETIME_DAYS = 365
FIRST = bytes(32)
"""The predecessor that a first version names."""


class NotAllowed(ConsentRefused):
    """The source has not allowed this use."""


class Withdrawn(ConsentRefused):
    """The source has withdrawn this report."""


class ConsentExpired(ConsentRefused):
    """This consent has ended and was not renewed."""


class Embargoed(ConsentRefused):
    """The source asked to wait: the day has not come yet."""


class ForAChild(ConsentRefused):
    """A guardian gave this consent: only a summary that counts as one about minors may stand on it."""


class BrokenChain(ConsentRefused):
    """This version of a consent does not follow the one before it."""


class Use(StrEnum):
    """What may be done with a part. An empty set is *keep sealed*."""

    READ = "a-curator-reads"
    COUNT = "counted"
    SUMMARY = "summary"
    EXACT_WORDS = "exact-words"
    MEDIA = "altered-media"


class Place(IntEnum):
    """The finest place that may be named."""

    NONE = 0
    COUNTRY = 1
    FIRST_LEVEL = 2
    SECOND_LEVEL = 3


class Period(IntEnum):
    """The finest time that may be named."""

    NONE = 0
    MONTH = 1
    WEEK = 2
    DAY = 3


class Audience(IntEnum):
    """The widest circle that may read; each circle holds the ones before it."""

    NOBODY = 0
    TASK_FORCE = 1
    CONSORTIUM = 2
    UN = 3
    PUBLIC = 4


class Aim(StrEnum):
    """What it may serve, coded; never free text."""

    EARLY_WARNING = "early-warning"
    ADVOCACY = "advocacy"
    ACCOUNTABILITY = "accountability"


class Contact(IntEnum):
    NEVER = 0
    WHEN_I_CHECK_IN = 1
    NOW = 2


class GivenBy(IntEnum):
    """Who consented for the person concerned; a lower value asks for more care."""

    GUARDIAN = 0
    ANOTHER_ADULT = 1
    MYSELF = 2


class AssertedBy(StrEnum):
    """Whose word it is that the source consented."""

    SOURCE = "source"
    GATEWAY = "gateway"


class Profile(StrEnum):
    """The four first choices, in plain words on the screen."""

    KEEP_SEALED = "keep-sealed"
    CURATOR_MAY_READ = "curator-may-read"
    SUMMARY_COARSE = "summary-coarse"
    SUMMARY_FINER = "summary-finer"


Aims = Annotated[tuple[Aim, ...], Field(max_length=3), AfterValidator(sorted_set)]


class Terms(Message):
    """What is allowed. `Terms()` allows nothing and is the bottom of the lattice (SPEC 5.2)."""

    uses: Annotated[tuple[Use, ...], Field(max_length=5), AfterValidator(sorted_set)] = ()
    aims: Aims = ()
    ask_first: Aims = tuple(sorted(Aim))
    """Aims for which the source wants to be asked again, even where `aims` has them."""
    place: Place = Place.NONE
    period: Period = Period.NONE
    audience: Audience = Audience.NOBODY
    never_to: Annotated[int, Field(ge=0, lt=2**52)] = 2**52 - 1
    """A bitmap over the directory's list of bodies: bit i set means never to body i."""
    contact: Contact = Contact.NEVER
    not_before: Day = 100_000
    until_safe: bool = True
    """True: nothing leaves until the source says that it is safe."""
    forget_after: Literal[30, 90, 365] = 30
    """Days after which the part is destroyed."""
    given_by: GivenBy = GivenBy.GUARDIAN
    translation: bool = False
    urgent: bool = False
    """True: a warning may stand on this one report."""


def meet(*several: Terms) -> Terms:
    """What all of them allow: the greatest lower bound. At least one is needed (SPEC 5.2)."""
    if not several:
        raise ValueError("a meet needs at least one consent")
    return reduce(_meet_two, several)


def _meet_two(a: Terms, b: Terms) -> Terms:
    return Terms(
        uses=tuple(sorted(set(a.uses) & set(b.uses))),
        aims=tuple(sorted(set(a.aims) & set(b.aims))),
        ask_first=tuple(sorted(set(a.ask_first) | set(b.ask_first))),
        place=min(a.place, b.place),
        period=min(a.period, b.period),
        audience=min(a.audience, b.audience),
        never_to=a.never_to | b.never_to,
        contact=min(a.contact, b.contact),
        not_before=max(a.not_before, b.not_before),
        until_safe=a.until_safe or b.until_safe,
        forget_after=min(a.forget_after, b.forget_after),
        given_by=min(a.given_by, b.given_by),
        translation=a.translation and b.translation,
        urgent=a.urgent and b.urgent,
    )


def at_most(a: Terms, b: Terms) -> bool:
    """True where `a` allows nothing that `b` does not: the order of the lattice."""
    return meet(a, b) == a


def profile_terms(profile: Profile, today: int) -> Terms:
    """The terms behind one of the four first choices (SPEC 5.3)."""
    return _PROFILES[profile].model_copy(update={"not_before": today} if profile is not Profile.KEEP_SEALED else {})


_READ = Terms(
    uses=(Use.READ,),
    aims=(Aim.EARLY_WARNING,),
    ask_first=(),
    forget_after=365,
    given_by=GivenBy.MYSELF,
    until_safe=False,
)
_COARSE = _READ.model_copy(
    update={
        "uses": tuple(sorted((Use.READ, Use.COUNT, Use.SUMMARY))),
        "place": Place.FIRST_LEVEL,
        "period": Period.MONTH,
        "audience": Audience.CONSORTIUM,
        "never_to": 0,
        "translation": True,
    }
)
_PROFILES = {
    Profile.KEEP_SEALED: Terms(),
    Profile.CURATOR_MAY_READ: _READ,
    Profile.SUMMARY_COARSE: _COARSE,
    Profile.SUMMARY_FINER: _COARSE.model_copy(
        update={"place": Place.SECOND_LEVEL, "period": Period.WEEK, "audience": Audience.UN}
    ),
}


class ConsentStatement(Message):
    """One version of the consent for one part, named by its key, so that twelve words suffice to change it."""

    BOUND: ClassVar[int] = 1024

    type: Literal["leeward/v1/consent"] = "leeward/v1/consent"
    part_key: SignPublic
    version: Annotated[int, Field(ge=1, le=1000)]
    previous: Hash
    given: Day
    expires: Day
    asserted_by: AssertedBy
    terms: Terms

    def hash(self) -> bytes:
        return digest(Purpose.CONSENT_HASH, self.to_bytes())


class ClaimedConsent(Message):
    """A statement and a signature, not yet checked."""

    BOUND: ClassVar[int] = 1280

    statement: Annotated[bytes, Field(max_length=ConsentStatement.BOUND)]
    signature: Signature


def whose_word(claimed: ClaimedConsent) -> AssertedBy:
    """Whose word a version says it is; for what is shown, never for what is decided. Raises Malformed."""
    return ConsentStatement.from_bytes(claimed.statement).asserted_by


class WithdrawalStatement(Message):
    """The source takes one part back. It has no predecessor: it always holds, and it cannot be undone."""

    BOUND: ClassVar[int] = 256

    type: Literal["leeward/v1/withdrawal"] = "leeward/v1/withdrawal"
    part_key: SignPublic
    day: Day


class ClaimedWithdrawal(Message):
    BOUND: ClassVar[int] = 512

    statement: Annotated[bytes, Field(max_length=WithdrawalStatement.BOUND)]
    signature: Signature


def give(
    key: SignKey,
    terms: Terms,
    today: int,
    previous: ConsentStatement | None = None,
    asserted_by: AssertedBy = AssertedBy.SOURCE,
    lifetime: int = LIFETIME_DAYS,
) -> ClaimedConsent:
    """Sign a version of the consent with the part's own key. Lifetime in days, at most 365 (SPEC 5.4)."""
    statement = ConsentStatement(
        part_key=key.public,
        version=previous.version + 1 if previous else 1,
        previous=previous.hash() if previous else FIRST,
        given=today,
        expires=today + min(lifetime, LIFETIME_DAYS),
        asserted_by=asserted_by,
        terms=terms,
    ).to_bytes()
    return ClaimedConsent(statement=statement, signature=sign(key, Purpose.CONSENT, statement))


def verify_consent(
    claimed: ClaimedConsent, part_key: bytes, today: int, previous: ConsentStatement | None = None
) -> ConsentStatement:
    """Return the statement only if the part's key signed it and it follows `previous` (None for the first).

    Raises BadSignature, Malformed or BrokenChain.
    """
    verify(part_key, Purpose.CONSENT, claimed.statement, claimed.signature)
    statement = ConsentStatement.from_bytes(claimed.statement)
    expected = (previous.version + 1, previous.hash()) if previous else (1, FIRST)
    if statement.part_key != part_key or (statement.version, statement.previous) != expected:
        raise BrokenChain
    if not statement.given <= statement.expires <= statement.given + LIFETIME_DAYS:
        raise BrokenChain
    if statement.given > today + 1 or (previous and statement.given < previous.given):
        raise BrokenChain
    # A gateway's word can narrow what a source said, never replace the source's own.
    if previous and previous.asserted_by is AssertedBy.SOURCE and statement.asserted_by is AssertedBy.GATEWAY:
        raise BrokenChain
    return statement


def verify_own(claimed: ClaimedConsent, part_key: bytes) -> ConsentStatement:
    """The statement, if this key signed it of itself, whatever version it is: for whoever holds the key and no chain.

    Raises BadSignature, Malformed or BrokenChain.
    """
    verify(part_key, Purpose.CONSENT, claimed.statement, claimed.signature)
    statement = ConsentStatement.from_bytes(claimed.statement)
    if statement.part_key != part_key:
        raise BrokenChain
    return statement


def claimed_place(claimed: ClaimedConsent) -> tuple[bytes, int]:
    """The part key and version that a claim is for, to look up what it must follow; the key that it names signed it.

    Raises BadSignature or Malformed.
    """
    statement = ConsentStatement.from_bytes(claimed.statement)
    verify(statement.part_key, Purpose.CONSENT, claimed.statement, claimed.signature)
    return statement.part_key, statement.version


def verify_chain(claims: Sequence[ClaimedConsent], part_key: bytes, today: int) -> tuple[ConsentStatement, ...]:
    """Check every version in order, from the first. Raises what verify_consent raises; BrokenChain when empty."""
    checked: list[ConsentStatement] = []
    for claimed in claims:
        checked.append(verify_consent(claimed, part_key, today, checked[-1] if checked else None))
    if not checked:
        raise BrokenChain
    return tuple(checked)


def withdraw(key: SignKey, today: int) -> ClaimedWithdrawal:
    """Take a part back, for good."""
    statement = WithdrawalStatement(part_key=key.public, day=today).to_bytes()
    return ClaimedWithdrawal(statement=statement, signature=sign(key, Purpose.WITHDRAWAL, statement))


def verify_withdrawal(claimed: ClaimedWithdrawal) -> WithdrawalStatement:
    """Return the statement if the part's key that it names signed it; else raise BadSignature or Malformed."""
    statement = WithdrawalStatement.from_bytes(claimed.statement)
    verify(statement.part_key, Purpose.WITHDRAWAL, claimed.statement, claimed.signature)
    return statement


def in_force(chain: Sequence[ConsentStatement], received: Sequence[int], today: int) -> Terms:
    """What a checked chain of versions allows on a day (SPEC 5.5). Raises ConsentExpired, or BrokenChain when empty.

    `received[i]` is the day on which the vault first held version i + 1. The first version holds at once; a later
    one counts, for its first seven days, only as far as it narrows those before it. Its age is counted from the
    later of the two days, so that nobody shortens the wait by dating a version back.
    """
    if not chain or len(received) != len(chain):
        raise BrokenChain
    if today > chain[-1].expires:
        raise ConsentExpired
    settled = chain[0].terms
    fresh: list[Terms] = []
    for statement, arrived in zip(chain[1:], received[1:], strict=True):
        if today >= max(statement.given, arrived) + WIDENING_DAYS:
            settled, fresh = statement.terms, []
        else:
            fresh.append(statement.terms)
    return meet(settled, *fresh)


def check_opening(terms: Terms, kind: PartKind, aim: Aim) -> None:
    """Raise NotAllowed unless a part of this kind may be opened for this aim (SPEC 5.6).

    Identity is opened only where the source wants to be contacted now, or for accountability.
    """
    _check_aim(terms, aim)
    if Use.READ not in terms.uses:
        raise NotAllowed
    if kind is PartKind.IDENTITY and terms.contact is not Contact.NOW and aim is not Aim.ACCOUNTABILITY:
        raise NotAllowed


def check_contact(terms: Terms) -> None:
    """Raise NotAllowed unless the source may be answered when it checks in (SPEC 13.6)."""
    if terms.contact is Contact.NEVER:
        raise NotAllowed


def check_exact_words(terms: Terms) -> None:
    """Raise NotAllowed unless words of this part may stand in a summary as they are (SPEC 5.6)."""
    if Use.EXACT_WORDS not in terms.uses:
        raise NotAllowed


def check_media(terms: Terms, aim: Aim, today: int) -> None:
    """Return only if a copy of a file, drawn anew or cleaned, may be handed on for that aim today (SPEC 5.6).

    Raises NotAllowed, Embargoed or ForAChild.
    """
    _check_aim(terms, aim)
    if not {Use.READ, Use.MEDIA} <= set(terms.uses) or terms.audience is Audience.NOBODY:
        raise NotAllowed
    if terms.until_safe or today < terms.not_before:
        raise Embargoed
    if terms.given_by is GivenBy.GUARDIAN:
        raise ForAChild


def check_summary(
    terms: Terms, aim: Aim, place: Place, period: Period, audience: Audience, today: int, *, sensitive: bool = False
) -> None:
    """Return only if a summary so fine, for that circle and aim, may stand on these terms (SPEC 5.6).

    `sensitive`: it counts as one about minors or sexual violence. Raises NotAllowed, Embargoed or ForAChild.
    """
    _check_aim(terms, aim)
    if not {Use.READ, Use.COUNT, Use.SUMMARY} <= set(terms.uses):
        raise NotAllowed
    if place > terms.place or period > terms.period or audience > terms.audience:
        raise NotAllowed
    if terms.until_safe or today < terms.not_before:
        raise Embargoed
    if terms.given_by is GivenBy.GUARDIAN and not sensitive:
        raise ForAChild


def _check_aim(terms: Terms, aim: Aim) -> None:
    if aim not in terms.aims or aim in terms.ask_first:
        raise NotAllowed
