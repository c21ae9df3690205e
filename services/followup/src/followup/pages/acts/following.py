"""Forms of whoever tracks a case or answers for it: another agency, urging, reporting upward, the end of a case and its second round."""

from pydantic import Field as Bounds

from contracts.fields import Id, Role, Text
from contracts.workdays import local_date
from followup.acting import Act
from followup.case import commands as c
from followup.case import permissions as p
from followup.case.case import Closed, Replied, Running
from followup.pages.acts.answering import Nothing
from followup.pages.acts.case_act import CaseAct, Choices, Field, Form, organisations
from followup.pages.words import ROLES

LEVELS: Choices = (("1", "Cấp 1"), ("2", "Cấp 2"), ("3", "Cấp 3"), ("4", "Cấp 4"))


class AssignmentForm(Form):
    to_agency_id: Id
    co_agencies: tuple[Id, ...] = ()
    reason: Text


class UrgingForm(Form):
    note: Text


class EscalationForm(Form):
    level: int = Bounds(ge=1, le=4)
    to_role: Role
    to_org_id: Id | None = None


class ReopenForm(Form):
    reason: Text


def _escalate(act: Act, form: EscalationForm) -> c.Escalate:
    return c.Escalate(
        now=act.clock.now(), by=act.actor, level=form.level, to_role=form.to_role, to_org_id=form.to_org_id, calendar=act.rules.calendar
    )


def _overdue(act: Act) -> bool:
    plan = act.facts.schedule
    return isinstance(act.state, Running) and plan is not None and local_date(act.clock.now()) > plan.due_on


FOLLOWING: tuple[CaseAct, ...] = (
    CaseAct(
        "assignment",
        "Chuyển cơ quan giải quyết",
        "Chuyển cơ quan giải quyết",
        p.DECIDE,
        AssignmentForm,
        lambda act, form: c.Reassign(
            now=act.clock.now(), by=act.actor, to_agency_id=form.to_agency_id, co_agencies=form.co_agencies, reason=form.reason
        ),
        lambda act: isinstance(act.state, Running),
        (
            Field("to_agency_id", "Cơ quan giải quyết", "select", required=True, choices=organisations),
            Field("co_agencies", "Cơ quan phối hợp", "many", choices=organisations, first=lambda act: act.facts.co_agencies),
            Field("reason", "Lý do", "area", required=True),
        ),
        intro="Thời hạn vẫn tính tiếp.",
    ),
    CaseAct(
        "urging",
        "Đôn đốc",
        "Gửi văn bản đôn đốc",
        p.URGE,
        UrgingForm,
        lambda act, form: c.Urge(now=act.clock.now(), by=act.actor, note=form.note),
        lambda act: not isinstance(act.state, Closed) or bool(act.facts.open_commitments),
        (Field("note", "Nội dung đôn đốc", "area", required=True, hint="Gửi đến cơ quan đang giữ vụ việc"),),
    ),
    CaseAct(
        "escalation",
        "Báo cáo quá hạn lên cấp trên",
        "Báo cáo",
        p.ESCALATE,
        EscalationForm,
        _escalate,
        _overdue,
        (
            Field("level", "Cấp báo cáo", "select", required=True, choices=lambda _: LEVELS),
            Field("to_role", "Gửi", "select", required=True, choices=lambda _: sorted(ROLES.items(), key=lambda each: each[1])),
            Field("to_org_id", "Cơ quan nhận", "select", choices=organisations),
        ),
    ),
    CaseAct(
        "close",
        "Kết thúc vụ việc",
        "Kết thúc vụ việc",
        p.CLOSE,
        Nothing,
        lambda act, _: c.CloseCase(now=act.clock.now(), by=act.actor, terms=act.terms),
        lambda act: isinstance(act.state, Replied),
    ),
    CaseAct(
        "reopen",
        "Mở lại vụ việc",
        "Mở lại vụ việc",
        p.REOPEN,
        ReopenForm,
        lambda act, form: c.ReopenCase(now=act.clock.now(), by=act.actor, reason=form.reason, terms=act.terms),
        lambda act: isinstance(act.state, Closed),
        (Field("reason", "Lý do", "area", required=True),),
        intro="Vụ việc mở lại có thời hạn mới, tính từ ngày mở lại.",
    ),
)
