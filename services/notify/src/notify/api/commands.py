"""What officials and gateways may do to a notice: answer an invitation, try again, hand over, report delivery."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from chassis.decider import Refused
from chassis.handle import Handler
from chassis.identity.actor import Actor
from chassis.identity.permissions import permit
from chassis.web.dependencies import CommandId, CurrentActor, ExpectedVersion, TheHandler, set_etag
from chassis.web.problems import NotFound
from contracts.fields import Instant
from contracts.vocabulary import Channel, Rsvp
from contracts.workdays import local_date
from notify.api.shapes import Done
from notify.notice.commands import Acknowledge, ConfirmDelivery, NoticeCommand, RecordHandOver, ReportBounce, Resend
from notify.notice.decide import decider
from notify.notice.identity import stream_of
from notify.notice.permissions import ACKNOWLEDGE, HAND_OVER, REPORT_DELIVERY, RESEND
from notify.reach import must_act_on

router = APIRouter(prefix="/api/v1/notices", tags=["commands"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Answer(_Body):
    """The invitee's answer, given by telephone, on paper or online; none for notices that only ask to be confirmed."""

    rsvp: Rsvp | None = None


class HandOver(_Body):
    """Given in person, on paper or read out; `handed_at` is an instant with its offset, now when it is missing."""

    channel: Channel
    handed_at: Instant | None = None


class DeliveryStatus(StrEnum):
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"


class DeliveryReport(_Body):
    """`reference` is the provider's own, or the broadcaster's entry; it must not hold an address."""

    status: DeliveryStatus
    reference: str = Field(default="", max_length=100, pattern=r"^[A-Za-z0-9._:/-]*$")


@router.post("/{notice_id}/acknowledge", dependencies=[permit(ACKNOWLEDGE)])
async def acknowledge(
    notice_id: str, body: Answer, handler: TheHandler, actor: CurrentActor, key: CommandId, version: ExpectedVersion, response: Response
) -> Done:
    command = Acknowledge(body.rsvp, handler.clock.now())
    await check(handler, actor, notice_id, ACKNOWLEDGE)
    return await act(handler, notice_id, command, actor, key, version, response)


@router.post("/{notice_id}/retry", dependencies=[permit(RESEND)])
async def retry(
    notice_id: str, handler: TheHandler, actor: CurrentActor, key: CommandId, version: ExpectedVersion, response: Response
) -> Done:
    """At once, without waiting for office hours; refused for what went out already."""
    await check(handler, actor, notice_id, RESEND)
    return await act(handler, notice_id, Resend(actor.ref, handler.clock.now()), actor, key, version, response)


@router.post("/{notice_id}/hand-over", dependencies=[permit(HAND_OVER)])
async def hand_over(
    notice_id: str, body: HandOver, handler: TheHandler, actor: CurrentActor, key: CommandId, version: ExpectedVersion, response: Response
) -> Done:
    await check(handler, actor, notice_id, HAND_OVER)
    now = handler.clock.now()
    handed_at: datetime = body.handed_at or now
    return await act(handler, notice_id, RecordHandOver(body.channel, handed_at, actor.ref, now), actor, key, version, response)


@router.post("/{notice_id}/delivery", dependencies=[permit(REPORT_DELIVERY)])
async def report_delivery(
    notice_id: str,
    body: DeliveryReport,
    handler: TheHandler,
    actor: CurrentActor,
    key: CommandId,
    version: ExpectedVersion,
    response: Response,
) -> Done:
    """From a gateway or a broadcaster: it arrived (was aired), or it came back."""
    now = handler.clock.now()
    evidence = f"report:{body.reference or actor.ref}"
    delivered = body.status is DeliveryStatus.DELIVERED
    command = ConfirmDelivery(evidence, now) if delivered else ReportBounce("bounced", now)
    return await act(handler, notice_id, command, actor, key, version, response)


async def check(handler: Handler, actor: Actor, notice_id: str, permission: str) -> None:
    """Officials act on what is their office's business; gateways and broadcasters report on everything."""
    async with handler.engine.connect() as connection:
        await must_act_on(connection, actor, notice_id, permission, local_date(handler.clock.now()))


async def act(
    handler: Handler, notice_id: str, command: NoticeCommand, actor: Actor, key: UUID | None, version: int | None, response: Response
) -> Done:
    """One command on one notice; the answer waits until the lists show it."""
    try:
        handled = await handler.handle(decider, stream_of(notice_id), command, actor=actor, command_id=key, expected_version=version)
    except Refused as refusal:
        if refusal.slug == "notice_unknown":
            raise NotFound from refusal
        raise
    await handler.wait_for(handled.position)
    set_etag(response, handled.version)
    return Done(notice_id=notice_id, version=handled.version, repeated=handled.repeated)
