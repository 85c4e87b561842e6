"""Bodies that are not JSON, in and out: what is declared is read, what is liked best is sent."""

import asyncio
from typing import Any

import pytest

from domain.errors import Unauthenticated
from handlers.bridge import bodies
from handlers.call import RawBody, Reply
from tests.handlers.tiny import JSON, ask, document, ok, operation

CSV = "text/csv"
PNG = "image/png"


def takes(*media_types: str, **more: Any) -> dict[str, Any]:
    """An operation that reads these media types; `text/csv` is at most 20 bytes, PNG 3000."""
    limits = {CSV: 20, PNG: 3000}
    content = {
        each: {"x-max-bytes": limits[each]} if each in limits else {"schema": {"type": "object"}}
        for each in media_types
    }
    return operation(requestBody={"required": True, "content": content}, **more)


def show(call: Any, body: Any) -> Any:
    """Tell what the body came as."""
    if isinstance(body, RawBody):
        return {"media_type": body.media_type, "length": len(body.data), "text": str(body.data)}
    return body


@pytest.fixture
def app(serve):
    return serve(document({"/things": {"post": takes(JSON, CSV, PNG)}}), make_thing=show)


def sent(app: Any, body: bytes, media_type: str | None) -> Any:
    headers = {} if media_type is None else {"Content-Type": media_type}
    return ask(app, content=body, headers=headers)


@pytest.mark.parametrize(
    "media_type",
    [
        "text/csv",
        "TEXT/CSV",
        "text/csv; charset=utf-8",
        'text/csv;charset="UTF-8"',
        "text/csv; header=present",
        "text/csv ; header=absent; charset=utf-8;",
    ],
)
def test_what_is_not_json_arrives_byte_by_byte_with_its_media_type(app, media_type):
    assert sent(app, b"a,\xff\r\n", media_type).json() == {
        "media_type": "text/csv",
        "length": 5,
        "text": str(b"a,\xff\r\n"),
    }


def test_json_beside_it_is_decoded_and_checked_as_ever(app):
    assert sent(app, b'{"a": 1}', JSON).json() == {"a": 1}
    assert sent(app, b"[]", JSON).json()["errors"][0]["in"] == "body"
    assert sent(app, b"{", JSON).json()["type"].endswith("/malformed-body")


@pytest.mark.parametrize(
    "media_type", [None, "", "text/html", "text/*", "*/*", "text/csv; charset=latin1", "csv"]
)
def test_another_media_type_is_refused_with_a_list_of_those_that_are_read(app, media_type):
    answer = sent(app, b"a,b", media_type)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (
        415,
        "unsupported-media-type",
    )
    assert answer.json()["detail"] == "Send the body as application/json, text/csv or image/png."


def test_a_media_type_may_have_a_limit_below_or_above_the_servers_own(app):
    assert sent(app, b"x" * 20, CSV).json()["length"] == 20
    assert sent(app, b"x" * 3000, PNG).json()["length"] == 3000
    for media_type, length, most in ((CSV, 21, 20), (PNG, 3001, 3000), (JSON, 1001, 1000)):
        answer = sent(app, b"x" * length, media_type)
        assert answer.status_code == 413
        assert answer.json()["detail"] == f"The body may have at most {most} bytes."


def test_a_body_in_many_pieces_is_read_to_its_limit_and_no_further():
    asked = []

    async def receive() -> dict[str, Any]:
        asked.append(1)
        return {"type": "http.request", "body": b"abc", "more_body": len(asked) < 4}

    assert asyncio.run(bodies.read(receive, {}, 12)) == b"abc" * 4
    asked.clear()
    with pytest.raises(Exception, match="at most 5 bytes"):
        asyncio.run(bodies.read(receive, {}, 5))
    assert len(asked) == 2


def test_an_empty_body_is_no_body(app, serve):
    for media_type in (CSV, PNG, JSON, None):
        problem = sent(app, b"", media_type).json()
        assert problem["type"].endswith("/malformed-body")
        assert problem["detail"] == "This operation needs a body."
    free = takes(CSV)
    free["requestBody"]["required"] = False
    optional = serve(document({"/things": {"post": free}}), make_thing=show)
    assert sent(optional, b"", None).json() is None


def test_who_may_not_is_told_before_a_large_body_is_read(serve):
    declared = takes(CSV, PNG, security=[{"token": ["admin"]}])
    app = serve(document({"/things": {"post": declared}}), make_thing=show)
    read = []

    def status(media_type: str, **headers: str) -> int:
        read.clear()

        async def body() -> Any:
            for _ in range(2):
                read.append(1)
                yield b"abc"

        return ask(app, content=body(), headers={"Content-Type": media_type, **headers}).status_code

    assert (status(PNG), read) == (401, [])
    assert (status(PNG, Authorization="viewer"), read) == (403, [])
    assert (status(PNG, Authorization="admin"), read) == (200, [1, 1])
    assert (status(CSV), read) == (401, [1, 1])


# Replies.

ACCEPTED = {
    None: JSON,
    "*/*": JSON,
    "text/csv": CSV,
    "text/*": CSV,
    "text/csv, application/json": JSON,
    "application/json;q=0.5, text/csv": CSV,
    "text/csv;q=0.1, */*;q=0.2": JSON,
    "text/csv;q=0.3, application/*;q=0.2, */*;q=0.9": CSV,
    "application/json;q=0, */*": CSV,
}


@pytest.mark.parametrize("accept", ACCEPTED)
def test_a_handler_hears_what_the_client_likes_best(serve, accept):
    def make_thing(call: Any) -> Any:
        if call.accepted == CSV:
            return Reply(b"a,b\r\n", media_type=CSV)
        return {"a": "b"}

    good = {"description": "Good.", "content": {JSON: {"schema": {"type": "object"}}, CSV: {}}}
    contract = document({"/things": {"get": operation(responses={"200": good})}})
    app = serve(contract, make_thing=make_thing)
    answer = ask(app, method="GET", headers={} if accept is None else {"Accept": accept})
    assert answer.headers["content-type"] == ACCEPTED[accept]
    assert answer.content == (b"a,b\r\n" if ACCEPTED[accept] == CSV else b'{"a":"b"}')
    assert answer.headers["vary"] == "Accept"


def test_what_nobody_likes_is_not_made(serve):
    good = {"description": "Good.", "content": {JSON: {}, CSV: {}}}
    contract = document({"/things": {"get": operation(responses={"200": good})}})
    app = serve(contract, make_thing=lambda call: pytest.fail("it was made"))
    answer = ask(app, method="GET", headers={"Accept": "text/html, text/*;q=0"})
    assert answer.status_code == 406
    assert answer.json()["detail"] == "This operation answers with application/json, text/csv."


def test_a_reply_without_choice_varies_with_nothing(serve):
    app = serve(document({"/things": {"get": operation()}}), make_thing=lambda call: 1)
    assert "vary" not in ask(app, method="GET").headers


def test_a_media_type_with_parameters_is_sent_with_them(serve):
    good = {"description": "Good.", "content": {"text/csv; charset=utf-8": {}}}
    contract = document({"/things": {"get": operation(responses={"200": good})}})
    app = serve(contract, make_thing=lambda call: b"a")
    answer = ask(app, method="GET", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def test_every_json_media_type_is_checked_and_others_are_bytes(serve):
    responses = {
        "200": ok({"type": "integer"}),
        "201": {"description": "-", "content": {"application/geo+json": {"schema": {"const": 1}}}},
        "202": {"description": "-", "content": {CSV: {"schema": {"type": "string"}}}},
    }
    replies = [Reply(1), Reply(1, 201), Reply(b"a", 202), Reply(2, 201), Reply("a", 202)]
    contract = document({"/things": {"get": operation(responses=responses)}})
    app = serve(contract, make_thing=lambda call: replies.pop(0))
    statuses = [ask(app, method="GET").status_code for _ in range(5)]
    assert statuses == [200, 201, 202, 500, 500]


def test_refusals_are_problems_whatever_the_success_is(serve):
    def make_thing(call: Any) -> Any:
        raise Unauthenticated("Not you.")

    good = {"description": "Good.", "content": {CSV: {}}}
    contract = document({"/things": {"get": operation(responses={"200": good})}})
    answer = ask(serve(contract, make_thing=make_thing), method="GET", headers={"Accept": CSV})
    assert answer.headers["content-type"] == "application/problem+json"
