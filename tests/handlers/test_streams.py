"""Bodies that are made while they are sent: pulled as they are wanted, closed in every case."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from handlers.call import Reply, Stream
from tests.handlers.tiny import JSON, ask, document, operation, parameter, running, until

ZIP = "application/zip"


def declared(**more: Any) -> dict[str, Any]:
    """An operation that gives an archive."""
    responses = {
        "200": {"description": "An archive.", "content": {ZIP: {}, JSON: {}}},
        "304": {"description": "You have it."},
    }
    return operation(responses=responses, **more)


class Archive:
    """Chunks that tell how far they were pulled, and whether they were closed."""

    def __init__(self, *chunks: Any, length: int | None = None) -> None:
        self.chunks = chunks
        self.length = length
        self.begun = False
        self.pulled: list[Any] = []
        self.threads: set[str] = set()
        self.closed = threading.Event()

    def make(self) -> Iterator[Any]:
        self.begun = True
        try:
            for chunk in self.chunks:
                self.threads.add(threading.current_thread().name.partition("_")[0])
                self.pulled.append(chunk)
                if isinstance(chunk, Exception):
                    raise chunk
                yield chunk() if callable(chunk) else chunk
        finally:
            self.closed.set()

    def handler(self, call: Any) -> Any:
        return Stream(self.make(), self.length)


@pytest.fixture
def app(serve) -> Callable[..., Any]:
    """Make an application that gives an archive."""
    return lambda archive: serve(
        document({"/things": {"get": declared()}}), make_thing=archive.handler
    )


def test_chunks_are_sent_as_they_are_made(app):
    release = threading.Event()

    def second() -> bytes:
        release.wait(20)
        return b"second"

    archive = Archive(b"first", b"", second, b"third")
    with running(app(archive)) as server, server.connect() as connection:
        got = until(connection, b"first")
        assert b"second" not in got
        release.set()
        got += until(connection, b"\r\n0\r\n\r\n")
    head, _, body = got.partition(b"\r\n\r\n")
    assert b"content-type: application/zip" in head.lower()
    assert b"transfer-encoding: chunked" in head.lower()
    assert b"x-trace-id: " in head.lower()
    assert body == b"5\r\nfirst\r\n6\r\nsecond\r\n5\r\nthird\r\n0\r\n\r\n"
    assert archive.closed.is_set()


def test_chunks_are_pulled_apart_from_those_who_answer_requests(app):
    archive = Archive(b"a", b"b")
    assert ask(app(archive), method="GET").content == b"ab"
    assert archive.threads == {"stream"}


def test_a_stream_that_waits_keeps_nobody_else_waiting(serve):
    release = threading.Event()
    archive = Archive(b"a", lambda: b"b" if release.wait(20) else b"")
    both = {
        "/things": {"get": declared()},
        "/more": {"get": operation(operationId="get_more")},
    }
    app = serve(document(both), make_thing=archive.handler, get_more=lambda call: 7)
    with running(app) as server:
        connections = [server.connect() for _ in range(3)]
        heads = [until(connection, b"1\r\na\r\n") for connection in connections]
        assert all(b"200 OK" in head for head in heads)
        assert httpx.get(f"http://127.0.0.1:{server.address[1]}/t/more").json() == 7
        release.set()
        for connection in connections:
            assert until(connection, b"0\r\n\r\n").endswith(b"0\r\n\r\n")
            connection.close()


def test_a_length_that_is_known_is_told(app):
    with running(app(Archive(b"ab", b"c", length=3))) as server:
        answer = server.get()
    assert (answer.headers["content-length"], answer.content) == ("3", b"abc")
    assert "transfer-encoding" not in answer.headers


@pytest.mark.parametrize(("chunks", "length"), [((b"ab",), 3), ((b"ab", b"cd"), 3), ((b"a",), 0)])
def test_another_length_than_was_told_breaks_the_connection(app, caplog, chunks, length):
    archive = Archive(*chunks, length=length)
    with running(app(archive)) as server, server.connect() as connection:
        got = until(connection)
    assert len(got.partition(b"\r\n\r\n")[2]) <= length
    assert archive.closed.is_set()
    assert f"than {length} bytes" in caplog.text


@pytest.mark.parametrize("broken", [RuntimeError("the disk is gone"), "text", None])
def test_what_fails_halfway_breaks_the_connection_and_the_log_has_it(app, caplog, broken):
    archive = Archive(b"first", b"second", broken if broken is not None else bytearray(b"x"), b"z")
    with running(app(archive)) as server:
        with pytest.raises(httpx.RemoteProtocolError):
            server.get()
        with server.connect() as connection:
            got = until(connection)
    assert b"first" in got
    assert b"\r\n0\r\n" not in got
    assert archive.closed.is_set()
    trace = got.lower().partition(b"x-trace-id: ")[2][:32].decode()
    [line] = [each for each in caplog.messages if trace in each]
    assert "make_thing" in line
    assert ("broke its contract" in line) == (not isinstance(broken, Exception))
    assert ("the disk is gone" in caplog.text) == isinstance(broken, Exception)


def test_nothing_is_made_for_a_client_that_hangs_up(app):
    archive = Archive(*[b"x" * 65536] * 100_000)
    with running(app(archive)) as server:
        with server.connect() as connection:
            assert until(connection, b"xxx")
        assert archive.closed.wait(20)
    assert len(archive.pulled) < 10_000


def test_a_client_that_hangs_up_while_a_chunk_is_made_gets_it_closed_afterwards(app):
    entered, release = threading.Event(), threading.Event()

    def slow() -> bytes:
        entered.set()
        release.wait(20)
        return b"late"

    archive = Archive(b"first", slow, *[b"x"] * 100_000)
    with running(app(archive)) as server:
        with server.connect() as connection:
            assert until(connection, b"first")
            assert entered.wait(20)
        release.set()
        assert archive.closed.wait(20)
    assert len(archive.pulled) < 10_000


def test_head_tells_everything_but_makes_nothing(app):
    archive = Archive(b"abc", length=3)
    with running(app(archive)) as server:
        answer = httpx.head(f"http://127.0.0.1:{server.address[1]}/t/things")
    assert (answer.status_code, answer.content) == (200, b"")
    assert (answer.headers["content-length"], answer.headers["content-type"]) == ("3", ZIP)
    assert not archive.begun


class Closable:
    """An iterator that only tells whether it was closed."""

    def __init__(self) -> None:
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        raise AssertionError("it was pulled")

    def close(self) -> None:
        self.closed = True


def test_a_stream_that_is_not_sent_is_closed(serve):
    made = []

    def make_thing(call: Any) -> Any:
        made.append(Closable())
        answers: dict[bytes, Any] = {
            b"304": Reply(Stream(made[-1]), headers={"ETag": '"a"'}),
            b"500": Reply(Stream(made[-1]), status=299),
            b"json": Reply(Stream(made[-1]), media_type=JSON),
        }
        return answers.get(call.headers[b"x-want"], Stream(made[-1]))

    condition = [parameter("If-None-Match", {"type": "string"}, "header")]
    app = serve(
        document({"/things": {"get": declared(parameters=condition)}}), make_thing=make_thing
    )
    for want, method, status in (
        ("304", "GET", 304),
        ("500", "GET", 500),
        ("json", "GET", 500),
        ("head", "HEAD", 200),
        ("500", "HEAD", 500),
    ):
        headers = {"X-Want": want, **({"If-None-Match": '"a"'} if want == "304" else {})}
        answer = ask(app, method=method, headers=headers)
        assert answer.status_code == status, want
        assert (answer.content == b"") == (method == "HEAD" or status == 304)
        assert made[-1].closed, want


def test_a_stream_that_fails_when_it_is_closed_is_told_to_the_log(serve, caplog):
    class Stubborn(Closable):
        def close(self) -> None:
            raise RuntimeError("not yet")

    app = serve(
        document({"/things": {"get": declared()}}), make_thing=lambda call: Stream(Stubborn())
    )
    assert ask(app, method="HEAD").status_code == 200
    assert "not yet" in caplog.text


def test_a_server_that_stops_finishes_the_file_that_it_sends(app):
    entered, release = threading.Event(), threading.Event()

    def slow() -> bytes:
        entered.set()
        release.wait(20)
        return b"second"

    with running(app(Archive(b"first", slow))) as server, server.connect() as connection:
        got = until(connection, b"first")
        assert entered.wait(20)
        server.server.should_exit = True
        release.set()
        got += until(connection, b"0\r\n\r\n")
    assert got.endswith(b"6\r\nsecond\r\n0\r\n\r\n")
