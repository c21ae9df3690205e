"""What intake says, as facts about opinions. Pure."""

from collections.abc import Iterator

from chassis.projections.change import Change, Drop, Patch, Put
from contracts import intake as said
from contracts.envelope import Envelope
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, Route, SubmitterKind
from contracts.workdays import local_date, reporting_year
from reporting.inbound.heard import Details, Readings
from reporting.readmodel.evidence import OPINION, About
from reporting.readmodel.opinion_facts import REGISTERED, REJECTED, ROUTED_OUT, WITHDRAWN

Read = Iterator[Change | About]
SECRET = ("channel", "submitter_kind", "audience", "kind", "domain_code", "urgency", "complexity", "authority", "target_session_id")


DETAILS: Details = {
    said.OpinionRegisteredV1: ("opinion_id", frozenset({"opinion_id", "received_at", "received_by_org_id"})),
    said.OpinionClassifiedV1: ("opinion_id", frozenset({"opinion_id"})),
}
REDACTED = {
    "channel": OpinionChannel.IN_PERSON,
    "submitter_kind": SubmitterKind.ANONYMOUS,
    "audience": Audience.PEOPLE,
    "kind": OpinionKind.REFLECTION,
    "summary_redacted": "",
}
"""Stands in for what a denunciation took away, where the contract asks for a value; none of it reaches a row."""


def _opinion(opinion_id: str, **values: object) -> Change:
    return Patch("opinion_fact", {"opinion_id": opinion_id}, values)


def registered(_: Envelope, event: said.OpinionRegisteredV1) -> Read:
    received_on = local_date(event.received_at)
    yield Put(
        "opinion_fact",
        {"opinion_id": event.opinion_id},
        {
            "received_on": received_on,
            "received_calendar_year": received_on.year,
            "received_reporting_year": reporting_year(received_on),
            "received_by_org_id": event.received_by_org_id,
            "state": REGISTERED,
            "channel": event.channel,
            "submitter_kind": event.submitter_kind,
            "represented_count": event.represented_count,
            "audience": event.audience,
            "kind": event.kind,
            "domain_code": event.domain_code,
            "urgency": event.urgency,
            "is_longstanding": False,
            "target_session_id": event.target_session_id,
            "after_cutoff": event.after_cutoff,
            "raised_live": event.raised_live,
        },
    )
    yield About(OPINION, event.opinion_id)


def classified(_: Envelope, event: said.OpinionClassifiedV1) -> Read:
    yield _opinion(
        event.opinion_id,
        domain_code=event.domain_code,
        urgency=event.urgency,
        complexity=event.complexity,
        authority=event.authority,
        is_longstanding=event.is_longstanding,
    )
    yield About(OPINION, event.opinion_id)


def merged(_: Envelope, event: said.OpinionMergedV1) -> Read:
    yield About(OPINION, event.survivor_id)
    for member in event.merged_ids:
        yield _opinion(member, merged_into=event.survivor_id)
        yield About(OPINION, member)


def routed_out(_: Envelope, event: said.OpinionRoutedOutV1) -> Read:
    """A denouncer is protected by law: what could lead to the person leaves, only the count stays (A-27)."""
    if event.route is Route.DENUNCIATION:
        yield _opinion(event.opinion_id, **dict.fromkeys(SECRET))
        yield Drop("fact_event", {"kind": OPINION, "fact_id": event.opinion_id})
        yield Drop("heard_detail", {"about": event.opinion_id})
    yield _opinion(event.opinion_id, state=ROUTED_OUT, route=event.route)
    yield About(OPINION, event.opinion_id)


def rejected(_: Envelope, event: said.OpinionRejectedV1) -> Read:
    yield _opinion(event.opinion_id, state=REJECTED, reject_reason=event.reason_code)
    yield About(OPINION, event.opinion_id)


def withdrawn(_: Envelope, event: said.OpinionWithdrawnV1) -> Read:
    yield _opinion(event.opinion_id, state=WITHDRAWN)
    yield About(OPINION, event.opinion_id)


def listed(_: Envelope, event: said.UnitOpinionListSubmittedV1) -> Read:
    yield Put(
        "opinion_list_fact",
        {"list_id": event.list_id},
        {
            "unit_org_id": event.unit_org_id,
            "session_id": event.session_id,
            "cutoff_on": event.cutoff_on,
            "submitted_on": local_date(event.submitted_at),
            "late": event.late,
            "nil_return": event.nil_return,
            "opinions": len(event.opinion_ids),
        },
    )


READINGS: Readings = {
    said.OpinionRegisteredV1: registered,
    said.OpinionClassifiedV1: classified,
    said.OpinionMergedV1: merged,
    said.OpinionRoutedOutV1: routed_out,
    said.OpinionRejectedV1: rejected,
    said.OpinionWithdrawnV1: withdrawn,
    said.UnitOpinionListSubmittedV1: listed,
}
