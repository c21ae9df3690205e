"""A supervised process comes back, with growing patience; leftovers of a killed supervisor are ended, strangers never."""

import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from doithoai.embedded import child
from doithoai.environment import MARK, basic
from doithoai.leftovers import empty, end_leftovers
from doithoai.members import FIRST_WAIT, Member
from doithoai.running import State, alive, began, read_state, write_state


def sleeper(folder: Path, *, marked: bool = True) -> child.Child:
    env = {**basic(folder), MARK: str(folder) if marked else "elsewhere"}
    return child.spawn(["sleep", "60"], folder / "log", env=env)


def tended(member: Member, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        member.tend()
        time.sleep(0.02)


def test_a_killed_process_is_started_again(tmp_path: Path) -> None:
    member = Member("sleeper", lambda: sleeper(tmp_path))
    member.launch()
    assert member.process is not None
    first = member.process.pid
    member.process.kill()
    member.process.wait()
    tended(member, FIRST_WAIT + 0.5)
    assert member.restarts == 1
    assert member.process.pid != first
    member.ask_to_end()
    member.wait()


def test_a_process_that_fails_at_once_is_started_less_and_less_often(tmp_path: Path) -> None:
    member = Member("hopeless", lambda: child.spawn(["false"], tmp_path / "log"))
    member.launch()
    tended(member, 4)
    member.wait()
    assert member.restarts in (2, 3)


def test_a_start_that_raises_does_not_end_the_supervision(tmp_path: Path) -> None:
    def start() -> child.Child:
        raise OSError("no room")

    member = Member("unstartable", start)
    tended(member, FIRST_WAIT + 0.3)
    assert member.process is None
    assert member.restarts == 1


def state_of(folder: Path, processes: dict[str, int]) -> State:
    own = psutil.Process().pid
    return State(
        name="x", supervisor=own, supervisor_began=began(own), phase="ready", ready=True, failure=None, started_at=datetime.now(UTC),
        clock="wall", web_port=1, nats_port=1, nats_monitor_port=1, postgres_port=1, smtp_port=1, gateway_port=1, agencies=(),
        processes=processes, restarts={},
    )  # fmt: skip


def test_leftovers_are_ended_and_strangers_are_not(tmp_path: Path) -> None:
    ours, stranger = sleeper(tmp_path), sleeper(tmp_path, marked=False)
    write_state(tmp_path, state_of(tmp_path, {"ours": ours.pid, "stranger": stranger.pid, "gone": 2**22 - 3}))
    end_leftovers(tmp_path)
    untouched = stranger.poll() is None
    child.stop(stranger, signal.SIGTERM, 5)
    assert untouched
    assert ours.poll() is not None


def test_a_state_is_read_back_as_written(tmp_path: Path) -> None:
    state = state_of(tmp_path, {"web": 7})
    write_state(tmp_path, state)
    assert read_state(tmp_path) == state
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


def test_a_later_process_with_the_same_id_is_another() -> None:
    own = psutil.Process()
    assert alive(own.pid, own.create_time())
    assert not alive(own.pid, own.create_time() - 100)


@pytest.mark.parametrize("kept", ["lock", "supervisor.log"])
def test_a_fresh_start_throws_data_away_and_keeps_what_is_in_use(tmp_path: Path, kept: str) -> None:
    (tmp_path / kept).touch()
    (tmp_path / "postgres").mkdir()
    (tmp_path / "state.json").touch()
    empty(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [kept]
