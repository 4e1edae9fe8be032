"""Everything the journey runs on, up and ready: PostgreSQL, papers and keys, the zones, the desks, the gateway."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from server.demo.ending import ended_by_signals
from server.demo.errors import StepFailed
from server.demo.gateway import gateway_process
from server.demo.ground import COUNTRIES, DESKS, PARTNERS, ZONES, Ground, lay_ground
from server.demo.page import check_built, give_to_log, install_page, prove
from server.demo.processes import Process, run, zone_process
from server.demo.telling import Step, Teller
from server.demo.witnesses import WITNESSES, begin_watch, make_witness, witness_process
from server.embedded_postgres import EmbeddedPostgres


@dataclass(frozen=True, slots=True)
class Stage:
    """What is up: the papers, the database server, and each process by its name."""

    ground: Ground
    postgres: EmbeddedPostgres
    processes: dict[str, Process]
    witnesses: tuple[Process, ...] = ()
    """They listen nowhere: what they do, the log shows."""

    def last_words(self) -> str:
        """How the log of each process ends that said anything."""
        every = self.processes | {one.name: one for one in self.witnesses}
        return "; ".join(f"{name}: {said}" for name, process in every.items() if (said := process.last_words()))


@contextmanager
def staged(teller: Teller, today: int) -> Iterator[Stage]:
    """Set it all up in a new folder, and leave nothing of it behind.

    Raises StepFailed where the page is not built, DidNotStart or PostgresError. A step that fails meanwhile says how
    the logs end: they are removed with everything else.
    """
    with ended_by_signals() as undisturbed, ExitStack() as stack:
        try:
            stage = _set_up(stack, teller, today)
            try:
                yield stage
            except StepFailed as failed:
                raise StepFailed(f"{failed} The logs end: {stage.last_words() or '(all are empty)'}") from failed
        finally:
            undisturbed()
            # Whoever closed the terminal reads no more, and everything must still be cleared away.
            with suppress(OSError):
                teller.working("stopping what was started, and removing what was made")


def _set_up(stack: ExitStack, teller: Teller, today: int) -> Stage:
    check_built()
    folder = Path(tempfile.mkdtemp(prefix="leeward-demo-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    teller.working("starting PostgreSQL")
    postgres = stack.enter_context(EmbeddedPostgres.start())
    ground = _found(teller, folder, postgres, today)
    languages = install_page(ground)
    processes = _all_processes(ground)
    for partner in PARTNERS:
        _load_cards(ground, partner)
    give_to_log(ground)
    late = ("intake", "gateway")  # one serves a page that the log must have, the other needs the directory of intake
    _start(stack, [process for name, process in processes.items() if name not in late])
    witnesses = _start_witnesses(stack, teller, ground)
    teller.working("waiting for the log to prove the page that intake is to serve")
    prove(ground)
    _start(stack, [processes[name] for name in late])
    teller.tell(
        Step(
            "zones",
            "start",
            "five zones with a database and roles each, two desks without one, and an SMS gateway run as eight "
            "processes that share nothing but HTTP",
            "any zone: another zone's tables; each database lets in its own roles only",
        )
    )
    teller.tell(
        Step(
            "intake",
            "page",
            f"intake serves the page for browsers in {languages} languages; the log had its manifest before anyone got "
            "the page, so that anyone can compare the two",
            "the page's server: what is typed into it. A report is sealed in the browser",
            {"languages": languages},
        )
    )
    return Stage(ground, postgres, processes, witnesses)


def _start_witnesses(stack: ExitStack, teller: Teller, ground: Ground) -> tuple[Process, ...]:
    logs = ground.path("logs")
    watching = tuple(witness_process(begin_watch(ground, name), name, logs) for name in WITNESSES)
    for process in watching:
        stack.callback(process.stop)
        process.start()
    teller.tell(
        Step(
            "witness",
            "watch",
            f"{len(watching)} partners run a witness each: every second it asks the log for a proof that it only grew, "
            "and co-signs it. Nothing is opened or released on what fewer have co-signed",
            "a witness: what any leaf says, or how much happens",
            {"witnesses": list(WITNESSES)},
        )
    )
    return watching


def _start(stack: ExitStack, processes: Sequence[Process]) -> None:
    for process in processes:
        stack.callback(process.stop)
        process.start()
    for process in processes:
        process.wait_until_ready()


def _found(teller: Teller, folder: Path, postgres: EmbeddedPostgres, today: int) -> Ground:
    teller.working("making keys, databases, a directory, a policy and cards")
    ground = lay_ground(folder, postgres.url(), today, lambda laid: [make_witness(laid, name) for name in WITNESSES])
    teller.tell(
        Step(
            "directory",
            "found",
            f"two of three roots sign a directory: {len(COUNTRIES)} countries, testimony opened by 4 of 7 custodians, "
            f"identity by 5 of 7 others, files by 3 of 5 more, {len(PARTNERS)} partners with cards; two administrators "
            "sign the policy",
            "any one person: enough keys to read a report",
        )
    )
    return ground


def _all_processes(ground: Ground) -> dict[str, Process]:
    logs = ground.path("logs")
    logs.mkdir(mode=0o700, exist_ok=True)
    zones = {name: name for name in ZONES} | dict.fromkeys(DESKS, "redaction")
    processes = {
        name: zone_process(zone, ground.path("settings", f"{name}.toml"), ground.ports[name], logs, name)
        for name, zone in zones.items()
    }
    return processes | {"gateway": gateway_process(ground, logs)}


def _load_cards(ground: Ground, partner: str) -> None:
    listed = ground.path("cards", f"{partner}.card-list.cbor")
    run("server.cli", "cards", "load", str(listed), "--config", str(ground.path("settings", "cards.toml")))
