"""What happened, in Vietnamese, for the events shown behind a fact."""

from collections.abc import Mapping

from contracts import cases, followup, intake, notify, sessions
from contracts.envelope import PublicEvent

_NAMES: Mapping[type[PublicEvent], str] = {
    intake.OpinionRegisteredV1: "Tiếp nhận ý kiến",
    intake.OpinionClassifiedV1: "Phân loại ý kiến",
    intake.OpinionMergedV1: "Gộp ý kiến cùng nội dung",
    intake.OpinionRoutedOutV1: "Chuyển theo thủ tục khác",
    intake.OpinionRejectedV1: "Không tiếp nhận ý kiến",
    intake.OpinionWithdrawnV1: "Người gửi rút ý kiến",
    intake.UnitOpinionListSubmittedV1: "Đơn vị gửi danh sách ý kiến",
    sessions.OrgUnitRegisteredV1: "Ghi nhận cơ quan, đơn vị",
    sessions.OrgUnitChangedV1: "Thay đổi thông tin cơ quan, đơn vị",
    sessions.OrgUnitClosedV1: "Cơ quan, đơn vị kết thúc hoạt động",
    sessions.AnnualPlanIssuedV1: "Ban hành kế hoạch năm",
    sessions.AnnualPlanAmendedV1: "Điều chỉnh kế hoạch năm",
    sessions.SessionScheduledV1: "Lên lịch hội nghị",
    sessions.SessionPostponedV1: "Hoãn hội nghị",
    sessions.SessionCancelledV1: "Hủy hội nghị",
    sessions.SessionOpenedV1: "Khai mạc hội nghị",
    sessions.SessionConcludedV1: "Kết thúc hội nghị",
    sessions.SessionDateCorrectedV1: "Đính chính ngày tổ chức hội nghị",
    sessions.SessionRecordedV1: "Ghi nhận hội nghị đã tổ chức",
    sessions.ConclusionNoticeIssuedV1: "Ban hành thông báo kết luận",
    sessions.ResultNoticeIssuedV1: "Ban hành thông báo kết quả giải quyết",
    sessions.SessionReportSubmittedV1: "Gửi báo cáo sau hội nghị",
    followup.FollowUpOpenedV1: "Giao giải quyết",
    followup.CaseReassignedV1: "Chuyển cơ quan giải quyết",
    followup.CaseReclassifiedV1: "Xác định lại tính chất vụ việc",
    followup.ExtensionRequestedV1: "Đề nghị gia hạn",
    followup.ExtensionGrantedV1: "Cho phép gia hạn",
    followup.ExtensionRefusedV1: "Không cho phép gia hạn",
    followup.DelayNoticeSentToSubmitterV1: "Thông báo chậm trả lời cho người gửi",
    followup.ReferredToSuperiorV1: "Trình cấp trên",
    followup.SuperiorResponseReceivedV1: "Cấp trên có ý kiến",
    followup.DeadlineRecalculatedV1: "Tính lại thời hạn",
    followup.DeadlineApproachingV1: "Sắp đến hạn",
    followup.DeadlineMissedV1: "Quá hạn",
    followup.EscalationRaisedV1: "Báo cáo cấp trên về việc quá hạn",
    followup.ReplyIssuedV1: "Ban hành văn bản trả lời",
    followup.ReplyDeliveredV1: "Giao văn bản trả lời",
    followup.CaseClosedV1: "Kết thúc vụ việc",
    followup.CaseReopenedV1: "Mở lại vụ việc",
    cases.InterimReplyIssuedV1: "Trả lời bước đầu",
    cases.ReplyReportingCompletedV1: "Báo cáo đồng thời bổ sung",
    cases.CommitmentMadeV1: "Cam kết theo lộ trình",
    cases.CommitmentRescheduledV1: "Điều chỉnh lộ trình",
    cases.CommitmentWithdrawnV1: "Không thực hiện cam kết nữa",
    cases.ResolutionRecordedV1: "Đã giải quyết xong",
    cases.CaseUrgedV1: "Đôn đốc",
    cases.CasePassedToSuccessorV1: "Chuyển cho cơ quan kế thừa",
    cases.OpinionsJoinedCaseV1: "Gộp ý kiến vào vụ việc",
    cases.SatisfactionRecordedV1: "Ý kiến về việc trả lời",
    followup.DutyOpenedV1: "Phát sinh nhiệm vụ có thời hạn",
    followup.DutyRescheduledV1: "Tính lại thời hạn của nhiệm vụ",
    followup.DutyFulfilledV1: "Hoàn thành nhiệm vụ",
    followup.DutyLiftedV1: "Không còn nhiệm vụ",
    followup.WorkingCalendarLoadedV1: "Nạp lịch làm việc",
    followup.RulePackLoadedV1: "Nạp bộ quy tắc thời hạn",
    notify.InvitationIssuedV1: "Phát hành giấy mời",
    notify.InvitationSentV1: "Gửi giấy mời",
    notify.InvitationDeliveredV1: "Giấy mời đến người nhận",
    notify.InvitationFailedV1: "Gửi giấy mời không thành công",
    notify.InvitationAcknowledgedV1: "Người được mời phản hồi",
    notify.InvitationLateV1: "Giấy mời gửi chậm",
    notify.PublicAnnouncementPublishedV1: "Thông báo công khai",
    notify.ReminderSentV1: "Nhắc việc",
    notify.NoticeSentV1: "Gửi thông báo",
}
EVENT_NAMES: Mapping[str, str] = {model.event_type: name for model, name in _NAMES.items()}


def event_name(event_type: str) -> str:
    """The event in Vietnamese; its own type when it has no name."""
    return EVENT_NAMES.get(event_type, event_type)
