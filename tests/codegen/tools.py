"""Tools that are lent: each has a label of its own, goes into the attic and comes back, is thrown
away and found again."""

from __future__ import annotations

import itertools
import json
from typing import Any

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import said

BASE = "http://tools.test"
ADA = Identity("ada", {})
JSON = "application/json"
TEXT = {"type": "string", "minLength": 1, "maxLength": 60}
MAYBE = {"type": ["string", "null"], "maxLength": 60}
TAGS = {"type": "array", "maxItems": 4, "items": {"type": "string", "maxLength": 20}}
ID = {"type": "string", "maxLength": 12}
WRITTEN = {"label": TEXT, "note": MAYBE, "tags": TAGS, "rack": MAYBE}
SCHEMAS: dict[str, Any] = {
    "ToolNew": {
        "type": "object",
        "required": ["label"],
        "additionalProperties": False,
        "properties": WRITTEN,
    },
    "Loan": {
        "type": "object",
        "required": ["borrower", "note"],
        "additionalProperties": False,
        "properties": {"borrower": TEXT, "note": TEXT},
    },
    "Tool": {
        "type": "object",
        "required": ["id", *WRITTEN, "state", "borrower", "moved_at"],
        "properties": {
            "id": ID,
            **WRITTEN,
            "state": {"type": "string", "enum": ["here", "attic", "lent"]},
            "borrower": MAYBE,
            "moved_at": {"type": "string", "format": "date-time"},
        },
    },
}


def _operation(key: str, status: str, says: str = "", takes: str = "", **more: Any) -> Any:
    yes: dict[str, Any] = {"description": "Yes."}
    if status != "204":
        yes["content"] = {JSON: {"schema": {"$ref": "#/components/schemas/Tool"}}}
    found = {
        "operationId": key,
        "description": says,
        "responses": {
            status: yes,
            **{each: {"description": "No."} for each in ("400", "404", "409", "422")},
        },
        **more,
    }
    if takes:
        schema = {"$ref": f"#/components/schemas/{takes}"}
        found["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return found


def document(says: str = "409 if the label is in use.") -> dict[str, Any]:
    """`says` is what is said of making a tool."""
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "schema": {"type": "string"},
    }
    path = [{"name": "tool_id", "in": "path", "required": True, "schema": ID}]
    tool = "/tools/{tool_id}"
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tools", "version": "1"},
        "paths": {
            "/tools": {"post": _operation("make", "201", says, "ToolNew", parameters=[key])},
            tool: {
                "parameters": path,
                "get": _operation("read", "200"),
                "delete": _operation("drop", "204", "It can be restored."),
            },
            f"{tool}/archive": {
                "parameters": path,
                "post": _operation("store", "200", "Into the attic. Its rack becomes null."),
            },
            f"{tool}/unarchive": {"parameters": path, "post": _operation("fetch", "200")},
            f"{tool}/restore": {"parameters": path, "post": _operation("find", "200")},
            f"{tool}/lend": {
                "parameters": path,
                "post": _operation("lend", "200", "The note is printed.", "Loan"),
            },
        },
        "components": {"schemas": SCHEMAS},
    }


SPEC = Spec(document(), "tools.json")
LAWS, FAULTS = read_laws(SPEC)


class Tools:
    """The server, which may tell one lie, or have one honest habit."""

    def __init__(self, way: str = "") -> None:
        self.way = way
        self.tools: dict[str, dict[str, Any]] = {}
        self.thrown: dict[str, dict[str, Any]] = {}
        self.made: dict[str, Reply] = {}
        self.loans = 0
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        method = "GET" if request.method == "HEAD" else request.method
        body = None
        if request.body:
            try:
                body = json.loads(request.body)
            except ValueError:
                return said(400)
        if parts == ["tools"] and method == "POST":
            key = {name.lower(): value for name, value in request.headers.items()}.get(
                "idempotency-key"
            )
            if key is None:
                return said(400)
            if key not in self.made:
                reply = self._make(body)
                if reply.status != 201:
                    return reply
                self.made[key] = reply
            return self.made[key]
        if len(parts) not in (2, 3) or parts[0] != "tools":
            return said(404)
        return self._about(parts[1], f"{method} {'/'.join(parts[2:])}".strip(), body)

    def _make(self, body: Any) -> Reply:
        if not _fits("ToolNew", body):
            return said(422)
        taken = {each["label"] for each in self.tools.values()}
        free = self.way in ("takes any label", "many of one label")
        if body["label"] in taken and not free:
            return said(409)
        tool = {"id": f"t{next(self._ids)}", "note": None, "tags": [], "rack": None, **body}
        tool |= {"state": "here", "borrower": None, "moved_at": self._now()}
        self.tools[tool["id"]] = tool
        return said(201, tool)

    def _about(self, id: str, what: str, body: Any) -> Reply:
        if what == "POST restore" and id in self.thrown:
            tool = self.tools[id] = self.thrown.pop(id)
            if self.way == "finds it without a note":
                tool["note"] = None
            return said(200, tool)
        tool = self.tools.get(id, {})
        if not tool:
            return said(404)
        match what:
            case "GET":
                return said(200, tool)
            case "DELETE":
                self.thrown[id] = self.tools.pop(id)
                return said(204)
            case "POST restore":
                return said(409)
            case "POST archive" if tool["state"] == "here":
                tool |= {"state": "attic", "rack": None, "moved_at": self._now()}
                if self.way == "loses tags":
                    tool["tags"] = []
                return said(200, tool)
            case "POST unarchive" if tool["state"] == "attic":
                tool |= {"state": "here", "moved_at": self._now()}
                return said(200, tool)
            case "POST lend":
                if not _fits("Loan", body):
                    return said(422)
                if tool["state"] != "here":
                    return said(409)
                self.loans += 1
                who = body["borrower"]
                if self.way == "writes names large":
                    who = who.upper()
                if self.way == "forgets the borrower":
                    who = None
                tool |= {"state": "lent", "borrower": who, "moved_at": self._now()}
                return said(200, tool)
            case "POST archive" | "POST unarchive":
                return said(409)
        return said(405)

    def _now(self) -> str:
        return f"2031-01-01T00:00:00.{next(self._ids):06}Z"


def _fits(schema: str, value: Any) -> bool:
    return SPEC.validator(f"/components/schemas/{schema}").is_valid(value)
