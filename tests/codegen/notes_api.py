"""A small API of notes, true to its contract but for one lie that is asked for."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema_rs

from codegen.laws.law import Filters, Key, Laws, Maker, Pages, Reach, Relation, Sorts
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from codegen.verify.report.report import Report
from codegen.verify.run import verify

MEDIA = "application/json"
PROBLEM = {"description": "No.", "content": {MEDIA: {"schema": {"type": "object"}}}}
NOTE = {
    "type": "object",
    "required": ["title", "kind"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "minLength": 2, "maxLength": 20},
        "kind": {"type": "string", "enum": ["idea", "task", "quote"]},
        "weight": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
        "tags": {
            "type": "array",
            "maxItems": 3,
            "uniqueItems": True,
            "items": {"type": "string", "pattern": "^[a-z]{2,8}$"},
        },
        "due": {"type": ["string", "null"], "format": "date"},
    },
}
SHOWN: dict[str, Any] = {
    "type": "object",
    "required": ["id", "title", "kind", "weight"],
    "properties": {"id": {"type": "integer"}, **NOTE["properties"]},
}
LIST = {
    "type": "object",
    "required": ["items", "next", "total"],
    "properties": {
        "items": {"type": "array", "items": SHOWN},
        "next": {"type": ["string", "null"]},
        "total": {"type": "integer"},
    },
}


def _gives(schema: Any) -> dict[str, Any]:
    return {"description": "Yes.", "content": {MEDIA: {"schema": schema}}}


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


REFUSALS = {str(status): PROBLEM for status in (400, 401, 404, 405, 415)}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Notes", "version": "1"},
    "security": [{"token": []}],
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "paths": {
        "/notes": {
            "get": {
                "operationId": "list_notes",
                "parameters": [
                    _query(
                        "limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}
                    ),
                    _query("cursor", {"type": "string", "minLength": 1}),
                    _query("kind", NOTE["properties"]["kind"]),
                    _query("weight", {"type": "integer"}),
                    _query("sort", {"type": "string", "enum": ["title", "-weight"]}),
                ],
                "responses": {"200": _gives(LIST), **REFUSALS},
            },
            "post": {
                "operationId": "add_note",
                "requestBody": {"required": True, "content": {MEDIA: {"schema": NOTE}}},
                "responses": {"201": _gives(SHOWN), **REFUSALS},
            },
        },
        "/notes/{note_id}": {
            "parameters": [
                {
                    "name": "note_id",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "integer", "minimum": 1},
                }
            ],
            "get": {
                "operationId": "get_note",
                "responses": {"200": _gives(SHOWN), **REFUSALS},
            },
            "delete": {
                "operationId": "delete_note",
                "responses": {"204": {"description": "Gone."}, **REFUSALS},
            },
        },
    },
}
MAKES = (Reach("add_note", {}),)
ITEM = Reach("get_note", {"note_id": "$response.body#/id"})
SHOW: dict[str, Any] = {
    "operation": "list_notes",
    "stated": True,
    "items": "/items",
    "item_id": "/id",
    "makes": MAKES,
}
PAGES = Pages(
    where="/pages", style="cursor", parameter="cursor", limit="limit", most=50,
    next="$response.body#/next", total="$response.body#/total", **SHOW,
)  # fmt: skip
LAWS = Laws(
    (
        PAGES,
        Filters(
            where="/kind", parameter="kind", fields=("/kind",), match="equals", pages=PAGES, **SHOW
        ),
        Filters(
            where="/weight", parameter="weight", fields=("/weight",), match="at_least",
            pages=PAGES, **SHOW,
        ),
        Sorts(
            where="/title", parameter="sort", value="title", keys=(Key("/title", False),),
            pages=PAGES, **SHOW,
        ),
        Sorts(
            where="/heavy", parameter="sort", value="-weight", keys=(Key("/weight", True),),
            pages=PAGES, **SHOW,
        ),
        Relation(
            where="/kinds", relation="complete", base={}, pages=PAGES,
            others=({"kind": "idea"}, {"kind": "task"}, {"kind": "quote"}), **SHOW,
        ),
    ),
    (
        Maker(
            "note", "add_note", "$response.body#/id", ("/notes/{note_id}", "note_id"),
            read=ITEM, delete=Reach("delete_note", dict(ITEM.parameters)),
        ),
    ),
)  # fmt: skip


class Refused(Exception):
    """Answers with a status."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__(status)
        self.status, self.headers = status, headers


class Notes:
    """The server. `lies` names its lie."""

    def __init__(self, lies: str = "", changed: Callable[[Any], None] | None = None) -> None:
        """`changed` spoils the contract that the server keeps."""
        self.lies = lies
        document = json.loads(json.dumps(DOCUMENT))
        if changed is not None:
            changed(document)
        self.paths = document["paths"]
        self.notes: dict[int, dict[str, Any]] = {}
        self.made = 0

    def __call__(self, request: Request) -> Reply:
        try:
            status, body = self._answer(request)
            headers = {}
        except Refused as refused:
            status, body, headers = refused.status, {"status": refused.status}, refused.headers
        if body is None:
            return Reply(status, headers, b"")
        headers = {**headers, "content-type": MEDIA}
        return Reply(
            status, headers, b"" if request.method == "HEAD" else json.dumps(body).encode()
        )

    def _answer(self, request: Request) -> tuple[int, Any]:
        url = urlsplit(request.url)
        headers = {name.lower(): value for name, value in request.headers.items()}
        parts = url.path.strip("/").split("/")
        path = "/notes" if len(parts) == 1 else "/notes/{note_id}"
        if parts[0] != "notes" or len(parts) > 2:
            raise Refused(404)
        method = "get" if request.method == "HEAD" else request.method.lower()
        if method not in self.paths[path] or method == "parameters":
            if self.lies == "serves any method":
                return 200, {}
            allow = ", ".join(sorted({"GET": 1, "POST" if len(parts) == 1 else "DELETE": 1}))
            raise Refused(405, **({} if self.lies == "no Allow" else {"allow": allow}))
        given = headers.get("authorization", "")
        known = given == "Bearer of-notes" or self.lies == "lets in anybody"
        if not known and not (self.lies == "lets in any token" and given.startswith("Bearer ")):
            raise Refused(401)
        operation = self.paths[path][method]
        if len(parts) == 2:
            return self._one(method, unquote(parts[1]))
        if method == "post":
            return 201, self._add(self._body(operation, headers, request.body))
        return 200, self._list(self._parameters(operation, dict(parse_qsl(url.query, True))))

    def _one(self, method: str, text: str) -> tuple[int, Any]:
        if not (text.isascii() and text.isdecimal()):
            if self.lies == "fails at odd names":
                raise Refused(500)
            raise Refused(404)
        note = self.notes.get(int(text))
        if note is None:
            raise Refused(404)
        if method == "delete":
            del self.notes[note["id"]]
            return 204, None
        return 200, note

    def _body(self, operation: Any, headers: dict[str, str], body: bytes | None) -> Any:
        media = headers.get("content-type", "").partition(";")[0]
        if media != MEDIA and self.lies != "takes any media type":
            raise Refused(415)
        try:
            value = json.loads(body or b"")
        except ValueError:
            raise Refused(500 if self.lies == "fails at no JSON" else 400) from None
        self._check(operation["requestBody"]["content"][MEDIA]["schema"], value)
        return value

    def _parameters(self, operation: Any, query: dict[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in operation["parameters"]:
            if each["name"] in query:
                value: Any = query[each["name"]]
                if each["schema"]["type"] == "integer":
                    try:
                        value = json.loads(value)
                    except ValueError:
                        raise Refused(400) from None
                self._check(each["schema"], value)
                found[each["name"]] = value
        return found

    def _check(self, schema: Any, value: Any) -> None:
        if not jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(value):
            raise Refused(400)

    def _add(self, note: dict[str, Any]) -> dict[str, Any]:
        self.made += 1
        self.notes[self.made] = {"id": self.made, "weight": 3, **note}
        return self.notes[self.made]

    def _list(self, asked: dict[str, Any]) -> dict[str, Any]:
        found = list(self.notes.values())[::-1]
        if "kind" in asked and self.lies != "ignores kind":
            found = [each for each in found if each["kind"] == asked["kind"]]
        if "weight" in asked:
            more = self.lies == "takes the bound away"
            found = [each for each in found if each["weight"] >= asked["weight"] + more]
        if asked.get("sort") == "title" and self.lies != "ignores the order":
            found.sort(key=lambda each: each["title"])
        if asked.get("sort") == "-weight":
            found.sort(key=lambda each: -each["weight"])
        if self.lies == "forgets a kind" and "kind" not in asked:
            found = [each for each in found if each["kind"] != "quote"]
        limit, total = asked.get("limit", 20), len(found)
        try:
            start = int(asked.get("cursor", "0"))
        except ValueError:
            raise Refused(400) from None
        end = start + limit + (self.lies == "gives one more than the limit")
        items = found[start:end]
        following = start + len(items) + (self.lies == "skips an item")
        following -= self.lies == "repeats an item" and limit > 1
        more = start + len(items) < total
        if self.lies == "never ends well" and items:
            more = True
        if self.lies == "counts the page":
            total = len(items)
        return {"items": items, "next": str(following) if more else None, "total": total}


@contextmanager
def checked(kinds: str, notes: Notes) -> Iterator[Report]:
    """Put the checks of some kinds to a server."""
    identity = Identity("owner", {"Authorization": "Bearer of-notes"})
    yield verify(
        Spec(DOCUMENT), LAWS, notes, [identity],
        base="http://notes", seed=3, examples=1, kinds=kinds.split(), fuzz=0,
    )  # fmt: skip
