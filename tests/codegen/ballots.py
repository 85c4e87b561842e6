"""Ballots: drafts get options, then are opened, and only then people vote, by the words of an
option. Each has a short link, settings, and reports that are written about it."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said

BASE = "http://ballots.test"
ADA, BOB = Identity("ada", {"X-Key": "a"}), Identity("bob", {"X-Key": "b"})
JSON = "application/json"
TEXT = {"type": "string", "minLength": 1, "maxLength": 60}
TIME = {"type": "string", "format": "date-time"}
STATES = ["draft", "open"]
KINDS = ["words", "stars"]


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "properties": properties}


def _closed(**properties: Any) -> dict[str, Any]:
    return {**_object(**properties), "additionalProperties": False}


ID = {"type": "string", "maxLength": 12}
SCHEMAS = {
    "Ballot": _object(
        id=ID,
        title=TEXT,
        slug={"type": "string"},
        state={"type": "string", "enum": STATES},
        followers={"type": "integer"},
        option_count={"type": "integer"},
        updated_at=TIME,
    ),
    "BallotNew": _closed(title=TEXT),
    "Option": _object(id=ID, kind={"type": "string", "enum": KINDS}, words=TEXT),
    "OptionNew": _closed(kind={"type": "string", "enum": KINDS}, words=TEXT),
    "Vote": _object(id=ID, option_id=ID, why=TEXT, cast_at=TIME),
    "VoteNew": _closed(option_id=ID, why=TEXT),
    "Settings": _object(quorum={"type": ["integer", "null"], "minimum": 1}),
    "Report": _object(id=ID, lines={"type": "integer"}),
}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _operation(
    key: str, status: str, gives: Any = None, takes: str = "", *, says: str = "", **more: Any
) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "Yes."}
    if gives is not None:
        answer["content"] = {JSON: {"schema": gives}}
    if status == "302":
        answer["headers"] = {"Location": {"required": True, "schema": {"type": "string"}}}
    found = {
        "operationId": key,
        "description": says,
        "responses": {
            status: answer,
            **{each: {"description": "No."} for each in ("400", "401", "404", "409", "422")},
        },
        **more,
    }
    if takes:
        body = {"required": True, "content": {JSON: {"schema": _ref(takes)}}}
        found["requestBody"] = body
    return found


def _list(name: str) -> dict[str, Any]:
    return _object(items={"type": "array", "items": _ref(name)})


def _path(*names: str) -> list[dict[str, Any]]:
    return [{"name": each, "in": "path", "required": True, "schema": ID} for each in names]


BALLOT = "/ballots/{ballot_id}"
SINCE = {"name": "since", "in": "query", "schema": TIME}
UNTIL = {
    "name": "until",
    "in": "query",
    "description": "Only votes of before. Must not be before `since`.",
    "schema": TIME,
}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Ballots", "version": "1"},
    "security": [{"key": []}],
    "paths": {
        "/ballots": {"post": _operation("draft", "201", _ref("Ballot"), "BallotNew")},
        BALLOT: {
            "parameters": _path("ballot_id"),
            "get": _operation("read", "200", _ref("Ballot")),
            "delete": _operation("drop", "204"),
        },
        f"{BALLOT}/open": {
            "parameters": _path("ballot_id"),
            "post": _operation("open", "200", _ref("Ballot"), says="A draft with options."),
        },
        f"{BALLOT}/settings": {
            "parameters": _path("ballot_id"),
            "get": _operation("settings", "200", _ref("Settings")),
            "put": _operation("set", "200", _ref("Settings"), "Settings"),
        },
        f"{BALLOT}/options": {
            "parameters": _path("ballot_id"),
            "get": _operation("options", "200", _list("Option")),
            "post": _operation("offer", "201", _ref("Option"), "OptionNew"),
        },
        f"{BALLOT}/options/{{option_id}}": {
            "parameters": _path("ballot_id", "option_id"),
            "get": _operation("option", "200", _ref("Option")),
        },
        f"{BALLOT}/votes": {
            "parameters": _path("ballot_id"),
            "get": _operation("votes", "200", _list("Vote"), parameters=[SINCE, UNTIL]),
            "post": _operation("vote", "201", _ref("Vote"), "VoteNew"),
        },
        f"{BALLOT}/votes/{{vote_id}}": {
            "parameters": _path("ballot_id", "vote_id"),
            "get": _operation("see_vote", "200", _ref("Vote")),
        },
        f"{BALLOT}/reports": {
            "parameters": _path("ballot_id"),
            "post": _operation("report", "201", _ref("Report")),
        },
        "/reports/{report_id}": {
            "parameters": _path("report_id"),
            "get": _operation("see_report", "200", _ref("Report")),
        },
        "/reports/{report_id}/file": {
            "parameters": _path("report_id"),
            "get": _operation("get_file", "200", _ref("Report")),
        },
        "/b/{slug}": {
            "parameters": _path("slug"),
            "get": _operation("follow", "302", security=[]),
        },
    },
    "components": {
        "schemas": SCHEMAS,
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}
SPEC = Spec(DOCUMENT, "ballots.json")
LAWS, FAULTS = read_laws(SPEC)


class Ballots:
    """The server, which may tell one lie."""

    def __init__(self, lie: str = "") -> None:
        self.lie = lie
        self.ballots: dict[str, dict[str, Any]] = {}
        self.reports: dict[str, tuple[str, dict[str, Any]]] = {}
        self.links: set[str] = set()
        self.votes = 0
        self._ids = itertools.count(1)
        self._ticks = itertools.count(10)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        reply = self._answered(request)
        if reply.status != 405:
            return reply
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        return replace(reply, headers={"allow": ", ".join(methods_at(SPEC, parts))})

    def _answered(self, request: Request) -> Reply:
        path, _, query = request.url.removeprefix(BASE).partition("?")
        who = {name.lower(): value for name, value in request.headers.items()}.get("x-key")
        parts = path.strip("/").split("/")
        method = "GET" if request.method == "HEAD" else request.method
        if parts[0] == "b" and len(parts) == 2:
            return self._followed(method, parts[1])
        if who not in ("a", "b"):
            return said(401)
        body = None
        if request.method in ("POST", "PUT"):
            try:
                body = json.loads(request.body or b"null")
            except ValueError:
                return said(400)
        if parts[0] == "reports" and len(parts) in (2, 3):
            return self._report(method, parts, who)
        if parts == ["ballots"]:
            return self._drafted(body, who) if request.method == "POST" else said(405)
        ballot = self.ballots.get(parts[1]) if parts[0] == "ballots" else None
        if ballot is None or ballot["owner"] != who:
            return said(404)
        return self._about(ballot, method, "/".join(parts[2:]), body, query)

    def _about(
        self, ballot: dict[str, Any], method: str, part: str, body: Any, query: str
    ) -> Reply:
        shown = ballot["shown"]
        match method, part:
            case "GET", "":
                if self.lie == "touches":
                    shown["updated_at"] = self._now()
                return said(200, shown)
            case "DELETE", "":
                del self.ballots[shown["id"]]
                if self.lie != "outlives":
                    self.links.discard(shown["slug"])
                return said(204)
            case "POST", "open":
                if shown["state"] != "draft" or not ballot["options"]:
                    return said(409)
                shown.update(state="open", updated_at=self._now())
                return said(200, shown)
            case "GET", "settings":
                reply = said(200, ballot["settings"])
                if self.lie == "resets":
                    ballot["settings"] = {"quorum": None}
                return reply
            case "PUT", "settings":
                if not _fits("Settings", body):
                    return said(422)
                ballot["settings"] = {"quorum": body["quorum"]}
                return said(200, ballot["settings"])
            case "GET", "options":
                return said(200, {"items": ballot["options"]})
            case "POST", "options":
                if not _fits("OptionNew", body):
                    return said(422)
                if shown["state"] != "draft":
                    return said(409)
                ballot["options"].append({"id": self._id("o"), **body})
                if self.lie != "counts nothing":
                    shown["option_count"] += 1
                return said(201, ballot["options"][-1])
            case "GET", _ if part.startswith(("options/", "votes/")):
                kind, _, id = part.partition("/")
                found = [each for each in ballot[kind] if each["id"] == id]
                return said(200, found[0]) if found else said(404)
            case "GET", "votes":
                return self._votes(ballot, query)
            case "POST", "votes":
                return self._voted(ballot, body)
            case "POST", "reports":
                report = {"id": self._id("r"), "lines": len(ballot["votes"])}
                self.reports[report["id"]] = ballot["owner"], report
                return said(201, report)
        return said(405)

    def _drafted(self, body: Any, who: str) -> Reply:
        if not _fits("BallotNew", body):
            return said(422)
        id = self._id("b")
        shown = {"id": id, "title": body["title"], "slug": f"to-{id}", "state": "draft"}
        shown |= {"followers": 0, "option_count": 0, "updated_at": self._now()}
        self.ballots[id] = {
            "owner": who,
            "shown": shown,
            "settings": {"quorum": None},
            "options": [],
            "votes": [],
        }
        self.links.add(shown["slug"])
        return said(201, shown)

    def _voted(self, ballot: dict[str, Any], body: Any) -> Reply:
        if not _fits("VoteNew", body):
            return said(422)
        if ballot["shown"]["state"] != "open":
            return said(409)
        option = next((each for each in ballot["options"] if each["id"] == body["option_id"]), None)
        if option is None or option["kind"] != "words":
            return said(422)  # stars are given as a number of them
        self.votes += 1
        ballot["votes"].append({"id": self._id("v"), **body, "cast_at": self._now()})
        return said(201, ballot["votes"][-1])

    def _votes(self, ballot: dict[str, Any], query: str) -> Reply:
        asked = {name: value for name, [value, *_] in parse_qs(query).items()}
        time = SPEC.validator("/paths/~1ballots~1{ballot_id}~1votes/get/parameters/0/schema")
        if not all(time.is_valid(asked[each]) for each in ("since", "until") if each in asked):
            return said(400)
        since, until = asked.get("since", ""), asked.get("until", "9")
        if until < since and self.lie != "takes any order":
            return said(400)
        items = [each for each in ballot["votes"] if since <= each["cast_at"] <= until]
        if self.lie == "votes without a time":
            items = [{name: each[name] for name in each if name != "cast_at"} for each in items]
        return said(200, {"items": items})

    def _report(self, method: str, parts: list[str], who: str) -> Reply:
        owner, report = self.reports.get(parts[1], ("", {}))
        open_to_all = self.lie == "shows reports" and len(parts) == 2
        if not owner or (owner != who and not open_to_all) or parts[2:] not in ([], ["file"]):
            return said(404)
        return said(200, report) if method == "GET" else said(405)

    def _followed(self, method: str, slug: str) -> Reply:
        if method != "GET":
            return said(405)
        if slug not in self.links:
            return said(404)
        ballot = self.ballots.get(slug.removeprefix("to-"))
        if self.lie == "counts visits" and ballot is not None:
            ballot["shown"]["followers"] += 1
        return Reply(302, {"location": f"/{slug}"}, b"")

    def _id(self, kind: str) -> str:
        return f"{kind}{next(self._ids)}"

    def _now(self) -> str:
        return f"2031-01-01T00:00:00.{next(self._ticks):06}Z"


def _fits(schema: str, value: Any) -> bool:
    return SPEC.validator(f"/components/schemas/{schema}").is_valid(value)
