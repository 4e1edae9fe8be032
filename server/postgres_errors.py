"""What can go wrong with the PostgreSQL that Leeward runs itself. The docstring is what the person reads."""

from __future__ import annotations


class PostgresError(Exception):
    """PostgreSQL cannot be used."""

    def __str__(self) -> str:
        said = type(self).__doc__ or ""
        return f"{said} {self.args[0]}" if self.args else said


class NoPostgres(PostgresError):
    """No PostgreSQL 15 or newer was found. Type: sudo apt install postgresql (macOS: brew install postgresql@17)."""


class NoSuchKind(PostgresError):
    """LEEWARD_POSTGRES may be system or wheel. Leave it out for the first that there is."""


class PostgresDidNotStart(PostgresError):
    """PostgreSQL did not start."""


class OtherVersion(PostgresError):
    """The database in this folder was made by a PostgreSQL that is not on this machine. Install that version."""


class FolderInUse(PostgresError):
    """Another Leeward is using the database in this folder. Stop it first."""


class OutOfReach(PostgresError):
    """PostgreSQL never runs as root, and the user it runs as cannot reach its files. Choose a folder outside /root."""


class PasswordIsMissing(PostgresError):
    """The file `password` beside the data is gone, so nobody can open this database. Put it back from a backup."""


class ServerTooOld(PostgresError):
    """This PostgreSQL is older than 15, where anyone may create tables in a new database. Use a newer one."""
