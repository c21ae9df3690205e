"""Loads the generated three-year history through the real path: agencies' messages in, receipts out, reporting asked at the end."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Final

from chassis.clock import WallClock
from contracts.workdays import SHIPPED_VERSION
from doithoai.demo_acts import LoadCalendar, LoadRulePack
from doithoai.demo_agencies import Agencies, Mail
from doithoai.demo_checker import check
from doithoai.demo_figures import Figures, closing_figures, read_figures
from doithoai.demo_offices import Offices
from doithoai.demo_play_followup import play_followup
from doithoai.demo_play_intake import seal_key
from doithoai.demo_play_sessions import register_unit
from doithoai.demo_scenario import RULE_PACKS
from doithoai.demo_stage import Stage
from doithoai.demo_time import Timekeeper, timekeeper
from doithoai.history_letters import disordered, opinion_letter, session_letter
from doithoai.history_plan import hosts, past_sessions
from doithoai.running import Running
from doithoai.sample.reading import Organisation, organisations, ranks

AT_ONCE: Final = 1000
PATIENCE: Final = 600.0
Advance = Callable[[int], None]


class HistoryRefused(Exception):
    """A message of the history was not accepted; the message is its receipt's."""


async def load_history(running: Running, disorder: int | None, advance: Advance) -> Figures:
    """Play the whole history; `disorder` is the seed of its disorder, None for the order it happened in. Answers reporting's figures."""
    async with Offices(running) as offices, Agencies(running) as agencies, timekeeper(running, WallClock().now()) as keeper:
        stage = Stage(offices, agencies, await seal_key(offices), keeper.now)
        await prepare(stage)
        await keeper.quiet()
        opinions = await _opinions(stage, disorder, advance)
        sessions = await _told(agencies, [session_letter(session, opinions) for session in past_sessions()], disorder, advance)
        await keeper.quiet()
        return await figures(stage, keeper, list(opinions.values()), list(sessions.values()))


def size() -> int:
    """How many messages there are when none is sent twice."""
    return sum(1 + len(session.opinions) for session in past_sessions())


async def prepare(stage: Stage) -> None:
    """Rules, calendar and the organisations the history needs; what is there already stays."""
    for pack in RULE_PACKS:
        await play_followup(stage, LoadRulePack(pack))
    await play_followup(stage, LoadCalendar(SHIPPED_VERSION))
    for generation in _by_depth():
        await asyncio.gather(*(register_unit(stage.offices, unit) for unit in generation))


def _by_depth() -> Iterator[list[Organisation]]:
    """Hosts and everybody above and beside them, parents and committees first."""
    known = {unit.id: unit for unit in organisations()} | {host.unit.id: host.unit for level in hosts().values() for host in level}
    wanted = ranks(known, (host.unit.id for level in hosts().values() for host in level))
    for rank in sorted(set(wanted.values())):
        yield [known[ident] for ident, found in wanted.items() if found == rank]


async def _opinions(stage: Stage, disorder: int | None, advance: Advance) -> dict[str, str]:
    """Every opinion, sealed; answers our id by the agency's own reference."""
    letters = [opinion_letter(session, opinion, stage.public_key) for session in past_sessions() for opinion in session.opinions]
    return await _told(stage.agencies, letters, disorder, advance)


async def _told(agencies: Agencies, letters: list[Mail], disorder: int | None, advance: Advance) -> dict[str, str]:
    """Publish in long pipelines and wait for the receipts. Raises HistoryRefused."""
    outgoing = letters if disorder is None else disordered(letters, disorder)
    ids: dict[str, str] = {}
    for first in range(0, len(outgoing), AT_ONCE):
        part = outgoing[first : first + AT_ONCE]
        await agencies.publish(part)
        for letter, receipt in zip(part, await agencies.receipts(part, PATIENCE), strict=True):
            if receipt.our_id is None:
                raise HistoryRefused(f"{letter.about}: {receipt.message_vi}")
            advance(letter.about not in ids)
            ids[letter.about] = receipt.our_id
    return ids


async def figures(stage: Stage, keeper: Timekeeper, opinions: list[str], sessions: list[str]) -> Figures:
    """What reporting shows, and the checker's findings; the same keys as the demonstration's."""
    found = await read_figures(stage.offices, keeper.runtimes)
    checked = await check(keeper.runtimes, {"opinions": opinions, "sessions": sessions}, found)
    return found | await closing_figures(keeper, checked)
