"""The performance: every moment of the plan at its simulated instant, then the figures, the checker, and the state of the logs."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from doithoai.demo_acts import Act
from doithoai.demo_agencies import Agencies
from doithoai.demo_checker import Checked, check
from doithoai.demo_figures import Figures, closing_figures, province_table, read_figures
from doithoai.demo_offices import Offices
from doithoai.demo_play_faults import FaultAct, play_faults
from doithoai.demo_play_followup import FollowupAct, play_followup
from doithoai.demo_play_intake import IntakeAct, play_intake, seal_key
from doithoai.demo_play_reports import ReportAct, play_reports
from doithoai.demo_play_sessions import SessionsAct, play_sessions
from doithoai.demo_scenario import BEGIN, END, Moment, scenario
from doithoai.demo_stage import Stage
from doithoai.demo_time import Timekeeper, timekeeper
from doithoai.running import Running

Seen = Callable[[datetime], None]


class ActFailed(Exception):
    """An act of the plan could not be played; the message names it."""


@dataclass(frozen=True)
class Performance:
    """What came of it. `figures` is the JSON object of the command; `table` is the province's."""

    figures: Figures
    table: dict[str, Any]
    escalations: list[dict[str, Any]]
    checked: Checked
    steps: int

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing twice, every hash chain whole."""
        return not self.checked.lost and not self.checked.doubled and bool(self.figures["chain_valid"])


async def perform(running: Running, seen: Seen) -> Performance:
    """Play the whole plan on a running system whose clock shows the first instant of the plan."""
    async with Offices(running) as offices, Agencies(running) as agencies, timekeeper(running, BEGIN) as keeper:
        stage = Stage(offices, agencies, await seal_key(offices), keeper.now)
        for moment in scenario():
            await keeper.go(moment.at, seen)
            stage.now = keeper.now
            await play(stage, moment)
            await keeper.quiet()
        await keeper.go(END, seen)
        return await told(stage, keeper)


async def play(stage: Stage, moment: Moment) -> None:
    """The acts of one instant, stage by stage. Raises ActFailed."""
    for acts in moment.stages:
        await asyncio.gather(*(_played(stage, dated.act) for dated in acts))


async def _played(stage: Stage, act: Act) -> None:
    try:
        await _play(stage, act)
    except Exception as error:
        raise ActFailed(f"{stage.now:%Y-%m-%d %H:%M} {act}: {error}") from error


async def _play(stage: Stage, act: Act) -> None:
    if isinstance(act, IntakeAct):
        await play_intake(stage, act)
    elif isinstance(act, SessionsAct):
        await play_sessions(stage, act)
    elif isinstance(act, FollowupAct):
        await play_followup(stage, act)
    elif isinstance(act, ReportAct):
        await play_reports(stage, act)
    elif isinstance(act, FaultAct):
        await play_faults(stage, act)
    else:
        assert_never(act)


async def told(stage: Stage, keeper: Timekeeper) -> Performance:
    """Read everything at the end from the services themselves."""
    figures = await read_figures(stage.offices, keeper.runtimes)
    checked = await check(keeper.runtimes, acknowledged(stage), figures)
    figures |= await closing_figures(keeper, checked)
    escalations = await stage.offices.get("/followup/api/v1/escalations", page_size=100)
    return Performance(figures, await province_table(stage.offices), escalations["items"], checked, keeper.steps)


def acknowledged(stage: Stage) -> dict[str, list[str]]:
    """Ids somebody was told: a lost one would be a broken promise."""
    book = stage.book
    cases = [stage.case(key) for key in book.replies]
    return {"opinions": list(book.opinions.values()), "sessions": list(book.sessions.values()), "cases": cases}
