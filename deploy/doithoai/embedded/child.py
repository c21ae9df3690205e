"""Child processes that end with their parent: own session, a signal from the kernel should the parent be killed, patient stop."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1

Child = subprocess.Popen[bytes]


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """A hook for the child that asks the kernel (Linux) to send it the signal when the thread that started it ends."""
    parent = os.getpid()

    def ask() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return ask


def spawn(
    command: Sequence[str | Path],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: tuple[int, int] | None = None,
    on_orphan: signal.Signals = signal.SIGTERM,
) -> Child:
    """Start the command with its output appended to the log file; user is (uid, gid) to run as."""
    log.parent.mkdir(parents=True, exist_ok=True)
    uid, gid = user or (None, None)
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            cwd=cwd,
            user=uid,
            group=gid,
            extra_groups=None if gid is None else [gid],
            start_new_session=True,
            preexec_fn=die_with_parent(on_orphan),  # noqa: PLW1509 - one prctl call, no lock is taken
        )


def stop(child: Child, number: signal.Signals, seconds: float) -> int:
    """Ask the child to end, wait, and kill it (with its session) when it has not ended in that many seconds."""
    if child.poll() is None:
        child.send_signal(number)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    return int(child.returncode)


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log file, for an error message."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
