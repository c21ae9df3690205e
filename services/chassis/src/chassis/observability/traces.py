"""Traces over OTLP when a collector is configured; otherwise spans cost nothing and go nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opentelemetry import propagate, trace

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

_TRACER = "doithoai"


def configure_traces(service: str, endpoint: str | None) -> "TracerProvider | None":
    """Send spans to the collector at `endpoint` (`http://collector:4318`); None turns tracing off. Call `shutdown()` on the result at the end.

    The first service of a process decides: the answer for the others is None. The exporter is loaded only then: a process without traces does not pay for it.
    """
    if not endpoint or not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: f"doithoai-{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")))
    trace.set_tracer_provider(provider)
    return provider


@contextmanager
def span(title: str, *, traceparent: str | None = None, **attributes: str | int) -> Iterator[trace.Span]:
    """A unit of work in the trace, a child of the current span or of a W3C `traceparent` from a message or stored event."""
    parent = propagate.extract({"traceparent": traceparent}) if traceparent else None
    with trace.get_tracer(_TRACER).start_as_current_span(title, context=parent, attributes=attributes, record_exception=False) as current:
        yield current


def traceparent() -> str | None:
    """The current span as a W3C `traceparent`, to be stored with events and sent with messages; None while tracing is off."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get("traceparent")
