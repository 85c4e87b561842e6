"""A pottery of glazes and pots: a small API that keeps its contract, or breaks it as it is told."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from codegen.spec import Spec

JSON = "application/json"


def _json(name: str, **more: Any) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": name, "content": {JSON: {"schema": schema}}, **more}


def _takes(name: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"required": True, "content": {JSON: {"schema": schema}}}


_GONE = _json("Fault")
_POT = {
    "type": "object",
    "required": ["name", "glaze_id"],
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 60},
        "glaze_id": {"type": "string"},
        "height": {"type": "integer", "minimum": 1, "maximum": 90},
    },
    "additionalProperties": False,
}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pottery", "version": "1"},
    "servers": [{"url": "/v1"}],
    "security": [{"key": []}],
    "paths": {
        "/glazes": {
            "post": {
                "operationId": "mix_glaze",
                "requestBody": _takes("NewGlaze"),
                "responses": {
                    "201": _json(
                        "Glaze",
                        headers={"Location": {"required": True, "schema": {"type": "string"}}},
                    ),
                    "400": _GONE,
                    "401": _GONE,
                },
            },
        },
        "/glazes/{glaze_id}": {
            "parameters": [
                {"name": "glaze_id", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "get": {
                "operationId": "get_glaze",
                "responses": {"200": _json("Glaze"), "401": _GONE, "404": _GONE},
            },
            "delete": {
                "operationId": "pour_away",
                "responses": {"204": {"description": "gone"}, "401": _GONE, "404": _GONE},
            },
        },
        "/pots": {
            "get": {"operationId": "list_pots", "responses": {"200": _json("Pots"), "401": _GONE}},
            "post": {
                "operationId": "throw_pot",
                "requestBody": _takes("NewPot"),
                "responses": {"201": _json("Pot"), "400": _GONE, "401": _GONE, "422": _GONE},
            },
        },
        "/pots/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "get": {
                "operationId": "get_pot",
                "responses": {"200": _json("Pot"), "401": _GONE, "404": _GONE},
            },
            "delete": {
                "operationId": "smash_pot",
                "responses": {"204": {"description": "gone"}, "401": _GONE, "404": _GONE},
            },
        },
    },
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "schemas": {
            "NewGlaze": {
                "type": "object",
                "required": ["colour"],
                "properties": {"colour": {"type": "string", "maxLength": 60}},
                "additionalProperties": False,
            },
            "Glaze": {
                "type": "object",
                "required": ["id", "colour"],
                "properties": {"id": {"type": "string"}, "colour": {"type": "string"}},
            },
            "NewPot": _POT,
            "Pot": {
                "type": "object",
                "required": ["id", "name", "glaze_id", "height"],
                "properties": {"id": {"type": "string"}, **_POT["properties"]},
            },
            "Pots": {
                "type": "object",
                "required": ["items"],
                "properties": {
                    "items": {"type": "array", "items": {"$ref": "#/components/schemas/Pot"}}
                },
            },
            "Fault": {
                "type": "object",
                "required": ["detail"],
                "properties": {"detail": {"type": "string"}},
            },
        },
    },
}


def spec() -> Spec:
    return Spec(DOCUMENT, "pottery")


class Pottery:
    """The server. `lies` are names that its methods ask for; `asked` is what it was asked."""

    def __init__(self, lies: Collection[str] = (), keys: Collection[str] = ("clay",)) -> None:
        self.lies = set(lies)
        self.keys = keys
        self.glazes: dict[str, dict[str, Any]] = {}
        self.pots: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self._next = 0

    def application(self) -> Starlette:
        routes = [
            Route("/v1/glazes", self._in(self.mix), methods=["POST"]),
            Route("/v1/glazes/{id}", self._in(self.glaze), methods=["GET", "DELETE"]),
            Route("/v1/pots", self._in(self.shelf), methods=["GET", "POST"]),
            Route("/v1/pots/{id}", self._in(self.pot), methods=["GET", "DELETE"]),
        ]
        return Starlette(routes=routes)

    def _in(self, handler: Any) -> Any:
        async def enter(request: Request) -> Response:
            self.asked.append(f"{request.method} {request.url.path.removeprefix('/v1')}")
            if request.headers.get("x-key") not in self.keys:
                return self._fault(401, "Who are you?")
            media = request.headers.get("content-type", JSON)
            if request.method == "POST" and media.partition(";")[0] != JSON:
                return self._fault(415, "In JSON, please.")
            response: Response = await handler(request)
            return response

        return enter

    async def mix(self, request: Request) -> Response:
        body = await _body(request)
        if not isinstance(body.get("colour"), str) or len(body) > 1 or len(body["colour"]) > 60:
            return self._fault(400, "colour?")
        made = {"id": self._id("g"), "colour": body["colour"]}
        self.glazes[made["id"]] = made
        headers = {} if "no-location" in self.lies else {"Location": f"/v1/glazes/{made['id']}"}
        return JSONResponse(made, 201, headers=headers)

    async def glaze(self, request: Request) -> Response:
        return self._thing(self.glazes, request)

    async def shelf(self, request: Request) -> Response:
        if request.method != "POST":
            return JSONResponse({"items": [*self.pots.values()]})
        body = await _body(request)
        known = isinstance(body, dict) and set(body) <= {"name", "glaze_id", "height"}
        height = body.get("height", 1)
        is_whole = isinstance(height, int) and not isinstance(height, bool) and 1 <= height <= 90
        name = body.get("name")
        is_name = isinstance(name, str) and 1 <= len(name) <= 60
        if not (known and is_whole and is_name and isinstance(body.get("glaze_id"), str)):
            return self._fault(400, "What is that?")
        if body["glaze_id"] not in self.glazes or "refuses" in self.lies:
            return self._fault(422, "There is no such glaze.")
        made = {"id": self._id("p"), "height": 1, **body}
        self.pots[made["id"]] = made
        if "tall-crashes" in self.lies and height > 7:
            raise RuntimeError("it fell over")
        return JSONResponse(made, 201)

    async def pot(self, request: Request) -> Response:
        return self._thing(self.pots, request)

    def _thing(self, things: dict[str, dict[str, Any]], request: Request) -> Response:
        found = things.get(request.path_params["id"])
        if found is None:
            return self._fault(404, "gone")
        if request.method == "DELETE":
            if "keeps" not in self.lies:
                del things[found["id"]]
            return Response(status_code=204)
        if "malformed-once" in self.lies:
            self.lies.discard("malformed-once")
            return JSONResponse({}, 200)
        if "once" in self.lies and "name" in found:
            self.lies.discard("once")
            return JSONResponse({**found, "name": "another"})
        if "teapot" in self.lies:
            return JSONResponse({}, 418)
        if "height-as-text" in self.lies and "height" in found:
            return JSONResponse({**found, "height": str(found["height"])})
        if "other-pot" in self.lies:
            return JSONResponse({**found, "name": "another"} if "name" in found else found)
        return JSONResponse(found)

    def _id(self, kind: str) -> str:
        self._next += 1
        return f"{kind}-{self._next:06}"

    def _fault(self, status: int, detail: str) -> Response:
        return JSONResponse({"detail": detail}, status)


async def _body(request: Request) -> dict[str, Any]:
    try:
        found = await request.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
