"""What the rule packs choose about reports and the minimum frequency, as followup loaded them (assumptions A-04, A-21, A-22)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from contracts.followup import RulePackLoadedV1
from contracts.vocabulary import ReportType
from reporting.readmodel.facts import Fact, table_of
from reporting.readmodel.report_rules import ReportRule, shipped_calendar_of_reports

CUT_OFF, AFTER_SESSION = "REPORT_CUTOFF", "AFTER_SESSION_REPORT"


class LoadedPack(Fact, table=True):
    """One pack as it was published. `own`: it is for this province, or for every one."""

    __tablename__ = "loaded_pack"
    rulepack_id: str = Field(primary_key=True)
    position: int
    own: bool
    org_scope: str | None = None
    additive: bool
    valid_from: date
    valid_to: date | None = None
    body: str


@dataclass(frozen=True)
class Choices:
    """Formulas of the closing of the data, from the due date (DL-16), and of the report after a session (DL-12): None where no pack says so."""

    cutoff: str | None = None
    after_session: str | None = None
    embedded_sessions_count: bool = True
    plans_bind: bool = True

    def over(self, rule: ReportRule) -> ReportRule:
        """The rule of the report calendar with what the pack says instead."""
        after = self.after_session if rule.type is ReportType.AFTER_SESSION else None
        return replace(rule, cutoff=self.cutoff or rule.cutoff, due_after=after or rule.due_after)


@dataclass(frozen=True)
class PackInForce:
    """One pack of this province, or of all, on a day; `levels` empty: all."""

    org_scope: str | None
    additive: bool
    rules: Mapping[str, Any]

    def covers(self, level: str, line: Collection[str]) -> bool:
        """Say whether it is for organisations of this level, and for one of these."""
        levels = self.rules.get("levels") or ()
        return (self.org_scope is None or self.org_scope in line) and (not levels or level in levels)


async def packs_in_force(connection: AsyncConnection, on: date) -> Sequence[PackInForce]:
    """Own packs in force on the day, the one that counts last: by the day they hold from, then as they were loaded."""
    pack = table_of(LoadedPack)
    in_force = (pack.c.own, pack.c.valid_from <= on, sa.or_(pack.c.valid_to.is_(None), pack.c.valid_to >= on))
    query = sa.select(pack).where(*in_force).order_by(pack.c.valid_from, pack.c.position)
    rows = (await connection.execute(query)).all()
    return [PackInForce(row.org_scope, row.additive, RulePackLoadedV1.read(row.body).rules) for row in rows]


async def read_choices(connection: AsyncConnection, on: date) -> Choices:
    """By the main pack of the province in force on the day; without one, the calendar of reports and the defaults stand."""
    return choices_of(await packs_in_force(connection, on))


def choices_of(packs: Sequence[PackInForce]) -> Choices:
    """What the last main pack of the whole province chooses."""
    main = [pack for pack in packs if not pack.additive and pack.org_scope is None]
    return chosen(main[-1].rules) if main else Choices()


def chosen(rules: Mapping[str, Any]) -> Choices:
    """What a pack's public rules choose."""
    said = rules.get("choices") or {}
    known = {name: bool(said[name]) for name in ("embedded_sessions_count", "plans_bind") if name in said}
    formulas = {rule["kind"]: str(rule["formula"]) for rule in reversed(rules.get("rules") or ()) if rule.get("applies", True)}
    return Choices(formulas.get(CUT_OFF), formulas.get(AFTER_SESSION), **known)


async def read_report_rules(connection: AsyncConnection, year: int) -> Sequence[ReportRule]:
    """The calendar of reports of a reporting year, with the numbers of the pack in force on its last day."""
    choices = await read_choices(connection, date(year, 12, 14))
    return tuple(choices.over(rule) for rule in shipped_calendar_of_reports())
