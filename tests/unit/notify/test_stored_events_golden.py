"""Each stored event has a golden file that is never edited: what was written once must be read for ever."""

import dataclasses
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from notify_examples import (
    DEADLINE_LETTER,
    EVERYONE,
    INVITED,
    LEAD,
    MONDAY,
    OFFICE,
    PERSON,
    REPLY_LETTER,
    REQUESTED,
    SESSION_LETTER,
    STARTS,
)
from stored_golden import holds

from chassis.eventstore.codec import Codec
from contracts.vocabulary import Channel, Rsvp
from notify.notice import events as e

GOLDEN = Path(__file__).parent / "golden" / "events"
AT = datetime(2026, 2, 9, 1, tzinfo=UTC)
EXAMPLES: dict[str, e.NoticeEvent] = {
    "notice.notice-requested.v1": REQUESTED,
    "notice.delivery-due.v1": e.DeliveryDue(INVITED, 1, AT),
    "notice.delivery-attempted.v1": e.DeliveryAttempted(INVITED, 1, Channel.EMAIL, f"{INVITED.notice_id}.0", AT, "GM-UBND"),
    "notice.notice-sent.v1": e.NoticeSent(INVITED, 1, Channel.EMAIL, AT, "smtp:250 <key@sonla.gov.vn>"),
    "notice.delivery-failed.v1": e.DeliveryFailed(INVITED, 1, Channel.EMAIL, "server_busy", False, 1, AT, STARTS),
    "notice.notice-undeliverable.v1": e.NoticeUndeliverable(INVITED, None, "subject_erased", 2, AT),
    "notice.notice-delivered.v1": e.NoticeDelivered(INVITED, Channel.SMS, AT, "report:42"),
    "notice.notice-acknowledged.v1": e.NoticeAcknowledged(INVITED, Rsvp.DELEGATE, AT),
    "notice.notice-withdrawn.v1": e.NoticeWithdrawn(INVITED, "session_postponed", AT),
    "notice.invitation-late.v1": e.InvitationLate(INVITED, date(2026, 2, 10), date(2026, 2, 11), False, "2026-1"),
    "notice.target-missed.v1": e.TargetMissed(INVITED, date(2026, 2, 9), date(2026, 2, 10), "2026-1"),
    "notice.delivery-stalled.v1": e.DeliveryStalled(INVITED, 1, AT, 3, "server_busy", AT, STARTS),
    "notice.resend-requested.v1": e.ResendRequested(INVITED, 1, "acc-1", AT),
}
CODEC = Codec(e.EVENTS)


def golden(name: str, data: str) -> str:
    """The text of the golden file; written once where there is none and the environment asks for it."""
    path = GOLDEN / f"{name}.json"
    if not path.exists() and os.environ.get("WRITE_GOLDEN"):
        path.write_text(json.dumps(json.loads(data), ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", e.EVENTS)
def test_a_stored_event_is_written_and_read_as_on_the_first_day(name: str) -> None:
    stored, data = CODEC.encode(EXAMPLES[name])
    assert stored == name
    text = golden(name, data)
    assert holds(json.loads(data), json.loads(text))
    assert CODEC.decode(name, text) == EXAMPLES[name]


@pytest.mark.parametrize("name", e.EVENTS)
def test_fields_added_later_may_be_missing(name: str) -> None:
    """Optional fields (those with a default) are absent in what older versions wrote."""
    raw = json.loads(golden(name, CODEC.encode(EXAMPLES[name])[1]))
    for field in dataclasses.fields(e.EVENTS[name]):
        if field.default is not dataclasses.MISSING:
            raw.pop(field.name)
    assert type(CODEC.decode(name, json.dumps(raw))) is e.EVENTS[name]


@pytest.mark.parametrize("recipient", [PERSON, OFFICE, EVERYONE])
@pytest.mark.parametrize("letter", [SESSION_LETTER, DEADLINE_LETTER, REPLY_LETTER])
def test_every_recipient_and_letter_survives_the_log(recipient: Any, letter: Any) -> None:
    event = e.NoticeRequested(INVITED, recipient, letter, MONDAY, MONDAY, MONDAY, None, LEAD)
    assert CODEC.decode(*CODEC.encode(event)) == event


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(e.EVENTS)
