"""notify sent something: a due date is known outside from then on (A-11), an invitation or an announcement is out, a document has left."""

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.inbox import Source
from contracts import notify as said
from contracts.envelope import Envelope
from contracts.vocabulary import DutyKind, NoticePurpose, TargetKind
from contracts.workdays import local_date
from followup.case import commands as c
from followup.case.decide import decider as cases
from followup.case.vocabulary import CommunicatedBy
from followup.duty.commands import MarkDutyCommunicated
from followup.duty.decide import decider as duties
from followup.inbound.owing import Owed, done, part_done
from followup.inbound.sending import notice_subject
from followup.readmodel.calendar_versions import newest_calendar
from followup.readmodel.heard import keep
from followup.readmodel.heard_sessions import invitation, invited

NAMES_THE_DUE_DATE = frozenset({NoticePurpose.CONCLUSION, NoticePurpose.ESCALATION})
SENDS = {NoticePurpose.CONCLUSION: DutyKind.CONCLUSION_NOTICE, NoticePurpose.RESULT: DutyKind.RESULT_NOTICE}


async def _reminded(unit: Unit, _envelope: Envelope, event: said.ReminderSentV1) -> None:
    if event.target_kind is TargetKind.DUTY:
        await unit.handle(duties, f"duty-{event.target_id}", MarkDutyCommunicated(now=unit.clock.now()))
        return
    mark = c.MarkCommunicated(now=unit.clock.now(), by=SYSTEM, by_means_of=CommunicatedBy.REMINDER)
    await unit.handle(cases, f"case-{event.target_id}", mark)


async def _invited(unit: Unit, _envelope: Envelope, event: said.InvitationIssuedV1) -> None:
    await keep(unit.connection, invited(event))


async def _noticed(unit: Unit, _envelope: Envelope, event: said.NoticeSentV1) -> None:
    if event.case_id and event.purpose in NAMES_THE_DUE_DATE:
        mark = c.MarkCommunicated(now=unit.clock.now(), by=SYSTEM, by_means_of=CommunicatedBy.NOTICE)
        await unit.handle(cases, f"case-{event.case_id}", mark)
    if event.session_id and event.purpose in SENDS:
        owed = Owed.of(notice_subject(event.session_id, SENDS[event.purpose]), DutyKind.DOCUMENT_SENT)
        await done(unit, owed, local_date(event.sent_at), await newest_calendar(unit.connection))


async def _invitation_sent(unit: Unit, _envelope: Envelope, event: said.InvitationSentV1) -> None:
    """One part of the session's invitations, timely by the day it was sent (A-13)."""
    known = await invitation(unit.connection, event.invitation_id)
    if known is None:
        return
    owed = Owed.of(event.session_id, DutyKind.INVITATIONS)
    await part_done(unit, owed, known.invitee_ref, local_date(event.sent_at), await newest_calendar(unit.connection))


async def _announced(unit: Unit, _envelope: Envelope, event: said.PublicAnnouncementPublishedV1) -> None:
    """On the first channel the announcement is public; it may be heard of before the session is (DL-04)."""
    owed = Owed.of(event.session_id, DutyKind.ANNOUNCEMENT)
    await done(unit, owed, local_date(event.published_at), await newest_calendar(unit.connection), remember=True)


def source() -> Source:
    """Handlers for what notify publishes."""
    return Source(
        "notify",
        {
            said.ReminderSentV1: _reminded,
            said.NoticeSentV1: _noticed,
            said.InvitationIssuedV1: _invited,
            said.InvitationSentV1: _invitation_sent,
            said.PublicAnnouncementPublishedV1: _announced,
        },
    )
