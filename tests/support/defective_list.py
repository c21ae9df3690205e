"""A workbook with more than forty kinds of defects, one row for each, and what an import must say of that row."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import Workbook

COLUMNS = {
    "key": "Mã dòng",
    "name": "Họ tên",
    "phone": "Điện thoại",
    "address": "Địa chỉ",
    "email": "Thư điện tử",
    "text": "Nội dung ý kiến",
    "summary": "Tóm tắt",
    "domain": "Lĩnh vực",
    "urgency": "Mức độ",
    "audience": "Đối tượng",
    "kind": "Loại ý kiến",
    "channel": "Hình thức tiếp nhận",
    "day": "Ngày tiếp nhận",
    "people": "Số người đại diện",
    "language": "Ngôn ngữ",
    "sender": "Loại người gửi",
    "slip": "Số phiếu",
}


@dataclass(frozen=True)
class Defect:
    """`cells` replace those of a sound row; `slug` and a piece of the sentence are expected, `state` what the preview says."""

    kind: str
    cells: Mapping[str, Any]
    state: str
    slug: str
    says: str
    hidden: bool = False


def _error(kind: str, column: str, value: Any, slug: str, says: str, **more: Any) -> Defect:
    return Defect(kind, {column: value, **more}, "error", slug, says)


def _warning(kind: str, column: str, value: Any, says: str, *, hidden: bool = False) -> Defect:
    return Defect(kind, {column: value}, "warning", "row_warning", says, hidden)


DEFECTS = (
    _error("no content", "text", None, "field_text", "Chưa có nội dung", summary=None),
    _error("only blanks", "text", " \u00a0\u200b ", "field_text", "Chưa có nội dung", summary=None),
    _error("content is a formula", "text", "=A1", "field_text", "công thức chưa có kết quả"),
    _error("content is an error", "text", "#REF!", "field_text", "ô báo lỗi"),
    _error("content in TCVN3", "text", "§Ò nghÞ söa ®­êng vµo b¶n", "field_text", "phông cũ"),
    _error("content in VNI", "text", "Ñeà nghò söûa ñöôøng vaøo baûn", "field_text", "phông cũ"),
    _error("content garbled", "text", "Äá» nghá» sá»­a ÄÆ°á»ng", "field_text", "sai bảng mã"),
    _error("content with lost letters", "text", "Đ\ufffd nghị s\ufffda đường", "field_text", "sai bảng mã"),
    _error("content too long", "text", "dài " * 5_200, "field_text", "dài quá"),
    _error("name in an old font", "name", "Giµng A D¬ ®Æc §iÓm", "field_text", "phông cũ"),
    _error("name is a formula", "name", "=B1", "field_name", "công thức chưa có kết quả"),
    _error("name is an error", "name", "#N/A", "field_name", "ô báo lỗi"),
    _error("name too long", "name", "Cử tri " * 90, "field_name", "quá dài"),
    _error("telephone too long", "phone", "0" * 40, "field_phone", "quá dài"),
    _error("telephone is a formula", "phone", "=C1", "field_phone", "công thức chưa có kết quả"),
    _error("address too long", "address", "bản Cang " * 80, "field_address", "quá dài"),
    _error("e-mail too long", "email", "a" * 300, "field_email", "quá dài"),
    _error("day in words", "day", "hôm qua", "field_received_at", "không phải ngày"),
    _error("day that never was", "day", "31/02/2026", "field_received_at", "không phải ngày"),
    _error("day beyond counting", "day", 999_999, "field_received_at", "không phải ngày"),
    _error("day is a yes", "day", True, "field_received_at", "không phải ngày"),
    _error("day is a formula", "day", "=TODAY()", "field_received_at", "công thức chưa có kết quả"),
    _error("day to come", "day", "05/02/2027", "received_in_future", "không được sau thời điểm hiện tại"),
    _error("urgency unknown", "urgency", "Hỏa tốc", "field_urgency", "chọn một trong"),
    _error("audience unknown", "audience", "Tất cả", "field_audience", "chọn một trong"),
    _error("kind unknown", "kind", "Hỏi han", "field_kind", "chọn một trong"),
    _error("channel unknown", "channel", "Bồ câu", "field_channel", "chọn một trong"),
    _error("sender unknown", "sender", "Ai đó", "field_submitter_kind", "chọn một trong"),
    _error("nobody represented", "people", 0, "field_represented_count", "số nguyên từ 1"),
    _error("half a person", "people", 1.5, "field_represented_count", "số nguyên từ 1"),
    _error("people in words", "people", "mấy chục", "field_represented_count", "số nguyên từ 1"),
    _error("people are an error", "people", "#DIV/0!", "field_represented_count", "ô báo lỗi"),
    _error("slip below one", "slip", -3, "field_slip_no", "số nguyên từ 1"),
    _error("language malformed", "language", "tiếng ta", "field_language", "Chưa đúng định dạng"),
    _error("summary with a telephone", "summary", "Gọi 0912345678", "personal_data_in_plain_text", "hãy lược bỏ"),
    _error("summary with an e-mail", "summary", "Viết cho a@b.vn", "personal_data_in_plain_text", "hãy lược bỏ"),
    _error("summary with a citizen number", "summary", "Số 014099000123", "personal_data_in_plain_text", "hãy lược bỏ"),
    _error(
        "summary with the sender", "summary", "Giàng A Dơ xin sửa cống", "personal_data_in_plain_text", "hãy lược bỏ", name="Giàng A Dơ"
    ),
    _error("summary too long", "summary", "dài " * 5_100, "field_summary_redacted", "dài quá"),
    _error("anonymous with a name", "sender", "Không nêu tên", "anonymous_with_identity", "không được kèm", name="Giàng A Dơ"),
    _error("key used twice", "key", "sound-1", "field_row_key", "Mã dòng trùng với"),
    _warning("telephone of nobody", "phone", "12", "Số điện thoại không đúng dạng"),
    _warning("field of work unknown", "domain", "Thiên văn", "không có trong danh mục"),
    _warning("hidden row", "people", 2, "đang bị ẩn", hidden=True),
    Defect(
        "content that names somebody",
        {"text": "Ông Lò Văn Tình lấn đất của bản", "summary": None},
        "warning",
        "row_warning",
        "thêm cột «Tóm tắt»",
    ),
    Defect("field of work is an error", {"domain": "#NAME?"}, "error", "field_domain_code", "ô báo lỗi"),
)


def sound(number: int) -> dict[str, Any]:
    """A row nothing is wrong with."""
    return {
        "key": f"row-{number}",
        "name": "Cử tri bản Cang",
        "phone": "0912345678",
        "text": f"Ý kiến số {number} của cử tri về đoạn đường thứ {number * 7}",
        "summary": f"Ý kiến số {number} về đoạn đường thứ {number * 7}",
        "domain": "Hạ tầng",
        "day": datetime(2026, 2, 5),
    }


def defective_list() -> bytes:
    """Row 3 is sound, then one row for each defect, from row 4 on."""
    book = Workbook()
    sheet = book.active
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    sheet.cell(1, 1, "DANH SÁCH CÓ NHIỀU LỖI")
    rows = [{**sound(0), "key": "sound-1"}, *({**sound(number), **defect.cells} for number, defect in enumerate(DEFECTS, 1))]
    for place, heading in enumerate(COLUMNS.values(), 1):
        sheet.cell(2, place, heading)
    for number, row in enumerate(rows, 3):
        for place, name in enumerate(COLUMNS, 1):
            sheet.cell(number, place, row.get(name))
    for number, defect in enumerate(DEFECTS, 4):
        sheet.row_dimensions[number].hidden = defect.hidden
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
