"""One real event of every stored type of followup: the first that a few histories bring about."""

from datetime import timedelta
from functools import reduce
from typing import Any

from followup_cases import (
    AGENCY,
    CASE,
    CHAIR,
    DIRECTORY,
    HELD_ON,
    HOST,
    NOTICE,
    OFFICE,
    OFFICER,
    OPINION,
    SESSION,
    SUPERIOR,
    THREE_LEGS,
    at,
    calendar,
    day,
    extension,
    issue,
    open_case,
    pack,
    pass_time,
    referral,
    reply_on,
    terms,
)

from chassis.decider import Decider
from chassis.identity.actor import SYSTEM
from contracts.vocabulary import (
    Audience,
    Channel,
    Complexity,
    DayStatus,
    DutyKind,
    DutySubject,
    Level,
    Outcome,
    Satisfaction,
    SuperiorOutcome,
)
from contracts.workdays import shipped_calendar
from followup.case import commands as c
from followup.case.case import evolve
from followup.case.decide import decider as cases
from followup.case.vocabulary import CommunicatedBy, Roadmap
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty.decide import decider as duties
from followup.plan_year.plan_year import PlanYearOpened
from followup.recalculation import run
from followup.rule_pack import decide as rule_pack
from followup.rule_pack.commands import LoadRulePack
from followup.stored import STORED
from followup.succession import run as succession
from followup.working_calendar import decide as working_calendar
from followup.working_calendar.commands import LoadCalendar
from followup.working_calendar.events import CalendarRow

TYPES = {cls: stored for group in STORED for stored, cls in group.items()}
WORKING = Terms(pack(), shipped_calendar(applies_confirm_rows=False))


def _run(decider: Decider[Any, Any, Any], *commands: Any) -> list[Any]:
    state, events = decider.initial, []
    for command in commands:
        fresh = decider.decide(command, state)
        state = reduce(decider.evolve, fresh, state)
        events.extend(fresh)
    return events


def _hold(**changes: Any) -> c.HoldReply:
    return c.HoldReply(now=at(HELD_ON, 8), by=OFFICER, case_id=CASE, reply=reply_on(HELD_ON, **changes), agency="snv", event_id="in-1")


def _cases() -> list[Any]:
    opened, told = (
        open_case(),
        c.MarkCommunicated(now=at(day("2026-02-25")), by=SYSTEM, by_means_of=CommunicatedBy.CONCLUSION_NOTICE, doc=NOTICE),
    )
    grant = c.GrantExtension(now=at(day("2026-03-10"), 11), by=CHAIR, terms=terms())
    asked = extension(day("2026-03-10"), day("2026-03-25"))
    november = open_case(day("2026-11-20"))
    recount = c.RecalculateDeadline(now=at(day("2026-11-20"), 18), by=SYSTEM, terms=WORKING)
    late = c.PassStep(now=at(day("2026-03-09"), 22), by=SYSTEM, name="D2", generation=1, open_at=at(day("2026-03-10"), 8))
    whole = [
        opened,
        c.StartWork(now=at(day("2026-02-12")), by=OFFICER),
        c.Reassign(now=at(day("2026-02-13")), by=CHAIR, to_agency_id="sl-snv", co_agencies=(), reason="Đúng chức năng"),
        c.Reclassify(now=at(day("2026-02-13")), by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=terms()),
        c.SendDelayNotice(now=at(day("2026-02-24")), by=OFFICER, doc=NOTICE, expected_reply_on=day("2026-03-20")),
        c.RequestReferral(now=at(day("2026-02-24")), by=OFFICER, superior_org_id=SUPERIOR, reason="Vượt thẩm quyền"),
        told,
        referral(day("2026-02-26")),
        c.RecordSuperiorResponse(
            now=at(day("2026-03-02")), by=OFFICE, superior_org_id=SUPERIOR, doc=NOTICE, outcome=SuperiorOutcome.RETURNED, terms=terms()
        ),
        issue(day("2026-03-04"), reported_to=THREE_LEGS[:2]),
        c.CompleteReporting(now=at(day("2026-03-05")), by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=DIRECTORY),
        c.RecordDelivery(
            now=at(day("2026-03-06")),
            by=OFFICER,
            reply_id="reply-1",
            opinion_id=OPINION,
            channel=Channel.PAPER_POST,
            delivered_at=at(day("2026-03-06")),
        ),
        c.ReopenCase(now=at(day("2026-04-06")), by=OFFICE, reason="Công dân có ý kiến tiếp", terms=terms()),
    ]
    refuse = c.RefuseExtension(now=at(day("2026-03-10"), 11), by=CHAIR, because="Chưa có căn cứ")
    events = _run(cases, *whole) + _run(cases, opened, asked, grant) + _run(cases, opened, asked, refuse) + _run(cases, november, recount)
    tell = c.MarkCommunicated(now=at(day("2026-11-20"), 18), by=SYSTEM, by_means_of=CommunicatedBy.NOTICE)
    events += _run(cases, november, tell, recount) + _run(cases, opened, late) + _run(cases, _hold(issuing_org_id="x"), opened)
    events += _promises() + _holders()
    return events + pass_time(at(HELD_ON + timedelta(days=90)), reduce(evolve, _run(cases, opened), cases.initial))


def _promises() -> list[Any]:
    """A first word, then a reply in plan; the promise is moved, a correction takes one back, another is kept."""
    opened, on = open_case(), at(day("2026-03-04"))
    first = c.IssueInterimReply(
        now=on, by=OFFICER, reply_id="interim-1", opinion_ids=(OPINION,), issuing_org_id=AGENCY, reply_doc=NOTICE,
        issued_on=day("2026-03-04"), summary_plain="Đang đo đạc lại.", expected_reply_on=day("2026-03-11"),
    )  # fmt: skip
    plan = Roadmap(day("2026-06-30"), "Đo đạc trong tháng 4, trao giấy trong tháng 6.", "Ngân sách xã năm 2026.")
    promise = issue(day("2026-03-05"), outcome=Outcome.IN_PLAN, roadmap=plan)
    later = c.RescheduleCommitment(
        now=at(day("2026-03-06")), by=OFFICER, commitment_id="reply-1", expected_on=day("2026-08-31"), reason="Mưa lũ"
    )
    kept = c.RecordResolution(
        now=at(day("2026-03-09")), by=OFFICER, commitment_id="reply-1", resolved_on=day("2026-03-09"), summary_plain="Đã trao.", doc=NOTICE
    )
    word = c.RecordSatisfaction(now=at(day("2026-03-09")), by=OFFICE, opinion_id=OPINION, satisfaction=Satisfaction.SATISFIED)
    correction = issue(day("2026-03-09"), reply_id="reply-2", outcome=Outcome.EXPLAINED, corrects="reply-1")

    def near(hour: int) -> c.RemindOfCommitment:
        now, open_at = at(day("2026-08-24"), hour), at(day("2026-08-24"), 9)
        return c.RemindOfCommitment(
            now=now, by=SYSTEM, commitment_id="reply-1", expected_on=day("2026-08-31"), passed=False, open_at=max(now, open_at)
        )

    return (
        _run(cases, opened, first, promise, later, kept, word)
        + _run(cases, opened, promise, later, near(6), near(9))
        + _run(cases, opened, promise, correction)
    )


def _holders() -> list[Any]:
    on = at(day("2026-02-24"))
    ask = c.RequestReferral(now=on, by=OFFICER, superior_org_id=SUPERIOR, reason="Vượt thẩm quyền")
    ended = c.PassToSuccessor(
        now=on, by=SYSTEM, from_org_id=AGENCY, successor_ids=("sl-moi",), last_day=day("2026-02-23"), decision_doc=NOTICE
    )
    return _run(
        cases,
        open_case(),
        ask,
        c.DeclineReferral(now=on, by=CHAIR, because="Thuộc thẩm quyền của Sở"),
        c.Urge(now=on, by=OFFICE, note="Đề nghị báo cáo tiến độ."),
        c.JoinOpinions(now=on, by=SYSTEM, opinion_ids=("opinion-2",)),
        ended,
    )


def _duties() -> list[Any]:
    def opened(held_on: str) -> d.OpenDuty:
        return d.OpenDuty(
            duty_id="duty-1", kind=DutyKind.CONCLUSION_NOTICE, about=d.About.session(SESSION), owner_org_id=HOST, anchor_on=day(held_on), level=Level.PROVINCE,
            audiences=(Audience.PEOPLE,), case_ids=(CASE,), terms=terms(), now=at(day(held_on)),
        )  # fmt: skip

    def step(name: str, on: str, hour: int = 9, open_on: str | None = None) -> d.PassDutyStep:
        now = at(day(on), hour)
        return d.PassDutyStep(name=name, generation=1, open_at=at(day(open_on), 8) if open_on else now, now=now)

    done = d.FulfilDuty(duty_id="duty-1", fulfilled_on=day("2026-02-26"), doc=NOTICE, calendar=calendar(), now=at(day("2026-02-26")))
    steps = (step("D2", "2026-02-23"), step("MISSED", "2026-02-26", 0), step("L1", "2026-02-26"))
    recount = d.RecalculateDuty(terms=WORKING, now=at(day("2026-11-20"), 18))
    passed = d.PassDutyOn(
        from_org_id=HOST, to_org_id="sl-moi", last_day=day("2026-02-20"), decision_doc=NOTICE, party_committee_id="sl-tinh-uy"
    )
    events = _run(duties, opened("2026-02-11"), d.MarkDutyCommunicated(now=at(HELD_ON)), *steps, done)
    return (
        events
        + _run(duties, opened("2026-11-20"), recount)
        + _run(duties, opened("2026-02-11"), step("D2", "2026-02-23", 22, "2026-02-24"))
        + _run(duties, opened("2026-02-11"), passed)
        + _run(duties, opened("2026-02-11"), d.LiftDuty(reason="Hội nghị đã hủy", now=at(HELD_ON)))
        + _frequency()
        + _more_time()
    )


def _more_time() -> list[Any]:
    given = Terms(pack("PERSONAL-DATA-356-2025"), calendar())
    bound = d.OpenDuty(
        duty_id="duty-3", kind=DutyKind.DATA_REQUEST_DONE, about=d.About(DutySubject.DATA_REQUEST, "request-1"), owner_org_id=HOST,
        anchor_on=day("2026-03-02"), level=Level.PROVINCE, audiences=(), terms=given, now=at(day("2026-03-02")),
    )  # fmt: skip
    asked = d.ExtendDuty(
        due_on=day("2026-03-31"), reason="Phải đối chiếu hồ sơ giấy", notice_doc=NOTICE, terms=given, now=at(day("2026-03-16"))
    )
    return _run(duties, bound, asked)


def _frequency() -> list[Any]:
    def bound(required: int) -> d.OpenDuty:
        about = d.About(DutySubject.PLAN_YEAR, f"{HOST}:2026", title=f"Đối thoại định kỳ năm 2026: ít nhất {required:02} lần")
        return d.OpenDuty(
            duty_id="duty-2", kind=DutyKind.MINIMUM_FREQUENCY, about=about, owner_org_id=HOST, anchor_on=day("2026-01-01"), level=Level.PROVINCE,
            audiences=(Audience.STAFF,), required=required, early_on=day("2026-10-01"), terms=terms(), now=at(day("2026-01-05")),
        )  # fmt: skip

    counted = d.CountPart(duty_id="duty-2", part=SESSION, done_on=day("2025-12-18"), calendar=calendar(), now=at(day("2026-01-05")))
    expected = d.ExpectParts(parts=("a", "b"), calendar=calendar(), now=at(day("2026-01-05")))
    over = d.PassDutyStep(name="MISSED", generation=1, open_at=at(day("2027-01-01"), 8), now=at(day("2027-01-01"), 0))
    return _run(duties, bound(1), expected, bound(2), counted, over)


def _rules() -> list[Any]:
    row = CalendarRow(day("2026-03-02"), is_working=False, reason="Nghỉ đột xuất", source_document="Công văn 1", status=DayStatus.OFFICIAL)
    load = LoadCalendar(
        calendar_version="2026-2",
        covers_from=day("2026-01-01"),
        covers_to=day("2026-12-31"),
        applies_confirm_rows=True,
        days=(row,),
        loaded_by="op-1",
    )
    loaded = _run(working_calendar.decider, load)
    return [
        *loaded,
        *_run(rule_pack.decider, LoadRulePack(pack=pack("COMMUNE-72-2025-D43"), loaded_by="op-1")),
        run.RecalculationAdvanced(1, "case/x", done=False),
        PlanYearOpened(2026),
        succession.SuccessionAnnounced("sl-cu", day("2025-06-30"), ("sl-moi",), NOTICE, at(day("2025-07-01"), 0)),
        succession.SuccessionAdvanced(1, "x", done=False),
    ]


def one_of_each() -> dict[str, Any]:
    """Stored type → event; the first of its type."""
    found: dict[str, Any] = {}
    for event in (*_cases(), *_duties(), *_rules()):
        found.setdefault(TYPES[type(event)], event)
    return found


EVENTS_OF_CASES = {stored for stored in TYPES.values() if stored.startswith("case.")}
