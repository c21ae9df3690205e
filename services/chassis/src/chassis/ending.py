"""Ending tasks for certain: one cancellation may be lost, so it is said again until each task has ended."""

import asyncio
from typing import Any

AGAIN_SECONDS = 5.0
"""Longer than tidying up takes: a second cancellation would break that off."""


async def end(*tasks: "asyncio.Future[Any]") -> None:
    """Cancel, wait until every task is done, and raise the first failure that one of them ended with.

    Before Python 3.12 `asyncio.wait_for` swallows a cancellation that meets an answer just arriving, and libraries below us wait that
    way: a task told once could go on for ever.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=AGAIN_SECONDS)
    failures = [failure for task in tasks if not task.cancelled() and (failure := task.exception())]
    if failures:
        raise failures[0]
