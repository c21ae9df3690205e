"""Why something was refused, as a Vietnamese sentence for each slug."""

from collections.abc import Sequence

ORGANISATIONS = {
    "org_unknown": "Cơ quan, đơn vị {org_id} không có trong danh mục.",
    "org_not_valid_on_date": "Cơ quan, đơn vị {org_id} không tồn tại vào ngày {day}.",
    "org_already_registered": "Mã cơ quan, đơn vị {org_id} đã được đăng ký với nội dung khác; hãy dùng thao tác thay đổi.",
    "org_closed": "Cơ quan, đơn vị {org_id} đã kết thúc hoạt động từ sau ngày {day}.",
    "org_is_its_own_parent": "Cơ quan, đơn vị không thể là cấp trên của chính mình.",
    "org_succeeds_itself": "Cơ quan, đơn vị không thể kế thừa chính mình.",
    "parent_unknown": "Cơ quan cấp trên {org_id} không có trong danh mục.",
    "successor_unknown": "Cơ quan kế thừa {org_id} không có trong danh mục.",
    "change_before_last_change": "Ngày thay đổi không được trước lần thay đổi gần nhất ({day}).",
    "closed_before_last_change": "Ngày kết thúc không được trước lần thay đổi gần nhất ({day}).",
    "role_before_org": "Vai trò không thể bắt đầu trước ngày thành lập cơ quan ({day}).",
    "role_not_held": "Người này không giữ vai trò đó tại cơ quan.",
    "role_ends_before_it_starts": "Ngày thôi vai trò không được trước ngày bắt đầu ({day}).",
}
PLANS = {
    "plan_unknown": "Không có kế hoạch đối thoại nào mang mã này.",
    "plan_already_issued": "Kế hoạch {plan_id} đã được ban hành với nội dung khác; hãy dùng thao tác điều chỉnh.",
    "plan_is_empty": "Kế hoạch phải có ít nhất một nội dung đối thoại dự kiến.",
    "planned_count_negative": "Số lần đối thoại dự kiến ở dòng {line} không được âm.",
    "window_ends_before_it_starts": "Khoảng thời gian dự kiến ở dòng {line} kết thúc trước khi bắt đầu.",
    "plan_year_differs": "Năm kế hoạch của hội nghị phải trùng với năm của kế hoạch ({plan_year}).",
}
ARRANGING = {
    "session_unknown": "Không có hội nghị đối thoại nào mang mã này.",
    "session_already_scheduled": "Hội nghị {session_id} đã được lên lịch với nội dung khác.",
    "session_already_known": "Hội nghị {session_id} đã có trong hệ thống; không thể ghi nhận lại theo cách rút gọn.",
    "session_not_before_opening": "Chỉ thực hiện được khi hội nghị chưa khai mạc và chưa bị hủy.",
    "audience_missing": "Hội nghị phải có ít nhất một đối tượng đối thoại.",
    "audience_named_twice": "Mỗi đối tượng đối thoại chỉ được nêu một lần.",
    "one_topic_required": "Đối thoại đột xuất hoặc theo lĩnh vực phải có đúng 01 nội dung hoặc lĩnh vực cụ thể (đang có {given}).",
    "one_topic_at_most": "Mỗi hội nghị chỉ ghi tối đa một lĩnh vực chính (đang có {given}).",
    "single_topic_is_ad_hoc": "Đối thoại theo lĩnh vực là hình thức của đối thoại đột xuất, không phải định kỳ.",
    "ad_hoc_needs_its_cause": "Đối thoại đột xuất phải nêu căn cứ: vụ việc nóng, 10% cử tri đề nghị hoặc yêu cầu của cấp trên.",
    "periodic_follows_the_plan": "Đối thoại định kỳ thực hiện theo kế hoạch hoặc yêu cầu của cấp trên.",
    "voters_ask_a_commune": "Căn cứ 10% cử tri đề nghị chỉ áp dụng cho cấp xã.",
    "ends_before_it_starts": "Thời điểm kết thúc không được trước thời điểm bắt đầu.",
    "cutoff_after_session": "Hạn gửi ý kiến ({day}) không được sau ngày tổ chức hội nghị.",
    "district_level_ended": "Cấp huyện đã kết thúc hoạt động sau ngày 30/6/2025 nên không có hội nghị cấp huyện sau ngày này.",
    "reason_missing": "Cần nêu lý do.",
    "new_date_not_later": "Ngày mới phải sau thời điểm đã định ({day}).",
    "new_date_missing": "Hội nghị đã hoãn và chưa có ngày mới.",
    "invitation_list_empty": "Danh sách khách mời đang trống.",
    "invitee_listed_twice": "Danh sách khách mời có người được ghi hai lần.",
    "invitee_already_invited": "Không thể bỏ khỏi danh sách người đã được gửi giấy mời ({invitee_ref}).",
    "invitee_erased": "Dữ liệu của khách mời {invitee_ref} đã được xóa theo yêu cầu nên không thể lưu lại liên hệ.",
}
HOLDING = {
    "session_not_scheduled": "Chỉ khai mạc được hội nghị đã lên lịch.",
    "session_not_open": "Chỉ thực hiện được khi hội nghị đang diễn ra.",
    "session_not_held": "Hội nghị chưa được tổ chức.",
    "session_not_yet_due": "Hội nghị được định vào ngày {day}, không thể khai mạc sớm hơn.",
    "secretary_missing": "Cần cử thư ký trước khi khai mạc hội nghị.",
    "chair_missing": "Cần có người chủ trì trước khi khai mạc hội nghị.",
    "delegation_missing": "Người chủ trì không phải người đứng đầu đã định; cần văn bản ủy quyền.",
    "attendance_negative": "Số người tham dự không được âm.",
    "in_the_future": "Thời điểm ghi nhận không được ở tương lai.",
    "before_opening": "Thời điểm ghi nhận không được trước lúc khai mạc.",
    "opinion_not_on_list": "Ý kiến không có trong danh sách của hội nghị.",
    "opinion_off_the_list": "Ý kiến đã được rút, từ chối hoặc chuyển cơ quan khác nên không đưa ra hội nghị.",
    "opinion_on_another_slip": "Ý kiến đã được ghi ở phiếu đăng ký số {slip_no}.",
    "opinion_already_decided": "Ý kiến đã được trả lời hoặc giao giải quyết tại hội nghị.",
    "slip_number_invalid": "Số phiếu đăng ký phải từ 1 trở lên.",
    "slip_number_taken": "Phiếu đăng ký số {slip_no} đã cấp cho người khác.",
    "slip_unknown": "Không có phiếu đăng ký số {slip_no}.",
    "slip_already_spoken": "Người mang phiếu số {slip_no} đã phát biểu.",
    "override_needs_reason": "Theo thứ tự đăng ký, phiếu số {next_slip} phát biểu tiếp theo; chủ trì thay đổi thứ tự phải nêu lý do.",
    "agency_named_twice": "Mỗi cơ quan chỉ được nêu một lần trong phân công.",
}
CONCLUDING = {
    "minutes_not_adopted": "Cần thông qua biên bản trước khi kết luận hội nghị.",
    "raised_opinion_undecided": "Còn {number} ý kiến đã nêu mà chưa được trả lời hoặc giao giải quyết.",
    "totals_inconsistent": "Số liệu tổng hợp không khớp với danh sách ý kiến.",
    "date_precision_differs": "Ngày tổ chức không khớp với độ chính xác đã khai (ngày, tháng, năm hoặc không rõ).",
    "date_too_old": "Hệ thống chỉ ghi nhận hội nghị từ năm 2000 trở lại đây.",
    "opinion_listed_twice": "Có ý kiến được ghi hai lần trong danh sách.",
    "assigned_opinions_missing": "Có ý kiến giao giải quyết nhưng không có danh sách ý kiến kèm theo.",
    "assigned_agency_missing": "Có ý kiến giao giải quyết mà không nêu cơ quan được giao.",
    "agency_unknown": "Có cơ quan được giao không có trong danh mục.",
    "agency_not_valid_on_date": "Có cơ quan được giao không tồn tại vào ngày tổ chức hội nghị.",
    "agency_speaks_for_another": "Cơ quan chỉ được gửi kết quả hội nghị của chính mình hoặc của đơn vị trực thuộc.",
    "concluded_before_held": "Thời điểm kết luận trước ngày tổ chức hội nghị.",
    "session_of_another_org": "Hội nghị này do cơ quan khác tổ chức.",
    "session_already_concluded": "Hội nghị đã có kết luận với nội dung khác.",
    "session_held_here": "Hội nghị đang được ghi nhận trực tiếp trên hệ thống nên không nhận kết quả từ nơi khác.",
    "session_not_concluded": "Hội nghị chưa có kết luận.",
    "session_closed": "Hội nghị đã khép lại.",
    "before_the_session": "Ngày ghi nhận không được trước ngày tổ chức hội nghị.",
    "document_is_a_draft": "Văn bản phát hành phải có số và ngày ban hành.",
    "conclusion_notice_already_issued": "Thông báo kết luận đã được ban hành ({symbol}).",
    "result_notice_already_issued": "Thông báo kết quả giải quyết đã được ban hành ({symbol}).",
    "report_already_submitted": "Báo cáo sau hội nghị đã được gửi ({symbol}).",
    "conclusion_notice_missing": "Cần ban hành thông báo kết luận trước khi báo cáo.",
    "recipients_missing": "Báo cáo phải có nơi nhận.",
    "duties_not_met": "Chưa thể khép lại hội nghị: còn việc phải làm ({owed}) và {open_cases} vụ việc đang giải quyết.",
}
REFUSALS: dict[str, str] = {**ORGANISATIONS, **PLANS, **ARRANGING, **HOLDING, **CONCLUDING}


class _Left(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentences(slugs: Sequence[str]) -> str:
    """All reasons in words, for a receipt."""
    return " ".join(REFUSALS[slug].format_map(_Left()) for slug in slugs)
