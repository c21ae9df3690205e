"""One act on a case: its facts and the terms in force are read, the command is decided, the answer carries version and events."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import Depends, Response
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from chassis.clock import Clock
from chassis.decider import Refused
from chassis.handle import Handler
from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from chassis.messaging.errors import NotYet
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, Reader, TheClock, TheHandler, get_runtime, set_etag
from chassis.web.problems import NotFound
from followup.api.bodies import Done
from followup.case.case import Facts
from followup.case.commands import CaseCommand
from followup.case.decide import decider
from followup.case.permissions import ACTS_FOR_ITSELF, ACTS_IN_ITS_LINE
from followup.deadlines.deadline import Terms
from followup.readmodel import case_detail
from followup.readmodel.rulebook import Rulebook, read_rulebook
from followup.settings import Settings


async def rulebook(connection: AsyncConnection, settings: Settings) -> Rulebook:
    """Read what is in force; nothing loaded yet is a refusal for a caller, not a failure."""
    try:
        return await read_rulebook(connection, settings)
    except NotYet:
        raise Refused("no_rulebook") from None


async def get_settings(request: Request) -> Settings:
    settings = get_runtime(request).settings
    assert isinstance(settings, Settings)
    return settings


TheSettings = Annotated[Settings, Depends(get_settings)]


@dataclass(frozen=True)
class Act:
    """Everything one request on one case needs."""

    case_id: str
    handler: Handler
    actor: Actor
    clock: Clock
    command_id: UUID | None
    expected_version: int | None
    response: Response
    facts: Facts
    rules: Rulebook

    @property
    def terms(self) -> Terms | None:
        """Terms for this case: its pack is chosen by host, level and day of the session."""
        return self.rules.terms(self.facts.host_org_id, self.facts.level, self.facts.anchor_on)

    def for_own_case(self, permission: str, *, org_id: str | None = None) -> None:
        """Agencies act on their own cases and for themselves, chairs and offices in their own line (domain rules, section 18).

        Raises NotPermitted.
        """
        line = self.rules.organisations.line
        if self.actor.role in ACTS_FOR_ITSELF:
            wanted = {org_id} if org_id else self.facts.issuers
            allowed = any(self.actor.reaches(each, ancestors=line(each)) for each in wanted)
        elif self.actor.role in ACTS_IN_ITS_LINE:
            allowed = self.actor.reach is Reach.EVERYWHERE or self._in_line()
        else:
            allowed = True
        if not allowed:
            raise NotPermitted(permission, self.actor)

    def _in_line(self) -> bool:
        own, line = self.actor.org_id, self.rules.organisations.line
        if own is None:
            return False
        concerned = {self.facts.host_org_id, *self.facts.issuers}
        return any(own in line(each) or each in line(own) for each in concerned)

    async def do(self, command: Callable[["Act"], CaseCommand]) -> Done:
        """Decide and record."""
        handled = await self.handler.handle(
            decider,
            f"case-{self.case_id}",
            command(self),
            actor=self.actor,
            command_id=self.command_id,
            expected_version=self.expected_version,
        )
        set_etag(self.response, handled.version)
        names = tuple(self.handler.codec.name_of(event) for event in handled.events)
        return Done(
            case_id=self.case_id,
            version=handled.version,
            position=handled.position,
            events=names,
            repeated=handled.repeated,
            at=self.clock.now(),
        )


async def get_act(
    case_id: UUID,
    handler: TheHandler,
    reader: Reader,
    actor: CurrentActor,
    clock: TheClock,
    command_id: CommandId,
    version: ExpectedVersion,
    settings: TheSettings,
    response: Response,
) -> Act:
    """Raises NotFound for a case nobody opened."""
    found = await case_detail.find(reader, handler.codec, str(case_id))
    if found is None:
        raise NotFound
    rules = await rulebook(reader, settings)
    return Act(str(case_id), handler, actor, clock, command_id, version, response, found.facts, rules)


TheAct: TypeAlias = Annotated[Act, Depends(get_act)]
