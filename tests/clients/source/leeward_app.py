"""A source's commands as a program of their own, as `leeward` takes them in."""

import typer

from clients.plain_endings import plain_endings
from clients.source.cli import COMMANDS
from clients.source.errors import SourceError
from clients.source.following_commands import COMMANDS as FOLLOWING_COMMANDS
from clients.to_intake import IntakeDoorError
from clients.typed_secret import NoTerminal
from protocol.errors import ProtocolError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
for command in (*COMMANDS, *FOLLOWING_COMMANDS):
    app.command(command.__name__)(command)


def main() -> None:
    with plain_endings(IntakeDoorError, NoTerminal, SourceError, ProtocolError):
        app()


if __name__ == "__main__":
    main()
