"""What an administrator is shown before they sign comes out of the bytes that are signed, and of nothing beside."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from protocol.consent import Audience, Place
from protocol.policy import Golden, Grant, PolicyBundle, SignedPolicy, policy_hash
from tests.clients.web.chromium import bundle, nodeless
from tests.conftest import _missing
from tests.unseen_signs import with_seen, with_unseen
from tests.worlds import TODAY, make_consortium

WORLD = make_consortium("reading", custodians=2, quorums=(2, 2, 2), cedar=("entity A;\n", "// one\n// two\n"))
KNOWN = WORLD.policy


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if what := nodeless():
        _missing(what)
    file = tmp_path_factory.mktemp("script") / "reading.cjs"
    file.write_text(bundle(Path(__file__).with_name("exposed.js")), encoding="utf-8")
    return file


def read(script: Path, raw: bytes, known: bytes = KNOWN.contents.to_bytes()) -> Any:
    [found] = read_each(script, [raw], known)
    return found


def read_each(script: Path, several: Sequence[bytes], known: bytes = KNOWN.contents.to_bytes()) -> list[Any]:
    given = json.dumps([base64.b64encode(one).decode() for one in (known, *several)])
    said = subprocess.run(["node", str(script)], input=given, capture_output=True, check=True, text=True)
    found: list[Any] = json.loads(said.stdout)
    return found


def proposal(**changes: Any) -> PolicyBundle:
    return KNOWN.contents.model_copy(update={"version": 2, "previous": KNOWN.hash, **changes})


def test_every_setting_is_read_and_those_that_differ_are_marked(script: Path) -> None:
    release = KNOWN.contents.release.model_copy(
        update={"k": 3, "finest_place": Place.SECOND_LEVEL, "widest_audience": Audience.PUBLIC, "blocked_bodies": 3}
    )
    made = proposal(release=release, collect_seconds=60)
    found = read(script, made.to_bytes())
    assert (found["version"], found["follows"], found["differences"]) == (2, True, [])
    assert found["hash"] == policy_hash(SignedPolicy(bundle=made.to_bytes(), signatures=())).hex()
    settings = {one["name"]: one for one in found["settings"]}
    groups = ("release", "custody", "log", "changes")
    names = {f"{group}.{name}" for group in groups for name in type(getattr(made, group)).model_fields}
    assert settings.keys() == names | {"collect_seconds", "directory_number"}, "none is left out"
    changed = {name: (one["before"], one["now"]) for name, one in settings.items() if one["changed"]}
    assert changed == {
        "release.k": ({"text": "5"}, {"text": "3"}),
        "release.finest_place": ({"word": "first-level"}, {"word": "second-level"}),
        "release.widest_audience": ({"word": "consortium"}, {"word": "public"}),
        "release.blocked_bodies": ({"text": "0"}, {"text": "1, 2"}),
        "collect_seconds": ({"text": str(KNOWN.contents.collect_seconds)}, {"text": "60"}),
    }


def test_whoever_comes_goes_or_may_do_more_is_told_with_all_that_stands_there(script: Path) -> None:
    first, second, *others = KNOWN.contents.staff
    wider = second.model_copy(update={"audience": Audience.TASK_FORCE, "ends": TODAY})
    grant = Grant(template="analyst", person=second.person, compartment="xa-testimony")
    golden = Golden(name="g", asker="analyst", who="x", action="read-summaries", about="summary", allowed=True)
    made = proposal(staff=(wider, *others), grants=(grant,), golden=(golden,), areas=KNOWN.contents.areas[::-1])
    found = {one["what"]: one for one in read(script, made.to_bytes())["differences"]}
    assert found.keys() == {"staff", "grants", "golden", "areas"}
    gone, come = found["staff"]["gone"], found["staff"]["come"]
    assert [one.split(";")[0] for one in gone] == [f"person: {first.person}", f"person: {second.person}"]
    [told] = come
    assert "audience: task-force; " in told
    assert "ends: 2026-11-21" in told
    assert second.sign_key.hex() in told
    assert found["grants"]["come"] == [f"template: analyst; person: {second.person}; compartment: xa-testimony"]
    assert "allowed: true" in found["golden"]["come"][0]
    assert found["areas"] == {"what": "areas", "come": [], "gone": [], "moved": True}


def test_every_line_of_a_text_that_came_or_went_is_told(script: Path) -> None:
    made = proposal(cedar_policies="// one\npermit (principal, action, resource);\n// one\n")
    [one] = read(script, made.to_bytes())["differences"]
    assert (one["what"], one["gone"], one["come"]) == (
        "cedar_policies",
        ["// two"],
        ["permit (principal, action, resource);", "// one"],
    )


@pytest.mark.parametrize("changes", [{"version": 3}, {"previous": b"x" * 32}])
def test_what_does_not_follow_the_policy_in_force_is_said(script: Path, changes: dict[str, Any]) -> None:
    assert read(script, proposal(**changes).to_bytes())["follows"] is False


def test_what_is_no_policy_is_not_read(script: Path) -> None:
    good = proposal().to_bytes()
    for raw in (b"", b"x", good + b"\0", good.replace(b"finest_place", b"finest_plaze")):
        assert "refused" in read(script, raw)


def test_a_policy_with_a_sign_that_nobody_sees_is_read_no_more_than_python_reads_it(script: Path) -> None:
    hidden, shown = ([one.to_bytes() for one in make(proposal())] for make in (with_unseen, with_seen))
    found = read_each(script, [*hidden, *shown])
    assert found[: len(hidden)] == [{"refused": "malformed"}] * len(hidden)
    assert all("refused" not in one for one in found[len(hidden) :])
    assert len(found) == len(hidden) + len(shown)
