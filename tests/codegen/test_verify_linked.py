"""What only an earlier answer knows is given by the link that says so."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.run import verify
from codegen.verify.transport import Http
from tests.foreign.serving import serving

JSON = "application/json"
PIN = {"type": "string", "minLength": 4, "maxLength": 12}
CHANGE = {
    "type": "object",
    "required": ["pin"],
    "properties": {"pin": PIN, "old": PIN},
    "additionalProperties": False,
}
KNOCK = {"type": "object", "required": ["pin"], "properties": {"pin": PIN}}
FAULT = {"description": "No.", "content": {JSON: {"schema": {"type": "object"}}}}


def takes(key: str, schema: Any, **links: Any) -> dict[str, Any]:
    """Give an operation that takes a body and answers with no more than that it did."""
    good = {"description": "Yes.", "content": {JSON: {"schema": {"type": "object"}}}}
    return {
        "operationId": key,
        "requestBody": {"required": True, "content": {JSON: {"schema": schema}}},
        "responses": {
            "200": {**good, "links": links},
            **dict.fromkeys(("400", "401", "403", "415"), FAULT),
        },
    }


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Vault", "version": "1"},
    "paths": {
        "/vault/pin": {
            "put": takes(
                "set_pin",
                CHANGE,
                again={
                    "operationId": "set_pin",
                    "requestBody": {"pin": "$request.body#/pin", "old": "$request.body#/pin"},
                },
                knock={"operationId": "knock", "requestBody": {"pin": "$request.body#/pin"}},
            )
        },
        "/vault/knock": {"post": takes("knock", KNOCK)},
    },
}


class Vault:
    """A vault whose pin is changed by whoever knows it, and which opens to whoever knows it."""

    def __init__(self) -> None:
        self.pin: str | None = None
        self.changed = self.opened = 0

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/vault/pin", self._taking(CHANGE, self.change), methods=["PUT"]),
                Route("/vault/knock", self._taking(KNOCK, self.open), methods=["POST"]),
            ]
        )

    def change(self, body: dict[str, Any]) -> int:
        if self.pin not in (None, body.get("old")):
            return 403
        self.changed += self.pin is not None
        self.pin = body["pin"]
        return 200

    def open(self, body: dict[str, Any]) -> int:
        if self.pin is None or body["pin"] != self.pin:
            return 401
        self.opened += 1
        return 200

    def _taking(self, schema: Any, handler: Any) -> Any:
        validator = jsonschema_rs.validator_for(schema)

        async def take(request: Request) -> Response:
            if request.headers.get("content-type") != JSON:
                return JSONResponse({}, 415)
            try:
                body = await request.json()
            except ValueError:
                return JSONResponse({}, 400)
            status = handler(body) if validator.is_valid(body) else 400
            return JSONResponse({}, status)

        return take


def test_a_door_opens_by_what_was_set_before_and_that_is_set_anew():
    document, vault, http = Spec(DOCUMENT, "vault"), Vault(), Http()
    laws, _ = read_laws(document)
    with serving(vault.application()) as origin:
        try:
            report = verify(document, laws, http, [], base=origin)
        finally:
            http.close()
    assert [finding.message for finding in report.findings] == []
    assert vault.opened > 0
    assert vault.changed > 0
