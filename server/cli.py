"""`leeward`: the demo, the zones, a source's own commands, and the tools of those who keep the consortium's papers."""

from __future__ import annotations

import sys

import typer

from clients.plain_endings import plain_endings
from server.commands.when_typed import group_of

COMMANDS = {
    "demo": "server.demo.commands:demo",
    "report": "clients.source.cli:report",
    "seal": "clients.source.cli:seal",
    "send": "clients.source.cli:send",
    "withdraw": "clients.source.cli:withdraw",
    "inspect": "clients.source.cli:inspect",
    "checkin": "clients.source.following_commands:checkin",
    "consent": "clients.source.following_commands:consent",
    "detect": "server.commands.detect:detect",
    "room": "server.vault.commands:room",
    "bench": "server.bench_commands:bench",
    "doctor": "server.doctor.commands:doctor",
    "serve": "server.serve_command:serve",
    "keys": "clients.founder.cli:keys",
    "directory": "clients.founder.cli:directory",
    "cards": "server.commands.cards:cards",
    "policy": "server.commands.policy:policy",
    "orders": "clients.orders.commands:orders",
    "ledger": "clients.auditor.commands:ledger",
    "witness": "clients.witness.cli:witness",
    "web": "server.commands.web:web",
    "staff": "server.policy.staff_commands:commands",
    "notices": "server.policy.notice_commands:commands",
    "database": "server.database_commands:commands",
    "backup": "server.backup.commands:commands",
    "desk": "server.commands.desk:desk",
    "recognizers": "server.recognizers.commands:commands",
    "retention": "server.vault.retention_commands:commands",
    "vault-journal": "server.vault.commands:sign_journal",
}
"""Where each is. Nothing of another is loaded: whoever reports starts no zone's code."""

EXPECTED = (
    "clients.auditor.errors:PageVisitError",
    "clients.auditor.log_check:LogCheckError",
    "clients.desk.errors:DeskCommandError",
    "clients.founder.errors:FounderError",
    "clients.key_file:KeyFileError",
    "clients.orders.errors:OrderError",
    "clients.source.errors:SourceError",
    "clients.to_intake:IntakeDoorError",
    "clients.typed_secret:NoTerminal",
    "clients.witness.errors:WitnessError",
    "protocol.errors:ProtocolError",
    "server.app:CannotServe",
    "server.backup.errors:BackupError",
    "server.database:DatabaseError",
    "server.demo.errors:DemoError",
    "server.policy.accounts.errors:AccountError",
    "server.policy.errors:PageLogError",
    "server.policy.errors:PolicyCheckError",
    "server.policy.errors:PolicyZoneError",
    "server.policy.notices.errors:NoticeError",
    "server.postgres_errors:PostgresError",
    "server.recognizers.errors:RecognizerError",
    "server.redaction.errors:DeskError",
    "server.settings:SettingsError",
    "server.vault.errors:VaultError",
)

app = typer.Typer(
    cls=group_of(COMMANDS),
    help=__doc__,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _every_command_stands_in_the_table() -> None: ...


def _expected() -> tuple[type[Exception], ...]:
    """Those whose module was loaded: no other can have been raised."""
    places = (place.partition(":") for place in EXPECTED)
    return tuple(getattr(sys.modules[module], name) for module, _, name in places if module in sys.modules)


def main() -> None:
    """The program's entry: every error is one plain sentence and exit status 1."""
    with plain_endings(also=_expected):
        app()


if __name__ == "__main__":
    main()
