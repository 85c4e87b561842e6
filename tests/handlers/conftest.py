"""What the tests of the HTTP floor share: bytes sent as they are, and what makes a good refusal."""

import http.client
import json
import re
import socket
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from domain.users import Caller, User
from domain.vocabulary import AuthMethod, Role
from handlers.app import bundle
from handlers.contract import Contract
from tests.conftest import NO_TLS, Api
from tests.handlers.tiny import nowhere

LEAKS = ("Traceback", ".py", "/tmp", "/work", "/home", "site-packages", "sqlite", "SELECT ")

_REGISTRY = Registry().with_resource("urn:bundle", DRAFT202012.create_resource(bundle()))


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(
        {"$ref": f"urn:bundle#/components/schemas/{name}"},
        registry=_REGISTRY,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


PROBLEM = _validator("Problem")


def _operation_at(method: str, path: str) -> dict[str, Any] | None:
    """Find the operation that answers there, templates filled by anything."""
    path = path.removeprefix("/api/v1")
    for template, item in sorted(bundle()["paths"].items(), key=lambda pair: "{" in pair[0]):
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path):
            return item.get("get" if method == "HEAD" else method.lower())
    return None


def _refused(answer: httpx.Response, problem: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(answer.content)
    method = answer.request.method
    path = answer.request.extensions.get("target", answer.request.url.path).partition("?")[0]
    said = f"{method} {path} -> {answer.text}"
    assert body["type"] == f"https://spolvero.dev/problems/{problem}", said
    assert answer.headers["content-type"] == "application/problem+json", said
    assert [error.message for error in PROBLEM.iter_errors(body)] == [], said
    assert body["status"] == answer.status_code, said
    assert body["trace_id"] == answer.headers["x-trace-id"], said
    assert [leak for leak in LEAKS if leak in answer.text] == [], said
    operation = _operation_at(method, path)
    declared = {"404", "405"} if operation is None else operation["responses"].keys()
    assert str(answer.status_code) in declared, said
    return body


@pytest.fixture
def refused() -> Callable[[httpx.Response, str], dict[str, Any]]:
    """Check that an answer is the documented problem of this type in every detail; give it."""
    return _refused


@pytest.fixture
def fits() -> Callable[[str, object], bool]:
    """Tell, by the reference implementation, whether a value fits the schema of this name."""
    return lambda name, value: _validator(name).is_valid(value)


@pytest.fixture
def send(api: httpx.Client) -> Callable[..., httpx.Response]:
    """Send a request as these very bytes: request line, header lines, body."""

    def send(line: str, *headers: str, body: bytes = b"", token: bool = True) -> httpx.Response:
        head = [f"{line} HTTP/1.1", "Host: studio", "Connection: close", *headers]
        if token:
            head.append(f"Authorization: {api.headers['Authorization']}")
        raw = "\r\n".join([*head, "", ""]).encode("latin-1") + body
        method, _, target = line.partition(" ")
        address = (api.base_url.host, api.base_url.port)
        with socket.create_connection(address, timeout=10) as connection:
            connection.sendall(raw)
            reply = http.client.HTTPResponse(connection, method=method)
            reply.begin()
            return httpx.Response(
                reply.status,
                headers=reply.getheaders(),
                content=reply.read(),
                request=httpx.Request(method, "http://studio", extensions={"target": target}),
            )

    return send


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Contract]:
    """Make the application of a contract and the handlers of its tag `things`."""

    def serve(contract: dict[str, Any], kind: type[Contract] = Contract, **handlers: Any) -> Any:
        things = ModuleType("tiny.things")
        vars(things).update(handlers)
        monkeypatch.setitem(sys.modules, "tiny.things", things)

        def identify(call: Any) -> Caller | None:
            if b"authorization" not in call.headers:
                return None
            role = Role(call.headers[b"authorization"].decode())
            return Caller(User(id="usr", name="Ann", role=role), AuthMethod.TOKEN)

        return kind(nowhere, contract, None, identify, package="tiny", max_body_bytes=1000)

    return serve


@pytest.fixture
def browser(api: Api) -> Iterator[httpx.Client]:
    """A client that keeps cookies, as a browser does."""
    with new_browser(api.base_url) as browser:
        yield browser


def new_browser(base_url: httpx.URL) -> httpx.Client:
    """Make a client with a jar of its own that trusts this machine itself without TLS."""

    def send_secure_cookies_too(request: httpx.Request) -> None:
        if kept := browser.cookies:
            request.headers["Cookie"] = "; ".join(f"{name}={kept[name]}" for name in kept)

    browser = httpx.Client(
        base_url=base_url, event_hooks={"request": [send_secure_cookies_too]}, verify=NO_TLS
    )
    return browser
