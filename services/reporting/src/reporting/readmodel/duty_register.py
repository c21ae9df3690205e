"""The duty register: which head has held the dialogues of a plan year, and which has not."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.vocabulary import Form, Regime
from reporting.readmodel.facts import table_of
from reporting.readmodel.frequency_rules import AskedInYear
from reporting.readmodel.opinion_facts import OpinionListFact
from reporting.readmodel.organisations import Directory
from reporting.readmodel.plans import PlanFact
from reporting.readmodel.rule_packs import Choices, choices_of, packs_in_force
from reporting.readmodel.session_facts import ScheduledSession, SessionFact


class Standing(StrEnum):
    """WARNED from 1 October of the plan year, BREACHED when the year is over (DL-18)."""

    MET = "MET"
    OPEN = "OPEN"
    WARNED = "WARNED"
    BREACHED = "BREACHED"


STANDING_NAMES = {
    Standing.MET: "Đã bảo đảm",
    Standing.OPEN: "Chưa đủ, còn thời gian",
    Standing.WARNED: "Cảnh báo: chưa đủ",
    Standing.BREACHED: "Không bảo đảm",
}
STANDING_TONES = {Standing.MET: "good", Standing.OPEN: "info", Standing.WARNED: "warn", Standing.BREACHED: "bad"}


@dataclass(frozen=True)
class Held:
    """Periodic sessions of one organisation with one audience; `embedded` is a part of `periodic`."""

    periodic: int = 0
    embedded: int = 0
    ad_hoc: int = 0


@dataclass(frozen=True)
class Returned:
    """Opinion lists the organisation sent before sessions of the plan year; `nil` of them say that there is nothing, which is not silence."""

    lists: int = 0
    nil: int = 0
    late: int = 0


@dataclass(frozen=True)
class RegisterRow:
    """One duty of one organisation in a plan year, with its source. Sessions of a closed organisation count for the one that succeeds it."""

    org_id: str
    name: str
    level: str
    audience: str
    required: int
    held: Held
    standing: Standing
    source: str
    returned: Returned = Returned()


@dataclass(frozen=True)
class _Duty:
    org_id: str
    audience: str
    required: int
    source: str


def standing(required: int, held: int, plan_year: int, today: date) -> Standing:
    """Where a duty stands on a day."""
    if held >= required:
        return Standing.MET
    if today > date(plan_year, 12, 31):
        return Standing.BREACHED
    return Standing.WARNED if today >= date(plan_year, 10, 1) else Standing.OPEN


def _legal(directory: Directory, asked: AskedInYear, today: date) -> list[_Duty]:
    """An organisation that ended and is succeeded by one alone passes its duty on."""
    first, last = date(asked.plan_year, 1, 1), date(asked.plan_year, 12, 31)
    alive = [
        unit
        for unit in directory.units.values()
        if unit.exists_between(first, last) and directory.answering_for(unit.unit_id, today) == unit.unit_id
    ]
    return [
        _Duty(unit.unit_id, rule.audience, rule.at_least, rule.source)
        for unit in alive
        for rule in asked.of(unit, directory.line(unit.unit_id))
    ]


def _strictest(duties: Iterable[_Duty]) -> dict[tuple[str, str], _Duty]:
    found: dict[tuple[str, str], _Duty] = {}
    for duty in duties:
        known = found.get((duty.org_id, duty.audience))
        if known is None or duty.required > known.required:
            found[duty.org_id, duty.audience] = duty
    return found


async def read_duty_register(connection: AsyncConnection, plan_year: int, today: date, directory: Directory) -> list[RegisterRow]:
    """Every duty of the plan year, those not met first, then by level and name.

    How often, whether an organisation's own plan binds it, and whether embedded sessions count, say the packs in force on the first day (A-22).
    """
    packs = await packs_in_force(connection, date(plan_year, 1, 1))
    choices = choices_of(packs)
    promised = await _planned(connection, plan_year) if choices.plans_bind else []
    planned = [replace(duty, org_id=directory.answering_for(duty.org_id, today)) for duty in promised]
    duties = _strictest([*_legal(directory, AskedInYear(plan_year, packs), today), *planned])
    held = _succeeded(await _held(connection, plan_year), directory, today)
    returned = await _returned(connection, plan_year)
    rows = [
        replace(_row(duty, held.get(key, Held()), plan_year, today, directory, choices), returned=returned.get(duty.org_id, Returned()))
        for key, duty in duties.items()
    ]
    return sorted(rows, key=lambda row: (row.standing is Standing.MET, row.level, directory.sort_key(row.org_id), row.audience))


def _succeeded(held: Mapping[tuple[str, str], Held], directory: Directory, today: date) -> dict[tuple[str, str], Held]:
    """Roll-ups follow succession (domain rules, section 9)."""
    found: dict[tuple[str, str], Held] = {}
    for (org_id, audience), one in held.items():
        key = (directory.answering_for(org_id, today), audience)
        known = found.get(key, Held())
        found[key] = Held(known.periodic + one.periodic, known.embedded + one.embedded, known.ad_hoc + one.ad_hoc)
    return found


async def _returned(connection: AsyncConnection, plan_year: int) -> dict[str, Returned]:
    fact, session, announced = table_of(OpinionListFact), table_of(SessionFact), table_of(ScheduledSession)
    joined = fact.outerjoin(session, session.c.session_id == fact.c.session_id).outerjoin(
        announced, announced.c.session_id == fact.c.session_id
    )
    counts = (sa.func.count(), *(sa.func.count().filter(column) for column in (fact.c.nil_return, fact.c.late)))
    year = sa.func.coalesce(session.c.plan_year, announced.c.plan_year)
    query = sa.select(fact.c.unit_org_id, *counts).select_from(joined).where(year == plan_year).group_by(fact.c.unit_org_id)
    return {org_id: Returned(lists, nil, late) for org_id, lists, nil, late in (await connection.execute(query)).all()}


def _row(duty: _Duty, held: Held, plan_year: int, today: date, directory: Directory, choices: Choices) -> RegisterRow:
    unit = directory.units.get(duty.org_id)
    level = unit.level if unit else ""
    counted = held.periodic if choices.embedded_sessions_count else held.periodic - held.embedded
    where = standing(duty.required, counted, plan_year, today)
    return RegisterRow(duty.org_id, directory.name(duty.org_id), level, duty.audience, duty.required, held, where, duty.source)


async def _planned(connection: AsyncConnection, plan_year: int) -> list[_Duty]:
    plan = table_of(PlanFact)
    query = sa.select(plan.c.org_id, plan.c.document, plan.c.planned).where(plan.c.plan_year == plan_year)
    duties = []
    for row in (await connection.execute(query)).mappings():
        promised: Counter[str] = Counter()
        for one in row["planned"]:
            if one["regime"] == Regime.PERIODIC:
                promised[one["audience"]] += one["min_count"]
        duties += [_Duty(row["org_id"], audience, n, f"Kế hoạch {row['document']}") for audience, n in promised.items() if n]
    return duties


async def _held(connection: AsyncConnection, plan_year: int) -> Mapping[tuple[str, str], Held]:
    fact = table_of(SessionFact)
    audience = sa.func.unnest(sa.func.string_to_array(fact.c.audience, "+")).label("audience")
    periodic = fact.c.regime == Regime.PERIODIC.value
    query = (
        sa.select(
            fact.c.host_org_id,
            audience,
            sa.func.count().filter(periodic).label("periodic"),
            sa.func.count().filter(sa.and_(periodic, fact.c.form == Form.EMBEDDED.value)).label("embedded"),
            sa.func.count().filter(sa.not_(periodic)).label("ad_hoc"),
        )
        .where(fact.c.plan_year == plan_year)
        .group_by(fact.c.host_org_id, audience)
    )
    rows = (await connection.execute(query)).mappings()
    return {(row["host_org_id"], row["audience"]): Held(row["periodic"], row["embedded"], row["ad_hoc"]) for row in rows}
