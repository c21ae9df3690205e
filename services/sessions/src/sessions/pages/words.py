"""Vietnamese words of the pages: where a session stands, who presides, what happened."""

from collections.abc import Mapping
from enum import StrEnum

from contracts.labels import label
from contracts.vocabulary import Audience
from sessions.dialogue_session.facts import Finding, Paper, ProgrammeStep
from sessions.dialogue_session.session import Status
from sessions.readmodel.session_list import SessionRow
from sessions.roles import ROLES, role

__all__ = ["HAPPENED", "ROLES", "STATUSES", "TONES", "audiences", "choices", "held", "named", "role"]

STATUSES: Mapping[str, str] = {
    Status.PROPOSED: "Chờ phê duyệt",
    Status.DECLINED: "Không chấp thuận",
    Status.SCHEDULED: "Đã lên lịch",
    Status.POSTPONED: "Đã hoãn",
    Status.CANCELLED: "Đã hủy",
    Status.OPEN: "Đang diễn ra",
    Status.ADJOURNED: "Đã thông qua biên bản",
    Status.CONCLUDED: "Đã kết luận",
    Status.CONCLUSION_ISSUED: "Đã ra thông báo kết luận",
    Status.REPORTED: "Đã báo cáo",
    Status.CLOSED: "Đã khép lại",
    Status.RECORDED: "Ghi nhận sau",
}
TONES: Mapping[str, str] = {
    Status.PROPOSED: "warn",
    Status.DECLINED: "muted",
    Status.SCHEDULED: "info",
    Status.POSTPONED: "warn",
    Status.CANCELLED: "bad",
    Status.OPEN: "warn",
    Status.ADJOURNED: "warn",
    Status.CONCLUDED: "info",
    Status.CONCLUSION_ISSUED: "good",
    Status.REPORTED: "good",
    Status.CLOSED: "good",
}
HAPPENED: Mapping[str, str] = {
    "SessionScheduled": "Lên lịch hội nghị",
    "SessionProposed": "Đề xuất tổ chức hội nghị",
    "ProposalDeclined": "Không chấp thuận đề xuất",
    "SessionPostponed": "Hoãn hoặc đổi ngày",
    "SessionCancelled": "Hủy hội nghị",
    "InvitationListPrepared": "Trình danh sách khách mời",
    "InvitationListApproved": "Duyệt danh sách khách mời",
    "SessionAnnounced": "Thông báo công khai",
    "ChangeAnnounced": "Thông báo công khai việc thay đổi",
    "InvitationLateNoted": "Giấy mời gửi sau thời hạn",
    "ShortcomingJustified": "Chủ trì giải trình thiếu sót",
    "AgendaPrepared": "Trình chương trình",
    "AgendaApproved": "Duyệt chương trình",
    "FacilitiesArranged": "Chuẩn bị cơ sở vật chất",
    "SecurityArranged": "Bố trí bảo đảm an ninh, trật tự",
    "SecretaryAppointed": "Cử thư ký",
    "OpinionCameTooLate": "Có ý kiến đến sau hội nghị",
    "SessionOpened": "Khai mạc",
    "ProgrammeStepTaken": "Chuyển bước trong chương trình",
    "SessionPartHeld": "Tổ chức xong một cụm",
    "MinutesAdopted": "Thông qua biên bản, kết thúc hội nghị",
    "SessionConcluded": "Kết luận hội nghị",
    "SessionDateCorrected": "Đính chính ngày tổ chức",
    "MinutesCorrected": "Đính chính biên bản",
    "NewMatterVerified": "Xác minh nội dung mới phát sinh",
    "NotRaisedSettled": "Chuyển ý kiến chưa nêu sang hội nghị khác",
    "PaperDrafted": "Soạn thảo văn bản",
    "PublicationDutyNoted": "Phải công khai kết quả giải quyết",
    "ResultNoticePublished": "Công khai thông báo kết quả",
    "SessionRecorded": "Ghi nhận hội nghị đã tổ chức",
    "InternalReviewHeld": "Họp rút kinh nghiệm nội bộ",
    "ConclusionNoticeIssued": "Ban hành thông báo kết luận",
    "ResultNoticeIssued": "Ban hành thông báo kết quả giải quyết",
    "SessionReportSubmitted": "Gửi báo cáo sau hội nghị",
    "SessionCaseReopened": "Mở lại một vụ việc",
    "SessionClosed": "Khép lại hội nghị",
}


def named(kind: type[StrEnum], code: str | None) -> str:
    """The Vietnamese name of a stored code; nothing for none."""
    return label(kind(code)) if code else ""


def audiences(row: SessionRow) -> str:
    return "; ".join(label(Audience(each)) for each in row.audiences)


def held(row: SessionRow) -> str:
    """When it was, as precisely as the source knows."""
    day = row.held_on or row.day
    if day is not None:
        several = row.held_from is not None and row.held_from != day
        return f"{row.held_from:%d/%m/%Y} – {day:%d/%m/%Y}" if several else f"{day:%d/%m/%Y}"
    if row.held_period is None:
        return "Không rõ ngày"
    year, _, month = row.held_period.partition("-")
    return f"tháng {month}/{year}" if month else f"năm {year}"


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(code.value, label(code)) for code in kind]


STEPS: Mapping[ProgrammeStep, str] = {
    ProgrammeStep.OPENING: "Khai mạc, giới thiệu, cử thư ký",
    ProgrammeStep.PURPOSE: "Chủ trì nêu mục đích, cách thức đối thoại",
    ProgrammeStep.SLIPS: "Phát và nhận phiếu đăng ký",
    ProgrammeStep.SPEAKING: "Phát biểu theo thứ tự đăng ký",
    ProgrammeStep.ANSWERS: "Chủ trì trả lời hoặc giao lãnh đạo trả lời",
    ProgrammeStep.CONCLUSION: "Chủ trì kết luận, giao việc chưa giải quyết",
    ProgrammeStep.MINUTES: "Đọc và thông qua biên bản",
}
FINDINGS: Mapping[Finding, str] = {
    Finding.CONFIRMED: "Đúng như phản ánh",
    Finding.PARTLY_CONFIRMED: "Đúng một phần",
    Finding.NOT_CONFIRMED: "Không có cơ sở",
}
PAPERS: Mapping[Paper, str] = {
    Paper.CONCLUSION_NOTICE: "Thông báo kết luận",
    Paper.RESULT_NOTICE: "Thông báo kết quả giải quyết",
    Paper.SESSION_REPORT: "Báo cáo sau hội nghị",
}
