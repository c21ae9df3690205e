"""The words of a notice: why it goes out, about what, and to what kind of recipient."""

from enum import StrEnum

from contracts.vocabulary import Channel


class Purpose(StrEnum):
    """Why a notice goes out; part of its identity, so the same reason never makes two notices."""

    INVITATION = "INVITATION"
    POSTPONEMENT = "POSTPONEMENT"
    CANCELLATION = "CANCELLATION"
    ANNOUNCEMENT = "ANNOUNCEMENT"
    ANNOUNCEMENT_POSTPONED = "ANNOUNCEMENT_POSTPONED"
    ANNOUNCEMENT_CANCELLED = "ANNOUNCEMENT_CANCELLED"
    REMINDER = "REMINDER"
    OVERDUE = "OVERDUE"
    ESCALATION = "ESCALATION"
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"
    REPLY = "REPLY"
    DELAY = "DELAY"
    REFERRAL = "REFERRAL"
    INTERIM = "INTERIM"
    RESULT = "RESULT"
    URGING = "URGING"
    ASSIGNMENT = "ASSIGNMENT"


class Target(StrEnum):
    """What a notice is about."""

    SESSION = "SESSION"
    CASE = "CASE"
    DUTY = "DUTY"
    OPINION = "OPINION"


ANNOUNCEMENTS = frozenset({Purpose.ANNOUNCEMENT, Purpose.ANNOUNCEMENT_POSTPONED, Purpose.ANNOUNCEMENT_CANCELLED})
IN_OFFICE_HOURS = frozenset(
    {Purpose.INVITATION, *ANNOUNCEMENTS, Purpose.REMINDER, Purpose.OVERDUE, Purpose.ESCALATION, Purpose.URGING, Purpose.ASSIGNMENT}
)
BY_HAND = frozenset(
    {
        Channel.IN_PERSON,
        Channel.PRINTED,
        Channel.PAPER_POST,
        Channel.DOC_EXCHANGE,
        Channel.NOTICE_BOARD,
        Channel.BULLETIN,
        Channel.LOUDSPEAKER,
    }
)
"""Channels on which a clerk may say "handed over" (Nghị định 49/2024: the last mile goes through commune and village head)."""

REASONS = {
    "subject_erased": "Dữ liệu cá nhân của người nhận đã được xóa theo yêu cầu",
    "no_contact": "Người nhận không có địa chỉ liên hệ dùng được",
    "no_channel_left": "Mọi kênh gửi tới người nhận đều đã bị từ chối",
    "mailbox_refused": "Hộp thư người nhận từ chối thư",
    "server_unreachable": "Không kết nối được máy chủ thư",
    "server_busy": "Máy chủ tạm thời từ chối, sẽ gửi lại",
    "gateway_unreachable": "Không kết nối được cổng tin nhắn",
    "gateway_busy": "Cổng tin nhắn tạm thời từ chối, sẽ gửi lại",
    "number_refused": "Cổng tin nhắn từ chối số điện thoại",
    "not_opted_in": "Người nhận chưa quan tâm tài khoản Zalo của cơ quan",
    "keys_unavailable": "Chưa mở được địa chỉ người nhận, sẽ thử lại",
    "disk_unavailable": "Chưa ghi được tệp văn bản, sẽ thử lại",
    "bounced": "Thư bị trả lại",
    "event_is_over": "Đã quá thời điểm diễn ra hội nghị",
    "session_postponed": "Hội nghị hoãn, giấy mời cũ không còn hiệu lực",
    "session_cancelled": "Hội nghị không tổ chức",
    "invitation_replaced": "Giấy mời được thay bằng giấy mời mới",
    "internal_fault": "Lỗi nội bộ khi soạn thông báo, sẽ thử lại",
    "contact_unreadable": "Không đọc được địa chỉ liên hệ đã niêm phong",
    "contact_awaited": "Chưa nhận được địa chỉ liên hệ của người gửi ý kiến, sẽ thử lại",
    "no_longer_needed": "Việc đã hoàn thành, không cần nhắc nữa",
    "deadline_moved": "Thời hạn đã thay đổi",
    "invitee_removed": "Người được mời không còn trong danh sách đã duyệt",
}
"""Every reason a delivery can fail or end, as a sentence for officials; stored events carry the slug."""
