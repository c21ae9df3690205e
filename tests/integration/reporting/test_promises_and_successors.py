"""Answered, resolved, in plan and past the promised date are counted apart; old figures stay with who held the case, rolling up is a choice."""

from datetime import date
from typing import Any

from reporting_story import AGENCY, COMMUNE, assigned, closed, concluded, opened, organisation, referred, registered, replied
from reporting_world import World, headers

from contracts.cases import CasePassedToSuccessorV1, CommitmentMadeV1, ResolutionRecordedV1
from contracts.followup import DeadlineRecalculatedV1
from contracts.identifiers import case_id
from contracts.vocabulary import OrgClass, Outcome, RecalculationCause, Timeliness

HELD = date(2026, 3, 18)
NEW = "sl-xa-03847-kinh-te-moi"
COUNTED = ("opinions-answered", "opinions-resolved", "opinions-in-plan", "opinions-plan-overdue", "cases-on-time", "cases-early")


async def answered(world: World, name: str, outcome: Outcome, on: date = date(2026, 4, 7), **changed: Any) -> None:
    counted = {"answers_all": True, "timeliness": Timeliness.ON_TIME, "working_days_late": 0, "working_days_early": 1}
    await world.tell(opened(name, f"yk-{name}", HELD, date(2026, 4, 8)), replied(name, f"yk-{name}", on, outcome, **{**counted, **changed}))


def promise(name: str, expected_on: date) -> CommitmentMadeV1:
    return CommitmentMadeV1(
        commitment_id=f"tl-{name}",
        case_id=name,
        opinion_ids=(f"yk-{name}",),
        owner_org_id=AGENCY,
        made_on=date(2026, 4, 7),
        expected_on=expected_on,
    )


async def test_what_is_in_plan_is_answered_not_resolved_until_the_promise_is_kept(world: World) -> None:
    names = ("done", "plan", "past")
    await world.tell(*(registered(f"yk-{each}") for each in names), concluded("phien-1", HELD, *(assigned(f"yk-{each}") for each in names)))
    await answered(world, "done", Outcome.RESOLVED)
    await answered(world, "plan", Outcome.IN_PLAN)
    await answered(world, "past", Outcome.IN_PLAN, date(2026, 4, 8), working_days_early=0)
    await world.tell(promise("plan", date(2026, 12, 31)), promise("past", date(2026, 4, 15)))
    assert [(await world.figures())[each] for each in COUNTED] == [3, 1, 2, 1, 3, 2]
    kept = ResolutionRecordedV1(
        commitment_id="tl-past", case_id="past", opinion_ids=("yk-past",), resolved_on=date(2026, 4, 18), summary_plain="Đã xong."
    )
    await world.tell(kept)
    assert [(await world.figures())[each] for each in COUNTED] == [3, 2, 1, 0, 3, 2]


async def test_a_correction_changes_the_outcome_and_not_the_date(world: World) -> None:
    await world.tell(registered("yk-1"), concluded("phien-1", HELD, assigned("yk-1")))
    await answered(world, "1", Outcome.RESOLVED)
    later = {"reply_id": "tl-2", "corrects": "tl-1", "answers_all": False, "timeliness": Timeliness.ON_TIME}
    await world.tell(replied("1", "yk-1", date(2026, 4, 17), Outcome.EXPLAINED, **later))
    figures = await world.figures()
    assert (figures["cases-on-time"], figures["cases-late"], figures["opinions-resolved"], figures["opinions-explained"]) == (1, 0, 0, 1)


async def test_each_case_stands_with_who_held_it_or_rolls_up_to_the_successor(world: World) -> None:
    await world.tell(
        organisation(AGENCY, "Phòng Kinh tế", org_class=OrgClass.UNIT),
        organisation(NEW, "Phòng Kinh tế mới", org_class=OrgClass.UNIT),
        registered("yk-before"),
        registered("yk-after"),
        concluded("phien-1", HELD, assigned("yk-before"), assigned("yk-after")),
    )
    await answered(world, "before", Outcome.RESOLVED, date(2026, 3, 27))
    await world.tell(closed("before", date(2026, 3, 27)), opened("after", "yk-after", HELD, date(2026, 4, 8)))
    passed = CasePassedToSuccessorV1(
        case_id="after",
        from_org_id=AGENCY,
        to_org_id=NEW,
        effective_on=date(2026, 4, 1),
        assigned_agency_id=NEW,
        host_org_id=COMMUNE,
    )
    await world.tell(
        passed, organisation(AGENCY, "Phòng Kinh tế", org_class=OrgClass.UNIT, valid_to=date(2026, 3, 31), successor_ids=(NEW,))
    )
    assert await agencies(world, "false") == {"Phòng Kinh tế": 1, "Phòng Kinh tế mới": 1}
    assert await agencies(world, "true") == {"Phòng Kinh tế mới": 2}


async def test_a_referral_nobody_follows_is_an_open_case_of_the_host_again_and_late_when_its_new_date_has_passed(world: World) -> None:
    await world.tell(registered("yk-1"), concluded("phien-1", HELD, assigned("yk-1")))
    await world.tell(opened("case-1", "yk-1", HELD, date(2026, 4, 8)), referred("case-1", date(2026, 3, 20)))
    open_late_beyond = ("cases-open", "cases-overdue", "cases-beyond-authority")
    assert [(await world.figures())[each] for each in open_late_beyond] == [1, 0, 1]
    back = CasePassedToSuccessorV1(
        case_id="case-1",
        from_org_id="sl-ubnd-tinh",
        to_org_id=COMMUNE,
        effective_on=date(2026, 3, 24),
        assigned_agency_id=COMMUNE,
        host_org_id=COMMUNE,
        co_agencies=(AGENCY,),
        referral_ended=True,
        due_on=date(2026, 4, 10),
    )
    await world.tell(back)
    assert [(await world.figures())[each] for each in open_late_beyond] == [1, 1, 1]
    assert "20/03/2026 – sl-ubnd-tinh" in await world.page("/cases/case-1"), "to whom it had been referred is not forgotten"


async def test_a_late_case_is_in_time_when_the_session_was_a_day_later_than_was_told(world: World) -> None:
    await world.tell(registered("yk-1"), concluded("phien-1", HELD, assigned("yk-1")))
    case, due_on = str(case_id("phien-1", "yk-1")), date(2026, 4, 8)
    late = {"answers_all": True, "timeliness": Timeliness.LATE, "working_days_late": 1, "working_days_early": 0}
    await world.tell(opened(case, "yk-1", HELD, due_on), replied(case, "yk-1", date(2026, 4, 9), Outcome.RESOLVED, **late))
    await world.tell(closed(case, date(2026, 4, 10)).model_copy(update={"timeliness": Timeliness.LATE, "working_days_late": 1}))
    counted = ("cases-on-time", "cases-late")
    assert [(await world.figures())[each] for each in counted] == [0, 1]
    again = DeadlineRecalculatedV1(
        case_id=case,
        old_due_on=due_on,
        new_due_on=date(2026, 4, 9),
        cause=RecalculationCause.SESSION_DATE_CORRECTED,
        calendar_version="2026-1",
        timeliness=Timeliness.ON_TIME,
        working_days_late=0,
        working_days_early=0,
    )
    await world.tell(again)
    assert [(await world.figures())[each] for each in counted] == [1, 0]
    await world.tell(again.model_copy(update={"timeliness": None, "working_days_late": None, "working_days_early": None}))
    assert [(await world.figures())[each] for each in counted] == [1, 0], "a date counted anew says nothing of a reply"


async def agencies(world: World, roll_up: str) -> dict[str, int]:
    answer = await world.web.get("/reporting/api/v1/open-data/cases.csv", params={"roll_up": roll_up}, headers=headers())
    assert answer.status_code == 200, answer.text
    lines = [line.split(",") for line in answer.text.splitlines()[1:]]
    return {line[0].strip('"'): int(line[1]) for line in lines}
