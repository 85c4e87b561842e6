"""Starlette and orjson with no checks at all: what the answers cost when nothing is promised."""

from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from peers import data


def _json(value: Any, headers: dict[str, str], status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, headers, "application/json")


async def get_album(request: Request) -> Response:
    return _json(data.ALBUMS[request.path_params["album_id"]], {"ETag": data.ETAG})


async def queue_job(request: Request) -> Response:
    body = orjson.loads(await request.body())
    receipt = data.receipt(body.get("seed", 0))
    return _json(receipt, {"Location": receipt["job_url"]}, 202)


async def get_health(request: Request) -> Response:
    return _json(data.HEALTH, {"Cache-Control": "no-store"})


app = Starlette(
    routes=[
        Route(data.API + "/albums/{album_id}", get_album),
        Route(data.API + "/jobs", queue_job, methods=["POST"]),
        Route(data.API + "/health", get_health),
    ]
)
