"""Something urgent waits in a compartment: the vault says so, and those on call are told at once. SPEC 18.4.

Rules of this file
* An alarm says which compartment, and nothing else; the same again changes nothing. It is kept in memory alone.
* Nobody is told more often than the settings say, whatever rings and however often: one request looks like ten.
* Fewer seats on call than the quorum are too few: then all custodians of the compartment are told who are not away.
"""

from __future__ import annotations

from datetime import UTC, datetime

from protocol.directory import Compartment, DeviceRole, TrustedDirectory
from protocol.errors import DirectoryRefused
from protocol.ids import day_of_date
from server.policy.accounts.world import StaffWorld
from server.policy.custody.kept_rota import Kept, away_on, load, rota_of
from server.policy.custody.rung import Alarms
from server.policy.errors import NotForThisKey
from server.policy.notices.errors import NotSent
from server.policy.notices.preferences import ZONE, all_wanted
from server.policy.notices.ways import tell
from server.policy.notices.words import Occasion
from server.policy.rota import known_zone, on_call


def check_is_vault(directory: TrustedDirectory, key: bytes) -> None:
    """Raises NotForThisKey."""
    if key != directory.device_key(DeviceRole.VAULT):
        raise NotForThisKey


async def sound(world: StaffWorld, alarms: Alarms) -> None:
    """Tell whoever is on call where something rang. Without an answer of the mail server it rings again by itself."""
    rung = alarms.taken()
    if not rung:
        return
    now, people = world.clock(), world.people()
    called = set[str]()
    for compartment in _compartments(world, rung):
        kept = await load(world.database, compartment.name)
        called |= who_is_called(kept, compartment, world.pinned.directory, now)
    wanted = [one for one in await all_wanted(world.database) if one.person in called and one.person in people]

    async def claim(person: str) -> bool:
        return alarms.may_tell(person, now, world.ways.urgent_seconds)

    try:
        await tell(world.ways, wanted, Occasion.URGENT, claim, now, world.random)
    except NotSent:
        # Nothing is said of it: a line in a journal would say when something urgent waited.
        return


def who_is_called(kept: Kept, compartment: Compartment, directory: TrustedDirectory, now: float) -> set[str]:
    """The names of those on call; and of all custodians who are there, where those are fewer than the quorum."""
    moment, rota = datetime.fromtimestamp(now, UTC), rota_of(kept, compartment, directory)
    called = set(on_call(rota, moment))
    if len(rota.seats(called)) >= compartment.needed:
        return called
    return called | {seat.custodian for seat in compartment.seats if not is_away(kept, seat.custodian, moment)}


def is_away(kept: Kept, person: str, moment: datetime) -> bool:
    """By the clock on their own wall."""
    today = moment.astimezone(known_zone(kept.zones.get(person, ZONE))).date()
    return person in away_on(day_of_date(today), kept.absences)


def _compartments(world: StaffWorld, names: set[str]) -> list[Compartment]:
    try:
        return [one for one in world.pinned.directory.contents.compartments if one.name in names]
    except DirectoryRefused:
        return []
