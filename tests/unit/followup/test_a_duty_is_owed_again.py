"""A duty that comes again, was done before it was owed, or is woken by a timer that has grown old: each thing is said once, and nothing is forgotten."""

from dataclasses import replace

from followup_cases import HOST, at, calendar, day, pack

from chassis.testing.spec import given
from contracts.vocabulary import Audience, DutyKind, Level, RecalculationCause, Timeliness
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty import events as e
from followup.duty.decide import decider

TERMS = Terms(pack(), calendar())
SESSION_ON, DUE_ON, MOVED_TO = day("2026-03-26"), day("2026-03-17"), day("2026-04-09")
INVITATIONS = d.OpenDuty(
    duty_id="duty-1",
    kind=DutyKind.INVITATIONS,
    about=d.About.session("session-1"),
    owner_org_id=HOST,
    anchor_on=SESSION_ON,
    level=Level.PROVINCE,
    audiences=(Audience.PEOPLE,),
    terms=TERMS,
    now=at(day("2026-02-11")),
)
LIFT = d.LiftDuty(reason="Hội nghị đã hủy", now=at(day("2026-03-18")))


def sent(on: str, **changes: object) -> d.FulfilDuty:
    whole = d.FulfilDuty(duty_id="duty-1", fulfilled_on=day(on), doc=None, calendar=calendar(), now=at(day(on)))
    return replace(whole, **changes)  # type: ignore[arg-type]


def timer(name: str, on: str, generation: int = 1, hour: int = 9) -> d.PassDutyStep:
    moment = at(day(on), hour)
    return d.PassDutyStep(name=name, generation=generation, open_at=moment, now=moment)


def lived(*commands: d.DutyCommand) -> tuple[e.DutyEvent, ...]:
    history: tuple[e.DutyEvent, ...] = ()
    for command in commands:
        history += tuple(given(decider, *history).when(command).events)
    return history


def names(*commands: d.DutyCommand) -> list[str]:
    return [type(event).__name__ for event in lived(*commands)]


def test_what_was_done_is_owed_again_only_when_it_is_asked_for_another_day() -> None:
    done = lived(INVITATIONS, sent("2026-03-16"))
    given(decider, *done).when(INVITATIONS).then()
    given(decider, *done).when(replace(INVITATIONS, again=True)).then()
    given(decider, *done).when(replace(INVITATIONS, anchor_on=MOVED_TO)).then()
    [again] = given(decider, *done).when(replace(INVITATIONS, anchor_on=MOVED_TO, again=True)).events
    assert isinstance(again, e.DutyOpened)
    assert (again.schedule.due_on, again.schedule.generation) == (day("2026-03-31"), 2)


def test_what_was_done_before_it_was_owed_is_remembered_once_and_counts_when_it_is() -> None:
    early = sent("2026-03-02", remember=True)
    remembered = lived(early)
    assert [type(event) for event in remembered] == [e.DutyPartDone]
    given(decider, *remembered).when(sent("2026-03-03", remember=True)).then()
    given(decider).when(sent("2026-03-02")).then()
    [_, done] = given(decider, *remembered).when(INVITATIONS).events
    assert isinstance(done, e.DutyFulfilled)
    assert (done.fulfilled_on, done.timeliness) == (day("2026-03-02"), Timeliness.ON_TIME)
    assert names(INVITATIONS, early)[-1] == "DutyFulfilled"


def test_what_was_said_of_a_date_is_not_said_again_when_the_duty_comes_back_to_it() -> None:
    missed = (INVITATIONS, timer("MISSED", "2026-03-18", hour=0), LIFT)
    back = lived(*missed, replace(INVITATIONS, now=at(day("2026-03-19"))))[-1]
    assert isinstance(back, e.DutyOpened)
    assert back.schedule.due_on == DUE_ON
    assert "MISSED" not in [step.name for step in back.schedule.steps]
    moved = lived(*missed, replace(INVITATIONS, anchor_on=MOVED_TO, now=at(day("2026-03-19"))))[-1]
    assert isinstance(moved, e.DutyOpened)
    assert "MISSED" in [step.name for step in moved.schedule.steps]


def test_a_timer_of_an_older_schedule_or_of_a_step_that_does_not_exist_does_nothing() -> None:
    later = d.RecalculateDuty(terms=TERMS, now=at(day("2026-03-03")), anchor_on=MOVED_TO, cause=RecalculationCause.SESSION_POSTPONED)
    history = lived(INVITATIONS, later)
    given(decider, *history).when(timer("MISSED", "2026-04-01", generation=1)).then()
    given(decider, *history).when(timer("L9", "2026-04-01", generation=2)).then()
    given(decider, *history).when(timer("MISSED", "2026-03-31", generation=2)).then()
    said = given(decider, *history).when(timer("MISSED", "2026-04-01", generation=2, hour=0)).events
    assert [type(event) for event in said] == [e.DutyDeadlinePassed, e.DutyDeadlineMissed]
    given(decider, *history, *said).when(timer("MISSED", "2026-04-01", generation=2)).then()


def test_a_unit_that_is_late_is_reported_to_the_chair_of_the_host_and_a_host_to_its_own() -> None:
    def told(opening: d.OpenDuty, level: str = "L1", on: str = "2026-03-18") -> str:
        said = lived(opening, timer(level, on))
        return next(each.to_org_id for each in said if isinstance(each, e.DutyEscalationRaised))

    assert told(replace(INVITATIONS, owner_org_id="sl-snv", host_org_id=HOST)) == HOST
    assert told(replace(INVITATIONS, owner_org_id="sl-snv")) == "sl-snv"
    assert told(replace(INVITATIONS, owner_org_id="sl-snv", host_org_id=HOST), "L3", "2026-03-24") == "sl-tinh-uy"


def test_a_reminder_that_could_only_wait_until_after_the_last_day_is_given_at_once() -> None:
    evening = replace(timer("D0", "2026-03-17", hour=18), open_at=at(day("2026-03-18"), 8))
    assert [type(event) for event in given(decider, *lived(INVITATIONS)).when(evening).events] == [
        e.DutyDeadlinePassed,
        e.DutyDeadlineApproaching,
    ]
    night = replace(timer("D2", "2026-03-13", hour=22), open_at=at(day("2026-03-17"), 8))
    [waits] = given(decider, *lived(INVITATIONS)).when(night).events
    assert waits == e.DutyStepPostponed("duty-1", "D2", 1, at(day("2026-03-17"), 8))


def test_only_what_is_pending_is_counted_again_and_only_when_something_changed() -> None:
    now = at(day("2026-03-03"))
    newer = Terms(pack(), replace(calendar(), version="2026-2"))
    given(decider).when(d.RecalculateDuty(terms=newer, now=now)).then()
    given(decider, *lived(INVITATIONS, sent("2026-03-02"))).when(d.RecalculateDuty(terms=newer, now=now)).then()
    given(decider, *lived(INVITATIONS)).when(d.RecalculateDuty(terms=None, now=now)).then()
    given(decider, *lived(INVITATIONS)).when(d.RecalculateDuty(terms=TERMS, now=now, anchor_on=SESSION_ON)).then()
    [counted] = given(decider, *lived(INVITATIONS)).when(d.RecalculateDuty(terms=newer, now=now)).events
    assert isinstance(counted, e.DutyDeadlineRecalculated)
    assert (counted.cause, counted.schedule.due_on) == (RecalculationCause.CALENDAR_VERSION, DUE_ON)


def test_another_pack_counts_a_duty_with_its_own_number_and_says_so_and_never_shortens_what_was_told() -> None:
    def with_days(days: int) -> d.RecalculateDuty:
        rules = tuple(replace(rule, formula=f"WD(S,-{days})") if rule.rule_id == "DL-03-LIMIT" else rule for rule in pack().rules)
        other = replace(pack(), rule_pack_id="SL-429-final", rules=rules)
        return d.RecalculateDuty(terms=Terms(other, calendar()), now=at(day("2026-03-03")))

    told = d.MarkDutyCommunicated(now=at(day("2026-03-02")))
    for before, days, due_on in (
        ((INVITATIONS,), 5, "2026-03-19"),
        ((INVITATIONS,), 9, "2026-03-13"),
        ((INVITATIONS, told), 5, "2026-03-19"),
        ((INVITATIONS, told), 9, "2026-03-17"),
    ):
        [counted] = given(decider, *lived(*before)).when(with_days(days)).events
        assert isinstance(counted, e.DutyDeadlineRecalculated)
        assert (counted.cause, counted.schedule.due_on) == (RecalculationCause.RULEPACK, day(due_on))


def test_what_lies_ahead_is_not_stated_and_what_was_stated_is_not_again_when_the_duty_is_done() -> None:
    assert names(INVITATIONS, sent("2026-03-02")) == ["DutyOpened", "DutyFulfilled"]
    part = d.CountPart(duty_id="duty-1", part="a", done_on=day("2026-03-11"), calendar=calendar(), now=at(day("2026-03-11")))
    for done, last in ((sent("2026-03-11"), "DutyFulfilled"), (part, "DutyPartDone")):
        assert names(INVITATIONS, timer("D5", "2026-03-10"), done) == ["DutyOpened", "DutyDeadlinePassed", "DutyDeadlineApproaching", last]


def test_without_a_calendar_what_is_late_is_late_by_a_day_at_least() -> None:
    late = lived(INVITATIONS, sent("2026-03-25", calendar=None))[-1]
    assert isinstance(late, e.DutyFulfilled)
    assert (late.timeliness, late.working_days_late) == (Timeliness.LATE, 1)


def test_a_session_moved_to_an_earlier_day_shortens_also_what_was_told_and_a_corrected_one_does_not() -> None:
    told = d.MarkDutyCommunicated(now=at(day("2026-03-02")))
    earlier = d.RecalculateDuty(terms=TERMS, now=at(day("2026-03-03")), anchor_on=day("2026-03-24"))
    for cause, due_on in (
        (RecalculationCause.SESSION_POSTPONED, "2026-03-13"),
        (RecalculationCause.SESSION_DATE_CORRECTED, "2026-03-17"),
    ):
        moved = lived(INVITATIONS, told, replace(earlier, cause=cause))[-1]
        assert isinstance(moved, e.DutyDeadlineRecalculated)
        assert (moved.cause, moved.schedule.due_on) == (cause, day(due_on))


def test_a_date_that_became_later_is_told_again() -> None:
    told = d.MarkDutyCommunicated(now=at(day("2026-03-02")))
    later = d.RecalculateDuty(terms=TERMS, now=at(day("2026-03-03")), anchor_on=MOVED_TO, cause=RecalculationCause.SESSION_POSTPONED)
    given(decider, *lived(INVITATIONS, told, later)).when(told).then(e.DutyDateCommunicated("duty-1", day("2026-03-31")))


def test_parts_sent_for_a_session_that_moved_do_not_count_for_the_new_day() -> None:
    both = d.ExpectParts(parts=("a",), calendar=calendar(), now=at(day("2026-02-12")))
    part = d.CountPart(duty_id="duty-1", part="a", done_on=day("2026-03-11"), calendar=calendar(), now=at(day("2026-03-11")))
    again = lived(INVITATIONS, both, part, replace(INVITATIONS, anchor_on=MOVED_TO, again=True))[-1]
    assert isinstance(again, e.DutyOpened)
    assert again.done_before == 0


def test_done_on_a_day_off_after_the_limit_is_a_working_day_late_at_least() -> None:
    friday = replace(INVITATIONS, anchor_on=day("2026-03-24"))  # due on Fri 13/03
    late = lived(friday, sent("2026-03-15"))[-1]
    assert isinstance(late, e.DutyFulfilled)
    assert (late.timeliness, late.working_days_late) == (Timeliness.LATE, 1)


def test_at_the_very_midnight_after_the_last_day_the_limit_is_missed_first() -> None:
    assert names(INVITATIONS, sent("2026-03-18", now=at(day("2026-03-18"), 0)))[-2:] == ["DutyDeadlineMissed", "DutyFulfilled"]


def test_a_new_calendar_keeps_what_was_done_and_a_duty_that_comes_back_what_it_consists_of() -> None:
    both = d.ExpectParts(parts=("a", "b"), calendar=calendar(), now=at(day("2026-02-12")))

    def part(name: str) -> d.CountPart:
        return d.CountPart(duty_id="duty-1", part=name, done_on=day("2026-03-11"), calendar=calendar(), now=at(day("2026-03-11")))

    newer = d.RecalculateDuty(terms=Terms(pack(), replace(calendar(), version="2026-2")), now=at(day("2026-03-03")))
    assert names(INVITATIONS, both, part("a"), newer, part("b"))[-1] == "DutyFulfilled"
    lift = replace(LIFT, now=at(day("2026-03-01")))
    assert names(INVITATIONS, both, lift, INVITATIONS, part("a"))[-1] == "DutyPartDone"
    assert names(INVITATIONS, both, lift, INVITATIONS, part("a"), part("b"))[-1] == "DutyFulfilled"
