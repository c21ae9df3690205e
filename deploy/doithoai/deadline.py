"""doithoai deadline: the date the rules give, and how it was reached. Needs no running system."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from contracts.vocabulary import Audience, Level
from contracts.workdays import ExplainedDay, OutsideCalendar, WorkingCalendar, shipped_calendar
from doithoai import exits
from doithoai.output import JsonOption, emit, fail
from followup.deadlines.deadline import Terms, compute
from followup.deadlines.explain import explain
from followup.rules.pack import Rule, RuleKind, RulePack
from followup.rules.read import shipped_rule_packs
from followup.rules.select import select

CUT_OFF_WORKING_DAYS = -5
_PROVINCE = re.compile(r"[0-9]{2}")


class DeadlineClass(StrEnum):
    """Which duty is asked about."""

    ORDINARY = "ordinary"
    COMPLEX = "complex"
    SECOND_ROUND = "second-round"
    EXTENSION_NOTICE = "extension-notice"
    EXTENSION_CAP = "extension-cap"
    REFERRAL = "referral"
    CONCLUSION = "conclusion"
    REPORT_AFTER = "report-after"
    RESULTS = "results"
    ANNOUNCEMENT = "announcement"
    INVITATION = "invitation"
    INVITATION_TARGET = "invitation-target"
    OPINION_CUTOFF = "opinion-cutoff"
    OPINION_LIST = "opinion-list"
    ACKNOWLEDGEMENT = "acknowledgement"
    REPORT_BEFORE = "report-before"
    REPORT_SIX_MONTH = "report-six-month"
    REPORT_ANNUAL = "report-annual"
    REPORT_CUTOFF = "report-cutoff"
    MINIMUM_FREQUENCY = "minimum-frequency"
    MINIMUM_FREQUENCY_WARNING = "minimum-frequency-warning"
    DOCUMENT_SENT = "document-sent"
    DATA_REQUEST = "data-request"


KINDS = {
    DeadlineClass.ORDINARY: RuleKind.REPLY_ORDINARY,
    DeadlineClass.COMPLEX: RuleKind.REPLY_COMPLEX,
    DeadlineClass.SECOND_ROUND: RuleKind.SECOND_ROUND,
    DeadlineClass.EXTENSION_NOTICE: RuleKind.EXTENSION_NOTICE,
    DeadlineClass.EXTENSION_CAP: RuleKind.EXTENSION_CAP,
    DeadlineClass.REFERRAL: RuleKind.REFER_UPWARD,
    DeadlineClass.CONCLUSION: RuleKind.CONCLUSION_NOTICE,
    DeadlineClass.REPORT_AFTER: RuleKind.AFTER_SESSION_REPORT,
    DeadlineClass.RESULTS: RuleKind.RESULTS_PUBLISHED,
    DeadlineClass.ANNOUNCEMENT: RuleKind.ANNOUNCEMENT,
    DeadlineClass.INVITATION: RuleKind.INVITATION_LIMIT,
    DeadlineClass.INVITATION_TARGET: RuleKind.INVITATION_TARGET,
    DeadlineClass.OPINION_CUTOFF: RuleKind.OPINION_CUTOFF,
    DeadlineClass.OPINION_LIST: RuleKind.OPINION_LIST,
    DeadlineClass.ACKNOWLEDGEMENT: RuleKind.ACKNOWLEDGEMENT,
    DeadlineClass.REPORT_SIX_MONTH: RuleKind.REPORT_SIX_MONTH,
    DeadlineClass.REPORT_ANNUAL: RuleKind.REPORT_ANNUAL,
    DeadlineClass.REPORT_CUTOFF: RuleKind.REPORT_CUTOFF,
    DeadlineClass.MINIMUM_FREQUENCY: RuleKind.MINIMUM_FREQUENCY,
    DeadlineClass.MINIMUM_FREQUENCY_WARNING: RuleKind.MINIMUM_FREQUENCY_WARNING,
    DeadlineClass.DOCUMENT_SENT: RuleKind.DOCUMENT_SENT,
    DeadlineClass.DATA_REQUEST: RuleKind.DATA_REQUEST,
}
REPORTS = (DeadlineClass.REPORT_SIX_MONTH, DeadlineClass.REPORT_ANNUAL)


def deadline(
    *,
    held_on: Annotated[
        datetime,
        typer.Option(
            "--held-on",
            formats=["%Y-%m-%d"],
            help="The day counted from: of the dialogue, of receipt, of issue, any day of the year; for report-before the day ordered.",
        ),
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
    if not _PROVINCE.fullmatch(province):
        fail(f"a province code is two digits, such as 14: {province!r}", exits.USAGE)
    calendar = shipped_calendar(applies_confirm_rows=not confirmed_only)
    day = held_on.date()
    try:
        if kind is DeadlineClass.REPORT_BEFORE:
            told = report_before(day, calendar, _cut_off_rule(day, province, level))
        else:
            told = by_rule(day, kind, calendar, province=province, level=level, audience=audience)
    except OutsideCalendar as error:
        fail(f"{error}: the date cannot be computed")
    data = {"due_on": told.pop("due_on"), "class": kind.value, "held_on": day.isoformat(), **told}
    if not explained:
        data = {key: value for key, value in data.items() if key not in {"explanation", "days"}}
    emit(data, as_json, lambda: "\n".join(data.get("explanation", [])) + f"\n\n{data['due_on'] or 'không có thời hạn'}")


def packs_on(day: date, province: str, level: Level) -> tuple[RulePack, ...]:
    """The shipped packs in force, the main one first."""
    chosen = select(shipped_rule_packs(), province_code=province, organisations=(), level=level, on=day)
    return (*((chosen.main,) if chosen.main else ()), *chosen.additive)


def _cut_off_rule(day: date, province: str, level: Level) -> tuple[Rule, RulePack] | None:
    found = ((pack.rule(RuleKind.REPORT_CUTOFF, level, ()), pack) for pack in packs_on(day, province, level))
    return next(((rule, pack) for rule, pack in found if rule), None)


def report_before(day: date, calendar: WorkingCalendar, cut_off_by: tuple[Rule, RulePack] | None = None) -> dict[str, Any]:
    """A report due "trước ngày": the last working day strictly before, and the day its data are cut off (DL-13 to DL-16)."""
    told = calendar.explain_before(day)
    cut_off = _cut_off(told.result, calendar, cut_off_by)
    return {
        "due_on": told.result.isoformat(),
        "data_cut_off_on": cut_off["due_on"],
        "formula": f"BEFORE({day.isoformat()})",
        "calendar_version": calendar.version,
        "explanation": [*told.lines, *(f"Chốt số liệu: {line}" for line in cut_off["explanation"][:1]), *cut_off["explanation"][1:]],
        "days": _days(told.days),
    }


def _cut_off(due_on: date, calendar: WorkingCalendar, by: tuple[Rule, RulePack] | None) -> dict[str, Any]:
    """By the pack's rule, or five working days where no pack is in force (A-04)."""
    if by is None:
        told = calendar.explain_working_days(due_on, CUT_OFF_WORKING_DAYS)
        return {"due_on": told.result.isoformat(), "explanation": list(told.lines)}
    rule, pack = by
    explained = explain(compute(rule, due_on, Terms(pack, calendar)), calendar, pack)
    return {"due_on": explained.due_on.isoformat(), "explanation": list(explained.lines)}


def by_rule(
    day: date, kind: DeadlineClass, calendar: WorkingCalendar, *, province: str, level: Level, audience: Audience
) -> dict[str, Any]:
    """A limit of the rule packs that apply on that day; due_on is None where no pack or no rule speaks about it."""
    packs = packs_on(day, province, level)
    for pack in packs:
        if rule := pack.rule(KINDS[kind], level, (audience,)):
            told = _told(rule, pack, day, calendar)
            if kind in REPORTS:
                told["data_cut_off_on"] = _cut_off(date.fromisoformat(told["due_on"]), calendar, _cut_off_rule(day, province, level))[
                    "due_on"
                ]
            return told
    return {"due_on": None, "rule_pack_id": packs[0].rule_pack_id if packs else None, "explanation": [_silent(packs, day, province)]}


def _told(rule: Rule, pack: RulePack, day: date, calendar: WorkingCalendar) -> dict[str, Any]:
    told = explain(compute(rule, day, Terms(pack, calendar)), calendar, pack)
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


def _silent(packs: tuple[RulePack, ...], day: date, province: str) -> str:
    provinces = sorted({pack.province_code for pack in shipped_rule_packs() if pack.province_code})
    if province not in provinces:
        return f"Chưa có bộ quy tắc nào cho tỉnh mã {province}; đã có cho tỉnh mã {', '.join(provinces)}."
    if not packs:
        return f"Không có bộ quy tắc nào áp dụng cho ngày {day:%d/%m/%Y}: ghi nhận, không tính thời hạn."
    names = ", ".join(pack.rule_pack_id for pack in packs)
    return f"Bộ quy tắc {names} không quy định thời hạn này cho đối tượng và cấp đã chọn."


def _days(days: tuple[ExplainedDay, ...]) -> list[dict[str, Any]]:
    return [{"date": day.date.isoformat(), "counted_as": day.ordinal, "reason": day.reason, "source": day.source_document} for day in days]
