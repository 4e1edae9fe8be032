"""Insiders act against the real vault, and against a custodian's real tool."""

from tests.clients.custodian.conftest import machine
from tests.server.vault.conftest import broom, consortium, databases, logins, shared, vault

__all__ = ["broom", "consortium", "databases", "logins", "machine", "shared", "vault"]
