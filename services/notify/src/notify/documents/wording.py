"""How dates, codes and names are put into Vietnamese sentences (Nghị định 30/2020/NĐ-CP for dates in documents)."""

from collections.abc import Sequence
from datetime import date, datetime

from contracts.envelope import Document
from contracts.labels import label
from contracts.vocabulary import Audience, DomainCode, DutyKind, Outcome
from contracts.workdays import LOCAL, WEEKDAYS_VI
from notify.notice.letters import DeadlineLetter, ReplyLetter, hosts
from notify.notice.vocabulary import Purpose

AUDIENCES = {
    Audience.STAFF: "công chức, viên chức, người lao động",
    Audience.PEOPLE: "Nhân dân",
    Audience.ORG_TTHC: "tổ chức, doanh nghiệp, cá nhân về thủ tục hành chính",
}
ROLES = {
    "chairperson": "người đứng đầu cấp ủy, chính quyền",
    "head": "người đứng đầu cấp ủy, chính quyền",
    "party_secretary": "Bí thư cấp ủy",
    "people_committee_chair": "Chủ tịch UBND",
    "department_director": "Giám đốc Sở",
    "chief_of_office": "Chánh Văn phòng",
    "unit_head": "Thủ trưởng cơ quan, đơn vị",
    "dialogue_office": "bộ phận theo dõi đối thoại",
    "coordinator": "bộ phận theo dõi đối thoại",
    "secretary": "thư ký",
    "participant": "đại biểu",
    "assigned_agency": "cơ quan được phân công",
    "head_of_assigned_agency": "người đứng đầu cơ quan được phân công",
    "superior_authority": "cơ quan cấp trên",
    "party_committee": "cấp ủy cùng cấp",
    "inspectorate": "cơ quan thanh tra",
    "fatherland_front": "Mặt trận Tổ quốc",
    "commune_people_committee": "UBND xã, phường",
    "village_head": "trưởng bản",
    "police": "công an",
    "provincial_standing_committee": "Thường trực Tỉnh ủy",
    "provincial_people_committee": "UBND tỉnh",
    "propaganda_mobilisation_board": "Ban Tuyên giáo và Dân vận Tỉnh ủy",
}
PURPOSES = {
    Purpose.INVITATION: "Giấy mời",
    Purpose.POSTPONEMENT: "Báo hoãn hội nghị",
    Purpose.CANCELLATION: "Báo không tổ chức hội nghị",
    Purpose.ANNOUNCEMENT: "Thông báo công khai",
    Purpose.ANNOUNCEMENT_POSTPONED: "Thông báo hoãn công khai",
    Purpose.ANNOUNCEMENT_CANCELLED: "Thông báo không tổ chức công khai",
    Purpose.REMINDER: "Nhắc thời hạn",
    Purpose.OVERDUE: "Báo quá hạn",
    Purpose.ESCALATION: "Báo cáo cấp trên",
    Purpose.ACKNOWLEDGEMENT: "Báo đã tiếp nhận",
    Purpose.REPLY: "Báo có trả lời",
    Purpose.DELAY: "Báo lùi thời hạn",
    Purpose.REFERRAL: "Báo trình cấp trên",
    Purpose.INTERIM: "Báo trả lời bước đầu",
    Purpose.RESULT: "Báo đã giải quyết xong",
    Purpose.URGING: "Đôn đốc",
    Purpose.ASSIGNMENT: "Báo vụ việc được chuyển đến",
}
REMINDERS = {"EARLY": "Cảnh báo sớm", "D5": "Nhắc thời hạn", "D2": "Nhắc thời hạn lần hai", "D0": "Hôm nay hết thời hạn"}
LADDER = {"L1": "một", "L2": "hai", "L3": "ba", "L4": "bốn"}
TARGETS = {"CASE": "Mã vụ việc", "DUTY": "Mã nhiệm vụ"}


def day(value: date | datetime) -> str:
    return f"{_local(value):%d/%m/%Y}"


def daymonth(value: date) -> str:
    return f"{value:%d/%m}"


def clock(value: datetime) -> str:
    return f"{value.astimezone(LOCAL):%H:%M}"


def weekday_day(value: date) -> str:
    return f"{WEEKDAYS_VI[value.weekday()]}, ngày {value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    local = value.astimezone(LOCAL)
    return f"{local:%H} giờ {local:%M}, {weekday_day(local.date())}"


def spoken_day(value: date | datetime) -> str:
    local = _local(value)
    return f"{local.day} tháng {local.month} năm {local.year}"


def spoken(value: datetime) -> str:
    """As the announcer of the loudspeaker reads it."""
    local = value.astimezone(LOCAL)
    minutes = f" {local.minute} phút" if local.minute else ""
    return f"{local.hour} giờ{minutes}, {WEEKDAYS_VI[local.weekday()].lower()}, ngày {spoken_day(local)}"


def issued(value: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: days below ten and the months one and two take a nought."""
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def audience(codes: Sequence[str]) -> str:
    return " và ".join(AUDIENCES[Audience(code)] for code in codes)


def role(text: str) -> str:
    """A role of the directory in words; a title already in Vietnamese stays as it is."""
    return ROLES.get(text, text)


def domain(code: str) -> str:
    return label(DomainCode(code)).lower()


def outcome(code: str) -> str:
    return label(Outcome(code)).lower()


def duty(letter: DeadlineLetter) -> str:
    if letter.level in {"PROMISE_NEAR", "PROMISE_PASSED"}:
        return "Giải quyết xong nội dung đã cam kết với người có ý kiến"
    if letter.target_kind == "DUTY" and letter.duty:
        return label(DutyKind(letter.duty))
    return "Giải quyết, trả lời bằng văn bản ý kiến, kiến nghị"


def document(letter: ReplyLetter) -> str:
    return _dated(document_short(letter), letter.doc_issued_on)


def decision(doc: Document) -> str:
    return _dated(_number(doc.number, doc.symbol), doc.issued_on)


def document_short(letter: ReplyLetter) -> str:
    return _number(letter.doc_number, letter.doc_symbol)


def _dated(number: str, issued_on: date | None) -> str:
    return f"số {number} ngày {day(issued_on)}" if issued_on else f"số {number}"


def _number(number: str | None, symbol: str | None) -> str:
    number, symbol = number or "", symbol or ""
    if not number or not symbol or symbol in number:
        return number or symbol
    return f"{number}/{symbol}"


def short(text: str, limit: int | None) -> str:
    """Cut at a word so that at most `limit` characters remain."""
    if limit is None or len(text) <= limit:
        return text
    kept = text[: limit - 3]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,.-") + "..."


def _local(value: date | datetime) -> date:
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value


FILTERS = {
    "day": day,
    "daymonth": daymonth,
    "clock": clock,
    "weekday_day": weekday_day,
    "moment": moment,
    "spoken": spoken,
    "spoken_day": spoken_day,
    "issued": issued,
    "audience": audience,
    "role": role,
    "domain": domain,
    "outcome": outcome,
    "duty": duty,
    "document": document,
    "document_short": document_short,
    "decision": decision,
    "short": short,
    "hosts": hosts,
    "reminder": REMINDERS.__getitem__,
    "ladder": LADDER.__getitem__,
    "target": TARGETS.__getitem__,
}
