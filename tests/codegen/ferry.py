"""A ferry: passages are booked on foot or by car, a car needs its plate, and each sees his own."""

from __future__ import annotations

import itertools
import json
from typing import Any
from urllib.parse import parse_qsl

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said

BASE = "http://ferry.test"
ANA = Identity("ana", {"Authorization": "Bearer ana"})
BEN = Identity("ben", {"Authorization": "Bearer ben"})
JSON = "application/json"
WAY = {"$ref": "#/components/schemas/Way"}
TEXT = {"type": "string", "minLength": 3, "maxLength": 12}
PLATE = {
    **TEXT,
    "type": ["string", "null"],
    "description": "Needed when way is car (400 without it).",
}
SHOWN = {
    "type": "object",
    "required": ["id", "way", "name", "plate"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "way": WAY,
        "name": TEXT,
        "plate": {**TEXT, "type": ["string", "null"]},
    },
}
NEW = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {"name": TEXT, "way": {**WAY, "default": "foot"}, "plate": PLATE},
}
CHANGE = {**NEW, "required": []}
KEPT = {**PLATE, "description": "Where it is left out, it stays as it is."}
REPLACE = {**NEW, "properties": {**NEW["properties"], "plate": KEPT}}
NO = {name: {"description": "No."} for name in ("400", "401", "404")}
ONE = [{"name": "passage_id", "in": "path", "required": True, "schema": {"type": "string"}}]


def _json(schema: Any) -> dict[str, Any]:
    return {"description": "Yes.", "content": {JSON: {"schema": schema}}}


def _takes(schema: Any) -> dict[str, Any]:
    return {"required": True, "content": {JSON: {"schema": schema}}}


PASSAGE = {"$ref": "#/components/schemas/Passage"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Ferry",
        "version": "1",
        "description": "Passages belong to whoever booked them. For anybody else they do not exist"
        " (404), and are in no list.",
    },
    "security": [{"key": []}],
    "paths": {
        "/passages": {
            "get": {
                "operationId": "list_passages",
                "parameters": [{"name": "way", "in": "query", "schema": WAY}],
                "responses": {"200": _json({"type": "array", "items": PASSAGE}), **NO},
            },
            "post": {
                "operationId": "book",
                "requestBody": _takes(NEW),
                "responses": {"201": _json(PASSAGE), **NO},
            },
        },
        "/passages/{passage_id}": {
            "parameters": ONE,
            "get": {"operationId": "get_passage", "responses": {"200": _json(PASSAGE), **NO}},
            "put": {
                "operationId": "replace",
                "requestBody": _takes(REPLACE),
                "responses": {"200": _json(PASSAGE), **NO},
            },
            "patch": {
                "operationId": "change",
                "requestBody": _takes(CHANGE),
                "responses": {"200": _json(PASSAGE), **NO},
            },
        },
    },
    "components": {
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        "schemas": {"Passage": SHOWN, "Way": {"type": "string", "enum": ["foot", "bike", "car"]}},
    },
}
SPEC = Spec(DOCUMENT, "ferry.json")
LAWS, FAULTS = read_laws(SPEC)
_BODIES = {
    method: f"/paths/{path}/{method.lower()}/requestBody/content/application~1json/schema"
    for method, path in (
        ("POST", "~1passages"),
        ("PUT", "~1passages~1{passage_id}"),
        ("PATCH", "~1passages~1{passage_id}"),
    )
}


class Ferry:
    """The server. `lie` names the one thing in which it is not true."""

    def __init__(self, lie: str = "") -> None:
        self.lie = lie
        self.passages: dict[str, dict[str, Any]] = {}
        self.owners: dict[str, str] = {}
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        path, _, query = request.url.removeprefix(BASE).partition("?")
        parts = path.strip("/").split("/")
        if request.method not in methods_at(SPEC, parts):
            return said(405 if methods_at(SPEC, parts) else 404, {})
        who = request.identity.name
        if who not in ("ana", "ben"):
            return said(401, {})
        shown = self.passages.get(parts[1]) if len(parts) > 1 else None
        if len(parts) > 1 and (shown is None or self.owners[parts[1]] != who):
            return said(404, {})
        if request.method == "GET":
            return said(200, shown) if shown else self._listed(who, dict(parse_qsl(query)))
        body = _read(request)
        if not SPEC.validator(_BODIES[request.method]).is_valid(body):
            return said(400, {})
        if request.method == "PUT":
            body = {"way": "foot", **body}
        return self._changed(shown, body) if shown else self._booked(who, body)

    def _listed(self, who: str, query: dict[str, str]) -> Reply:
        way = query.get("way")
        if way not in (None, "foot", "bike", "car"):
            return said(400, {})
        found = []
        for id, each in self.passages.items():
            mine = self.owners[id] == who or (self.lie == "shows others by way" and way)
            if mine and way in (None, each["way"]):
                found.append(each)
        return said(200, found)

    def _booked(self, who: str, body: dict[str, Any]) -> Reply:
        way = "bike" if self.lie == "another default" else "foot"
        new = {"id": f"p{next(self._ids)}", "way": way, "plate": None, **body}
        if new["way"] == "car" and not new["plate"] and self.lie != "any car":
            return said(400, {})
        self.passages[new["id"]], self.owners[new["id"]] = new, who
        return said(201, new)

    def _changed(self, shown: dict[str, Any], body: dict[str, Any]) -> Reply:
        new = {**shown, **body}
        if new["way"] == "car" and not new["plate"]:
            if self.lie == "saves what it refuses":
                shown["way"] = new["way"]
            return said(400, {})
        shown |= new
        return said(200, shown)


def _read(request: Request) -> Any:
    try:
        return json.loads(request.body or b"null")
    except ValueError:
        return None
