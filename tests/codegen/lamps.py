"""Lamps: words say that the ETag, and when it was changed, change only when a lamp does."""

from __future__ import annotations

import itertools
import json
from typing import Any

from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said

BASE = "http://lamps.test"
EVE = Identity("eve", {})
TEXT = {"type": "string", "minLength": 1, "maxLength": 60}
WATT = {"type": "integer", "minimum": 1, "maximum": 100}
TAG = "The ETag changes when, and only when, the lamp changes."
TIME = "`changed_at` changes only with a real change."
FIELDS = {"name": TEXT, "watt": WATT}


def document(
    read: str = TAG, about: str = TIME, *, change: str = "", tag: str | None = ""
) -> dict[str, Any]:
    """The contract. Its words are those of the reading, of the whole, of the change and of the
    ETag's header, of which there is none if that is None."""

    def answer(description: str = "Yes.") -> dict[str, Any]:
        schema = {"$ref": "#/components/schemas/Lamp"}
        found: dict[str, Any] = {
            "description": description,
            "content": {"application/json": {"schema": schema}},
        }
        if tag is not None:
            header = {"required": True, "description": tag, "schema": {"type": "string"}}
            found["headers"] = {"ETag": header}
        return found

    def operation(key: str, status: str, says: str, media: str = "", **schema: Any) -> Any:
        no = {each: {"description": "No."} for each in ("400", "404", "409", "422")}
        found: dict[str, Any] = {"operationId": key, "responses": {status: answer(), **no}}
        found["description"] = says
        if media:
            body = {"type": "object", "additionalProperties": False, **schema}
            found["requestBody"] = {"required": True, "content": {media: {"schema": body}}}
        return found

    whole = {"required": [*FIELDS], "properties": FIELDS}
    merge = "application/merge-patch+json"
    id = {"name": "lamp_id", "in": "path", "required": True, "schema": {"type": "string"}}
    time = {"type": "string", "format": "date-time"}
    lamp = {"id": {"type": "string"}, **FIELDS, "changed_at": time}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Lamps", "version": "1", "description": about},
        "paths": {
            "/lamps": {"post": operation("hang", "201", "", "application/json", **whole)},
            "/lamps/{lamp_id}": {
                "parameters": [id],
                "get": operation("look", "200", read),
                "patch": operation("turn", "200", change, merge, properties=FIELDS),
                "put": operation("swap", "200", "", "application/json", **whole),
            },
        },
        "components": {
            "schemas": {"Lamp": {"type": "object", "required": [*lamp], "properties": lamp}}
        },
    }


class Lamps:
    """The server. Each habit is what a method changes though nothing is: `PATCH tag`."""

    def __init__(self, spec: Spec, *habits: str) -> None:
        self.spec, self.habits = spec, habits
        self.lamps: dict[str, dict[str, Any]] = {}
        self.nothing: set[str] = set()
        """The methods with which what is there was written."""
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        if request.method not in methods_at(self.spec, parts):
            return said(405)
        body: Any = json.loads(request.body) if request.body else {}
        operation = self.spec.operations[request.operation]
        if operation.body is not None:
            (part,) = operation.body.content.values()
            if not self.spec.validator(part.schema_where).is_valid(body):
                return said(422)
        if len(parts) == 1:
            id = f"l{next(self._ids)}"
            self.lamps[id] = {"lamp": {"id": id, **body}, "tag": 0, "time": 0}
            return self._shown(id, 201)
        found = self.lamps.get(parts[1])
        if found is None:
            return said(404)
        if request.method != "GET":
            new = {**found["lamp"], **body}
            same = new == found["lamp"]
            if same:
                self.nothing.add(request.method)
            for what in ("tag", "time"):
                found[what] += not same or f"{request.method} {what}" in self.habits
            found["lamp"] = new
        return self._shown(parts[1], 200)

    def _shown(self, id: str, status: int) -> Reply:
        found = self.lamps[id]
        time = f"2026-01-01T00:{found['time'] // 60 % 60:02}:{found['time'] % 60:02}Z"
        reply = said(status, {**found["lamp"], "changed_at": time})
        tag = f'"{id}-{found["tag"]}-{found["time"]}"'
        return Reply(status, {**reply.headers, "etag": tag}, reply.body)
