"""A log line is flat, dated, named from a catalogue, and holds ids only."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import stamina
import structlog
from pydantic import BaseModel, Field
from web_client import as_software, visiting

from chassis.clock import FakeClock
from chassis.messaging.errors import NotYet
from chassis.observability.context import correlation_id, unit_of_work
from chassis.observability.log import configure, get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.redaction import PersonalKey, looks_personal, spoken


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    target = io.StringIO()
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level
    configure("example", "web", stream=target, clock=FakeClock(datetime(2027, 1, 4, 1, tzinfo=UTC)))
    yield target
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)
    stamina.instrumentation.set_on_retry_hooks(None)


def read(target: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in target.getvalue().splitlines()]


def test_a_line_says_when_who_and_which_unit_of_work(lines: io.StringIO) -> None:
    with unit_of_work("story-1"):
        get_log("here").info(LogEvent.TIMER_FIRED, stream="thing-1")
        assert correlation_id() == "story-1"
    [line] = read(lines)
    assert line["event"] == "timer_fired"
    assert (line["service"], line["process"], line["correlation_id"], line["stream"]) == ("example", "web", "story-1", "thing-1")
    assert line["at"].endswith("Z")
    assert line["simulated_at"] == "2027-01-04T01:00:00.000Z"
    assert correlation_id() is None


def test_what_looks_personal_is_withheld(lines: io.StringIO) -> None:
    get_log("here").info(LogEvent.TIMER_FIRED, full_name="Lò Văn Thỏa", phone="0912", opinion_text="Đường hỏng", thing_id="7")
    [line] = read(lines)
    assert (line["full_name"], line["phone"], line["opinion_text"], line["thing_id"]) == ("[withheld]", "[withheld]", "[withheld]", "7")


@pytest.mark.parametrize(("pause", "told"), [(0.01, []), (0.5, [("retry_waits", "ValueError", 1)])])
def test_work_that_is_tried_again_is_told_without_what_the_error_quotes(lines: io.StringIO, pause: float, told: list[Any]) -> None:
    tries = iter((True, False))
    for attempt in stamina.retry_context(on=ValueError, attempts=2, wait_initial=pause, wait_jitter=0):
        with attempt:
            if next(tries):
                raise ValueError("Lò Văn Thỏa, 0912 345 678")
    assert [(line["event"], line["error"], line["attempt"]) for line in read(lines)] == told
    assert "Thỏa" not in lines.getvalue()


def test_tests_can_ask_for_strictness() -> None:
    configure("example", "web", stream=io.StringIO(), strict=True)
    with pytest.raises(PersonalKey):
        get_log("here").info(LogEvent.TIMER_FIRED, address="Bản Tà Xùa")
    structlog.reset_defaults()


@pytest.mark.parametrize("key", ["name", "full_name", "PHONE", "submitter_phone", "text", "authorization", "password", "contact_email"])
def test_personal_keys_are_recognised(key: str) -> None:
    assert looks_personal(key)


@pytest.mark.parametrize("key", ["event_id", "stream", "slug", "route", "position", "address_code", "names_count"])
def test_other_keys_pass(key: str) -> None:
    assert not looks_personal(key)


def test_an_error_is_named_and_placed_but_never_quoted(lines: io.StringIO) -> None:
    try:
        try:
            raise ValueError("phone 0912345678")
        except ValueError as inner:
            raise RuntimeError("Lò Văn Thỏa") from inner
    except RuntimeError:
        get_log("here").exception(LogEvent.REQUEST_FAILED)
        logging.getLogger("some.library").exception("it failed")
    for line in read(lines):
        assert line["error"] == "RuntimeError < ValueError"
        assert "test_observability_log.py" in line["where"]
        assert "0912" not in json.dumps(line, ensure_ascii=False)
        assert "Thỏa" not in json.dumps(line, ensure_ascii=False)


def test_libraries_speak_through_the_same_lines(lines: io.StringIO) -> None:
    logging.getLogger("some.library").warning("%s of %s", 1, 2)
    [line] = read(lines)
    assert (line["event"], line["logger"], line["detail"], line["service"]) == ("library_message", "some.library", "1 of 2", "example")


async def test_a_request_is_one_line_with_its_route_and_not_its_address(lines: io.StringIO) -> None:
    async with visiting() as client:
        await client.get("/example/api/v1/things/42?secret=1", headers=as_software("reader"))
        await client.get("/healthz")
    [line] = read(lines)
    assert (line["event"], line["route"], line["status"], line["actor"]) == (
        "request_handled",
        "/example/api/v1/things/{number}",
        200,
        "acc-1",
    )
    assert "42" not in line["route"]


async def test_a_failed_request_is_logged_without_what_it_said(lines: io.StringIO) -> None:
    async with visiting() as client:
        answer = await client.get("/example/broken", headers=as_software("reader"))
    failed, handled = read(lines)
    assert (failed["event"], failed["error"], handled["status"]) == ("request_failed", "RuntimeError", 500)
    assert failed["correlation_id"] == handled["correlation_id"] == answer.headers["x-correlation-id"]
    assert "Thỏa" not in lines.getvalue()


class Slip(BaseModel):
    amount: int = Field(ge=1)


def test_a_reason_for_operators_names_kind_and_place_or_field_and_never_the_data() -> None:
    def reason(fail: Callable[[], object]) -> str:
        try:
            fail()
        except Exception as error:
            return spoken(error)
        return "nothing failed"

    assert reason(lambda: Slip.model_validate({"amount": "Lò Văn Thỏa"})) == "ValidationError: amount int_parsing"
    assert reason(lambda: int("0912345678x")).startswith("ValueError at test_observability_log.py:")
    assert spoken(NotYet("org-unit-7")) == "NotYet: org-unit-7"
