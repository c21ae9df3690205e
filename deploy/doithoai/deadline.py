"""doithoai deadline: the date the rules give, and how it was reached. Needs no running system."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from contracts.vocabulary import Audience, Level
from contracts.workdays import ExplainedDay, OutsideCalendar, WorkingCalendar, shipped_calendar
from doithoai.output import JsonOption, emit, fail
from followup.deadlines.deadline import Terms, compute
from followup.deadlines.explain import explain
from followup.rules.pack import RuleKind, RulePack
from followup.rules.read import shipped_rule_packs
from followup.rules.select import select

CUT_OFF_WORKING_DAYS = -5


class DeadlineClass(StrEnum):
    """Which duty is asked about."""

    ORDINARY = "ordinary"
    COMPLEX = "complex"
    CONCLUSION = "conclusion"
    INVITATION = "invitation"
    INVITATION_TARGET = "invitation-target"
    REPORT_BEFORE = "report-before"


KINDS = {
    DeadlineClass.ORDINARY: RuleKind.REPLY_ORDINARY,
    DeadlineClass.COMPLEX: RuleKind.REPLY_COMPLEX,
    DeadlineClass.CONCLUSION: RuleKind.CONCLUSION_NOTICE,
    DeadlineClass.INVITATION: RuleKind.INVITATION_LIMIT,
    DeadlineClass.INVITATION_TARGET: RuleKind.INVITATION_TARGET,
}


def deadline(
    *,
    held_on: Annotated[
        datetime,
        typer.Option("--held-on", formats=["%Y-%m-%d"], help="The day of the dialogue; for report-before the day named in the order."),
    ],
    kind: Annotated[DeadlineClass, typer.Option("--class", help="Which duty.")] = DeadlineClass.ORDINARY,
    province: Annotated[str, typer.Option("--province", help="Province code, two digits.")] = "14",
    level: Annotated[Level, typer.Option("--level", help="Level of the head who holds the dialogue.")] = Level.PROVINCE,
    audience: Annotated[Audience, typer.Option("--audience", help="With whom.")] = Audience.PEOPLE,
    confirmed_only: Annotated[bool, typer.Option("--confirmed-only", help="Leave out days off whose order was not found.")] = False,
    explained: Annotated[bool, typer.Option("--explain/--no-explain", help="Show each day counted and skipped.")] = True,
    as_json: JsonOption = False,
) -> None:
    """Say when something is due, by the shipped rule packs and working calendar."""
    calendar = shipped_calendar(applies_confirm_rows=not confirmed_only)
    day = held_on.date()
    try:
        if kind is DeadlineClass.REPORT_BEFORE:
            told = report_before(day, calendar)
        else:
            told = by_rule(day, kind, calendar, province=province, level=level, audience=audience)
    except OutsideCalendar as error:
        fail(f"{error}: the date cannot be computed")
    data = {"due_on": told.pop("due_on"), "class": kind.value, "held_on": day.isoformat(), **told}
    if not explained:
        data = {key: value for key, value in data.items() if key not in {"explanation", "days"}}
    emit(data, as_json, lambda: "\n".join(data.get("explanation", [])) + f"\n\n{data['due_on'] or 'không có thời hạn'}")


def report_before(day: date, calendar: WorkingCalendar) -> dict[str, Any]:
    """A report due "trước ngày": the last working day strictly before, and the day its data are cut off (DL-13 to DL-16)."""
    told = calendar.explain_before(day)
    cut_off = calendar.explain_working_days(told.result, CUT_OFF_WORKING_DAYS)
    return {
        "due_on": told.result.isoformat(),
        "data_cut_off_on": cut_off.result.isoformat(),
        "formula": f"BEFORE({day.isoformat()})",
        "calendar_version": calendar.version,
        "explanation": [*told.lines, "Chốt số liệu: " + cut_off.lines[0], *cut_off.lines[1:]],
        "days": _days(told.days),
    }


def by_rule(
    day: date, kind: DeadlineClass, calendar: WorkingCalendar, *, province: str, level: Level, audience: Audience
) -> dict[str, Any]:
    """A limit of the rule pack that applies on that day; due_on is None where no pack or no rule speaks about it."""
    pack = select(shipped_rule_packs(), province_code=province, organisations=(), level=level, on=day).main
    rule = next((rule for rule in pack.rules if rule.kind is KINDS[kind] and rule.covers(level, (audience,))), None) if pack else None
    if pack is None or rule is None:
        return {"due_on": None, "rule_pack_id": pack and pack.rule_pack_id, "explanation": [_silent(pack, day)]}
    due = compute(rule, day, Terms(pack, calendar))
    told = explain(due, calendar, pack)
    return {
        "due_on": told.due_on.isoformat(),
        "rule_id": told.rule_id,
        "rule_pack_id": told.rule_pack_id,
        "formula": told.formula,
        "calendar_version": told.calendar_version,
        "source": rule.source,
        "assumption": rule.assumption,
        "explanation": list(told.lines),
        "days": _days(told.days),
    }


def _silent(pack: RulePack | None, day: date) -> str:
    if pack is None:
        return f"Không có bộ quy tắc nào áp dụng cho ngày {day:%d/%m/%Y}: ghi nhận, không tính thời hạn."
    return f"Bộ quy tắc {pack.rule_pack_id} không quy định thời hạn này cho đối tượng và cấp đã chọn."


def _days(days: tuple[ExplainedDay, ...]) -> list[dict[str, Any]]:
    return [{"date": day.date.isoformat(), "counted_as": day.ordinal, "reason": day.reason, "source": day.source_document} for day in days]
