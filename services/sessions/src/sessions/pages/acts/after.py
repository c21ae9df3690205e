"""Acts after the minutes: conclusion, review, papers drafted and signed, publication, corrections, closing."""

from datetime import date

from contracts.fields import Id, Text
from contracts.vocabulary import Channel
from contracts.workdays import local_date
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import permissions as may
from sessions.dialogue_session.facts import Paper
from sessions.dialogue_session.session import Adjourned, Concluded
from sessions.pages.acts.form import CHANNELS, PAPER_FIELDS, ActForm, Asked, DocumentFields, Field, Filled, Short
from sessions.pages.words import PAPERS
from sessions.standing import Standing


def concluded(standing: Standing) -> bool:
    return isinstance(standing.state, Concluded)


def owes(point: str) -> "Owes":
    return Owes(point)


class Owes:
    """True while the point still stands between the session and its closing."""

    def __init__(self, point: str) -> None:
        self.point = point

    def __call__(self, standing: Standing) -> bool:
        return self.point in standing.owed


class ReviewFields(Filled):
    held_on: date


class DraftFields(DocumentFields):
    paper: Paper


class NoticeFields(DocumentFields):
    published_channels: tuple[Channel, ...] = ()
    signed_as: Short | None = None


class PublishFields(Filled):
    published_channels: tuple[Channel, ...]


class ReportFields(DocumentFields):
    recipients: tuple[Id, ...]


class DateFields(Filled):
    held_from: date | None = None
    held_on: date
    reason: Text


class MinutesFields(DocumentFields):
    reason: Text


def _draft(filled: DraftFields, asked: Asked) -> ask.DraftPaper:
    return ask.DraftPaper(filled.paper, filled.doc, asked.role, people_only=asked.role == "inspectorate")


def _conclusion_notice(filled: NoticeFields, asked: Asked) -> ask.IssueConclusionNotice:
    return ask.IssueConclusionNotice(filled.doc, filled.published_channels, asked.role, filled.signed_as)


def _result_notice(filled: NoticeFields, asked: Asked) -> ask.IssueResultNotice:
    return ask.IssueResultNotice(filled.doc, filled.published_channels, asked.role, filled.signed_as)


def _correct_date(filled: DateFields, asked: Asked) -> ask.CorrectSessionDate:
    return ask.CorrectSessionDate(asked.now, filled.held_from or filled.held_on, filled.held_on, filled.reason, asked.orgs)


SIGNED = Field(
    "signed_as", "Ký", "choice", choices=[(each, each) for each in ("TM.", "KT.", "TL.", "TUQ.", "Q.")], hint="Để trống nếu ký trực tiếp"
)
PUBLISHED = Field("published_channels", "Hình thức công khai", "checks", choices=CHANNELS)
REASON = Field("reason", "Lý do", "area", required=True)
AFTER = (
    ActForm(
        "conclude",
        "Kết luận hội nghị",
        may.DECIDE,
        lambda standing: isinstance(standing.state, Adjourned),
        lambda _, __: ask.ConcludeSession(),
        button="Kết luận, tổng hợp số liệu",
        hint="Mọi ý kiến đã nêu phải được trả lời hoặc giao giải quyết. Ý kiến chưa nêu phải được giao hoặc chuyển sang hội nghị khác.",
        primary=True,
    ),
    ActForm(
        "review",
        "Họp rút kinh nghiệm nội bộ",
        may.FINISH,
        owes("INTERNAL_REVIEW"),
        lambda filled, _: ask.HoldInternalReview(filled.held_on),
        ReviewFields,
        (Field("held_on", "Ngày họp", "date", required=True),),
    ),
    ActForm(
        "draft",
        "Soạn thảo văn bản trình ký",
        may.DRAFT,
        lambda standing: concluded(standing) and bool({"CONCLUSION_NOTICE", "RESULT_NOTICE", "REPORT"} & set(standing.owed)),
        _draft,
        DraftFields,
        (Field("paper", "Văn bản", "choice", choices=[(each.value, PAPERS[each]) for each in Paper], required=True), *PAPER_FIELDS),
        button="Trình chủ trì",
    ),
    ActForm(
        "conclusion-notice",
        "Ký thông báo kết luận",
        may.SIGN,
        owes("CONCLUSION_NOTICE"),
        _conclusion_notice,
        NoticeFields,
        (*PAPER_FIELDS, SIGNED, PUBLISHED),
        button="Ban hành",
        primary=True,
    ),
    ActForm(
        "result-notice",
        "Ký thông báo kết quả giải quyết",
        may.SIGN,
        owes("RESULT_NOTICE"),
        _result_notice,
        NoticeFields,
        (*PAPER_FIELDS, SIGNED, PUBLISHED),
        button="Ban hành",
    ),
    ActForm(
        "publish-results",
        "Công khai kết quả giải quyết",
        may.FINISH,
        lambda standing: "PUBLICATION" in standing.owed and "RESULT_NOTICE" not in standing.owed,
        lambda filled, _: ask.PublishResultNotice(filled.published_channels),
        PublishFields,
        (PUBLISHED,),
    ),
    ActForm(
        "report",
        "Gửi báo cáo sau hội nghị",
        may.SIGN,
        owes("REPORT"),
        lambda filled, _: ask.SubmitSessionReport(filled.recipients, filled.doc),
        ReportFields,
        (*PAPER_FIELDS, Field("recipients", "Nơi nhận", "organisations", required=True)),
        button="Gửi báo cáo",
    ),
    ActForm(
        "correct-date",
        "Đính chính ngày tổ chức",
        may.SIGN,
        concluded,
        _correct_date,
        DateFields,
        (
            Field("held_from", "Ngày đầu", "date", hint="Để trống nếu chỉ một ngày"),
            Field("held_on", "Ngày tổ chức (ngày cuối)", "date", required=True),
            REASON,
        ),
        button="Đính chính",
        hint="Mọi thời hạn được tính lại từ ngày đúng; thời hạn đã thông báo không bị rút ngắn.",
    ),
    ActForm(
        "correct-minutes",
        "Đính chính biên bản",
        may.MINUTES,
        lambda standing: (
            isinstance(standing.state, Adjourned) or (isinstance(standing.state, Concluded) and standing.state.conclusion.by_agency is None)
        ),
        lambda filled, asked: ask.CorrectMinutes(filled.doc, filled.issued_on or local_date(asked.now), filled.reason),
        MinutesFields,
        (*PAPER_FIELDS, REASON),
        button="Đính chính",
    ),
    ActForm(
        "close",
        "Khép lại hội nghị",
        may.FINISH,
        lambda standing: concluded(standing) and not standing.owed,
        lambda _, asked: ask.CloseSession(local_date(asked.now)),
        button="Khép lại hội nghị",
        primary=True,
    ),
)
