"""A mill: what is ground goes on for a while, and can be stopped; words say what is there when."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from tests.codegen.answers import methods_at, said

BASE = "http://mill.test"
IDA = Identity("ida", {"Authorization": "Bearer ida"})
STEPS = (0, 20, 60, 100)
"""How far it is, each time that somebody looks."""
JSON = "application/json"
ONE = [{"name": "batch_id", "in": "path", "required": True, "schema": {"type": "string"}}]
NO = {name: {"description": "No."} for name in ("400", "404", "409")}
TIME = {"type": ["string", "null"], "format": "date-time"}
BATCH = {
    "type": "object",
    "required": ["id", "state", "progress", "sack", "ended_at"],
    "properties": {
        "id": {"type": "string"},
        "state": {"type": "string", "enum": ["queued", "running", "done", "cancelled"]},
        "progress": {"type": "integer", "minimum": 0, "maximum": 100},
        "sack": {"type": ["string", "null"]},
        "ended_at": {**TIME, "description": "When it was over. Null before."},
    },
}
BATCH_REF = {"$ref": "#/components/schemas/Batch"}
ABOUT = (
    "Goes on from queued to running, and never back. `progress` is 100 when it is done. `sack` is"
    " there if and only if the batch is done. `Retry-After` is sent only while it is queued or"
    " running."
)


def _json(**headers: Any) -> dict[str, Any]:
    declared = {name.replace("_", "-"): each for name, each in headers.items()}
    return {"description": "Yes.", "content": {JSON: {"schema": BATCH_REF}}, "headers": declared}


def document(about: str = ABOUT, cancels: str = "What is done cannot be cancelled (409).") -> Any:
    """The contract; its words are given."""
    header = {"schema": {"type": "string"}}
    place = {**header, "required": True, "description": "Where its state is."}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Mill", "version": "1"},
        "paths": {
            "/batches": {
                "post": {"operationId": "grind", "responses": {"202": _json(Location=place), **NO}}
            },
            "/batches/{batch_id}": {
                "parameters": ONE,
                "get": {
                    "operationId": "look",
                    "description": about,
                    "responses": {"200": _json(Retry_After=header), **NO},
                },
            },
            "/batches/{batch_id}/cancel": {
                "parameters": ONE,
                "post": {
                    "operationId": "stop",
                    "description": cancels,
                    "responses": {"200": _json(), **NO},
                },
            },
        },
        "components": {"schemas": {"Batch": BATCH}},
    }


SPEC = Spec(document(), "mill.json")
LAWS, FAULTS = read_laws(SPEC)


@dataclass
class Batch:
    """One batch. `looks` is how often somebody looked at it."""

    id: str
    looks: int = 0
    stopped: bool = False


class Mill:
    """The server. `lie` names the one thing in which it is not true."""

    def __init__(self, lie: str = "") -> None:
        self.lie = lie
        self.batches: dict[str, Batch] = {}
        self._ids = itertools.count(1)

    def __call__(self, request: Request) -> Reply:
        """As a transport has it."""
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        if request.method not in methods_at(SPEC, parts):
            return said(405 if methods_at(SPEC, parts) else 404, {})
        if len(parts) == 1:
            batch = Batch(f"b{next(self._ids)}")
            self.batches[batch.id] = batch
            at = "batch" if self.lie == "sends elsewhere" else "batches"
            return self._shown(batch, 202, {"location": f"{BASE}/{at}/{batch.id}"})
        found = self.batches.get(parts[1])
        if found is None:
            return said(404, {})
        if parts[2:] == ["cancel"]:
            if found.looks >= len(STEPS) - 1:
                return said(409, {})
            found.stopped = self.lie != "cannot be stopped"
            return self._shown(found, 200, {})
        found.looks += not found.stopped
        return self._shown(found, 200, {"retry-after": "1"})

    def _shown(self, batch: Batch, status: int, headers: dict[str, str]) -> Reply:
        looks = min(batch.looks, len(STEPS) - 1)
        state = ("queued", "running", "running", "done")[looks]
        progress = STEPS[looks]
        if batch.stopped:
            state = "cancelled"
        over = state in ("done", "cancelled")
        if self.lie == "goes backwards" and looks == 2:
            progress = 10
        if self.lie == "begins anew" and looks == 2:
            state = "queued"
        value = {
            "id": batch.id,
            "state": state,
            "progress": 99 if self.lie == "stops short" and looks == 3 else progress,
            "sack": f"s{batch.id}" if state == "done" or self.lie == "sack before" else None,
            "ended_at": "2026-01-01T00:00:00Z" if over or self.lie == "over before" else None,
        }
        if self.lie == "no sack":
            value["sack"] = None
        if self.lie == "no end":
            value["ended_at"] = None
        if over and self.lie != "asks again":
            headers.pop("retry-after", None)
        reply = said(status, value)
        return Reply(reply.status, {**reply.headers, **headers}, reply.body)
