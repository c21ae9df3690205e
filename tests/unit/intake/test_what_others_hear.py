"""What leaves intake: every public event of the contract, nothing that is not public, and never a text in the clear."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from intake_examples import STORED, registered

from chassis.eventstore.codec import Codec
from chassis.eventstore.recorded import Meta, Recorded
from contracts import intake as public
from intake.data_request.events import EVENTS as REQUESTS
from intake.import_batch.events import EVENTS as BATCHES
from intake.opinion.events import EVENTS as OPINION
from intake.opinion.events import OpinionScheduled
from intake.opinion_list.events import EVENTS as LISTS
from intake.outbound import outbound
from intake.submitter.events import EVENTS as PEOPLE

CODEC = Codec(OPINION, LISTS, PEOPLE, BATCHES, REQUESTS)
AT = datetime(2026, 2, 9, 2, tzinfo=UTC)


def recorded(event: Any, version: int = 1) -> Recorded:
    return Recorded(version, UUID(int=version), "opinion-o-1", version, CODEC.name_of(event), event, Meta("acc-1", "c-1").json(), AT)


@pytest.mark.parametrize("event", STORED, ids=CODEC.name_of)
def test_a_stored_event_becomes_the_public_event_of_its_name_or_stays_private(event: Any) -> None:
    told = outbound(recorded(event))
    if told is not None:
        assert told.event_type == f"vn.gov.doithoai.intake.{CODEC.name_of(event)}"
        assert type(told).read(told.body()) == told


def test_every_public_event_of_intake_is_told_by_some_stored_event() -> None:
    told = {type(found) for event in STORED if (found := outbound(recorded(event)))}
    assert told == set(public.EVENTS)


def test_what_sessions_said_is_not_told_back_to_it() -> None:
    assert outbound(recorded(OpinionScheduled("o-1", "s-1", 3))) is None
    assert outbound(recorded(OpinionScheduled("o-1", "s-1", None))) == public.OpinionScheduledV1(opinion_id="o-1", session_id="s-1")


def test_a_routed_out_opinion_leaves_no_text() -> None:
    [routed] = [event for event in STORED if type(event).__name__ == "OpinionRoutedOut"]
    told = outbound(recorded(routed))
    assert told is not None
    assert set(told.model_dump()) == {"opinion_id", "route", "to_org_id"}


def test_personal_fields_leave_only_sealed() -> None:
    told = outbound(recorded(registered()))
    assert isinstance(told, public.OpinionRegisteredV1)
    assert told.text is not None
    assert told.submitter is not None
    assert told.submitter.name is not None
    assert (told.text.subject, told.submitter.name.subject) == ("o-1", "p-1")
