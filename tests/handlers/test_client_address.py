"""Whose address a client's is, with and without a proxy in front."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from domain.tries import SignInTries
from handlers.app import create_app
from handlers.server import Server

FORWARDED = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}


@pytest.fixture
def counted(studio: Any) -> Callable[..., set[str]]:
    """Fail to sign in through a server that trusts these proxies; give for whom it was counted."""
    contract = create_app(studio)

    @contextmanager
    def serving(trusted: Sequence[str]) -> Iterator[str]:
        server = Server(contract, trusted)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
            thread.start()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1/session"
            server.should_exit = True
            thread.join()

    def counted(*trusted: str) -> set[str]:
        with serving(trusted) as url:
            refused = httpx.post(url, json={"link": "x"}, headers=FORWARDED)
        assert refused.status_code == 401
        with studio.work() as work:
            rows = work.session.query(SignInTries).all()
            for row in rows:
                work.session.delete(row)
            return {row.key.removeprefix("address:") for row in rows}

    return counted


def test_only_a_proxy_that_the_operator_trusts_may_say_whose_a_request_is(counted):
    assert counted() == {"127.0.0.1"}
    assert counted("10.0.0.0/8") == {"127.0.0.1"}
    assert counted("127.0.0.1") == {"203.0.113.9"}
    assert counted("127.0.0.0/8", "203.0.113.0/24") == {"198.51.100.1"}
