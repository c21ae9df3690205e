"""What every log line, problem and stored event of one unit of work share: its correlation id."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

CORRELATION = "correlation_id"


def correlation_id() -> str | None:
    """The correlation id of the unit of work under way, or None outside one."""
    found = structlog.contextvars.get_contextvars().get(CORRELATION)
    return None if found is None else str(found)


def service_name() -> str:
    """The service whose unit of work is under way; `none` outside one."""
    return str(structlog.contextvars.get_contextvars().get("service", "none"))


@contextmanager
def unit_of_work(correlation: str, **facts: str) -> Iterator[None]:
    """Bind the correlation id (and other ids) to all that is logged inside."""
    with structlog.contextvars.bound_contextvars(**{CORRELATION: correlation}, **facts):
        yield
