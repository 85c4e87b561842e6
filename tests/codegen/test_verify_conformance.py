"""What is wrong with an answer, by rule and place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from codegen.spec import Spec
from codegen.verify.conformance import Conformance, is_something
from codegen.verify.exchange import NOBODY, Exchange, Identity, Reply, Request

ALICE = Identity("alice", {"X-Key": "k"})
POT = {
    "type": "object",
    "required": ["id", "secret"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "secret": {"type": "string", "writeOnly": True},
        "maker": {"anyOf": [{"$ref": "#/components/schemas/Maker"}, {"type": "null"}]},
        "rest": {"type": "array", "items": {"$ref": "#/components/schemas/Maker"}},
    },
    "additionalProperties": False,
}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "paths": {
        "/pots": {
            "get": {
                "operationId": "it",
                "security": [{"key": []}],
                "responses": {
                    "200": {
                        "description": "",
                        "headers": {
                            "X-Count": {
                                "required": True,
                                "schema": {"type": "integer", "minimum": 1},
                            },
                            "Content-Type": {"required": True, "schema": {"const": "never"}},
                        },
                        "content": {
                            "application/vnd.pot+json": {
                                "schema": {"$ref": "#/components/schemas/Pot"}
                            },
                            "text/*": {"schema": {"type": "string"}},
                        },
                    },
                    "202": {"description": ""},
                    "204": {"description": ""},
                    "404": {
                        "description": "",
                        "content": {"application/problem+json": {"schema": {"type": "object"}}},
                    },
                    "409": {"description": "in words of its own"},
                    "503": {"description": ""},
                },
            },
        },
    },
    "components": {
        "schemas": {
            "Pot": POT,
            "Maker": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}},
            },
        }
    },
}
POTS = "/paths/~1pots/get"
CONFORMANCE = Conformance(Spec(DOCUMENT))


def faults(
    status: int,
    body: Any = b"",
    method: str = "GET",
    identity: Identity = ALICE,
    sent: dict[str, str] | None = None,
    **headers: str,
) -> list[tuple[str, str]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = Request("it", method, "http://x/pots", sent or {}, identity=identity)
    exchange = Exchange(request, Reply(status, named, content))
    return [(each.rule, each.where) for each in CONFORMANCE.faults(exchange)]


def pot(body: Any, **headers: str) -> list[tuple[str, str]]:
    fine = {"content_type": "application/vnd.pot+json", "x_count": "3"}
    return faults(200, body, **{**fine, **headers})


def test_what_is_as_declared_has_no_fault():
    assert pot({"id": 1}) == []
    assert pot({"id": 1, "maker": None, "rest": [{"name": "Ada"}]}) == []
    assert pot(b"a jug", content_type="text/plain; charset=utf-8") == []
    assert faults(204) == []
    assert faults(409, b"no") == []
    assert faults(404, {"status": 404}, content_type="application/problem+json") == []
    assert faults(503) == []


SCHEMA = "/components/schemas"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, f"{SCHEMA}/Pot/required"),
        ({"id": "1"}, f"{SCHEMA}/Pot/properties/id/type"),
        ({"id": 1, "maker": {"name": 5}}, f"{SCHEMA}/Maker/properties/name/type"),
        ({"id": 1, "maker": {}}, f"{SCHEMA}/Maker/required"),
        ({"id": 1, "rest": [{"name": "a"}, {}]}, f"{SCHEMA}/Maker/required"),
        ({"id": 1, "Id": 1}, f"{SCHEMA}/Pot/additionalProperties"),
        ({"Id": 1}, f"{SCHEMA}/Pot/required"),
        ({"id": 1, "secret": "s"}, f"{SCHEMA}/Pot/properties/secret"),
        ([], f"{SCHEMA}/Pot/type"),
    ],
)
def test_a_body_is_held_to_its_schema_and_the_keyword_is_named_where_it_stands(body, where):
    assert pot(body) == [("reply.schema", where)]


def test_each_place_of_a_body_is_told_once():
    assert len(pot({"id": "1", "maker": {"name": 5}})) == 2


@pytest.mark.parametrize("body", [b"{", b'{"id": NaN}', b"\xff", b'{"id": 1} x'])
def test_what_is_no_json_is_told(body):
    where = f"{POTS}/responses/200/content/application~1vnd.pot+json"
    assert pot(body) == [("reply.body", where)]


def test_headers_media_types_and_bodies_are_told():
    header = f"{POTS}/responses/200/headers/X-Count"
    content = f"{POTS}/responses/200/content"
    kind = "application/vnd.pot+json"
    assert faults(200, {"id": 1}, content_type=kind) == [("reply.header", header)]
    assert pot({"id": 1}, x_count="0") == [("reply.header", f"{header}/schema")]
    assert pot({"id": 1}, x_count="many") == [("reply.header", f"{header}/schema")]
    assert pot({"id": 1}, content_type="application/json") == [("reply.media_type", content)]
    assert faults(200, {"id": 1}, x_count="1") == [("reply.media_type", content)]
    assert pot(b"") == [("reply.body", content)]
    assert faults(202, b"done") == [("reply.body", f"{POTS}/responses/202")]
    assert faults(204, b"done") == [("reply.body", f"{POTS}/responses/204")]
    assert faults(200, b"x", method="HEAD", x_count="1") == [
        ("reply.body", f"{POTS}/responses/200")
    ]


@pytest.mark.parametrize(
    ("media_type", "something"),
    [
        ("application/json", True),
        ("application/problem+json; charset=utf-8", True),
        ("image/png", True),
        ("application/pdf", True),
        ("image/svg+xml", True),
        ("text/csv", False),
        ("text/event-stream", False),
        ("application/octet-stream", False),
    ],
)
def test_nothing_at_all_is_no_picture_and_may_be_a_text(media_type, something):
    assert is_something(media_type) is something


def test_a_problem_says_the_status_that_it_has():
    found = faults(404, {"status": 400}, content_type="application/problem+json")
    assert [rule for rule, _ in found] == ["reply.problem"]


def test_a_status_that_is_not_declared_is_told_unless_http_itself_brings_it():
    undeclared = ("reply.status", f"{POTS}/responses")
    assert faults(418) == [undeclared]
    assert faults(201) == [undeclared]
    assert faults(302) == [undeclared]
    assert faults(401) == [undeclared]
    assert faults(401, identity=NOBODY) == []
    assert faults(304) == [undeclared]
    assert faults(304, sent={"If-None-Match": '"a"'}) == []
    for status in (405, 406, 413, 415, 429):
        assert faults(status) == []


def test_a_failure_is_a_crash_whatever_is_declared():
    assert faults(500) == [("crash", POTS)]
    assert faults(502) == [("crash", POTS)]
    assert faults(0, b"the server hung up") == [("crash", POTS)]
