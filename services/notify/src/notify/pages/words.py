"""How states, channels and happenings are called on pages."""

from datetime import date

from contracts.labels import label
from contracts.vocabulary import Channel, DeadlineLevel, Rsvp
from notify.documents.wording import LADDER, PURPOSES, ROLES
from notify.notice.vocabulary import REASONS, Purpose
from notify.readmodel.notice_list import State

STATES: dict[str, tuple[str, str]] = {
    State.WAITING: ("Chờ gửi", "info"),
    State.DUE: ("Đến giờ gửi", "info"),
    State.ATTEMPTING: ("Đang gửi", "info"),
    State.SENT: ("Đã gửi", "good"),
    State.DELIVERED: ("Đã nhận", "good"),
    State.ACKNOWLEDGED: ("Đã xác nhận", "good"),
    State.UNDELIVERABLE: ("Không gửi được", "bad"),
    State.WITHDRAWN: ("Đã thu hồi", "muted"),
}
HAPPENINGS = {
    "NoticeRequested": "Lập thông báo",
    "DeliveryDue": "Đến giờ gửi",
    "DeliveryAttempted": "Giao cho kênh gửi",
    "NoticeSent": "Đã gửi",
    "DeliveryFailed": "Lần gửi không thành",
    "NoticeUndeliverable": "Kết thúc, không gửi được",
    "NoticeDelivered": "Người nhận đã nhận",
    "NoticeAcknowledged": "Người nhận xác nhận",
    "NoticeWithdrawn": "Thu hồi",
    "InvitationLate": "Giấy mời gửi sau thời hạn",
    "TargetMissed": "Giấy mời gửi sau ngày mục tiêu",
    "DeliveryStalled": "Cảnh báo: chờ quá lâu",
    "ResendRequested": "Yêu cầu gửi lại",
}
BESIDE_THE_LADDER = {
    "URGED": "đôn đốc",
    "ASSIGNED": "chuyển giao",
    "SUCCEEDED": "tiếp nhận kế thừa",
    "HANDED_OVER": "bàn giao kế thừa",
    "PROMISE_NEAR": "cam kết sắp đến hạn",
    "PROMISE_PASSED": "cam kết quá hạn",
}
TARGET_PATHS = {"SESSION": "/sessions/sessions/", "CASE": "/followup/cases/", "DUTY": "/followup/duties/", "OPINION": "/intake/opinions/"}
TARGETS = {"SESSION": "Hội nghị", "CASE": "Vụ việc", "DUTY": "Nhiệm vụ", "OPINION": "Ý kiến"}


def purpose(code: str) -> str:
    return PURPOSES[Purpose(code)]


def channel(code: str | None) -> str | None:
    return label(Channel(code)) if code else None


def recipient(kind: str, text: str) -> str:
    """An office's name; the role of a person; the public with its channel."""
    if kind == "everyone":
        code, _, language = text.partition(":")
        return f"Công chúng ({label(Channel(code)).lower()}{'' if language == 'vi' else ', ' + language})"
    if kind == "person":
        return f"Cá nhân ({ROLES.get(text, text)})" if text else "Cá nhân"
    return text


def reason(slug: str | None) -> str | None:
    return REASONS.get(slug, slug) if slug else None


def level(code: str) -> str:
    """A reminder by the working days left, a report by its step on the ladder."""
    if code in DeadlineLevel.__members__:
        return label(DeadlineLevel(code)).lower()
    if code in BESIDE_THE_LADDER:
        return BESIDE_THE_LADDER[code]
    return f"mức {LADDER[code]}" if code in LADDER else "quá hạn"


def evidence(happened: str, text: str | None) -> str | None:
    """Proof as stored; dates of a late invitation and answers in words."""
    if text and happened in {"InvitationLate", "TargetMissed"}:
        limit, _, sent = (part.strip() for part in text.partition("<"))
        return f"hạn {date.fromisoformat(limit):%d/%m/%Y}, gửi {date.fromisoformat(sent):%d/%m/%Y}"
    if text and happened == "NoticeAcknowledged":
        return rsvp(text)
    return f"{text} (mô phỏng, không gửi thật)" if text and text.startswith("training:") else text


def rsvp(code: str | None) -> str | None:
    return label(Rsvp(code)) if code else None


WORDS = {
    "states": STATES,
    "happenings": HAPPENINGS,
    "targets": TARGETS,
    "target_paths": TARGET_PATHS,
    "purpose_word": purpose,
    "channel_word": channel,
    "recipient_word": recipient,
    "reason_word": reason,
    "rsvp_word": rsvp,
    "level_word": level,
    "evidence_word": evidence,
}
