"""Contracts of one operation, for tests of the bridge alone, and requests to them."""

import asyncio
import copy
import json
from typing import Any

import httpx

from handlers.app import bundle
from handlers.contract import Contract

PROBLEMS = {
    "400": "Invalid",
    "401": "Unauthenticated",
    "403": "Forbidden",
    "404": "NotFound",
    "405": "MethodNotAllowed",
    "406": "NotAcceptable",
    "413": "PayloadTooLarge",
    "415": "UnsupportedMediaType",
    "500": "InternalError",
}
JSON = "application/json"


def ok(schema: Any = True, **more: Any) -> dict[str, Any]:
    """A reply of JSON that fits `schema`."""
    return {"description": "Good.", "content": {JSON: {"schema": schema}}, **more}


def operation(body: Any = None, **more: Any) -> dict[str, Any]:
    """An operation called make_thing, whose body must fit `body`."""
    made = {
        "operationId": "make_thing",
        "tags": ["things"],
        "security": [],
        "responses": {
            "200": ok(),
            **{s: {"$ref": f"#/components/responses/{n}"} for s, n in PROBLEMS.items()},
        },
    }
    if body is not None:
        made["requestBody"] = {"required": True, "content": {JSON: {"schema": body}}}
    responses = {**made["responses"], **more.pop("responses", {})}
    return {**made, **more, "responses": responses}


def document(paths: dict[str, Any], schemas: dict[str, Any] | None = None) -> dict[str, Any]:
    """A contract of these paths, which refuses as the studio's own does."""
    components = copy.deepcopy(bundle()["components"])
    components["schemas"].update(schemas or {})
    return {
        "openapi": "3.1.1",
        "info": {"title": "Tiny", "version": "1"},
        "servers": [{"url": "/t"}],
        "paths": paths,
        "components": components,
    }


def parameter(name: str, schema: Any, where: str = "query", **more: Any) -> dict[str, Any]:
    return {"name": name, "in": where, "schema": schema, **more}


async def nowhere(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"not of the contract"})


def ask(app: Contract, path: str = "/things", method: str = "POST", **more: Any) -> httpx.Response:
    """Send one request to the application, without a network."""
    if "json" in more:  # httpx takes None for no body at all
        more = {"content": json.dumps(more.pop("json")), "headers": {"Content-Type": JSON}, **more}

    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://a/t") as client:
            return await client.request(method, path, **more)

    return asyncio.run(go())
