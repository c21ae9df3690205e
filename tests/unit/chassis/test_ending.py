import asyncio

import pytest

from chassis import ending
from chassis.ending import end


async def loses(cancellations: int) -> None:
    """Goes on for ever, as a loop does whose library swallows that many cancellations."""
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            if cancellations == 0:
                raise
            cancellations -= 1


async def test_a_task_that_loses_its_cancellation_is_told_again_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending, "AGAIN_SECONDS", 0.05)
    task = asyncio.create_task(loses(2))
    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await end(task)
    assert task.cancelled()


async def test_what_a_task_failed_with_is_told_and_every_other_task_has_ended() -> None:
    async def fail() -> None:
        raise ValueError("why")

    failing, going_on = asyncio.create_task(fail()), asyncio.create_task(loses(0))
    await asyncio.sleep(0)
    with pytest.raises(ValueError, match="why"):
        await end(failing, going_on)
    assert going_on.cancelled()
