"""One act on a case, by software or on a page: facts and terms in force are read, the command is decided, the answer carries version and events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import Depends, Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from chassis.clock import Clock
from chassis.decider import Refused
from chassis.handle import Handled, Handler, Unit
from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import NotPermitted
from chassis.messaging.errors import NotYet
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, Reader, TheClock, TheHandler, get_runtime, set_etag
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from followup.case.case import CaseState, Facts
from followup.case.commands import CaseCommand, IssueReply, Reassign, ReferUpward, RequestReferral
from followup.case.decide import decider
from followup.case.events import CaseEvent
from followup.case.permissions import ACTS_FOR_ITSELF, ACTS_IN_ITS_LINE, ACTS_OF_THE_HOLDER
from followup.case.said_again import reply_on_record
from followup.case.vocabulary import CHAIR_ROLE
from followup.deadlines.deadline import Terms
from followup.joint_reply import shares
from followup.readmodel import case_detail
from followup.readmodel.case_detail import CaseDetail
from followup.readmodel.case_list import CaseFilter
from followup.readmodel.case_list import find as find_cases
from followup.readmodel.merged_opinions import survivors_of
from followup.readmodel.opinion_summaries import codes_of
from followup.readmodel.rulebook import Rulebook, read_rulebook
from followup.settings import Settings

MOST_BESIDE = 50


class Done(BaseModel):
    """What came of an act: the case's version for If-Match, and the stored names of what happened."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    case_id: str
    version: int
    position: int
    events: tuple[str, ...]
    repeated: bool = False
    at: datetime


class Replied(Done):
    """`reply_id`: under which the reply is on record, whatever id this request gave it; deliveries and reports are told of it."""

    reply_id: str


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
    rules: Rulebook
    detail: CaseDetail
    report_bodies: frozenset[str] = frozenset()
    """Who may be told the expected date of an extension."""
    beside: tuple[tuple[str, str], ...] = ()
    """Opinions of other unanswered cases of the session with the same holder, which one reply may answer too, each with its summary."""
    codes: Sequence[str] = ()
    """By which people ask for the opinions of the case over the telephone."""

    @property
    def state(self) -> CaseState:
        return self.detail.state

    @property
    def facts(self) -> Facts:
        return self.detail.facts

    @property
    def today(self) -> date:
        return local_date(self.clock.now())

    @property
    def terms(self) -> Terms | None:
        """Terms for this case: its pack is chosen by the session's host, level and day."""
        return self.rules.terms(self.facts.session_host_org_id, self.facts.level, self.facts.anchor_on)

    def for_own_case(self, permission: str, *, org_id: str | None = None) -> None:
        """Raises NotPermitted unless the act is the actor's to do in this case (domain rules, section 18)."""
        if not self.may(permission, org_id=org_id):
            raise NotPermitted(permission, self.actor)

    def may(self, permission: str, *, org_id: str | None = None) -> bool:
        """Whoever holds a case works on it, replies and asks for time; chairs and offices act in their own line, agencies for themselves."""
        if self.actor.reach is Reach.EVERYWHERE:
            return True
        if permission in ACTS_OF_THE_HOLDER or self.actor.role in ACTS_FOR_ITSELF:
            line, wanted = self.rules.organisations.line, {org_id} if org_id else self.facts.issuers
            return any(self.actor.reaches(each, ancestors=line(each)) for each in wanted)
        return self._in_line() if self.actor.role in ACTS_IN_ITS_LINE else True

    def _in_line(self) -> bool:
        """A chair decides what the host's chair decides, one of the agencies may not give itself time; an office sees to its agencies' part too.

        From below acts only who stands beside the host: its own office, its standing committee, never a lower level.
        """
        own, host, organisations = self.actor.org_id, self.facts.host_org_id, self.rules.organisations
        if own is None:
            return False
        if self.actor.role == CHAIR_ROLE:
            return own in organisations.line(host) or organisations.stands_beside(own, host, same_class=True)
        concerned = {host, *self.facts.issuers}
        return any(own in organisations.line(each) or organisations.stands_beside(own, each) for each in concerned)

    async def do(self, command: Callable[["Act"], CaseCommand]) -> Done:
        """Decide and record."""
        return self._done(await self.decide(command(self)))

    async def decide(self, command: CaseCommand) -> Handled:
        """One command on this case. Raises Refused, VersionConflict."""
        self._refuse_strangers(command)
        return await self.handler.handle(
            decider,
            self.stream,
            command,
            actor=self.actor,
            command_id=self.command_id,
            expected_version=self.expected_version,
        )

    def _refuse_strangers(self, command: CaseCommand) -> None:
        """A case handed to an organisation that is not there would be nobody's."""
        for org_id in _handed_to(command):
            if org_id not in self.rules.organisations.rows:
                raise Refused("organisation_unknown", org_id=org_id)
            if self.rules.organisations.ended(org_id, self.today):
                raise Refused("organisation_ended", name=self.rules.organisations.name(org_id))

    async def reply(self, command: IssueReply) -> Replied:
        """Answer every opinion the reply names, also those of other cases of the session, in one transaction."""
        on_record = reply_on_record(shares(command.reply, self.facts, {})[self.case_id], self.facts)

        async def work(unit: Unit) -> Sequence[CaseEvent]:
            survivors = await survivors_of(unit.connection, command.reply.opinion_ids)
            events: list[CaseEvent] = []
            for each, share in shares(command.reply, self.facts, survivors).items():
                version = self.expected_version if each == self.case_id else None
                events += await unit.handle(decider, f"case-{each}", replace(command, reply=share), expected_version=version)
            return events

        done = self._done(await self.handler.perform(work, decider, self.stream, actor=self.actor, command_id=self.command_id))
        return Replied(**done.model_dump(), reply_id=on_record.reply_id if on_record else command.reply.reply_id)

    @property
    def stream(self) -> str:
        return f"case-{self.case_id}"

    def _done(self, handled: Handled) -> Done:
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


def _handed_to(command: CaseCommand) -> tuple[str, ...]:
    match command:
        case Reassign():
            return (command.to_agency_id, *command.co_agencies)
        case RequestReferral() | ReferUpward():
            return (command.superior_org_id,)
        case _:
            return ()


async def beside(reader: AsyncConnection, case_id: str, facts: Facts) -> tuple[tuple[str, str], ...]:
    """Read the opinions that a reply to this case may answer as well."""
    wanted = CaseFilter(session_id=facts.session_id, agencies=(facts.assigned_agency_id,), unanswered=True)
    rows, _ = await find_cases(reader, wanted, facts.anchor_on, limit=MOST_BESIDE, offset=0)
    return tuple(
        (opinion, row.summary or f"Vụ việc {row.case_id[:8]}")
        for row in rows
        if row.case_id != case_id
        for opinion in row.opinion_ids.split()
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
    bodies = rules.organisations.report_bodies(settings.extension_report_bodies)
    return Act(
        str(case_id),
        handler,
        actor,
        clock,
        command_id,
        version,
        response,
        rules,
        found,
        bodies,
        await beside(reader, str(case_id), found.facts),
        await codes_of(reader, found.facts.opinion_ids),
    )


TheAct: TypeAlias = Annotated[Act, Depends(get_act)]
