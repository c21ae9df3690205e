"""Vietnamese words of the pages: states, flags, roles, and one sentence for each fact of a case."""

from collections.abc import Mapping
from typing import Any

from contracts.labels import label
from contracts.vocabulary import Complexity, Timeliness
from followup.case import events as e
from followup.pages.words_promised import day, told_promised
from followup.readmodel.organisations import Organisations

STATES: Mapping[str, str] = {
    "OPEN": "Mới giao",
    "IN_PROGRESS": "Đang giải quyết",
    "EXTENDED": "Đã gia hạn",
    "REFERRED_UP": "Đã trình cấp trên",
    "SUPERIOR_ANSWERED": "Cấp trên đã có ý kiến",
    "REPLIED": "Đã trả lời",
    "CLOSED": "Đã kết thúc",
    "REOPENED": "Mở lại",
}
TONES: Mapping[str, str] = {"REPLIED": "good", "CLOSED": "good", "REFERRED_UP": "info", "SUPERIOR_ANSWERED": "info", "REOPENED": "warn"}
FLAGS: Mapping[str, str] = {
    "INCOMPLETE_REPORTING": "Chưa báo cáo đủ nơi nhận",
    "REPLY_DATE_MISMATCH": "Ngày văn bản khác ngày nhập",
    "SUPPLEMENTS_EARLIER": "Trả lời bổ sung",
    "DELIVERY_UNPROVEN": "Chưa có bằng chứng gửi đến người có ý kiến",
    "CORRECTS_EARLIER": "Đính chính văn bản trước",
    "ROADMAP_MISSING": "Chưa nêu lộ trình",
}
ROLES: Mapping[str, str] = {
    "assigned_agency": "cơ quan được giao",
    "unit_head": "thủ trưởng cơ quan được giao",
    "dialogue_office": "văn phòng giúp việc đối thoại",
    "chairperson": "người chủ trì",
    "party_committee": "cấp ủy cùng cấp",
    "inspectorate": "cơ quan thanh tra",
    "provincial_people_committee": "UBND tỉnh",
    "propaganda_mobilisation_board": "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "party_and_government": "cấp ủy, chính quyền cùng cấp",
}
COMMUNICATED: Mapping[str, str] = {
    "CONCLUSION_NOTICE": "thông báo kết luận",
    "NOTICE": "thông báo đã gửi",
    "REMINDER": "văn bản nhắc hạn",
    "EXTENSION": "thông báo gia hạn",
}


def role(code: str) -> str:
    return ROLES.get(code, code)


def told(event: e.CaseEvent, organisations: Organisations) -> tuple[str, str]:  # noqa: PLR0911 - one arm per kind of fact
    """Return the heading and the detail of one fact."""
    name = organisations.name
    match event:
        case e.FollowUpOpened():
            limit = f"hạn trả lời {day(event.schedule.due_on)}" if event.schedule else "không có thời hạn theo quy định"
            return "Giao giải quyết", f"{name(event.assigned_agency_id)}; đối thoại ngày {day(event.anchor_on)}; {limit}"
        case e.WorkStarted() | e.CaseReassigned() | e.CaseReclassified() | e.DelayNoticeSent():
            return _work(event, organisations)
        case e.ExtensionRequested() | e.ExtensionGranted() | e.ExtensionRefused():
            return _extension(event)
        case e.ReferralRequested() | e.ReferredToSuperior() | e.SuperiorResponseReceived():
            return _referral(event, organisations)
        case e.DeadlineRecalculated() | e.DeadlineUpheld() | e.DueDateCommunicated() | e.DeadlinePassed() | e.StepPostponed():
            return _clock(event)
        case e.DeadlineApproaching() | e.DeadlineMissed() | e.EscalationRaised():
            return _urged(event, organisations)
        case e.ReplyHeld() | e.HeldReplyRefused() | e.ReplyIssued() | e.ReportingCompleted() | e.ReplyDelivered():
            return _reply(event, organisations)
        case e.CaseClosed():
            late = f", chậm {event.working_days_late} ngày làm việc" if event.working_days_late else ""
            return "Kết thúc vụ việc", f"{label(event.timeliness)}{late}"
        case e.CaseReopened():
            limit = f"; hạn trả lời {day(event.schedule.due_on)}" if event.schedule else ""
            return "Mở lại vụ việc", f"{event.reason}{limit}"
        case _:
            return told_promised(event, organisations)


def _work(
    event: e.WorkStarted | e.CaseReassigned | e.CaseReclassified | e.DelayNoticeSent, organisations: Organisations
) -> tuple[str, str]:
    match event:
        case e.WorkStarted():
            return "Bắt đầu giải quyết", organisations.name(event.by_org_id)
        case e.CaseReassigned():
            return "Chuyển cơ quan giải quyết", f"{organisations.name(event.to_agency_id)}: {event.reason}"
        case e.CaseReclassified():
            limit = f"; hạn trả lời {day(event.schedule.due_on)}" if event.schedule else ""
            return "Xác định lại tính chất", f"{label(event.to_complexity)}: {event.reason}{limit}"
        case e.DelayNoticeSent():
            return "Thông báo chậm trả lời", f"Dự kiến trả lời ngày {day(event.expected_reply_on)}"


def _extension(event: e.ExtensionRequested | e.ExtensionGranted | e.ExtensionRefused) -> tuple[str, str]:
    match event:
        case e.ExtensionRequested():
            return "Đề nghị gia hạn", f"Đến ngày {day(event.wish.proposed_due_on)}: {event.wish.reason}"
        case e.ExtensionGranted():
            return "Đồng ý gia hạn", f"Từ {day(event.old_due_on)} đến {day(event.schedule.due_on)}"
        case e.ExtensionRefused():
            return "Không đồng ý gia hạn", event.because


def _referral(
    event: e.ReferralRequested | e.ReferredToSuperior | e.SuperiorResponseReceived, organisations: Organisations
) -> tuple[str, str]:
    superior = organisations.name(event.superior_org_id)
    match event:
        case e.ReferralRequested():
            return "Đề xuất trình cấp trên", f"{superior}: {event.reason}"
        case e.ReferredToSuperior():
            return "Trình cấp trên", f"{superior}; thời hạn tạm dừng từ {day(event.referred_on)}"
        case e.SuperiorResponseReceived():
            limit = f"; hạn trả lời {day(event.schedule.due_on)}" if event.schedule else ""
            return "Cấp trên có ý kiến", f"{superior}: {label(event.outcome)}{limit}"


def _clock(
    event: e.DeadlineRecalculated | e.DeadlineUpheld | e.DueDateCommunicated | e.DeadlinePassed | e.StepPostponed,
) -> tuple[str, str]:
    match event:
        case e.DeadlineRecalculated():
            change = f"Từ {day(event.old_due_on)} thành {day(event.schedule.due_on)}"
            decision = f"; căn cứ {event.decision}" if event.decision else ""
            return "Tính lại thời hạn", f"{change}: {label(event.cause)}, lịch {event.schedule.deadline.calendar_version}{decision}"
        case e.DeadlineUpheld():
            kept = event.computed_due_on < event.schedule.due_on
            why = f"; tính lại được {day(event.computed_due_on)} nhưng hạn đã được thông báo nên không rút ngắn" if kept else ""
            return "Giữ nguyên thời hạn", f"{label(event.cause)}, hạn {day(event.schedule.due_on)}{why}"
        case e.DueDateCommunicated():
            return "Thời hạn đã được thông báo", f"Hạn {day(event.due_on)} trong {COMMUNICATED[event.by_means_of.value]}"
        case e.DeadlinePassed():
            return "Qua mốc thời hạn", event.name
        case e.StepPostponed():
            return "Dời nhắc hạn sang giờ làm việc", event.name


def _urged(event: e.DeadlineApproaching | e.DeadlineMissed | e.EscalationRaised, organisations: Organisations) -> tuple[str, str]:
    match event:
        case e.DeadlineApproaching():
            return "Nhắc hạn", f"{label(event.level)}; hạn {day(event.due_on)}"
        case e.DeadlineMissed():
            return "Quá hạn", f"Hạn {day(event.due_on)}; {organisations.name(event.owner_org_id)}"
        case e.EscalationRaised():
            to = ", ".join([role(event.to_role), *(role(each.to_role) for each in event.also_to)])
            return f"Báo cáo quá hạn cấp {event.level}", f"Gửi {to}; chậm {event.working_days_late} ngày làm việc"


def _reply(
    event: e.ReplyHeld | e.HeldReplyRefused | e.ReplyIssued | e.ReportingCompleted | e.ReplyDelivered, organisations: Organisations
) -> tuple[str, str]:
    match event:
        case e.ReplyHeld():
            return "Văn bản trả lời đến trước", organisations.name(event.reply.issuing_org_id)
        case e.HeldReplyRefused():
            return "Không chấp nhận văn bản đến trước", event.slug
        case e.ReplyIssued():
            said = f"{label(event.reply.outcome)}; văn bản {event.reply.reply_doc.reference} ngày {day(event.counts_on)}"
            heading = "Đính chính văn bản trả lời" if event.reply.corrects else "Trả lời bằng văn bản"
            return heading, f"{organisations.name(event.reply.issuing_org_id)}: {said}; {label(event.timeliness)}"
        case e.ReportingCompleted():
            return "Báo cáo đồng thời bổ sung", ", ".join(organisations.name(each) for each in event.reported_to)
        case e.ReplyDelivered():
            return "Đã gửi đến người có ý kiến", label(event.channel)


def complexity(code: str) -> str:
    return label(Complexity(code))


def timeliness(code: str | None) -> str:
    return label(Timeliness(code)) if code else ""


def flags(text: str) -> list[str]:
    return [FLAGS.get(flag, flag) for flag in text.split()]


WORDS: Mapping[str, Any] = {
    "states": STATES,
    "tones": TONES,
    "complexity": complexity,
    "timeliness": timeliness,
    "flags": flags,
    "role": role,
}
