"""The studio's numbers at `/metrics`, for Prometheus and whatever reads the same formats.

It is no operation of the contract: not for the studio's users, and its format is Prometheus'. Who
may read it is the operator's choice: an admin's token or session by default.
"""

import hashlib
import logging
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from domain import away, measures
from domain.errors import StudioError
from domain.measures import Family, Times
from domain.vocabulary import ProblemType, Role
from domain.work import Studio
from handlers.auth import identify
from handlers.bridge.tally import BOUNDS, Tally
from handlers.call import Call
from handlers.contract import Contract
from handlers.problems import KINDS, problem_of

log = logging.getLogger("spolvero.api")

PATH = "/metrics"
PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}

Expose = Callable[[Sequence[Family], str], tuple[bytes, str]]
"""Writes families in the format that an `Accept` asks for; gives its media type too."""
Answer = tuple[int, dict[str, str], bytes]


class Metrics:
    """Answers for one process."""

    def __init__(self, studio: Studio, expose: Expose, *, public: bool = False) -> None:
        """`public`: whoever reaches it may read it."""
        self.contract: Contract | None = None
        """What answers requests in this process, if anything does."""
        self._studio, self._expose, self._public = studio, expose, public
        self._good: set[bytes] = set()

    def answer(self, headers: Mapping[bytes, bytes]) -> Answer:
        """Answer a GET with these headers, by lower-case name. It waits for the database."""
        try:
            refusal = None if self._public else self._refusal(headers)
        except Exception:
            log.exception("nobody could be asked who wants to read the metrics")
            refusal = 500, PLAIN, b"The log says what went wrong.\n"
        if refusal is not None:
            return refusal
        families = measures.read(self._studio)
        if self.contract is not None:
            families += of_requests(self.contract.tallies(), self.contract.open_streams)
        accept = headers.get(b"accept", b"").decode("latin-1")
        text, media_type = self._expose(families, accept)
        return 200, {"Content-Type": media_type, "Cache-Control": "no-store"}, text

    def _refusal(self, headers: Mapping[bytes, bytes]) -> Answer | None:
        """Say no to whoever is no admin.

        While the database is away nobody can be looked up; who was good at the last look may go on
        reading, since that is when the numbers are wanted.
        """
        credentials = headers.get(b"authorization", b"") + b"\n" + headers.get(b"cookie", b"")
        known = hashlib.sha256(credentials).digest()
        call = Call(
            studio=self._studio,
            method="GET",
            path=PATH,
            query=b"",
            headers=headers,
            path_values={},
            trace_id="",
        )
        try:
            caller = identify(call)
        except Exception as error:
            refusal = away.unavailable(error)
            if refusal is not None and known in self._good:
                return None
            if refusal is None and not isinstance(error, StudioError):
                raise
            self._good.discard(known)
            return _refused(refusal or error)
        if caller is None:
            return _said(401, "Send an admin's API token as `Authorization: Bearer …`.")
        if caller.user.role != Role.ADMIN:
            self._good.discard(known)
            return _said(403, "This needs the role admin.")
        self._good.add(known)
        return None

    async def respond(self, request: Request) -> Response:
        """Answer for Starlette."""
        status, headers, body = await run_in_threadpool(self.answer, dict(request.scope["headers"]))
        return Response(body, status, headers)


def _refused(error: Exception) -> Answer:
    assert isinstance(error, StudioError)
    problem = problem_of(error)
    status, headers, body = _said(KINDS[problem.kind][0], problem.detail)
    return status, {**headers, **problem.headers}, body


def _said(status: int, detail: str) -> Answer:
    challenge = {"WWW-Authenticate": 'Bearer realm="spolvero"'} if status == 401 else {}
    return status, {**PLAIN, **challenge}, f"{detail}\n".encode()


def of_requests(tallies: Mapping[str, Tally], streams: int) -> list[Family]:
    """Give what this process has answered, by operation; under "" what belongs to none."""
    asked = {name: tally for name, tally in tallies.items() if tally.statuses}
    return [
        Family(
            "spolvero_http_requests_total",
            "counter",
            "Requests that were answered, by operation and status.",
            ("operation", "status"),
            {
                (name, str(status)): many
                for name, tally in asked.items()
                for status, many in sorted(tally.statuses.copy().items())
            },
        ),
        Family(
            "spolvero_http_request_duration_seconds",
            "histogram",
            "From the head of a request to its answer; what is streamed is not waited for.",
            ("operation",),
            {
                (name,): Times(BOUNDS, [*tally.buckets], tally.seconds)
                for name, tally in asked.items()
            },
        ),
        Family(
            "spolvero_http_problems_total",
            "counter",
            "Requests that were refused or failed, by the last part of the problem's type.",
            ("operation", "problem"),
            {
                (name, kind.value.rpartition("/")[2]): many
                for name, tally in asked.items()
                for kind, many in _copied(tally)
            },
        ),
        Family(
            "spolvero_contract_violations_total",
            "counter",
            "Answers of ours that broke the contract, and did not leave.",
            ("operation",),
            # From the beginning, since Prometheus sees no growth from nothing.
            {(name,): tally.violations for name, tally in tallies.items() if name},
        ),
        Family(
            "spolvero_http_event_streams",
            "gauge",
            "Streams of events that are being read.",
            (),
            {(): streams},
        ),
    ]


def _copied(tally: Tally) -> list[tuple[ProblemType, int]]:
    return sorted(tally.problems.copy().items())


@contextmanager
def listening(metrics: Metrics, listener: socket.socket) -> Iterator[None]:
    """Serve the metrics, and nothing else, on a socket of their own while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.partition("?")[0] != PATH:
                status, headers, body = _said(404, "There is nothing here but /metrics.")
            else:
                given = {k.lower().encode(): v.encode("latin-1") for k, v in self.headers.items()}
                status, headers, body = metrics.answer(given)
            self.send_response_only(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a scrape every some seconds is no news."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server(listener.getsockname(), Handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
