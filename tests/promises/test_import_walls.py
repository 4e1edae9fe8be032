"""Promise 3: compartments are keys and roles, and zones are walls.

A zone that imported another could read what it must never see, in one process. import-linter checks the same from its
contracts in `make lint`; this test reads the code itself, so that a loosened contract is noticed too. It does not
cover what a zone could load by name at run time: server/app.py does that, for the zone that it serves, and
server/cli.py for the command that is typed.
"""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ZONES = ("intake", "vault", "redaction", "release", "policy", "ledger")
CRYPTO = {"cryptography", "nacl"}
NOT_PURE = {"fastapi", "starlette", "uvicorn", "httpx", "sqlalchemy", "asyncpg", "alembic", "socket", "asyncio", "time"}
KNOW_EVERY_ZONE = {"server/cli.py", "server/app.py"}


def _imports(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _files(*folders):
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")) if "vectors" not in file.parts]


def _name(file):
    return file.relative_to(ROOT).as_posix()


def _zone_of(name):
    """The folder of `server` that a module is in; `server.policy_checking` is in none of the zones."""
    head, *rest = name.split(".")
    return rest[0] if head == "server" and rest else None


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_imports_no_other_zone(zone):
    others = {other for other in ZONES if other != zone}
    files = _files(f"server/{zone}")
    assert files
    for file in files:
        wrong = [name for name in _imports(file) if _zone_of(name) in others or name.split(".")[0] == "clients"]
        assert not wrong, f"{_name(file)}: {wrong}"


def test_only_the_command_line_and_the_starter_know_every_zone():
    for file in _files("server"):
        if file.parent == ROOT / "server" and _name(file) not in KNOW_EVERY_ZONE:
            wrong = [name for name in _imports(file) if _zone_of(name) in ZONES]
            assert not wrong, f"{_name(file)}: {wrong}"


def test_clients_import_only_the_protocol():
    for file in _files("clients"):
        wrong = [name for name in _imports(file) if name.split(".")[0] == "server"]
        assert not wrong, f"{_name(file)}: {wrong}"


def test_the_protocol_imports_nothing_of_ours_and_nothing_impure():
    for file in _files("protocol"):
        heads = {name.split(".")[0] for name in _imports(file)}
        assert not heads & ({"server", "clients"} | NOT_PURE), _name(file)


def test_one_file_touches_the_crypto_libraries():
    touching = {
        _name(file)
        for file in _files("protocol", "server", "clients", "migrations")
        if {name.split(".")[0] for name in _imports(file)} & CRYPTO
    }
    assert touching == {"protocol/primitives.py"}


def test_the_rules_above_see_a_violation(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("from server.vault.opening import openings\nimport nacl.signing\n")
    assert {"server.vault.opening", "server.vault.opening.openings", "nacl.signing"} <= set(_imports(planted))
    assert sys.version_info >= (3, 11)
