"""Promise 4: nothing is opened or released that its source does not allow, whatever the policy says.

Held by the vault for every opening and clearance, and again by each custodian's own device and by the desk
(tests/clients/custodian/test_judging.py, tests/server/redaction/test_attacks.py). Here: the laws, for any consent and
any policy; and the rows of a whole journey, judged anew from what the sources signed. It does not cover a vault that
hides a newer version: THREAT_MODEL.md says what that is worth.
"""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import (
    Aim,
    Audience,
    ClaimedConsent,
    ConsentStatement,
    GivenBy,
    Period,
    Place,
    Terms,
    Use,
    check_opening,
    check_summary,
    in_force,
    meet,
    verify_chain,
)
from protocol.errors import ConsentRefused
from protocol.ids import PartKind
from protocol.policy import ReleaseRules
from protocol.release import ClearanceRequest, ExpiryClass
from server.vault.clearance.clearances import ClearanceRefused, Standing, decide_clearance
from server.vault.counting.sources import ShutOut, Source
from tests.travelled import Travelled, rows_of
from tests.worlds import PARTNERS, TODAY

LOOSEST = ReleaseRules(
    k=2,
    partners=1,
    left_without_any_partner=0,
    finest_place=Place.SECOND_LEVEL,
    finest_period=Period.DAY,
    widest_audience=Audience.PUBLIC,
    sensitive_k=2,
    sensitive_place=Place.SECOND_LEVEL,
    sensitive_period=Period.DAY,
    longest_expiry=365,
)


def _some(values):
    return st.sets(st.sampled_from(list(values))).map(lambda chosen: tuple(sorted(chosen)))


TERMS = st.builds(
    Terms,
    uses=_some(Use),
    aims=_some(Aim),
    ask_first=_some(Aim),
    place=st.sampled_from(Place),
    period=st.sampled_from(Period),
    audience=st.sampled_from(Audience),
    not_before=st.integers(TODAY - 1, TODAY + 1),
    given_by=st.sampled_from(GivenBy),
    until_safe=st.booleans(),
)


@given(TERMS, st.sampled_from(Aim), st.sampled_from(PartKind))
def test_what_opens_is_what_the_source_said_a_curator_may_read_for_that_aim(terms, aim, kind):
    try:
        check_opening(terms, kind, aim)
    except ConsentRefused:
        return
    assert Use.READ in terms.uses
    assert aim in terms.aims
    assert aim not in terms.ask_first


ALL = Terms(
    uses=tuple(sorted(Use)),
    aims=tuple(sorted(Aim)),
    ask_first=(),
    place=Place.SECOND_LEVEL,
    period=Period.DAY,
    audience=Audience.PUBLIC,
    never_to=0,
    not_before=TODAY,
    until_safe=False,
    given_by=GivenBy.MYSELF,
)
NARROWED = TERMS.flatmap(
    lambda other: st.sampled_from(sorted(Terms.model_fields)).map(
        lambda name: ALL.model_copy(update={name: getattr(other, name)})
    )
)
"""All allowed but for one field, so that it is often just one wish of one source that stands against a release."""


@given(
    st.lists(st.just(ALL) | NARROWED, min_size=5, max_size=6),
    st.sampled_from(Aim),
    st.sampled_from([Place.COUNTRY, Place.FIRST_LEVEL, Place.SECOND_LEVEL]),
    st.sampled_from([Period.MONTH, Period.WEEK, Period.DAY]),
    st.sampled_from([Audience.TASK_FORCE, Audience.CONSORTIUM, Audience.UN, Audience.PUBLIC]),
    st.booleans(),
)
def test_under_the_loosest_policy_what_leaves_is_what_every_source_allows(
    several, aim, place, period, audience, sensitive
):
    try:
        check_summary(meet(*several), aim, place, period, audience, TODAY, sensitive=sensitive)
        allowed = True
    except ConsentRefused:
        allowed = False
    try:
        decide_clearance(
            _asked(aim, place, period, audience, sensitive), _standing(several), LOOSEST, (), ShutOut(), TODAY
        )
        cleared = True
    except ClearanceRefused:
        cleared = False
    assert cleared == allowed


def _standing(several: list[Terms]) -> list[Standing]:
    sources = [Source(bytes([at]) * 32, "2026-q4", PARTNERS[at % 3]) for at in range(len(several))]
    return [
        Standing(terms, withdrawn=False, opened=True, source=source)
        for terms, source in zip(several, sources, strict=True)
    ]


def _asked(aim: Aim, place: Place, period: Period, audience: Audience, sensitive: bool) -> ClearanceRequest:
    return ClearanceRequest(
        directory=bytes(32),
        compartment="xa-testimony",
        commitment=bytes(32),
        parts=(bytes(32),),
        aim=aim,
        audience=audience,
        place=place,
        period=period,
        expiry=ExpiryClass.MONTH,
        urgent=False,
        sensitive=sensitive,
        predecessor=None,
        beside=(),
        curator="desk-1",
        reviewer="desk-2",
    )


def test_every_part_that_was_opened_on_the_journey_was_allowed_to_be(travelled: Travelled):
    """From the rows alone, as an auditor with the vault's database would: what each source signed, against what was."""
    rows, today = travelled.rows("vault"), travelled.stage.ground.today
    parts, consents, openings = ({} for _ in range(3))
    chains: defaultdict[bytes, dict[int, tuple[ClaimedConsent, int]]] = defaultdict(dict)
    for row in rows_of(rows, "parts"):
        parts[row["id"]] = row
    for row in rows_of(rows, "consents"):
        chains[row["part"]][row["version"]] = ClaimedConsent.from_bytes(row["claimed"]), row["received"]
    for row in rows_of(rows, "openings"):
        openings[row["id"]] = row
    for part, versions in chains.items():
        consents[part] = _in_force(versions, parts[part]["part_key"], today)
    opened = [row for row in rows_of(rows, "opening_parts") if row["state"] in {"approved", "opened"}]
    assert len(opened) >= 5
    for row in opened:
        check_opening(consents[row["part"]], parts[row["part"]]["kind"], Aim(openings[row["opening"]]["aim"]))


def test_no_part_that_was_taken_back_stands_open(travelled: Travelled):
    rows = travelled.rows("vault")
    taken_back = {row["part"] for row in rows_of(rows, "withdrawals")}
    assert taken_back
    states = [row["state"] for row in rows_of(rows, "opening_parts") if row["part"] in taken_back]
    assert states
    assert not {"requested", "logged", "approved"} & set(states)


def test_an_opening_that_was_not_allowed_would_be_seen(travelled: Travelled):
    """The judgement of the rows above can fail: the same rows, with the default consent in the place of the true."""
    with pytest.raises(ConsentRefused):
        check_opening(Terms(), PartKind.TESTIMONY, Aim.EARLY_WARNING)


def _in_force(versions: dict[int, tuple[ClaimedConsent, int]], part_key: bytes, today: int) -> Terms:
    ordered = [versions[number] for number in sorted(versions)]
    chain = verify_chain(tuple(claimed for claimed, _ in ordered), part_key, today)
    assert all(isinstance(one, ConsentStatement) for one in chain)
    return in_force(chain, tuple(received for _, received in ordered), today)
