"""The custodian's page as files: whole or not at all, on a host of its own, with nothing allowed but what it needs."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from server.demo.ground import CUSTODIAN_PAGE
from server.policy.custodian_page import MOST, OwnHost, read_page
from server.policy.errors import PageNotWhole

DOORS = ("https://vault.example", "https://policy.example")
OWN = "custody.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CUSTODIAN_PAGE, tmp_path / "built"))


@pytest.fixture
def zone() -> FastAPI:
    app = FastAPI(openapi_url="/openapi.json")
    app.add_middleware(OwnHost, files=read_page(CUSTODIAN_PAGE, DOORS), authority=OWN)
    return app


async def got(app: FastAPI, path: str, host: str = OWN, method: str = "GET") -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{host}") as client:
        return await client.request(method, path)


def test_a_folder_that_is_not_whole_or_has_more_in_it_is_refused(folder: Path) -> None:
    read_page(folder, DOORS)
    for name in sorted(file.name for file in folder.iterdir()):
        kept = (folder / name).read_bytes()
        (folder / name).unlink()
        with pytest.raises(PageNotWhole):
            read_page(folder, DOORS)
        (folder / name).write_bytes(kept)
    for more in ("notes.html", "page-0123456789abcdef.js", ".htaccess"):
        (folder / more).write_bytes(b"")
        with pytest.raises(PageNotWhole):
            read_page(folder, DOORS)
        (folder / more).unlink()
    (folder / "licences.txt").write_bytes(bytes(MOST + 1))
    with pytest.raises(PageNotWhole):
        read_page(folder, DOORS)


def test_a_page_that_names_another_script_than_the_one_beside_it_is_refused(folder: Path) -> None:
    (script,) = folder.glob("page-*.js")
    script.rename(folder / "page-0123456789abcdef.js")
    with pytest.raises(PageNotWhole):
        read_page(folder, DOORS)


def test_where_there_is_no_folder_there_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(PageNotWhole):
        read_page(tmp_path / "none", DOORS)


async def test_the_page_may_ask_its_doors_alone_and_run_its_own_script_alone(zone: FastAPI) -> None:
    page = await got(zone, "/")
    assert page.headers["content-security-policy"] == (
        "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; "
        "style-src 'self'; img-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "connect-src https://vault.example https://policy.example; "
        "require-trusted-types-for 'script'; trusted-types leeward-worker"
    )
    assert page.headers["cache-control"] == "no-store"
    worker = await got(zone, "/worker.js")
    assert worker.headers["content-security-policy"].endswith("; connect-src 'self'")
    for answer in (page, worker):
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-embedder-policy"] == "require-corp"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "camera=()" in answer.headers["permissions-policy"]


async def test_script_and_sheet_are_named_by_their_hash_and_may_be_kept(zone: FastAPI) -> None:
    page = (await got(zone, "/")).text
    names = re.findall(r'"/(page-[0-9a-f]{16}\.(?:js|css))" integrity="(sha256-[^"]+)"', page)
    assert len(names) == 2
    for name, integrity in names:
        answer = await got(zone, f"/{name}")
        hashed = hashlib.sha256(answer.content).digest()
        assert integrity == f"sha256-{base64.b64encode(hashed).decode()}"
        assert name[5:21] == hashed.hex()[:16]
        assert "immutable" in answer.headers["cache-control"]


async def test_no_host_but_its_own_has_the_page_and_its_own_has_nothing_else(zone: FastAPI) -> None:
    assert (await got(zone, "/")).status_code == 200
    assert (await got(zone, "/", host="policy.example")).status_code == 404
    assert (await got(zone, "/openapi.json", host="policy.example")).status_code == 200
    for path in ("/openapi.json", "/index.html", "/page.js"):
        assert (await got(zone, path)).status_code == 404
    for method in ("POST", "OPTIONS", "DELETE"):
        assert (await got(zone, "/", method=method)).status_code == 404


async def test_the_worker_keeps_the_pages_own_files_and_no_other(zone: FastAPI) -> None:
    worker = (await got(zone, "/worker.js")).text
    (listed,) = re.findall(r"const FILES = \[(.*?)\]", worker)
    paths = [path.strip('"') for path in listed.split(",")]
    assert [(await got(zone, path)).status_code for path in paths] == [200] * len(paths)
    assert not any(path.startswith("/v1") for path in paths)
    assert "put(" not in worker
