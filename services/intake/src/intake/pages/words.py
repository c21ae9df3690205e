"""The Vietnamese words of intake's pages: states, what happened, and one line of facts for each step of an opinion."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from chassis.web.formats import instant
from contracts import vocabulary as v
from contracts.labels import LABELS
from intake.opinion.vocabulary import Acknowledged, Fact, ShredCause, StateName
from intake.readmodel.imports import ImportedRow
from intake.readmodel.organisations import TargetSessionRow

STATES: Mapping[str, tuple[str, str]] = {
    StateName.REGISTERED: ("Mới tiếp nhận", "info"),
    StateName.CLASSIFIED: ("Đã phân loại", "info"),
    StateName.PREPARING: ("Đang chuẩn bị trả lời", "info"),
    StateName.PREPARED: ("Đã chuẩn bị trả lời", "info"),
    StateName.SCHEDULED: ("Đã đưa vào hội nghị", "info"),
    StateName.RAISED: ("Đã nêu tại hội nghị", "warn"),
    StateName.NOT_RAISED: ("Chưa được nêu", "warn"),
    StateName.ANSWERED_ON_SPOT: ("Trả lời tại hội nghị", "good"),
    StateName.ASSIGNED: ("Đã giao giải quyết", "warn"),
    StateName.REPLIED: ("Đã có văn bản trả lời", "good"),
    StateName.CLOSED: ("Đã kết thúc", "good"),
    StateName.REJECTED: ("Không tiếp nhận", "muted"),
    StateName.ROUTED_OUT: ("Đã chuyển đơn", "muted"),
    StateName.WITHDRAWN: ("Đã rút", "muted"),
    StateName.MERGED: ("Đã gộp", "muted"),
}
IMPORTS: Mapping[str, tuple[str, str]] = {
    "PREVIEWED": ("Đang xem trước, chưa nhập", "info"),
    "APPROVED": ("Đang nhập", "warn"),
    "FINISHED": ("Đã nhập xong", "good"),
    "FORGOTTEN": ("Đã xóa nội dung tệp", "muted"),
}
ROWS: Mapping[str, tuple[str, str]] = {
    "new": ("Mới", "good"),
    "warning": ("Cần lưu ý", "warn"),
    "duplicate": ("Đã có", "muted"),
    "error": ("Lỗi, không nhập", "bad"),
    "registered": ("Đã nhập", "good"),
    "repeated": ("Đã có", "muted"),
    "refused": ("Không nhập được", "bad"),
}
HAPPENED: Mapping[str, str] = {
    "opinion-registered": "Tiếp nhận",
    "opinion-acknowledged": "Thông báo cho người gửi",
    "opinion-classified": "Phân loại",
    "preparation-assigned": "Giao chuẩn bị trả lời",
    "prepared-answer-submitted": "Nộp nội dung chuẩn bị",
    "opinion-scheduled": "Đưa vào danh sách hội nghị",
    "opinion-merged": "Gộp các ý kiến khác vào",
    "opinion-joined": "Gộp vào ý kiến khác",
    "opinion-rejected": "Không tiếp nhận",
    "opinion-routed-out": "Chuyển đơn",
    "opinion-withdrawn": "Người gửi rút ý kiến",
    "opinion-text-shredded": "Xóa dữ liệu cá nhân",
    "opinion-raised": "Nêu tại hội nghị",
    "opinion-not-raised": "Không được nêu tại hội nghị",
    "opinion-answered-on-spot": "Trả lời tại hội nghị",
    "opinion-assigned": "Giao giải quyết",
    "opinion-outcome-stated": "Hội nghị ghi kết quả, cần hoàn tất",
    "opinion-case-opened": "Mở vụ việc theo dõi",
    "opinion-replied": "Có văn bản trả lời",
    "opinion-closed": "Kết thúc vụ việc",
    "opinion-reopened": "Mở lại vụ việc",
    "opinion-fact-disputed": "Thông tin mâu thuẫn, cần kiểm tra",
}
LANGUAGES: Mapping[str, str] = {
    "vi": "Tiếng Việt",
    "blt": "Tiếng Thái Đen",
    "blt-Tavt": "Tiếng Thái Đen",
    "hmn": "Tiếng Mông",
    "mww": "Tiếng Mông",
}
ACKNOWLEDGED: Mapping[str, str] = {Acknowledged.ACCEPTED: "Đã tiếp nhận", Acknowledged.FORWARDED: "Đã chuyển cơ quan có thẩm quyền"}
SHREDDED: Mapping[str, str] = {
    ShredCause.SUBMITTER_ERASED: "theo yêu cầu của người gửi",
    ShredCause.DENUNCIATION: "vì là nội dung tố cáo",
    ShredCause.STATE_SECRET_SUSPECTED: "vì nghi có bí mật nhà nước",
}
FACTS: Mapping[str, str] = {
    Fact.SLIP: "phiếu đăng ký",
    Fact.RAISED: "lượt phát biểu",
    Fact.OUTCOME: "kết quả tại hội nghị",
    Fact.CASE_OPENED: "vụ việc được mở",
    Fact.REPLY: "văn bản trả lời",
    Fact.CASE_CLOSED: "vụ việc kết thúc",
    Fact.CASE_REOPENED: "vụ việc mở lại",
}
_CODES: Mapping[str, type[StrEnum]] = {
    "domain_code": v.DomainCode,
    "urgency": v.Urgency,
    "complexity": v.Complexity,
    "authority": v.Authority,
    "channel": v.OpinionChannel,
    "reason_code": v.RejectReason,
    "route": v.Route,
    "disposition": v.Disposition,
    "timeliness": v.Timeliness,
}
_SHOWN = ("reason", "slip_no", "turn_no")
_PREFIX = {"slip_no": "phiếu số ", "turn_no": "lượt phát biểu thứ ", "reason": "lý do: "}


def source_line(row: ImportedRow | None) -> str | None:
    """Where in an uploaded file an opinion stood."""
    if row is None:
        return None
    return f"tệp danh sách, dòng {row.number}" + (f", trang {row.sheet}" if row.sheet else "")


def session_line(session: TargetSessionRow) -> str:
    """A session in a list to choose from."""
    return f"{instant(session.starts_at)} – {session.venue or 'Hội nghị'}"


def word(kind: type[StrEnum], code: str | None) -> str | None:
    """The Vietnamese name of a stored code."""
    return LABELS[kind].get(code, code) if code else None


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Codes with their names, for a list to choose from."""
    return [(code.value, LABELS[kind][code.value]) for code in kind]


def state_choices() -> list[tuple[str, str]]:
    """States with their names."""
    return [(state, name) for state, (name, _) in STATES.items()]


def line(happened: str, facts: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a step of the history adds to its title; organisations by name."""
    parts = [word(kind, facts[name]) or "" for name, kind in _CODES.items() if facts.get(name)]
    parts += [
        names.get(facts[name], facts[name]) for name in ("unit_org_id", "agency_id", "to_org_id", "issuing_org_id") if facts.get(name)
    ]
    parts += [f"{_PREFIX[name]}{facts[name]}" for name in _SHOWN if facts.get(name)]
    if facts.get("outcome"):
        parts.append(word(v.PreparationOutcome if happened == "prepared-answer-submitted" else v.Outcome, facts["outcome"]) or "")
    for name, text in (("due_on", "hạn"), ("issued_on", "ngày văn bản"), ("closed_on", "ngày kết thúc")):
        if facts.get(name):
            parts.append(f"{text} {date.fromisoformat(facts[name]):%d/%m/%Y}")
    if facts.get("cause"):
        parts.append(SHREDDED[facts["cause"]])
    if facts.get("fact"):
        parts.append(FACTS[facts["fact"]])
    if facts.get("ack_doc"):
        document = facts["ack_doc"]
        parts += [ACKNOWLEDGED[facts["answer"]], f"văn bản {document.get('number') or '…'}/{document['symbol']}"]
    if facts.get("merged_ids"):
        parts.append(f"{len(facts['merged_ids'])} ý kiến")
    return "; ".join(part for part in parts if part)
