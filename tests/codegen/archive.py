"""An archive: documents in folders, with versions, comments and share links, each its owner's.

It keeps its contract, but for the lies it is told."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import said

BASE = "http://archive.test"
ANA = Identity("ana", {"Authorization": "Bearer ana"})
BEN = Identity("ben", {"Authorization": "Bearer ben"})
JSON = "application/json"
PATCH = "application/merge-patch+json"
NOW: Final = datetime(2030, 1, 1, tzinfo=UTC)
TEXT = {"type": "string", "minLength": 2, "maxLength": 40, "pattern": "^[A-Za-z][A-Za-z0-9 ]*$"}
ID = {"type": "string", "maxLength": 12}
NUMBER = {"type": "integer", "minimum": 0}
TIME = {"type": "string", "format": "date-time"}
KIND = {"type": "string", "enum": ["report", "letter"]}
STATUS = {"type": "string", "enum": ["draft", "published", "archived"]}
DELIVERY = {"type": "string", "enum": ["mail", "post", "none"]}
GOES: Final = {"draft": {"published", "archived"}, "published": {"draft", "archived"}}
"""To which states a document goes from which."""


def _or_null(schema: Any) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [*required],
        "additionalProperties": False,
        "properties": properties,
    }


def _shown(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "properties": properties}


SCHEMAS = {
    "Folder": _shown(id=ID, name=TEXT, documentCount=NUMBER),
    "NewFolder": _thing("name", name=TEXT),
    "Document": _shown(
        id=ID,
        folderId=ID,
        title=TEXT,
        kind=KIND,
        reference=_or_null(TEXT),
        status=STATUS,
        versionCount=NUMBER,
    ),
    "NewDocument": _thing(
        "title", title=TEXT, kind={**KIND, "default": "report"}, reference=_or_null(TEXT)
    ),
    "DocumentChange": {
        **_thing(title=TEXT, kind=KIND, reference=_or_null(TEXT), folderId=ID),
        "minProperties": 1,
    },
    "StatusChange": _thing("to", to=STATUS),
    "Version": _shown(number=NUMBER, note=TEXT),
    "NewVersion": _thing("note", note=TEXT),
    "Comment": _shown(id=ID, text=TEXT),
    "NewComment": _thing("text", text=TEXT),
    "Link": _shown(id=ID, label=TEXT, expiresAt=TIME),
    "NewLink": _thing(
        "label",
        label=TEXT,
        ttlMinutes={"type": "integer", "minimum": 1, "maximum": 1440},
        expiresAt=TIME,
    ),
    "Settings": _shown(delivery=DELIVERY, address=_or_null(TEXT), signature=TEXT),
    "SettingsChange": {
        **_thing(
            delivery=DELIVERY,
            address={**_or_null(TEXT), "description": "Needed when delivery is post (422)."},
            signature=TEXT,
        ),
        "minProperties": 1,
    },
    "Comments": _shown(
        items={"type": "array", "items": {"$ref": "#/components/schemas/Comment"}},
        nextCursor={"type": ["string", "null"]},
    ),
}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _at(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": ID}


def _asks(name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, **more}


def _does(
    key: str, status: str, gives: Any = None, takes: str = "", says: str = "", **more: Any
) -> dict[str, Any]:
    yes: dict[str, Any] = {"description": "Yes."}
    if gives:
        yes["content"] = {JSON: {"schema": gives}}
    no = {each: {"description": "No."} for each in ("401", "404", "409", "422")}
    found = {"operationId": key, "description": says, "responses": {status: yes, **no}, **more}
    if takes:
        form = PATCH if takes.endswith("Change") and takes != "StatusChange" else JSON
        found["requestBody"] = {"required": True, "content": {form: {"schema": _ref(takes)}}}
    return found


KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "The same key with another body is refused (422).",
    "schema": {"type": "string", "minLength": 8, "maxLength": 64, "pattern": "^[a-zA-Z0-9-]+$"},
}
SORT = _asks(
    "sort",
    {"type": "string", "enum": ["title", "-title"], "default": "title"},
    description="Documents that are equal in the sort field are ordered by id, ascending.",
)
PAGE = [
    _asks("cursor", {"type": "string", "maxLength": 20}),
    _asks("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}),
]
_DOCUMENT = "/documents/{documentId}"
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Archive",
        "version": "1",
        "description": "Everything belongs to the user who created it. Things of one user are not"
        " seen by another: they are in no list of another user, and every operation on them"
        " answers 404.",
    },
    "security": [{"key": []}],
    "paths": {
        "/folders": {
            "get": _does("list_folders", "200", _list("Folder")),
            "post": _does(
                "add_folder",
                "201",
                _ref("Folder"),
                "NewFolder",
                "`name` is unique among your folders, without regard to case (409).",
            ),
        },
        "/folders/{folderId}": {
            "parameters": [_at("folderId")],
            "get": _does("read_folder", "200", _ref("Folder")),
        },
        "/folders/{folderId}/documents": {
            "parameters": [_at("folderId")],
            "get": _does("list_documents", "200", _list("Document"), parameters=[SORT]),
            "post": _does(
                "add_document",
                "201",
                _ref("Document"),
                "NewDocument",
                "A draft. `reference`, if given, is unique among your documents (409).",
                parameters=[KEY],
            ),
        },
        _DOCUMENT: {
            "parameters": [_at("documentId")],
            "get": _does("read_document", "200", _ref("Document")),
            "patch": _does(
                "change_document",
                "200",
                _ref("Document"),
                "DocumentChange",
                "`reference` is taken away by null; no other field may be null (422). `reference`,"
                " if given, is unique among your documents (409). An archived document can't be"
                " changed (409).",
            ),
            "delete": _does(
                "drop_document",
                "204",
                says="A published document cannot be deleted (409): withdraw or archive it first.",
            ),
        },
        f"{_DOCUMENT}/status": {
            "parameters": [_at("documentId")],
            "post": _does(
                "move_document",
                "200",
                _ref("Document"),
                "StatusChange",
                "A document that is published needs a version (409).",
            ),
        },
        f"{_DOCUMENT}/versions": {
            "parameters": [_at("documentId")],
            "get": _does("list_versions", "200", _list("Version")),
            "post": _does(
                "add_version",
                "201",
                _ref("Version"),
                "NewVersion",
                "An archived document takes no more versions (409).",
            ),
        },
        f"{_DOCUMENT}/comments": {
            "parameters": [_at("documentId")],
            "get": _does("list_comments", "200", _ref("Comments"), parameters=PAGE),
            "post": _does("add_comment", "201", _ref("Comment"), "NewComment"),
        },
        f"{_DOCUMENT}/links": {
            "parameters": [_at("documentId")],
            "get": _does("list_links", "200", _list("Link")),
            "post": _does(
                "share",
                "201",
                _ref("Link"),
                "NewLink",
                "Only a published document can be shared (409). Takes either `ttlMinutes` or"
                " `expiresAt`, not both and not neither (422).",
            ),
        },
        f"{_DOCUMENT}/links/{{linkId}}": {
            "parameters": [_at("documentId"), _at("linkId")],
            "delete": _does("unshare", "204"),
        },
        "/settings": {
            "get": _does("read_settings", "200", _ref("Settings")),
            "patch": _does("change_settings", "200", _ref("Settings"), "SettingsChange"),
        },
    },
    "components": {
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        "schemas": SCHEMAS,
    },
}
DOCUMENT["paths"]["/folders/{folderId}/documents"]["post"]["responses"]["201"]["headers"] = {
    "Location": {"required": True, "schema": {"type": "string"}}
}
SPEC = Spec(DOCUMENT, "archive.json")
LAWS, FAULTS = read_laws(SPEC)
SETTINGS: Final = {"delivery": "mail", "address": None, "signature": "Yours"}


class No(Exception):
    """A refusal."""

    def __init__(self, status: int, why: str = "") -> None:
        super().__init__(why)
        self.reply = said(status, {"error": why})


class Archive:
    """The server; `lies` name that in which it is not true."""

    def __init__(self, *lies: str) -> None:
        self.lies = lies
        self.folders: dict[str, dict[str, Any]] = {}
        self.documents: dict[str, dict[str, Any]] = {}
        self.first: dict[str, dict[str, Any]] = {}
        self.below: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.owners: dict[str, str] = {}
        self.settings: dict[str, dict[str, Any]] = {}
        self.keys: dict[tuple[str, ...], tuple[Any, Reply]] = {}
        self.reused: set[str] = set()
        """Keys under which something else was asked."""
        self.carried_out: set[str] = set()
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        path, _, query = request.url.removeprefix(BASE).partition("?")
        found = _operation(request.method, path)
        if found is None:
            return said(405 if any(_operation(each, path) for each in _METHODS) else 404, {})
        name, key, own = found
        who = request.identity.name
        if who not in ("ana", "ben"):
            return said(401, {})
        try:
            self._hold_seen(who, key, own)
            asked = _query(name, dict(parse_qsl(query, keep_blank_values=True)))
            body = _body(name, request, self)
            if key == "add_document":
                reply = self._once(who, own, body, request)
            else:
                reply = getattr(self, f"_{key}")(who, own, body if body is not None else asked)
        except No as no:
            return no.reply
        if reply.status < 300:
            self.carried_out.add(key)
        return reply

    def _hold_seen(self, who: str, key: str, own: dict[str, str]) -> None:
        """All that the path names is there, and is theirs."""
        loose = {"read_document": "reads others'", "change_document": "changes others'"}
        for name, things in (("folderId", self.folders), ("documentId", self.documents)):
            id = own.get(name)
            theirs = loose.get(key) in self.lies or self.owners.get(id or "") == who
            if id is not None and (id not in things or not theirs):
                raise No(404)

    def _id(self, who: str, letter: str) -> str:
        id = f"{letter}{next(self._ids):05}"
        self.owners[id] = who
        return id

    def _folder(self, folder: dict[str, Any]) -> dict[str, Any]:
        places = self.first if "counts where it was made" in self.lies else self.documents
        count = sum(places[each]["folderId"] == folder["id"] for each in self.documents)
        count = min(count, 1) if "counts documents to one" in self.lies else count
        return {"id": folder["id"], "name": folder["name"], "documentCount": count}

    def _document(self, document: dict[str, Any]) -> dict[str, Any]:
        count = len(self.below.get((document["id"], "versions"), []))
        count = min(count, 1) if "counts versions to one" in self.lies else count
        return {**document, "versionCount": count}

    def _list_folders(self, who: str, own: Any, asked: Any) -> Reply:
        mine = [
            self._folder(each)
            for each in self.folders.values()
            if self.owners[each["id"]] == who or "lists others'" in self.lies
        ]
        return said(200, mine)

    def _add_folder(self, who: str, own: Any, body: Any) -> Reply:
        for each in self.folders.values():
            one, other = each["name"], body["name"]
            if "any case" not in self.lies:
                one, other = one.lower(), other.lower()
            if self.owners[each["id"]] == who and one == other:
                raise No(409)
        folder = {"id": self._id(who, "f"), **body}
        self.folders[folder["id"]] = folder
        return said(201, self._folder(folder))

    def _read_folder(self, who: str, own: Any, asked: Any) -> Reply:
        return said(200, self._folder(self.folders[own["folderId"]]))

    def _list_documents(self, who: str, own: Any, asked: Any) -> Reply:
        sort = asked.get("sort", "title")
        found = [each for each in self.documents.values() if each["folderId"] == own["folderId"]]
        found.sort(key=lambda each: each["id"], reverse="ties backwards" in self.lies)
        found.sort(key=lambda each: each["title"], reverse=sort.startswith("-"))
        return said(200, [self._document(each) for each in found])

    def _once(self, who: str, own: Any, body: Any, request: Request) -> Reply:
        """Carry it out once under each key of each user."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        key = headers.get("idempotency-key", "")
        if not SPEC.validator(_KEY_AT).is_valid(key):
            raise No(422)
        of = (key,) if "shares keys" in self.lies else (who, own["folderId"], key)
        if of in self.keys:
            before, reply = self.keys[of]
            if before != body:
                self.reused.add(key)
                raise No(422, "The key was used for something else.")
            return reply
        reply = self._add_document(who, own, body)
        self.keys[of] = body, reply
        return reply

    def _add_document(self, who: str, own: Any, body: Any) -> Reply:
        self._hold_unique(who, body, None)
        default = "letter" if "another default" in self.lies else "report"
        new = {"kind": default, "reference": None, **body, "status": "draft"}
        document = {"id": self._id(who, "d"), **own, **new}
        self.documents[document["id"]] = document
        self.first[document["id"]] = {**document}
        reply = said(201, self._document(document))
        elsewhere = "/v0" if "leads nowhere" in self.lies else ""
        location = f"{elsewhere}/documents/{document['id']}"
        return Reply(201, {**reply.headers, "location": location}, reply.body)

    def _hold_unique(self, who: str, body: Any, own: str | None) -> None:
        wanted = body.get("reference")
        for each in self.documents.values() if wanted is not None else ():
            if self.owners[each["id"]] == who and each["reference"] == wanted != own:
                raise No(409)

    def _read_document(self, who: str, own: Any, asked: Any) -> Reply:
        return said(200, self._document(self.documents[own["documentId"]]))

    def _change_document(self, who: str, own: Any, body: Any) -> Reply:
        document = self.documents[own["documentId"]]
        self._hold_state("edit", document, "draft", "published")
        if "takes a name over" not in self.lies:
            self._hold_unique(who, body, document["reference"])
        to = body.get("folderId")
        if to is not None and (to not in self.folders or self.owners[to] != who):
            raise No(422)
        document |= {name: value for name, value in body.items() if value is not None}
        if "reference" in body:
            document["reference"] = body["reference"]
        return said(200, self._document(document))

    def _drop_document(self, who: str, own: Any, asked: Any) -> Reply:
        document = self.documents[own["documentId"]]
        self._hold_state("drop", document, "draft", "archived")
        del self.documents[document["id"]]
        return said(204)

    def _hold_state(self, what: str, document: dict[str, Any], *states: str) -> None:
        now = document["status"]
        if now not in states and f"{what} {now}" not in self.lies:
            raise No(409, f"The document is {now}.")

    def _move_document(self, who: str, own: Any, body: Any) -> Reply:
        document, to = self.documents[own["documentId"]], body["to"]
        if to != document["status"] and to not in GOES.get(document["status"], ()):
            raise No(409, f"A document does not go from {document['status']} to {to}.")
        if to == "published" and not self.below.get((document["id"], "versions")):
            raise No(409, "The document has no version.")
        document["status"] = to
        return said(200, self._document(document))

    def _add(self, own: Any, of: str, new: dict[str, Any]) -> Reply:
        self.below.setdefault((own["documentId"], of), []).append(new)
        return said(201, new)

    def _of(self, own: Any, of: str) -> list[dict[str, Any]]:
        found = self.below.get((own["documentId"], of), [])
        return found[1:] if f"hides the first of {of}" in self.lies and found[1:] else found

    def _list_versions(self, who: str, own: Any, asked: Any) -> Reply:
        return said(200, self._of(own, "versions"))

    def _add_version(self, who: str, own: Any, body: Any) -> Reply:
        self._hold_state("version", self.documents[own["documentId"]], "draft", "published")
        number = len(self.below.get((own["documentId"], "versions"), [])) + 1
        note = body["note"][:9] if "cuts versions" in self.lies else body["note"]
        self._add(own, "versions", {"number": number, "note": note})
        return said(201, {"number": number, **body})

    def _list_comments(self, who: str, own: Any, asked: Any) -> Reply:
        found, limit = self._of(own, "comments"), int(asked.get("limit", "20"))
        ids = [each["id"] for each in found]
        after = asked.get("cursor")
        if after is not None and after not in ids:
            raise No(422)
        start = ids.index(after) + 1 if after is not None else 0
        page = found[start : start + limit]
        more = start + limit < len(found) or (page and "pages without end" in self.lies)
        if more and start + limit >= len(found):
            return said(200, {"items": page, "nextCursor": after or page[0]["id"]})
        return said(200, {"items": page, "nextCursor": page[-1]["id"] if more else None})

    def _add_comment(self, who: str, own: Any, body: Any) -> Reply:
        new = {"id": self._id(who, "c"), **body}
        kept = {**new, "text": new["text"][:12]} if "cuts comments" in self.lies else new
        self._add(own, "comments", kept)
        return said(201, new)

    def _list_links(self, who: str, own: Any, asked: Any) -> Reply:
        return said(200, self._of(own, "links"))

    def _share(self, who: str, own: Any, body: Any) -> Reply:
        given = {"ttlMinutes", "expiresAt"} & body.keys()
        if (len(given) > 1 and "takes both" not in self.lies) or (
            not given and "takes neither" not in self.lies
        ):
            raise No(422)
        self._hold_state("share", self.documents[own["documentId"]], "published")
        until = NOW + timedelta(minutes=body.get("ttlMinutes", 60))
        expires = body.get("expiresAt", until.isoformat().replace("+00:00", "Z"))
        return self._add(
            own, "links", {"id": self._id(who, "l"), "label": body["label"], "expiresAt": expires}
        )

    def _unshare(self, who: str, own: Any, asked: Any) -> Reply:
        links = self.below.get((own["documentId"], "links"), [])
        found = next((each for each in links if each["id"] == own["linkId"]), None)
        if found is None or own["linkId"] not in self.owners:
            raise No(404)
        del self.owners[own["linkId"]]
        if "keeps dead links" not in self.lies:
            links.remove(found)
        return said(204)

    def _read_settings(self, who: str, own: Any, asked: Any) -> Reply:
        found = self.settings.setdefault(who, {**SETTINGS})
        if "forgets when read" in self.lies:
            self.settings[who] = {**SETTINGS}
        return said(200, found)

    def _change_settings(self, who: str, own: Any, body: Any) -> Reply:
        settings = self.settings.setdefault(who, {**SETTINGS})
        new = {**settings, **body}
        if new["delivery"] == "post" and not new["address"]:
            raise No(422, "An address is needed for delivery by post.")
        settings |= new
        return said(200, settings)


_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
_KEY_AT: Final = "/paths/~1folders~1{folderId}~1documents/post/parameters/0/schema"


def _operation(method: str, path: str) -> tuple[Any, str, dict[str, str]] | None:
    """The operation at a path, its key and what the path names."""
    parts = path.strip("/").split("/")
    for each in SPEC.operations.values():
        names = each.path.strip("/").split("/")
        if each.method == method and len(names) == len(parts):
            pairs = [*zip(names, parts, strict=True)]
            if all(name == part or name.startswith("{") for name, part in pairs):
                own = {name[1:-1]: part for name, part in pairs if name.startswith("{")}
                return each, each.key, own
    return None


def _query(operation: Any, query: dict[str, str]) -> dict[str, str]:
    for each in operation.parameters:
        if each.place == "query" and each.name in query:
            value: Any = query[each.name]
            if each.name == "limit" and value.isascii() and value.isdigit():
                value = int(value)
            if not SPEC.validator(each.schema_where).is_valid(value):
                raise No(422)
    return query


def _body(operation: Any, request: Request, archive: Archive) -> Any:
    if operation.body is None:
        return None
    try:
        body = json.loads(request.body or b"")
    except ValueError:
        raise No(422) from None
    ((_, part),) = operation.body.content.items()
    held = body
    if "takes null" in archive.lies and isinstance(body, dict) and request.method == "PATCH":
        held = {name: value for name, value in body.items() if value is not None} or body
    if not SPEC.validator(part.schema_where).is_valid(held):
        raise No(422)
    return body
