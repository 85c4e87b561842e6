"""Server-sent events: each is checked, framed and sent at once; the iterator is always closed."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import httpx
import pytest

from domain.errors import Forbidden
from handlers.bridge import streams
from handlers.call import NO_STORE, Event, Reply
from tests.handlers.tiny import JSON, ask, document, ok, operation, running, until

EVENTS = "text/event-stream"
SCHEMAS = {
    "step": {"$ref": "#/components/schemas/Step"},
    "end": {"type": "object"},
}
STEP = {
    "type": "object",
    "properties": {"step": {"type": "integer"}, "text": {"type": "string"}},
    "additionalProperties": False,
}


def declared(**more: Any) -> dict[str, Any]:
    """An operation that gives events."""
    never_kept = {"required": True, "schema": {"const": "no-store"}}
    good = {
        "description": "Events.",
        "headers": {"Cache-Control": never_kept},
        "content": {EVENTS: {"x-event-schemas": SCHEMAS}},
    }
    return operation(responses={"200": good}, **more)


def step(number: Any, **more: Any) -> Event:
    return Event(str(number), "step", {"step": number, **more})


class Source:
    """Events of one stream after another, which tell whether they were begun and closed."""

    def __init__(self, *events: Any, endless: bool = False) -> None:
        self.events = events
        self.endless = endless
        self.begun = 0
        self.closed = threading.Event()

    async def make(self) -> AsyncIterator[Any]:
        self.begun += 1
        try:
            for event in self.events:
                if isinstance(event, Exception):
                    raise event
                yield event
            if self.endless:
                await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)  # to clean up may take a while, too
            self.closed.set()

    def handler(self, call: Any) -> Any:
        return Reply(self.make(), headers=NO_STORE)


@pytest.fixture
def app(serve):
    """Make an application that gives the events of a source."""

    def app(source: Any) -> Any:
        contract = document({"/things": {"get": declared()}}, {"Step": STEP})
        return serve(contract, make_thing=source.handler)

    return app


def test_events_are_framed_as_a_browser_reads_them(app):
    source = Source(step(1, text="a\r\nb\u2028ü"), step(2), Event("3", "end", {}))
    answer = ask(app(source), method="GET", headers={"Accept": EVENTS})
    assert answer.headers["content-type"] == EVENTS
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-accel-buffering"] == "no"
    assert "content-length" not in answer.headers
    assert answer.content.decode() == (
        "retry: 1000\n\n"
        'id: 1\nevent: step\ndata: {"step":1,"text":"a\\r\\nb\u2028ü"}\n\n'
        'id: 2\nevent: step\ndata: {"step":2}\n\n'
        "id: 3\nevent: end\ndata: {}\n\n"
    )
    assert source.closed.is_set()


def test_an_event_leaves_as_soon_as_it_is_there(app):
    with running(app(Source(step(1), endless=True))) as server, server.connect() as connection:
        got = until(connection, b'{"step":1}\n\n')
    assert got.index(b"retry: 1000\n\n") < got.index(b"id: 1\n")


def test_silence_is_filled_with_comments_and_loses_no_event(serve, monkeypatch):
    monkeypatch.setattr(streams, "SILENCE", 0.01)
    release = threading.Event()

    async def late() -> AsyncIterator[Event]:
        while not release.is_set():
            await asyncio.sleep(0.005)
        yield step(7)

    contract = document({"/things": {"get": declared()}}, {"Step": STEP})
    app = serve(contract, make_thing=lambda call: Reply(late(), headers=NO_STORE))
    with running(app) as server, server.connect() as connection:
        got = until(connection, b": \n\n")
        release.set()
        got += until(connection, b"\r\n0\r\n")
    assert got.count(b'data: {"step":7}\n\n') == 1


BROKEN = {
    "a value that does not fit": (step("x"), "the event step, at /step"),
    "one property too many": (step(1, more=1), "the event step"),
    "what JSON has no word for": (Event("1", "end", {"a": {1}}), "the event end"),
    "an event that is not declared": (Event("1", "start", {}), "the event start is not declared"),
    "an id of two lines": (Event("1\ndata: x", "end", {}), "no line of text"),
    "no event": ({"step": 1}, "needs events, not dict"),
}


@pytest.mark.parametrize("breach", BROKEN)
def test_an_event_that_breaks_the_contract_never_leaves_and_ends_the_stream(app, caplog, breach):
    event, said = BROKEN[breach]
    source = Source(step(1), event, step(3))
    with running(app(source)) as server, server.connect() as connection:
        got = until(connection)
    assert b"id: 1\n" in got
    assert b"id: 3\n" not in got
    assert got.endswith(b'data: {"step":1}\n\n\r\n')
    assert source.closed.is_set()
    trace = got.lower().partition(b"x-trace-id: ")[2][:32].decode()
    [line] = [each for each in caplog.messages if trace in each]
    assert "make_thing broke its contract" in line
    assert said in line


def test_what_fails_in_mid_stream_breaks_the_connection_and_the_log_has_it(app, caplog):
    source = Source(step(1), RuntimeError("the secret is 42"))
    with running(app(source)) as server, pytest.raises(httpx.RemoteProtocolError):
        server.get()
    assert "the secret is 42" in caplog.text
    assert source.closed.is_set()


def test_a_refusal_before_the_first_event_is_a_problem_like_any_other(serve):
    def make_thing(call: Any) -> Any:
        raise Forbidden("Not yours.")

    app = serve(document({"/things": {"get": declared()}}, {"Step": STEP}), make_thing=make_thing)
    answer = ask(app, method="GET", headers={"Accept": EVENTS})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_reply_without_its_headers_is_broken_and_its_events_are_never_begun(serve):
    source = Source(step(1))
    contract = document({"/things": {"get": declared()}}, {"Step": STEP})
    app = serve(contract, make_thing=lambda call: source.make())
    assert ask(app, method="GET").json()["type"].endswith("/reply-broke-contract")
    assert source.begun == 0


@pytest.mark.parametrize("body", [b"id: 1", {"step": 1}, None, iter(())])
def test_whatever_is_no_stream_of_events_is_broken(serve, body):
    contract = document({"/things": {"get": declared()}}, {"Step": STEP})
    app = serve(contract, make_thing=lambda call: Reply(body, headers=NO_STORE))
    assert ask(app, method="GET").json()["type"].endswith("/reply-broke-contract")


class Closable:
    """An asynchronous iterator that only tells whether it was closed."""

    def __init__(self) -> None:
        self.closed = False

    def __aiter__(self) -> "Closable":
        return self

    async def __anext__(self) -> Event:
        raise AssertionError("it was begun")

    async def aclose(self) -> None:
        self.closed = True


def _given(reply: Any, call: Any) -> Any:
    return reply


def test_head_tells_the_headers_and_begins_nothing(serve):
    for headers, status in ((NO_STORE, 200), ({}, 500)):
        events = Closable()
        contract = document({"/things": {"get": declared()}}, {"Step": STEP})
        reply = Reply(events, headers=headers)
        app = serve(contract, make_thing=partial(_given, reply))
        answer = ask(app, method="HEAD")
        assert (answer.status_code, answer.content, events.closed) == (status, b"", True)


def test_a_client_that_hangs_up_closes_the_iterator(app):
    source = Source(step(1), endless=True)
    with running(app(source)) as server:
        with server.connect() as connection:
            assert until(connection, b"id: 1\n")
        assert source.closed.wait(20)


def test_a_client_that_hangs_up_before_any_event_closes_it_too(app):
    source = Source(endless=True)
    with running(app(source)) as server:
        with server.connect() as connection:
            assert until(connection, b"retry")
        assert source.closed.wait(20)


def test_events_that_never_pause_let_others_be_answered_and_end_with_the_client(serve):
    class Flood(Source):
        async def make(self) -> AsyncIterator[Event]:
            try:
                number = 0
                while True:
                    yield step(number := number + 1)
            finally:
                self.closed.set()

    source = Flood()
    both = {
        "/things": {"get": declared()},
        "/more": {"get": operation(operationId="get_more")},
    }
    app = serve(document(both, {"Step": STEP}), make_thing=source.handler, get_more=lambda call: 7)
    with running(app) as server:
        with server.connect() as connection:
            assert until(connection, b"id: 9\n")
            assert httpx.get(f"http://127.0.0.1:{server.address[1]}/t/more").json() == 7
        assert source.closed.wait(20)


def test_open_streams_do_not_keep_a_server_from_stopping(app, caplog):
    sources = [Source(step(1), endless=True) for _ in range(2)]
    turns = iter([*sources, sources[0]])

    class Turns:
        @staticmethod
        def handler(call: Any) -> Any:
            return next(turns).handler(call)

    with running(app(Turns)) as server:
        connections = [server.connect() for _ in range(3)]
        for connection in connections:
            assert until(connection, b"id: 1\n")
        server.stop()
        # Each is ended as a stream should be, not cut off, and uvicorn never had to lose patience.
        assert [until(each, b"never") for each in connections] == [b"0\r\n\r\n"] * 3
        for connection in connections:
            connection.close()
    assert all(source.closed.is_set() for source in sources)
    assert "graceful" not in caplog.text


def test_a_stream_that_begins_while_the_server_stops_ends_at_once(app):
    source = Source(step(1), endless=True)
    made = app(source)
    made.close()
    answer = ask(made, method="GET")
    assert answer.content == b"retry: 1000\n\n"
    assert source.begun == 0


def test_json_and_events_can_be_two_media_types_of_one_reply(serve):
    def make_thing(call: Any) -> Any:
        if call.accepted == JSON:
            return {"step": 1}
        return Reply(Source(step(1)).make(), media_type=EVENTS)

    good = ok(SCHEMAS["step"])
    good["content"][EVENTS] = {"x-event-schemas": SCHEMAS}
    contract = document({"/things": {"get": operation(responses={"200": good})}}, {"Step": STEP})
    app = serve(contract, make_thing=make_thing)
    assert ask(app, method="GET").json() == {"step": 1}
    answer = ask(app, method="GET", headers={"Accept": EVENTS})
    assert [json.loads(line[6:]) for line in answer.text.splitlines() if line[:5] == "data:"] == [
        {"step": 1}
    ]


@pytest.mark.parametrize("media", [{}, {"x-event-schemas": {}}, {"x-event-schemas": {"a\n": True}}])
def test_a_stream_of_undeclared_events_stops_the_start(serve, media):
    good = {"description": "Events.", "content": {EVENTS: media}}
    contract = document({"/things": {"get": operation(responses={"200": good})}})
    with pytest.raises(ValueError, match="operation make_thing: text/event-stream needs x-event"):
        serve(contract, make_thing=lambda call: 1)
