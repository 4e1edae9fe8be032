"""The known answers of protocol/vectors/ that concern a source, in a real browser."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

import pytest

from tests.clients.web.chromium import ROOT
from tests.clients.web.modules import Modules, Of, PageRefused, Receipt

KINDS = ("testimony", "identity", "evidence")


@cache
def vector(name: str) -> Any:
    return json.loads((ROOT / "protocol" / "vectors" / f"{name}.json").read_text())


unhex = bytes.fromhex


def test_the_browser_uses_its_own_where_it_may_and_only_there(own: Modules) -> None:
    native, library = (Modules(own.page, by).with_primitives("library.inUse") for by in ("native", "library"))
    assert native["isOwnCipher"]
    assert not library["isOwnCipher"]


def test_public_sealing_keys_come_out_as_known(own: Modules) -> None:
    for one in vector("primitives")["sealing_keys"]:
        assert own("primitives.sealPublic", unhex(one["seed"])) == unhex(one["public"])


def test_good_sealing_keys_are_taken_and_each_bad_one_is_refused(modules: Modules) -> None:
    for key in vector("primitives")["keys_to_take"]:
        own = modules.with_primitives("primitives.sealSecret", unhex(key), "share", b"", bytes(32))
        assert len(own) == 1168
    for bad in vector("primitives")["keys_to_refuse"]:
        with pytest.raises(PageRefused, match="bad-key"):
            modules.with_primitives("primitives.sealSecret", unhex(bad["public"]), "share", b"", bytes(32))


@pytest.mark.parametrize("made", ["sealed_in_javascript", "sealed_in_python_opened_in_javascript"])
def test_sealed_secrets_open(modules: Modules, made: str) -> None:
    for one in vector("primitives")[made]:
        given = (unhex(one["seed"]), one.get("label", "reseal"), unhex(one["context"]), unhex(one["sealed"]))
        assert modules.with_primitives("primitives.openSecret", *given) == unhex(one["secret"])
