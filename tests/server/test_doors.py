"""That a door of a zone which stands in no table is found, however it was put there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import APIRouter, FastAPI
from starlette.responses import Response
from starlette.routing import Mount, Route

from tests.server.doors import routes_of


async def answer() -> None:
    """Says nothing."""


async def plain(_request: object) -> Response:
    return Response()


def inside(app: FastAPI) -> None:
    outer, inner = APIRouter(), APIRouter()
    inner.add_api_route("/new", answer, include_in_schema=False)
    outer.include_router(inner)
    app.include_router(outer)


PUT_THERE: dict[str, Callable[[FastAPI], object]] = {
    "as all are": lambda app: app.add_api_route("/new", answer),
    "hidden": lambda app: app.add_api_route("/new", answer, include_in_schema=False),
    "hidden in a router of a router": inside,
    "beside the framework": lambda app: app.router.routes.append(Route("/new", plain)),
    "an application of its own": lambda app: app.router.routes.append(Mount("/new", FastAPI())),
    "a socket": lambda app: app.add_api_websocket_route("/new", answer),
}


@pytest.mark.parametrize("how", PUT_THERE)
def test_a_new_door_is_seen_however_it_was_put_there(how: str) -> None:
    app = FastAPI(docs_url=None, redoc_url=None)
    app.add_api_route("/old", answer)
    before = routes_of(app)
    assert before == {("GET", "/old")}
    app.openapi_schema = None
    PUT_THERE[how](app)
    (new,) = routes_of(app) - before
    assert new[1] == "/new"
