"""What is wrong with a field, said in Vietnamese; the value itself is never repeated."""

from collections.abc import Iterable, Mapping
from typing import Any

from chassis.web.formats import number

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
    "model_attributes_type": "Cần một đối tượng JSON, gửi kèm Content-Type: application/json.",
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
SOFTWARE_FAMILIES = {
    **FAMILIES,
    "date_": "Ngày chưa đúng; gửi theo dạng năm-tháng-ngày (ISO 8601), ví dụ 2026-02-11.",
    "datetime_": "Ngày giờ chưa đúng; gửi theo ISO 8601 kèm múi giờ, ví dụ 2026-02-11T09:30:00+07:00.",
    "timezone_": "Ngày giờ cần kèm múi giờ, ví dụ 2026-02-11T09:30:00+07:00.",
    "bool_": "Cần true hoặc false.",
}
"""How software writes a day, when people write day/month/year."""


def field_messages(errors: Iterable[Mapping[str, Any]], *, software: bool = False) -> dict[str, str]:
    """Turn pydantic's errors into field → sentence; nested fields are joined with dots, the first error of a field wins.

    `software` is told how a program writes a date; people are told how they write it. What is no JSON at all has no field.
    """
    found: dict[str, str] = {}
    for error in errors:
        place = [str(part) for part in error["loc"] if part not in {"body", "query", "path", "header", "cookie"}]
        found.setdefault("" if error["type"] == "json_invalid" else ".".join(place), message(error, software=software))
    return found


def message(error: Mapping[str, Any], *, software: bool = False) -> str:
    """One sentence for one pydantic error; a `ValueError` raised by our own validator is already Vietnamese."""
    kind = str(error["type"])
    if kind == "value_error":
        return str(error.get("ctx", {}).get("error", INVALID))
    families = SOFTWARE_FAMILIES if software else FAMILIES
    by_family = next((said for start, said in families.items() if kind.startswith(start)), INVALID)
    text = by_family if software and kind.startswith("bool_") else MESSAGES.get(kind, by_family)
    return text.format(**{name: _shown(value) for name, value in error.get("ctx", {}).items()})


def _shown(value: Any) -> Any:
    """Grouped from 10.000 on: below it a limit may be a year."""
    if not isinstance(value, int | float):
        return value
    return str(int(value)) if value == int(value) and value < 10_000 else number(value)
