"""What other services say, with plain defaults: one word per event, so that tests read as stories."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from chassis.eventstore.recorded import Meta, Recorded
from contracts import followup, intake, notify, sessions
from contracts.envelope import Document
from contracts.vocabulary import (
    Audience,
    Authority,
    Channel,
    Complexity,
    DatePrecision,
    Disposition,
    DomainCode,
    Form,
    Level,
    OpinionChannel,
    OpinionKind,
    OrgClass,
    Outcome,
    Regime,
    Route,
    SubmitterKind,
    Timeliness,
    Trigger,
    Urgency,
)
from contracts.workdays import reporting_year
from followup.outbound import outbound
from followup.rule_pack.events import RulePackLoaded
from followup.rules.read import shipped_rule_packs

COMMUNE, AGENCY = "sl-xa-03847-ubnd", "sl-xa-03847-kinh-te"


def noon(day: date) -> datetime:
    return datetime.combine(day, time(5), UTC)


def paper(number: str, symbol: str, on: date | None = None) -> Document:
    return Document(number=number, symbol=symbol, issued_on=on)


def organisation(unit_id: str, name: str, **changed: Any) -> sessions.OrgUnitRegisteredV1:
    values: dict[str, Any] = {"org_class": OrgClass.GOV, "level": Level.COMMUNE, "symbol": "UBND", "valid_from": date(2025, 7, 1)}
    return sessions.OrgUnitRegisteredV1(unit_id=unit_id, name=name, **{**values, **changed})


def scheduled(session_id: str, on: date, **changed: Any) -> sessions.SessionScheduledV1:
    values: dict[str, Any] = {
        "plan_year": on.year,
        "regime": Regime.PERIODIC,
        "audience": (Audience.PEOPLE,),
        "form": Form.CONFERENCE,
        "level": Level.COMMUNE,
        "host_org_id": COMMUNE,
        "chair_role": "chairperson",
        "venue": "Nhà văn hóa xã Mường Bú",
        "trigger": Trigger.PLAN,
    }
    return sessions.SessionScheduledV1(session_id=session_id, starts_at=noon(on), ends_at=noon(on), **{**values, **changed})


def totals(registered: int = 0, answered: int = 0, assigned: int = 0) -> sessions.SessionTotals:
    counts = {"registered": registered, "raised": registered, "answered_on_spot": answered, "assigned": assigned}
    return sessions.SessionTotals(**counts, beyond_authority=0, rejected=0, routed_out=0)


def concluded(session_id: str, on: date, *opinions: sessions.SessionOpinion, **changed: Any) -> sessions.SessionConcludedV1:
    values: dict[str, Any] = {
        "held_from": on,
        "held_on": on,
        "concluded_at": noon(on),
        "plan_year": on.year,
        "reporting_year": reporting_year(on),
        "level": Level.COMMUNE,
        "regime": Regime.PERIODIC,
        "audience": (Audience.PEOPLE,),
        "form": Form.CONFERENCE,
        "host_org_id": COMMUNE,
        "totals": totals(len(opinions)),
        "opinions": opinions,
    }
    return sessions.SessionConcludedV1(session_id=session_id, **{**values, **changed})


def recorded(session_id: str, **changed: Any) -> sessions.SessionRecordedV1:
    values: dict[str, Any] = {
        "held_on_precision": DatePrecision.MONTH,
        "held_period": "2024-05",
        "level": Level.DISTRICT,
        "regime": Regime.PERIODIC,
        "audience": (Audience.PEOPLE,),
        "form": Form.CONFERENCE,
        "host_org_id": "sl-huyen-muong-la",
    }
    return sessions.SessionRecordedV1(session_id=session_id, **{**values, **changed})


def assigned(opinion_id: str, **changed: Any) -> sessions.SessionOpinion:
    values: dict[str, Any] = {"assigned_agency_id": AGENCY, "complexity": Complexity.ORDINARY, "authority": Authority.WITHIN}
    return sessions.SessionOpinion(opinion_id=opinion_id, disposition=Disposition.ASSIGNED, **{**values, **changed})


def answered(opinion_id: str) -> sessions.SessionOpinion:
    return sessions.SessionOpinion(opinion_id=opinion_id, disposition=Disposition.ANSWERED_ON_SPOT)


def registered(opinion_id: str, on: date = date(2026, 3, 9), **changed: Any) -> intake.OpinionRegisteredV1:
    values: dict[str, Any] = {
        "channel": OpinionChannel.IN_PERSON,
        "received_by_org_id": COMMUNE,
        "submitter_kind": SubmitterKind.CITIZEN,
        "audience": Audience.PEOPLE,
        "kind": OpinionKind.RECOMMENDATION,
        "domain_code": DomainCode.LAND,
        "summary_redacted": "Đề nghị cấp giấy chứng nhận quyền sử dụng đất.",
    }
    return intake.OpinionRegisteredV1(opinion_id=opinion_id, received_at=noon(on), **{**values, **changed})


def classified(opinion_id: str, domain: DomainCode = DomainCode.ENVIRONMENT) -> intake.OpinionClassifiedV1:
    return intake.OpinionClassifiedV1(
        opinion_id=opinion_id,
        domain_code=domain,
        urgency=Urgency.HIGH,
        complexity=Complexity.ORDINARY,
        is_longstanding=False,
        authority=Authority.WITHIN,
        classified_by_role="dialogue_office",
        reason="Theo nội dung ý kiến.",
    )


def packs_loaded() -> tuple[followup.RulePackLoadedV1, ...]:
    """The packs that followup ships, as it tells of them."""
    loaded = [RulePackLoaded(each, "acc-1") for each in shipped_rule_packs()]
    meta, at = Meta("acc-1", "c-1").json(), datetime(2026, 1, 1, tzinfo=UTC)
    told = [outbound(Recorded(1, UUID(int=1), "rule-pack", 1, "rule-pack.rule-pack-loaded.v1", each, meta, at)) for each in loaded]
    return tuple(each for each in told if isinstance(each, followup.RulePackLoadedV1))


def denounced(opinion_id: str) -> intake.OpinionRoutedOutV1:
    return intake.OpinionRoutedOutV1(opinion_id=opinion_id, route=Route.DENUNCIATION, to_org_id="sl-thanh-tra-tinh")


def opened(case_id: str, opinion_id: str, anchor_on: date, due_on: date | None, **changed: Any) -> followup.FollowUpOpenedV1:
    values: dict[str, Any] = {
        "session_id": "phien-1",
        "host_org_id": COMMUNE,
        "assigned_agency_id": AGENCY,
        "complexity": Complexity.ORDINARY,
        "authority": Authority.WITHIN,
        "calendar_version": "2026-1",
        "summary_redacted": "Đề nghị cấp giấy chứng nhận quyền sử dụng đất.",
    }
    return followup.FollowUpOpenedV1(
        case_id=case_id, opinion_ids=(opinion_id,), anchor_on=anchor_on, due_on=due_on, **{**values, **changed}
    )


def replied(case_id: str, opinion_id: str, on: date, outcome: Outcome = Outcome.RESOLVED, **changed: Any) -> followup.ReplyIssuedV1:
    values: dict[str, Any] = {"reply_id": f"tl-{case_id}", "issuing_org_id": AGENCY, "summary_plain": "Đã cấp giấy chứng nhận."}
    return followup.ReplyIssuedV1(
        case_id=case_id,
        opinion_ids=(opinion_id,),
        reply_doc=paper("118", "UBND-KT", on),
        issued_on=on,
        outcome=outcome,
        **{**values, **changed},
    )


def closed(case_id: str, on: date, timeliness: Timeliness = Timeliness.ON_TIME, late: int = 0) -> followup.CaseClosedV1:
    return followup.CaseClosedV1(case_id=case_id, closed_on=on, timeliness=timeliness, working_days_late=late)


def extended(case_id: str, until: date) -> followup.ExtensionGrantedV1:
    return followup.ExtensionGrantedV1(
        case_id=case_id,
        requested_on=date(2026, 3, 10),
        proposed_due_on=until,
        reason="Chờ kết quả đo đạc lại.",
        decided_by_role="chairperson",
    )


def referred(case_id: str, on: date) -> followup.ReferredToSuperiorV1:
    return followup.ReferredToSuperiorV1(case_id=case_id, superior_org_id="sl-ubnd-tinh", doc=paper("15", "TTr-UBND", on), referred_on=on)


def invited(invitation_id: str, session_id: str) -> notify.InvitationIssuedV1:
    return notify.InvitationIssuedV1(
        invitation_id=invitation_id,
        session_id=session_id,
        invitee_ref="nguoi-1",
        gm_doc=paper("05", "GM-UBND", date(2026, 3, 5)),
        channel=Channel.PAPER_POST,
    )


def invitation_sent(invitation_id: str, session_id: str, on: date) -> notify.InvitationSentV1:
    return notify.InvitationSentV1(invitation_id=invitation_id, session_id=session_id, sent_at=noon(on))
