"""Acts before a session opens: the chair's answer to a proposal, invitations, agenda, facilities, security, secretary, postponing."""

import json
from typing import Annotated

from pydantic import StringConstraints, field_validator

from chassis.handle import Unit
from chassis.ids import new_id
from contracts.fields import Id, Name, Role, Text
from sessions.acting import Asking
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import permissions as may
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.facts import AgendaItem, Invitee, Shortcoming
from sessions.dialogue_session.session import Postponed, Proposed, Scheduled
from sessions.owed_words import OWED
from sessions.pages.acts.form import ActForm, Around, Asked, Choices, Field, Filled, LocalMoment, Short
from sessions.standing import Standing

FACILITIES = (
    "Phòng họp, bàn ghế",
    "Âm thanh, màn hình",
    "Đường truyền trực tuyến",
    "Phiên dịch tiếng dân tộc",
    "Khu vực đăng ký, phát phiếu",
)
_CLOCK = 5


def before_opening(standing: Standing) -> bool:
    return isinstance(standing.state, Scheduled | Postponed)


def proposed(standing: Standing) -> bool:
    return isinstance(standing.state, Proposed)


class ApproveFields(Filled):
    chair_role: Role | None = None
    starts_at: LocalMoment | None = None
    ends_at: LocalMoment | None = None
    venue: Name | None = None


class ReasonFields(Filled):
    reason: Text


class PostponeFields(Filled):
    reason: Text
    new_starts_at: LocalMoment | None = None
    new_ends_at: LocalMoment | None = None


class ListFields(Filled):
    org_ids: tuple[Id, ...]


class PersonFields(Filled):
    name: Name
    phone: Short | None = None
    email: Annotated[str, StringConstraints(max_length=200)] | None = None
    address: Name | None = None


class AgendaFields(Filled):
    lines: str

    @field_validator("lines")
    @classmethod
    def _some(cls, lines: str) -> str:
        return lines.strip()

    @property
    def timetable(self) -> tuple[AgendaItem, ...]:
        """Each line is one item; a line may begin with its time, such as `08:30 Khai mạc`."""
        return tuple(_item(line.strip()) for line in self.lines.splitlines() if line.strip())


def _item(line: str) -> AgendaItem:
    at, _, title = line.partition(" ")
    timed = len(at) == _CLOCK and at[2] == ":" and at.replace(":", "").isdecimal() and title
    return AgendaItem(title.strip(), at) if timed else AgendaItem(line)


class FacilitiesFields(Filled):
    items: tuple[Name, ...] = ()


class SecurityFields(Filled):
    confirmed_by_org_id: Id


class SecretaryFields(Filled):
    secretary_ref: Id


class JustifyFields(Filled):
    shortcoming: Shortcoming
    reason: Text


def _approve(filled: ApproveFields, asked: Asked) -> ask.ApproveProposal:
    return ask.ApproveProposal(filled.chair_role, filled.starts_at, filled.ends_at, filled.venue, orgs=asked.orgs)


def _prepare_list(filled: ListFields, asked: Asked) -> Asking[ask.DialogueSessionCommand]:
    """The organisations of the form, with the persons who stand on the list already."""

    async def asking(unit: Unit) -> ask.DialogueSessionCommand:
        offices = tuple(Invitee(org_id, "unit_head", org_id) for org_id in dict.fromkeys(filled.org_ids))
        persons = tuple(each for each in await _list_of(unit, asked.session_id) if each.org_id is None)
        return ask.PrepareInvitationList(offices + persons)

    return asking


def _invite_person(filled: PersonFields, asked: Asked) -> Asking[ask.DialogueSessionCommand]:
    """One person more; the contact is sealed under the person before anything is stored."""

    async def asking(unit: Unit) -> ask.DialogueSessionCommand:
        ref = str(new_id())
        contact = json.dumps(filled.model_dump(exclude_none=True), ensure_ascii=False)
        person = Invitee(ref, "participant", None, await asked.vault.seal(ref, "contact", contact))
        return ask.PrepareInvitationList((*await _list_of(unit, asked.session_id), person))

    return asking


async def _list_of(unit: Unit, session_id: str) -> tuple[Invitee, ...]:
    state = await unit.state(decider, stream_of(session_id))
    return state.plan.prepared_list if isinstance(state, Scheduled | Postponed) else ()


def _shortcomings(around: Around) -> Choices:
    return [(code, OWED[code].capitalize()) for code in around.standing.shortcomings]


def _with_list(standing: Standing) -> bool:
    """A list was prepared that differs from the one already approved."""
    if not isinstance(standing.state, Scheduled | Postponed):
        return False
    prepared = tuple(each.invitee_ref for each in standing.state.plan.prepared_list)
    return bool(prepared) and prepared != standing.state.plan.notices.invitees


def _with_agenda(standing: Standing) -> bool:
    return isinstance(standing.state, Scheduled | Postponed) and standing.state.plan.prepared_agenda is not None


REASON = Field("reason", "Lý do", "area", required=True)
BEFORE = (
    ActForm(
        "approve",
        "Phê duyệt đề xuất",
        may.APPROVE,
        proposed,
        _approve,
        ApproveFields,
        (
            Field("chair_role", "Người chủ trì", first="chairperson", hint="Để trống nếu giữ như đề xuất"),
            Field("starts_at", "Bắt đầu", "moment", hint="Để trống nếu giữ như đề xuất"),
            Field("ends_at", "Kết thúc", "moment"),
            Field("venue", "Địa điểm"),
        ),
        button="Phê duyệt",
        primary=True,
    ),
    ActForm(
        "decline",
        "Không chấp thuận đề xuất",
        may.APPROVE,
        proposed,
        lambda filled, asked: ask.DeclineProposal(filled.reason, asked.role),
        ReasonFields,
        (REASON,),
        button="Không chấp thuận",
    ),
    ActForm(
        "prepare-invitations",
        "Trình danh sách khách mời",
        may.PREPARE,
        before_opening,
        _prepare_list,
        ListFields,
        (Field("org_ids", "Cơ quan, đơn vị được mời", "organisations", hint="Giữ phím Ctrl để chọn nhiều cơ quan", required=True),),
        button="Trình chủ trì",
        hint="Cá nhân đã có trong danh sách được giữ nguyên.",
    ),
    ActForm(
        "invite-person",
        "Thêm cá nhân được mời",
        may.PREPARE,
        before_opening,
        _invite_person,
        PersonFields,
        (
            Field("name", "Họ và tên", required=True),
            Field("phone", "Điện thoại"),
            Field("email", "Thư điện tử"),
            Field("address", "Địa chỉ, bản, tiểu khu, tổ dân phố"),
        ),
        button="Thêm vào danh sách trình",
        hint="Liên hệ được niêm phong trước khi lưu; danh sách chỉ có hiệu lực khi chủ trì duyệt.",
    ),
    ActForm(
        "approve-invitations",
        "Duyệt danh sách khách mời",
        may.APPROVE,
        _with_list,
        lambda _, asked: ask.ApproveInvitationList((), asked.role),
        button="Duyệt danh sách đã trình",
        primary=True,
    ),
    ActForm(
        "prepare-agenda",
        "Trình chương trình",
        may.PREPARE,
        before_opening,
        lambda filled, _: ask.PrepareAgenda(timetable=filled.timetable),
        AgendaFields,
        (Field("lines", "Nội dung", "area", hint="Mỗi dòng một nội dung, có thể ghi giờ ở đầu dòng: 08:00 Khai mạc", required=True),),
        button="Trình chủ trì",
    ),
    ActForm(
        "approve-agenda",
        "Duyệt chương trình",
        may.APPROVE,
        _with_agenda,
        lambda _, __: ask.ApproveAgenda(),
        button="Duyệt chương trình đã trình",
        primary=True,
    ),
    ActForm(
        "facilities",
        "Chuẩn bị cơ sở vật chất",
        may.PREPARE,
        before_opening,
        lambda filled, _: ask.ArrangeFacilities(filled.items),
        FacilitiesFields,
        (Field("items", "Đã kiểm tra", "checks", choices=[(each, each) for each in FACILITIES]),),
    ),
    ActForm(
        "security",
        "Bảo đảm an ninh, trật tự",
        may.SECURE,
        before_opening,
        lambda filled, asked: ask.ArrangeSecurity(filled.confirmed_by_org_id, asked.orgs),
        SecurityFields,
        (Field("confirmed_by_org_id", "Cơ quan xác nhận", "organisation", required=True),),
    ),
    ActForm(
        "secretary",
        "Cử thư ký",
        may.PREPARE,
        before_opening,
        lambda filled, _: ask.AppointSecretary(filled.secretary_ref),
        SecretaryFields,
        (Field("secretary_ref", "Tài khoản thư ký", required=True),),
    ),
    ActForm(
        "postpone",
        "Hoãn hoặc đổi ngày",
        may.APPROVE,
        before_opening,
        lambda filled, asked: ask.PostponeSession(filled.reason, filled.new_starts_at, filled.new_ends_at, asked.orgs),
        PostponeFields,
        (
            REASON,
            Field("new_starts_at", "Thời điểm bắt đầu mới", "moment", hint="Để trống nếu chưa định ngày mới"),
            Field("new_ends_at", "Thời điểm kết thúc mới", "moment"),
        ),
        button="Hoãn, đổi ngày",
        hint="Người đã nhận giấy mời và nơi đã thông báo công khai đều phải được báo lại; thời hạn tính lại từ ngày mới.",
    ),
    ActForm(
        "cancel",
        "Hủy hội nghị",
        may.APPROVE,
        before_opening,
        lambda filled, _: ask.CancelSession(filled.reason),
        ReasonFields,
        (REASON,),
        button="Hủy hội nghị",
    ),
    ActForm(
        "justify",
        "Giải trình thiếu sót",
        may.APPROVE,
        lambda standing: bool(standing.shortcomings),
        lambda filled, asked: ask.JustifyShortcoming(filled.shortcoming, filled.reason, asked.role),
        JustifyFields,
        (Field("shortcoming", "Thiếu sót", "choice", choices=_shortcomings, required=True), REASON),
    ),
)
