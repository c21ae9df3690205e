"""What stands between a session and its opening or closing, as an official reads it."""

from collections.abc import Mapping

OWED: Mapping[str, str] = {
    "INVITATIONS": "danh sách khách mời",
    "ANNOUNCEMENT": "thông báo công khai",
    "AGENDA": "chương trình",
    "FACILITIES": "cơ sở vật chất",
    "SECURITY": "bảo đảm an ninh, trật tự",
    "CO_CHAIR": "Thường trực HĐND cùng chủ trì",
    "CONCLUSION_NOTICE": "thông báo kết luận",
    "INTERNAL_REVIEW": "họp rút kinh nghiệm nội bộ",
    "RESULT_NOTICE": "thông báo kết quả giải quyết",
    "PUBLICATION": "công khai kết quả giải quyết",
    "REPORT": "báo cáo sau hội nghị",
    "VERIFICATION": "xác minh nội dung mới phát sinh",
    "NOT_RAISED": "ý kiến chưa nêu phải giao hoặc chuyển hội nghị khác",
    "CASES": "vụ việc đang giải quyết",
    "RENOTICE": "báo lại người đã nhận ngày cũ",
    "CHANGE_ANNOUNCEMENT": "thông báo công khai việc thay đổi",
    "LATE_INVITATIONS": "giải trình giấy mời gửi muộn",
}


def in_words(codes: tuple[str, ...]) -> str:
    return "; ".join(OWED.get(code, code) for code in codes)
