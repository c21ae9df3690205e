"""What an office says of a duty, the same from the work list and from another program: that it was done, or that it takes more time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.clock import Clock
from chassis.decider import Refused
from chassis.handle import Handled, Handler, Unit
from chassis.identity.actor import Actor
from chassis.identity.permissions import NotPermitted
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler
from chassis.web.problems import NotFound
from contracts.envelope import Document
from contracts.vocabulary import DutyKind
from contracts.workdays import local_date
from followup.acting import TheSettings, rulebook
from followup.case.permissions import COORDINATE
from followup.duty.commands import ExtendDuty, FulfilDuty
from followup.duty.decide import decider
from followup.duty.duty import Pending
from followup.duty.events import DutyEvent
from followup.duty.whose import EXTENDED_WITHIN, SAID_BY_OFFICE
from followup.readmodel.duty_list import PENDING, find_one
from followup.readmodel.rulebook import Rulebook
from followup.settings import Settings


def may_be_extended(row: Any) -> bool:
    """Of a row of the duty list: whether the form is of use: still owed, of a kind the office may extend, and not extended yet."""
    return row.state == PENDING and DutyKind(row.kind) in EXTENDED_WITHIN and row.extended_because is None


def is_said_by_office(row: Any) -> bool:
    """Of a row of the duty list: whether the form is of use: still owed, and done where only the office can know."""
    return row.state == PENDING and DutyKind(row.kind) in SAID_BY_OFFICE


@dataclass(frozen=True)
class DutyActs:
    """Who says it, and all it needs. Every act raises NotFound, NotPermitted, Refused."""

    handler: Handler
    reader: AsyncConnection
    actor: Actor
    clock: Clock
    settings: Settings
    command_id: UUID | None

    async def say_done(self, duty_id: str, done_on: date | None, doc: Document | None) -> tuple[date, Handled]:
        """`done_on` None: today, local date."""
        row, rules = await self._own(duty_id)
        now = self.clock.now()
        today = local_date(now)
        done_on = done_on or today
        if row.state != PENDING:
            raise Refused("duty_not_pending")
        if not is_said_by_office(row):
            raise Refused("duty_done_elsewhere")
        if done_on > today:
            raise Refused("duty_done_in_the_future", done_on=f"{done_on:%d/%m/%Y}")
        command = FulfilDuty(duty_id=duty_id, fulfilled_on=done_on, doc=doc, calendar=rules.calendar, now=now)
        stream = f"duty-{duty_id}"
        handled = await self.handler.handle(decider, stream, command, actor=self.actor, command_id=self.command_id)
        return done_on, await self._shown(handled)

    async def extend(self, duty_id: str, due_on: date, reason: str, notice_doc: Document) -> Handled:
        """More time, once, within the pack's cap."""
        _, rules = await self._own(duty_id)
        stream, now = f"duty-{duty_id}", self.clock.now()

        async def work(unit: Unit) -> Sequence[DutyEvent]:
            state = await unit.state(decider, stream)
            terms = rules.terms_of_duty(state) if isinstance(state, Pending) else None
            command = ExtendDuty(due_on=due_on, reason=reason, notice_doc=notice_doc, terms=terms, now=now)
            return await unit.handle(decider, stream, command)

        return await self._shown(await self.handler.perform(work, decider, stream, actor=self.actor, command_id=self.command_id))

    async def _shown(self, handled: Handled) -> Handled:
        await self.handler.wait_for(handled.position, seconds=2)
        return handled

    async def _own(self, duty_id: str) -> tuple[Any, Rulebook]:
        row = await find_one(self.reader, duty_id)
        if row is None:
            raise NotFound
        rules = await rulebook(self.reader, self.settings)
        if not self.actor.reaches(row.owner_org_id, ancestors=rules.organisations.line(row.owner_org_id)):
            raise NotPermitted(COORDINATE, self.actor)
        return row, rules


async def duty_acts(
    handler: TheHandler, reader: Reader, actor: CurrentActor, clock: TheClock, settings: TheSettings, command_id: CommandId
) -> DutyActs:
    """The dependency of every act on a duty."""
    return DutyActs(handler, reader, actor, clock, settings, command_id)


TheDutyActs = Annotated[DutyActs, Depends(duty_acts)]
