"""What is counted and measured, by service; units are in the names. One registry per process, shown at /metrics."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

REGISTRY = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

HTTP_REQUEST_SECONDS = Histogram(
    "http_request_seconds", "Time to answer a request", ["service", "method", "route", "status"], buckets=_FAST, registry=REGISTRY
)
HTTP_REQUESTS_IN_PROGRESS = Gauge("http_requests_in_progress", "Requests being answered", ["service"], registry=REGISTRY)
HANDLED_COMMANDS = Counter("handled_commands_total", "Commands decided and stored by this process", ["service"], registry=REGISTRY)
REFUSED = Counter("refused_total", "Requests a rule forbade", ["service", "slug"], registry=REGISTRY)
LOG_POSITION = Gauge("log_position", "Events in the log", ["service"], registry=REGISTRY)
RELAY_POSITION = Gauge("relay_position", "Last log position acknowledged by the broker", ["service"], registry=REGISTRY)
RELAY_LAG_EVENTS = Gauge("relay_lag_events", "Stored events not yet acknowledged by the broker", ["service"], registry=REGISTRY)
RELAY_LAG_SECONDS = Gauge(
    "relay_lag_seconds", "Age of the oldest stored event not yet acknowledged by the broker", ["service"], registry=REGISTRY
)
CONSUMER_PENDING = Gauge("consumer_pending", "Messages waiting at the broker", ["service", "consumer"], registry=REGISTRY)
PROJECTION_LAG_EVENTS = Gauge(
    "projection_lag_events", "Stored events a projection has not seen", ["service", "projection"], registry=REGISTRY
)
PARKED_EVENTS = Gauge("parked_events", "Messages waiting for an operator", ["service", "source"], registry=REGISTRY)
TIMERS_OVERDUE = Gauge("timers_overdue", "Timers due but not yet fired", ["service"], registry=REGISTRY)
READY = Gauge("ready", "1 while the check holds", ["check"], registry=REGISTRY)


def exposition() -> tuple[bytes, str]:
    """The metrics of this process and their content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
