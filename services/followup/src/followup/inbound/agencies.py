"""in.<agency>.reply-issued: an agency's own software replies; wrong issuers are refused, a reply ahead of its case is held."""

from functools import partial
from uuid import UUID

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.actor import Actor
from chassis.messaging.agency_inbox import AgencyInbox, AgencyMessage
from chassis.messaging.receipts import Answer, accepted, held
from chassis.observability.log import get_log
from contracts.agencies import ReplyIssuedInV1
from contracts.workdays import local_date
from followup.case.case import Awaiting, CaseState, Unknown
from followup.case.commands import HoldReply, IssueReply
from followup.case.decide import decider
from followup.case.vocabulary import Reply, Roadmap
from followup.joint_reply import shares
from followup.log_events import LogEvent
from followup.readmodel.calendar_versions import newest_calendar
from followup.readmodel.merged_opinions import survivors_of
from followup.readmodel.organisations import Organisations, read_organisations
from followup.refusals import REFUSALS
from followup.settings import Settings

log = get_log(__name__)

INBOX_FILTER = "in.*.reply-issued.>"


def agency_inbox(settings: Settings) -> AgencyInbox:
    """Followup validates replies; nobody else reads them."""
    return AgencyInbox(
        filter=INBOX_FILTER,
        events={("reply-issued", "v1"): ReplyIssuedInV1},
        handle=partial(judge, keep_days=settings.held_reply_days),
        refusals=REFUSALS,
    )


def acts_for_itself(organisations: Organisations, agency: str, org_id: str) -> bool:
    """Say whether the credential stands for the organisation or one above it."""
    return not organisations.acting_as(agency).isdisjoint(organisations.line(org_id))


async def judge(unit: Unit, message: AgencyMessage, said: ReplyIssuedInV1, *, keep_days: int) -> Answer:
    """Apply the reply, hold it, or refuse it. Its sealed text stays with the sender: followup holds no key and keeps no copy."""
    organisations = await read_organisations(unit.connection)
    if not acts_for_itself(organisations, message.agency, said.issuing_org_id):
        raise Refused("agency_acts_for_itself")
    identity, now = _identity(said.case_id), unit.clock.now()
    stream, by = f"case-{identity}", Actor(f"agency:{message.agency}", "assigned_agency", said.issuing_org_id)
    reply = _reply(message, said)
    state: CaseState = await unit.state(decider, stream)
    if isinstance(state, Unknown | Awaiting):
        waiting = HoldReply(
            now=now, by=by, case_id=identity, reply=reply, agency=message.agency, event_id=message.event_id, keep_days=keep_days
        )
        await unit.handle(decider, stream, waiting)
        log.info(LogEvent.REPLY_HELD, case_id=identity, agency=message.agency, event_id=message.event_id)
        return held(
            "case_not_opened_yet", message_vi=f"Vụ việc chưa được mở; văn bản được giữ lại tối đa {keep_days} ngày.", our_id=identity
        )
    calendar, directory = await newest_calendar(unit.connection), organisations.directory
    survivors = await survivors_of(unit.connection, reply.opinion_ids)
    for each, share in shares(reply, state.facts, survivors).items():
        issue = IssueReply(now=now, by=by, reply=share, calendar=calendar, directory=directory)
        await unit.handle(decider, f"case-{each}", issue)
    return accepted(identity, "Đã ghi nhận văn bản trả lời.")


def _identity(case_id: str) -> str:
    try:
        return str(UUID(case_id))
    except ValueError:
        raise Refused("case_id_unreadable") from None


def _reply(message: AgencyMessage, said: ReplyIssuedInV1) -> Reply:
    given = said.roadmap
    return Reply(
        reply_id=said.reply_id,
        opinion_ids=said.opinion_ids,
        issuing_org_id=said.issuing_org_id,
        reply_doc=said.reply_doc,
        outcome=said.outcome,
        summary_plain=said.summary_plain,
        reported_to=said.simultaneous_report_to,
        said_on=local_date(message.envelope.time),
        issued_on=said.issued_on,
        corrects=said.corrects,
        roadmap=Roadmap(given.expected_on, given.steps, given.budget_note) if given else None,
    )
