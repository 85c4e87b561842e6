"""A darkroom: a negative is exposed, a print is made of it by another operation, and only prints
are toned. Each is developed for a while, and prints show their grains when that is over."""

from __future__ import annotations

import itertools
import json
from typing import Any

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request

BASE = "http://darkroom.test"
EVA = Identity("eva", {})
JSON = "application/json"
STATES = ["developing", "done"]
FRAME = {
    "type": "object",
    "required": ["id", "kind", "state", "exposure"],
    "properties": {
        "id": {"type": "string"},
        "kind": {"type": "string"},
        "state": {"type": "string", "enum": STATES},
        "exposure": {"type": "integer"},
    },
}
GRAINS = {
    "type": "object",
    "required": ["items"],
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "tone"],
                "properties": {
                    "id": {"type": "integer"},
                    "tone": {"type": "string", "enum": ["black", "white"]},
                },
            },
        }
    },
}
EXPOSE = {
    "type": "object",
    "required": ["exposure"],
    "additionalProperties": False,
    "properties": {"exposure": {"type": "integer", "minimum": 1, "maximum": 60}},
}
FRAME_REF = {"$ref": "#/components/schemas/Frame"}
NO = {name: {"description": "No."} for name in ("400", "404", "409")}
ONE = [{"name": "frame_id", "in": "path", "required": True, "schema": {"type": "string"}}]
TONE = {"name": "tone", "in": "query", "schema": {"type": "string", "enum": ["black", "white"]}}


def _json(schema: Any) -> dict[str, Any]:
    return {"description": "Yes.", "content": {JSON: {"schema": schema}}}


def _begins(key: str, **more: Any) -> dict[str, Any]:
    follows = {
        "run": {"operationId": "look", "parameters": {"frame_id": "$response.body#/id"}},
    }
    return {
        "operationId": key,
        "x-laws": {"long_running": {"state": "/state", "final": ["done"]}},
        "responses": {"202": {**_json(FRAME_REF), "links": follows}, **NO},
        **more,
    }


_BODY = {"required": True, "content": {JSON: {"schema": EXPOSE}}}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Darkroom", "version": "1"},
    "paths": {
        "/frames": {"post": _begins("expose", requestBody=_BODY)},
        "/frames/{frame_id}": {
            "parameters": ONE,
            "get": {"operationId": "look", "responses": {"200": _json(FRAME_REF), **NO}},
            "patch": {
                "operationId": "expose_again",
                "requestBody": _BODY,
                "responses": {"200": _json(FRAME_REF), **NO},
            },
        },
        "/frames/{frame_id}/print": {"parameters": ONE, "post": _begins("print")},
        "/frames/{frame_id}/tone": {"parameters": ONE, "post": _begins("tone")},
        "/frames/{frame_id}/grains": {
            "parameters": ONE,
            "get": {
                "operationId": "grains",
                "parameters": [TONE],
                "responses": {"200": _json(GRAINS), **NO},
            },
        },
    },
    "components": {"schemas": {"Frame": FRAME}},
}
SPEC = Spec(DOCUMENT, "darkroom.json")
WHERE = "/paths/~1frames/post/requestBody/content/application~1json/schema"
LAWS, FAULTS = read_laws(SPEC)


class Darkroom:
    """The server. `looks` is how often it is looked at something before that is done."""

    def __init__(self, lie: str = "", looks: int = 1) -> None:
        self.lie, self.looks = lie, looks
        self.frames: dict[str, dict[str, Any]] = {}
        self.toned = 0
        self._left: dict[str, int] = {}
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        path, _, query = request.url.removeprefix(BASE).partition("?")
        status, value = self._answer(request.method, path.strip("/").split("/"), query, request)
        return Reply(status, {"content-type": JSON}, json.dumps(value).encode())

    def _answer(
        self, method: str, path: list[str], query: str, request: Request
    ) -> tuple[int, Any]:
        if path == ["frames"] and method == "POST":
            body = json.loads(request.body or b"null")
            if not SPEC.validator(WHERE).is_valid(body):
                return 400, {}
            return 202, self._begun("negative", body["exposure"])
        frame = self.frames.get(path[1]) if len(path) > 1 else None
        if frame is None:
            return 404, {}
        done = frame["state"] == "done"
        match method, path[2:]:
            case "GET", []:
                shown = dict(frame)
                self._left[frame["id"]] -= 1
                frame["state"] = "developing" if self._left[frame["id"]] > 0 else "done"
                return 200, shown
            case "PATCH", []:
                if done:
                    return 409, {}
                body = json.loads(request.body or b"null")
                if self.lie != "forgets":
                    frame["exposure"] = body["exposure"]
                return 200, {**frame, "exposure": body["exposure"]}
            case "POST", ["print"]:
                return (202, self._begun("print", frame["exposure"])) if done else (409, {})
            case "POST", ["tone"]:
                if frame["kind"] != "print" or not done:
                    return 409, {}
                self.toned += 1
                return 202, self._begun("toned", frame["exposure"])
            case "GET", ["grains"]:
                return 200, {"items": self._grains(frame, query)}
        return 405, {}

    def _begun(self, kind: str, exposure: int) -> dict[str, Any]:
        id = f"f{next(self._ids)}"
        self.frames[id] = {"id": id, "kind": kind, "state": "developing", "exposure": exposure}
        self._left[id] = 10_000 if self.lie == "never tones" and kind == "toned" else self.looks
        return dict(self.frames[id])

    def _grains(self, frame: dict[str, Any], query: str) -> list[dict[str, Any]]:
        if frame["state"] != "done" or frame["kind"] == "negative":
            return []
        found = [{"id": each, "tone": ("black", "white")[each % 2]} for each in range(6)]
        if "tone=" in query:
            found = [each for each in found if f"tone={each['tone']}" in query]
            if self.lie == "loses a grain":
                del found[0]
        return found
