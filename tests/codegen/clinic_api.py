"""A small clinic on a socket: things of one's own, and things that only exist. It tells one lie."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity
from codegen.verify.report.report import Report
from codegen.verify.run import verify
from codegen.verify.transport import Http

_ID = {"type": "integer", "minimum": 1, "maximum": 2147483647}
ANN, BEN = (Identity(name, {"X-Key": name}) for name in ("ann", "ben"))


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _does(body: str | None, answer: Any, *refusals: str, status: str = "200") -> dict[str, Any]:
    found: dict[str, Any] = {"responses": {status: {"description": "Done."}}}
    if answer is not None:
        found["responses"][status]["content"] = _json(answer)
    for each in ("400", "401", *refusals):
        found["responses"][each] = {"description": "No."}
    if body is not None:
        found["requestBody"] = {"required": True, "content": _json(_ref(body))}
    return found


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _about(name: str, **operations: Any) -> dict[str, Any]:
    schema = _ref("DoctorId") if name == "doctor_id" else _ID
    parameter = {"name": name, "in": "path", "required": True, "schema": schema}
    return {"parameters": [parameter], **operations}


_REASON = {"type": "string", "minLength": 1, "maxLength": 200}
_LINES = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Clinic", "version": "1"},
    "security": [{"key": []}],
    "paths": {
        "/doctors": {"get": _does(None, _list("Doctor"))},
        "/doctors/{doctor_id}": _about("doctor_id", get=_does(None, _ref("Doctor"), "404")),
        "/visits": {
            "get": _does(None, _list("Visit")),
            "post": _does("VisitInput", _ref("Visit"), "422", status="201"),
        },
        "/visits/{visit_id}": _about(
            "visit_id",
            get=_does(None, _ref("Visit"), "404"),
            patch=_does("VisitPatch", _ref("Visit"), "404", "422"),
        ),
        "/visits/{visit_id}/cancel": _about("visit_id", post=_does(None, _ref("Visit"), "404")),
        "/visits/{visit_id}/form": _about(
            "visit_id",
            get=_does(None, _ref("Form"), "404"),
            put=_does("Form", _ref("Form"), "404"),
        ),
        "/bills": {"post": _does("BillInput", _ref("Bill"), "422", status="201")},
        "/cart": {"get": _does(None, _ref("Cart")), "put": _does("Cart", _ref("Cart"))},
    },
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "schemas": {
            "DoctorId": _ID,
            "Doctor": _object("id name", id=_ref("DoctorId"), name={"type": "string"}),
            "VisitInput": _object("doctor_id reason", doctor_id=_ref("DoctorId"), reason=_REASON),
            "VisitPatch": _object("", doctor_id=_ref("DoctorId"), reason=_REASON),
            "Visit": _object(
                "id doctor_id reason state",
                id={**_ID, "readOnly": True},
                doctor_id=_ref("DoctorId"),
                reason=_REASON,
                state={"enum": ["open", "cancelled"]},
            ),
            "Form": _object("smokes", smokes={"type": "boolean"}),
            "BillInput": _object("visit_id", visit_id=_ID),
            "Bill": _object("id visit_id", id=_ID, visit_id=_ID),
            "Cart": _object("lines", lines=_LINES),
        },
    },
}


class Refused(Exception):
    """Answers with a status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Clinic:
    """What the server knows."""

    def __init__(self, lie: str = "") -> None:
        self.lie = lie
        self.doctors = {each: {"id": each, "name": f"Dr. {each}"} for each in range(1, 8)}
        self.visits: dict[int, dict[str, Any]] = {}
        self.owners: dict[int, str] = {}
        self.forms: dict[int, Any] = {}
        self.carts: dict[str, Any] = {"ann": {"lines": [1]}, "ben": {"lines": [2]}}
        self._spec = Spec(DOCUMENT)

    def answer(self, method: str, path: str, who: str | None, body: Any) -> tuple[int, Any]:
        if who not in self.carts:
            raise Refused(401)
        name, *rest = path.strip("/").split("/")
        return getattr(self, f"_{name}")(method, rest, who, body)

    def _doctors(self, method: str, rest: list[str], who: str, body: Any) -> tuple[int, Any]:
        if not rest:
            return 200, list(self.doctors.values())
        found = self.doctors.get(int(rest[0]))
        if found is None:
            raise Refused(404)
        return 200, {**found, "name": "Dr. X"} if self.lie == "detail" else found

    def _visits(self, method: str, rest: list[str], who: str, body: Any) -> tuple[int, Any]:
        if not rest and method == "GET":
            own = [each for id, each in self.visits.items() if self.owners[id] == who]
            short = 10 if self.lie == "list cuts" else 200
            return 200, [{**each, "reason": each["reason"][:short]} for each in own]
        if not rest:
            self._hold("VisitInput", body)
            self._known(body, "any doctor")
            id = len(self.visits) + 1
            self.visits[id] = {"id": id, "state": "open", **body}
            self.owners[id] = who
            return 201, self.visits[id]
        id, below = int(rest[0]), rest[1] if len(rest) > 1 else ""
        if id not in self.visits:
            raise Refused(404)
        if self.owners[id] != who and self.lie != f"{method} {below}".strip():
            raise Refused(404)
        if below == "cancel":
            self.visits[id]["state"] = "cancelled"
        elif below == "form" and method == "PUT":
            self._hold("Form", body)
            self.forms[id] = body
            return 200, body
        elif below == "form":
            if id not in self.forms:
                raise Refused(404)
            return 200, self.forms[id]
        elif method == "PATCH":
            self._hold("VisitPatch", body)
            self._known(body, "a patch takes any doctor")
            self.visits[id].update(body)
        return 200, self.visits[id]

    def _bills(self, method: str, rest: list[str], who: str, body: Any) -> tuple[int, Any]:
        self._hold("BillInput", body)
        owner = self.owners.get(body["visit_id"])
        if owner is None or (owner != who and self.lie != "bills others"):
            raise Refused(422)
        return 201, {"id": 1, **body}

    def _cart(self, method: str, rest: list[str], who: str, body: Any) -> tuple[int, Any]:
        who = "ann" if self.lie == "one cart" else who
        if method == "PUT":
            self._hold("Cart", body)
            self.carts[who] = body
        return 200, self.carts[who]

    def _known(self, body: Any, lie: str) -> None:
        if "doctor_id" in body and body["doctor_id"] not in self.doctors and self.lie != lie:
            raise Refused(422)

    def _hold(self, schema: str, body: Any) -> None:
        if not self._spec.validator(f"/components/schemas/{schema}").is_valid(body):
            raise Refused(400)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    clinic: Clinic

    def _serve(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        text = self.rfile.read(length)
        try:
            body = json.loads(text) if text else None
            who = self.headers.get("x-key")
            status, value = self.clinic.answer(self.command, self.path.partition("?")[0], who, body)
            reply = json.dumps(value).encode()
        except Refused as refused:
            status, reply = refused.status, b""
        except ValueError:
            status, reply = 400, b""
        self.send_response(status)
        if reply:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    do_GET = do_PUT = do_POST = do_PATCH = _serve  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Nothing is written."""


@contextmanager
def clinic(lie: str = "") -> Iterator[str]:
    """Where such a server is."""
    handler = type("Handler", (_Handler,), {"clinic": Clinic(lie)})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def checked(kind: str, lie: str = "", said: str = "", seed: int = 0) -> Report:
    """Put the checks of a kind to such a server; `said` is what the document says of it all."""
    spec = Spec({**DOCUMENT, "info": {**DOCUMENT["info"], "description": said}})
    http = Http(10)
    try:
        with clinic(lie) as base:
            laws = read_laws(spec)[0]
            return verify(spec, laws, http, [ANN, BEN], base=base, seed=seed, kinds=kind.split())
    finally:
        http.close()
