"""Tickets: words say in which states of one something is refused."""

from __future__ import annotations

import itertools
import json
from typing import Any

from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said

BASE = "http://tickets.test"
EVE = Identity("eve", {})
JSON = "application/json"
TEXT = {"type": "string", "minLength": 1, "maxLength": 60}
ID = {"type": "string", "maxLength": 12}
STATE = {"type": "string", "enum": ["draft", "open", "closed"]}
WORDS = {
    "edit": "Title and state. A closed ticket can't be changed any more (409).",
    "close": "Only an open ticket can be closed, else 409.",
    "drop": "A draft or a closed ticket can be deleted; an open one must be closed first (409).",
    "answer": "409: The ticket is not open.",
}
"""What is said of an operation; after `409: ` it is what is said of its 409."""


def _operation(key: str, status: str, says: str, takes: Any = None, gives: str = "Ticket") -> Any:
    yes: dict[str, Any] = {"description": "Yes."}
    if status != "204":
        yes["content"] = {JSON: {"schema": {"$ref": f"#/components/schemas/{gives}"}}}
    no = says.removeprefix("409: ")
    answers = {each: {"description": "No."} for each in ("400", "404", "409", "422")}
    if says != no:
        says, answers["409"] = "", {"description": no}
    found = {"operationId": key, "description": says, "responses": {status: yes, **answers}}
    if takes:
        schema = {"type": "object", "additionalProperties": False, **takes}
        found["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return found


def document(**words: str) -> dict[str, Any]:
    """The contract, with other words of some operations."""
    says = WORDS | words
    path = [{"name": "ticket_id", "in": "path", "required": True, "schema": ID}]
    ticket = "/tickets/{ticket_id}"
    title = {"required": ["title"], "properties": {"title": TEXT}}
    change = {"minProperties": 1, "properties": {"title": TEXT, "state": STATE}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tickets", "version": "1"},
        "paths": {
            "/tickets": {"post": _operation("open", "201", "", title)},
            ticket: {
                "parameters": path,
                "get": _operation("read", "200", ""),
                "patch": _operation("edit", "200", says["edit"], change),
                "delete": _operation("drop", "204", says["drop"]),
            },
            f"{ticket}/close": {
                "parameters": path,
                "post": _operation("close", "200", says["close"]),
            },
            f"{ticket}/answers": {
                "parameters": path,
                "post": _operation("answer", "201", says["answer"], title, "Answer"),
            },
        },
        "components": {
            "schemas": {
                "Ticket": {
                    "type": "object",
                    "required": ["id", "title", "state"],
                    "properties": {"id": ID, "title": TEXT, "state": STATE},
                },
                "Answer": {
                    "type": "object",
                    "required": ["title"],
                    "properties": {"title": TEXT},
                },
            }
        },
    }


SPEC = Spec(document(), "tickets.json")


class Tickets:
    """The server; with a way it lets something pass in a state, such as `edit closed`."""

    def __init__(self, *ways: str) -> None:
        self.ways = ways
        self.tickets: dict[str, dict[str, Any]] = {}
        self.refused: set[str] = set()
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        if request.method not in methods_at(SPEC, parts):
            return said(405)
        body: Any = json.loads(request.body) if request.body else {}
        if len(parts) == 1:
            ticket = {"id": f"t{next(self._ids)}", **body, "state": "draft"}
            self.tickets[ticket["id"]] = ticket
            return said(201, ticket)
        ticket = self.tickets.get(parts[1], {})
        if not ticket:
            return said(404)
        return self._about(ticket, " ".join([request.method, *parts[2:]]), body)

    def _about(self, ticket: dict[str, Any], what: str, body: Any) -> Reply:
        match what:
            case "PATCH" if self._may("edit", ticket, "draft", "open"):
                ticket |= body
            case "DELETE" if self._may("drop", ticket, "draft", "closed"):
                del self.tickets[ticket["id"]]
                return said(204)
            case "POST close" if self._may("close", ticket, "open"):
                ticket["state"] = "closed"
            case "POST answers" if self._may("answer", ticket, "open"):
                return said(201, {"title": body["title"]})
            case "PATCH" | "DELETE" | "POST close" | "POST answers":
                return said(409)
        return said(200, ticket)

    def _may(self, what: str, ticket: dict[str, Any], *states: str) -> bool:
        asked = f"{what} {ticket['state']}"
        if ticket["state"] in states or asked in self.ways:
            return True
        self.refused.add(asked)
        return False
