"""A bank that moves money between two accounts, and sweeps up the idle ones, or only says which.

It keeps its contract, but for the lies that it is told.
"""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import jsonschema_rs

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from codegen.verify.report.report import Report
from codegen.verify.run import verify

JSON = "application/json"
REFUSAL = {
    "description": "No.",
    "content": {JSON: {"schema": {"type": "object", "required": ["code"]}}},
}
COMPONENTS = {"schemas": {"AccountId": {"type": "string", "minLength": 1}}}
ID = {"$ref": "#/components/schemas/AccountId"}
ACCOUNT = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": ID, "name": {"type": "string"}},
}
OPEN = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 40}},
}
TRANSFER = {
    "type": "object",
    "required": ["to_account_id", "amount"],
    "additionalProperties": False,
    "properties": {
        "to_account_id": ID,
        "amount": {"type": "integer", "minimum": 1},
        "note": {"type": "string", "maxLength": 20},
    },
}
SWEEP = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "dry_run": {"type": "boolean", "default": False},
        "kinds": {
            "type": "array",
            "items": {"type": "string", "enum": ["giro", "savings", "loan"]},
            "minItems": 1,
            "uniqueItems": True,
        },
        "reason": {"type": "string", "minLength": 1, "maxLength": 20},
    },
}


def _post(key: str, status: str, takes: Any, gives: Any) -> dict[str, Any]:
    return {
        "operationId": key,
        "requestBody": {"required": True, "content": {JSON: {"schema": takes}}},
        "responses": {
            status: {"description": "Yes.", "content": {JSON: {"schema": gives}}},
            "400": REFUSAL,
            "422": REFUSAL,
        },
    }


ONE = [{"name": "account_id", "in": "path", "required": True, "schema": ID}]
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Bank", "version": "1"},
    "components": COMPONENTS,
    "paths": {
        "/accounts": {"post": _post("open", "201", OPEN, ACCOUNT)},
        "/accounts/{account_id}": {
            "parameters": ONE,
            "get": {
                "operationId": "look",
                "responses": {
                    "200": {"description": "It.", "content": {JSON: {"schema": ACCOUNT}}},
                    "404": REFUSAL,
                },
            },
        },
        "/accounts/{account_id}/transfers": {
            "parameters": ONE,
            "post": _post("transfer", "200", TRANSFER, {"type": "object"}),
        },
        "/purge": {"post": _post("sweep", "200", SWEEP, {"type": "object"})},
    },
}
TAKES = {
    "/accounts": jsonschema_rs.validator_for(OPEN),
    "/transfers": jsonschema_rs.validator_for({**TRANSFER, "components": COMPONENTS}),
    "/purge": jsonschema_rs.validator_for(SWEEP),
}


class Bank:
    """The server, as a transport. `swept` is how often it did so in earnest."""

    def __init__(self, lie: str = "") -> None:
        self.lie = lie
        self.accounts: dict[str, Any] = {}
        self.moved: list[tuple[str, str]] = []
        self.swept = 0
        self._ids = count(1)

    def __call__(self, request: Request) -> Reply:
        """Answer."""
        path = request.url.removeprefix("http://bank").partition("?")[0]
        if request.method == "GET" and path.startswith("/accounts/"):
            found = self.accounts.get(path.rpartition("/")[2])
            return _reply(404, {"code": "unknown"}) if found is None else _reply(200, found)
        own, _, last = path.removeprefix("/accounts/").partition("/")
        if last == "transfers":
            path = "/transfers"
        if request.method != "POST" or path not in TAKES:
            return _reply(404, {"code": "unknown"})
        try:
            body = json.loads(request.body or b"")
        except ValueError:
            return _reply(400, {"code": "form"})
        lacks = {"needs a note": "note", "needs a reason": "reason"}.get(self.lie)
        at = {"note": "/transfers", "reason": "/purge"}.get(lacks or "")
        if not TAKES[path].is_valid(body) or (path == at and lacks not in body):
            return _reply(400, {"code": "form"})
        if path == "/accounts":
            made = {"id": f"acc-{next(self._ids)}", **body}
            self.accounts[made["id"]] = made
            return _reply(201, made)
        return self._transferred(own, body) if path == "/transfers" else self._sweep(body)

    def _transferred(self, own: str, body: dict[str, Any]) -> Reply:
        ends = own, body["to_account_id"]
        if self.lie == "overflows" and body["amount"] >= 2**63:
            return _reply(500, {"code": "overflow"})
        if ends[0] == ends[1] or not set(ends) <= self.accounts.keys():
            return _reply(422, {"code": "rule"})
        self.moved.append(ends)
        return _reply(200, {})

    def _sweep(self, body: dict[str, Any]) -> Reply:
        self.swept += not body.get("dry_run")
        if self.lie == "one kind is none" and len(body.get("kinds", [1, 2])) < 2:
            return _reply(400, {"code": "form"})
        return _reply(200, {})


def checked(bank: Bank, *kinds: str) -> Report:
    """Put the checks of some kinds to it."""
    spec = Spec(DOCUMENT)
    laws, faults = read_laws(spec)
    assert faults == []
    return verify(
        spec, laws, bank, [Identity("clerk", {})],
        base="http://bank", seed=0, examples=1, kinds=kinds, fuzz=0,
    )  # fmt: skip


def _reply(status: int, body: Any) -> Reply:
    return Reply(status, {"content-type": JSON}, json.dumps(body).encode())
