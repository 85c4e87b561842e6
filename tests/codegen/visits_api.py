"""Visits in rooms that nobody makes: a list that is filtered, ordered and paged all at once, true
to its contract but for one lie that is asked for."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from codegen.verify.report.report import Report
from codegen.verify.run import verify

MEDIA = "application/json"
TEXT = {"type": "string"}
TIME = {"type": "string", "format": "date-time"}
GUIDE = {"type": "string", "enum": ["g-1", "g-2"]}
STARS = {"type": "integer", "minimum": 1, "maximum": 5}
VISIT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "guide_id", "starts_at", "stars", "title", "created_at"],
    "properties": {
        "id": {"type": "integer"},
        "guide_id": {"$ref": "#/components/schemas/Guide"},
        "starts_at": TIME,
        "stars": STARS,
        "title": {"type": "string", "minLength": 2, "maxLength": 40},
        "created_at": {**TIME, "readOnly": True},
    },
}
INPUT = {
    "type": "object",
    "required": ["guide_id", "starts_at", "stars", "title"],
    "properties": {
        name: each for name, each in VISIT["properties"].items() if name not in ("id", "created_at")
    },
}
PAGE = {
    "type": "object",
    "required": ["items", "total", "page", "pages", "has_more"],
    "properties": {
        "items": {"type": "array", "items": VISIT},
        "total": {"type": "integer"},
        "page": {"type": "integer"},
        "pages": {"type": "integer"},
        "has_more": {"type": "boolean"},
    },
}
LINK = {"description": '`rel="next"`, where more follows.', "schema": TEXT}
ROOM = {"type": "object", "required": ["id"], "properties": {"id": TEXT, "name": TEXT}}


def _gives(schema: Any, description: str = "Yes.") -> dict[str, Any]:
    return {"description": description, "content": {MEDIA: {"schema": schema}}}


def _query(name: str, schema: dict[str, Any], description: str = "") -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": description}


NO = {status: {"description": "No."} for status in ("400", "404")}
ROOM_ID = {
    "name": "room_id",
    "in": "path",
    "required": True,
    "schema": {"$ref": "#/components/schemas/RoomId"},
}
SORTS = ["stars", "-stars", "starts_at", "-starts_at"]
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Visits", "version": "1"},
    "components": {
        "schemas": {"Guide": GUIDE, "RoomId": {"type": "string", "enum": ["hall", "attic"]}}
    },
    "paths": {
        "/rooms": {
            "get": {
                "operationId": "list_rooms",
                "parameters": [_query("name", TEXT)],
                "responses": {"200": _gives({"type": "array", "items": ROOM})},
            }
        },
        "/rooms/{room_id}": {
            "parameters": [ROOM_ID],
            "get": {"operationId": "get_room", "responses": {"200": _gives(ROOM), **NO}},
        },
        "/rooms/{room_id}/visits": {
            "parameters": [ROOM_ID],
            "get": {
                "operationId": "list_visits",
                "description": "Ties are broken by id, ascending.",
                "parameters": [
                    _query("page", {"type": "integer", "minimum": 1, "default": 1}),
                    _query(
                        "per_page", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}
                    ),
                    _query("guide", {"$ref": "#/components/schemas/Guide"}),
                    _query("from", TIME),
                    _query(
                        "q", TEXT, "Text that the title contains; upper and lower case are alike."
                    ),
                    _query("min_stars", STARS, "So many or more."),
                    _query("max_stars", STARS, "So many or less."),
                    _query("sort", {"type": "string", "enum": SORTS}),
                    _query("order", {"type": "string", "enum": ["asc", "desc"], "default": "asc"}),
                ],
                "responses": {"200": {**_gives(PAGE), "headers": {"Link": LINK}}, **NO},
            },
            "post": {
                "operationId": "add_visit",
                "requestBody": {"required": True, "content": {MEDIA: {"schema": INPUT}}},
                "responses": {"201": _gives(VISIT), **NO},
            },
        },
        "/rooms/{room_id}/visits/{visit_id}": {
            "parameters": [
                ROOM_ID,
                {
                    "name": "visit_id",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "integer"},
                },
            ],
            "get": {"operationId": "get_visit", "responses": {"200": _gives(VISIT), **NO}},
            "delete": {
                "operationId": "delete_visit",
                "responses": {"204": {"description": "Gone."}, **NO},
            },
        },
    },
}


class Visits:
    """The server. `lies` names its lie."""

    def __init__(self, lies: str = "") -> None:
        self.lies = lies
        self.link: dict[str, str] = {}
        self.visits: dict[int, dict[str, Any]] = {}
        self.made = 0

    def __call__(self, request: Request) -> Reply:
        url = urlsplit(request.url)
        parts = url.path.strip("/").split("/")
        self.link = {}
        status, body = self._answer(request, parts, parse_qs(url.query))
        sent = b"" if body is None else json.dumps(body).encode()
        return Reply(status, {"content-type": MEDIA, **self.link} if sent else {}, sent)

    def _answer(
        self, request: Request, parts: list[str], query: dict[str, list[str]]
    ) -> tuple[int, Any]:
        rooms = [{"id": each, "name": each} for each in ("hall", "attic")]
        if len(parts) == 1:
            wanted = query.get("name")
            return 200, [each for each in rooms if wanted is None or each["name"] == wanted[0]]
        if parts[1] not in ("hall", "attic"):
            return 404, None
        if len(parts) == 2:
            return 200, rooms[parts[1] == "attic"]
        if len(parts) == 4:
            visit = self.visits.get(int(parts[3]))
            if visit is None or visit["room"] != parts[1]:
                return 404, None
            if request.method == "DELETE":
                del self.visits[visit["id"]]
                return 204, None
            return 200, _shown(visit)
        if request.method == "POST":
            return 201, _shown(self._add(parts[1], json.loads(request.body or b"")))
        return self._list(parts[1], {name: each[0] for name, each in query.items()})

    def _add(self, room: str, visit: dict[str, Any]) -> dict[str, Any]:
        self.made += 1
        made = f"2026-11-01T10:00:{self.made % 60:02}Z"
        self.visits[self.made] = {**visit, "id": self.made, "room": room, "created_at": made}
        return self.visits[self.made]

    def _list(self, room: str, asked: dict[str, str]) -> tuple[int, Any]:
        lies = self.lies
        found = [
            each for each in self.visits.values() if each["room"] == room or lies == "all rooms"
        ]
        least, most = int(asked.get("min_stars", 0)), int(asked.get("max_stars", 9))
        if lies == "equal is refused" and least == most:
            return 400, None
        if lies == "a default is refused" and "order" in asked and "sort" not in asked:
            return 400, None
        if lies == "exactly so many" and "min_stars" in asked:
            most = least
        found = [each for each in found if least <= each["stars"] <= most]
        if "guide" in asked:
            other = lies == "another guide"
            found = [each for each in found if (each["guide_id"] == asked["guide"]) != other]
        if "from" in asked and not (lies == "guide hides from" and "guide" in asked):
            late = lies == "until"
            found = [each for each in found if (each["starts_at"] >= asked["from"]) != late]
        if "q" in asked:
            alike = str if lies == "q minds case" else str.lower
            found = [each for each in found if alike(asked["q"]) in alike(each["title"])]
        sort = asked.get("sort", "id")
        if lies == "stars hide the order" and "min_stars" in asked:
            sort = "id"
        found.sort(key=lambda each: each["id"], reverse=lies == "ties")
        found.sort(key=lambda each: each[sort.lstrip("-")], reverse=sort.startswith("-"))
        size, page = int(asked.get("per_page", 20)), int(asked.get("page", 1))
        total = len(found)
        pages = -(-total // size)
        if lies == "the last page for ever":
            page = max(1, min(page, pages))
        if lies == "stars hide the page" and "min_stars" in asked:
            page = 1
        more = page * size < total
        if (more and lies != "no link") or lies == "a link on the last page":
            forgets = {"a link without guide": "guide", "a link without sort": "sort"}.get(lies)
            kept = {name: each for name, each in asked.items() if name != forgets}
            if lies == "a link without size":
                kept.pop("per_page", None)
            then = urlencode({**kept, "page": page + 1 + (lies == "a link too far")})
            first = f'<?{urlencode({**kept, "page": 1})}>; rel="first"; title="a, b; rel=next"'
            base = f"https://elsewhere/rooms/{room}/visits" if lies == "behind a proxy" else ""
            self.link = {"link": f"{first}, <{base}?{then}>; rel=next"}
        return 200, {
            "items": [_shown(each) for each in found[(page - 1) * size : page * size]],
            "total": total,
            "page": 1 if lies == "page 1 for ever" else page,
            "pages": total // size + 1 if lies == "a page too many" else pages,
            "has_more": (page * size <= total) if lies == "more than there is" else more,
        }


def _shown(visit: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in visit.items() if name != "room"}


def without(words: str) -> dict[str, Any]:
    """The document as it is where it does not say something."""
    text = json.dumps(DOCUMENT)
    assert text.count(json.dumps(words)[1:-1]) == 1
    silent: dict[str, Any] = json.loads(text.replace(json.dumps(words)[1:-1], ""))
    return silent


@contextmanager
def visited(
    visits: Visits,
    kinds: str = "pages filters sorts relation listed",
    document: dict[str, Any] = DOCUMENT,
) -> Iterator[Report]:
    """Put the checks of lists to a server."""
    spec = Spec(document)
    yield verify(
        spec, read_laws(spec)[0], visits, [Identity("owner", {})],
        base="http://visits", seed=2, examples=1, kinds=kinds.split(), fuzz=0,
    )  # fmt: skip
