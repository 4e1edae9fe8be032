"""`leeward web verify`."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import httpx
import typer

from clients.auditor.errors import AddressWithMore, NothingBuilt
from clients.auditor.log_check import Log
from clients.auditor.page_checks import Check, Outcome
from clients.auditor.page_visit import Against, visit
from clients.built_pages import read_built_folder
from clients.paper_files import read_roots
from clients.to_intake import Intake
from protocol.built_page import BuiltPage
from protocol.ids import day_of


def verify(
    url: Annotated[str, typer.Argument(help="Address of the page, as a source types it.")],
    roots: Annotated[Path, typer.Option(help="The roots file that came with this program.", exists=True)],
    proxy: Annotated[str | None, typer.Option(help="For Tor: socks5h://127.0.0.1:9050 (9150 for Tor Browser).")] = None,
    ledger: Annotated[str | None, typer.Option(help="Address of the log: has it only grown since?")] = None,
    built: Annotated[
        Path | None, typer.Option(help="A folder of pages that you built yourself.", exists=True, file_okay=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for another program.")] = False,
) -> None:
    """Fetch the page and hold every byte of it, and its headers, against the log. One line a check; what does not hold
    once more at the end, and then the verdict.

    Exit status 1 if anything does not hold. It shows what this machine was served now: a server can serve others
    something else, so do it from several places, and through Tor.
    """
    against = Against(
        read_roots(roots),
        day_of(time.time()),
        Log(ledger, proxy=proxy) if ledger else None,
        _built(built) if built else None,
    )
    checks = []
    for one in visit(_door(url, proxy), against):
        checks.append(one)
        if not as_json:
            typer.echo(_line(one))
    if as_json:
        sys.stdout.write(json.dumps(_data(checks)) + "\n")
    else:
        typer.echo("\n".join(_at_the_end(checks)))
    if not all(one.is_well for one in checks):
        raise typer.Exit(1)


def _built(folder: Path) -> dict[str, BuiltPage]:
    """Raises NothingBuilt, or a child of PageRefused.

    A folder with none is another folder than was meant; held against it every page would be a lie.
    """
    if not (pages := read_built_folder(folder)):
        raise NothingBuilt
    return pages


def _door(url: str, proxy: str | None) -> Intake:
    """Raises AddressWithMore or IntakeDoorError."""
    door = Intake(url, proxy)
    if httpx.URL(url).raw_path != b"/" or "#" in url:
        raise AddressWithMore
    return door


def _at_the_end(checks: list[Check]) -> list[str]:
    """Among seventy lines that hold, one that does not would go by unseen: so it stands here again."""
    wrong = [_line(one) for one in checks if not one.is_well]
    return [*([""] if wrong else []), *wrong, verdict(checks)]


def verdict(checks: list[Check]) -> str:
    """One sentence, of the checks that were asked for."""
    made = [one.outcome for one in checks if one.outcome is not Outcome.NOT_ASKED]
    failed, unknown = made.count(Outcome.FAILS), made.count(Outcome.OPEN)
    if not failed and not unknown:
        return f"All {len(made)} checks hold."
    return f"{failed} of {len(made)} checks {_fail(failed)}{f', {unknown} {_are(unknown)} open' if unknown else ''}."


def _fail(number: int) -> str:
    return "fails" if number == 1 else "fail"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _line(check: Check) -> str:
    return f"{check.outcome:<11}{check.about}: {check.said}"


def _data(checks: list[Check]) -> dict[str, object]:
    return {"holds": all(one.is_well for one in checks), "checks": [asdict(one) for one in checks]}
