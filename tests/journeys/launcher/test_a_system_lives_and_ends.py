"""One system from the command line: it comes up, says how it is, survives kills of its processes, and leaves nothing behind."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from contracts.workdays import local_date, reporting_year
from doithoai import exits, places
from doithoai.environment import MARK
from doithoai.health import EXPECTED, examine, settled
from doithoai.options import Options
from doithoai.processes import running
from doithoai.running import NotRunning, Running, read_state

NAME = f"journey-{os.getpid()}"
HEAL_SECONDS = 60


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "doithoai", *arguments, "--name", NAME], capture_output=True, text=True, timeout=240, check=False
    )


def of_this_system() -> list[psutil.Process]:
    folder = str(places.run_folder(NAME))
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == folder and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def gone(seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not of_this_system():
            return True
        time.sleep(0.2)
    return False


@pytest.fixture(scope="module")
def system() -> Iterator[Running]:
    with running(Options(name=NAME, fresh=True)) as found:
        yield found
    assert gone()
    with pytest.raises(NotRunning):
        Running.find(NAME)
    shutil.rmtree(places.run_folder(NAME))


def test_everything_that_belongs_to_it_runs(system: Running) -> None:
    assert set(system.processes) == set(EXPECTED)
    health = examine(system)
    assert health.well, health.problems


def test_status_tells_the_same_to_a_program(system: Running) -> None:
    done = command("status", "--json")
    assert done.returncode == exits.OK, done.stderr
    told = json.loads(done.stdout)
    assert told["ready"] is True
    assert set(told["services"]) == set(places.SERVICES)
    assert told["pages"] == system.web_url


def test_a_second_one_of_the_same_name_is_refused(system: Running) -> None:
    assert command("up", "--detach").returncode == exits.CANNOT_START


def test_a_report_of_a_day_is_the_same_data_whenever_it_is_asked(system: Running, tmp_path: Path) -> None:
    yesterday = local_date(datetime.now(UTC)) - timedelta(days=1)
    asked = ("report", "annual", "--year", str(reporting_year(yesterday)), "--as-of", str(yesterday))
    first, kept = command(*asked, "--json"), command(*asked, "--keep", "--json", "--out", str(tmp_path))
    assert first.returncode == kept.returncode == exits.OK, first.stderr + kept.stderr
    assert first.stdout == kept.stdout
    assert json.loads(first.stdout)["nil"] is True
    name = f"bao-cao-nam-{reporting_year(yesterday)}"
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.json", f"{name}-phu-luc.xlsx", f"{name}.docx", f"{name}.pdf"}
    assert (tmp_path / f"{name}.json").read_text(encoding="utf-8") == first.stdout
    assert command("report", "q1", "--year", str(reporting_year(yesterday)), "--keep").returncode == exits.FAILED, "due by order only"
    unheard = command("report", "annual", "--year", str(reporting_year(yesterday)), "--org", "sl-xa-khong-co")
    assert (unheard.returncode, "Không tìm thấy" in unheard.stderr) == (exits.FAILED, True), unheard.stderr
    assert json.loads(command("report", "--json").stdout)["totals"]["sessions"] == 0


def test_its_logs_are_whole(system: Running) -> None:
    done = command("verify", "--json")
    assert done.returncode == exits.OK, done.stderr
    assert json.loads(done.stdout)["chain_valid"] is True


def test_nothing_is_parked(system: Running) -> None:
    done = command("parked", "list", "--json")
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("victim", ["worker-intake", "web", "nats", "postgres"])
async def test_a_killed_process_comes_back_and_everything_settles(system: Running, victim: str) -> None:
    before = system.reload().processes[victim]
    os.kill(before, signal.SIGKILL)
    until = time.monotonic() + HEAL_SECONDS
    while time.monotonic() < until:
        state = read_state(system.folder)
        if state is not None and state.processes.get(victim, before) != before:
            break
        await asyncio.sleep(0.2)
    healed = system.reload()
    assert healed.processes[victim] != before
    assert await settled(healed, HEAL_SECONDS)
    while not (health := await asyncio.to_thread(examine, healed.reload())).well and time.monotonic() < until:
        await asyncio.sleep(0.5)
    assert health.well, health.problems


def test_secrets_are_for_their_owner_only(system: Running) -> None:
    for file in ("secrets.json", "sign-in.txt", "accounts.toml"):
        assert (system.folder / file).stat().st_mode & 0o077 == 0


def test_killing_the_command_leaves_nothing_behind() -> None:
    name = f"{NAME}-killed"
    started = subprocess.Popen(
        [sys.executable, "-m", "doithoai", "up", "--name", name],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    folder = places.run_folder(name)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and not ((state := read_state(folder)) and "postgres" in state.processes):
            time.sleep(0.2)
        assert state is not None
        supervisor = psutil.Process(state.supervisor)
    finally:
        started.kill()
        started.wait()
    supervisor.wait(60)
    left = [process for pid in state.processes.values() if psutil.pid_exists(pid) and (process := psutil.Process(pid)).status() != "zombie"]
    shutil.rmtree(folder)
    assert not left, [process.cmdline() for process in left]
