"""A nursery whose beds may be sown, dug and cleared in earnest, or only to be told what would come
of it, and where sowing may be repeated under one key."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any

from codegen.laws.law import Laws
from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import said

BASE = "http://nursery.test"
ADA = Identity("ada", {})
JSON = "application/json"
TEXT = {"type": "string", "minLength": 6, "maxLength": 60}
ID = {"type": "string", "maxLength": 12}
WRITTEN = {
    "plant": TEXT,
    "note": {"type": ["string", "null"], "maxLength": 60},
    "rows": {"type": "integer", "minimum": 1, "maximum": 9},
}
_GROWS = 2
"""So often is a bed asked about before it is grown, where it grows by itself."""
KEPT = "A repetition under the same key gets the first answer again."
FREE = "A refused request does not use up its key."


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _operation(key: str, status: str, gives: Any = None, takes: str = "", says: str = "") -> Any:
    yes: dict[str, Any] = {"description": "Yes."}
    if gives is not None:
        yes["content"] = {JSON: {"schema": gives}}
    found: dict[str, Any] = {
        "operationId": key,
        "description": says,
        "parameters": [],
        "responses": {
            status: yes,
            **{each: {"description": "No."} for each in ("400", "404", "409", "422")},
        },
    }
    if takes:
        body = {"required": True, "content": {JSON: {"schema": _ref(takes)}}}
        found["requestBody"] = body
    return found


def document(
    switch: str = "dry_run",
    means: str = "",
    key: str = "",
    mark: Any = None,
    place: str = "query",
    **more: Any,
) -> dict[str, Any]:
    """`means` is what is said of the switch, and `place` is where it is of what sows; `key` is said
    of the key, and `mark` is the header by which an answer says that it is a repetition's. `more`
    are properties of a bed."""
    tried = {"name": switch, "in": "query", "description": means, "schema": {"type": "boolean"}}
    keyed = {
        "name": "Idempotency-Key",
        "in": "header",
        "description": key,
        "schema": {"type": "string"},
    }
    path = [{"name": "bed_id", "in": "path", "required": True, "schema": ID}]
    bed, beds = _ref("Bed"), {"type": "array", "items": _ref("Bed")}
    sow = _operation("sow", "201", bed, "BedNew")
    asked = [tried] if place == "query" else []
    sow["parameters"] = [*asked, keyed]
    sow["responses"]["200"] = {"description": "It would be sown."}
    if mark is not None:
        sow["responses"]["201"]["headers"] = {"Idempotency-Replayed": mark}
    again, pull = _operation("sow_again", "200", bed, "BedNew"), _operation("pull", "204")
    again["parameters"], pull["parameters"] = asked, [tried]
    switched = {switch: {"type": "boolean", "description": means}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Nursery", "version": "1"},
        "paths": {
            "/beds": {"get": _operation("walk", "200", beds), "post": sow},
            "/beds/clear": {"post": _operation("clear", "200", {}, "Tried")},
            "/beds/{bed_id}": {
                "parameters": path,
                "get": _operation("look", "200", bed),
                "put": again,
                "delete": pull,
            },
            "/beds/{bed_id}/dig": {
                "parameters": path,
                "post": _operation("dig", "200", {}, "Tried"),
            },
        },
        "components": {
            "schemas": {
                "Tried": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": switched,
                },
                "BedNew": {
                    "type": "object",
                    "required": ["plant", "rows"],
                    "additionalProperties": False,
                    "properties": {**WRITTEN, **(switched if place == "body" else {})},
                },
                "Bed": {
                    "type": "object",
                    "required": ["id", *WRITTEN, "state", "tried_at"],
                    "properties": {
                        "id": ID,
                        **WRITTEN,
                        "state": {"type": "string", "enum": ["sown", "grown", "dug"]},
                        "tried_at": {"type": ["string", "null"], "format": "date-time"},
                        **more,
                    },
                },
            }
        },
    }


SPEC = Spec(document(), "nursery.json")


def laws(spec: Spec) -> Laws:
    """Those that are implied."""
    found, faults = read_laws(spec)
    assert not faults
    return found


class Nursery:
    """The server, which may tell some lies, and have some honest habits."""

    def __init__(self, *ways: str, switch: str = "dry_run") -> None:
        self.ways: Sequence[str] = ways
        self.switch = switch
        self.beds: dict[str, dict[str, Any]] = {}
        self.asked: dict[str, int] = {}
        self.keys: dict[str, tuple[Any, Reply]] = {}
        self.tries: dict[str, int] = {}
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        path, _, query = request.url.removeprefix(BASE).partition("?")
        parts = path.strip("/").split("/")
        method = "GET" if request.method == "HEAD" else request.method
        try:
            body = json.loads(request.body) if request.body else None
        except ValueError:
            return said(400)
        tried = f"{self.switch}=true" in query
        if isinstance(body, dict) and self.switch in body:
            tried = body.pop(self.switch)
            if not isinstance(tried, bool):
                return said(422)
        headers = {name.lower(): value for name, value in request.headers.items()}
        match method, parts[1:]:
            case "GET", []:
                hidden = "hides what it sows" in self.ways
                return said(200, [self._shown(id) for id in self.beds if not hidden])
            case "POST", []:
                return self._sow(body, headers.get("idempotency-key"), tried)
            case "POST", ["clear"]:
                return self._clear(tried)
        id = parts[1]
        if id not in self.beds:
            return said(404)
        return self._about(id, method, parts[2:], body, tried)

    def _sow(self, body: Any, key: str | None, tried: bool) -> Reply:
        if key is not None and key in self.keys:
            known, reply = self.keys[key]
            if known != body:
                return said(422)
            return self._marked(self._again(reply), "true")
        reply = self._sown(body, tried)
        if key is not None and not tried and (reply.status == 201 or "keeps refusals" in self.ways):
            self.keys[key] = body, reply
        return self._marked(reply, "true" if "replays at first" in self.ways else "false")

    def _sown(self, body: Any, tried: bool) -> Reply:
        if not SPEC.validator("/components/schemas/BedNew").is_valid(body):
            return said(422)
        bed = {"note": None, **body, "state": "sown", "tried_at": None}
        id = f"b{next(self._ids)}"
        if tried:
            self._count("sow")
        if not tried or {"sows in earnest", "hides what it sows"} & {*self.ways}:
            self.beds[id], self.asked[id] = bed, 0
            return said(201, self._shown(id))
        return said(201, {"id": id, **bed}) if "tells an id" in self.ways else said(200)

    def _again(self, reply: Reply) -> Reply:
        if "answers less" in self.ways:
            return said(201, {**reply.json, "rows": 9, "note": "as before"})
        return reply

    def _marked(self, reply: Reply, value: str) -> Reply:
        if "marks nothing" in self.ways or (value == "false" and "by presence" in self.ways):
            return reply
        headers = {**reply.headers, "idempotency-replayed": value}
        return Reply(reply.status, headers, reply.body)

    def _about(self, id: str, method: str, rest: list[str], body: Any, tried: bool) -> Reply:
        self.asked[id] += 1
        bed, earnest = self.beds[id], f"{method} in earnest" in self.ways or not tried
        if tried:
            self._count(f"{method} {'/'.join(rest)}".strip())
            if "notes tries" in self.ways:
                bed["tried_at"] = f"2031-01-01T00:00:00.{next(self._ids):06}Z"
        match method, rest:
            case "GET", []:
                return said(200, self._shown(id))
            case "PUT", []:
                if not SPEC.validator("/components/schemas/BedNew").is_valid(body):
                    return said(422)
                if earnest:
                    bed |= {"note": None, **body}
                return said(200, self._shown(id))
            case "DELETE", []:
                if earnest:
                    del self.beds[id]
                return said(204)
            case "POST", ["dig"]:
                if not isinstance(body, dict):
                    return said(422)
                if bed["state"] == "dug":
                    return said(409)
                if earnest:
                    bed["state"] = "dug"
                return said(200, {})
        return said(404)

    def _clear(self, tried: bool) -> Reply:
        if tried:
            self._count("clear")
        if not tried or "clears in earnest" in self.ways:
            self.beds.clear()
        return said(200, {})

    def _count(self, what: str) -> None:
        self.tries[what] = self.tries.get(what, 0) + 1

    def _shown(self, id: str) -> dict[str, Any]:
        bed = self.beds[id]
        old = self.asked[id] > _GROWS
        if "grows" in self.ways and bed["state"] == "sown" and old:
            bed["state"] = "grown"
        return {"id": id, **bed}
