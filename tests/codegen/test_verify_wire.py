"""Is a request right or wrong as it was sent? What servers may differ about is neither."""

import json
from typing import Any

import pytest

from codegen.spec import Spec
from codegen.verify.exchange import Request
from codegen.verify.wire import Verdict, Wire

BASE = "http://api/v1"
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "paths": {
        "/things/{id}": {
            "put": {
                "operationId": "put",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "n", "in": "query", "schema": {"type": "integer", "maximum": 9}},
                    {"name": "b", "in": "query", "schema": {"type": "boolean"}},
                    {"name": "s", "in": "query", "schema": {"type": "string", "maxLength": 2}},
                    {"name": "e", "in": "query", "schema": {"enum": ["up", "down"]}},
                    {"name": "d", "in": "query", "schema": {"type": "string", "format": "date"}},
                    {"name": "m", "in": "query", "schema": {"type": "string", "format": "email"}},
                    {"name": "p", "in": "query", "schema": {"type": "string", "pattern": "^\\d+$"}},
                    {
                        "name": "l",
                        "in": "query",
                        "schema": {"type": "array", "items": {"type": "integer"}, "maxItems": 2},
                    },
                    {"name": "o", "in": "query", "schema": {"type": "object"}},
                    {
                        "name": "X-Word",
                        "in": "header",
                        "schema": {"type": "string", "maxLength": 3},
                    },
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "id": {"type": "integer", "readOnly": True},
                                    "name": {"type": "string", "minLength": 1, "maxLength": 4},
                                    "size": {"type": ["integer", "null"], "minimum": 0},
                                },
                            }
                        },
                        "multipart/form-data": {"schema": {"type": "object"}},
                    },
                },
                "responses": {"200": {"description": "Done."}},
            },
            "get": {"operationId": "get", "responses": {"200": {"description": "It."}}},
        },
        "/things/latest": {"get": {"operationId": "latest", "responses": {}}},
    },
}
WIRE = Wire(Spec(DOCUMENT), BASE)
GOOD = b'{"name": "a"}'


def verdict(
    rest: str = "1", body: bytes | None = GOOD, kind: str = "application/json", **headers: str
) -> Verdict:
    sent = {"Content-Type": kind} | {name.replace("_", "-"): each for name, each in headers.items()}
    request = Request("", "PUT", f"{BASE}/things/{rest}", sent, body)
    operation = WIRE.operation("PUT", request.url)
    assert operation is not None
    return WIRE.verdict(operation, request)


def where(rest: str = "1", body: bytes | None = GOOD, **more: str) -> list[str]:
    return [fault.where.rpartition("/put/")[2] for fault in verdict(rest, body, **more).faults]


@pytest.mark.parametrize(
    "query",
    [
        *("n=5", "n=9", "n=-3", "n=1e0", "b=true", "s=ab", "s=5", "e=up", "l=1&l=2", "l=7"),
        *("p=12", "d=2026-01-02", "s=%F0%9F%A6%8A%F0%9F%A6%8A"),
    ],
)
def test_a_value_that_a_text_stands_for_is_sound(query):
    assert verdict(f"1?{query}").is_sound


@pytest.mark.parametrize(
    ("query", "keyword"),
    [
        ("n=10", "parameters/1/schema/maximum"),
        ("n=ab", "parameters/1/schema/type"),
        ("n=1.5", "parameters/1/schema/type"),
        ("b=maybe", "parameters/2/schema/type"),
        ("s=abc", "parameters/3/schema/maxLength"),
        ("e=left", "parameters/4/schema/enum"),
        ("d=tomorrow", "parameters/5/schema/format"),
        ("p=ab", "parameters/7/schema/pattern"),
        ("l=a", "parameters/8/schema/items/type"),
        ("l=1&l=2&l=3", "parameters/8/schema/maxItems"),
    ],
)
def test_a_value_that_no_reading_makes_right_is_wrong_at_its_keyword(query, keyword):
    assert where(f"1?{query}") == [keyword]


@pytest.mark.parametrize(
    "query",
    [
        *("n=", "n=+5", "n=05", "n=%205", "n=%EF%BC%95", "n=null", "n=1&n=10"),
        *("b=1", "b=TRUE", "b=", "b=yes"),
        *("l=", "l=1,2", "o=1", "o[a]=1", "unknown=1"),
        *("d=2026-1-2", "d=20260102", "m=nobody", "p=%D9%A1", "s=ab%20"),
    ],
)
def test_what_servers_may_differ_about_is_neither(query):
    found = verdict(f"1?{query}")
    assert found.faults == ()
    assert not found.is_sound


def test_paths_are_read_as_texts():
    assert where("abc") == ["parameters/0/schema/type"]
    assert verdict("12").is_sound
    assert not verdict("").is_sound
    assert verdict("").faults == ()


def test_headers_are_texts_and_unknown_ones_harm_nobody():
    assert verdict(X_Word="abc", X_Other="é", Authorization="x").is_sound
    assert where(X_Word="abcd") == ["parameters/10/schema/maxLength"]
    assert verdict(X_Word="é").faults == ()
    assert not verdict(X_Word="é").is_sound


CONTENT = "requestBody/content/application~1json"


@pytest.mark.parametrize(
    ("body", "keyword"),
    [
        (None, "requestBody/required"),
        (b"{", CONTENT),
        (b'{"name": NaN}', CONTENT),
        (b"[]", f"{CONTENT}/schema/type"),
        (b"{}", f"{CONTENT}/schema/required"),
        (b'{"name": ""}', f"{CONTENT}/schema/properties/name/minLength"),
        (b'{"name": 1}', f"{CONTENT}/schema/properties/name/type"),
        (b'{"name": "a", "more": 1}', f"{CONTENT}/schema/additionalProperties"),
        (b'{"name": "a", "size": -1}', f"{CONTENT}/schema/properties/size/minimum"),
    ],
)
def test_a_body_that_does_not_fit_is_wrong_at_its_keyword(body, keyword):
    assert where(body=body) == [keyword]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"name": "a", "name": 5}',
        b'{"name": "\\ud800"}',
        b'{"name": "a\\u0000"}',
        b'{"name": "a", "size": 99999999999999999999}',
        json.dumps({"name": "🦊" * 3}).encode(),
    ],
)
def test_a_body_that_may_be_read_in_several_ways_is_not_wrong(body):
    assert verdict(body=body).faults == ()


def test_a_form_or_another_kind_of_body_is_not_looked_at():
    for kind in ("multipart/form-data; boundary=x", "text/plain", "application/json; charset=x"):
        assert verdict(body=b"{", kind=kind).faults == ()
        assert not verdict(kind=kind).is_sound


def test_the_more_exact_path_is_meant():
    found = WIRE.operation("GET", f"{BASE}/things/latest?x=1")
    assert found is not None
    assert found.key == "latest"
    assert WIRE.operation("PUT", f"{BASE}/things/latest") is None
    assert WIRE.operation("POST", f"{BASE}/things/1") is None
    assert WIRE.operation("GET", "http://api/v2/things/1") is None
