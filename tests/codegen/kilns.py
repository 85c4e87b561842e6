"""Kilns that nobody makes, the plate on the door, and shelves that are put: with ETags."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Collection
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from codegen.spec import Spec

JSON = "application/json"
TAGGED = {"ETag": {"required": True, "schema": {"type": "string"}}}
NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "An ETag, a list of several, or `*`.",
    "schema": {"type": "string"},
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag that it has, or `*`.",
    "schema": {"type": "string"},
}
NO: dict[str, Any] = {name: {"description": "No."} for name in ("400", "401", "404")}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Any, **more: Any) -> dict[str, Any]:
    return {"description": "Yes.", "content": {JSON: {"schema": schema}}, **more}


def _takes(name: str) -> dict[str, Any]:
    return {"required": True, "content": {JSON: {"schema": _ref(name)}}}


def _path(name: str, kind: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": kind, "minimum": 1}}


def _reads(key: str, schema: Any) -> dict[str, Any]:
    return {
        "operationId": key,
        "parameters": [NONE_MATCH],
        "responses": {
            "200": _json(schema, headers=TAGGED),
            "304": {"description": "You have it.", "headers": TAGGED},
            **NO,
        },
    }


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Kilns", "version": "1"},
    "paths": {
        "/kilns": {"get": _reads("list_kilns", {"type": "array", "items": _ref("Kiln")})},
        "/kilns/{kiln_id}": {
            "parameters": [_path("kiln_id", "integer")],
            "get": _reads("get_kiln", _ref("Kiln")),
        },
        "/kilns/{kiln_id}/marks": {
            "parameters": [_path("kiln_id", "integer")],
            "post": {
                "operationId": "leave_mark",
                "description": "The kiln must exist, else 422. A text is left only once, else 409.",
                "security": [{"who": []}],
                "requestBody": _takes("NewMark"),
                "responses": {
                    "201": _json(_ref("Mark")),
                    "409": NO["404"],
                    "422": NO["404"],
                    **NO,
                },
            },
        },
        "/kilns/{kiln_id}/marks/{mark_id}": {
            "parameters": [_path("kiln_id", "integer"), _path("mark_id", "integer")],
            "get": {"operationId": "get_mark", "responses": {"200": _json(_ref("Mark")), **NO}},
            "delete": {
                "operationId": "wipe_mark",
                "description": "Somebody else's mark gives 403.",
                "security": [{"who": []}],
                "responses": {"204": {"description": "Gone."}, "403": NO["404"], **NO},
            },
        },
        "/kilns/{kiln_id}/marks/{mark_id}/seal": {
            "parameters": [_path("kiln_id", "integer"), _path("mark_id", "integer")],
            "post": {
                "operationId": "seal_mark",
                "description": "Only a mark that is not sealed can be sealed, else 409.",
                "responses": {"200": _json(_ref("Mark")), "409": NO["404"], **NO},
            },
        },
        "/plate": {
            "get": _reads("get_plate", _ref("Plate")),
            "put": {
                "operationId": "put_plate",
                "parameters": [MATCH],
                "requestBody": _takes("Plate"),
                "responses": {
                    "200": _json(_ref("Plate")),
                    "412": {"description": "It has changed."},
                    "428": {"description": "It takes the ETag of what is to be changed."},
                    **NO,
                },
            },
        },
        "/shelves/{shelf_id}": {
            "parameters": [{**_path("shelf_id", "string"), "schema": {"type": "string"}}],
            "get": {"operationId": "get_shelf", "responses": {"200": _json(_ref("Plate")), **NO}},
            "put": {
                "operationId": "put_shelf",
                "requestBody": _takes("Plate"),
                "responses": {"200": _json(_ref("Plate")), "201": _json(_ref("Plate")), **NO},
            },
            "delete": {
                "operationId": "drop_shelf",
                "responses": {"204": {"description": "Gone."}, **NO},
            },
        },
    },
    "components": {
        "securitySchemes": {"who": {"type": "apiKey", "in": "header", "name": "X-Who"}},
        "schemas": {
            "Kiln": {
                "type": "object",
                "required": ["id", "name", "marks"],
                "properties": {
                    "id": {"type": "integer"},
                    "name": {"type": "string"},
                    "marks": {"type": "integer"},
                },
            },
            "NewMark": {
                "type": "object",
                "required": ["text"],
                "properties": {"text": {"type": "string", "maxLength": 20}},
            },
            "Mark": {
                "type": "object",
                "required": ["id", "text"],
                "properties": {"id": {"type": "integer"}, "text": {"type": "string"}},
            },
            "Plate": {
                "type": "object",
                "required": ["text"],
                "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 20}},
            },
        },
    },
}


def spec() -> Spec:
    return Spec(DOCUMENT, "kilns")


class Kilns:
    """The server. `lie` names the one thing in which it is not true; `habits` are honest ones."""

    def __init__(self, lie: str = "", habits: Collection[str] = ()) -> None:
        self.lie, self.habits = lie, habits
        self.kilns = {7: "gas", 8: "wood"}
        self.marks: dict[int, tuple[int, str, str]] = {}
        self.sealed: set[int] = set()
        self.plate = {"text": "open"}
        self.shelves: dict[str, Any] = {}
        self.count = itertools.count(1)

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/kilns", self.list_kilns, methods=["GET"]),
                Route("/kilns/{kiln:int}", self.one_kiln, methods=["GET"]),
                Route("/kilns/{kiln:int}/marks", self.leave_mark, methods=["POST"]),
                Route("/kilns/{kiln:int}/marks/{mark:int}", self.mark, methods=["GET", "DELETE"]),
                Route("/kilns/{kiln:int}/marks/{mark:int}/seal", self.seal, methods=["POST"]),
                Route("/plate", self.the_plate, methods=["GET", "PUT"]),
                Route("/shelves/{shelf}", self.shelf, methods=["GET", "PUT", "DELETE"]),
            ]
        )

    def shown(self, kiln: int) -> dict[str, Any]:
        marks = sum(of == kiln for of, *_ in self.marks.values())
        return {"id": kiln, "name": self.kilns[kiln], "marks": marks}

    def tag(self, value: Any) -> str:
        if self.lie == "tag of the hour":
            value = next(self.count)
        if self.lie == "tag without marks" and isinstance(value, dict):
            value = {name: each for name, each in value.items() if name != "marks"}
        if self.lie == "plate has one tag" and isinstance(value, dict) and "text" in value:
            value = "plate"
        found = hashlib.sha256(json.dumps(value).encode()).hexdigest()[:8]
        return f'W/"{found}"' if "weak" in self.habits else f'"{found}"'

    def give(self, request: Request, value: Any) -> Response:
        if "tells the time" in self.habits and isinstance(value, dict):
            value = {**value, "served": next(self.count)}
        tag = self.tag(value)
        asked = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
        if self.lie == "one tag only" and len(asked) > 1:
            asked = []
        known = tag in asked or (asked == ["*"] and self.lie != "no star")
        known = (known and self.lie != "never 304") or (asked != [""] and self.lie == "always 304")
        if known:
            return Response(status_code=412 if self.lie == "412" else 304, headers={"ETag": tag})
        return JSONResponse(value, headers={"ETag": tag})

    async def list_kilns(self, request: Request) -> Response:
        return self.give(request, [self.shown(each) for each in self.kilns])

    async def one_kiln(self, request: Request) -> Response:
        kiln = request.path_params["kiln"]
        if kiln not in self.kilns:
            return Response(status_code=204 if self.lie == "204 for nothing" else 404)
        return self.give(request, self.shown(kiln))

    async def leave_mark(self, request: Request) -> Response:
        kiln = request.path_params["kiln"]
        if kiln not in self.kilns:
            return Response(status_code=422)
        who = request.headers.get("x-who", "")
        if not who:
            return Response(status_code=401)
        text = (await request.json())["text"]
        if (kiln, text) in [(of, said) for of, said, _ in self.marks.values()]:
            return Response(status_code=422 if self.lie == "422 when left" else 409)
        mark = next(self.count)
        self.marks[mark] = kiln, text, who
        return JSONResponse({"id": mark, "text": self.marks[mark][1]}, 201)

    async def mark(self, request: Request) -> Response:
        kiln, mark = request.path_params["kiln"], request.path_params["mark"]
        if self.marks.get(mark, (0, ""))[0] != kiln:
            return Response(status_code=404)
        if request.method == "DELETE":
            who = request.headers.get("x-who", "")
            if who != self.marks[mark][2]:
                refusal = 404 if self.lie == "hides what is another's" else 403
                return Response(status_code=refusal if who else 401)
            del self.marks[mark]
            return Response(status_code=204)
        return JSONResponse({"id": mark, "text": self.marks[mark][1]})

    async def seal(self, request: Request) -> Response:
        kiln, mark = request.path_params["kiln"], request.path_params["mark"]
        if self.marks.get(mark, (0, ""))[0] != kiln:
            return Response(status_code=404)
        if mark in self.sealed:
            return Response(status_code=400 if self.lie == "400 when sealed" else 409)
        self.sealed.add(mark)
        return JSONResponse({"id": mark, "text": self.marks[mark][1]})

    async def the_plate(self, request: Request) -> Response:
        if request.method == "GET":
            return self.give(request, self.plate)
        if "if-match" not in request.headers and self.lie != "needs no tag":
            return Response(status_code=428)
        tag = request.headers.get("if-match", self.tag(self.plate))
        star = tag == "*" and self.lie != "* is refused"
        if tag != self.tag(self.plate) and not star and self.lie != "unguarded":
            return Response(status_code=412)
        self.plate = {"text": (await request.json())["text"]}
        return JSONResponse(self.plate)

    async def shelf(self, request: Request) -> Response:
        name = request.path_params["shelf"]
        there = name in self.shelves
        if request.method == "PUT":
            self.shelves[name] = {"text": (await request.json())["text"]}
            made = (not there or self.lie == "always 201") and self.lie != "never 201"
            return JSONResponse(self.shelves[name], 201 if made else 200)
        if not there:
            return Response(status_code=404)
        if request.method == "DELETE":
            del self.shelves[name]
            return Response(status_code=204)
        return JSONResponse(self.shelves[name])
