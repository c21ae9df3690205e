"""What followup says: which case answers an opinion, the reply that names it, its closing and reopening; and new calendars."""

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from chassis.projections.change import Put
from chassis.projections.projection import tables_of
from chassis.projections.write import write
from contracts.cases import OpinionsJoinedCaseV1
from contracts.envelope import Envelope
from contracts.followup import CaseClosedV1, CaseReopenedV1, FollowUpOpenedV1, ReplyIssuedV1, WorkingCalendarLoadedV1
from intake.facts import tell
from intake.readmodel.heard_facts import CalendarRow, CaseOpinionsRow, find_case

_WRITTEN = tables_of(CaseOpinionsRow, CalendarRow)


async def on_case(unit: Unit, envelope: Envelope, event: FollowUpOpenedV1) -> None:
    values = {"session_id": event.session_id, "opinion_ids": list(event.opinion_ids)}
    await write(unit.connection, _WRITTEN, [Put("case_opinions", {"case_id": event.case_id}, values)])
    await tell(unit, envelope, event, event.opinion_ids)


async def on_reply(unit: Unit, envelope: Envelope, event: ReplyIssuedV1) -> None:
    """Merged members become replied one by one: only the opinions the reply names."""
    await tell(unit, envelope, event, event.opinion_ids)


async def on_case_moved(unit: Unit, envelope: Envelope, event: CaseClosedV1 | CaseReopenedV1) -> None:
    answered = await find_case(unit.connection, event.case_id)
    if answered:
        await tell(unit, envelope, event, answered.opinion_ids or [])


async def on_joined(unit: Unit, _envelope: Envelope, event: OpinionsJoinedCaseV1) -> None:
    """Merged opinions that a case answers too hear of its end with the others."""
    answered = await find_case(unit.connection, event.case_id)
    if answered:
        values = {
            "session_id": answered.session_id,
            "opinion_ids": list(dict.fromkeys((*(answered.opinion_ids or []), *event.opinion_ids))),
        }
        await write(unit.connection, _WRITTEN, [Put("case_opinions", {"case_id": event.case_id}, values)])


async def on_calendar(unit: Unit, envelope: Envelope, event: WorkingCalendarLoadedV1) -> None:
    """Dates given from now on are counted by the newest version; dates already given keep theirs."""
    values = {"loaded_position": envelope.position or 0, "covers_to": event.covers.to, "body": event.model_dump(mode="json")}
    await write(unit.connection, _WRITTEN, [Put("calendar", {"calendar_version": event.calendar_version}, values)])


FOLLOWUP = Source(
    "followup",
    {
        FollowUpOpenedV1: on_case,
        ReplyIssuedV1: on_reply,
        CaseClosedV1: on_case_moved,
        CaseReopenedV1: on_case_moved,
        OpinionsJoinedCaseV1: on_joined,
        WorkingCalendarLoadedV1: on_calendar,
    },
)
