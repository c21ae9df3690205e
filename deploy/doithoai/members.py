"""One supervised process: started, watched, started again after a crash with growing patience."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from doithoai.embedded import child

Start = Callable[[], child.Child]
FIRST_WAIT, LONGEST_WAIT, STEADY = 0.5, 30.0, 60.0


@dataclass
class Member:
    """A process by name. start returns once it runs; end is the signal that asks it to finish; patience in seconds."""

    name: str
    start: Start
    end: signal.Signals = signal.SIGTERM
    patience: float = 25
    process: child.Child | None = None
    restarts: int = 0
    _failures: int = 0
    _began: float = 0
    _not_before: float = 0
    _down: bool = field(default=False)

    def launch(self) -> None:
        """Start it."""
        self._began = time.monotonic()
        self.process = self.start()
        self._down = False

    def tend(self) -> bool:
        """Start it again when it has ended and its wait is over; True when something changed."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            if now - self._began > STEADY:
                self._failures = 0
            return False
        if not self._down:
            self._down = True
            self._not_before = now + min(FIRST_WAIT * 2**self._failures, LONGEST_WAIT)
            self._failures += 1
            return True
        if now < self._not_before:
            return False
        self.restarts += 1
        try:
            self.launch()
        except Exception:
            self.process, self._down = None, False
            return True
        return True

    def ask_to_end(self) -> None:
        """Send the signal, without waiting."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.end)

    def wait(self) -> None:
        """Wait for the end; kill when patience is over."""
        if self.process is not None:
            child.stop(self.process, self.end, self.patience)
            self.process = None
