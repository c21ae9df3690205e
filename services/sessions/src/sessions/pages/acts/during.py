"""Acts while the session goes on: opening, steps, slips, turns, answers, assignments, parts, minutes."""

from datetime import date

from pydantic import Field as Bounds
from pydantic import model_validator

from contracts.envelope import Document
from contracts.fields import Id, Name, Role, Text
from contracts.labels import label
from contracts.vocabulary import Authority, Complexity, Outcome
from contracts.workdays import local_date
from sessions.acting import Asking
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import permissions as may
from sessions.dialogue_session.facts import Attendance, Finding, ProgrammeStep
from sessions.dialogue_session.session import Adjourned, Concluded, Open, Scheduled
from sessions.pages.acts.form import PAPER_FIELDS, ActForm, Around, Asked, Choices, DocumentFields, Field, Filled, Short
from sessions.pages.words import FINDINGS, STEPS
from sessions.slips import slip_of
from sessions.standing import Standing


def is_open(standing: Standing) -> bool:
    return isinstance(standing.state, Open)


class Counted(Filled):
    people: int = Bounds(0, ge=0, le=1_000_000)
    staff: int = Bounds(0, ge=0, le=1_000_000)
    orgs: int = Bounds(0, ge=0, le=1_000_000)

    @property
    def attendance(self) -> Attendance:
        return Attendance(self.people, self.staff, self.orgs)


class OpenFields(Counted):
    chaired_by_role: Role
    number: Short | None = None
    symbol: Name | None = None
    issued_on: date | None = None


class StepFields(Filled):
    step: ProgrammeStep
    override_reason: Text | None = None


class SlipFields(Filled):
    opinion_id: Id | None = None
    live_id: Id | None = None
    slip_no: int | None = Bounds(None, ge=1, le=100_000)
    submitter_ref: Id | None = None

    @model_validator(mode="after")
    def _one_opinion(self) -> "SlipFields":
        if (self.opinion_id is None) == (self.live_id is None):
            raise ValueError("Hãy chọn một ý kiến trong danh sách, hoặc ghi mã ý kiến mới nêu.")
        return self


class TurnFields(Filled):
    slip_no: int = Bounds(ge=1, le=100_000)
    override_reason: Text | None = None


class AnswerFields(Filled):
    opinion_id: Id
    answered_by_role: Role
    outcome: Outcome


class AssignFields(Filled):
    opinion_id: Id
    assigned_agency_id: Id
    co_agencies: tuple[Id, ...] = ()
    complexity: Complexity = Complexity.ORDINARY
    authority: Authority = Authority.WITHIN


class PartFields(Counted):
    part_no: int = Bounds(ge=1, le=1_000)


class VerifyFields(Filled):
    opinion_id: Id
    finding: Finding
    verified_by_org_id: Id


def _open(filled: OpenFields, asked: Asked) -> ask.OpenSession:
    doc = Document(number=filled.number, symbol=filled.symbol, issued_on=filled.issued_on) if filled.symbol else None
    return ask.OpenSession(asked.now, asked.now, filled.attendance, filled.chaired_by_role, doc)


def _slip(filled: SlipFields, asked: Asked) -> Asking[ask.DialogueSessionCommand]:
    opinion_id = filled.live_id or filled.opinion_id or ""
    said = {"slip_no": filled.slip_no, "submitter_ref": filled.submitter_ref, "recorded_at": None}
    return slip_of(asked.session_id, opinion_id, asked.now, **said)


def _assign(filled: AssignFields, asked: Asked) -> ask.AssignOpinion:
    return ask.AssignOpinion(**filled.model_dump(), orgs=asked.orgs, now=asked.now)


def _chair(around: Around) -> str:
    return around.standing.chairs[0] if around.standing.chairs else ""


def _steps(around: Around) -> Choices:
    taken = around.standing.state.steps if isinstance(around.standing.state, Open) else ()
    own = (ProgrammeStep.OPENING, ProgrammeStep.MINUTES)
    return [(each.value, STEPS[each]) for each in ProgrammeStep if each not in own and each not in taken]


def _undecided(around: Around) -> Choices:
    return around.opinions(around.standing.undecided)


COUNTED = (
    Field("people", "Số người dân dự", "number", first="0"),
    Field("staff", "Số công chức, viên chức, người lao động dự", "number", first="0"),
    Field("orgs", "Số tổ chức, doanh nghiệp dự", "number", first="0"),
)
OVERRIDE = Field("override_reason", "Lý do của chủ trì", "area", hint="Chỉ cần khi không theo thứ tự")
DURING = (
    ActForm(
        "open",
        "Khai mạc",
        may.OPEN,
        lambda standing: isinstance(standing.state, Scheduled),
        _open,
        OpenFields,
        (
            Field("chaired_by_role", "Người chủ trì", required=True, first=_chair),
            *COUNTED,
            Field("number", "Số văn bản ủy quyền", hint="Chỉ cần khi người khác chủ trì thay"),
            Field("symbol", "Ký hiệu văn bản ủy quyền"),
            Field("issued_on", "Ngày văn bản ủy quyền", "date"),
        ),
        button="Khai mạc hội nghị",
        primary=True,
    ),
    ActForm(
        "step",
        "Chuyển bước chương trình",
        may.FLOOR,
        is_open,
        lambda filled, asked: ask.TakeStep(asked.now, filled.step, asked.now, filled.override_reason),
        StepFields,
        (Field("step", "Bước", "choice", choices=_steps, required=True), OVERRIDE),
        button="Bắt đầu bước này",
    ),
    ActForm(
        "slip",
        "Ghi phiếu đăng ký",
        may.FLOOR,
        is_open,
        _slip,
        SlipFields,
        (
            Field("opinion_id", "Ý kiến trong danh sách", "choice", choices=lambda around: around.opinions(around.standing.without_slip)),
            Field(
                "live_id",
                "Hoặc mã ý kiến mới nêu tại hội nghị",
                hint="Ghi ý kiến mới nêu ở trang tiếp nhận trước; trang đó dẫn về đây kèm mã",
            ),
            Field("slip_no", "Số phiếu", "number", hint="Để trống để lấy số tiếp theo"),
            Field("submitter_ref", "Mã người đăng ký", hint="Cần khi một phiếu có nhiều nội dung"),
        ),
        button="Ghi phiếu",
        primary=True,
    ),
    ActForm(
        "turn",
        "Mời phát biểu",
        may.FLOOR,
        lambda standing: bool(standing.waiting_slips),
        lambda filled, asked: ask.TakeSpeakingTurn(filled.slip_no, filled.override_reason, asked.now),
        TurnFields,
        (
            Field(
                "slip_no",
                "Phiếu số",
                "choice",
                choices=lambda around: [(str(number), f"Phiếu số {number}") for number in around.standing.waiting_slips],
                required=True,
            ),
            OVERRIDE,
        ),
        button="Mời phát biểu",
        primary=True,
    ),
    ActForm(
        "answer",
        "Trả lời tại chỗ",
        may.DECIDE,
        lambda standing: is_open(standing) and bool(standing.undecided),
        lambda filled, asked: ask.AnswerOnSpot(filled.opinion_id, filled.answered_by_role, filled.outcome, asked.now),
        AnswerFields,
        (
            Field("opinion_id", "Ý kiến", "choice", choices=_undecided, required=True),
            Field("answered_by_role", "Người trả lời", required=True, first=_chair),
            Field("outcome", "Nội dung trả lời", "choice", choices=[(each.value, label(each)) for each in Outcome], required=True),
        ),
        button="Ghi câu trả lời",
        primary=True,
    ),
    ActForm(
        "assign",
        "Giao giải quyết",
        may.DECIDE,
        lambda standing: isinstance(standing.state, Open | Adjourned) and bool(standing.undecided),
        _assign,
        AssignFields,
        (
            Field("opinion_id", "Ý kiến", "choice", choices=_undecided, required=True),
            Field("assigned_agency_id", "Cơ quan chủ trì giải quyết", "organisation", required=True),
            Field("co_agencies", "Cơ quan phối hợp", "organisations"),
            Field("complexity", "Tính chất", "choice", choices=[(each.value, label(each)) for each in Complexity], first="ORDINARY"),
            Field("authority", "Thẩm quyền", "choice", choices=[(each.value, label(each)) for each in Authority], first="WITHIN"),
        ),
        button="Giao giải quyết",
        primary=True,
    ),
    ActForm(
        "part",
        "Ghi cụm đã tổ chức",
        may.FLOOR,
        lambda standing: bool(standing.parts_to_hold),
        lambda filled, asked: ask.HoldPart(asked.now, filled.part_no, asked.now, filled.attendance),
        PartFields,
        (
            Field(
                "part_no",
                "Cụm",
                "choice",
                choices=lambda around: [(str(number), name) for number, name in around.standing.parts_to_hold],
                required=True,
            ),
            *COUNTED,
        ),
    ),
    ActForm(
        "minutes",
        "Thông qua biên bản",
        may.MINUTES,
        lambda standing: standing.next_step is ProgrammeStep.MINUTES,
        lambda filled, asked: ask.AdoptMinutes(asked.now, filled.doc, asked.now),
        DocumentFields,
        PAPER_FIELDS,
        button="Thông qua biên bản, kết thúc hội nghị",
        primary=True,
    ),
    ActForm(
        "verify",
        "Xác minh nội dung mới",
        may.VERIFY,
        lambda standing: isinstance(standing.state, Open | Adjourned | Concluded) and bool(standing.unverified),
        lambda filled, asked: ask.VerifyNewMatter(
            filled.opinion_id, filled.finding, filled.verified_by_org_id, local_date(asked.now), asked.orgs
        ),
        VerifyFields,
        (
            Field("opinion_id", "Ý kiến", "choice", choices=lambda around: around.opinions(around.standing.unverified), required=True),
            Field("finding", "Kết quả", "choice", choices=[(each.value, FINDINGS[each]) for each in Finding], required=True),
            Field("verified_by_org_id", "Cơ quan xác minh", "organisation", required=True),
        ),
    ),
)
