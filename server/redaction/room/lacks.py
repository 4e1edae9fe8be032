"""What it means where a room cannot forbid itself something, and what whoever runs the desk can do: for the doctor."""

from __future__ import annotations

from collections.abc import Collection

from server.redaction.errors import RoomGone
from server.redaction.own_memory import memory_faults
from server.redaction.room.asking import begin
from server.redaction.room.processes import start_process
from server.redaction.room.questions import Lack

NO_ROOM = "No room begins on this machine: nothing can be opened at this desk. Is there memory for another process?"
_MEANS = {
    Lack.MEMORY_LOCK: "What is read may be swapped out. Give the desk LimitMEMLOCK=infinity (ulimit -l unlimited).",
    Lack.MEMORY_BOUND: "A room may take all memory there is: a part made for that can stop this machine.",
    Lack.NETWORK: "Rooms have no network of their own: let this user make namespaces (user.max_user_namespaces).",
    Lack.FILES: "A room could read other files of this user. It takes Linux 5.13 with Landlock.",
    Lack.CALLS: "A room could open sockets and start programs. It takes Linux with seccomp, on x86-64 or aarch64.",
    Lack.PARENT: "A room may outlive a desk that was killed, by the question that it is busy with. It takes Linux.",
}
_HELD_BY_ANOTHER = {Lack.NETWORK: Lack.CALLS}
"""Who can make no socket needs no network of their own."""


async def room_faults() -> tuple[str, ...]:
    """Begin a room, hear what it lacks, and end it: a sentence for each fault that nothing else makes good; and for
    those of the desk's own memory."""
    try:
        room = await begin(start_process)
    except RoomGone:
        return (NO_ROOM,)
    room.end()
    return (*faults_of(room.lacks), *memory_faults())


def faults_of(lacks: Collection[Lack]) -> tuple[str, ...]:
    return tuple(said for lack, said in _MEANS.items() if lack in lacks and _HELD_BY_ANOTHER.get(lack, lack) in lacks)
