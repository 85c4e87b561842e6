"""Traces sent to a collector by OpenTelemetry (the extra `otel`), if an operator has named one.

The variables are OpenTelemetry's own: `OTEL_EXPORTER_OTLP_ENDPOINT` says where to, and sampler,
headers, attributes and batches have theirs. Without them nothing of OpenTelemetry is imported. Its
own notion of the current span is not used: domain/trace.py has one, which log lines and rows share.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from threading import Timer
from typing import TYPE_CHECKING, Any

from domain import trace
from domain.adapters.settings import BadSetting
from domain.ports import Kind, Tracing

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span

LAST_SECONDS = 2
"""So long is what has not been sent yet tried to be sent at the end."""

ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


def wanted(environment: Mapping[str, str]) -> str | None:
    """Give the variable that asks for traces to be sent; None when nobody does."""
    if environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return None
    if environment.get("OTEL_TRACES_EXPORTER", "otlp") not in ("otlp", ""):
        return None
    return next((name for name in ENDPOINTS if environment.get(name)), None)


@contextmanager
def open_tracing(environment: Mapping[str, str] | None = None) -> Iterator[Tracing | None]:
    """Send traces while the block lasts, where the environment says so; the rest at its end.

    Raises BadSetting when the extra is not installed, or a protocol is asked for that it lacks.
    """
    values = os.environ if environment is None else environment
    asked = wanted(values)
    if asked is None:
        yield None
        return
    protocol = values.get("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    if protocol not in ("", "http/protobuf"):
        raise BadSetting(f"OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf: {protocol!r}.")
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ImportError as missing:
        needs = f"needs the Python package {missing.name}: install spolvero[otel]"
        raise BadSetting(f"{asked} {needs}.") from None
    exporter = OTLPSpanExporter()
    provider = provider_of(exporter)
    try:
        yield Spans(provider)
    finally:
        # The exporter would try again for ten seconds, which is longer than a stop may take.
        patience = Timer(LAST_SECONDS, exporter.shutdown)
        patience.daemon = True
        patience.start()
        provider.shutdown()
        patience.cancel()


def provider_of(exporter: "SpanExporter") -> "TracerProvider":
    """Make what sends spans by this exporter, in batches and from a thread of its own."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.id_generator import RandomIdGenerator

    class SameTraceId(RandomIdGenerator):
        """Begins a trace under the id that the log, the answer and the rows have for it."""

        def generate_trace_id(self) -> int:
            """Give the current trace's id."""
            return int(trace.current() or trace.drawn(), 16)

    ours = {"service.name": "spolvero", "service.version": version("spolvero")}
    if os.environ.get("OTEL_SERVICE_NAME") or "service.name=" in os.environ.get(
        "OTEL_RESOURCE_ATTRIBUTES", ""
    ):
        del ours["service.name"]  # what a program says goes before what its operator says
    provider = TracerProvider(
        id_generator=SameTraceId(), resource=Resource.create(ours), shutdown_on_exit=False
    )
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


class Spans:
    """Tracing by OpenTelemetry."""

    def __init__(self, provider: "TracerProvider") -> None:
        from opentelemetry.trace import SpanKind

        self._tracer = provider.get_tracer("spolvero", version("spolvero"))
        self._kinds = {
            "server": SpanKind.SERVER,
            "consumer": SpanKind.CONSUMER,
            "internal": SpanKind.INTERNAL,
        }

    def begin(
        self,
        name: str,
        kind: Kind,
        trace_id: str,
        parent: str | None = None,
        *,
        wanted: bool = True,
        facts: Mapping[str, str | int | float],
    ) -> "Recorded":
        """Begin a span of this trace under the span `parent`."""
        from opentelemetry.context import Context
        from opentelemetry.trace import (
            NonRecordingSpan,
            SpanContext,
            TraceFlags,
            set_span_in_context,
        )

        above = Context()
        if parent is not None:
            flags = TraceFlags(TraceFlags.SAMPLED if wanted else TraceFlags.DEFAULT)
            remote = SpanContext(int(trace_id, 16), int(parent, 16), True, flags)
            above = set_span_in_context(NonRecordingSpan(remote), above)
        with trace.under(trace_id):
            span = self._tracer.start_span(
                name, context=above, kind=self._kinds[kind], attributes=dict(facts)
            )
        return Recorded(span)


class Recorded:
    """One span of OpenTelemetry."""

    def __init__(self, span: "Span") -> None:
        self._span = span

    @property
    def id(self) -> str | None:
        """Its id; None when this trace is not sampled."""
        context = self._span.get_span_context()
        return f"{context.span_id:016x}" if context.trace_flags.sampled else None

    def note(self, **facts: Any) -> None:
        """Say more about it."""
        self._span.set_attributes(facts)

    def end(self, *, failed: str | None = None) -> None:
        """Say that the work is over."""
        from opentelemetry.trace import StatusCode

        if failed is not None:
            self._span.set_attribute("error.type", failed)
            self._span.set_status(StatusCode.ERROR)
        self._span.end()
