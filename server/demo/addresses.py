"""Where everything of the demo is: each page, who signs in there and how, and each zone's address."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from server.demo.ground import COLLECT_SECONDS, COUNTRIES, DESKS, Ground
from server.demo.staff import WHO, invite_staff
from server.demo.stage import Stage
from server.demo.telling import Step, Teller

_OVERSIGHT = ("people", "devices", "compartments", "partners", "orders", "policies", "activity")

_OF_THE_ZONES = ("Zones, desks and the gateway answer signed requests; what they take says each one's /openapi.json.",)


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and what somebody has to know there."""

    name: str
    url: str
    lines: tuple[str, ...] = ()


def show_addresses(stage: Stage, teller: Teller) -> None:
    """Tell it as one step, and for people as a list. Makes the links, so that each call makes them anew."""
    links = invite_staff(stage.ground)
    places = [*_pages(stage.ground, links), *_zones(stage)]
    said = f"papers, keys and settings are in {stage.ground.folder}"
    addresses = {one.name: one.url for one in places}
    teller.tell(Step("zones", "stay", said, "", addresses | {"links": dict(links)}))
    for line in _lines(places):
        teller.working(line)


def _lines(places: list[Place]) -> Iterator[str]:
    for one in places:
        if one.lines:
            yield ""
        yield f"{one.name:<14} {one.url}"
        for line in one.lines:
            yield f"{'':<14} {line}"


def _pages(ground: Ground, links: Mapping[str, str]) -> Iterator[Place]:
    yield Place("page", f"{ground.url('intake')}/", _of_the_page(ground))
    yield Place("staff", f"{ground.pages}/staff/", _of_the_staffs_pages(links))
    yield Place("custodians", f"{ground.custodian_page}/", _of_the_custodians_page(ground))


def _zones(stage: Stage) -> Iterator[Place]:
    yield Place("log", f"{stage.ground.url('ledger')}/checkpoint", ("What witnesses co-sign, for everyone to read.",))
    for number, (name, process) in enumerate(stage.processes.items()):
        of_a_desk = _of_a_desks_pages(stage.ground, name, process.url) if name in DESKS else ()
        yield Place(name, process.url, of_a_desk if number else _OF_THE_ZONES)


def _of_the_page(ground: Ground) -> tuple[str, ...]:
    """What to do with its address."""
    return (
        "For people who report: open it in a browser. What was sent from there shows under its words some seconds",
        f"later: the vault comes every {COLLECT_SECONDS} seconds, and makes mailboxes anew. Elsewhere, in hours.",
        f"{' and '.join(COUNTRIES.values())} have codes of no country ({', '.join(COUNTRIES)}): browsers may call them",
        "Pseudo-Accents and Pseudo-Bidi. Whether the page is the one that was logged, from another terminal:",
        verify_command(ground),
    )


def _of_the_staffs_pages(links: Mapping[str, str]) -> tuple[str, ...]:
    """Who signs in there, each with a link."""
    longest = max(len(person) + len(role) for person, role in WHO.items()) + 3
    return (
        "For those who administer, look on, keep keys and read. A link brings in one passkey, once, within 24 hours.",
        f"Administrators and the auditor find /staff/ and then: {', '.join(_OVERSIGHT)}.",
        *(f"{f'{person} ({WHO[person]})':<{longest}} {link}" for person, link in links.items()),
    )


def _of_the_custodians_page(ground: Ground) -> tuple[str, ...]:
    folder = ground.custodian_folder("xa-testimony", 1)
    asked = ["key", "for-page", str(ground.folder / "for-the-page"), "--folder", str(folder)]
    passphrase = ["--passphrase-file", str(folder / "custodian.passphrase")]
    return (
        "For custodians. Nobody signs in: a seat's keys are brought to it once, as a file with a code. One seat's:",
        shlex.join([*_program("leeward-custodian", "clients.custodian.cli"), *asked, *passphrase]),
        f"Every seat's key file lies beside its passphrase in {ground.folder / 'custodians'}.",
    )


def _of_a_desks_pages(ground: Ground, desk: str, url: str) -> tuple[str, ...]:
    key = ground.console_file(desk)
    asked = ["desk", "open", "--desk", url, "--key", str(key), "--passphrase-file", str(key.with_suffix(".passphrase"))]
    return (
        "The desk's own pages, for whoever reads: a link, once, for two minutes; the first brings in a passkey.",
        shlex.join([*_program("leeward", "server.cli"), *asked]),
    )


def verify_command(ground: Ground) -> str:
    """As it can be typed while the demo stays up."""
    papers = ["--roots", str(ground.papers / "roots.cbor"), "--ledger", ground.url("ledger")]
    return shlex.join([*_program("leeward", "server.cli"), "web", "verify", ground.url("intake"), *papers])


def _program(name: str, module: str) -> list[str]:
    """The command beside the one that was typed; where a module was run instead, that module's own."""
    typed = Path(sys.argv[0]).absolute()
    return [str(typed.with_name(name))] if typed.name == "leeward" else [sys.executable, "-m", module]
