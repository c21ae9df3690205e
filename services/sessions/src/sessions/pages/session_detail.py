"""One session: what it is, how far it is prepared, its opinions in the order of the slips, its papers, and what happened when."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.actor import Actor
from chassis.identity.permissions import may, permit
from chassis.web.dependencies import CurrentActor, Reader, ThePages, get_runtime
from chassis.web.problems import NotFound
from contracts.vocabulary import Complexity, Disposition, DomainCode, Form, Level, MeetingMode, Outcome, Regime, Trigger, Urgency
from sessions.dialogue_session.facts import ProgrammeStep
from sessions.dialogue_session.permissions import DECIDE, FLOOR, PRINT, READ
from sessions.dialogue_session.session import Adjourned, Open
from sessions.documents.printing import PaperSort
from sessions.owed_words import OWED, in_words
from sessions.pages import words
from sessions.pages.session_act import ACTS
from sessions.readmodel.organisation_directory import names_of
from sessions.readmodel.session_detail import SessionDetail, find_detail, find_history
from sessions.readmodel.session_list import UNDECIDED, SessionRow, find_row
from sessions.readmodel.session_opinions import OpinionLine, count_silenced, find_opinions, find_turns
from sessions.readmodel.session_programme import SessionStep, find_parts, find_steps
from sessions.standing import find_standing

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/sessions/{session_id}", dependencies=[permit(READ)])
async def show(
    request: Request, pages: ThePages, reader: Reader, actor: CurrentActor, session_id: Annotated[str, Path(max_length=200)]
) -> Response:
    row, detail = await find_row(reader, session_id), await find_detail(reader, session_id)
    if row is None or detail is None or (actor.is_anonymous and row.stage in UNDECIDED):
        raise NotFound
    opinions = await find_opinions(reader, session_id)
    co_hosts = detail.co_host_org_ids.split(",")
    named = {row.host_org_id, detail.secured_by, detail.proposed_by_org_id, *co_hosts, *(line.assigned_agency_id for line in opinions)}
    names = await names_of(reader, named | {each for line in opinions for each in (line.co_agencies or "").split(",")})
    context = {
        "row": row,
        "title": f"Hội nghị đối thoại của {names.get(row.host_org_id, row.host_org_id)}",
        "statuses": words.STATUSES,
        "tones": words.TONES,
        "facts": [*facts(row, detail, names), *more_facts(detail, names)],
        **(await to_do(request, reader, actor, session_id)),
        "steps": programme(await find_steps(reader, session_id)),
        "parts": await find_parts(reader, session_id),
        "unprepared": in_words(tuple(filter(None, detail.unprepared.split(",")))),
        "papers": papers(row, detail),
        "may_print": may(request, actor, PRINT),
        "checklist": checklist(detail) if row.starts_at else [],
        "agenda": (detail.agenda or "").splitlines(),
        "opinions": [shown(line, names) for line in opinions],
        "turns": await find_turns(reader, session_id),
        "silenced": await count_silenced(reader, session_id),
        "entries": [(each.at, words.HAPPENED.get(each.happened, each.happened)) for each in await find_history(reader, session_id)],
    }
    return pages.render(request, "sessions/session_detail.html", context)


async def to_do(request: Request, reader: Reader, actor: Actor, session_id: str) -> dict[str, Any]:
    """What this official can do now, and what is still owed; a reader without an account sees neither."""
    if actor.is_anonymous:
        return {"acts": [], "owed": [], "next_step": None, "next_label": "", "undecided": (), "version": None, "may_floor": False}
    standing = await find_standing(reader, get_runtime(request).handler.codec, session_id)
    next_step = standing.next_step
    return {
        "acts": [form for form in ACTS if form.stands(standing) and may(request, actor, form.permission)],
        "owed": [OWED[code].capitalize() for code in dict.fromkeys((*standing.owed, *standing.shortcomings))],
        "next_label": f"{list(ProgrammeStep).index(next_step) + 1}: {words.STEPS[next_step]}" if next_step else "",
        "next_step": next_step if next_step is not ProgrammeStep.MINUTES else None,
        "undecided": standing.undecided if may(request, actor, DECIDE) and isinstance(standing.state, Open | Adjourned) else (),
        "version": standing.version,
        "may_floor": may(request, actor, FLOOR),
    }


def programme(taken: Sequence[SessionStep]) -> list[tuple[int, str, SessionStep | None]]:
    """The seven steps in their order, each with the moment it began."""
    known = {step.step: step for step in taken}
    if not known:
        return []
    return [(number, words.STEPS[step], known.get(step.value)) for number, step in enumerate(ProgrammeStep, 1)]


def more_facts(detail: SessionDetail, names: Any) -> list[tuple[str, object]]:
    """With whom, how, who asked for it, and what was corrected."""
    proposer = names.get(detail.proposed_by_org_id, detail.proposed_by_org_id) or words.role(detail.proposed_by_role)
    pairs: list[tuple[str, object]] = [
        ("Cùng chủ trì", ", ".join(words.role(each) for each in detail.co_chair_roles.split(", ") if each)),
        ("Cơ quan phối hợp tổ chức", "; ".join(names.get(each, each) for each in detail.co_host_org_ids.split(",") if each)),
        ("Cách thức", words.named(MeetingMode, detail.mode)),
        ("Đường dẫn tham dự", detail.online_url),
        ("Cử tri đề nghị", f"{detail.voters_asked}/{detail.voters}" if detail.voters else None),
        ("Đề xuất của", proposer if detail.proposed_by_role else None),
        ("Lý do đề xuất", detail.proposal_reason),
        ("Lý do không chấp thuận", detail.declined_because),
        ("Giải trình của chủ trì", detail.justified),
        ("Đính chính ngày tổ chức", detail.date_corrected_because),
        ("Đính chính biên bản", detail.minutes_correction),
    ]
    return [(label, value) for label, value in pairs if value]


def facts(row: SessionRow, detail: SessionDetail, names: Any) -> list[tuple[str, object]]:
    chair = words.role(detail.chaired_by_role or detail.chair_role)
    pairs: list[tuple[str, object]] = [
        ("Cơ quan tổ chức", names.get(row.host_org_id, row.host_org_id)),
        ("Chủ trì", f"{chair} (theo ủy quyền)" if detail.delegated else chair),
        ("Cấp", words.named(Level, row.level)),
        ("Chế độ, hình thức", f"{words.named(Regime, row.regime)}, {words.named(Form, row.form).lower()}"),
        ("Đối tượng", words.audiences(row)),
        ("Căn cứ tổ chức", words.named(Trigger, detail.trigger)),
        ("Lĩnh vực", words.named(DomainCode, detail.topic_code)),
        ("Ngày tổ chức", words.held(row)),
        ("Địa điểm", row.venue),
        ("Người tham dự", attendance(detail)),
        ("Tính cho năm kế hoạch", row.plan_year),
        ("Năm báo cáo", row.reporting_year),
        ("Hạn gửi ý kiến", f"trước ngày {detail.opinion_cutoff_on:%d/%m/%Y}" if detail.opinion_cutoff_on else None),
        ("Lý do hoãn", detail.postponed_because),
        ("Lý do hủy", detail.cancelled_because),
        ("Nguồn", "Phần mềm của cơ quan" if row.by_agency else None),
    ]
    return [(label, value) for label, value in pairs if value]


def attendance(detail: SessionDetail) -> str:
    counts = [(detail.people, "người dân"), (detail.staff, "công chức, viên chức, người lao động"), (detail.orgs, "tổ chức, doanh nghiệp")]
    return "; ".join(f"{count} {who}" for count, who in counts if count)


def checklist(detail: SessionDetail) -> list[tuple[str, bool]]:
    """What should be ready before the opening."""
    return [
        ("Danh sách khách mời đã duyệt", detail.invitees > 0),
        ("Chương trình đã duyệt", detail.agenda is not None),
        ("Cơ sở vật chất đã chuẩn bị", detail.facilities is not None),
        ("An ninh, trật tự đã bố trí", detail.secured_by is not None),
        ("Thư ký đã cử", detail.secretary_ref is not None),
    ]


def papers(row: SessionRow, detail: SessionDetail) -> list[tuple[str, str | None, object, str | None]]:
    """What is done, its number, its day, and the last part of the address it is printed under."""
    return [
        ("Biên bản", detail.minutes, detail.adopted_at, PaperSort.MINUTES),
        ("Thông báo kết luận", detail.conclusion_notice, detail.conclusion_notice_on, PaperSort.CONCLUSION_NOTICE),
        ("Họp rút kinh nghiệm nội bộ", "Đã họp" if detail.reviewed_on else None, detail.reviewed_on, None),
        ("Thông báo kết quả giải quyết", detail.result_notice, detail.result_notice_on, PaperSort.RESULT_NOTICE),
        ("Báo cáo sau hội nghị", detail.report, detail.report_on, None),
    ]


def shown(line: OpinionLine, names: Any) -> dict[str, object]:
    agencies = [line.assigned_agency_id or "", *(line.co_agencies or "").split(",")]
    return {
        "opinion_id": line.opinion_id,
        "slip_no": line.slip_no,
        "turn_no": line.turn_no,
        "summary": line.summary_redacted or "Ý kiến đã tiếp nhận, chưa có bản tóm tắt công khai",
        "domain": words.named(DomainCode, line.domain_code),
        "urgency": line.urgency,
        "urgency_label": words.named(Urgency, line.urgency),
        "result": words.named(Disposition, line.disposition),
        "outcome": words.named(Outcome, line.outcome),
        "agencies": "; ".join(names.get(each, each) for each in agencies if each),
        "complexity": words.named(Complexity, line.complexity),
        "case_id": line.case_id,
        "case_closed_on": line.case_closed_on,
        "late": line.late,
    }
