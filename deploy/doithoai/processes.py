"""Starting and stopping a whole system from a command: a supervisor does the work, this waits for it and ends it."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from doithoai import places
from doithoai.embedded import child
from doithoai.options import Options
from doithoai.running import NotRunning, Running, read_state

START_SECONDS = 240
CONTAINERS_START_SECONDS = 600
STOP_SECONDS = 120

Told = Callable[[str], None]


class AlreadyRunning(Exception):
    """A system of that name is up."""


class StartFailed(Exception):
    """The system did not come up; the message says which part and ends with its log."""


def _silent(_phase: str) -> None:
    return


@contextmanager
def running(options: Options, told: Told = _silent) -> Iterator[Running]:
    """A system that lives as long as the block (and dies with this process). Raises AlreadyRunning, StartFailed."""
    interruptible()
    folder = _free(options)
    process = child.spawn(_command(options), folder / "supervisor.log", cwd=places.CHECKOUT)
    try:
        yield _await_ready(options, process, told)
    finally:
        child.stop(process, signal.SIGTERM, STOP_SECONDS)


def interruptible() -> None:
    """SIGINT and SIGTERM both raise KeyboardInterrupt, also in a background job, whose shell would have SIGINT ignored."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)


def start_detached(options: Options, told: Told = _silent) -> Running:
    """A system that stays up when this process ends. Raises AlreadyRunning, StartFailed."""
    folder = _free(options)
    with (folder / "supervisor.log").open("ab") as log:
        process = subprocess.Popen(
            _command(options), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=places.CHECKOUT, start_new_session=True
        )
    try:
        return _await_ready(options, process, told)
    except BaseException:
        child.stop(process, signal.SIGTERM, STOP_SECONDS)
        raise


def stop(name: str) -> None:
    """End a running system and wait until its last process is gone. Raises NotRunning."""
    found = Running.find(name)
    supervisor = psutil.Process(found.state.supervisor)
    supervisor.send_signal(signal.SIGTERM)
    try:
        supervisor.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        supervisor.kill()


def _free(options: Options) -> Path:
    try:
        Running.find(options.name)
    except NotRunning:
        folder = places.run_folder(options.name)
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    raise AlreadyRunning(options.name)


def _command(options: Options) -> list[str | Path]:
    return [sys.executable, "-m", "doithoai.supervise", options.model_dump_json()]


def _await_ready(options: Options, process: child.Child, told: Told) -> Running:
    folder, phase = places.run_folder(options.name), ""
    until = time.monotonic() + (CONTAINERS_START_SECONDS if options.containers else START_SECONDS)
    while time.monotonic() < until and process.poll() is None:
        state = read_state(folder)
        if state is not None and state.supervisor == process.pid:
            if state.phase != phase:
                phase = state.phase
                told(phase)
            if state.ready:
                return Running(folder, state)
        time.sleep(0.05)
    state = read_state(folder)
    failure = state.failure if state is not None and state.supervisor == process.pid else None
    raise StartFailed(failure or child.tail(folder / "supervisor.log"))
