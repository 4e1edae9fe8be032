from tests.server.vault.few_custodians import few_custodians  # noqa: F401 - the consortium of this folder
