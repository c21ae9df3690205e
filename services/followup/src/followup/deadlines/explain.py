"""A due date told day by day in Vietnamese: the rule and its source, each day counted or skipped, the result."""

from dataclasses import dataclass
from datetime import date

from contracts.formula import read_formula
from contracts.workdays import ExplainedDay, WorkingCalendar
from followup.deadlines.deadline import FIXED, Deadline
from followup.rules.pack import Rule, RulePack


@dataclass(frozen=True)
class DeadlineExplanation:
    """`lines` is the whole story, ready to print; `days` are the days looked at, in order."""

    due_on: date
    anchor_on: date
    rule_id: str
    formula: str
    rule_pack_id: str
    calendar_version: str
    lines: tuple[str, ...]
    days: tuple[ExplainedDay, ...]


def _basis(rule: Rule | None, pack: RulePack | None, deadline: Deadline) -> tuple[str, ...]:
    lines = [f"Quy tắc {deadline.rule_id}, bộ quy tắc {deadline.rule_pack_id}" + (f": {pack.title}" if pack else "")]
    if rule:
        lines.append(f"Căn cứ: {rule.source}")
        if rule.assumption:
            lines.append(f"Lưu ý: áp dụng theo giả định {rule.assumption}, chờ xác nhận của tỉnh")
    return tuple(lines)


def explain(deadline: Deadline, calendar: WorkingCalendar | None, pack: RulePack | None) -> DeadlineExplanation:
    """Tell how the date was reached. Without its calendar version only the rule and the result can be told."""
    rule = pack.rule_by_id(deadline.rule_id) if pack else None
    lines = _basis(rule, pack, deadline)
    days: tuple[ExplainedDay, ...] = ()
    if deadline.formula == FIXED:
        lines = (*lines, f"Ngày {deadline.due_on:%d/%m/%Y} do gia hạn mà có, không tính theo công thức")
    elif calendar is not None:
        told = read_formula(deadline.formula).explain(deadline.anchor_on, calendar)
        lines, days = (*lines, *told.lines), told.days
        if told.result != deadline.due_on:
            lines = (*lines, f"Giữ nguyên hạn {deadline.due_on:%d/%m/%Y} vì hạn này đã được thông báo; tính lại không được rút ngắn")
    else:
        lines = (*lines, f"Kết quả: {deadline.due_on:%d/%m/%Y} – lịch làm việc phiên bản {deadline.calendar_version}")
    return DeadlineExplanation(
        deadline.due_on,
        deadline.anchor_on,
        deadline.rule_id,
        deadline.formula,
        deadline.rule_pack_id,
        deadline.calendar_version,
        lines,
        days,
    )
