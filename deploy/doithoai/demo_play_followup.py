"""Followup's part of the demonstration: rules loaded, cases reclassified, extended, referred upward, replied to."""

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from contracts.workdays import SHIPPED_FROM, SHIPPED_TO, local_date, shipped_calendar
from doithoai.demo_acts import (
    AskExtension,
    DecideExtension,
    DeliverReply,
    LoadCalendar,
    LoadRulePack,
    Reclassify,
    ReferUp,
    Reply,
    SuperiorAnswered,
)
from doithoai.demo_agencies import mail
from doithoai.demo_cases import REFERRED_TO, agency_of
from doithoai.demo_letters import event_id, reply_issued, roadmap
from doithoai.demo_offices import Declined
from doithoai.demo_stage import ADMINISTRATOR, AGENCY, CHAIR, OFFICE, OPINIONS, Stage, dialogue_of, document, receiver_of

FollowupAct: TypeAlias = (
    LoadCalendar | LoadRulePack | Reply | DeliverReply | Reclassify | AskExtension | DecideExtension | ReferUp | SuperiorAnswered
)
SUMMARY = "Cơ quan được giao đã xem xét và trả lời bằng văn bản về nội dung kiến nghị."


class NotDeclined(Exception):
    """The service accepted what the rule forbids."""


async def play_followup(stage: Stage, act: FollowupAct) -> None:  # noqa: C901
    """Play one act."""
    match act:
        case LoadCalendar():
            await _load_calendar(stage, act)
        case LoadRulePack():
            body = {"shipped": act.rule_pack_id}
            await stage.offices.post("/followup/api/v1/rule-packs", body, key=f"pack {act.rule_pack_id}", role=ADMINISTRATOR)
        case Reply():
            await (_reply_by_agency(stage, act) if act.agency else _reply(stage, act))
        case DeliverReply():
            await _deliver(stage, act)
        case Reclassify():
            await _decide(stage, act.opinion_key, "classification", {"complexity": "COMPLEX", "reason": act.reason})
        case AskExtension():
            await _ask_extension(stage, act)
        case DecideExtension() if act.grant:
            await _decide(stage, act.opinion_key, "extensions/grant", {})
        case DecideExtension():
            because = "Nội dung đã rõ, đủ điều kiện trả lời trong thời hạn quy định"
            await _decide(stage, act.opinion_key, "extensions/refuse", {"because": because})
        case ReferUp():
            papers = {"doc": _paper(stage, act.opinion_key, "TTr", 1), "citizen_notice_doc": _paper(stage, act.opinion_key, "TB", 2)}
            await _decide(stage, act.opinion_key, "referrals", {"superior_org_id": act.superior_org_id, **papers})
        case SuperiorAnswered():
            answer = {"superior_org_id": REFERRED_TO, "doc": document(REFERRED_TO, 77, "CV", stage.now), "outcome": "RETURNED"}
            await _post(stage, act.opinion_key, "superior-responses", answer, OFFICE)
        case _:
            assert_never(act)


async def _load_calendar(stage: Stage, act: LoadCalendar) -> None:
    special = shipped_calendar().special.values()
    days = [
        {
            "date": day.date.isoformat(),
            "is_working": day.is_working,
            "reason": day.reason,
            "source_document": day.source_document,
            "status": day.status.value,
        }
        for day in special
        if day.date not in act.unknown_yet
    ]
    covers = {"covers_from": SHIPPED_FROM.isoformat(), "covers_to": SHIPPED_TO.isoformat()}
    body = {"calendar_version": act.version, "days": days, **covers}
    await stage.offices.post("/followup/api/v1/calendars", body, key=f"calendar {act.version}", role=ADMINISTRATOR)


async def _reply(stage: Stage, act: Reply) -> None:
    planned = roadmap(act.outcome, act.issued_on)
    body = {
        "reply_id": f"tra-loi-{act.opinion_key}",
        "issuing_org_id": act.issuing_org_id,
        "reply_doc": document(act.issuing_org_id, act.number, "CV", stage.now),
        "outcome": act.outcome,
        "issued_on": act.issued_on.isoformat(),
        "simultaneous_report_to": list(reported_to(act.opinion_key)),
        "summary_plain": SUMMARY,
        "roadmap": planned.model_dump(mode="json") if planned else None,
    }
    await _post(stage, act.opinion_key, "replies", body, AGENCY, act.issuing_org_id)
    stage.book.replies[act.opinion_key] = str(body["reply_id"])


async def _reply_by_agency(stage: Stage, act: Reply) -> None:
    key = act.opinion_key
    said = reply_issued(act, stage.book.sessions[dialogue_of(key).id], stage.book.opinions[key], reported_to(key))
    letter = mail(act.agency or "", event_id(f"reply {key}"), said, stage.now, said.reply_id)
    await stage.agencies.send([letter])
    stage.book.replies[key] = said.reply_id


async def _deliver(stage: Stage, act: DeliverReply) -> None:
    path = f"replies/{stage.book.replies[act.opinion_key]}/deliveries"
    await _post(stage, act.opinion_key, path, {"channel": "PAPER_POST", "delivered_at": stage.now.isoformat()}, OFFICE)


async def _ask_extension(stage: Stage, act: AskExtension) -> None:
    key, agency = act.opinion_key, agency_of(dialogue_of(act.opinion_key), OPINIONS[act.opinion_key])
    body = {
        "proposed_due_on": act.proposed_due_on.isoformat(),
        "reason": "Cần thêm thời gian phối hợp với các ngành để xác minh",
        "reported_to_org_id": dialogue_of(key).government_org_id,
        "citizen_notice_doc": _paper(stage, key, "TB", 3) if act.citizen_notice else None,
    }
    try:
        await _post(stage, key, "extensions", body, AGENCY, agency, note=f"notice={act.citizen_notice}")
    except Declined as declined:
        if act.citizen_notice:
            raise
        stage.book.declined.append(declined)
        return
    if not act.citizen_notice:
        raise NotDeclined(f"{key}: an extension the submitter was not told of")


def reported_to(opinion_key: str) -> tuple[str, ...]:
    """The same-level committee and government, and the chair: told at the same time as the submitter."""
    dialogue = dialogue_of(opinion_key)
    return (dialogue.party_org_id or "party_committee", dialogue.government_org_id or "government", "chair")


def _paper(stage: Stage, opinion_key: str, symbol: str, number: int) -> dict[str, str]:
    return document(receiver_of(dialogue_of(opinion_key)), number, symbol, stage.now)


async def _decide(stage: Stage, opinion_key: str, path: str, body: Mapping[str, object]) -> None:
    await _post(stage, opinion_key, path, body, CHAIR, dialogue_of(opinion_key).host_org_id)


async def _post(
    stage: Stage, opinion_key: str, path: str, body: Mapping[str, object], role: str, org_id: str | None = None, note: str = ""
) -> None:
    url = f"/followup/api/v1/cases/{stage.case(opinion_key)}/{path}"
    key = f"{path} {opinion_key} {local_date(stage.now)} {note}"
    await stage.offices.post(url, body, key=key, role=role, org_id=org_id or receiver_of(dialogue_of(opinion_key)))
