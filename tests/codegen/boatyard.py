"""A boatyard, whose operations ask for a state: a boat is launched before it sails, is written to
be rigged and then to be racing before it races, each berth is taken once at a time, and there is
one log. It keeps its contract, but for the lies it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import Any

import jsonschema_rs
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from codegen.spec import Spec

JSON = "application/json"
FAULT = {"description": "No.", "content": {JSON: {"schema": {"type": "object"}}}}
BOAT = {
    "type": "object",
    "required": ["berth", "arrives_at"],
    "additionalProperties": False,
    "properties": {
        "berth": {"type": "string", "enum": ["A", "B"]},
        "arrives_at": {"type": "string", "format": "date-time"},
        "length": {"type": "integer", "minimum": 1, "maximum": 40},
    },
}
SAIL = {
    "type": "object",
    "required": ["knots"],
    "properties": {"knots": {"type": "integer", "minimum": 1, "maximum": 30}},
}
LOG = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 80}},
}
STATUS = {"$ref": "#/components/schemas/Status"}
REFIT = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {"length": BOAT["properties"]["length"], "status": STATUS},
}
ONWARD = (("moored", "rigged"), ("rigged", "racing"))
SHOWN = {
    "type": "object",
    "required": ["id", "berth", "arrives_at", "status"],
    "properties": {"id": {"type": "string"}, **BOAT["properties"], "status": STATUS},
}


def _gives(schema: Any) -> dict[str, Any]:
    return {"description": "Yes.", "content": {JSON: {"schema": schema}}}


def _takes(schema: Any) -> dict[str, Any]:
    return {"required": True, "content": {JSON: {"schema": schema}}}


def _answers(good: str, schema: Any, *refusals: str) -> dict[str, Any]:
    return {good: _gives(schema), **dict.fromkeys(("401", *refusals), FAULT)}


MATCH = [{"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}]
ONE = [{"name": "boat_id", "in": "path", "required": True, "schema": {"type": "string"}}]
DONE = {"type": "object"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Boatyard", "version": "1"},
    "security": [{"key": []}],
    "paths": {
        "/boats": {
            "post": {
                "operationId": "moor",
                "requestBody": _takes(BOAT),
                "responses": _answers("201", SHOWN, "400", "409", "415"),
            }
        },
        "/boats/{boat_id}": {
            "parameters": ONE,
            "get": {"operationId": "look", "responses": _answers("200", SHOWN, "404")},
            "patch": {
                "operationId": "refit",
                "description": "A boat that is not moored keeps its length, and one sold is final.",
                "parameters": MATCH,
                "requestBody": _takes(REFIT),
                "responses": _answers("200", SHOWN, "400", "404", "409", "412", "415", "428"),
            },
            "delete": {
                "operationId": "cast_off",
                "responses": {"204": {"description": "Gone."}, "401": FAULT, "404": FAULT},
            },
        },
        "/boats/{boat_id}/launch": {
            "parameters": ONE,
            "post": {
                "operationId": "launch",
                "responses": _answers("200", DONE, "404", "409"),
            },
        },
        "/boats/{boat_id}/race": {
            "parameters": ONE,
            "post": {
                "operationId": "race",
                "requestBody": _takes(SAIL),
                "responses": _answers("200", DONE, "400", "404", "409", "415"),
            },
        },
        "/boats/{boat_id}/sail": {
            "parameters": ONE,
            "post": {
                "operationId": "sail",
                "requestBody": _takes(SAIL),
                "responses": _answers("200", DONE, "400", "404", "409", "415"),
            },
        },
        "/log": {
            "get": {"operationId": "read_log", "responses": _answers("200", LOG)},
            "put": {
                "operationId": "write_log",
                "requestBody": _takes(LOG),
                "responses": _answers("200", LOG, "400", "415"),
            },
        },
        "/harbour/close": {
            "post": {"operationId": "close", "responses": _answers("200", DONE)},
        },
        "/harbour/open": {"post": {"operationId": "open", "responses": _answers("200", DONE)}},
        "/radio": {
            "get": {
                "operationId": "radio",
                "responses": {
                    "200": {"description": "Yes.", "content": {"text/event-stream": {}}},
                    "401": FAULT,
                },
            }
        },
        "/weather": {
            "get": {
                "operationId": "weather",
                "security": [],
                "responses": {"200": _gives({"type": "object"})},
            }
        },
    },
    "components": {
        "schemas": {"Status": {"type": "string", "enum": ["sold", "moored", "racing", "rigged"]}},
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}


def spec() -> Spec:
    return Spec(DOCUMENT, "boatyard")


class Boatyard:
    """The server, and what is there."""

    def __init__(self, *lies: str) -> None:
        self.lies: Collection[str] = lies
        self.boats: dict[str, dict[str, Any]] = {}
        self.afloat: set[str] = set()
        self.sailed = self.raced = 0
        self.log = {"text": "Calm sea."}
        self.is_open = True
        self._made = 0

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/boats", self._in(self.moor, BOAT), methods=["POST"]),
                Route(
                    "/boats/{id}", self._in(self.boat, REFIT), methods=["GET", "PATCH", "DELETE"]
                ),
                Route("/boats/{id}/race", self._in(self.race, SAIL), methods=["POST"]),
                Route("/boats/{id}/launch", self._in(self.launch), methods=["POST"]),
                Route("/boats/{id}/sail", self._in(self.sail, SAIL), methods=["POST"]),
                Route("/log", self._in(self.book, LOG), methods=["GET", "PUT"]),
                Route("/harbour/close", self._in(self.close), methods=["POST"]),
                Route("/harbour/open", self._in(self.open), methods=["POST"]),
                Route("/radio", self._in(self.radio), methods=["GET"]),
                Route("/weather", self._in(self.weather), methods=["GET"]),
            ]
        )

    def _in(self, handler: Any, schema: Any = None) -> Any:
        whole = schema and {**schema, "components": DOCUMENT["components"]}
        validator = whole and jsonschema_rs.validator_for(whole, validate_formats=True)

        async def enter(request: Request) -> Response:
            key = request.headers.get("x-key", "")
            known = key.startswith("oakum") if "any ending" in self.lies else key == "oakum"
            if not known and ("weather asks" in self.lies or request.url.path != "/weather"):
                if "radio hums" in self.lies and request.url.path == "/radio":
                    return Response("hm", 401, media_type="text/plain")
                return _no(401)
            if validator and request.method in ("POST", "PUT", "PATCH"):
                if request.headers.get("content-type") != JSON:
                    return _no(415)
                try:
                    body = await request.json()
                except ValueError:
                    return _no(400)
                if not validator.is_valid(body) and not self._lets(body):
                    return _no(400)
                return handler(request, body)
            return handler(request)

        return enter

    def _lets(self, body: Any) -> bool:
        """Whether it lies about this body."""
        if not isinstance(body, dict):
            return False
        long = "long boats" in self.lies and body.get("length") == 41
        return long or ("fast boats" in self.lies and body.get("knots") == 31)

    def moor(self, request: Request, body: Any) -> Response:
        place = body["berth"], body["arrives_at"]
        if any((each["berth"], each["arrives_at"]) == place for each in self.boats.values()):
            return _no(409)
        self._made += 1
        boat = {"id": f"b{self._made}", **body, "status": "moored"}
        self.boats[boat["id"]] = boat
        return JSONResponse(boat, 201)

    def boat(self, request: Request, body: Any = None) -> Response:
        name = request.path_params["id"]
        if request.method == "HEAD" and "ghosts" in self.lies:
            return Response(status_code=200)
        if name not in self.boats:
            return _no(404)
        if request.method == "DELETE":
            del self.boats[name]
            return Response(status_code=204)
        if request.method == "PATCH":
            return self._refit(self.boats[name], request.headers.get("if-match"), body)
        return JSONResponse(self.boats[name])

    def _refit(self, boat: dict[str, Any], match: str | None, body: Any) -> Response:
        if match != "*":
            return _no(412 if match else 428)
        now, to = boat["status"], body.get("status", boat["status"])
        onward = now == to or to == "sold" or (now, to) in ONWARD
        if now == "sold" or not onward or (now != "moored" and "length" in body):
            return _no(409)
        boat |= body
        return JSONResponse(boat)

    def race(self, request: Request, body: Any) -> Response:
        boat = self.boats.get(request.path_params["id"])
        if boat is None or boat["status"] != "racing":
            return _no(404 if boat is None else 409)
        self.raced += 1
        return JSONResponse({})

    def launch(self, request: Request) -> Response:
        name = request.path_params["id"]
        if name not in self.boats or name in self.afloat:
            return _no(409 if name in self.boats else 404)
        self.afloat.add(name)
        return JSONResponse({})

    def sail(self, request: Request, body: Any) -> Response:
        name = request.path_params["id"]
        if name not in self.boats or name not in self.afloat:
            return _no(409 if name in self.boats else 404)
        self.sailed += 1
        return JSONResponse({})

    def book(self, request: Request, body: Any = None) -> Response:
        self.log = body or self.log
        return JSONResponse(self.log)

    def close(self, request: Request) -> Response:
        self.is_open = False
        return JSONResponse({})

    def open(self, request: Request) -> Response:
        self.is_open = True
        return JSONResponse({})

    def radio(self, request: Request) -> Response:
        async def noise() -> AsyncIterator[str]:
            yield "data: static\n\n"
            await asyncio.sleep(0.2)

        return StreamingResponse(noise(), media_type="text/event-stream")

    def weather(self, request: Request) -> Response:
        return JSONResponse({"wind": "west"})


def _no(status: int) -> Response:
    return JSONResponse({"status": status}, status)
