"""The FastAPI application every zone starts from: quiet, bounded, and without anything from elsewhere."""

from __future__ import annotations

from fastapi import FastAPI

from server.problems import MOST_BODY, MOST_DEPTH, Status, install


def zone_app(
    title: str,
    errors_base: type[Exception],
    status: Status,
    most_body: int = MOST_BODY,
    most_depth: int = MOST_DEPTH,
) -> FastAPI:
    """An application with OpenAPI at /openapi.json and problem documents for every error; add routes to it.

    `most_body` in bytes is for all routes; a route that reads a body bounds it more narrowly. Raises
    LookupError as server.problems.install does.
    """
    app = FastAPI(
        title=title,
        # The pages FastAPI would serve load scripts from a third party.
        docs_url=None,
        redoc_url=None,
        # A redirect would repeat the address that was asked for.
        redirect_slashes=False,
        # FastAPI can hand requests, exceptions and their messages to a collector that the environment names.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    install(app, errors_base, status, most_body, most_depth)
    return app
