"""The generated three-year history through the agencies' door, a tenth of its messages twice and all of them out of order."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from doithoai import exits

NAME = f"journey-history-{os.getpid()}"
LONGEST_SECONDS = 900.0


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    command = [sys.executable, "-m", "doithoai", "load", "--history", "--disorder", "7", "--json", "--name", NAME]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)
    assert done.returncode == exits.OK, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_report_shows_the_published_number_of_sessions(shown: dict[str, Any]) -> None:
    assert shown["sessions"] == {"PROVINCE": 90, "DISTRICT": 219, "COMMUNE": 674, "total": 983}


def test_the_report_shows_more_than_8680_opinions(shown: dict[str, Any]) -> None:
    assert shown["opinions"] == 8684


def test_a_tenth_came_twice_and_was_counted_once(shown: dict[str, Any]) -> None:
    assert (shown["inbound_accepted"], shown["inbound_refused"], shown["inbound_repeated"]) == (9667, 0, 966)
    assert (shown["lost"], shown["doubled"], shown["parked"], shown["chain_valid"]) == (0, 0, 0, True)


def test_history_before_the_rule_opens_no_case(shown: dict[str, Any]) -> None:
    assert (shown["cases"], shown["overdue"], shown["missed"]) == (0, 0, 0)
