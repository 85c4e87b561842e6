"""A list that nothing fills by itself is looked at when something has come of other things."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.report.report import Report
from codegen.verify.run import verify
from codegen.verify.transport import Http
from tests.foreign.serving import serving

JSON = "application/json"
ENTRY = {
    "type": "object",
    "required": ["id", "happened"],
    "properties": {"id": {"type": "string"}, "happened": {"type": "string"}},
}
LAMP = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
PAGE = {
    "type": "object",
    "required": ["items", "next_cursor"],
    "properties": {
        "items": {"type": "array", "items": ENTRY},
        "next_cursor": {"type": ["string", "null"]},
    },
}


def _gives(schema: Any) -> dict[str, Any]:
    return {"description": "Yes.", "content": {JSON: {"schema": schema}}}


def _query(name: str, schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


LIMIT = {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}
NO = {"description": "No."}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Lighthouse", "version": "1"},
    "paths": {
        "/lamps": {"post": {"operationId": "light", "responses": {"201": _gives(LAMP)}}},
        "/lamps/{lamp_id}": {
            "delete": {
                "operationId": "put_out",
                "parameters": [{"name": "lamp_id", "in": "path", "required": True, "schema": {}}],
                "responses": {"204": {"description": "Out."}, "404": NO},
            }
        },
        "/log": {
            "get": {
                "operationId": "read_log",
                "x-laws": {"pages": True},
                "parameters": [_query("limit", LIMIT), _query("cursor", {"type": "string"})],
                "responses": {"200": _gives(PAGE), "400": NO},
            }
        },
    },
}


def run(repeats: bool) -> Report:
    """Verify the pages of a log, each of which may begin with the last entry of the one before."""
    log: list[dict[str, str]] = []
    lamps: set[str] = set()

    async def light(request: Request) -> Response:
        lamp = f"l{len(log)}"
        lamps.add(lamp)
        log.append({"id": f"e{len(log)}", "happened": f"{lamp} was lit"})
        return JSONResponse({"id": lamp}, 201)

    async def put_out(request: Request) -> Response:
        lamp = request.path_params["id"]
        if lamp not in lamps:
            return Response(status_code=404)
        lamps.remove(lamp)
        log.append({"id": f"e{len(log)}", "happened": f"{lamp} was put out"})
        return Response(status_code=204)

    async def read(request: Request) -> Response:
        limit, start = request.query_params.get("limit", "20"), request.query_params.get("cursor")
        if not limit.isdecimal() or not 1 <= int(limit) <= 50:
            return Response(status_code=400)
        first = int(start or 0)
        end = first + int(limit)
        after = str(end) if end < len(log) else None
        items = log[first - (repeats and first > 0) : end]
        return JSONResponse({"items": items[: int(limit)], "next_cursor": after})

    document, http = Spec(DOCUMENT, "lighthouse"), Http()
    laws, faults = read_laws(document)
    assert faults == []
    application = Starlette(
        routes=[
            Route("/lamps", light, methods=["POST"]),
            Route("/lamps/{id}", put_out, methods=["DELETE"]),
            Route("/log", read),
        ]
    )
    with serving(application) as origin:
        try:
            return verify(document, laws, http, [], base=origin, kinds=["pages"])
        finally:
            http.close()


def test_a_log_is_read_when_there_is_something_in_it():
    assert [each.message for each in run(repeats=False).findings] == []
    (finding,) = run(repeats=True).findings
    assert finding.operation == "read_log"
