"""Calendars and rule packs: loading versions, listing them, and explaining a date before anything depends on it."""

import csv
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from chassis.decider import Refused
from chassis.identity.permissions import permit
from chassis.observability.log import get_log
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheHandler, set_etag
from chassis.web.problems import FieldErrors, NotFound
from contracts.vocabulary import Audience, Level
from contracts.workdays import read_calendar_rows
from followup.acting import TheSettings, rulebook
from followup.api.bodies import CalendarBody, RulePackBody
from followup.case.permissions import LOAD_RULES, READ_RULES
from followup.deadlines.coverage import within_calendar
from followup.deadlines.deadline import Terms, compute
from followup.deadlines.explain import DeadlineExplanation, explain
from followup.log_events import LogEvent
from followup.readmodel.calendar_versions import calendar_of, list_calendars
from followup.readmodel.rule_packs import loaded_packs
from followup.rule_pack import decide as rule_pack
from followup.rule_pack.commands import LoadRulePack
from followup.rules.pack import RuleKind, RulePack
from followup.rules.read import SHIPPED, UnreadableRulePack, public_rules, read_rule_pack, shipped_text
from followup.rules.select import select
from followup.working_calendar import decide as working_calendar
from followup.working_calendar.commands import LoadCalendar
from followup.working_calendar.events import CalendarRow

log = get_log(__name__)
router = APIRouter(prefix="/api/v1", tags=["rules"])

CLASSES = {
    "ordinary": RuleKind.REPLY_ORDINARY,
    "complex": RuleKind.REPLY_COMPLEX,
    "conclusion": RuleKind.CONCLUSION_NOTICE,
    "report-after": RuleKind.AFTER_SESSION_REPORT,
    "results": RuleKind.RESULTS_PUBLISHED,
    "extension-cap": RuleKind.EXTENSION_CAP,
    "referral": RuleKind.REFER_UPWARD,
    "invitation": RuleKind.INVITATION_LIMIT,
    "invitation-target": RuleKind.INVITATION_TARGET,
    "announcement": RuleKind.ANNOUNCEMENT,
    "opinion-cutoff": RuleKind.OPINION_CUTOFF,
    "opinion-list": RuleKind.OPINION_LIST,
    "acknowledgement": RuleKind.ACKNOWLEDGEMENT,
    "extension-notice": RuleKind.EXTENSION_NOTICE,
    "second-round": RuleKind.SECOND_ROUND,
    "report-six-month": RuleKind.REPORT_SIX_MONTH,
    "report-annual": RuleKind.REPORT_ANNUAL,
    "report-by-order": RuleKind.REPORT_BY_ORDER,
    "report-cutoff": RuleKind.REPORT_CUTOFF,
    "minimum-frequency": RuleKind.MINIMUM_FREQUENCY,
    "minimum-frequency-warning": RuleKind.MINIMUM_FREQUENCY_WARNING,
    "document-sent": RuleKind.DOCUMENT_SENT,
    "data-request": RuleKind.DATA_REQUEST,
    "data-request-done": RuleKind.DATA_REQUEST_DONE,
    "data-request-done-by-others": RuleKind.DATA_REQUEST_DONE_BY_OTHERS,
}


def _rows(body: CalendarBody) -> tuple[CalendarRow, ...]:
    try:
        if body.csv is not None:
            read = read_calendar_rows(body.csv.lstrip("\ufeff"))
            return tuple(CalendarRow(row.date, row.is_working, row.reason, row.source_document, row.status) for row in read)
        return tuple(CalendarRow(row.date, row.is_working, row.reason, row.source_document, row.status) for row in body.days)
    except (KeyError, ValueError, csv.Error) as error:
        sentence = "Tệp lịch phải có các cột date, is_working, reason_vi, source_document, status với giá trị hợp lệ."
        raise FieldErrors({"csv" if body.csv is not None else "days": sentence}) from error


@router.post("/calendars", status_code=201, dependencies=[permit(LOAD_RULES)])
async def load_calendar(
    body: CalendarBody, handler: TheHandler, actor: CurrentActor, command_id: CommandId, response: Response
) -> dict[str, Any]:
    """Load a calendar version; open deadlines are counted again by the worker, each with its reason."""
    rows = _rows(body)
    years = {row.date.year for row in rows} or {1}
    command = LoadCalendar(
        calendar_version=body.calendar_version,
        covers_from=body.covers_from or date(min(years), 1, 1),
        covers_to=body.covers_to or date(max(years), 12, 31),
        applies_confirm_rows=body.applies_confirm_rows,
        days=rows,
        loaded_by=actor.ref,
        decision=body.decision,
    )
    stream = f"working-calendar-{body.calendar_version}"
    handled = await handler.handle(working_calendar.decider, stream, command, actor=actor, command_id=command_id)
    await handler.wait_for(handled.position, seconds=2)
    set_etag(response, handled.version)
    log.info(LogEvent.RULES_LOADED, kind="calendar", id=body.calendar_version, new=bool(handled.events))
    return {"calendar_version": body.calendar_version, "new": bool(handled.events), "days": len(rows)}


@router.get("/calendars", dependencies=[permit(READ_RULES)])
async def calendars(reader: Reader) -> dict[str, Any]:
    """Versions, the one in force first."""
    rows = await list_calendars(reader)
    return {"items": [{**row._mapping, "in_force": place == 0} for place, row in enumerate(rows)]}  # noqa: SLF001


@router.get("/calendars/{version}", dependencies=[permit(READ_RULES)])
async def read_calendar(version: str, reader: Reader) -> dict[str, Any]:
    """One version with its special days."""
    calendar = await calendar_of(reader, version)
    if calendar is None:
        raise NotFound
    days = sorted(calendar.special.values(), key=lambda day: day.date)
    covers = {"from": calendar.covers_from, "to": calendar.covers_to}
    return {
        "calendar_version": version,
        "covers": covers,
        "applies_confirm_rows": calendar.applies_confirm_rows,
        "days": [vars(day) for day in days],
    }


def _pack(body: RulePackBody) -> RulePack:
    if body.shipped is not None and body.shipped not in SHIPPED:
        raise FieldErrors({"shipped": "Không có bộ quy tắc đi kèm nào có mã này."})
    if body.shipped is None and body.toml is None:
        raise FieldErrors({"toml": "Cần nội dung TOML của bộ quy tắc hoặc mã của bộ quy tắc đi kèm."})
    try:
        return read_rule_pack(shipped_text(body.shipped) if body.shipped else body.toml or "")
    except UnreadableRulePack as error:
        raise Refused("rule_pack_unreadable", where=error.where) from error


@router.post("/rule-packs", status_code=201, dependencies=[permit(LOAD_RULES)])
async def load_rule_pack(
    body: RulePackBody, handler: TheHandler, actor: CurrentActor, command_id: CommandId, response: Response
) -> dict[str, Any]:
    """Load a pack; a correction of numbers is a new pack with its own id and dates."""
    pack = _pack(body)
    command = LoadRulePack(pack=pack, loaded_by=actor.ref)
    handled = await handler.handle(rule_pack.decider, f"rule-pack-{pack.rule_pack_id}", command, actor=actor, command_id=command_id)
    await handler.wait_for(handled.position, seconds=2)
    set_etag(response, handled.version)
    log.info(LogEvent.RULES_LOADED, kind="rule_pack", id=pack.rule_pack_id, new=bool(handled.events))
    return {"rule_pack_id": pack.rule_pack_id, "new": bool(handled.events)}


@router.get("/rule-packs", dependencies=[permit(READ_RULES)])
async def rule_packs(reader: Reader) -> dict[str, Any]:
    """Packs as loaded, each limit with its source."""
    return {"items": [_plain(pack) for pack in await loaded_packs(reader)]}


def _plain(pack: RulePack) -> dict[str, Any]:
    head = {"rule_pack_id": pack.rule_pack_id, "title": pack.title, "province_code": pack.province_code, "additive": pack.additive}
    return {**head, "valid_from": pack.valid_from, "valid_to": pack.valid_to, "provenance": pack.provenance, "rules": public_rules(pack)}


@router.get("/deadlines/explain", dependencies=[permit(READ_RULES)])
async def explain_deadline(
    reader: Reader,
    settings: TheSettings,
    held_on: date,
    kind: Annotated[str, Query(alias="class", description=", ".join(CLASSES))] = "ordinary",
    province: str | None = None,
    host_org_id: str | None = None,
    level: Level = Level.PROVINCE,
    audience: Audience = Audience.PEOPLE,
    calendar: str | None = None,
) -> DeadlineExplanation:
    """Explain a date counted from this day (of the session, of receipt, of issue, or any of the year): rule, days counted, result."""
    if kind not in CLASSES:
        raise FieldErrors({"class": f"Chọn một trong: {', '.join(CLASSES)}."})
    rules = await rulebook(reader, settings)
    asked = await calendar_of(reader, calendar) if calendar else rules.calendar
    if asked is None:
        raise NotFound
    line = rules.organisations.line(host_org_id) if host_org_id else ()
    chosen = select(rules.packs, province_code=province or rules.province_code, organisations=line, level=level, on=held_on)
    for pack in (*((chosen.main,) if chosen.main else ()), *chosen.additive):
        if rule := pack.rule(CLASSES[kind], level, (audience,)):
            with within_calendar():
                return explain(compute(rule, held_on, Terms(pack, asked)), asked, pack)
    raise Refused("rule_missing")
