"""An operator can ask whether a process lives, whether it can serve and why not, and for its numbers."""

import structlog
from fastapi import FastAPI
from web_client import visiting

from chassis.observability.health import Check, Finding, health_router
from chassis.observability.traces import configure_traces, span, traceparent


async def well() -> Finding:
    return Finding(ok=True)


async def behind() -> Finding:
    return Finding(ok=False, detail="relay 12 behind")


async def broken() -> Finding:
    raise ConnectionError("postgresql://user:secret@db")


def process(*checks: Check) -> FastAPI:
    app = FastAPI()
    app.include_router(health_router(lambda: checks))
    return app


async def test_a_process_with_all_it_needs_is_ready() -> None:
    async with visiting(process(Check("database", well))) as client:
        answer = await client.get("/readyz")
        assert (await client.get("/healthz")).json() == {"status": "alive"}
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


async def test_what_is_missing_is_listed_without_secrets() -> None:
    structlog.configure(processors=[structlog.processors.JSONRenderer()])
    async with visiting(process(Check("database", broken), Check("relay", behind), Check("broker", well))) as client:
        answer = await client.get("/readyz")
    structlog.reset_defaults()
    assert answer.status_code == 503
    assert answer.json()["checks"] == [
        {"name": "database", "ok": False, "detail": "ConnectionError"},
        {"name": "relay", "ok": False, "detail": "relay 12 behind"},
        {"name": "broker", "ok": True, "detail": ""},
    ]


async def test_requests_are_measured_by_route() -> None:
    async with visiting() as client:
        await client.get("/example/missing")
        text = (await client.get("/metrics")).text
    assert 'http_request_seconds_count{method="GET",route="/example/missing",service="example",status=' in text
    assert "# HELP relay_lag_seconds Age of the oldest stored event not yet acknowledged by the broker" in text


def test_without_a_collector_there_are_no_traces_and_spans_cost_nothing() -> None:
    assert configure_traces("example", None) is None
    with span("anything"):
        assert traceparent() is None
