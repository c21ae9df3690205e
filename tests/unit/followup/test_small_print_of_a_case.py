"""What a single line decides about a case or a duty and nothing else would show: refusals, last days, and facts that stop counting."""

from dataclasses import replace

from followup_cases import (
    AGENCY,
    CHAIR,
    DUE_ON,
    HOST,
    NOTICE,
    OFFICE,
    OFFICER,
    OPINION,
    SUPERIOR,
    after,
    at,
    calendar,
    day,
    extension,
    issue,
    named,
    open_case,
    pack,
    pass_time,
    referral,
    state_after,
    terms,
)

from chassis.identity.actor import SYSTEM
from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Audience, Channel, Complexity, DutyKind, Level, Outcome, SuperiorOutcome, Timeliness
from contracts.workdays import shipped_calendar
from followup.case import commands as c
from followup.case import events as e
from followup.case import promised
from followup.case.case import ReferredUp, facts_of
from followup.case.decide import decider
from followup.case.vocabulary import CommunicatedBy, Roadmap
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty import events as duty
from followup.duty.decide import decider as duty_decider
from followup.recalculation import run
from followup.rules.pack import RuleKind

TOLD = c.MarkCommunicated(now=at(day("2026-03-05")), by=SYSTEM, by_means_of=CommunicatedBy.CONCLUSION_NOTICE)
WITHOUT_24_11 = Terms(pack(), shipped_calendar(applies_confirm_rows=False))


def test_a_reply_cannot_have_been_delivered_tomorrow() -> None:
    now = at(day("2026-03-03"))
    deliver = c.RecordDelivery(
        now=now, by=OFFICER, reply_id="reply-1", opinion_id=OPINION, channel=Channel.EMAIL, delivered_at=at(day("2026-03-03"), 11)
    )
    history = after(open_case(), issue(day("2026-03-02")))
    given(decider, *history).when(deliver).refused("delivered_in_the_future")
    assert named(given(decider, *history).when(replace(deliver, delivered_at=now)).events) == ["ReplyDelivered", "CaseClosed"]


def test_a_reply_names_at_least_one_opinion() -> None:
    given(decider, *after(open_case())).when(issue(DUE_ON, opinion_ids=())).refused("opinion_not_in_case")


def test_a_case_the_host_holds_itself_goes_to_the_chair_first_and_above_the_chair_as_any_other() -> None:
    told = pass_time(at(day("2026-03-25")), state_after(open_case(assigned_agency_id=HOST)))
    raised = [(event.level, event.to_role) for event in told if isinstance(event, e.EscalationRaised)]
    assert raised == [(1, "chairperson"), (2, "chairperson"), (3, "party_committee"), (4, "provincial_people_committee")]


def test_a_reminder_never_waits_past_the_day_it_reminds_of() -> None:
    night = c.PassStep(now=at(DUE_ON, 22), by=SYSTEM, name="D0", generation=1, open_at=at(day("2026-03-12"), 8))
    assert named(given(decider, *after(open_case())).when(night).events) == ["DeadlinePassed", "DeadlineApproaching"]


def test_a_second_round_runs_from_its_reopening_whatever_is_corrected_about_the_session() -> None:
    closed = (open_case(), issue(day("2026-03-02")), c.CloseCase(now=at(day("2026-03-03")), by=CHAIR))
    reopened = c.ReopenCase(now=at(day("2026-03-10")), by=CHAIR, reason="Chưa đồng ý", terms=terms())
    correct = c.CorrectSessionDate(now=at(day("2026-03-11")), by=SYSTEM, held_on=day("2026-02-12"), terms=terms())
    history = after(*closed, reopened)
    [upheld] = given(decider, *history).when(correct).events
    assert isinstance(upheld, e.DeadlineUpheld)
    assert (upheld.anchor_on, upheld.schedule.due_on) == (day("2026-02-12"), history[-1].schedule.due_on)


def test_only_a_running_case_communicates_its_date_or_is_counted_again() -> None:
    answered = after(open_case(), issue(day("2026-03-02")))
    referred = after(open_case(), referral(day("2026-03-04")))
    for history in (answered, referred):
        given(decider, *history).when(TOLD).then()
        given(decider, *history).when(c.RecalculateDeadline(now=at(day("2026-03-05")), by=SYSTEM, terms=WITHOUT_24_11)).then()
    given(decider, *after(open_case())).when(c.RecalculateDeadline(now=at(day("2026-03-05")), by=SYSTEM, terms=None)).then()


def test_nobody_advises_to_refer_a_matter_to_who_holds_it() -> None:
    advice = c.RequestReferral(now=at(day("2026-02-20")), by=OFFICER, superior_org_id=AGENCY, reason="Vượt thẩm quyền")
    given(decider, *after(open_case())).when(advice).refused("superior_is_the_assigned_agency")


def test_a_case_without_a_limit_may_be_referred_and_set_complex_at_any_time() -> None:
    opened = open_case(terms=None)
    late = referral(day("2026-06-01"), terms=None)
    assert isinstance(state_after(opened, late), ReferredUp)
    command = c.Reclassify(now=at(day("2026-06-01")), by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=None)
    facts = facts_of(state_after(opened, command))
    assert (facts.complexity, facts.schedule) == (Complexity.COMPLEX, None)


def test_where_the_pack_has_no_limit_for_referrals_the_chair_may_refer_later() -> None:
    silent = replace(pack(), rules=tuple(rule for rule in pack().rules if rule.kind is not RuleKind.REFER_UPWARD))
    late = referral(day("2026-03-30"), terms=Terms(silent, calendar()))
    assert isinstance(state_after(open_case(), late), ReferredUp)


def test_a_promise_may_be_moved_to_today_and_a_delay_told_for_today() -> None:
    today = day("2026-03-09")
    plan = Roadmap(day("2026-09-30"), "Khởi công tháng 6.", "Vốn sự nghiệp.")
    history = after(open_case(), issue(day("2026-03-03"), outcome=Outcome.IN_PLAN, roadmap=plan))
    moved = c.RescheduleCommitment(now=at(today), by=OFFICER, commitment_id="reply-1", expected_on=today, reason="Xong sớm")
    assert named(given(decider, *history).when(moved).events) == ["CommitmentRescheduled"]
    delay = c.SendDelayNotice(now=at(today), by=OFFICER, doc=NOTICE, expected_reply_on=today)
    assert named(given(decider, *after(open_case())).when(delay).events)[-1] == "DelayNoticeSent"


def test_a_longer_date_that_was_granted_is_not_cut_by_setting_the_class() -> None:
    asked = extension(day("2026-03-10"), day("2026-04-15"), legal_basis="Luật Đất đai 2024")
    grant = c.GrantExtension(now=at(day("2026-03-10"), 11), by=CHAIR, terms=terms(), decision_doc=NOTICE)
    to_complex = c.Reclassify(now=at(day("2026-03-11")), by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=terms())
    schedule = facts_of(state_after(open_case(), asked, grant, to_complex)).schedule
    assert schedule
    assert schedule.due_on == day("2026-04-15")


def test_a_level_raised_by_hand_says_how_many_working_days_the_case_is_late() -> None:
    by_hand = c.Escalate(
        now=at(day("2026-03-16"), 8), by=OFFICE, level=3, to_role="party_committee", to_org_id="sl-tinh-uy", calendar=calendar()
    )
    raised = given(decider, *after(open_case())).when(by_hand).events[-1]
    assert isinstance(raised, e.EscalationRaised)
    assert (raised.level, raised.working_days_late) == (3, 3)
    unknown = given(decider, *after(open_case())).when(replace(by_hand, calendar=None)).events[-1]
    assert isinstance(unknown, e.EscalationRaised)
    assert unknown.working_days_late == 0


def test_a_promise_may_be_kept_on_the_day_it_was_made() -> None:
    on = day("2026-03-03")
    plan = Roadmap(day("2026-09-30"), "Khởi công tháng 6.", "Vốn sự nghiệp.")
    keep = c.RecordResolution(now=at(on, 15), by=OFFICER, commitment_id="reply-1", resolved_on=on, summary_plain="Đã xong.")
    history = after(open_case(), issue(on, outcome=Outcome.IN_PLAN, roadmap=plan))
    assert named(given(decider, *history).when(keep).events) == ["ResolutionRecorded"]
    given(decider, *history).when(replace(keep, resolved_on=day("2026-03-02"))).refused("resolved_before_promised")


def test_once_the_superior_has_answered_the_agency_is_urged_again() -> None:
    answer = c.RecordSuperiorResponse(
        now=at(day("2026-03-20")), by=OFFICE, superior_org_id=SUPERIOR, doc=NOTICE, outcome=SuperiorOutcome.RETURNED, terms=terms()
    )
    urge = c.Urge(now=at(day("2026-03-23")), by=OFFICE, note="Đề nghị báo cáo tiến độ.")
    urged = given(decider, *after(open_case(), referral(day("2026-03-04")), answer)).when(urge).events[-1]
    assert isinstance(urged, promised.CaseUrged)
    assert urged.to_org_id == AGENCY


def test_a_host_that_ends_without_a_successor_leaves_the_case_where_it_is() -> None:
    ended = c.PassToSuccessor(now=at(day("2026-03-01"), 0), by=SYSTEM, from_org_id=HOST, successor_ids=(), last_day=day("2026-02-28"))
    given(decider, *after(open_case())).when(ended).then()


def test_a_recount_goes_page_by_page() -> None:
    history: tuple[run.RecalculationAdvanced, ...] = ()
    for number in (1, 2, 3):
        advance = run.Advance(page=number, after=f"case-{number}", done=number == 3)
        given(run.decider, *history).when(replace(advance, page=number + 1)).then()
        history += tuple(given(run.decider, *history).when(advance).events)
    assert [each.page for each in history] == [1, 2, 3]
    given(run.decider, *history).when(run.Advance(page=4, after="x", done=False)).then()


DUTY = "duty-1"
OPEN_DUTY = d.OpenDuty(
    duty_id=DUTY,
    kind=DutyKind.CONCLUSION_NOTICE,
    about=d.About.session("session-1"),
    owner_org_id=HOST,
    anchor_on=day("2026-02-11"),
    level=Level.PROVINCE,
    audiences=(Audience.PEOPLE,),
    terms=terms(),
    now=at(day("2026-02-11"), 17),
)


def done(on: str, *, remember: bool = False) -> d.FulfilDuty:
    doc = Document(number="5", symbol="TB-VPUB", issued_on=day(on))
    return d.FulfilDuty(duty_id=DUTY, fulfilled_on=day(on), doc=doc, calendar=calendar(), now=at(day(on)), remember=remember)


def lived(*commands: d.DutyCommand) -> tuple[duty.DutyEvent, ...]:
    history: tuple[duty.DutyEvent, ...] = ()
    for command in commands:
        history += tuple(given(duty_decider, *history).when(command).events)
    return history


def test_what_was_done_before_its_duty_was_heard_of_is_remembered_once_and_counts_with_its_own_day() -> None:
    early = done("2026-02-20", remember=True)
    remembered = lived(early)
    assert [type(each).__name__ for each in remembered] == ["DutyPartDone"]
    given(duty_decider, *remembered).when(early).then()
    opened, fulfilled = lived(early, OPEN_DUTY)[1:]
    assert isinstance(opened, duty.DutyOpened)
    assert isinstance(fulfilled, duty.DutyFulfilled)
    assert (fulfilled.fulfilled_on, fulfilled.timeliness) == (day("2026-02-20"), Timeliness.ON_TIME)
    assert lived(done("2026-02-20")) == ()


def test_a_duty_that_was_done_is_not_owed_again_because_its_session_is_told_again() -> None:
    history = lived(OPEN_DUTY, done("2026-02-20"))
    given(duty_decider, *history).when(OPEN_DUTY).then()
    given(duty_decider, *history).when(replace(OPEN_DUTY, anchor_on=day("2026-02-12"))).then()


def test_a_date_missed_already_is_not_missed_again_when_the_duty_is_done_late() -> None:
    midnight = at(day("2026-02-26"), 0)
    missed = d.PassDutyStep(name="MISSED", generation=1, open_at=midnight, now=midnight)
    history = lived(OPEN_DUTY, missed, done("2026-03-02"))
    assert sum(isinstance(each, duty.DutyDeadlineMissed) for each in history) == 1


def test_a_duty_that_is_done_or_was_never_opened_is_not_counted_again() -> None:
    recount = d.RecalculateDuty(terms=WITHOUT_24_11, now=at(day("2026-02-24")), anchor_on=day("2026-02-12"))
    given(duty_decider, *lived(OPEN_DUTY, done("2026-02-20"))).when(recount).then()
    given(duty_decider).when(recount).then()
