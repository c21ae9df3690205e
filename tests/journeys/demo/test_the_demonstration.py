"""The demonstration from its command: kill -9 of one process after another on the way, and the same story at the end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from doithoai import exits, places
from doithoai.running import NotRunning, Running
from doithoai.sample.submitters import CANARY

NAME = f"journey-demo-{os.getpid()}"
VICTIMS = ("worker-sessions", "web", "nats", "worker-intake", "worker-followup", "postgres", "worker-notify", "worker-reporting")
BETWEEN_SECONDS = 9.0
LONGEST_SECONDS = 900.0
TELEPHONE = re.compile(rb"0990000\d{3}")

Figures = dict[str, Any]

UNDISTURBED: Figures = {
    "sessions": {"PROVINCE": 16, "DISTRICT": 28, "COMMUNE": 25, "total": 69},
    "opinions": 251,
    "answered_on_spot": 79,
    "assigned": 63,
    "cases": 63,
    "replied_on_time": 47,
    "replied_late": 7,
    "open": 9,
    "overdue": 3,
    "reminders": 271,
    "missed": 49,
    "escalations": 81,
    "extensions": 1,
    "referrals": 1,
    "invitations_sent": 84,
    "invitations_late": 4,
    "inbound_accepted": 27,
    "inbound_refused": 7,
    "inbound_repeated": 1,
    "erased": 1,
    "lost": 0,
    "doubled": 0,
    "parked": 0,
    "chain_valid": True,
}


def found_when_ready(process: subprocess.Popen[str]) -> Running:
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        try:
            running = Running.find(NAME)
        except NotRunning:
            time.sleep(0.2)
            continue
        if running.state.ready:
            return running
        time.sleep(0.2)
    pytest.fail("the demonstration did not start")


def kill_one_after_another(process: subprocess.Popen[str]) -> list[str]:
    running, killed = found_when_ready(process), []
    for victim in VICTIMS:
        time.sleep(BETWEEN_SECONDS)
        if process.poll() is not None:
            break
        pid = running.reload().processes.get(victim)
        if pid:
            os.kill(pid, signal.SIGKILL)
            killed.append(victim)
    return killed


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[Figures, list[str], str]]:
    command = [sys.executable, "-m", "doithoai", "demo", "--exit", "--json", "--name", NAME]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            killed = kill_one_after_another(process)
            out, told = process.communicate(timeout=LONGEST_SECONDS)
        finally:
            process.terminate()
    assert process.returncode == exits.OK, told[-3000:]
    yield json.loads(out), killed, told


@pytest.fixture
def figures(played: tuple[Figures, list[str], str]) -> Figures:
    return played[0]


def folder() -> Path:
    return places.run_folder(NAME)


def test_several_processes_were_killed_on_the_way(played: tuple[Figures, list[str], str]) -> None:
    assert len(played[1]) >= 4


def test_the_figures_are_those_of_an_undisturbed_run(figures: Figures) -> None:
    assert figures == UNDISTURBED


def test_every_assigned_opinion_has_a_case_and_every_case_stands_somewhere(figures: Figures) -> None:
    assert figures["assigned"] == figures["cases"] == 63
    assert figures["replied_on_time"] + figures["replied_late"] + figures["open"] == 63


def test_no_log_line_shows_who_spoke() -> None:
    logs = [path.read_bytes() for path in (folder() / "logs").iterdir()]
    assert logs
    assert not any(TELEPHONE.search(text) or CANARY.name.encode() in text or CANARY.address.encode() in text for text in logs)


def test_the_erased_submitter_is_in_no_database_and_no_stream() -> None:
    stored = [path for part in ("postgres", "nats") for path in (folder() / part).rglob("*") if path.is_file()]
    assert stored
    assert not [path.name for path in stored if CANARY.name.encode() in path.read_bytes()]
