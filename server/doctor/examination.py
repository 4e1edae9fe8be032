"""One zone on one machine, looked at from every side at once. Nothing is changed, and nothing takes long."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from server.doctor.databases import look_at_logins
from server.doctor.findings import Report
from server.doctor.host import judge_host, read_host
from server.doctor.page import look_at_page
from server.doctor.papers import judge_papers, read_papers
from server.doctor.peers import judge_witnesses, look_at_own_log, look_at_peers
from server.doctor.rooms import Cleans, RoomFaults, look_at_files, look_at_rooms
from server.doctor.told import judge_file, judge_settings_file, read_files, read_told
from server.doctor.versions import judge_versions, read_versions
from server.pinned import Clock
from server.settings import CheckedSettings


async def examine(
    zone: str,
    kind: type[CheckedSettings],
    config: Path | None,
    environment: Mapping[str, str],
    clock: Clock,
    room_faults: RoomFaults | None = None,
    cleans_documents: Cleans | None = None,
) -> Report:
    """What asks the zone itself is as its start.py has it. Ten seconds or so, also where peers hang."""
    told = read_told(kind, config, environment)
    papers = await asyncio.to_thread(read_papers, zone, told.pinned, told.sign_key, clock)
    logins, peers = await asyncio.gather(
        look_at_logins(zone, told.databases), look_at_peers(told.peers, papers.directory, clock)
    )
    own_log = await look_at_own_log(told.host, told.port, papers.directory, clock) if zone == "ledger" else []
    page = [await asyncio.to_thread(look_at_page, told.host, told.port, told.pinned, clock)] if told.page else []
    findings = [
        judge_settings_file(kind, config, environment),
        *map(judge_file, read_files(told, config)),
        *judge_papers(papers.facts),
        *logins,
        *peers,
        *own_log,
        *page,
        judge_witnesses(papers.directory),
        *judge_host(read_host()),
        *await look_at_rooms(room_faults),
        *await look_at_files(cleans_documents),
        *judge_versions(await asyncio.to_thread(read_versions)),
    ]
    return Report(zone, tuple(findings))
