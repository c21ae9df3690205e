"""Sessions' part of the demonstration: the directory, plans, and dialogues scheduled, prepared, held, concluded or only recorded."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, TypeAlias, assert_never

from chassis.ids import derived_id
from contracts.workdays import local_date
from doithoai.demo_acts import (
    AnswerAtSession,
    ApproveInvitations,
    AssignAtSession,
    CloseOrganisations,
    ConcludeSession,
    IssueConclusionNotice,
    IssuePlan,
    IssueResultNotice,
    OpenSession,
    PrepareSession,
    PublishConcluded,
    RecordSession,
    RecordSlip,
    RegisterOrganisations,
    ScheduleSession,
    SubmitSessionReport,
    TakeTurn,
    instant,
)
from doithoai.demo_agencies import mail
from doithoai.demo_letters import event_id, session_concluded, silent_or_answered, totals
from doithoai.demo_offices import Offices
from doithoai.demo_stage import ADMINISTRATOR, CHAIR, DIALOGUES, OFFICE, SECRETARY, Stage, document, receiver_of, session_id
from doithoai.sample.reading import Dialogue, Organisation, organisations, plans

SessionsAct: TypeAlias = (
    RegisterOrganisations
    | CloseOrganisations
    | IssuePlan
    | ScheduleSession
    | ApproveInvitations
    | PrepareSession
    | OpenSession
    | RecordSlip
    | TakeTurn
    | AnswerAtSession
    | AssignAtSession
    | ConcludeSession
    | IssueConclusionNotice
    | SubmitSessionReport
    | IssueResultNotice
    | RecordSession
    | PublishConcluded
)
UNITS: Final = {unit.id: unit for unit in organisations()}
PLANS: Final = {plan["plan_id"]: plan for plan in plans()}
UNNAMED_CHAIR: Final = "Người chủ trì"
UNNAMED_VENUE: Final = "Nguồn không nêu địa điểm"
REPORTED_TO: Final = ("sl-ubnd-tinh", "sl-tinh-uy")


class NotAccepted(Exception):
    """An agency's message was refused where it should have been taken."""


async def play_sessions(stage: Stage, act: SessionsAct) -> None:  # noqa: C901, PLR0912
    """Play one act."""
    match act:
        case RegisterOrganisations():
            await asyncio.gather(*(register_unit(stage.offices, UNITS[ident]) for ident in act.ids))
        case CloseOrganisations():
            await asyncio.gather(*(_close(stage, ident, act) for ident in act.ids))
        case IssuePlan():
            plan = {key: value for key, value in PLANS[act.plan_id].items() if key != "title_vi"}
            await stage.offices.post("/sessions/api/v1/plans", plan, key=f"plan {act.plan_id}", role=CHAIR)
        case ScheduleSession():
            await _schedule(stage, DIALOGUES[act.dialogue_id])
        case ApproveInvitations():
            await _invite(stage, DIALOGUES[act.dialogue_id])
        case PrepareSession():
            await _prepare(stage, DIALOGUES[act.dialogue_id])
        case OpenSession():
            dialogue = DIALOGUES[act.dialogue_id]
            await _post(stage, dialogue, "open", {"chaired_by_role": _chair(dialogue), "attendance": _attendance(dialogue)}, SECRETARY)
            await _post(stage, dialogue, "steps", {"step": "PURPOSE"}, SECRETARY, "purpose")
        case RecordSlip():
            body = {"opinion_id": stage.book.opinions[act.opinion_key], "slip_no": act.slip_no}
            await _post(stage, DIALOGUES[act.dialogue_id], "slips", body, SECRETARY, act.opinion_key)
        case TakeTurn():
            turn = {"slip_no": act.slip_no, "override_reason": act.override_reason}
            await _post(stage, DIALOGUES[act.dialogue_id], "turns", turn, SECRETARY, str(act.slip_no))
        case AnswerAtSession():
            dialogue = DIALOGUES[act.dialogue_id]
            answer = {"opinion_id": stage.book.opinions[act.opinion_key], "answered_by_role": _chair(dialogue)}
            await _post(stage, dialogue, "answers", answer, CHAIR, act.opinion_key)
        case AssignAtSession():
            await _assign(stage, act)
        case ConcludeSession():
            await _conclude(stage, DIALOGUES[act.dialogue_id])
        case IssueConclusionNotice() | SubmitSessionReport() | IssueResultNotice():
            await _paper(stage, act)
        case RecordSession():
            await _record(stage, DIALOGUES[act.dialogue_id])
        case PublishConcluded():
            await _told(stage, act)
        case _:
            assert_never(act)


async def register_unit(offices: Offices, unit: Organisation) -> None:
    """Enter an organisation into the directory; the same entry again changes nothing."""
    body = {
        "unit_id": unit.id,
        "name": unit.name,
        "class": unit.org_class,
        "level": unit.level,
        "parent_id": unit.parent_id,
        "symbol": unit.symbol,
        "admin_unit_code": unit.official_id,
        "agency_code": unit.agency_code,
        "contact_email": unit.contact_email,
        "party_committee_id": unit.party_committee_id,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
    }
    await offices.post("/sessions/api/v1/org-units", body, key=f"org {unit.id}", role=ADMINISTRATOR)


async def _close(stage: Stage, ident: str, act: CloseOrganisations) -> None:
    successor = UNITS[ident].successor_id
    body = {"valid_to": act.last_day.isoformat(), "successor_ids": [successor] if successor else []}
    await stage.offices.post(f"/sessions/api/v1/org-units/{ident}/close", body, key=f"close org {ident}", role=ADMINISTRATOR)


def _chair(dialogue: Dialogue) -> str:
    return dialogue.chair_roles[0] if dialogue.chair_roles else UNNAMED_CHAIR


def _attendance(dialogue: Dialogue) -> dict[str, int]:
    present = dialogue.participants or 0
    return {{"PEOPLE": "people", "STAFF": "staff", "ORG_TTHC": "orgs"}[dialogue.audience[0]]: present}


async def _schedule(stage: Stage, dialogue: Dialogue) -> None:
    day = dialogue.held_on or local_date(stage.now)
    body = {
        "session_id": session_id(dialogue.id),
        "plan_year": day.year,
        "regime": dialogue.regime,
        "audience": list(dialogue.audience),
        "form": dialogue.form,
        "level": dialogue.level,
        "host_org_id": dialogue.host_org_id,
        "chair_role": _chair(dialogue),
        "co_chair_roles": list(dialogue.chair_roles[1:]),
        "starts_at": instant(day, 8).isoformat(),
        "ends_at": instant(day, 11).isoformat(),
        "venue": dialogue.venue or UNNAMED_VENUE,
        "topic_codes": [dialogue.topic] if dialogue.topic else [],
        "opinion_cutoff_on": (day - timedelta(days=1)).isoformat(),
        "trigger": "HOT_ISSUE" if dialogue.regime == "AD_HOC" else "PLAN",
    }
    answer = await stage.offices.post(
        "/sessions/api/v1/sessions", body, key=f"schedule {dialogue.id}", role=CHAIR, org_id=dialogue.host_org_id
    )
    stage.book.sessions[dialogue.id] = answer["id"]


async def _invite(stage: Stage, dialogue: Dialogue) -> None:
    offices = (dialogue.office_org_id, dialogue.party_org_id, dialogue.government_org_id)
    invited = [{"invitee_ref": ident, "role": "unit_head", "org_id": ident} for ident in dict.fromkeys(offices) if ident]
    people = [_participant(opinion.submitter.name, opinion.key) for opinion in dialogue.opinions[:1]]
    body = {"invitees": [*invited, *people], "approved_by_role": _chair(dialogue)}
    await _post(stage, dialogue, "invitations", body, CHAIR)


def _participant(name: str, opinion_key: str) -> dict[str, Any]:
    contact = {"name": name, "email": f"{opinion_key.lower()}@hopthu.example"}
    return {"invitee_ref": str(derived_id("demo-invitee", opinion_key)), "role": "participant", "contact": contact}


async def _prepare(stage: Stage, dialogue: Dialogue) -> None:
    office = receiver_of(dialogue)
    agenda = ("Khai mạc, giới thiệu", "Ý kiến của đại biểu", "Trả lời, phân công", "Kết luận, thông qua biên bản")
    await _post(stage, dialogue, "agenda", {"doc": document(office, 1, "CTr", stage.now), "items": list(agenda)}, CHAIR)
    await _post(stage, dialogue, "security", {"confirmed_by_org_id": dialogue.government_org_id or office}, OFFICE)
    await _post(stage, dialogue, "secretary", {"secretary_ref": f"{SECRETARY}@{dialogue.host_org_id}"}, OFFICE)


async def _assign(stage: Stage, act: AssignAtSession) -> None:
    body = {
        "opinion_id": stage.book.opinions[act.opinion_key],
        "assigned_agency_id": act.agency_org_id,
        "complexity": "COMPLEX" if act.complex else "ORDINARY",
    }
    await _post(stage, DIALOGUES[act.dialogue_id], "assignments", body, CHAIR, act.opinion_key)


async def _conclude(stage: Stage, dialogue: Dialogue) -> None:
    concluding = {"step": "CONCLUSION", "override_reason": "Không còn ý kiến đăng ký phát biểu"}
    await _post(stage, dialogue, "steps", concluding, SECRETARY, "conclusion")
    minutes = {"minutes_doc": document(dialogue.host_org_id, 1, "BB", stage.now)}
    await _post(stage, dialogue, "minutes", minutes, SECRETARY)
    await _post(stage, dialogue, "conclude", {}, CHAIR)


async def _paper(stage: Stage, act: IssueConclusionNotice | SubmitSessionReport | IssueResultNotice) -> None:
    dialogue = DIALOGUES[act.dialogue_id]
    match act:
        case IssueConclusionNotice():
            review = {"held_on": act.issued_on.isoformat()}
            await _post(stage, dialogue, "internal-review", review, CHAIR)
            notice = {"doc": document(dialogue.host_org_id, act.number, "TB", stage.now), "published_channels": ["PORTAL"]}
            await _post(stage, dialogue, "conclusion-notice", notice, CHAIR)
        case SubmitSessionReport():
            report = {"doc": document(dialogue.host_org_id, act.number, "BC", stage.now), "recipients": list(REPORTED_TO)}
            await _post(stage, dialogue, "report", report, CHAIR)
        case IssueResultNotice():
            result = {
                "doc": document(dialogue.host_org_id, act.number + 50, "TB", stage.now),
                "published_channels": ["NOTICE_BOARD", "PORTAL"],
            }
            await _post(stage, dialogue, "result-notice", result, CHAIR)
        case _:
            assert_never(act)


async def _record(stage: Stage, dialogue: Dialogue) -> None:
    body = {
        "session_id": session_id(dialogue.id),
        "held_on_precision": dialogue.precision,
        "held_on": dialogue.held_on.isoformat() if dialogue.held_on else None,
        "held_period": dialogue.period,
        "plan_year": dialogue.held_on.year if dialogue.held_on else None,
        "regime": dialogue.regime,
        "audience": list(dialogue.audience),
        "form": dialogue.form,
        "level": dialogue.level,
        "host_org_id": dialogue.host_org_id,
        "totals": totals(dialogue.opinions).model_dump(),
        "opinions": [{"opinion_id": stage.book.opinions[o.key], "disposition": silent_or_answered(o).value} for o in dialogue.opinions],
        "source_ref": dialogue.source,
    }
    answer = await stage.offices.post("/sessions/api/v1/sessions/record", body, key=f"record {dialogue.id}", role=OFFICE)
    stage.book.sessions[dialogue.id] = answer["id"]


async def _told(stage: Stage, act: PublishConcluded) -> None:
    dialogue = DIALOGUES[act.dialogue_id]
    said = session_concluded(dialogue, dialogue.held_on or local_date(stage.now), stage.book.opinions)
    (receipt,) = await stage.agencies.send([mail(act.agency, event_id(f"session {dialogue.id}"), said, stage.now, dialogue.id)])
    if receipt.our_id is None:
        raise NotAccepted(f"{dialogue.id}: {receipt.message_vi}")
    stage.book.sessions[dialogue.id] = receipt.our_id


async def _post(stage: Stage, dialogue: Dialogue, path: str, body: Mapping[str, Any], role: str, note: str = "") -> None:
    url = f"/sessions/api/v1/sessions/{stage.book.sessions[dialogue.id]}/{path}"
    await stage.offices.post(url, body, key=f"{path} {dialogue.id} {note}", role=role, org_id=dialogue.host_org_id)
