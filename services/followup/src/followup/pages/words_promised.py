"""One Vietnamese sentence for each fact about promises, interim replies, urging, and who holds a case."""

from datetime import date
from typing import assert_never

from contracts.envelope import Document
from contracts.labels import label
from contracts.workdays import local_date
from followup.case import promised
from followup.outbound_promised import Promised
from followup.readmodel.organisations import Organisations


def day(when: date) -> str:
    return f"{when:%d/%m/%Y}"


def document(doc: Document | None) -> str:
    """`12/SNV-VP ngày 10/03/2026`, as far as it is known."""
    if doc is None:
        return ""
    return f"{doc.reference} ngày {day(doc.issued_on)}" if doc.issued_on else doc.reference


def told_promised(  # noqa: PLR0911 - one arm per kind of fact
    event: Promised | promised.ReferralDeclined | promised.CommitmentReminderPostponed, organisations: Organisations
) -> tuple[str, str]:
    """Return the heading and the detail of one fact."""
    name = organisations.name
    match event:
        case promised.InterimReplyIssued():
            expected = f"; dự kiến trả lời ngày {day(event.expected_reply_on)}" if event.expected_reply_on else ""
            return "Trả lời bước đầu", f"{name(event.issuing_org_id)}: văn bản {document(event.reply_doc)}{expected}"
        case promised.CaseUrged():
            return "Đôn đốc", f"Gửi {name(event.to_org_id)}: {event.note}"
        case promised.CasePassedToSuccessor():
            decision = f"; theo {document(event.decision_doc)}" if event.decision_doc else ""
            moved = f"Từ {name(event.from_org_id)} sang {name(event.to_org_id)} kể từ ngày {day(event.effective_on)}"
            if event.referral_ended:
                ended = "Cấp trên kết thúc hoạt động, không có cơ quan kế thừa, vụ việc được tính hạn tiếp"
                return "Trở lại từ cấp trên", f"{moved}{decision}. {ended}"
            return "Chuyển cho cơ quan kế thừa", f"{moved}{decision}"
        case promised.OpinionsJoined():
            return "Gộp ý kiến cùng nội dung", f"Thêm {len(event.opinion_ids)} ý kiến, mỗi ý kiến đều được trả lời"
        case promised.ReferralDeclined():
            return "Không trình cấp trên", event.because
        case promised.CommitmentReminderPostponed():
            return "Dời việc nhắc sang giờ làm việc", f"Đến {day(local_date(event.until))}"
        case promised.SatisfactionRecorded():
            return "Ý kiến về việc trả lời", label(event.satisfaction)
        case _:
            return _commitment(event)


def _commitment(
    event: promised.CommitmentMade
    | promised.CommitmentRescheduled
    | promised.CommitmentReminded
    | promised.CommitmentWithdrawn
    | promised.ResolutionRecorded,
) -> tuple[str, str]:
    match event:
        case promised.CommitmentMade():
            limit = f"Dự kiến giải quyết xong ngày {day(event.expected_on)}" if event.expected_on else "Chưa nêu thời gian giải quyết xong"
            return "Cam kết theo lộ trình", "; ".join(text for text in (limit, event.steps, event.budget_note) if text)
        case promised.CommitmentRescheduled():
            before = f"Từ {day(event.old_expected_on)} thành " if event.old_expected_on else "Đến ngày "
            return "Điều chỉnh lộ trình", f"{before}{day(event.new_expected_on)}: {event.reason}"
        case promised.CommitmentReminded():
            if event.of_reply:
                stands = "đã qua, chưa có văn bản trả lời" if event.passed else "sắp đến"
                return "Nhắc ngày dự kiến trả lời", f"Ngày dự kiến trả lời {day(event.expected_on)} {stands}"
            stands = "đã qua, chưa giải quyết xong" if event.passed else "sắp đến"
            return "Nhắc thực hiện cam kết", f"Ngày dự kiến giải quyết xong {day(event.expected_on)} {stands}"
        case promised.CommitmentWithdrawn():
            return "Không thực hiện cam kết nữa", event.reason
        case promised.ResolutionRecorded():
            return "Đã giải quyết xong", f"Ngày {day(event.resolved_on)}: {event.summary_plain}"
        case _:
            assert_never(event)
