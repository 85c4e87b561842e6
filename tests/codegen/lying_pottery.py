"""A pottery that keeps its contract, or breaks it in exactly one way: a server without a socket."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from codegen.laws.law import (
    Caching,
    Conditional,
    Final,
    IdempotencyKey,
    Idempotent,
    Laws,
    Listed,
    LongRunning,
    Maker,
    Owned,
    Pages,
    Reach,
    ReadAfterWrite,
    Retention,
    Safe,
)
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request

ADA, BOB = Identity("ada", {"X-Key": "a"}), Identity("bob", {"X-Key": "b"})
BASE = "http://pottery.test"
SENT = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 40},
        "note": {"type": ["string", "null"], "maxLength": 20},
        "glazed": {"type": "boolean"},
        "weight": {"type": "integer", "minimum": 0, "format": "int64"},
        "price": {"type": "number", "minimum": 0},
        "height": {"type": "integer", "minimum": 1, "maximum": 90, "default": 12},
        "fired_at": {"type": "string", "format": "date-time"},
        "marks": {"type": "array", "items": {"type": "string", "minLength": 1}, "maxItems": 4},
    },
}
FIELDS = tuple((f"/{name}", f"/{name}") for name in SENT["properties"])
BLANK = {"note": None, "glazed": False, "weight": 0, "price": 0, "height": 12, "marks": []}
POT = {"$ref": "#/components/schemas/Pot"}
KEY = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}
IF_MATCH = {"name": "If-Match", "in": "header", "schema": {"type": "string"}}
IF_NONE = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}


def _operation(name: str, answers: dict[str, Any], body: Any = None, *more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": name,
        "parameters": [*more],
        "responses": {
            status: {
                "description": "",
                **({"content": {"application/json": {"schema": schema}}} if schema else {}),
            }
            for status, schema in answers.items()
        },
    }
    if body is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return found


def _document() -> dict[str, Any]:
    ref = {"$ref": "#/components/schemas/NewPot"}
    change = {"$ref": "#/components/schemas/PotChange"}
    page = {"type": "object", "properties": {"items": {"type": "array", "items": POT}}}
    own = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    firing = {"type": "object", "properties": {"state": {"enum": ["waiting", "hot", "done"]}}}
    handles = {"type": "array", "maxItems": 3, "items": {"enum": ["left", "right"]}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 2}}
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    no = {"400": None, "401": None, "403": None, "404": None, "409": None, "412": None, "422": None}
    pot = {**SENT, "properties": {**SENT["properties"], "id": {"type": "string"}}}
    del pot["additionalProperties"]
    pot["properties"] = {
        **pot["properties"],
        "fired_at": {"type": ["string", "null"], "format": "date-time"},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pottery", "version": "1"},
        "security": [{"key": []}],
        "paths": {
            "/pots": {
                "get": _operation("list_pots", {"200": page, **no}, None, limit, cursor),
                "post": _operation("make_pot", {"201": POT, **no}, ref, KEY),
            },
            "/pots/{id}": {
                "parameters": [own],
                "get": _operation("get_pot", {"200": POT, "304": None, **no}, None, IF_NONE),
                "put": _operation("replace_pot", {"200": POT, **no}, ref, IF_MATCH),
                "patch": _operation("change_pot", {"200": POT, **no}, change, IF_MATCH),
                "delete": _operation("drop_pot", {"204": None, **no}, None, IF_MATCH),
            },
            "/pots/{id}/handles": {
                "parameters": [own],
                "put": _operation("set_handles", {"200": POT, **no}, handles, IF_MATCH),
            },
            "/firings": {"post": _operation("fire", {"202": firing, **no})},
            "/firings/{id}": {
                "parameters": [own],
                "get": _operation("get_firing", {"200": firing, **no}),
            },
        },
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
            "schemas": {
                "NewPot": SENT,
                "PotChange": {
                    **{name: value for name, value in SENT.items() if name != "required"},
                    "minProperties": 1,
                },
                "Pot": pot,
            },
        },
    }


SPEC = Spec(_document(), "pottery")
ID = {"id": "$response.body#/id"}
SAME = {"id": "$request.path.id"}


def _law(kind: type[Any], operation: str, **facts: Any) -> Any:
    return kind(operation=operation, where=f"/x/{operation}/{kind.kind}", stated=True, **facts)


MAKE, READ = Reach("make_pot", ID), Reach("get_pot", ID)
LISTED = _law(
    Listed, "make_pot", list=Reach("list_pots", {}), items="/items", id=ID["id"], item_id="/id"
)
WRITES = {"read": Reach("get_pot", SAME), "fields": FIELDS}
LAWS = Laws(
    (
        _law(ReadAfterWrite, "make_pot", read=READ, fields=FIELDS, creates=True),
        _law(ReadAfterWrite, "replace_pot", **WRITES),
        _law(ReadAfterWrite, "change_pot", **WRITES, partial=True),
        LISTED,
        _law(Final, "drop_pot", make=MAKE, read=READ, listed=LISTED),
        _law(Safe, "get_pot", make=MAKE, watch=(READ,)),
        _law(Safe, "list_pots", make=Reach("make_pot", {}), watch=(READ,)),
        _law(Idempotent, "replace_pot", make=MAKE, watch=(READ,)),
        _law(Idempotent, "drop_pot", make=MAKE, watch=(READ,)),
        _law(IdempotencyKey, "make_pot", header="Idempotency-Key", id=ID["id"]),
        _law(
            Pages,
            "list_pots",
            style="cursor",
            items="/items",
            item_id="/id",
            parameter="cursor",
            limit="limit",
            next="$response.body#/next",
            most=2,
        ),
        *(
            _law(Owned, name, make=MAKE, read=READ)
            for name in ("get_pot", "replace_pot", "change_pot", "drop_pot")
        ),
        _law(Owned, "list_pots", make=Reach("make_pot", {}), items="/items", item_id="/id"),
        _law(
            LongRunning,
            "fire",
            status=Reach("get_firing", ID),
            state="/state",
            final=("done",),
            within=0.2,
        ),
        _law(
            Conditional,
            "get_pot",
            make=MAKE,
            changes=(Reach("change_pot", ID), Reach("replace_pot", ID)),
            guarded=(
                Reach("change_pot", ID),
                Reach("replace_pot", ID),
                Reach("drop_pot", ID),
                Reach("set_handles", ID),
            ),
        ),
        _law(
            Caching, "get_pot", status="200", directives=("private", "max-age=5"), vary=("X-Key",)
        ),
        _law(Retention, "get_pot", since="/made_at", until="/kept_until", seconds=3600.0),
    ),
    (
        Maker("pot", "make_pot", ID["id"], ("/pots/{id}",), READ, Reach("drop_pot", ID)),
        Maker("firing", "fire", ID["id"], ("/firings/{id}",), Reach("get_firing", ID)),
    ),
)


class Pottery:
    """The server. `lie` names the one thing in which it is not true; `habits` are honest ones."""

    def __init__(self, lie: str = "", habits: tuple[str, ...] = ()) -> None:
        self.lie, self.habits = lie, habits
        self.pots: dict[str, dict[str, Any]] = {}
        self.keys: dict[Any, Any] = {}
        self.firings: dict[str, int] = {}
        self.clock = 0

    def __call__(self, request: Request) -> Reply:
        path = request.url.removeprefix(BASE).partition("?")[0]
        headers = {name.lower(): value for name, value in request.headers.items()}
        who = headers.get("x-key")
        if who is None:
            return _reply(401)
        body = json.loads(request.body) if request.body else None
        name, _, own = path.strip("/").partition("/")
        method = "GET" if request.method == "HEAD" else request.method
        self.clock += 1
        if name == "firings":
            return self.fire(own)
        if not own:
            found = self.list(request, who) if method == "GET" else self.make(body, headers, who)
        else:
            found = self.one(method, own, body, headers, who)
        if self.lie == "head writes" and request.method == "HEAD" and own in self.pots:
            self.pots[own]["note"] = "seen"
        return found

    def fire(self, own: str) -> Reply:
        if not own:
            own = f"f{self.clock}"
            self.firings[own] = 0
            return _reply(202, {"id": own, "state": "waiting"})
        seen = self.firings[own] = self.firings[own] + 1
        if self.lie == "no status at first" and seen == 1:
            return _reply(404)
        state = "waiting" if seen == 1 else "hot" if seen == 2 else "done"
        if self.lie == "never ends" and state == "done":
            state = "hot"
        if self.lie == "goes on" and seen > 3:
            state = "hot"
        return _reply(200, {"id": own, "state": state})

    def list(self, request: Request, who: str) -> Reply:
        if self.lie == "list writes":
            for pot in self.pots.values():
                pot["weight"] += 1
        shown = [
            pot
            for pot in self.pots.values()
            if (pot["owner"] == who or self.lie == "lists for all") and not pot.get("dead")
        ]
        shown.reverse()
        if self.lie == "lists late":
            shown = shown[1:]
        start = int(request.parameters.get("cursor") or 0)
        end = start + int(request.parameters.get("limit") or 2)
        page = {"items": [_shown(pot) for pot in shown[start:end]]}
        if end < len(shown):
            page["next"] = str(end)
        return _reply(200, page)

    def make(self, body: Any, headers: dict[str, str], who: str) -> Reply:
        key = headers.get("idempotency-key")
        place = (key, "" if self.lie == "key of anybody" else who)
        if key and place in self.keys and self.lie != "key ignored":
            known, reply = self.keys[place]
            if known != body and self.lie != "key for any body":
                return _reply(422)
            if self.lie == "makes two in secret":
                self.add(body, who)
            return reply
        if not _fits(body):
            return _reply(400)
        pot = self.add(body, who)
        reply = _reply(201, _shown(pot), {"Location": f"/pots/{pot['id']}", "ETag": self.tag(pot)})
        if self.lie == "location of nothing":
            reply = _reply(201, _shown(pot), {"Location": "/jars/1"})
        if self.lie == "location of another":
            reply = _reply(201, _shown(pot), {"Location": f"/pots/{pot['id']}0"})
        if self.lie == "answers otherwise":
            reply = _reply(201, {**_shown(pot), "weight": pot["weight"] + 1})
        self.keys[place] = body, reply
        return reply

    def add(self, body: dict[str, Any], who: str) -> dict[str, Any]:
        own = f"p{self.clock}-{len(self.pots)}"
        pot = {**BLANK, **copy.deepcopy(body), "id": own, "owner": who, "version": 1}
        self.altered(pot, body)
        pot["made_at"], pot["kept_until"] = "2031-01-01T10:00:00Z", "2031-01-01T13:00:00+02:00"
        if self.lie == "kept too long":
            pot["kept_until"] = "2031-01-01T11:00:07Z"
        if self.lie != "makes nothing":
            self.pots[own] = pot
        return pot

    def altered(self, pot: dict[str, Any], body: dict[str, Any]) -> None:
        """Write one field otherwise than it was sent."""
        lie = self.lie
        if "as utc" in self.habits and pot.get("fired_at"):
            pot["fired_at"] = _utc(pot["fired_at"])
        if lie == "trims":
            pot["name"] = pot["name"].strip() or "?"
        if lie == "loses accents":
            pot["name"] = pot["name"].encode("ascii", "ignore").decode() or "?"
        if lie == "cuts" and len(pot["name"]) > 30:
            pot["name"] = pot["name"][:30]
        if lie == "drops false" and body.get("glazed") is not True:
            pot["glazed"] = True
        if lie == "empty is null" and pot["note"] == "":
            pot["note"] = "-"
        if lie == "floats" and pot["weight"] > 2**53:
            pot["weight"] = int(float(pot["weight"]))
        if lie == "forgets the offset" and pot.get("fired_at"):
            pot["fired_at"] = re.sub(r"[+-]\d\d:\d\d$", "Z", pot["fired_at"])
        if lie == "default is another" and "height" not in body:
            pot["height"] = 13
        if lie == "sorts marks":
            pot["marks"] = sorted(pot["marks"])

    def one(self, method: str, own: str, body: Any, headers: dict[str, str], who: str) -> Reply:
        own, _, part = own.partition("/")
        method = f"{method} part" if part else method
        pot = self.pots.get(own)
        if pot is None and method == "DELETE" and self.lie == "deletes twice":
            return _reply(204)
        if pot is None and method == "PUT" and self.lie == "raises the dead":
            pot = self.add(body, who)
        if pot is None or (pot.get("dead") and method != "GET"):
            return _reply(404)
        if pot["owner"] != who and self.lie not in (f"{method} for all", "refuses and writes"):
            return _reply(404)
        if method == "GET":
            return self.get(pot, headers)
        wanted = headers.get("if-match")
        guarded = wanted in (None, "*", self.tag(pot)) or self.lie == f"{method} unguarded"
        if wanted == self.tag(pot) and self.lie == f"{method} refuses its tag":
            guarded = False
        if wanted == "*" and self.lie == f"{method} refuses *":
            guarded = False
        if not guarded:
            if self.lie == "guards and writes" and method == "PATCH":
                pot["weight"] += 1
            return _reply(412)
        if method == "DELETE":
            return self.drop(pot)
        if part:
            pot["handles"], pot["version"] = body, pot["version"] + 1
            return _reply(200, _shown(pot), {"ETag": self.tag(pot)})
        if not _fits(body, partial=method == "PATCH"):
            if self.lie == "writes before it looks" and isinstance(body.get("name"), str):
                pot["name"] = body["name"]
            return _reply(400)
        if self.lie == "refuses and writes" and pot["owner"] != who:
            pot["weight"] += 1
            return _reply(403)
        return self.write(method, pot, body)

    def get(self, pot: dict[str, Any], headers: dict[str, str]) -> Reply:
        if self.lie == "get writes":
            pot["weight"] += 1
        if "counts views" in self.habits:
            pot["view_count"] = pot.get("view_count", 0) + 1
        tag = self.tag(pot)
        known = [
            each.strip().removeprefix("W/") for each in headers.get("if-none-match", "").split(",")
        ]
        same = tag in known or known == ["*"]
        if self.lie == "never 304" or (self.lie == "no lists" and len(known) > 1):
            same = False
        if same or (self.lie == "always 304" and known != [""]):
            return _reply(304, None, {"ETag": tag})
        kept = "private" if self.lie == "no max-age" else "private, max-age=5"
        vary = "Accept" if self.lie == "no vary" else "Accept, x-key"
        return _reply(200, _shown(pot), {"ETag": tag, "Cache-Control": kept, "Vary": vary})

    def drop(self, pot: dict[str, Any]) -> Reply:
        if self.lie == "deletes nothing":
            pot["dead"] = True
        elif self.lie == "lists the dead":
            self.pots["ghost"] = self.pots.pop(pot["id"])
        else:
            del self.pots[pot["id"]]
        if self.lie == "deletes the last too" and self.pots:
            self.pots.popitem()
        return _reply(204)

    def write(self, method: str, pot: dict[str, Any], body: dict[str, Any]) -> Reply:
        kept = {name: pot[name] for name in ("id", "owner", "version", "made_at", "kept_until")}
        before = dict(pot)
        if self.lie == f"{method} not saved":
            return _reply(200, _shown({**pot, **body}))
        if method == "PUT" and self.lie != "put keeps":
            pot.clear()
            pot.update({**BLANK, **kept})
        pot.update(copy.deepcopy(body))
        if method == "PATCH" and self.lie == "patch clobbers" and "note" not in body:
            pot["note"] = None
        if self.lie == "touches others":
            for other in self.pots.values():
                other["name"] = pot["name"]
        if self.lie == "put twice grows" and before["weight"] == pot["weight"]:
            pot["weight"] += 1
        if self.lie in ("trims", "empty is null"):
            self.altered(pot, body)
        if "as utc" in self.habits:
            self.altered(pot, body)
        if {**before, "version": 0} != {**pot, "version": 0}:
            pot["version"] += 1
        return _reply(200, _shown(pot), {"ETag": self.tag(pot)})

    def tag(self, pot: dict[str, Any]) -> str:
        if self.lie == "tag of the clock":
            return f'"{self.clock}"'
        if self.lie == "tag of the id":
            return f'"{pot["id"]}"'
        if self.lie == "tag of the name":
            return f'"{abs(hash(pot["name"]))}"'
        return f'"{pot["id"]}-{pot["version"]}"'


def _fits(body: Any, partial: bool = False) -> bool:
    name = "PotChange" if partial else "NewPot"
    return SPEC.validator(f"/components/schemas/{name}").is_valid(body)


def _shown(pot: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in pot.items() if name not in ("owner", "version", "dead")}


def _utc(text: str) -> str:
    from datetime import UTC, datetime

    moment = datetime.fromisoformat(text.upper().replace("Z", "+00:00")).astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")


def _reply(status: int, body: Any = None, headers: dict[str, str] | None = None) -> Reply:
    found = {name.lower(): value for name, value in (headers or {}).items()}
    if body is None:
        return Reply(status, found, b"")
    return Reply(status, {**found, "content-type": "application/json"}, json.dumps(body).encode())
