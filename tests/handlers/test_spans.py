"""Traces as a collector gets them: a request, the job that it asked for, and the drawing."""

import asyncio
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from domain import rendering
from domain.adapters import spans
from domain.adapters.settings import BadSetting
from domain.holds import Holds
from domain.jobs import Job
from handlers.app import create_app
from tests.conftest import ADMIN_TOKEN

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
FOX = {"prompt": "a red fox", "steps": 1, "width": 64, "height": 64}

pytest.importorskip("opentelemetry.exporter.otlp", reason="the extra otel is not installed")


@pytest.fixture
def collector(monkeypatch):
    """A collector on a port of its own; give what it was sent, each span by its name."""
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            sent = ExportTraceServiceRequest()
            length = int(self.headers["Content-Length"])
            sent.ParseFromString(self.rfile.read(length))
            got.extend(
                span
                for resource in sent.resource_spans
                for scope in resource.scope_spans
                for span in scope.spans
            )
            services.update(
                each.value.string_value
                for resource in sent.resource_spans
                for each in resource.resource.attributes
                if each.key == "service.name"
            )
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    services = set()
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    for name in ("OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_TRACES_SAMPLER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    yield lambda: ({span.name: span for span in got}, services)
    server.shutdown()
    thread.join()
    server.server_close()


def facts(span):
    """Give a span's attributes."""
    return {
        each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes
    }


def asked(studio, *requests):
    """Send requests to an application, one after the other; give the answers."""

    async def ask():
        transport = httpx.ASGITransport(create_app(studio))
        headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
        url = "http://studio/api/v1"
        async with httpx.AsyncClient(transport=transport, base_url=url, headers=headers) as client:
            return [await client.request(*words, **more) for words, more in requests]

    return asyncio.run(ask())


def test_a_request_its_job_and_the_drawing_are_one_trace(studio, engine, collector):
    parent = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
    with spans.open_tracing() as tracing:
        recording = replace(studio, tracing=tracing)
        answer, _ = asked(
            recording,
            (("POST", "/jobs"), {"json": FOX, "headers": parent}),
            (("GET", "/nothing"), {"headers": {"X-Trace-Id": TRACE}}),
        )
        assert rendering.work_off(recording, engine, Holds(time.monotonic)) == 1
    sent, services = collector()
    assert services == {"spolvero"}
    request, job, drawing, nowhere = (
        sent[name] for name in ("queue_job", "render_job", "draw", "GET")
    )
    assert {span.trace_id.hex() for span in sent.values()} == {TRACE}
    assert request.parent_span_id.hex() == PARENT
    assert job.parent_span_id == request.span_id
    assert drawing.parent_span_id == job.span_id
    assert nowhere.parent_span_id == b""
    assert (request.kind, job.kind, drawing.kind) == (2, 5, 1)  # server, consumer, internal
    told = facts(request)
    assert told.pop("user.id").startswith("usr_")
    assert told == {
        "http.request.method": "POST",
        "http.response.status_code": 202,
        "http.route": "/api/v1/jobs",
        "url.path": "/api/v1/jobs",
        "url.scheme": "http",
    }
    assert facts(job)["spolvero.job.id"] == answer.json()["id"]
    assert facts(drawing) == {"spolvero.engine": engine.name, "spolvero.model": engine.model}


def test_what_fails_is_marked(studio, collector, monkeypatch):
    from handlers.represent import jobs as represent

    monkeypatch.setattr(represent, "jobs", lambda page: {"items": "none"})
    with spans.open_tracing() as tracing:
        asked(replace(studio, tracing=tracing), (("GET", "/jobs"), {}))
    sent, _ = collector()
    assert sent["list_jobs"].status.code == 2
    assert facts(sent["list_jobs"])["error.type"] == "500"


def test_a_trace_whose_sender_does_not_record_it_is_not_recorded_here(studio, collector):
    parent = {"traceparent": f"00-{TRACE}-{PARENT}-00"}
    with spans.open_tracing() as tracing:
        recording = replace(studio, tracing=tracing)
        (answer,) = asked(recording, (("POST", "/jobs"), {"json": FOX, "headers": parent}))
        assert answer.headers["x-trace-id"] == TRACE
    assert collector() == ({}, set())
    with studio.look() as work:
        job = work.get(Job, answer.json()["id"])
        assert (job.trace_id, job.span_id) == (TRACE, None)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": ""},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://otel:4318", "OTEL_SDK_DISABLED": "true"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://otel:4318", "OTEL_TRACES_EXPORTER": "none"},
    ],
)
def test_without_a_collector_nothing_is_recorded(environment):
    with spans.open_tracing(environment) as tracing:
        assert tracing is None


def test_a_protocol_that_the_studio_does_not_speak_stops_the_start():
    environment = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://otel:4317",
        "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc",
    }
    with (
        pytest.raises(BadSetting, match="OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf"),
        spans.open_tracing(environment),
    ):
        pass
