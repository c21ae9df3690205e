"""Sessions that agencies held and concluded in their own systems, and the receipt each of them gets."""

from chassis.handle import Unit
from chassis.ids import derived_id
from chassis.messaging.agency_inbox import AgencyInbox, AgencyMessage
from chassis.messaging.receipts import Answer, accepted, refused
from chassis.observability.log import get_log
from contracts.agencies import SessionConcludedInV1, SessionOpinionIn
from sessions.dialogue_session.commands import AcceptConclusion
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.events import ConclusionRefused
from sessions.dialogue_session.facts import OpinionResult, Totals
from sessions.log_events import LogEvent
from sessions.lookup import orgs_on_file, speakers_for
from sessions.refusals import REFUSALS, sentences

log = get_log(__name__)


def session_id_of(agency: str, body: SessionConcludedInV1) -> str:
    """Ours when the session was scheduled here, else one derived from the agency and its own reference."""
    return body.session_id or str(derived_id("session", agency, body.session_ref))


async def concluded(unit: Unit, message: AgencyMessage, body: SessionConcludedInV1) -> Answer:
    command = await translate(unit, message, body)
    for event in await unit.handle(decider, stream_of(command.session_id), command):
        if isinstance(event, ConclusionRefused):
            log.warning(LogEvent.CONCLUSION_REFUSED, agency=message.agency, session_id=command.session_id, slugs=list(event.slugs))
            return refused(*event.slugs, message_vi=sentences(event.slugs))
    log.info(LogEvent.CONCLUSION_ACCEPTED, agency=message.agency, session_id=command.session_id)
    return accepted(command.session_id, "Đã tiếp nhận kết quả hội nghị đối thoại.")


async def translate(unit: Unit, message: AgencyMessage, body: SessionConcludedInV1) -> AcceptConclusion:
    """The message as a command, with the directory's evidence about everybody it names."""
    opinions = tuple(_result(opinion) for opinion in body.opinions)
    named = (body.host_org_id, *(agency for opinion in opinions for agency in opinion.agencies))
    return AcceptConclusion(
        now=message.received_at,
        agency=message.agency,
        message_id=message.event_id,
        session_id=session_id_of(message.agency, body),
        held_from=body.held_from,
        held_on=body.held_on,
        concluded_at=body.concluded_at,
        plan_year=body.plan_year,
        level=body.level,
        regime=body.regime,
        audience=body.audience,
        form=body.form,
        host_org_id=body.host_org_id,
        totals=Totals(**body.totals.model_dump()),
        opinions=opinions,
        source_ref=body.session_ref,
        speakers=await speakers_for(unit, body.host_org_id),
        orgs=await orgs_on_file(unit, named),
    )


def _result(opinion: SessionOpinionIn) -> OpinionResult:
    return OpinionResult(
        opinion_id=opinion.opinion_id,
        disposition=opinion.disposition,
        assigned_agency_id=opinion.assigned_agency_id,
        co_agencies=opinion.co_agencies,
        complexity=opinion.complexity,
        authority=opinion.authority,
    )


INBOX = AgencyInbox(
    filter="in.*.session-concluded.>",
    events={("session-concluded", "v1"): SessionConcludedInV1},
    handle=concluded,
    refusals=REFUSALS,
)
