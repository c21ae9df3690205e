"""What sessions and followup say about opinions, as commands; and how a fact waits when it comes before its opinion."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

import sqlalchemy as sa
from sqlmodel import col

from chassis.handle import Unit
from chassis.messaging.errors import Transient
from chassis.projections.change import Drop, Put
from chassis.projections.projection import tables_of
from chassis.projections.write import write
from contracts.catalogue import entry_for
from contracts.envelope import Envelope, PublicEvent
from contracts.followup import CaseClosedV1, CaseReopenedV1, FollowUpOpenedV1, ReplyIssuedV1
from contracts.sessions import (
    OpinionAnsweredAtSessionV1,
    OpinionAssignedAtSessionV1,
    RegistrationSlipRecordedV1,
    SessionConcludedV1,
    SessionRecordedV1,
    SpeakingTurnTakenV1,
)
from contracts.vocabulary import Disposition
from intake.opinion.commands import (
    FromOthers,
    RecordCaseClosed,
    RecordCaseOpened,
    RecordCaseReopened,
    RecordOutcome,
    RecordRaised,
    RecordReply,
    RecordSlip,
)
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.opinion import Unknown
from intake.readmodel.heard_facts import ForetoldRow
from intake.readmodel.row import fetch

SessionFact: TypeAlias = (
    RegistrationSlipRecordedV1
    | SpeakingTurnTakenV1
    | OpinionAnsweredAtSessionV1
    | OpinionAssignedAtSessionV1
    | SessionConcludedV1
    | SessionRecordedV1
)
CaseFact: TypeAlias = FollowUpOpenedV1 | ReplyIssuedV1 | CaseClosedV1 | CaseReopenedV1
OpinionFact: TypeAlias = SessionFact | CaseFact

_LOCK = sa.text(
    "SELECT pg_advisory_xact_lock(21, key) FROM (SELECT DISTINCT hashtext(id) AS key FROM unnest(CAST(:opinion_ids AS text[])) AS id ORDER BY 1) AS keys"
)
_REGISTERED = sa.text("SELECT 1 FROM event WHERE stream = :stream LIMIT 1")
_TABLES = tables_of(ForetoldRow)


class RegisteredMeanwhile(Transient):
    """The opinion was registered while its fact was being put aside: deliver the fact again."""


def command_for(fact: OpinionFact, opinion_id: str, now: datetime) -> FromOthers | None:
    """What the fact says about this opinion; None when it does not speak of it."""
    if isinstance(fact, SessionFact):
        return _from_session(fact, opinion_id, now)
    return _from_case(fact, now)


def _from_session(fact: SessionFact, opinion_id: str, now: datetime) -> FromOthers | None:
    by = "service:sessions"
    match fact:
        case RegistrationSlipRecordedV1():
            return RecordSlip(now, by, fact.session_id, fact.slip_no)
        case SpeakingTurnTakenV1():
            return RecordRaised(now, by, fact.session_id, fact.slip_no, fact.turn_no)
        case OpinionAnsweredAtSessionV1():
            answered = Disposition.ANSWERED_ON_SPOT
            return RecordOutcome(now, by, fact.session_id, answered, outcome=fact.outcome, answered_by_role=fact.answered_by_role)
        case OpinionAssignedAtSessionV1():
            to = (fact.assigned_agency_id, fact.co_agencies, fact.complexity, fact.authority)
            return RecordOutcome(now, by, fact.session_id, Disposition.ASSIGNED, *to)
        case SessionConcludedV1() | SessionRecordedV1():
            for each in fact.opinions:
                if each.opinion_id == opinion_id:
                    to_agency = (each.assigned_agency_id, each.co_agencies, each.complexity, each.authority)
                    return RecordOutcome(now, by, fact.session_id, each.disposition, *to_agency)
            return None


def _from_case(fact: CaseFact, now: datetime) -> FromOthers:
    by = "service:followup"
    match fact:
        case FollowUpOpenedV1():
            return RecordCaseOpened(now, by, fact.case_id, fact.session_id, fact.assigned_agency_id)
        case ReplyIssuedV1():
            return RecordReply(now, by, fact.reply_id, fact.case_id, fact.issuing_org_id, fact.outcome, fact.issued_on)
        case CaseClosedV1():
            return RecordCaseClosed(now, by, fact.case_id, fact.closed_on, fact.timeliness)
        case CaseReopenedV1():
            return RecordCaseReopened(now, by, fact.case_id)


async def tell(unit: Unit, envelope: Envelope, fact: OpinionFact, opinion_ids: Sequence[str]) -> None:
    """Record the fact with each opinion; for one nobody registered yet it waits. Raises RegisteredMeanwhile."""
    for opinion_id in opinion_ids:
        opinion = await unit.state(OPINION, stream_of(opinion_id))
        if isinstance(opinion, Unknown):
            await _foretell(unit, envelope, fact, opinion_id)
        elif command := command_for(fact, opinion_id, unit.clock.now()):
            await unit.handle(OPINION, stream_of(opinion_id), command)


async def _foretell(unit: Unit, envelope: Envelope, fact: PublicEvent, opinion_id: str) -> None:
    await hold(unit, opinion_id)
    if (await unit.connection.execute(_REGISTERED, {"stream": stream_of(opinion_id)})).scalar():
        raise RegisteredMeanwhile(opinion_id)
    values = {
        "number": envelope.position,
        "event_type": fact.event_type,
        "body": fact.model_dump(mode="json"),
        "told_at": unit.clock.now(),
    }
    await write(unit.connection, _TABLES, [Put("foretold", {"opinion_id": opinion_id, "event_id": str(envelope.id)}, values)])


async def hold(unit: Unit, *opinion_ids: str) -> None:
    """Until the transaction ends nobody else registers these opinions or puts a fact about them aside."""
    await unit.connection.execute(_LOCK, {"opinion_ids": list(opinion_ids)})


async def apply_foretold(unit: Unit, *opinion_ids: str) -> None:
    """Record what was told before the opinions came; the caller holds them."""
    told = col(ForetoldRow.opinion_id).in_(opinion_ids)
    waiting = sa.select(ForetoldRow).where(told).order_by(col(ForetoldRow.told_at), col(ForetoldRow.number))
    rows = await fetch(unit.connection, ForetoldRow, waiting)
    for row in rows:
        fact: OpinionFact = entry_for(row.event_type).model.model_validate(row.body)  # type: ignore[assignment]
        if command := command_for(fact, row.opinion_id, unit.clock.now()):
            await unit.handle(OPINION, stream_of(row.opinion_id), command)
    if rows:
        told_of = sorted({row.opinion_id for row in rows})
        await write(unit.connection, _TABLES, [Drop("foretold", {"opinion_id": opinion_id}) for opinion_id in told_of])
