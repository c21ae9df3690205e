"""The Vietnamese name of every code, as an official or a citizen reads it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from contracts import vocabulary as v

# keyed by list first: two lists may hold the same code, and equal strings are one dictionary key
LABELS: Mapping[type[StrEnum], Mapping[str, str]] = MappingProxyType(
    {
        v.Level: {
            "PROVINCE": "Cấp tỉnh",
            "DISTRICT": "Cấp huyện",
            "COMMUNE": "Cấp xã",
        },
        v.Regime: {
            "PERIODIC": "Định kỳ",
            "AD_HOC": "Đột xuất",
        },
        v.Audience: {
            "STAFF": "Công chức, viên chức, người lao động",
            "PEOPLE": "Nhân dân",
            "ORG_TTHC": "Tổ chức, cá nhân về thủ tục hành chính",
        },
        v.Form: {
            "CONFERENCE": "Hội nghị",
            "SINGLE_TOPIC": "Theo lĩnh vực",
            "EMBEDDED": "Lồng ghép",
        },
        v.Trigger: {
            "PLAN": "Theo kế hoạch",
            "HOT_ISSUE": "Có vấn đề bức xúc, nổi cộm",
            "VOTERS_10_PERCENT": "Từ 10% cử tri đề nghị",
            "SUPERIOR_REQUEST": "Cấp trên yêu cầu",
        },
        v.SubmitterKind: {
            "CITIZEN": "Công dân",
            "STAFF": "Công chức, viên chức, người lao động",
            "ORGANISATION": "Tổ chức",
            "BUSINESS": "Doanh nghiệp",
            "MTTQ_BATCH": "Mặt trận Tổ quốc tổng hợp",
            "ANONYMOUS": "Không nêu tên",
        },
        v.OpinionKind: {
            "OPINION": "Ý kiến",
            "RECOMMENDATION": "Kiến nghị",
            "REFLECTION": "Phản ánh",
        },
        v.Channel: {
            "LOUDSPEAKER": "Loa truyền thanh",
            "NOTICE_BOARD": "Bảng tin",
            "BULLETIN": "Bản tin",
            "PRINTED": "Ấn phẩm",
            "IN_PERSON": "Trực tiếp",
            "PORTAL": "Cổng thông tin điện tử",
            "SOCIAL_MESSAGING": "Zalo",
            "SMS": "Tin nhắn SMS",
            "DOC_EXCHANGE": "Trục liên thông văn bản",
            "EMAIL": "Thư điện tử",
            "PAPER_POST": "Bưu chính",
            "VNEID": "VNeID",
        },
        v.OpinionChannel: {
            "IN_PERSON": "Trực tiếp",
            "PAPER_POST": "Đơn, thư",
            "EMAIL": "Thư điện tử",
            "PHONE": "Điện thoại",
            "SMS": "Tin nhắn SMS",
            "PORTAL": "Cổng thông tin điện tử",
            "SOCIAL_MESSAGING": "Zalo",
            "VNEID": "VNeID",
            "DOC_EXCHANGE": "Trục liên thông văn bản",
            "UNIT_LIST": "Danh sách của đơn vị",
            "AT_SESSION": "Tại hội nghị",
            "AGENCY_SYSTEM": "Phần mềm của cơ quan",
        },
        v.DomainCode: {
            "LAND": "Đất đai",
            "COMPENSATION_CLEARANCE": "Đền bù, giải phóng mặt bằng",
            "ENVIRONMENT": "Môi trường",
            "VILLAGE_MERGER": "Sáp nhập bản, tiểu khu, tổ dân phố",
            "POLICY_BENEFIT": "Chế độ, chính sách",
            "TTHC": "Thủ tục hành chính",
            "CONDUCT": "Tác phong, đạo đức cán bộ",
            "STAFF_RIGHTS": "Quyền lợi công chức, người lao động",
            "PARTY_GOV_BUILDING": "Xây dựng Đảng, chính quyền",
            "INFRASTRUCTURE": "Hạ tầng",
            "EDUCATION": "Giáo dục",
            "HEALTH": "Y tế",
            "AGRICULTURE": "Nông nghiệp",
            "SECURITY_ORDER": "An ninh, trật tự",
            "BUSINESS": "Sản xuất, kinh doanh",
            "OTHER": "Lĩnh vực khác",
        },
        v.Urgency: {
            "NORMAL": "Bình thường",
            "HIGH": "Cần sớm giải quyết",
            "HOT": "Bức xúc, nổi cộm",
        },
        v.Complexity: {
            "ORDINARY": "Thông thường",
            "COMPLEX": "Phức tạp",
        },
        v.Authority: {
            "WITHIN": "Thuộc thẩm quyền",
            "BEYOND": "Vượt thẩm quyền",
            "UNKNOWN": "Chưa xác định thẩm quyền",
        },
        v.Route: {
            "COMPLAINT": "Chuyển giải quyết khiếu nại",
            "DENUNCIATION": "Chuyển giải quyết tố cáo",
            "TTHC_PAKN": "Phản ánh, kiến nghị về thủ tục hành chính",
            "JUDICIAL": "Chuyển cơ quan tư pháp",
            "OTHER_AGENCY": "Chuyển cơ quan khác",
        },
        v.RejectReason: {
            "ABUSIVE": "Lời lẽ xúc phạm",
            "BASELESS": "Không có căn cứ",
            "STATE_SECRET_SUSPECTED": "Có dấu hiệu thuộc phạm vi bí mật nhà nước",
            "NO_CAPACITY": "Người gửi không có năng lực hành vi dân sự",
            "FINAL_DECISION_EXISTS": "Đã có quyết định giải quyết cuối cùng",
            "DUPLICATE": "Trùng nội dung",
            "OUT_OF_SCOPE": "Ngoài phạm vi đối thoại",
        },
        v.PreparationOutcome: {
            "ANSWER": "Trả lời",
            "ALREADY_RESOLVED": "Đã giải quyết",
            "PROPOSAL": "Đề xuất hướng giải quyết",
        },
        v.Disposition: {
            "ANSWERED_ON_SPOT": "Trả lời trực tiếp tại hội nghị",
            "ASSIGNED": "Giao cơ quan giải quyết",
            "NOT_RAISED": "Chưa nêu tại hội nghị",
            "REJECTED": "Không tiếp nhận",
            "ROUTED_OUT": "Chuyển theo thủ tục khác",
            "WITHDRAWN": "Người gửi rút ý kiến",
            "BEYOND_AUTHORITY": "Vượt thẩm quyền",
            "NOT_STATED": "Nguồn không nêu",
        },
        v.Outcome: {
            "RESOLVED": "Đã giải quyết",
            "EXPLAINED": "Giải trình, thông tin",
            "IN_PLAN": "Đưa vào kế hoạch, lộ trình",
            "REFUSED_WITH_REASON": "Không giải quyết, có nêu lý do",
            "REFERRED": "Trình cấp có thẩm quyền",
        },
        v.SuperiorOutcome: {
            "ANSWERED": "Cấp trên đã trả lời",
            "RETURNED": "Cấp trên chuyển lại",
            "TAKEN_OVER": "Cấp trên trực tiếp giải quyết",
        },
        v.Timeliness: {
            "ON_TIME": "Đúng hạn",
            "LATE": "Quá hạn",
            "NO_LIMIT": "Không có thời hạn",
        },
        v.DatePrecision: {
            "DAY": "Đến ngày",
            "MONTH": "Chỉ biết tháng",
            "YEAR": "Chỉ biết năm",
            "UNKNOWN": "Không rõ ngày",
        },
        v.OrgClass: {
            "PARTY": "Cơ quan Đảng",
            "GOV": "Chính quyền",
            "DEPARTMENT": "Sở, ban, ngành",
            "MASS_ORG": "Mặt trận Tổ quốc, đoàn thể",
            "UNIT": "Đơn vị trực thuộc",
        },
        v.TargetKind: {
            "CASE": "Vụ việc",
            "DUTY": "Nhiệm vụ sau hội nghị",
        },
        v.DutyKind: {
            "CONCLUSION_NOTICE": "Thông báo kết luận",
            "AFTER_SESSION_REPORT": "Báo cáo sau hội nghị",
            "RESULTS_PUBLISHED": "Công khai kết quả đối thoại",
            "ANNOUNCEMENT": "Thông báo công khai hội nghị",
            "RESULT_NOTICE": "Thông báo kết quả giải quyết",
        },
        v.DeadlineLevel: {
            "D5": "Còn 05 ngày làm việc",
            "D2": "Còn 02 ngày làm việc",
            "D0": "Ngày cuối cùng",
        },
        v.RecalculationCause: {
            "CALENDAR_VERSION": "Lịch làm việc thay đổi",
            "RULEPACK": "Quy tắc thời hạn thay đổi",
            "RECLASSIFIED": "Xác định lại tính chất vụ việc",
            "EXTENDED": "Gia hạn",
            "SESSION_DATE_CORRECTED": "Đính chính ngày tổ chức hội nghị",
            "CLOCK_RESUMED": "Tiếp tục tính thời hạn",
            "REOPENED": "Mở lại vụ việc",
        },
        v.DayStatus: {
            "official": "Chính thức",
            "provisional": "Dự kiến",
            "confirm": "Chờ xác nhận",
        },
        v.Rsvp: {
            "YES": "Sẽ dự",
            "NO": "Không dự",
            "DELEGATE": "Cử người dự thay",
        },
        v.NoticePurpose: {
            "ACKNOWLEDGEMENT": "Thông báo tiếp nhận",
            "CONCLUSION": "Thông báo kết luận",
            "DELAY": "Thông báo gia hạn",
            "REFERRAL": "Thông báo trình cấp trên",
            "REPLY": "Văn bản trả lời",
            "RESULT": "Thông báo kết quả giải quyết",
            "ESCALATION": "Báo cáo quá hạn",
            "CHANGE_OF_SESSION": "Thông báo thay đổi hội nghị",
        },
        v.ReportType: {
            "MONTHLY": "Báo cáo tháng",
            "Q1": "Báo cáo quý I",
            "SIX_MONTH": "Báo cáo 6 tháng",
            "NINE_MONTH": "Báo cáo 9 tháng",
            "ANNUAL": "Báo cáo năm",
            "INTERIM_MULTI_YEAR": "Báo cáo sơ kết nhiều năm",
            "AFTER_SESSION": "Báo cáo sau hội nghị",
        },
        v.ReceiptStatus: {
            "accepted": "Đã tiếp nhận",
            "refused": "Từ chối",
            "held": "Đang chờ",
        },
    },
)


def label(code: StrEnum) -> str:
    """The Vietnamese name. Raises KeyError when the code has none (a test keeps that from happening)."""
    return LABELS[type(code)][code.value]
