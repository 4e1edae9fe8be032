"""`leeward`: the demo, the zones, a source's own commands, and the tools of those who keep the consortium's papers."""

from __future__ import annotations

import typer

from clients.auditor.commands import ledger
from clients.auditor.errors import PageVisitError
from clients.auditor.log_check import LogCheckError
from clients.auditor.page_commands import verify as verify_page
from clients.desk.commands import desk as at_the_desk
from clients.desk.errors import DeskCommandError
from clients.founder.card_commands import cards
from clients.founder.cli import directory, keys, policy
from clients.founder.errors import FounderError
from clients.founder.page_commands import install as install_page
from clients.founder.policy import read_bundle
from clients.key_file import KeyFileError
from clients.orders.commands import orders, revoke
from clients.orders.errors import OrderError
from clients.plain_endings import plain_endings
from clients.source.cli import COMMANDS as SOURCE_COMMANDS
from clients.source.errors import SourceError
from clients.source.following_commands import COMMANDS as FOLLOWING_COMMANDS
from clients.to_intake import IntakeDoorError
from clients.typed_secret import NoTerminal
from clients.witness.cli import witness
from clients.witness.errors import WitnessError
from protocol.errors import ProtocolError
from server.app import CannotServe
from server.backup.commands import commands as backup
from server.backup.errors import BackupError
from server.bench_commands import HELP as BENCH_HELP
from server.bench_commands import bench
from server.database import DatabaseError
from server.database_commands import commands as database
from server.demo.commands import demo
from server.demo.errors import DemoError
from server.detection.commands import detect
from server.doctor.commands import doctor
from server.policy.accounts.errors import AccountError
from server.policy.checking_commands import add_checks
from server.policy.commands import log as log_page
from server.policy.commands import record as record_page
from server.policy.errors import PageLogError, PolicyCheckError, PolicyZoneError
from server.policy.notice_commands import commands as notices
from server.policy.notices.errors import NoticeError
from server.policy.staff_commands import commands as staff
from server.postgres_errors import PostgresError
from server.redaction.commands import commands as desk
from server.redaction.errors import DeskError
from server.serve_command import serve
from server.settings import SettingsError
from server.vault.commands import load_cards, room, sign_journal
from server.vault.errors import VaultError
from server.vault.retention_commands import commands as retention

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

app.command("demo")(demo)
for command in (*SOURCE_COMMANDS, *FOLLOWING_COMMANDS):
    app.command(command.__name__)(command)
app.command("detect")(detect)
app.add_typer(keys, name="keys")
app.add_typer(directory, name="directory")
cards.command("load")(load_cards)
cards.command("revoke")(revoke)
app.add_typer(cards, name="cards")
add_checks(policy, read_bundle)
app.add_typer(policy, name="policy")
app.add_typer(orders, name="orders")
app.add_typer(ledger, name="ledger")
app.add_typer(witness, name="witness")
web = typer.Typer(help="Install the page that sources open in a browser, log it, and check it.", no_args_is_help=True)
web.command("install")(install_page)
web.command("log")(log_page)
web.command("record")(record_page)
web.command("verify")(verify_page)
app.add_typer(web, name="web")
app.add_typer(staff, name="staff")
app.add_typer(notices, name="notices")
app.add_typer(database, name="database")
app.add_typer(backup, name="backup")
desk.add_typer(at_the_desk)
app.add_typer(desk, name="desk", help="At a desk: ask for openings and read them; keys that it had before.")
app.add_typer(retention, name="retention")
app.command("room")(room)
app.command("vault-journal")(sign_journal)
app.command("bench", help=BENCH_HELP)(bench)
app.command("doctor")(doctor)
app.command("serve")(serve)


EXPECTED = (
    AccountError,
    BackupError,
    CannotServe,
    DatabaseError,
    DemoError,
    DeskCommandError,
    DeskError,
    FounderError,
    IntakeDoorError,
    KeyFileError,
    LogCheckError,
    NoTerminal,
    NoticeError,
    OrderError,
    PageLogError,
    PageVisitError,
    PolicyCheckError,
    PolicyZoneError,
    PostgresError,
    ProtocolError,
    SettingsError,
    SourceError,
    VaultError,
    WitnessError,
)


def main() -> None:
    """The program's entry: every error is one plain sentence and exit status 1."""
    with plain_endings(*EXPECTED):
        app()


if __name__ == "__main__":
    main()
