"""Parameters and bodies are written as the contract says."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.spec import Spec
from codegen.verify.exchange import NOBODY, Exchange, Identity, Reply, Request
from codegen.verify.expression import evaluate
from codegen.verify.sending import encoded, request
from codegen.verify.trial import ABSENT


def sent(parameters: list[dict[str, Any]], at: str = "/pots", /, **given: Any) -> Request:
    raw = {"post": {"operationId": "it", "parameters": parameters, "responses": {}}}
    operation = Spec({"paths": {at: raw}}).operations["it"]
    return request(operation, "http://x/v1", **{"identity": NOBODY, **given})


def of(place: str, **more: Any) -> list[dict[str, Any]]:
    return [{"name": "a", "in": place, "schema": {}, **more}]


@pytest.mark.parametrize(
    ("more", "value", "written"),
    [
        ({}, "ž &/", "a=%C5%BE%20%26%2F"),
        ({}, True, "a=true"),
        ({}, [1, "b c"], "a=1&a=b%20c"),
        ({"explode": False}, ["b,c", 2], "a=b%2Cc,2"),
        ({"style": "pipeDelimited", "explode": False}, [1, 2], "a=1%7C2"),
        ({"style": "spaceDelimited", "explode": False}, [1, 2], "a=1%202"),
        ({"style": "deepObject"}, {"b": 1, "c": "d e"}, "a[b]=1&a[c]=d%20e"),
        ({}, {"b": 1, "c": 2}, "b=1&c=2"),
        ({"content": {"application/json": {}}}, {"b": 1}, "a=%7B%22b%22%3A%201%7D"),
    ],
)
def test_query_parameters_have_their_style(more, value, written):
    assert sent(of("query", **more), query={"a": value}).url == f"http://x/v1/pots?{written}"


@pytest.mark.parametrize(
    ("more", "value", "written"),
    [
        ({}, "b/c", "b%2Fc"),
        ({}, [1, 2], "1,2"),
        ({"style": "label"}, "b", ".b"),
        ({"style": "matrix"}, "b", ";a=b"),
        ({"explode": True}, {"b": 1, "c": "="}, "b=1,c=%3D"),
        ({}, {"b": 1}, "b,1"),
        ({"style": "label", "explode": True}, [1, 2], ".1.2"),
        ({"style": "matrix", "explode": True}, [1, 2], ";a=1;a=2"),
    ],
)
def test_path_parameters_have_their_style(more, value, written):
    url = sent(of("path", required=True, **more), "/pots/{a}", path={"a": value}).url
    assert url == f"http://x/v1/pots/{written}"


def test_a_parameter_that_nobody_declared_is_sent_too():
    assert sent([], query={"strange": 1}).url.endswith("?strange=1")


def test_proofs_are_put_where_they_belong():
    who = Identity("ann", {"X-Key": "k"}, {"sid": "1"}, {"token": "a b"})
    found = sent([], headers={"Cookie": "x=2"}, query={"q": 1}, identity=who)
    assert found.headers == {"X-Key": "k", "Cookie": "x=2; sid=1"}
    assert found.url.endswith("?q=1&token=a%20b")


def test_bodies_are_written_in_their_media_type():
    assert encoded({"a": "ž"}, "application/json") == ('{"a": "ž"}'.encode(), "application/json")
    assert encoded("x", "application/problem+json")[0] == b'"x"'
    assert encoded("x", "text/plain")[0] == b"x"
    assert encoded(b"\xff", "application/json")[0] == b"\xff"
    form, _ = encoded({"a": ["b c", 1], "d": True}, "application/x-www-form-urlencoded")
    assert form == b"a=b+c&a=1&d=true"
    parts, kind = encoded({"a": "b", "file": b"\x00"}, "multipart/form-data")
    boundary = kind.partition("boundary=")[2].encode()
    assert parts.count(b"--" + boundary) == 3
    assert b'name="file"; filename="file"\r\nContent-Type: application/octet-stream' in parts
    assert sent([]).body is None
    assert sent([], body=None).body == b"null"
    assert sent([], body=ABSENT).body is None


def test_runtime_expressions_read_both_messages():
    asked = Request(
        "it", "POST", "http://x/pots", {"X-A": "1"}, b'{"b": [2]}', NOBODY, {"id": 7}, {"b": [2]}
    )
    got = Exchange(asked, Reply(201, {"location": "/pots/9"}, b'{"id": 9, "a/b": {"c": null}}'))
    for expression, value in {
        "$response.body#/id": 9,
        "$response.body#/a~1b/c": None,
        "$response.header.Location": "/pots/9",
        "$request.path.id": 7,
        "$request.body#/b/0": 2,
        "$request.header.x-a": "1",
        "$statusCode": 201,
        "$method": "POST",
        "$url": "http://x/pots",
        "constant": "constant",
        "/pots/{$response.body#/id}/x": "/pots/9/x",
    }.items():
        assert evaluate(expression, got) == value, expression
    for expression in ("$response.body#/none", "$response.header.etag", "$request.query.q"):
        with pytest.raises(LookupError):
            evaluate(expression, got)


BOTH = Identity("mina", {"Authorization": "Bearer t", "X-Trace": "1"}, {"session": "s"})
SCHEMES = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "session"},
    "key": {"type": "apiKey", "in": "query", "name": "key"},
}


@pytest.mark.parametrize(
    ("security", "headers"),
    [
        ([{"token": []}], {"X-Trace": "1", "Authorization": "Bearer t"}),
        ([{"session": []}, {"token": []}], {"X-Trace": "1", "Cookie": "session=s"}),
        (
            [{"token": [], "session": []}],
            {"X-Trace": "1", "Authorization": "Bearer t", "Cookie": "session=s"},
        ),
        ([{}, {"key": []}, {"session": []}], {"X-Trace": "1", "Cookie": "session=s"}),
        ([], {"X-Trace": "1"}),
        (None, {"X-Trace": "1", "Authorization": "Bearer t", "Cookie": "session=s"}),
        ([{"key": []}], {"X-Trace": "1", "Authorization": "Bearer t", "Cookie": "session=s"}),
    ],
)
def test_an_operation_is_shown_the_proof_that_it_asks_for_and_no_other(security, headers):
    raw = {"operationId": "it", "responses": {}}
    if security is not None:
        raw["security"] = security
    document = {"paths": {"/pots": {"get": raw}}, "components": {"securitySchemes": SCHEMES}}
    operation = Spec(document).operations["it"]
    asked = request(operation, "http://x", identity=BOTH)
    assert asked.headers == headers
    assert asked.identity is BOTH
