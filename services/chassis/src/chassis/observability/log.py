"""Structured logs: flat JSON lines on stderr, one per unit of work, UTC, every event from a catalogue, ids only."""

import logging
import sys
from collections.abc import MutableMapping
from datetime import datetime
from typing import Any, Literal, TextIO

import stamina.instrumentation
import structlog
from stamina.instrumentation import PrometheusOnRetryHook, RetryDetails
from structlog.typing import FilteringBoundLogger, Processor

from chassis.clock import Clock, WallClock
from chassis.observability.log_events import LogEvent
from chassis.observability.redaction import Guard, safe_errors

Line = MutableMapping[str, Any]
WORTH_TELLING_SECONDS = 0.2
"""Work that is tried again sooner is two people at one record, who take turns: counted in the metrics, not told."""
QUIET = ("uvicorn.access", "sqlalchemy", "asyncio", "nats", "watchfiles", "httpcore", "httpx2")


def get_log(module: str) -> FilteringBoundLogger:
    """The logger of a module: `log.info(LogEvent.TIMER_FIRED, timer=…)`."""
    logger: FilteringBoundLogger = structlog.get_logger(module=module)
    return logger


def configure(
    service: str,
    process: str,
    *,
    level: str = "INFO",
    style: Literal["json", "text"] = "json",
    clock: Clock | None = None,
    stream: TextIO | None = None,
    strict: bool = False,
) -> None:
    """Set up logging for this process. `at` is wall time; a simulated `clock` is told as `simulated_at` beside it.

    `strict` makes a personal-looking key an error instead of withholding its value; tests use it.
    """
    target = stream or sys.stderr
    prepare: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        _Stamp(service, process, clock),
        _current_error,
        safe_errors,
        Guard(strict=strict),
    ]
    render: Processor = (
        structlog.dev.ConsoleRenderer(colors=False) if style == "text" else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*prepare, render],
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        logger_factory=structlog.WriteLoggerFactory(target),
        cache_logger_on_first_use=False,
    )
    _adopt_libraries(prepare, render, _number(level), target)
    stamina.instrumentation.set_on_retry_hooks((PrometheusOnRetryHook, _tell_of_retry))


class _Stamp:
    """Adds when, which service and which process."""

    def __init__(self, service: str, process: str, clock: Clock | None) -> None:
        self._who = {"service": service, "process": process}
        self._wall = WallClock()
        self._simulated = clock if clock is not None and not isinstance(clock, WallClock) else None

    def __call__(self, _logger: Any, _method: str, line: Line) -> Line:
        line["at"] = _iso(self._wall.now())
        if self._simulated is not None:
            line["simulated_at"] = _iso(self._simulated.now())
        for key, value in self._who.items():
            line.setdefault(key, value)
        return line


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level]


def _current_error(_logger: Any, _method: str, line: Line) -> Line:
    if line.get("exc_info") is True:
        line["exc_info"] = sys.exc_info()
    return line


def _from_library(_logger: Any, _method: str, line: Line) -> Line:
    line["detail"] = line.get("event")
    line["event"] = LogEvent.LIBRARY_MESSAGE.value
    return line


def _tell_of_retry(details: RetryDetails) -> None:
    """Say which error and when; never the arguments, nor the text an error quotes."""
    if details.wait_for >= WORTH_TELLING_SECONDS:
        error, seconds = type(details.caused_by).__name__, round(details.wait_for, 1)
        get_log(__name__).warning(LogEvent.RETRY_WAITS, error=error, attempt=details.retry_num, seconds=seconds)


def _adopt_libraries(prepare: list[Processor], render: Processor, level: int, target: TextIO) -> None:
    """Send what libraries log through the same lines; the chatty ones only from WARNING."""
    handler = logging.StreamHandler(target)
    foreign: list[Processor] = [structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(()), _from_library, *prepare]
    final: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, render]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=foreign, processors=final))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for quiet in QUIET:
        logging.getLogger(quiet).setLevel(max(level, logging.WARNING))
    for owned in ("uvicorn", "uvicorn.error"):
        logging.getLogger(owned).handlers.clear()
        logging.getLogger(owned).propagate = True
