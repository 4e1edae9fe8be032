"""Promise 4: consent is enforced data.

Whatever receives a ConsentStatement may rely on its signature and its place in the chain, because only
protocol/consent.py makes one. This test reads the code for every way to make one; it does not cover reflection.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKER = "protocol/consent.py"
GUARDED = {"ConsentStatement", "WithdrawalStatement"}
MAKING = {"from_bytes", "model_construct", "model_validate", "model_validate_json", "parse_obj", "construct"}


def _makers(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", None)
            owner = getattr(getattr(called, "value", None), "id", getattr(getattr(called, "value", None), "attr", None))
            if name in GUARDED or (owner in GUARDED and name in MAKING):
                yield node.lineno


def test_only_consent_py_makes_a_consent_statement():
    files = [
        file
        for folder in ("protocol", "server", "clients")
        for file in (ROOT / folder).rglob("*.py")
        if file.relative_to(ROOT).as_posix() != MAKER
    ]
    assert len(files) > 50
    found = {file.name: lines for file in files if (lines := list(_makers(file.read_text())))}
    assert not found


def test_the_rule_sees_every_way_of_making_one():
    for source in (
        "ConsentStatement(part_key=b'')",
        "consent.ConsentStatement(part_key=b'')",
        "ConsentStatement.from_bytes(raw)",
        "consent.ConsentStatement.model_construct()",
        "WithdrawalStatement.model_validate({})",
    ):
        assert list(_makers(source)), source
