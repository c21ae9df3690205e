"""Rest between pages: the busier a loop, the larger its next page and the less an event costs (decision 15)."""

import asyncio

SHARE = 0.25
SAVED_SECONDS = 0.25
SHORTEST_SECONDS, LONGEST_SECONDS = 0.03, 0.15


class Pace:
    """A loop may work a quarter of the time, and use at once what it saved up while it had nothing to do: a quarter of a second."""

    def __init__(self, now: float) -> None:
        self._now = now
        self._left = SAVED_SECONDS

    def owes(self, worked: float, now: float) -> float:
        """Seconds to rest after a page that took `worked` seconds and ended at `now`, both on one monotonic clock; 0 while enough is left."""
        self._left = min(SAVED_SECONDS, self._left + SHARE * (now - self._now)) - worked
        self._now = now
        return min(LONGEST_SECONDS, max(SHORTEST_SECONDS, -self._left / SHARE)) if self._left < 0 else 0.0

    async def rest(self, worked: float) -> None:
        """Rest as long as is owed. The time a page was waited for is no part of what it took."""
        await asyncio.sleep(self.owes(worked, asyncio.get_running_loop().time()))
