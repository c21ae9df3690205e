"""Receipts: what became of a message from outside, kept in our log and told to its sender."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import orjson

from chassis.eventstore.recorded import Recorded
from chassis.messaging.publish import Outgoing
from contracts.subjects import RECEIPTS, receipt_subject

Status = Literal["accepted", "refused", "held"]


@dataclass(frozen=True)
class Answer:
    """What a service says of one message: accepted with our id, refused with slugs and a plain sentence, or held until something appears."""

    status: Status
    message_vi: str
    our_id: str | None = None
    slugs: tuple[str, ...] = ()


def accepted(our_id: str, message_vi: str = "Đã tiếp nhận.") -> Answer:
    """It is in our log under `our_id`."""
    return Answer("accepted", message_vi, our_id)


def refused(*slugs: str, message_vi: str) -> Answer:
    """It was not taken; nothing of it is kept but this answer."""
    return Answer("refused", message_vi, None, slugs)


def held(*slugs: str, message_vi: str, our_id: str | None = None) -> Answer:
    """It is kept and waits; a later receipt says how it ended."""
    return Answer("held", message_vi, our_id, slugs)


@dataclass(frozen=True)
class ReceiptIssued:
    """Stored: the answer to one message of a sender outside. `repeat` counts how often the same message came before."""

    event_id: str
    agency: str
    status: Status
    message_vi: str
    received_at: datetime
    our_id: str | None = None
    slugs: tuple[str, ...] = field(default=())
    repeat: int = 0


RECEIPT_EVENTS: dict[str, type] = {"receipt.receipt-issued.v1": ReceiptIssued}


def receipt_stream(agency: str, event_id: str) -> str:
    """Stream of the receipts for one message."""
    return f"receipt-{agency}-{event_id}"


def receipt(agency: str, event_id: str, answer: Answer, received_at: datetime, *, repeat: int = 0) -> ReceiptIssued:
    """The fact to record for an answer."""
    return ReceiptIssued(event_id, agency, answer.status, answer.message_vi, received_at, answer.our_id, answer.slugs, repeat)


def outgoing_receipt(recorded: Recorded) -> Outgoing:
    """The message that tells the sender."""
    issued: ReceiptIssued = recorded.event
    body = {
        "event_id": issued.event_id,
        "agency": issued.agency,
        "status": issued.status,
        "our_id": issued.our_id,
        "slugs": list(issued.slugs),
        "message_vi": issued.message_vi,
        "received_at": issued.received_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
    }
    headers = {"content-type": "application/json", "Nats-Msg-Id": str(recorded.id)}
    return Outgoing(RECEIPTS, receipt_subject(issued.agency, issued.event_id), headers, orjson.dumps(body))
