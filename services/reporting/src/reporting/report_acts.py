"""What may be done to a report, for pages and API alike: which report is meant, who may, and the decision with the evidence it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa
from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.clock import Clock
from chassis.decider import Refused
from chassis.handle import Handled, Handler
from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from chassis.ids import new_id
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, Reader, TheClock, TheHandler, get_part
from chassis.web.problems import NotFound
from contracts.vocabulary import Level
from contracts.workdays import OutsideCalendar, WorkingCalendar, local_date
from reporting.readmodel.as_known import AsKnown
from reporting.readmodel.calendars import read_calendar
from reporting.readmodel.facts import table_of
from reporting.readmodel.organisations import Organisation, read_directory
from reporting.readmodel.report_calendar import ReportPeriod, after_session, find_period, ordered, owing_itself, periods_of, report_id_of
from reporting.readmodel.report_data import COUNTED
from reporting.readmodel.report_list import ReportRow, find_report
from reporting.readmodel.report_made import Made, TermsOf, made
from reporting.readmodel.report_rules import ReportRule
from reporting.readmodel.rule_packs import read_report_rules
from reporting.readmodel.session_facts import SessionFact
from reporting.report.commands import OpenReport, ReportCommand, TakeSnapshot
from reporting.report.decide import decider, stream_of
from reporting.report.events import Counted, SourcePosition, Terms

AFTER_SESSION = "sau-hoi-nghi-"


@dataclass(frozen=True)
class Meant:
    """One report of one year: as it was opened, or as the calendar of reports has it."""

    year: int
    key: str
    row: ReportRow | None
    rules: Sequence[ReportRule]
    held: tuple[date, date] | None = None
    own: tuple[str, str] | None = None
    """Id and name of the organisation that owes the report about itself."""

    @property
    def report_id(self) -> str:
        return report_id_of(self.key, self.year)

    def period(self, calendar: WorkingCalendar) -> ReportPeriod:
        """By a calendar. Raises NotFound when it does not reach that far."""
        if self.held is not None:
            try:
                return after_session(self.key.removeprefix(AFTER_SESSION), *self.held, calendar, self.rules)
            except OutsideCalendar as outside:
                raise NotFound from outside
        found = find_period(self.year, self.key, calendar, self.rules, self.own)
        if found is None:
            raise NotFound
        return found

    def terms_of(self) -> TermsOf:
        """Of an opened report what was owed then; otherwise by the calendar given."""
        row = self.row
        if row is not None:
            return lambda _: row.terms()
        return lambda calendar: self.period(calendar).terms()


async def find_meant(connection: AsyncConnection, year: int, key: str) -> Meant:
    """Raises NotFound when there is no such report that year."""
    row = await find_report(connection, report_id_of(key, year))
    held = None
    if key.startswith(AFTER_SESSION):
        held = await _held(connection, key.removeprefix(AFTER_SESSION))
        if held is None and row is None:
            raise NotFound
    rules, calendar = await read_report_rules(connection, year), await read_calendar(connection)
    own = await _own(connection, owing_itself(key, year, calendar, rules))
    meant = Meant(year, key, row, rules, held, own)
    if row is None and meant.period(calendar).year != year:
        raise NotFound
    return meant


async def _own(connection: AsyncConnection, org_id: str | None) -> tuple[str, str] | None:
    unit = table_of(Organisation)
    query = sa.select(unit.c.unit_id, unit.c.name).where(unit.c.unit_id == org_id, unit.c.level == Level.COMMUNE)
    row = (await connection.execute(query)).one_or_none() if org_id else None
    return (row.unit_id, row.name) if row else None


async def _held(connection: AsyncConnection, session_id: str) -> tuple[date, date] | None:
    session = table_of(SessionFact)
    query = sa.select(session.c.held_from, session.c.held_on).where(session.c.session_id == session_id, session.c.held_on.is_not(None))
    row = (await connection.execute(query)).one_or_none()
    return (row.held_from or row.held_on, row.held_on) if row else None


async def must_reach(connection: AsyncConnection, actor: Actor, org_id: str, permission: str, on: date) -> None:
    """Raises NotPermitted when the report's owner lies outside the actor's reach on the local day."""
    if actor.reach is Reach.EVERYWHERE:
        return
    directory = await read_directory(connection, on)
    if not directory.places.reached_by(actor, org_id, on):
        raise NotPermitted(permission, actor)


@dataclass(frozen=True)
class ReportActs:
    """Everything a writing route needs."""

    handler: Handler
    actor: Actor
    clock: Clock
    reader: AsyncConnection
    known: AsKnown
    command_id: UUID | None
    version: int | None

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def open(self, year: int, key: str, due_on: date | None, permission: str) -> Handled:
        """A report by order needs the date the order names. Raises Refused, NotFound."""
        meant = await find_meant(self.reader, year, key)
        if meant.row is not None and due_on in (None, meant.row.due_on):
            return await self._handle(meant, OpenReport(meant.report_id, meant.row.terms(), self.now), permission)
        calendar = await read_calendar(self.reader)
        period = meant.period(calendar)
        if due_on is not None and period.due_on is None:
            try:
                period = ordered(period, due_on, calendar)
            except OutsideCalendar as outside:
                raise Refused("calendar_does_not_reach") from outside
        if period.due_on is None:
            raise Refused("due_date_missing")
        return await self._handle(meant, OpenReport(meant.report_id, period.terms(), self.now), permission)

    async def open_year(self, year: int, permission: str) -> list[str]:
        """Every report of the year that has a date of its own; those already open stay as they are."""
        periods = periods_of(year, await read_calendar(self.reader), await read_report_rules(self.reader, year))
        opened = []
        for period in periods:
            if period.due_on is not None and await find_report(self.reader, period.report_id) is None:
                await must_reach(self.reader, self.actor, period.rule.owner, permission, local_date(self.now))
                command = OpenReport(period.report_id, period.terms(), self.now)
                await self.wait(await self.handler.handle(decider, stream_of(period.report_id), command, actor=self.actor))
                opened.append(period.report_id)
        return opened

    async def make(self, year: int, key: str, as_of: date) -> Made:
        """A report's data from the facts known by the end of the day; nothing is written."""
        if as_of > local_date(self.now):
            raise Refused("as_of_in_the_future")
        meant = await find_meant(self.reader, year, key)
        begins_on = meant.terms_of()(await read_calendar(self.reader)).period_start
        if as_of < begins_on:
            raise Refused("as_of_before_the_period", day=f"{begins_on:%d/%m/%Y}")
        return await made(self.known, self.reader, meant.terms_of(), as_of)

    async def snapshot(self, year: int, key: str, wanted: date | None, permission: str) -> Handled:
        """Fix the figures: made from the kept events, stored whole. Without a day: what is known now."""
        meant = await find_meant(self.reader, year, key)
        if meant.row is None:
            raise Refused("report_not_opened")
        as_of = wanted or local_date(self.now)
        found = await self.make(year, key, as_of)
        command = TakeSnapshot(
            str(new_id()),
            as_of,
            tuple(SourcePosition(source, position) for source, position in found.basis.positions.items()),
            found.basis.without,
            found.heard,
            tuple(Counted(name, found.data.values["figures"][name]) for name in COUNTED),
            found.data.values["nil"],
            found.data.digest,
            found.data.text,
            self.now,
        )
        return await self._handle(meant, command, permission)

    async def act(self, year: int, key: str, command: ReportCommand, permission: str) -> Handled:
        """A decision that needs no other evidence."""
        return await self._handle(await find_meant(self.reader, year, key), command, permission)

    async def _handle(self, meant: Meant, command: ReportCommand, permission: str) -> Handled:
        await must_reach(self.reader, self.actor, await self._owner(meant), permission, local_date(self.now))
        handled = await self.handler.handle(
            decider,
            stream_of(meant.report_id),
            command,
            actor=self.actor,
            command_id=self.command_id,
            expected_version=self.version,
        )
        await self.wait(handled)
        return handled

    async def _owner(self, meant: Meant) -> str:
        terms: Terms = meant.terms_of()(await read_calendar(self.reader))
        return terms.owner_org_id

    async def wait(self, handled: Handled) -> None:
        """Pages show what was just done."""
        await self.handler.wait_for(handled.position)


TheKnown = Annotated[AsKnown, Depends(get_part(AsKnown))]


async def get_acts(
    handler: TheHandler,
    actor: CurrentActor,
    clock: TheClock,
    reader: Reader,
    known: TheKnown,
    command_id: CommandId,
    version: ExpectedVersion,
) -> ReportActs:
    """The dependency of every route that asks for an act or makes a report again."""
    return ReportActs(handler, actor, clock, reader, known, command_id, version)


TheActs = Annotated[ReportActs, Depends(get_acts)]
