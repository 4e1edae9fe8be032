"""Promise 2: q of n custodians and one of the two desks together read a part; nobody with less does.

Everything that an alliance can hold is tried: each set of custodians, with each desk, with the recovery key, with
none; and what each of them could still do by joining shares as they please. This covers the bytes. What the vault and
a custodian's own device demand before an approval exists is in tests/server/vault/test_attacks.py and
tests/clients/custodian/test_judging.py. It does not cover a quorum that conspires with a desk: that is said.
"""

from itertools import combinations

import pytest

from protocol.consent import Profile, give, profile_terms
from protocol.contents import Testimony
from protocol.control import ControlBlock
from protocol.errors import ProtocolError
from protocol.primitives import SealKey, SignKey
from protocol.reply import vouch_reply_key
from protocol.sealing import open_part, open_seat, seal_part
from protocol.shares import join
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium()
COMPARTMENT = WORLD.directory.compartment("xa-testimony")
CUSTODIANS = [one.seal_key for one in WORLD.custodians["xa-testimony"]]
DESKS = [one.seal_key for one in WORLD.desks["xa-testimony"]]
TEXT = Testimony(text="Heard the drums before dawn").to_bytes()
KEY = SignKey(bytes(range(32)))
REPLY_KEY = SealKey(bytes(32)).public
BLOCK = ControlBlock(
    consent=give(KEY, profile_terms(Profile.SUMMARY_FINER, TODAY), TODAY),
    card=None,
    mailbox=bytes(16),
    reply_key=REPLY_KEY,
    reply_signature=vouch_reply_key(KEY, REPLY_KEY),
)
PART = seal_part(TEXT, WORLD.directory, COMPARTMENT, KEY, BLOCK)
SEATS = range(1, len(CUSTODIANS) + 1)
SHARES = {seat: open_seat(CUSTODIANS[seat - 1], PART.header, PART.id(), seat, PART.seats[seat - 1]) for seat in SEATS}
ALLIANCES = [set(some) for size in range(len(CUSTODIANS) + 1) for some in combinations(SEATS, size)]


def _read(alliance: set[int], desk: SealKey, place: int) -> bytes | None:
    try:
        return open_part(PART, {seat: SHARES[seat] for seat in alliance}, desk, place)
    except ProtocolError:
        return None


@pytest.mark.parametrize("place", range(1, len(DESKS) + 1))
def test_of_all_alliances_with_a_desk_those_of_a_quorum_read_and_no_other(place: int):
    readers = [alliance for alliance in ALLIANCES if _read(alliance, DESKS[place - 1], place) == TEXT]
    assert readers == [alliance for alliance in ALLIANCES if len(alliance) >= COMPARTMENT.needed]
    assert len(ALLIANCES) == 2 ** len(CUSTODIANS)


def test_no_alliance_without_a_desk_reads_not_even_all_custodians():
    """A custodian's own key in the desk's place, and the desk of another country's compartment."""
    strangers = [*CUSTODIANS, WORLD.desks["xb-testimony"][0].seal_key]
    places = range(1, len(DESKS) + 1)
    assert not [key for key in strangers for place in places if _read(set(SEATS), key, place) is not None]


def test_fewer_shares_than_a_quorum_leave_every_secret_as_likely_as_another():
    """Not a matter of computing: below the quorum each byte of the secret fits, so there is nothing to search for."""
    few = [SHARES[seat] for seat in list(SEATS)[: COMPARTMENT.needed - 1]]
    missing = len(CUSTODIANS) + 1
    first_bytes = {
        join([*few, bytes([made]) + few[0][1:-1] + bytes([missing])], COMPARTMENT.needed)[0] for made in range(256)
    }
    assert first_bytes == set(range(256))


def test_no_key_of_one_part_opens_another():
    other = seal_part(TEXT, WORLD.directory, COMPARTMENT, KEY, BLOCK)
    with pytest.raises(ProtocolError):
        open_part(other, {seat: SHARES[seat] for seat in SEATS}, DESKS[0], 1)
