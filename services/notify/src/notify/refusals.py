"""Why a request is refused, as the official reads it."""

REFUSALS = {
    "notice_unknown": "Không có thông báo này.",
    "notice_after_the_event": "Hội nghị đã bắt đầu hoặc đã qua, không gửi thông báo nữa.",
    "notice_not_due": "Thông báo chưa đến lúc gửi hoặc đã kết thúc.",
    "channel_refused_before": "Kênh này đã bị từ chối đối với người nhận.",
    "no_attempt_running": "Không có lần gửi nào đang chờ kết quả.",
    "notice_already_sent": "Thông báo đã được gửi, không gửi lần thứ hai vì cùng một lý do.",
    "notice_withdrawn": "Thông báo đã được thu hồi.",
    "notice_not_sent": "Thông báo chưa được gửi đi.",
    "rsvp_missing": "Cần nêu rõ sẽ dự, không dự hoặc cử người dự thay.",
    "rsvp_not_expected": "Thông báo này không cần trả lời dự họp.",
    "subject_erased": "Dữ liệu cá nhân của người nhận đã được xóa, không thể gửi lại.",
    "channel_not_by_hand": "Kênh này không phải hình thức giao trực tiếp.",
    "hand_over_in_future": "Thời điểm giao không thể ở tương lai.",
}
