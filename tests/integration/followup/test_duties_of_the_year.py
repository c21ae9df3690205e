"""Every duty beside the replies on real servers: opened by the right event, counted by the right pack, done by the right event, or lifted."""

from datetime import date
from typing import Any

import orjson
from followup_cases import at, day
from followup_told import COMMUNE, UNIT, UNITS, duties, scheduled
from followup_world import HOST, SESSION, World, calendar_csv, concluded, conclusion_notice

from contracts.envelope import Document
from contracts.identifiers import duty_id, duty_of
from contracts.intake import DataRequestAnsweredV1, DataRequestCompletedV1, DataRequestRegisteredV1, UnitOpinionListSubmittedV1
from contracts.notify import InvitationIssuedV1, InvitationSentV1, PublicAnnouncementPublishedV1
from contracts.reporting import ReportPeriodOpenedV1, ReportSubmittedV1
from contracts.sessions import (
    AnnualPlanIssuedV1,
    InvitationListApprovedV1,
    Invitee,
    PlannedDialogue,
    SessionCancelledV1,
    SessionPostponedV1,
)
from contracts.vocabulary import (
    Audience,
    Channel,
    DataRequestKind,
    DataRequestOutcome,
    DutyKind,
    Form,
    Level,
    Regime,
    ReportType,
)
from followup.rules.read import shipped_text


async def test_as_06_invitations_are_owed_by_the_limit_and_late_when_one_of_them_left_after_it(world: World) -> None:
    await world.tell("sessions", scheduled("2026-02-26"))
    owed = (await duties(world, session_id=SESSION))["INVITATIONS"]
    assert (owed["due_on"], owed["rule_id"], owed["state"]) == ("2026-02-10", "DL-03-LIMIT", "PENDING")
    both = (Invitee(invitee_ref="a", role="participant"), Invitee(invitee_ref="b", role="participant"))
    await world.tell("sessions", InvitationListApprovedV1(session_id=SESSION, invitees=both, approved_by_role="chairperson"))
    for ref, sent in (("a", "2026-02-10"), ("b", "2026-02-11")):
        issued = InvitationIssuedV1(
            invitation_id=f"gm-{ref}", session_id=SESSION, invitee_ref=ref, gm_doc=Document(symbol="GM"), channel=Channel.EMAIL
        )
        await world.tell("notify", issued, InvitationSentV1(invitation_id=f"gm-{ref}", session_id=SESSION, sent_at=at(day(sent), 8)))
    owed = (await duties(world, session_id=SESSION))["INVITATIONS"]
    assert (owed["state"], owed["timeliness"], owed["working_days_late"], owed["fulfilled_on"]) == ("FULFILLED", "LATE", 1, "2026-02-11")


async def test_no_invitation_limit_binds_an_embedded_or_a_staff_session(world: World) -> None:
    await world.tell("sessions", scheduled(form=Form.EMBEDDED), scheduled(audience=Audience.STAFF, session_id="session-2"))
    assert "INVITATIONS" not in await duties(world)


async def test_as_14_unit_lists_are_due_before_the_cut_off_and_a_late_one_still_counts(world: World) -> None:
    await world.tell("sessions", *UNITS, scheduled("2026-03-26", cutoff="2026-03-24"))
    owed = (await duties(world, session_id=SESSION))["OPINION_LIST"]
    assert (owed["owner_org_id"], owed["owner_role"], owed["due_on"], owed["formula"]) == (UNIT, "unit_head", "2026-03-23", "BEFORE(C)")
    sent = UnitOpinionListSubmittedV1(
        list_id="l-1",
        unit_org_id=UNIT,
        session_id=SESSION,
        cutoff_on=day("2026-03-24"),
        submitted_at=at(day("2026-03-24"), 8),
        opinion_ids=(),
        late=True,
        nil_return=True,
    )
    await world.tell("intake", sent)
    owed = (await duties(world, session_id=SESSION))["OPINION_LIST"]
    assert (owed["state"], owed["timeliness"]) == ("FULFILLED", "LATE")


async def test_without_an_announced_cut_off_the_eve_of_the_session_counts(world: World) -> None:
    await world.tell("sessions", *UNITS, scheduled("2026-03-30"))
    assert (await duties(world, session_id=SESSION))["OPINION_LIST"]["due_on"] == "2026-03-27"  # before Sunday 29/3, so Friday


async def test_as_07_a_commune_announces_seven_calendar_days_ahead_and_runs_both_packs(world: World) -> None:
    commune = {"host_org_id": COMMUNE, "level": Level.COMMUNE}
    await world.tell("sessions", *UNITS, scheduled("2026-04-20", **commune))
    owed = await duties(world, session_id=SESSION)
    assert (owed["ANNOUNCEMENT"]["due_on"], owed["ANNOUNCEMENT"]["rule_pack_id"]) == ("2026-04-13", "COMMUNE-72-2025-D43")
    assert owed["INVITATIONS"]["rule_pack_id"] == "SL-429-provisional-1"
    published = PublicAnnouncementPublishedV1(
        notice_id="n-1", session_id=SESSION, channel=Channel.LOUDSPEAKER, published_at=at(day("2026-04-13"), 17), ref="x"
    )
    await world.tell("notify", published)
    assert (await duties(world, session_id=SESSION))["ANNOUNCEMENT"]["timeliness"] == "ON_TIME"


async def test_an_announcement_heard_of_before_its_session_counts_when_the_session_is_heard_of(world: World) -> None:
    published = PublicAnnouncementPublishedV1(
        notice_id="n-1", session_id=SESSION, channel=Channel.PORTAL, published_at=at(day("2026-02-10"), 17), ref="x"
    )
    await world.tell("notify", published)
    await world.tell("sessions", *UNITS, scheduled("2026-04-20", host_org_id=COMMUNE, level=Level.COMMUNE))
    assert (await duties(world, session_id=SESSION))["ANNOUNCEMENT"]["state"] == "FULFILLED"


async def test_a_postponed_session_is_owed_anew_and_a_cancelled_one_owes_nothing(world: World) -> None:
    await world.tell("sessions", scheduled("2026-03-26"))
    moved = SessionPostponedV1(
        session_id=SESSION, reason="Mưa lũ", new_starts_at=at(day("2026-04-09"), 8), new_ends_at=at(day("2026-04-09"), 11)
    )
    await world.tell("sessions", moved)
    owed = (await duties(world, session_id=SESSION))["INVITATIONS"]
    assert (owed["state"], owed["due_on"]) == ("PENDING", "2026-03-31")
    [told] = await world.published("duty-rescheduled")
    assert orjson.loads(told)["cause"] == "SESSION_POSTPONED"
    await world.tell("sessions", SessionCancelledV1(session_id=SESSION, reason="Hủy"))
    assert (await duties(world, session_id=SESSION))["INVITATIONS"]["state"] == "LIFTED"
    await world.move_to(at(day("2026-04-10")))
    assert "DutyDeadlineMissed" not in [
        type(each.event).__name__ for each in await world.log() if each.stream == f"duty-{duty_id(SESSION, DutyKind.INVITATIONS)}"
    ]


async def test_what_was_not_done_before_a_session_is_lifted_when_it_was_held(world: World) -> None:
    await world.tell("sessions", scheduled("2026-02-26"))
    await world.tell("sessions", concluded())
    assert (await duties(world, session_id=SESSION))["INVITATIONS"]["state"] == "LIFTED"


async def test_a_signed_notice_is_sent_by_the_next_working_day(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-13"))
    owed = (await duties(world))["DOCUMENT_SENT"]
    assert (owed["due_on"], owed["rule_pack_id"], owed["state"]) == ("2026-02-23", "DOCUMENTS-30-2020", "PENDING")


ANNUAL_2026 = ReportPeriodOpenedV1(
    report_id="bc-1",
    report_type=ReportType.ANNUAL,
    title="Báo cáo năm 2026",
    period_start=day("2025-12-15"),
    period_end=day("2026-12-14"),
    data_cutoff_on=day("2026-12-07"),
    due_on=day("2026-12-14"),
    owner_org_id=HOST,
    recipients=("sl-ubnd-tinh",),
)


async def test_as_15_a_report_is_due_before_its_day_with_its_data_closed_five_working_days_earlier(world: World) -> None:
    ordered = ANNUAL_2026.model_copy(
        update={
            "report_id": "bc-2",
            "report_type": ReportType.INTERIM_MULTI_YEAR,
            "due_on": day("2026-05-20"),
            "data_cutoff_on": day("2026-05-13"),
            "title": "Báo cáo sơ kết 03 năm",
        }
    )
    await world.tell("reporting", ANNUAL_2026, ordered)
    items = (await world.get("/duties?page_size=100"))["items"]
    found = {(each["subject_id"], each["kind"]): (each["due_on"], each["rule_id"]) for each in items if each["subject"] == "REPORT"}
    assert found == {
        ("bc-1", "PERIODIC_REPORT"): ("2026-12-14", "DL-15"),
        ("bc-1", "DATA_CUTOFF"): ("2026-12-07", "DL-16"),
        ("bc-2", "PERIODIC_REPORT"): ("2026-05-20", "DL-17"),
        ("bc-2", "DATA_CUTOFF"): ("2026-05-13", "DL-16"),
    }
    sent = ReportSubmittedV1(report_id="bc-2", submitted_on=day("2026-02-11"), recipients=("sl-ubnd-tinh",))
    await world.tell("reporting", sent)
    items = (await world.get("/duties?page_size=100"))["items"]
    assert {each["state"] for each in items if each["subject_id"] == "bc-2"} == {"FULFILLED"}


async def test_the_day_the_data_are_closed_follows_its_report_when_a_calendar_moves_it(world: World) -> None:
    await world.tell("reporting", ANNUAL_2026)
    day_off = "2026-12-14,0,Nghỉ đột xuất,Công văn 96/UBND-NC,official"
    await world.post("/calendars", {"calendar_version": "2026-2", "csv": calendar_csv(day_off)}, expect=201, role="operator")
    await world.settle()
    items = (await world.get("/duties?page_size=100"))["items"]
    found = {each["kind"]: each["due_on"] for each in items if each["subject_id"] == "bc-1"}
    assert found == {"PERIODIC_REPORT": "2026-12-11", "DATA_CUTOFF": "2026-12-04"}


async def test_a_persons_request_about_their_data_is_answered_within_two_working_days(world: World) -> None:
    asked = DataRequestRegisteredV1(request_id="r-1", kind=DataRequestKind.ERASURE, received_on=day("2026-02-11"), received_by_org_id=HOST)
    await world.tell("intake", asked)
    owed = (await duties(world))["DATA_REQUEST"]
    assert (owed["due_on"], owed["rule_pack_id"], owed["title"]) == (
        "2026-02-13",
        "PERSONAL-DATA-356-2025",
        "Trả lời yêu cầu: xóa dữ liệu",
    )
    answer = DataRequestAnsweredV1(request_id="r-1", answered_on=day("2026-02-13"), outcome=DataRequestOutcome.GRANTED)
    await world.tell("intake", answer)
    assert (await duties(world))["DATA_REQUEST"]["timeliness"] == "ON_TIME"


def asks(request_id: str, kind: DataRequestKind, *, others: bool = False) -> DataRequestRegisteredV1:
    return DataRequestRegisteredV1(
        request_id=request_id, kind=kind, received_on=day("2026-02-11"), received_by_org_id=HOST, third_parties=others
    )


async def carried_out(world: World) -> dict[str, dict[str, Any]]:
    items = (await world.get("/duties?page_size=100"))["items"]
    return {each["subject_id"]: each for each in items if each["kind"] == "DATA_REQUEST_DONE"}


async def test_an_objection_is_carried_out_in_15_days_and_in_20_where_others_must_stop_too(world: World) -> None:
    kinds = DataRequestKind
    await world.tell(
        "intake",
        asks("r-1", kinds.OBJECTION),
        asks("r-2", kinds.RESTRICTION, others=True),
        asks("r-3", kinds.CONSENT_WITHDRAWAL),
        asks("r-4", kinds.ACCESS),
    )
    owed = await carried_out(world)
    assert {each: row["due_on"] for each, row in owed.items()} == {"r-1": "2026-02-26", "r-2": "2026-03-03", "r-3": "2026-02-26"}
    assert owed["r-1"]["title"] == "Thực hiện yêu cầu: phản đối xử lý dữ liệu"
    refused = DataRequestAnsweredV1(
        request_id="r-3",
        answered_on=day("2026-02-11"),
        outcome=DataRequestOutcome.REFUSED_WITH_REASON,
        doc=Document(number="9", symbol="VPUB", issued_on=day("2026-02-11")),
    )
    await world.tell("intake", refused, DataRequestCompletedV1(request_id="r-1", completed_on=day("2026-02-11")))
    owed = await carried_out(world)
    assert (owed["r-3"]["state"], owed["r-3"]["lifted_because"]) == ("LIFTED", "Đã trả lời không thực hiện, có nêu lý do")
    assert (owed["r-1"]["state"], owed["r-1"]["timeliness"]) == ("FULFILLED", "ON_TIME")


async def test_the_office_takes_more_time_once_and_the_later_day_is_the_one_that_is_missed(world: World) -> None:
    await world.tell("intake", asks("r-1", DataRequestKind.OBJECTION))
    duty = (await carried_out(world))["r-1"]["duty_id"]
    more = {
        "due_on": "2026-03-13",
        "reason": "Phải đối chiếu hồ sơ giấy",
        "notice_doc": {"number": "31", "symbol": "VPUB-TH", "issued_on": "2026-02-11"},
    }
    assert (await world.post(f"/duties/{duty}/extension", {**more, "due_on": "2026-03-14"}, expect=409))[
        "slug"
    ] == "duty_extension_beyond_cap"
    assert (await world.post(f"/duties/{duty}/extension", more))["due_on"] == "2026-03-13"
    assert (await world.post(f"/duties/{duty}/extension", {**more, "due_on": "2026-03-12"}, expect=409))["slug"] == "duty_extended_already"
    await world.live_through("2026-02-26", "2026-03-13")
    assert not (await carried_out(world))["r-1"]["missed"]
    await world.move_to(at(day("2026-03-14"), 0, 0))
    late = (await carried_out(world))["r-1"]
    assert (late["missed"], late["due_on"], late["extended_because"]) == (True, "2026-03-13", "Phải đối chiếu hồ sơ giấy")
    said = await world.get(f"/duties/{duty}")
    assert "do gia hạn mà có" in " ".join(said["explanation"]["lines"])


def frequency_of(org_id: str, year: int, audience: Audience) -> str:
    return str(duty_id(f"{org_id}:{year}:{audience.value}", DutyKind.MINIMUM_FREQUENCY))


async def test_every_head_owes_a_dialogue_a_year_warned_on_1_10_and_breached_at_the_years_end(world: World) -> None:
    await world.tell("sessions", *UNITS)
    owed = await world.get(f"/duties/{frequency_of(COMMUNE, 2026, Audience.PEOPLE)}")
    assert (owed["due_on"], owed["required"], owed["done"], owed["owner_role"]) == ("2026-12-31", 1, 0, "chairperson")
    await world.live_through("2026-10-01", "2026-12-31")
    await world.move_to(at(date(2027, 1, 1), 0, 0))
    [breach] = [
        orjson.loads(each) for each in await world.published("minimum-frequency-breached") if orjson.loads(each)["org_id"] == COMMUNE
    ]
    assert breach == {"org_id": COMMUNE, "plan_year": 2026, "audience": "PEOPLE", "required": 1, "held": 0}
    levels = [orjson.loads(each) for each in await world.published("deadline-approaching")]
    assert "EARLY" in {each["level"] for each in levels if each["target_id"] == frequency_of(COMMUNE, 2026, Audience.PEOPLE)}
    assert (await world.get(f"/duties/{frequency_of(COMMUNE, 2027, Audience.PEOPLE)}"))["due_on"] == "2027-12-31"


async def test_as_16_a_session_counts_for_the_plan_year_of_its_plan(world: World) -> None:
    promised = PlannedDialogue(audience=Audience.STAFF, regime=Regime.PERIODIC, form=Form.EMBEDDED, min_count=2)
    plan = AnnualPlanIssuedV1(plan_id="p-1", plan_year=2026, org_id=HOST, doc=Document(symbol="KH-VPUB"), planned=(promised,))
    staff = {"audience": (Audience.STAFF,), "plan_year": 2026}
    await world.tell("sessions", plan, concluded().model_copy(update=staff))
    owed = await world.get(f"/duties/{frequency_of(HOST, 2026, Audience.STAFF)}")
    assert (owed["required"], owed["done"], owed["state"]) == (2, 1, "PENDING")
    await world.tell(
        "sessions", concluded().model_copy(update={**staff, "session_id": "0198a000-0000-7000-8000-000000000002", "opinions": ()})
    )
    assert (await world.get(f"/duties/{frequency_of(HOST, 2026, Audience.STAFF)}"))["state"] == "FULFILLED"


async def test_a_22_an_embedded_session_counts_and_a_plan_binds_only_where_the_pack_says_so(world: World) -> None:
    text = shipped_text("SL-429-provisional-1").replace("SL-429-provisional-1", "SL-429-strict").replace("2022-07-01", "2026-01-01", 1)
    strict = text.replace("embedded_sessions_count = true", "embedded_sessions_count = false").replace(
        "plans_bind = true", "plans_bind = false"
    )
    assert strict != text
    await world.post("/rule-packs", {"toml": strict}, expect=201, role="operator")
    promised = PlannedDialogue(audience=Audience.ORG_TTHC, regime=Regime.PERIODIC, form=Form.CONFERENCE, min_count=2)
    plan = AnnualPlanIssuedV1(plan_id="p-1", plan_year=2026, org_id=HOST, doc=Document(symbol="KH-VPUB"), planned=(promised,))
    embedded = concluded().model_copy(update={"audience": (Audience.STAFF,), "form": Form.EMBEDDED})
    await world.tell("sessions", plan, embedded)
    owed = await world.get(f"/duties/{frequency_of(HOST, 2026, Audience.STAFF)}")
    assert (owed["state"], owed["done"]) == ("PENDING", 0)
    await world.get(f"/duties/{frequency_of(HOST, 2026, Audience.ORG_TTHC)}", expect=404)


async def test_sessions_announced_before_the_rules_owe_what_a_pack_loaded_later_asks(empty_world: World) -> None:
    from followup_world import load_rules

    await empty_world.tell("sessions", *UNITS, scheduled("2026-03-26"))
    assert (await empty_world.get("/duties"))["total"] == 0
    await load_rules(empty_world)
    assert str(duty_of(SESSION, DutyKind.OPINION_LIST, UNIT)) in {
        each["duty_id"] for each in (await empty_world.get("/duties?page_size=100"))["items"]
    }
