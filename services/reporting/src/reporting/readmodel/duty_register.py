"""The duty register: which head has held the dialogues of a plan year, and which has not."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.vocabulary import Form, Regime
from reporting.readmodel.facts import table_of
from reporting.readmodel.frequency_rules import FrequencyRule
from reporting.readmodel.organisations import Directory, Unit
from reporting.readmodel.plans import PlanFact
from reporting.readmodel.session_facts import SessionFact


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
class RegisterRow:
    """One duty of one organisation in a plan year, with its source."""

    org_id: str
    name: str
    level: str
    audience: str
    required: int
    held: Held
    standing: Standing
    source: str


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


def _legal(units: Iterable[Unit], rules: Sequence[FrequencyRule], plan_year: int) -> list[_Duty]:
    first, last = date(plan_year, 1, 1), date(plan_year, 12, 31)
    alive = [unit for unit in units if unit.exists_between(first, last)]
    return [
        _Duty(unit.unit_id, rule.audience, rule.at_least, rule.source) for unit in alive for rule in rules if rule.binds(unit, plan_year)
    ]


def _strictest(duties: Iterable[_Duty]) -> dict[tuple[str, str], _Duty]:
    found: dict[tuple[str, str], _Duty] = {}
    for duty in duties:
        known = found.get((duty.org_id, duty.audience))
        if known is None or duty.required > known.required:
            found[duty.org_id, duty.audience] = duty
    return found


async def read_duty_register(
    connection: AsyncConnection, plan_year: int, today: date, directory: Directory, rules: Sequence[FrequencyRule]
) -> list[RegisterRow]:
    """Every duty of the plan year, those not met first, then by level and name."""
    duties = _strictest([*_legal(directory.units.values(), rules, plan_year), *await _planned(connection, plan_year)])
    held = await _held(connection, plan_year)
    rows = [_row(duty, held.get(key, Held()), plan_year, today, directory) for key, duty in duties.items()]
    return sorted(rows, key=lambda row: (row.standing is Standing.MET, row.level, directory.sort_key(row.org_id), row.audience))


def _row(duty: _Duty, held: Held, plan_year: int, today: date, directory: Directory) -> RegisterRow:
    unit = directory.units.get(duty.org_id)
    level = unit.level if unit else ""
    where = standing(duty.required, held.periodic, plan_year, today)
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
