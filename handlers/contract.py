"""The bridge: an OpenAPI 3.1 contract in, an ASGI application out, with Connexion in between.

Connexion 3.3 reads OpenAPI 3.0 only and checks with Draft 4, so it is given a *routing view*: the
same paths and operationIds under a 3.0 label, with no schema in it. From that its own
specification, operation and resolver classes say which function handles what; each operation then
becomes one precompiled executor (handlers/bridge/) that works from the authored contract.
docs/decisions/0003-routing-view.md has the reasons.
"""

import importlib
import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import quote

from connexion.middleware.abstract import AbstractRoutingAPI, SpecMiddleware
from connexion.operations import AbstractOperation
from connexion.resolver import Resolver
from connexion.spec import Specification
from starlette.types import ASGIApp, Receive, Scope, Send

from domain import trace
from domain.ports import Span, Tracing
from domain.users import Caller
from domain.vocabulary import ProblemType
from domain.work import Studio
from handlers.bridge import bodies
from handlers.bridge.executor import Executor, problem_reply
from handlers.bridge.replies import TRACE_HEADER, Replies, Wire
from handlers.bridge.routes import Routes
from handlers.bridge.schemas import Schemas
from handlers.bridge.security import Identify, Security
from handlers.bridge.streams import Streams
from handlers.bridge.tally import Tally
from handlers.call import Call
from handlers.noting import Noting
from handlers.problems import Problem

log = logging.getLogger("spolvero.api")
access = logging.getLogger("spolvero.access")

WAITERS = 4
"""How many may wait at once for the same: a slow hash, a provider."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Version 00 ends with the flags; a later one may add to them. There is no version ff.
TRACEPARENT = re.compile(
    rb"(?:(00)|(?!00|ff)[0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})"
    rb"(?(1)|(?:-.*)?)"
)
TRACE_ID = re.compile(rb"(?!0{32})[0-9a-f]{32}")
SAMPLED = 1
"""The flag of a `traceparent` whose sender records the trace (Trace Context, 3.2.2.5)."""

AS_DECLARED = (b"x-content-type-options", b"nosniff")
"""Nothing is taken for another media type than it says, such as a picture for a page."""


def operations(bundle: Mapping[str, Any]) -> dict[str, tuple[str, str, Mapping[str, Any]]]:
    """Give each operation's path, method and declaration by operationId. Raises ValueError.

    Connexion would quietly check one path with another's schema if two had the same operationId.
    """
    found: dict[str, tuple[str, str, Mapping[str, Any]]] = {}
    for path, item in bundle["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            operation_id = item[method].get("operationId")
            if operation_id is None:
                raise ValueError(f"{method.upper()} {path} has no operationId")
            if operation_id in found:
                raise ValueError(f"two operations are called {operation_id}")
            shared = item.get("parameters", [])
            declared = {
                **item[method],
                "parameters": [*shared, *item[method].get("parameters", [])],
            }
            found[operation_id] = (path, method, declared)
    return found


def routing_view(bundle: Mapping[str, Any], package: str) -> dict[str, Any]:
    """Derive the OpenAPI 3.0 document that Connexion gets: paths, names, nothing to check.

    An operation is handled by the function of its name in the module of its tag.
    """
    paths: dict[str, Any] = {}
    for operation_id, (path, method, declared) in operations(bundle).items():
        paths.setdefault(path, {})[method] = {
            "operationId": operation_id,
            "x-openapi-router-controller": f"{package}.{declared['tags'][0]}",
            "responses": {"200": {"description": "See the contract."}},
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in re.findall(r"{(\w+)}", path)
            ],
        }
    info = {"title": bundle["info"]["title"], "version": bundle["info"]["version"]}
    return {"openapi": "3.0.3", "info": info, "paths": paths}


class _Routing(AbstractRoutingAPI[Executor]):  # type: ignore[misc]
    """Connexion's walk over the paths, filling our route table."""

    def __init__(self, contract: "Contract", *args: Any, **kwargs: Any) -> None:
        self._contract = contract
        super().__init__(*args, **kwargs)

    def make_operation(self, operation: AbstractOperation) -> Executor:
        return self._contract.compile(operation)

    @staticmethod
    def _framework_path_and_name(operation: AbstractOperation, path: str) -> tuple[str, str]:
        return path, path

    def _add_operation_internal(
        self, method: str, path: str, operation: Executor, name: str | None = None
    ) -> None:
        self._contract.routes.add(method.upper(), self.base_path + path, operation)

    def _handle_add_operation_error(self, path: str, method: str, exc: Exception) -> None:
        operation_id = self._contract.bundle["paths"][path][method]["operationId"]
        raise ValueError(f"operation {operation_id}: {exc}") from exc


class Contract(SpecMiddleware):  # type: ignore[misc]
    """Serves a contract under its base path; every other path goes on to `app`."""

    def __init__(
        self,
        app: ASGIApp,
        bundle: Mapping[str, Any],
        studio: Studio,
        identify: Identify,
        *,
        remember: Callable[[Studio, Caller], None] | None = None,
        package: str = "handlers",
        max_body_bytes: int = 1_048_576,
        threads: int = 1,
        tracing: Tracing | None = None,
        noting: Noting | None = None,
    ) -> None:
        """Compile every operation now: what cannot work stops the start and is named.

        `remember` writes down, after an answer, that its asker's proof has come.
        """
        self.app = app
        self.routes = Routes()
        self._studio = studio
        self._tracing = tracing
        self.bundle = bundle
        self._operations = operations(bundle)
        self._schemas = Schemas(bundle)
        self._identify = identify
        self._remember = remember
        self._remembering: set[str] = set()
        self._max_body_bytes = max_body_bytes
        # Apart, so that whoever reads does not wait for whoever waits to write.
        self._readers = ThreadPoolExecutor(threads, thread_name_prefix="reader")
        self._writers = ThreadPoolExecutor(threads, thread_name_prefix="writer")
        # Files that are sent may take seconds to be looked through before anything is written.
        self._takers = ThreadPoolExecutor(max(threads, 2), thread_name_prefix="taker")
        self._waiters: dict[str, ThreadPoolExecutor] = {}
        self._streams = Streams()
        self._noting = noting
        self._base_path = bundle["servers"][0]["url"]
        self._under = self._base_path + "/"
        self._nowhere = Replies(_anything_about(bundle), self._schemas)
        self._elsewhere = Tally()
        self._executors: dict[str, Executor] = {}
        self.add_api(
            Specification.from_dict(routing_view(bundle, package)),
            base_path=self._base_path,
            resolver=Resolver(_handler),
        )

    def add_api(self, specification: Specification, **options: Any) -> None:
        """Let Connexion walk over the specification."""
        _Routing(self, specification, **options)

    def compile(self, operation: AbstractOperation) -> Executor:
        """Make the executor of an operation that Connexion has found the function of."""
        operation_id = operation.operation_id.rpartition(".")[2]
        declared = self._operations[operation_id][2]
        executor = self._executors[operation_id] = Executor(
            operation_id,
            declared,
            operation.function,
            self._schemas,
            Security(
                declared.get("security", self.bundle.get("security", [])), declared.get("x-scope")
            ),
            self._identify,
            self._pool_for(operation, declared),
        )
        return executor

    def tallies(self) -> dict[str, Tally]:
        """Give what each operation has answered so far; under "" what none of them has."""
        return {name: each.tally for name, each in self._executors.items()} | {"": self._elsewhere}

    @property
    def open_streams(self) -> int:
        """How many streams of events are being read."""
        return self._streams.open

    def _pool_for(
        self, operation: AbstractOperation, declared: Mapping[str, Any]
    ) -> ThreadPoolExecutor:
        what = getattr(operation.function, "waits_for", None)
        if what is not None:
            if what not in self._waiters:
                name = f"waiter for {what}"
                self._waiters[what] = ThreadPoolExecutor(WAITERS, thread_name_prefix=name)
            return self._waiters[what]
        body = self._schemas.resolve(declared.get("requestBody", {}))
        if any(media_type != bodies.JSON for media_type in body.get("content", ())):
            return self._takers
        return self._readers if operation.method == "get" else self._writers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope.get("path", "")
        ours = path.startswith(self._under) or path == self._base_path
        if scope["type"] != "http" or not ours:
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = _headers(scope["headers"])
        method = scope["method"]
        found = self.routes.find(path)
        trace_id, parent = _trace(headers)
        call = Call(
            studio=self._studio,
            method=method,
            path=path,
            query=scope["query_string"],
            headers=headers,
            path_values=found[1] if found else {},
            trace_id=trace_id,
            client=(scope.get("client") or ("",))[0],
            scheme=scope.get("scheme", "http"),
        )
        operation = found[0].operations.get(method) if found else None
        span = None
        if self._tracing is not None:
            span = self._begin_span(call, operation, parent)
        try:
            wire = await self._answer(call, operation, found[0].allow if found else None, receive)
        except bodies.Gone:
            if span is not None:
                span.end(failed="Gone")
            return
        seconds = time.perf_counter() - started
        tally = self._elsewhere if operation is None else operation.tally
        tally.answered(wire.status, seconds)
        if self._noting is not None:
            self._noting.note(call, operation.id if operation else None, wire.status, seconds)
        wire.headers.append((TRACE_HEADER.encode(), call.trace_id.encode()))
        wire.headers.append(AS_DECLARED)
        body = wire.body
        try:
            head = {"type": "http.response.start", "status": wire.status, "headers": wire.headers}
            await send(head)
            if isinstance(body, bytes):
                said = b"" if method == "HEAD" else body
                await send({"type": "http.response.body", "body": said})
            if call.caller is not None and call.caller.unseen:
                self._note_use(call.caller)
            if not isinstance(body, bytes) and operation is not None:
                welcome = partial(operation.still_admits, call)
                await self._streams.send(body, call, operation.id, tally, receive, send, welcome)
        finally:
            if span is not None:
                _end_span(span, call, wire.status)
            if access.isEnabledFor(logging.INFO):
                self._note(call, operation, wire.status, time.perf_counter() - started)

    @staticmethod
    def _note(call: Call, operation: Executor | None, status: int, seconds: float) -> None:
        """Write the request's line into the log. What was asked for may hold secrets: not here."""
        path = quote(call.path)  # so that nobody can write a line of his own into the log
        fields: dict[str, str | int | float] = {
            "trace_id": call.trace_id,
            "method": call.method,
            "path": path,
            "status": status,
            "duration_ms": round(seconds * 1000, 1),
        }
        if operation is not None:
            fields["operation"] = operation.id
        if call.caller:
            fields["user_id"] = call.caller.user.id
        said = "%s %s %d %.1f ms"
        access.info(
            said, call.method, path, status, fields["duration_ms"], extra={"fields": fields}
        )

    def _begin_span(
        self, call: Call, operation: Executor | None, parent: re.Match[bytes] | None
    ) -> Span:
        """Begin to record a request (OpenTelemetry's semantic conventions for HTTP servers)."""
        facts = {"http.request.method": call.method, "url.path": call.path, "url.scheme": "http"}
        name = call.method
        if operation is not None:
            name = operation.id
            facts["http.route"] = self._base_path + self._operations[name][0]
        assert self._tracing is not None
        span = self._tracing.begin(
            name,
            "server",
            call.trace_id,
            parent[3].decode() if parent else None,
            wanted=parent is None or bool(int(parent[4], 16) & SAMPLED),
            facts=facts,
        )
        call.span_id = span.id
        return span

    def close(self) -> None:
        """End the open streams of events, so that a server that stops need not wait for them.

        Call it on the event loop (handlers/server.py does, before uvicorn waits).
        """
        self._streams.close()

    def stop(self) -> None:
        """End what it does beside answering, after the last answer."""
        if self._noting is not None:
            self._noting.stop()

    def _note_use(self, caller: Caller) -> None:
        """Have it written down that this proof was used, once for those who use it at once."""
        if self._remember is None or caller.proof_id in self._remembering:
            return
        self._remembering.add(caller.proof_id)
        done = self._writers.submit(self._remember, self._studio, caller)
        done.add_done_callback(lambda _: self._remembering.discard(caller.proof_id))

    async def _answer(
        self, call: Call, operation: Executor | None, allow: str | None, receive: Receive
    ) -> Wire:
        if operation is not None:
            if operation.body is not None:
                try:
                    most = self._max_body_bytes
                    if operation.body.limits:
                        most = operation.body.most(call.headers, most)
                        if most > self._max_body_bytes:
                            await operation.admit(call)
                    call.raw_body = await bodies.read(receive, call.headers, most)
                except bodies.Gone:
                    raise
                except Exception as refusal:
                    return operation.refuse(call, refusal)
            return await operation.answer(call)
        if allow is None:
            problem = Problem(ProblemType.NOT_FOUND, "Nothing of the contract is at this path.")
        else:
            detail = f"{call.method} is not allowed here; {allow} is."
            problem = Problem(ProblemType.METHOD_NOT_ALLOWED, detail, headers={"Allow": allow})
        self._elsewhere.refused(problem.kind)
        return self._nowhere.wire(problem_reply(problem, call))


def _handler(name: str) -> Any:
    """Find the function `package.module.function`. Raises AttributeError, ImportError."""
    module, _, function = name.rpartition(".")
    return getattr(importlib.import_module(module), function)


def _headers(lines: Sequence[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Give headers by name; one that was sent in several lines is one list (RFC 9110, 5.3)."""
    headers = dict(lines)
    if len(headers) != len(lines):
        for name in headers:
            joint = b"; " if name == b"cookie" else b", "
            headers[name] = joint.join(value for each, value in lines if each == name)
    return headers


def _trace(headers: Mapping[bytes, bytes]) -> tuple[str, re.Match[bytes] | None]:
    """Take the trace id of a W3C `traceparent` (Trace Context, 3.2.2), or else of `X-Trace-Id`.

    What cannot be one is as if it had not been sent, and a new one is drawn. With the id comes what
    matched in `traceparent`: version, trace id, parent, flags.
    """
    parent = headers.get(b"traceparent")
    if parent is not None and (match := TRACEPARENT.fullmatch(parent)):
        return match[2].decode(), match
    given = headers.get(b"x-trace-id")
    if given is not None and TRACE_ID.fullmatch(given):
        return given.decode(), None
    return trace.drawn(), None


def _end_span(span: Span, call: Call, status: int) -> None:
    span.note(**{"http.response.status_code": status})
    if call.caller:
        span.note(**{"user.id": call.caller.user.id})
    span.end(failed=str(status) if status >= 500 else None)


def _anything_about(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """Declare what is answered where no operation is: 404 and 405, as the contract words them."""
    shared = bundle["components"]["responses"]
    return {
        "200": {"description": "Never given."},
        "404": shared["NotFound"],
        "405": shared["MethodNotAllowed"],
    }
