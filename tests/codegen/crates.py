"""Crates with bottles in them: words say that a crate has to be empty before it can be deleted."""

from __future__ import annotations

import itertools
import json
from typing import Any

from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said

BASE = "http://crates.test"
EVE = Identity("eve", {})
JSON = "application/json"
TEXT = {"type": "string", "minLength": 1, "maxLength": 60}
ID = {"type": "string", "maxLength": 12}
STATE = {"type": "string", "enum": ["sealed", "open"]}
SAYS = "Only a crate without bottles can be deleted (409)."


def _operation(key: str, status: str, gives: str = "", takes: Any = None, says: str = "") -> Any:
    yes: dict[str, Any] = {"description": "Yes."}
    if gives:
        yes["content"] = {JSON: {"schema": {"$ref": f"#/components/schemas/{gives}"}}}
    answers = {each: {"description": "No."} for each in ("400", "404", "409", "422")}
    found = {"operationId": key, "description": says, "responses": {status: yes, **answers}}
    if takes:
        schema = {"type": "object", "additionalProperties": False, **takes}
        found["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return found


def _about(name: str) -> list[Any]:
    return [{"name": name, "in": "path", "required": True, "schema": ID}]


def document(says: str = SAYS, refusal: str = "No.", *, named: bool = False) -> dict[str, Any]:
    """The contract, with these words of the deletion and of its 409. `named`: a bottle is not made
    below its crate but names it."""
    crate, bottle = "/crates/{crate_id}", "/bottles/{bottle_id}"
    grape = {"required": ["grape"], "properties": {"grape": TEXT}}
    put_in = _operation("fill", "201", "Bottle", grape)
    if named:
        both = {"required": ["crate_id", "grape"], "properties": {"crate_id": ID, "grape": TEXT}}
        put_in = _operation("fill", "201", "Bottle", both)
    drop = _operation("drop", "204", says=says)
    drop["responses"]["409"] = {"description": refusal}
    change = {"minProperties": 1, "properties": {"grape": TEXT, "state": STATE}}
    title = {"required": ["title"], "properties": {"title": TEXT}}
    below = {"parameters": _about("crate_id"), "post": put_in}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Crates", "version": "1"},
        "paths": {
            "/crates": {"post": _operation("build", "201", "Crate", title)},
            crate: {
                "parameters": _about("crate_id"),
                "get": _operation("read", "200", "Crate"),
                "delete": drop,
            },
            **({"/bottles": {"post": put_in}} if named else {f"{crate}/bottles": below}),
            bottle: {
                "parameters": _about("bottle_id"),
                "get": _operation("look", "200", "Bottle"),
                "patch": _operation("change", "200", "Bottle", change),
            },
        },
        "components": {
            "schemas": {
                "Crate": {
                    "type": "object",
                    "required": ["id", "title"],
                    "properties": {"id": ID, "title": TEXT},
                },
                "Bottle": {
                    "type": "object",
                    "required": ["id", "crate_id", "grape", "state"],
                    "properties": {"id": ID, "crate_id": ID, "grape": TEXT, "state": STATE},
                },
            }
        },
    }


class Crates:
    """The server. A crate is not deleted while a bottle in one of the states `kept` is in it;
    `lie` names the one thing in which it is not true."""

    def __init__(self, spec: Spec, lie: str = "", kept: tuple[str, ...] = ("sealed", "open")):
        self.spec, self.lie, self.kept = spec, lie, kept
        self.crates: dict[str, Any] = {}
        self.bottles: dict[str, Any] = {}
        self.refused = 0
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        if request.method not in methods_at(self.spec, parts):
            return said(405)
        body: Any = json.loads(request.body) if request.body else {}
        if parts == ["crates"]:
            return self._new(self.crates, "c", body)
        if parts[0] == "crates":
            if parts[1] not in self.crates:
                return said(404)
            if parts[2:]:
                return self._new(self.bottles, "b", {"crate_id": parts[1], "state": "open"} | body)
            return self._delete(parts[1]) if request.method == "DELETE" else self._crate(parts[1])
        if parts == ["bottles"]:
            known = body["crate_id"] in self.crates
            return self._new(self.bottles, "b", {"state": "open"} | body) if known else said(404)
        if parts[1] not in self.bottles:
            return said(404)
        self.bottles[parts[1]] |= body
        return said(200, self.bottles[parts[1]])

    def _new(self, things: dict[str, Any], letter: str, value: dict[str, Any]) -> Reply:
        thing = {"id": f"{letter}{next(self._ids)}", **value}
        things[thing["id"]] = thing
        return said(201, thing)

    def _crate(self, id: str) -> Reply:
        return said(200, self.crates[id])

    def _delete(self, id: str) -> Reply:
        inside = [each for each in self.bottles.values() if each["crate_id"] == id]
        full = any(each["state"] in self.kept for each in inside)
        refuses = (full and self.lie != "deletes full") or self.lie == "deletes none"
        self.refused += refuses
        if not refuses or self.lie == "deletes all the same":
            del self.crates[id]
        if not refuses or self.lie == "loses bottles":
            for each in inside:
                del self.bottles[each["id"]]
        return said(409 if refuses else 204)
