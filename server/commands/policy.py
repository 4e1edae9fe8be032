"""`leeward policy`: made and signed by administrators, and what the checks say of a draft before."""

from clients.founder.cli import policy
from clients.founder.policy import read_bundle
from server.policy.checking_commands import add_checks

add_checks(policy, read_bundle)

__all__ = ["policy"]
