"""What is wrong with a field, said in Vietnamese; the value itself is never repeated."""

from collections.abc import Iterable, Mapping
from typing import Any

INVALID = "Giá trị chưa hợp lệ."
MESSAGES = {
    "missing": "Chưa nhập thông tin này.",
    "string_too_short": "Cần ít nhất {min_length} ký tự.",
    "string_too_long": "Không được dài quá {max_length} ký tự.",
    "string_type": "Cần nhập chữ.",
    "string_pattern_mismatch": "Chưa đúng định dạng.",
    "extra_forbidden": "Trường thông tin này không được hỗ trợ.",
    "enum": "Hãy chọn một giá trị trong danh sách.",
    "literal_error": "Hãy chọn một giá trị trong danh sách.",
    "greater_than": "Phải lớn hơn {gt}.",
    "greater_than_equal": "Phải từ {ge} trở lên.",
    "less_than": "Phải nhỏ hơn {lt}.",
    "less_than_equal": "Phải từ {le} trở xuống.",
    "too_short": "Cần ít nhất {min_length} mục.",
    "too_long": "Không được quá {max_length} mục.",
    "json_invalid": "Nội dung gửi lên không phải JSON hợp lệ.",
    "uuid_parsing": "Mã định danh chưa đúng.",
    "uuid_type": "Mã định danh chưa đúng.",
    "bool_parsing": "Cần chọn có hoặc không.",
}
FAMILIES = {
    "date_": "Ngày chưa đúng; nhập theo dạng ngày/tháng/năm.",
    "datetime_": "Ngày giờ chưa đúng.",
    "time_": "Giờ chưa đúng; nhập theo dạng giờ:phút.",
    "int_": "Cần nhập số nguyên.",
    "float_": "Cần nhập số.",
    "decimal_": "Cần nhập số.",
    "timezone_": "Ngày giờ cần kèm múi giờ.",
}


def field_messages(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Turn pydantic's errors into field → sentence; nested fields are joined with dots, the first error of a field wins."""
    found: dict[str, str] = {}
    for error in errors:
        place = [str(part) for part in error["loc"] if part not in {"body", "query", "path", "header", "cookie"}]
        found.setdefault(".".join(place), message(error))
    return found


def message(error: Mapping[str, Any]) -> str:
    """One sentence for one pydantic error; a `ValueError` raised by our own validator is already Vietnamese."""
    kind = str(error["type"])
    if kind == "value_error":
        return str(error.get("ctx", {}).get("error", INVALID))
    text = MESSAGES.get(kind) or next((said for start, said in FAMILIES.items() if kind.startswith(start)), INVALID)
    return text.format(**error.get("ctx", {}))
