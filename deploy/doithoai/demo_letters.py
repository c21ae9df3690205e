"""What agencies' software says about the sample: inbound events with personal fields sealed, and the same said wrongly."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.ids import derived_id
from contracts.agencies import OpinionRegisteredInV1, ReplyIssuedInV1, SessionConcludedInV1, SessionOpinionIn, SubmitterBoxes
from contracts.cases import Roadmap
from contracts.envelope import Document
from contracts.identifiers import case_id
from contracts.seal import seal_for
from contracts.sessions import SessionTotals
from contracts.vocabulary import (
    Audience,
    Disposition,
    DomainCode,
    Form,
    Level,
    OpinionChannel,
    OpinionKind,
    Outcome,
    Regime,
    SubmitterKind,
    Urgency,
)
from doithoai.demo_acts import Reply, instant
from doithoai.demo_agencies import Mail, mail
from doithoai.sample.reading import Dialogue, Opinion
from doithoai.sample.submitters import Submitter


def event_id(key: str) -> UUID:
    """The id an agency gives its message: the same for the same thing, so that sending again is harmless."""
    return derived_id("demo-inbound", key)


def opinion_registered(
    opinion: Opinion, submitter: Submitter, public_key: bytes, org_id: str, at: datetime, audience: str
) -> OpinionRegisteredInV1:
    return OpinionRegisteredInV1(
        opinion_ref=opinion.key,
        channel=OpinionChannel.AGENCY_SYSTEM,
        received_at=at,
        received_by_org_id=org_id,
        submitter_kind=SubmitterKind(opinion.submitter_kind),
        submitter=SubmitterBoxes(
            name=seal_for(public_key, submitter.name),
            phone=seal_for(public_key, submitter.phone),
            address=seal_for(public_key, submitter.address),
        ),
        text=seal_for(public_key, opinion.text),
        audience=Audience(audience),
        kind=OpinionKind.RECOMMENDATION,
        domain_code=DomainCode(opinion.domain),
        urgency=Urgency(opinion.urgency),
        summary_redacted=opinion.text,
    )


def silent_or_answered(opinion: Opinion) -> Disposition:
    """A report that does not say what became of an opinion is not made to say it."""
    return Disposition.ANSWERED_ON_SPOT if opinion.answered_on_spot else Disposition.NOT_STATED


def totals(opinions: tuple[Opinion, ...]) -> SessionTotals:
    answered, count = sum(opinion.answered_on_spot for opinion in opinions), len(opinions)
    return SessionTotals(
        registered=count, raised=count, answered_on_spot=answered, assigned=0, beyond_authority=0, rejected=0, routed_out=0
    )


def session_concluded(dialogue: Dialogue, held_on: date, opinion_ids: dict[str, str]) -> SessionConcludedInV1:
    return SessionConcludedInV1(
        session_ref=dialogue.id,
        held_from=held_on,
        held_on=held_on,
        concluded_at=instant(held_on, 11),
        plan_year=held_on.year,
        level=Level(dialogue.level),
        regime=Regime(dialogue.regime),
        audience=tuple(Audience(audience) for audience in dialogue.audience),
        form=Form(dialogue.form),
        host_org_id=dialogue.host_org_id,
        totals=totals(dialogue.opinions),
        opinions=tuple(SessionOpinionIn(opinion_id=opinion_ids[o.key], disposition=silent_or_answered(o)) for o in dialogue.opinions),
    )


STEPS = "Khảo sát, đưa vào kế hoạch vốn, thực hiện trong quý sau."
PLANNED_FOR = timedelta(days=120)


def roadmap(outcome: str, issued_on: date) -> Roadmap | None:
    """What is in plan says until when; everything else promises nothing."""
    return Roadmap(expected_on=issued_on + PLANNED_FOR, steps=STEPS) if outcome == Outcome.IN_PLAN else None


def reply_issued(reply: Reply, session_id: str, opinion_id: str, report_to: tuple[str, ...]) -> ReplyIssuedInV1:
    return ReplyIssuedInV1(
        reply_id=f"tra-loi-{reply.opinion_key}",
        case_id=str(case_id(session_id, opinion_id)),
        opinion_ids=(opinion_id,),
        issuing_org_id=reply.issuing_org_id,
        reply_doc=Document(organ_id=reply.issuing_org_id, number=str(reply.number), symbol="CV", issued_on=reply.issued_on),
        outcome=Outcome(reply.outcome),
        issued_on=reply.issued_on,
        simultaneous_report_to=report_to,
        summary_plain="Cơ quan được giao đã xem xét và trả lời bằng văn bản về nội dung kiến nghị.",
        roadmap=roadmap(reply.outcome, reply.issued_on),
    )


def not_json(letter: Mail) -> Mail:
    return replace(letter, body=b'{"opinion_ref": ')


def plaintext_person(letter: Mail, submitter: Submitter) -> Mail:
    """The name travels open, which is refused whatever else is right."""
    return replace(letter, body=json.dumps(json.loads(letter.body) | {"submitter": {"name": submitter.name}}).encode())


def unknown_version(letter: Mail) -> Mail:
    return replace(letter, subject=letter.subject.removesuffix("v1") + "v9")


def future_dated(key: str, letter: Mail, event: OpinionRegisteredInV1, at: datetime) -> Mail:
    return mail(letter.agency, event_id(key), event, at + timedelta(days=2), event.opinion_ref)
