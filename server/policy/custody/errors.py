"""What the rota's pages refuse. Each docstring is what the English page says; the others are translated.

AccountError (server/policy/accounts/errors.py)
├── NoSuchAbsence
├── NoSuchTurn
├── NotOnThisRota
├── TooManyDays
└── TooManyLines
"""

from server.policy.accounts.errors import AccountError


class NoSuchAbsence(AccountError):
    """You have no such absence. Perhaps it was removed."""


class NoSuchTurn(AccountError):
    """There is no such turn. Perhaps it was removed."""


class NotOnThisRota(AccountError):
    """A turn is for a custodian of the compartment, or for their substitute, and for that custodian's seat."""


class TooManyDays(AccountError):
    """An absence has a first day and a last one, is a year long at most, and is not over yet."""


class TooManyLines(AccountError):
    """There are as many lines of this kind as there can be. Remove one first."""
