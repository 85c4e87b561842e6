"""Requests go out as they are, and what comes back is told as it is, over real sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from codegen.verify.adapter import Adapter
from codegen.verify.exchange import Reply, Request, Transport
from codegen.verify.transport import Http, Late, Layered, Unreachable

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def server(answer: Callable[[int, bytes], bytes | None]) -> Iterator[tuple[str, list[bytes]]]:
    """Answers each request by its number with bytes; None hangs up. Closes after `close`."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                while True:
                    try:
                        data = connection.recv(65536)
                    except OSError:
                        break
                    if not data:
                        break
                    heard.append(data)
                    reply = answer(len(heard), data)
                    if reply is None:
                        break
                    connection.sendall(reply)
                    if b"no-more" in reply:
                        break

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


@pytest.fixture
def http() -> Iterator[Http]:
    found = Http(timeout=5)
    yield found
    found.close()


def get(url: str) -> Request:
    return Request("it", "GET", url, {})


def test_names_of_headers_are_in_lower_case_and_several_of_one_name_are_joined(http):
    reply = b"HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 0\r\n\r\n"
    with server(lambda *_: reply) as (url, heard):
        assert http(get(f"{url}/a?b=%20")).headers["x-a"] == "1, 2"
    assert heard[0].startswith(b"GET /a?b=%20 HTTP/1.1\r\n")


def test_a_connection_is_kept(http):
    ports = []

    def answer(number: int, data: bytes) -> bytes:
        ports.append(number)
        return OK

    with server(answer) as (url, _):
        assert [http(get(url)).body for _ in range(3)] == [b"ok"] * 3
    assert http.count == 3


def test_no_redirection_is_followed(http):
    reply = b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
    with server(lambda *_: reply) as (url, heard):
        assert http(get(url)).status == 302
    assert len(heard) == 1


def test_a_server_that_is_busy_is_asked_again(http):
    busy = b"HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
    with server(lambda number, _: busy if number < 3 else OK) as (url, heard):
        assert http(get(url)).status == 200
    assert len(heard) == 3


def test_a_server_that_is_busy_for_long_is_not_waited_for(http):
    busy = b"HTTP/1.1 503 Later\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"
    with server(lambda *_: busy) as (url, heard):
        assert http(get(url)).status == 503
    assert len(heard) == 1


def test_a_connection_that_was_closed_meanwhile_is_opened_again(http):
    closing = OK.replace(b"Content", b"X-Last: no-more\r\nContent")
    with server(lambda *_: closing) as (url, heard):
        assert http(get(url)).status == 200
        assert http(get(url)).status == 200
    assert len(heard) == 2


def test_a_server_that_hangs_up_gives_no_answer(http):
    with (
        server(lambda *_: None) as (url, heard),
        pytest.raises(ConnectionError, match="hung up without an answer"),
    ):
        http(get(url))
    assert len(heard) == 2


def test_an_answer_that_is_late_or_breaks_off_is_told():
    http = Http(timeout=0.2)
    with server(lambda *_: b"HTTP/1.1 200") as (url, _), pytest.raises(Late):
        http(get(url))
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nx: no-more\r\n\r\nok"
    with server(lambda *_: cut) as (url, _), pytest.raises(ConnectionError, match="broke off"):
        http(get(url))
    http.close()


def test_nobody_listening_is_told_apart(http):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            http(get(f"http://127.0.0.1:{taken.getsockname()[1]}"))


def test_of_a_stream_that_does_not_end_the_beginning_is_read(http):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n"
    with server(lambda *_: head) as (url, _):
        assert http(get(url)).body == b"data: 1\n\n"


def test_layers_see_a_request_in_their_order_and_may_change_both():
    def inner(request: Request) -> Reply:
        return Reply(200, {}, request.url.encode())

    def first(request: Request, forward: Transport) -> Reply:
        reply = forward(Request("it", "GET", request.url + "1", {}))
        return Reply(201, {}, reply.body + b"!")

    def second(request: Request, forward: Transport) -> Reply:
        return forward(Request("it", "GET", request.url + "2", {}))

    layered = Layered(inner, (first, second))
    assert layered(get("x")) == Reply(201, {}, b"x12!")


def test_requests_goes_through_the_same_transport(http):
    heard: list[tuple[str, int]] = []
    with server(lambda *_: OK) as (url, _):
        session = requests.Session()
        session.mount(
            "http://",
            Adapter(
                http,
                named=lambda request: f"named {request.method}",
                heard=lambda request, reply: heard.append((request.operation, reply.status)),
            ),
        )
        response = session.post(f"{url}/a", json={"b": 1})
        assert (response.status_code, response.text) == (200, "ok")
    assert heard == [("named POST", 200)]
