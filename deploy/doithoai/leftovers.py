"""What a killed supervisor left: its processes are ended, and only its."""

import shutil
from pathlib import Path

import psutil

from doithoai.environment import MARK
from doithoai.running import read_state


def end_leftovers(folder: Path) -> None:
    """End processes that a supervisor of this folder started; processes of others with the same ids are not touched."""
    state = read_state(folder)
    left = [process for pid in (state.processes.values() if state else ()) if (process := _ours(pid, folder))]
    for process in left:
        process.terminate()
    _, stubborn = psutil.wait_procs(left, timeout=20)
    for process in stubborn:
        process.kill()


def _ours(pid: int, folder: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        return process if process.environ().get(MARK) == str(folder) else None
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def empty(folder: Path) -> None:
    """Throw away data and logs; the lock and the supervisor's own log stay."""
    for path in folder.iterdir() if folder.exists() else ():
        if path.name in {"lock", "supervisor.log"}:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
