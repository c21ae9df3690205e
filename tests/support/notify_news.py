"""News from other services as notify hears it."""

from datetime import date, datetime, timedelta
from typing import Any

from contracts import followup as f
from contracts import sessions as s
from contracts.envelope import Document, Sealed
from contracts.intake import OpinionRegisteredV1, SealedSubmitter
from contracts.vocabulary import (
    Audience,
    Complexity,
    DeadlineLevel,
    Form,
    Level,
    OpinionChannel,
    OpinionKind,
    OrgClass,
    Outcome,
    Regime,
    SubmitterKind,
    TargetKind,
    Trigger,
)

HOST, AGENCY, PARTY = "ubnd-to-hieu", "sl-snv", "sl-tinh-uy"
REPORT_TO = (PARTY, "sl-ubnd-tinh", HOST)


def organisation(unit_id: str, name: str, mailbox: str | None = None, **given: Any) -> s.OrgUnitRegisteredV1:
    facts = {"org_class": OrgClass.GOV, "level": Level.COMMUNE, "contact_email": mailbox, "symbol": "UBND", **given}
    return s.OrgUnitRegisteredV1(unit_id=unit_id, name=name, **facts)


ORGANISATIONS = (
    organisation(HOST, "UBND phường Tô Hiệu", "vanthu@tohieu.sonla.gov.vn"),
    organisation(AGENCY, "Sở Nội vụ tỉnh Sơn La", "vanthu@snv.sonla.gov.vn"),
    organisation(PARTY, "Tỉnh ủy Sơn La", None),
)


def scheduled(starts_at: datetime, **given: Any) -> s.SessionScheduledV1:
    facts: dict[str, Any] = {
        "session_id": "session-1",
        "plan_year": starts_at.year,
        "regime": Regime.PERIODIC,
        "audience": (Audience.PEOPLE,),
        "form": Form.CONFERENCE,
        "level": Level.COMMUNE,
        "host_org_id": HOST,
        "chair_role": "Chủ tịch UBND phường",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=4),
        "venue": "Nhà văn hóa phường Tô Hiệu",
        "opinion_cutoff_on": (starts_at - timedelta(days=1)).date(),
        "trigger": Trigger.PLAN,
        **given,
    }
    return s.SessionScheduledV1(**facts)


def invitee(ref: str, contact: Sealed | None = None, org_id: str | None = None, role: str = "participant") -> s.Invitee:
    return s.Invitee(invitee_ref=ref, role=role, org_id=org_id, contact=contact)


def approved(*invitees: s.Invitee) -> s.InvitationListApprovedV1:
    return s.InvitationListApprovedV1(session_id="session-1", invitees=invitees, approved_by_role="chairperson")


def opinion(
    opinion_id: str = "opinion-1", submitter_ref: str | None = "person-1", submitter: SealedSubmitter | None = None
) -> OpinionRegisteredV1:
    return OpinionRegisteredV1(
        opinion_id=opinion_id,
        channel=OpinionChannel.IN_PERSON,
        received_at=datetime.fromisoformat("2026-02-01T01:00:00Z"),
        received_by_org_id=HOST,
        submitter_kind=SubmitterKind.CITIZEN if submitter_ref else SubmitterKind.ANONYMOUS,
        submitter_ref=submitter_ref,
        submitter=submitter,
        audience=Audience.PEOPLE,
        kind=OpinionKind.OPINION,
    )


def case(**given: Any) -> f.FollowUpOpenedV1:
    facts: dict[str, Any] = {
        "case_id": "case-1",
        "opinion_ids": ("opinion-1",),
        "session_id": "session-1",
        "host_org_id": HOST,
        "assigned_agency_id": AGENCY,
        "complexity": Complexity.ORDINARY,
        "anchor_on": date(2026, 2, 11),
        "due_on": date(2026, 3, 11),
        "summary_redacted": "Đề nghị sửa đường liên bản.",
        **given,
    }
    return f.FollowUpOpenedV1(**facts)


def approaching(level: DeadlineLevel, due_on: date = date(2026, 3, 11)) -> f.DeadlineApproachingV1:
    return f.DeadlineApproachingV1(target_kind=TargetKind.CASE, target_id="case-1", case_id="case-1", level=level, due_on=due_on)


def missed() -> f.DeadlineMissedV1:
    return f.DeadlineMissedV1(target_id="case-1", case_id="case-1", due_on=date(2026, 3, 11), detected_on=date(2026, 3, 12))


def escalated(level: int, role: str, org_id: str | None, late: int, **given: Any) -> f.EscalationRaisedV1:
    return f.EscalationRaisedV1(
        target_id="case-1", case_id="case-1", level=level, to_role=role, to_org_id=org_id, working_days_late=late, **given
    )


def replied(reply_id: str = "reply-1", opinions: tuple[str, ...] = ("opinion-1",)) -> f.ReplyIssuedV1:
    return f.ReplyIssuedV1(
        reply_id=reply_id,
        case_id="case-1",
        opinion_ids=opinions,
        issuing_org_id=AGENCY,
        reply_doc=Document(number="123", symbol="SNV-TG", issued_on=date(2026, 3, 10)),
        outcome=Outcome.EXPLAINED,
        issued_on=date(2026, 3, 10),
        simultaneous_report_to=REPORT_TO,
        summary_plain="Đường liên bản được đưa vào kế hoạch năm 2027.",
    )
