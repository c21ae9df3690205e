"""What goes back when a request cannot be met: one shape for software (RFC 9457) and for the Vietnamese error page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MEDIA_TYPE = "application/problem+json"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class NotFound(Exception):
    """What the address names does not exist, or the reader may not know that it does; pages answer 404."""


class FieldErrors(Exception):
    """What was filled in cannot be accepted: field → Vietnamese sentence; an empty field name means the whole form. Answers 422."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(errors)))
        self.errors = dict(errors)


class KeyMissing(Exception):
    """A request creates something, and neither names it nor carries an Idempotency-Key: sent again it would create it twice. Answers 400."""


class RequestTooLarge(Exception):
    """The request body is larger than the service accepts; answers 413."""

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


@dataclass(frozen=True)
class Problem:
    """One answer that is not the thing asked for. `slug` is for programs, `title` and `detail` are Vietnamese sentences."""

    status: int
    slug: str
    title: str
    detail: str
    errors: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def body(self, trace_id: str | None) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": f"urn:doithoai:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
            "slug": self.slug,
            "detail": self.detail,
            **self.extra,
        }
        if self.errors:
            body["errors"] = [{"field": name, "message": message} for name, message in self.errors.items()]
        if trace_id:
            body["trace_id"] = trace_id
        return body


CONFLICT_TITLE = "Không thể thực hiện"
REFUSED = "Yêu cầu không được chấp nhận ở trạng thái hiện tại."
EVERYWHERE: Mapping[str, str] = {"text_illegible": "Nội dung có ký tự điều khiển không đọc được; hãy xóa hoặc gõ lại đoạn đó rồi gửi lại."}
"""Refusals that every service knows."""
CHANGED = Problem(
    412,
    "version_conflict",
    "Dữ liệu đã thay đổi",
    "Trong lúc bạn thao tác, người khác đã thay đổi nội dung này. Hãy tải lại trang, xem nội dung mới rồi thực hiện lại.",
)
FORBIDDEN = Problem(403, "not_permitted", "Không có quyền", "Tài khoản của bạn không có quyền thực hiện việc này.")
SIGN_IN = Problem(
    401, "not_signed_in", "Cần đăng nhập", "Bạn cần đăng nhập để xem hoặc thực hiện việc này.", headers={"www-authenticate": "Bearer"}
)
BAD_TOKEN = Problem(
    401,
    "invalid_token",
    "Phiên đăng nhập không hợp lệ",
    "Mã truy cập không hợp lệ hoặc đã hết hạn. Hãy đăng nhập lại.",
    headers={"www-authenticate": 'Bearer error="invalid_token"'},
)
MISSING = Problem(404, "not_found", "Không tìm thấy", "Không tìm thấy nội dung bạn cần. Có thể đường dẫn bị sai hoặc nội dung không còn.")
INVALID = Problem(
    422, "invalid_fields", "Thông tin chưa hợp lệ", "Có thông tin chưa nhập hoặc chưa đúng. Hãy sửa các mục được nêu dưới đây."
)
UNEXPECTED = Problem(
    500,
    "unexpected",
    "Hệ thống gặp sự cố",
    "Đã xảy ra lỗi ngoài dự kiến và sự cố đã được ghi lại. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo cho bộ phận kỹ thuật kèm mã sự cố.",
)
NO_KEY = Problem(
    400,
    "idempotency_key_missing",
    "Thiếu khóa chống gửi trùng",
    "Yêu cầu tạo mới phải kèm Idempotency-Key hoặc mã do bên gửi đặt, để gửi lại cũng chỉ tạo một lần. Trên trang, hãy tải lại biểu mẫu rồi gửi.",
)
KEY_REUSED = Problem(
    422,
    "idempotency_key_reused",
    "Khóa chống gửi trùng đã được dùng",
    "Idempotency-Key này đã được dùng cho một nội dung khác nên yêu cầu chưa được thực hiện. Hãy gửi lại với một khóa mới.",
)
CROSS_SITE = Problem(403, "cross_site_request", "Yêu cầu bị từ chối", "Yêu cầu được gửi từ một trang khác nên bị từ chối để bảo vệ bạn.")
HTTP_PROBLEMS = {
    400: Problem(400, "bad_request", "Yêu cầu không hợp lệ", "Máy chủ không hiểu được yêu cầu này."),
    401: SIGN_IN,
    403: FORBIDDEN,
    404: MISSING,
    405: Problem(405, "method_not_allowed", "Thao tác không được hỗ trợ", "Địa chỉ này không nhận thao tác vừa gửi."),
    415: Problem(415, "unsupported_media_type", "Định dạng không được hỗ trợ", "Máy chủ không nhận định dạng dữ liệu vừa gửi."),
    429: Problem(429, "too_many_requests", "Quá nhiều yêu cầu", "Bạn đã gửi quá nhiều yêu cầu. Hãy chờ một lát rồi thử lại."),
    503: Problem(503, "unavailable", "Tạm thời chưa phục vụ được", "Hệ thống đang bận hoặc đang bảo trì. Hãy thử lại sau ít phút."),
}


def too_large(limit: int) -> Problem:
    """Say how large a request may be, in whole megabytes (or kilobytes below one)."""
    size = f"{limit // 1_048_576} MB" if limit >= 1_048_576 else f"{limit // 1024} KB"
    detail = f"Dữ liệu gửi lên vượt quá giới hạn {size}. Hãy giảm dung lượng hoặc chia nhỏ rồi gửi lại."
    return Problem(413, "request_too_large", "Dữ liệu quá lớn", detail, extra={"limit_bytes": limit})


def refusal(slug: str, details: Mapping[str, str], sentences: Mapping[str, str]) -> Problem:
    """Turn a refusal into its Vietnamese sentence; `{placeholders}` are filled from the details, an ISO date as dd/mm/yyyy."""
    shown = _Details({name: _as_written(value) for name, value in details.items()})
    sentence = sentences.get(slug) or EVERYWHERE.get(slug, REFUSED)
    return Problem(409, slug, CONFLICT_TITLE, sentence.format_map(shown), extra={"details": dict(details)} if details else {})


def _as_written(value: str) -> str:
    if not _ISO_DATE.fullmatch(value):
        return value
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
