"""`leeward-sms`: takes text messages from a provider's or a phone's signed webhook, and seals each one at once.

    leeward-sms --config FILE           take messages, until it is ended
    leeward-sms status --config FILE    how many sealed records wait, and whether intake can be reached

What it cannot do: a plain SMS was readable to the carrier, to the provider and to this machine before it was sealed
here, and it stays in the Sent folder of the phone that wrote it, in the Messages of a phone that runs sms-gate, and in
the provider's records, until somebody deletes it there.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Annotated

import httpx
import typer
import uvicorn

from clients.head_memory import Contradicted, HeadMemoryError, Held
from clients.kept_notes import kept_files
from clients.sms_gateway import quiet
from clients.sms_gateway.api import create_app
from clients.sms_gateway.comparing import SAID_OF
from clients.sms_gateway.errors import BadSettings, GatewayError, NoDirectory
from clients.sms_gateway.journal import Journal, waiting
from clients.sms_gateway.papers import Papers
from clients.sms_gateway.reception import Caller, Reception
from clients.sms_gateway.settings import Settings, read_settings
from clients.sms_gateway.uploads import Uploader, keep_directory_fresh
from clients.to_intake import CannotReach, Intake, IntakeDoorError
from protocol.errors import Malformed, ProtocolError
from protocol.ids import date_of
from protocol.primitives import system_random
from protocol.roots import NotEnoughRoots

app = typer.Typer(help=__doc__, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

_Config = Annotated[Path | None, typer.Option("--config", help="The settings file (TOML).", exists=True)]

STAYS_BEHIND = """\
Each text message is sealed here before it is answered for; nothing readable is written on this machine.
Before that, carrier, provider and this machine could read it. It also stays, until somebody deletes it there:
  * in the Sent folder of the phone that wrote it: tell people to delete it, and how;
  * in the Messages of a phone that runs sms-gate: delete it there, or let that phone keep none;
  * in the provider's own records: ask the provider to redact or delete messages, and how soon it does."""

WHERE_TO = (
    "Send that file to custodians, witnesses and auditors, by another way than whoever runs the log: `leeward ledger "
    "compare` says what it proves. Messages are taken and sent as before. Once people have decided, put it away."
)
"""This gateway stops for no log, so people have to be told."""

_SHOWN = {
    Held.BEGUN: "shows a first one",
    Held.SAME: "shows the same",
    Held.NEWER: "shows a larger one",
    Held.OLDER: "shows a smaller one, which may be late only: if that stays, tell custodians, witnesses and auditors",
}


@app.callback(invoke_without_command=True)
def serve(context: typer.Context, config: _Config = None) -> None:
    context.obj = config
    if context.invoked_subcommand is None:
        _serve(_settings(config))


serve.__doc__ = __doc__


@app.command()
def status(
    context: typer.Context,
    config: _Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for another program.")] = False,
) -> None:
    """How many sealed records wait, whether the gateway runs and intake can be reached, and whether the log lied."""
    settings = _settings(config or context.obj)
    papers = _papers(settings, Intake(settings.intake, settings.proxy))
    intake, log = _look_at_intake(papers), _look_at_log(papers)
    conflicts = [file.name for file in kept_files(settings.folder)]  # after that look, which may have found another one
    found = {
        "waiting": sum(1 for _ in waiting(settings.folder)),
        "taking_messages": _takes_messages(settings),
        "intake": intake,
        "log": log,
        "log_conflicts": conflicts,
    }
    if as_json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    if not settings.folder.is_dir():
        print("The journal's folder is not there: was the gateway ever started with these settings, is its disk away?")
    print(f"Sealed records that wait for intake: {found['waiting']} (a text message makes two).")
    print(f"The gateway {'takes messages' if found['taking_messages'] else 'does not take messages now'}.")
    print(f"Intake: {found['intake']}.")
    print(f"The log: {found['log']}.")
    for name in conflicts:
        print(f"The log: two of its heads contradict each other; both are in {settings.folder / name}. {WHERE_TO}")


def main() -> None:
    """The program."""
    quiet.quiet_process()
    try:
        app()
    except (GatewayError, IntakeDoorError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)


def _settings(config: Path | None) -> Settings:
    if config is None:
        raise BadSettings("Say which settings to use: leeward-sms --config FILE")
    return read_settings(config)


def _serve(settings: Settings) -> None:
    sys.stderr.write(STAYS_BEHIND + "\n")
    for source in settings.sources:
        sys.stderr.write(f"Webhook of {source.name}: {settings.webhook_url(source)}\n")
    intake = Intake(settings.intake, settings.proxy)
    papers = _papers(settings, intake)
    callers = {
        source.name: Caller(source, source.read_secret(), settings.webhook_url(source)) for source in settings.sources
    }
    listening = _listen(settings)
    journal = _open_journal(settings.folder)
    _keep_directory(papers)
    uploader = Uploader(
        journal, papers, intake, settings.spread, settings.gap, timer=time.monotonic, random=system_random
    )
    reception = Reception(callers, papers, journal, time.time, system_random, uploader.told)
    try:
        asyncio.run(_run(listening, reception, uploader))
    finally:
        reception.close()  # when no thread of ours works in the folder any more: the next gateway may begin then


def _papers(settings: Settings, intake: Intake) -> Papers:
    return Papers(settings.pinned, settings.folder, settings.country, intake, time.time)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError:
        raise BadSettings("Nobody can listen at this host and port: is another program there?") from None


def _open_journal(folder: Path) -> Journal:
    try:
        return Journal(folder, system_random)
    except OSError:
        raise BadSettings("The journal's folder cannot be made, read or written.") from None


def _keep_directory(papers: Papers) -> None:
    try:
        papers.keep()
    except OSError:
        raise BadSettings("The directory cannot be kept in the journal's folder: is its disk full?") from None


async def _run(listening: socket.socket, reception: Reception, uploader: Uploader) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(reception),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=256,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
        )
    )
    async with _alongside(server, uploader, reception.papers) as fallen:
        quiet.say(quiet.Event.READY)
        await server.serve(sockets=[listening])
    if fallen:
        sys.exit(1)  # so that whatever started the gateway starts it again


@asynccontextmanager
async def _alongside(
    server: uvicorn.Server, uploader: Uploader, papers: Papers
) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Uploads and the directory, for as long as the server runs; and the server no longer than they do.

    What is yielded holds afterwards what ended by itself.
    """
    fallen: list[asyncio.Task[None]] = []

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            fallen.append(task)
            error = task.exception()
            quiet.fault(type(error) if error else None, error.__traceback__ if error else None)
            server.should_exit = True  # what only takes in and never sends must not look alive

    tasks = [asyncio.create_task(uploader.run()), asyncio.create_task(keep_directory_fresh(papers, time.monotonic))]
    for task in tasks:
        task.add_done_callback(ended)
    try:
        yield fallen
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _takes_messages(settings: Settings) -> bool:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    with suppress(httpx.HTTPError, httpx.InvalidURL, ValueError):  # whatever else may listen at that port
        return httpx.get(f"http://{host}:{settings.port}/v1/ready", timeout=5, trust_env=False).is_success
    return False


def _look_at_intake(papers: Papers) -> str:
    try:
        directory = papers.look()
    except CannotReach:
        return "cannot be reached"
    except IntakeDoorError as away:
        return str(away).rstrip(".")
    except (NotEnoughRoots, Malformed):
        return "reached, but its directory is not one that your roots signed"
    except ProtocolError as refused:
        return f"reached, but its directory is not taken. {refused} Ask a root holder which one is in force"
    if not papers.serves(directory):
        return f"reached, but its directory has nobody to seal to in {papers.country}: no text message is taken"
    stale = ", which has ended: ask for a new one" if directory.stale else ""
    return f"reached; directory number {directory.contents.number}{stale}"


def _look_at_log(papers: Papers) -> str:
    try:
        kept, shown = papers.kept_head(), _shown(papers)
    except NoDirectory:
        return "not compared: no directory is held that serves today"
    except Contradicted as lie:
        return str(lie).rstrip(".")
    except HeadMemoryError as refused:
        return SAID_OF[type(refused)].value
    if kept is None:
        return f"no head of it is kept yet; {shown}"
    return f"the largest head that was shown has {kept.size} entries and is kept since {date_of(kept.since)}; {shown}"


def _shown(papers: Papers) -> str:
    try:
        return f"intake {_SHOWN[papers.look_at_head().held]}"
    except (IntakeDoorError, ProtocolError):
        return "intake shows none that can be compared now"


if __name__ == "__main__":
    main()
