"""What sessions and followup say moves the opinion along: in any order, more than once, even before it is registered."""

from datetime import UTC, date, datetime, timedelta

from intake_world import Register, World

from contracts.envelope import Document
from contracts.followup import CaseClosedV1, CaseReopenedV1, FollowUpOpenedV1, ReplyIssuedV1, WorkingCalendarLoadedV1
from contracts.sessions import (
    OpinionAnsweredAtSessionV1,
    OpinionAssignedAtSessionV1,
    RegistrationSlipRecordedV1,
    SessionCancelledV1,
    SessionConcludedV1,
    SessionOpinion,
    SessionPostponedV1,
    SessionScheduledV1,
    SessionTotals,
    SpeakingTurnTakenV1,
)
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    Disposition,
    Form,
    Level,
    Outcome,
    Regime,
    Timeliness,
    Trigger,
)
from contracts.workdays import SpecialDay, WorkingCalendar

STARTS = datetime(2026, 2, 26, 1, tzinfo=UTC)
TOTALS = SessionTotals(registered=3, raised=2, answered_on_spot=1, assigned=1, beyond_authority=0, rejected=0, routed_out=0)


def scheduled(session_id: str = "s-1", cutoff: date | None = None) -> SessionScheduledV1:
    return SessionScheduledV1(
        session_id=session_id,
        plan_year=2026,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        level=Level.COMMUNE,
        host_org_id="org-1",
        chair_role="chairperson",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=3),
        venue="Nhà văn hóa xã",
        opinion_cutoff_on=cutoff,
        trigger=Trigger.PLAN,
    )


def concluded(*opinions: SessionOpinion, session_id: str = "s-1") -> SessionConcludedV1:
    return SessionConcludedV1(
        session_id=session_id,
        held_from=date(2026, 2, 26),
        held_on=date(2026, 2, 26),
        concluded_at=STARTS + timedelta(hours=3),
        plan_year=2026,
        reporting_year=2026,
        level=Level.COMMUNE,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        host_org_id="org-1",
        totals=TOTALS,
        opinions=opinions,
    )


def assigned(opinion_id: str) -> SessionOpinion:
    return SessionOpinion(
        opinion_id=opinion_id,
        disposition=Disposition.ASSIGNED,
        assigned_agency_id="org-2",
        complexity=Complexity.ORDINARY,
        authority=Authority.WITHIN,
    )


def case_of(*opinion_ids: str) -> FollowUpOpenedV1:
    return FollowUpOpenedV1(
        case_id="case-1",
        opinion_ids=opinion_ids,
        session_id="s-1",
        host_org_id="org-1",
        assigned_agency_id="org-2",
        complexity=Complexity.ORDINARY,
        anchor_on=date(2026, 2, 26),
    )


def reply_to(*opinion_ids: str) -> ReplyIssuedV1:
    return ReplyIssuedV1(
        reply_id="reply-1",
        case_id="case-1",
        opinion_ids=opinion_ids,
        issuing_org_id="org-2",
        reply_doc=Document(symbol="VPUB"),
        outcome=Outcome.RESOLVED,
        issued_on=date(2026, 3, 4),
        summary_plain="Đã sửa",
    )


CLOSED = CaseClosedV1(case_id="case-1", closed_on=date(2026, 3, 4), timeliness=Timeliness.ON_TIME, working_days_late=0)


async def states(world: World) -> dict[str, str]:
    return {row["opinion_id"]: row["state"] for row in (await world.get("/opinions"))["opinions"]}


async def test_an_opinion_is_followed_from_its_slip_to_the_closed_case(world: World, register: Register) -> None:
    await register(opinion_id="o-1", target_session_id="s-1")
    await register(opinion_id="o-2")
    await world.tell("sessions", scheduled())
    await world.tell("sessions", RegistrationSlipRecordedV1(session_id="s-1", slip_no=1, opinion_id="o-1", recorded_at=STARTS))
    assert await states(world) == {"o-1": "SCHEDULED", "o-2": "REGISTERED"}
    await world.tell("sessions", SpeakingTurnTakenV1(session_id="s-1", slip_no=1, turn_no=1, overridden_by_chair=False))
    assert (await states(world))["o-1"] == "RAISED"
    in_session = OpinionAssignedAtSessionV1(
        session_id="s-1", opinion_id="o-1", assigned_agency_id="org-2", complexity=Complexity.ORDINARY, authority=Authority.WITHIN
    )
    answered = OpinionAnsweredAtSessionV1(session_id="s-1", opinion_id="o-2", answered_by_role="chairperson", outcome=Outcome.EXPLAINED)
    ends = SessionOpinion(opinion_id="o-2", disposition=Disposition.ANSWERED_ON_SPOT)
    await world.tell("sessions", in_session, answered, concluded(assigned("o-1"), ends))
    assert await states(world) == {"o-1": "ASSIGNED", "o-2": "ANSWERED_ON_SPOT"}
    await world.tell("followup", case_of("o-1"), reply_to("o-1"), CLOSED)
    seen = await world.get("/opinions/o-1")
    assert (seen["state"], seen["reply_outcome"], seen["timeliness"], seen["case_id"]) == ("CLOSED", "RESOLVED", "ON_TIME", "case-1")
    await world.tell("followup", CaseReopenedV1(case_id="case-1", reason="Chưa đúng nội dung"))
    assert (await states(world))["o-1"] == "ASSIGNED"
    assert [event for event in await world.happened() if event == "OpinionAssigned"] == ["OpinionAssigned"]
    assert await world.rows("SELECT 1 FROM parked") == []


async def test_what_is_told_before_the_opinion_is_registered_waits_for_it(world: World, register: Register) -> None:
    await world.tell("sessions", concluded(assigned("o-1")))
    await world.tell("followup", case_of("o-1"), reply_to("o-1"))
    assert await world.happened() == []
    assert len(await world.rows("SELECT 1 FROM foretold")) == 3
    await register(opinion_id="o-1")
    await world.settle()
    assert (await world.get("/opinions/o-1"))["state"] == "REPLIED"
    assert await world.rows("SELECT 1 FROM foretold") == []


async def test_an_opinion_nobody_registers_holds_nothing_up(world: World, register: Register) -> None:
    await register(opinion_id="o-2")
    await world.tell("sessions", concluded(assigned("never"), assigned("o-2")))
    assert await states(world) == {"o-2": "ASSIGNED"}


async def test_merged_members_become_replied_one_by_one(world: World, register: Register) -> None:
    for number in (1, 2, 3):
        await register(opinion_id=f"o-{number}")
    await world.post("/opinions/o-1/merge", {"member_ids": ["o-2", "o-3"], "reason": "Cùng nội dung"})
    await world.tell("sessions", concluded(assigned("o-1")))
    await world.tell("followup", case_of("o-1", "o-2", "o-3"), reply_to("o-1", "o-2"))
    assert await states(world) == {"o-1": "REPLIED", "o-2": "REPLIED", "o-3": "ASSIGNED"}


async def test_an_ending_only_the_office_may_give_is_left_for_the_office_to_complete(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.tell("sessions", concluded(SessionOpinion(opinion_id="o-1", disposition=Disposition.ROUTED_OUT)))
    waiting = (await world.get("/opinions?needs_attention=true"))["opinions"]
    assert [(row["opinion_id"], row["state"], row["stated"]) for row in waiting] == [("o-1", "RAISED", "ROUTED_OUT")]
    await world.post("/opinions/o-1/route-out", {"route": "COMPLAINT", "to_org_id": "org-9"})
    await world.settle()
    assert (await world.get("/opinions?needs_attention=true"))["total"] == 0


async def test_a_fact_against_an_ending_recorded_here_is_shown_to_a_person(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.post("/opinions/o-1/withdraw", {"reason": "Người gửi rút"})
    await world.tell("sessions", concluded(assigned("o-1")))
    assert (await world.get("/opinions/o-1"))["state"] == "WITHDRAWN"
    assert (await world.get("/opinions?needs_attention=true"))["total"] == 1


async def test_lists_on_the_last_day_are_on_time_and_the_next_day_late_and_the_cutoff_closes_itself(world: World) -> None:
    """AS-14 on this calendar: lists due "trước ngày 12/02/2026"."""
    await world.tell("sessions", scheduled(cutoff=date(2026, 2, 12)))
    await world.move_to(datetime(2026, 2, 11, 9, tzinfo=UTC))
    await world.post("/lists/s-1/close", expect=409)
    on_time = await world.post("/lists", {"list_id": "l-1", "session_id": "s-1", "unit_org_id": "org-2", "opinion_ids": ["o-1", "o-2"]})
    nil = await world.post("/lists", {"list_id": "l-2", "session_id": "s-1", "unit_org_id": "org-3", "nil_return": True})
    assert (on_time["late"], nil["late"]) == (False, False)
    await world.move_to(datetime(2026, 2, 12, 1, tzinfo=UTC))
    late = await world.post("/lists", {"list_id": "l-3", "session_id": "s-1", "unit_org_id": "org-4", "opinion_ids": ["o-3"]})
    assert late["late"] is True
    await world.settle()
    seen = await world.get("/lists/s-1")
    assert [(row["unit_org_id"], row["late"], row["nil_return"]) for row in seen["lists"]] == [
        ("org-2", False, False),
        ("org-3", False, True),
        ("org-4", True, False),
    ]
    assert (seen["cutoff"]["closed"], seen["cutoff"]["lists"], seen["cutoff"]["nil_returns"], seen["cutoff"]["opinions"]) == (True, 2, 1, 2)
    assert (await world.happened()).count("OpinionCutoffClosed") == 1


async def test_an_opinion_after_the_last_day_is_marked_and_kept(world: World, register: Register) -> None:
    await world.tell("sessions", scheduled(cutoff=date(2026, 2, 12)))
    assert not (await register(opinion_id="o-1", target_session_id="s-1"))["after_cutoff"]
    await world.move_to(datetime(2026, 2, 12, 1, tzinfo=UTC))
    assert (await register(opinion_id="o-2", target_session_id="s-1"))["after_cutoff"]
    live = await register(opinion_id="o-3", target_session_id="s-1", raised_live=True, slip_no=9)
    assert not live["after_cutoff"]


async def test_a_moved_session_moves_its_cutoff_and_a_cancelled_one_is_known(world: World) -> None:
    await world.tell("sessions", scheduled(cutoff=date(2026, 2, 12)))
    await world.tell("sessions", SessionPostponedV1(session_id="s-1", reason="Bão", new_starts_at=STARTS + timedelta(days=7)))
    assert (await world.get("/lists/s-1"))["cutoff"]["cutoff_on"] == "2026-02-19"
    assert (await world.get("/lists/s-1"))["cutoff"]["due_on"] == "2026-02-13"
    await world.tell("sessions", SessionCancelledV1(session_id="s-1", reason="Hoãn vô thời hạn"))
    assert await world.rows("SELECT state FROM target_session") == [("CANCELLED",)]


async def test_the_office_that_holds_a_session_works_with_what_units_gathered_for_it(world: World, register: Register) -> None:
    await world.tell("sessions", scheduled())
    await register(opinion_id="o-1", received_by_org_id="unit-7", target_session_id="s-1")
    await register(opinion_id="o-2", received_by_org_id="unit-7")
    await world.settle()
    host = {"org_id": "org-1", "reach": "own"}
    classified = {"domain_code": "LAND", "urgency": "NORMAL"}
    await world.post("/opinions/o-1/classify", classified, **host)
    await world.post("/opinions/o-2/classify", classified, expect=403, **host)
    assert [row["opinion_id"] for row in (await world.get("/opinions", **host))["opinions"]] == ["o-1"]
    await world.get("/opinions/o-1", **host)


async def test_a_list_for_a_session_nobody_announced_is_refused(world: World) -> None:
    refused = await world.post("/lists", {"session_id": "s-9", "unit_org_id": "org-2", "nil_return": True}, expect=409)
    assert refused["slug"] == "cutoff_unknown"


async def test_the_acknowledgement_is_counted_by_the_calendar_loaded_last(world: World, register: Register) -> None:
    from contracts.vocabulary import DayStatus

    extra = SpecialDay(date(2026, 2, 10), is_working=False, reason="Nghỉ", source_document="QĐ", status=DayStatus.OFFICIAL)
    calendar = WorkingCalendar.of("2026-9", (date(2026, 1, 1), date(2026, 12, 31)), [extra])
    await world.tell("followup", WorkingCalendarLoadedV1.announcing(calendar, loaded_by="acc-1"))
    assert (await register(opinion_id="o-1"))["acknowledge_by"] == "2026-02-24"
    await world.settle()
    assert (await world.get("/opinions/o-1"))["calendar_version"] == "2026-9"
