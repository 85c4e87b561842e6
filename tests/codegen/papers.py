"""Papers: words say from which state to which one they go."""

from __future__ import annotations

import itertools
import json
from typing import Any

from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said

BASE = "http://papers.test"
EVE = Identity("eve", {})
JSON = "application/json"
TEXT = {"type": "string", "minLength": 1, "maxLength": 60}
ID = {"type": "string", "maxLength": 12}
STATE = {"type": "string", "enum": ["draft", "published", "archived"]}
CHAIN = "`state` goes draft → published → archived; any other change gives 409."
WORDS = {"edit": CHAIN, "move": CHAIN, "withdraw": "Only a published paper can be withdrawn (409)."}
GOES = {("draft", "published"), ("published", "archived")}


def _operation(key: str, status: str, says: str = "", takes: Any = None) -> Any:
    schema = {"$ref": "#/components/schemas/Paper"}
    answers: Any = {each: {"description": "No."} for each in ("400", "404", "409", "422")}
    answers[status] = {"description": "Yes.", "content": {JSON: {"schema": schema}}}
    found = {"operationId": key, "description": says, "responses": answers}
    if takes:
        body = {"type": "object", "additionalProperties": False, **takes}
        found["requestBody"] = {"required": True, "content": {JSON: {"schema": body}}}
    return found


def document(state: str = "", **words: str) -> dict[str, Any]:
    """The contract, with other words of some operations, and of the state itself."""
    says = WORDS | words
    paper = "/papers/{paper_id}"
    path = [{"name": "paper_id", "in": "path", "required": True, "schema": ID}]
    title = {"required": ["title"], "properties": {"title": TEXT}}
    change = {"minProperties": 1, "properties": {"title": TEXT, "state": STATE}}
    move = {"required": ["to"], "properties": {"to": STATE}}
    shown = {"id": ID, "title": TEXT, "state": {**STATE, "description": state}}
    schema = {"type": "object", "required": ["id", "title", "state"], "properties": shown}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Papers", "version": "1"},
        "paths": {
            "/papers": {"post": _operation("write", "201", takes=title)},
            paper: {
                "parameters": path,
                "get": _operation("read", "200"),
                "patch": _operation("edit", "200", says["edit"], change),
            },
            f"{paper}/state": {
                "parameters": path,
                "post": _operation("move", "200", says["move"], move),
            },
            f"{paper}/withdraw": {
                "parameters": path,
                "post": _operation("withdraw", "200", says["withdraw"]),
            },
        },
        "components": {"schemas": {"Paper": schema}},
    }


SPEC = Spec(document(), "papers.json")


class Papers:
    """The server; with a way it lets a change pass, such as `edit archived draft`, or changes a
    paper and refuses that: `refused move`."""

    def __init__(self, *ways: str) -> None:
        self.ways = ways
        self.papers: dict[str, dict[str, Any]] = {}
        self.refused: set[str] = set()
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        if request.method not in methods_at(SPEC, parts):
            return said(405)
        body: Any = json.loads(request.body) if request.body else {}
        if len(parts) == 1:
            paper = {"id": f"p{next(self._ids)}", **body, "state": "draft"}
            self.papers[paper["id"]] = paper
            return said(201, paper)
        paper = self.papers.get(parts[1], {})
        return self._about(paper, " ".join([request.method, *parts[2:]]), body)

    def _about(self, paper: dict[str, Any], what: str, body: Any) -> Reply:
        if not paper:
            return said(404)
        match what:
            case "PATCH":
                return self._change("edit", paper, {"state": paper["state"], **body})
            case "POST state":
                return self._change("move", paper, {"state": body["to"]})
            case "POST withdraw":
                return self._change("withdraw", paper, {"state": "draft"})
        return said(200, paper)

    def _change(self, what: str, paper: dict[str, Any], to: dict[str, Any]) -> Reply:
        change = (paper["state"], to["state"])
        goes = {("published", "draft")} if what == "withdraw" else GOES
        same = what == "edit" and change[0] == change[1]
        asked = " ".join([what, *change])
        if same or change in goes or asked in self.ways:
            paper |= to
            return said(200, paper)
        self.refused.add(asked)
        if f"refused {what}" in self.ways:
            paper |= to
        return said(409)
