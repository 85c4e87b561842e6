"""A cellar: racks are put by a code that the client chooses, wines are put into them by their
numbers, and what is archived is listed only when that is asked for."""

from __future__ import annotations

import itertools
import json
from typing import Any
from urllib.parse import parse_qs

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said
from tests.codegen.laws_documents import gives, operation, path, ref, thing

BASE = "http://cellar.test"
ADA = Identity("ada", {"X-Key": "a"})
CODE = {"type": "string", "pattern": "^[A-Z]{3,6}$"}
NUMBER = {"type": "integer", "minimum": 1}
TEXT = {"type": "string", "minLength": 1, "maxLength": 40}
TIME = {"type": "string", "format": "date-time"}
COLOURS = {"type": "string", "enum": ["red", "white"]}
WINE = {"name": TEXT, "colour": COLOURS, "price": {"type": "integer", "minimum": 0}, "tags": TEXT}


def _takes(schema: dict[str, Any]) -> dict[str, Any]:
    closed = {**schema, "additionalProperties": False}
    return {"required": True, "content": {"application/json": {"schema": closed}}}


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


NO = {**gives("400"), **gives("401"), **gives("404"), **gives("409"), **gives("422")}
PUT = {**gives("200", ref("Rack")), **gives("201", ref("Rack"))}
PLACE = {**gives("200", ref("Place")), **gives("201", ref("Place"))}
STATE = {"type": "string", "enum": ["active", "archived", "all"], "default": "active"}
WINES = thing(("items",), items={"type": "array", "items": ref("Wine")})
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Cellar",
        "version": "1",
        "description": "HEAD is answered wherever GET is. A method that a path has not is answered "
        "with 405. Numbers are never used again.",
    },
    "security": [{"key": []}],
    "paths": {
        "/racks/{code}": {
            "parameters": [path("code", CODE)],
            "get": operation("rack", {**gives("200", ref("Rack")), **NO}),
            "put": operation(
                "put_rack", {**PUT, **NO}, requestBody=_takes(thing(("note",), note=TEXT))
            ),
            "delete": operation("drop_rack", {**gives("204"), **NO}),
        },
        "/racks/{code}/wines/{wine_id}": {
            "parameters": [path("code", CODE), path("wine_id", NUMBER)],
            "get": operation("place", {**gives("200", ref("Place")), **NO}),
            "put": operation(
                "put_place", {**PLACE, **NO}, requestBody=_takes(thing(("row",), row=TEXT))
            ),
            "delete": operation("empty_place", {**gives("204"), **NO}),
        },
        "/wines": {
            "get": operation(
                "wines",
                {**gives("200", WINES), **NO},
                parameters=[
                    _query("colour", COLOURS),
                    _query("state", STATE),
                    _query("made_after", TIME),
                ],
            ),
            "post": operation(
                "add_wine",
                {**gives("201", ref("Wine")), **NO},
                requestBody=_takes(thing(("name", "price"), **WINE)),
            ),
        },
        "/wines/{wine_id}": {
            "parameters": [path("wine_id", NUMBER)],
            "get": operation("wine", {**gives("200", ref("Wine")), **NO}),
            "delete": operation(
                "pour_out",
                {**gives("204"), **NO},
                description="Only while it is active or archived (409 otherwise).",
            ),
        },
        "/wines/{wine_id}/archive": {
            "parameters": [path("wine_id", NUMBER)],
            "post": operation("archive", {**gives("200", ref("Wine")), **NO}),
        },
    },
    "components": {
        "schemas": {
            "Rack": thing(("code", "note"), code=CODE, note=TEXT),
            "Place": thing(("wine_id", "row"), wine_id=NUMBER, row=TEXT),
            "Wine": thing(
                ("id", "name", "colour", "price", "state", "made_at"),
                id=NUMBER,
                state={"type": "string", "enum": ["active", "archived"]},
                made_at=TIME,
                **WINE,
            ),
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}
SPEC = Spec(DOCUMENT, "cellar.json")
LAWS, FAULTS = read_laws(SPEC)


class Cellar:
    """The server, which may tell one lie."""

    def __init__(self, lie: str = "") -> None:
        self.lie = lie
        self.racks: dict[str, dict[str, Any]] = {}
        self.wines: dict[int, dict[str, Any]] = {}
        self.poured: dict[int, dict[str, Any]] = {}
        self._number = 0
        self._ticks = itertools.count(10)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        where, _, query = request.url.removeprefix(BASE).partition("?")
        parts = where.strip("/").split("/")
        methods = methods_at(SPEC, parts)
        method = request.method
        if method == "HEAD" and "GET" in methods:
            if self.lie == "no HEAD":
                return _allowing(methods)
            reply = self._answered("GET", parts, query, request)
            length = len(reply.body) + 7 * (self.lie == "long HEAD")
            return Reply(reply.status, {**reply.headers, "content-length": str(length)}, b"")
        if method not in methods:
            return said(404) if not methods or self.lie == "404 for 405" else _allowing(methods)
        return self._answered(method, parts, query, request)

    def _answered(self, method: str, parts: list[str], query: str, request: Request) -> Reply:
        headers = {name.lower(): value for name, value in request.headers.items()}
        if headers.get("x-key") != "a":
            return said(401)
        body = None
        if method in ("POST", "PUT") and parts[-1] != "archive":
            try:
                body = json.loads(request.body or b"")
            except ValueError:
                return said(400)
        if parts[0] == "racks":
            return self._rack(method, parts, body)
        if parts == ["wines"]:
            return self._added(body) if method == "POST" else self._listed(query)
        number = int(parts[1]) if parts[1].isascii() and parts[1].isdecimal() else 0
        wine = self.wines.get(number)
        if wine is None:
            return said(404)
        if method == "POST":
            wine["state"] = "archived"
        if method == "DELETE":
            self.poured[number] = self.wines.pop(number)
            if self.lie == "numbers again" and number == self._number:
                self._number -= 1
            return said(204)
        return said(200, wine)

    def _rack(self, method: str, parts: list[str], body: Any) -> Reply:
        code = parts[1]
        rack = self.racks.get(code)
        if len(parts) == 4:
            return self._place(method, rack, parts[3], body)
        if method == "PUT":
            if not SPEC.validator("/paths/~1racks~1{code}/parameters/0/schema").is_valid(code):
                return said(404)
            if not _fits(body, "put_rack"):
                return said(422)
            self.racks[code] = {"code": code, "places": {}, **(rack or {}), "note": body["note"]}
        elif rack is None:
            return said(404)
        if method == "DELETE":
            del self.racks[code]
            return said(204)
        return said(200 if rack else 201, _without_places(self.racks[code]))

    def _place(self, method: str, rack: dict[str, Any] | None, wine: str, body: Any) -> Reply:
        number = int(wine) if wine.isascii() and wine.isdecimal() else 0
        if rack is None or (method == "PUT" and number not in self.wines):
            return said(404)
        there = number in rack["places"]
        if method == "PUT":
            if not _fits(body, "put_place"):
                return said(422)
            rack["places"][number] = {"wine_id": number, "row": body["row"]}
            made = not there and self.lie != "never 201"
            return said(201 if made else 200, rack["places"][number])
        if not there:
            return said(404)
        if method == "DELETE":
            del rack["places"][number]
            return said(204)
        return said(200, rack["places"][number])

    def _added(self, body: Any) -> Reply:
        truth = self.lie == "truths are numbers" and isinstance(body, dict)
        if truth and body.get("price") is True:
            body = {**body, "price": 1}
        if not _fits(body, "add_wine"):
            return said(422)
        self._number += 1
        made = f"2031-01-01T00:00:{next(self._ticks) % 60:02}Z"
        wine = {"id": self._number, "colour": "red", "state": "active", "made_at": made, **body}
        self.wines[self._number] = wine
        return said(201, wine)

    def _listed(self, query: str) -> Reply:
        asked = {name: value for name, [value, *_] in parse_qs(query, True).items()}
        for index, name in enumerate(("colour", "state", "made_after")):
            where = f"/paths/~1wines/get/parameters/{index}/schema"
            if name in asked and not SPEC.validator(where).is_valid(asked[name]):
                return said(400)
        after = asked.get("made_after", "0001-01-01T00:00:00Z")
        if self.lie == "one zone" and not after.endswith("Z"):
            return said(400)
        state = asked.get("state", "active")
        kept = [*self.wines.values()]
        if self.lie == "lists what is poured out":
            kept += self.poured.values()
        found = [
            each
            for each in kept
            if state in ("all", each["state"])
            and asked.get("colour", each["colour"]) == each["colour"]
            and _instant(each["made_at"]) >= _instant(after)
        ]
        return said(200, {"items": found})


def _instant(text: str) -> float:
    from datetime import datetime

    try:
        return datetime.fromisoformat(text.upper().replace("Z", "+00:00")).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _without_places(rack: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rack.items() if name != "places"}


def _fits(body: Any, key: str) -> bool:
    part = SPEC.operations[key].body
    assert part is not None
    return SPEC.validator(part.content["application/json"].schema_where).is_valid(body)


def _allowing(methods: list[str]) -> Reply:
    return Reply(405, {"allow": ", ".join([*methods, "HEAD"])}, b"")
