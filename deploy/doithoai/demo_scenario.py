"""The whole demonstration as one sorted list of dated acts, the same every time: nothing here talks to anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from contracts.workdays import SHIPPED_VERSION, shipped_calendar
from doithoai.demo_acts import (
    CloseOrganisations,
    CloseReportData,
    Dated,
    EraseSubmitter,
    IssuePlan,
    LoadCalendar,
    LoadRulePack,
    PublishFault,
    PublishTwice,
    RegisterOrganisations,
    SendReport,
    instant,
)
from doithoai.demo_backfile import recorded
from doithoai.demo_cases import fate_of, followed_up, reply_of, workday
from doithoai.demo_sessions import session
from doithoai.sample.reading import Dialogue, Opinion, Organisation, dialogues, organisations, plans, ranks
from followup.rules.read import SHIPPED

START: Final = date(2022, 7, 1)
BEGIN: Final = instant(START, 6, 30)
END: Final = instant(date(2026, 1, 5), 17)
DISTRICTS_ENDED: Final = date(2025, 6, 30)
RULE_PACKS: Final = SHIPPED
SWAPPED: Final = (date(2026, 1, 2), date(2026, 1, 10))
SWAP_ANNOUNCED: Final = date(2025, 12, 25)
PLAN_ISSUED: Final = {"sl-vpub-2026": date(2025, 12, 15)}
ERASED: Final = "DT-001-3"
ERASED_ON: Final = date(2024, 12, 2)


@dataclass(frozen=True)
class Moment:
    """All acts of one instant, in stages: a stage is finished before the next one starts."""

    at: datetime
    stages: tuple[tuple[Dated, ...], ...]


def directory(units: tuple[Organisation, ...]) -> Iterator[Dated]:
    """Organisations by depth, parents and committees first; the 75 communes and the end of the districts on 1 July 2025."""
    rank_of = ranks({unit.id: unit for unit in units}, (unit.id for unit in units)).__getitem__
    begins = {unit.id: max(unit.valid_from or START, START) for unit in units}
    for day in sorted(set(begins.values())):
        for rank, group in groupby(sorted((each for each in begins if begins[each] == day), key=rank_of), key=rank_of):
            yield Dated(instant(day, 7, 30), rank, RegisterOrganisations(tuple(group)))
    for day in sorted({unit.valid_to for unit in units if unit.valid_to}):
        chosen = tuple(unit.id for unit in units if unit.valid_to == day)
        yield Dated(instant(day + timedelta(days=1), 8), 0, CloseOrganisations(chosen, day))


def rules() -> Iterator[Dated]:
    """The packs, and the calendar twice: the swap of 2 and 10 January 2026 was announced only on 25 December 2025."""
    for place, pack in enumerate(RULE_PACKS):
        yield Dated(instant(START, 7), place, LoadRulePack(pack))
    yield Dated(instant(START, 7), len(RULE_PACKS), LoadCalendar(f"{SHIPPED_VERSION}-du-kien", SWAPPED))
    yield Dated(instant(SWAP_ANNOUNCED, 16), 0, LoadCalendar(SHIPPED_VERSION))


def reports() -> Iterator[Dated]:
    """The half-yearly and the annual reports of the province's office, each in time: data closed five working days before it is due."""
    calendar, days = shipped_calendar(), {"6-thang": (6, 20), "nam": (12, 15)}
    owed = ((year, key, calendar.before(date(year, *day))) for year in range(START.year, END.year) for key, day in days.items())
    for number, (year, key, due_on) in enumerate((each for each in owed if each[2] > START), start=1):
        yield Dated(instant(calendar.subtract_working_days(due_on, 5), 15), 0, CloseReportData(year, key))
        yield Dated(instant(due_on, 10), 0, SendReport(year, key, number))


def find(key: str) -> tuple[Dialogue, Opinion]:
    return next((dialogue, opinion) for dialogue in dialogues() for opinion in dialogue.opinions if opinion.key == key)


def mistakes() -> Iterator[Dated]:
    """What agencies' software gets wrong; each of these must be refused with a reason, and one duplicate must change nothing."""
    faults = (
        (date(2024, 10, 21), PublishFault("sop-cop", "not-json", "DT-001-1")),
        (date(2024, 10, 21), PublishFault("sop-cop", "plaintext-person", "DT-001-1")),
        (date(2024, 10, 21), PublishFault("sop-cop", "unknown-version", "DT-001-1")),
        (date(2025, 8, 14), PublishFault("lam-dong", "unknown-organisation", "DT-080-1")),
        (date(2025, 8, 14), PublishFault("lam-dong", "future-dated", "DT-080-1")),
        (date(2025, 7, 3), PublishFault("nam-sach", "district-after-its-end", "DT-095")),
    )
    yield from (Dated(instant(day, 15), place, fault) for place, (day, fault) in enumerate(faults))
    dialogue, opinion = find("DT-001-1")
    if dialogue.held_on:
        day = workday(dialogue.held_on, 9)
        yield Dated(instant(day, 15), 0, PublishFault("dong-kho", "wrong-issuer", "DT-001-4"))
        yield Dated(instant(day, 15), 0, PublishTwice(reply_of(dialogue, opinion, workday(dialogue.held_on, fate_of(opinion).reply or 0))))


def scenario() -> tuple[Moment, ...]:
    """Every act of the demonstration, by instant."""
    acts = [*rules(), *directory(organisations()), *mistakes(), *reports(), Dated(instant(ERASED_ON, 9), 0, EraseSubmitter(ERASED))]
    acts += [Dated(instant(PLAN_ISSUED.get(plan["plan_id"], START), 8), 0, IssuePlan(plan["plan_id"])) for plan in plans()]
    played = sorted((d for d in dialogues() if d.live and d.held_on), key=lambda d: d.held_on or START)
    for number, dialogue in enumerate(played, start=1):
        acts += session(dialogue, number)
        for opinion in dialogue.opinions:
            if not opinion.answered_on_spot and dialogue.held_on:
                acts += followed_up(dialogue, dialogue.held_on, opinion)
    for dialogue in dialogues():
        if not dialogue.live:
            acts += recorded(dialogue, START)
    return moments(acts)


def moments(acts: list[Dated]) -> tuple[Moment, ...]:
    ordered = sorted(acts, key=lambda dated: (dated.at, dated.rank))
    return tuple(
        Moment(at, tuple(tuple(stage) for _, stage in groupby(same, key=lambda dated: dated.rank)))
        for at, same in groupby(ordered, key=lambda dated: dated.at)
    )
