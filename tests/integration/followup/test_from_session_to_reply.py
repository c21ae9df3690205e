"""A case on real servers: opened by a concluded session, reminded, missed, escalated, answered, closed."""

from typing import Any

import orjson
import pytest
from followup_cases import at, day
from followup_world import AGENCY, CASE, HOST, OPINION, SESSION, World, concluded, conclusion_notice, organisation, reply_body

from contracts.intake import OpinionRegisteredV1
from contracts.sessions import OrgUnitClosedV1
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, OrgClass, SubmitterKind


def opinion(opinion_id: str = OPINION) -> OpinionRegisteredV1:
    return OpinionRegisteredV1(
        opinion_id=opinion_id,
        channel=OpinionChannel.IN_PERSON,
        received_at=at(day("2026-02-01")),
        received_by_org_id=HOST,
        submitter_kind=SubmitterKind.CITIZEN,
        represented_count=1,
        language="vi",
        needs_interpreter=False,
        audience=Audience.PEOPLE,
        kind=OpinionKind.RECOMMENDATION,
        summary_redacted="Đề nghị sửa đường vào bản.",
        attachment_refs=(),
        after_cutoff=False,
        raised_live=False,
    )


async def test_a_concluded_session_opens_a_case_and_the_chairs_duties_once_even_when_told_twice(world: World) -> None:
    await world.tell("intake", opinion())
    await world.tell("sessions", concluded(), concluded())
    assert await world.happened("FollowUpOpened") == ["FollowUpOpened"]
    assert await world.owed(SESSION) == ["AFTER_SESSION_REPORT", "CONCLUSION_NOTICE"]
    [item] = (await world.get("/cases"))["items"]
    assert (item["case_id"], item["due_on"], item["state"], item["summary"]) == (CASE, "2026-03-11", "OPEN", "Đề nghị sửa đường vào bản.")
    found = await world.get(f"/cases/{CASE}")
    assert found["explanation"]["lines"][-1].startswith("Kết quả: Thứ Tư, 11/03/2026")
    [told] = await world.published("follow-up-opened")
    assert orjson.loads(told)["warn_on"] == ["2026-03-04", "2026-03-09", "2026-03-11"]


async def test_the_conclusion_notice_fulfils_the_duty_and_makes_the_due_date_known(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-24")))
    await world.tell("sessions", conclusion_notice("2026-02-24"))
    duties = {each["kind"]: each for each in (await world.get(f"/duties?session_id={SESSION}"))["items"]}
    assert (duties["CONCLUSION_NOTICE"]["state"], duties["CONCLUSION_NOTICE"]["timeliness"]) == ("FULFILLED", "ON_TIME")
    assert duties["AFTER_SESSION_REPORT"]["state"] == "PENDING"
    assert (await world.get(f"/cases/{CASE}"))["communicated_on"] == "2026-03-11"


async def test_days_pass_and_the_case_is_reminded_missed_once_and_escalated_level_by_level(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    await world.live_through("2026-03-04", "2026-03-09", "2026-03-11", "2026-03-12", "2026-03-16", "2026-03-18", "2026-03-25")
    said = await world.happened("DeadlineApproaching", "DeadlineMissed", "EscalationRaised")
    assert said == ["DeadlineApproaching"] * 3 + ["DeadlineMissed"] + ["EscalationRaised"] * 4
    assert (await world.get("/cases?overdue=true"))["total"] == 1
    levels = [each["level"] for each in (await world.get("/escalations"))["items"] if each["target_kind"] == "CASE"]
    assert levels == [4, 3, 2, 1]
    assert len(await world.published("escalation-raised")) == 4 + 3 + 2  # the case, the report nobody made, the notice nobody sent


async def test_when_the_clock_jumps_over_weeks_everything_that_was_due_is_stated_in_order(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    await world.move_to(at(day("2026-04-20"), 22))
    said = [name for name in await world.happened() if name in {"DeadlineApproaching", "DeadlineMissed", "EscalationRaised"}]
    assert said == ["DeadlineMissed", *["EscalationRaised"] * 4]


async def test_an_agency_starts_replies_and_the_delivered_reply_closes_the_case(world: World) -> None:
    await world.tell("sessions", concluded())
    agency = {"role": "assigned_agency", "org_id": AGENCY}
    await world.act("start", **agency)
    await world.move_to(at(day("2026-03-10")))
    done = await world.act("replies", reply_body("2026-03-10"), **agency)
    assert done["events"][-1] == "case.reply-issued.v1"
    again = await world.act("replies", reply_body("2026-03-10"), **agency)
    assert (again["events"], again["version"]) == ([], done["version"])
    closed = await world.act("replies/reply-1/deliveries", {"channel": "PAPER_POST"}, **agency)
    assert closed["events"] == ["case.reply-delivered.v1", "case.case-closed.v1"]
    [item] = (await world.get("/cases?state=CLOSED"))["items"]
    assert (item["timeliness"], item["outcome"], item["overdue"]) == ("ON_TIME", "RESOLVED", False)
    assert (await world.get("/cases"))["counts"] == {"cases": 1, "unanswered": 0, "overdue": 0, "on_time": 1, "late": 0, "early": 1}
    await world.move_to(at(day("2026-04-20")))
    assert "DeadlineMissed" not in await world.happened()


async def test_one_letter_is_one_reply_whatever_key_or_id_it_comes_with(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-03-10")))
    agency = {"role": "assigned_agency", "org_id": AGENCY}
    letter = {name: value for name, value in reply_body("2026-03-10").items() if name != "reply_id"}
    first = await world.act("replies", letter, **agency)
    for again in (letter, {**letter, "reply_id": "own-7"}, {**letter, "reply_doc": {"symbol": "77/SNV-VP", "issued_on": "2026-03-10"}}):
        told = await world.act("replies", again, **agency)
        assert (told["events"], told["reply_id"], told["version"]) == ([], first["reply_id"], first["version"])
    refused = await world.act("replies", {**letter, "outcome": "EXPLAINED"}, expect=409, **agency)
    assert (refused["slug"], "77/SNV-VP" in refused["detail"]) == ("reply_recorded_otherwise", True)
    await world.act("replies", {**letter, "outcome": "EXPLAINED", "corrects": first["reply_id"]}, **agency)
    assert await world.happened("ReplyIssued") == ["ReplyIssued"] * 2
    assert (await world.get("/cases"))["items"][0]["outcome"] == "EXPLAINED"


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("replies", reply_body("2026-02-11", reply_id=None)),
        ("interim-replies", {"issuing_org_id": AGENCY, "reply_doc": {"symbol": "SNV-VP"}, "summary_plain": "Đang xác minh."}),
        ("urgings", {"note": "Đề nghị khẩn trương."}),
        ("delay-notices", {"doc": {"symbol": "SNV-VP"}, "expected_reply_on": "2026-03-30"}),
    ],
)
async def test_what_would_happen_twice_when_sent_twice_needs_a_key(world: World, act: str, body: dict[str, Any]) -> None:
    await world.tell("sessions", concluded())
    who = world.headers() if act == "urgings" else world.headers(role="assigned_agency", org_id=AGENCY)
    answer = await world.web.post(f"/followup/api/v1/cases/{CASE}/{act}", json=body, headers=who)
    assert (answer.status_code, answer.json()["slug"]) == (400, "idempotency_key_missing")
    for _ in range(2):
        keyed = await world.web.post(f"/followup/api/v1/cases/{CASE}/{act}", json=body, headers={**who, "idempotency-key": "k-1"})
        assert keyed.status_code == 200, keyed.text
    assert keyed.json()["repeated"]


async def test_agencies_act_on_their_own_cases_only(world: World) -> None:
    await world.tell("sessions", concluded())
    stranger = {"role": "assigned_agency", "org_id": "sl-stc"}
    await world.act("start", expect=403, **stranger)
    await world.act("replies", reply_body("2026-02-11"), expect=403, **stranger)
    problem = await world.act("replies", reply_body("2026-02-11", issuing_org_id="sl-stc"), expect=409, **stranger)
    assert problem["slug"] == "wrong_issuer"
    await world.act("classification", {"complexity": "COMPLEX", "reason": "x"}, expect=403, role="dialogue_office")


async def test_a_chair_and_an_office_decide_in_their_own_line_only(world: World) -> None:
    await world.tell("sessions", concluded())
    body = {"complexity": "COMPLEX", "reason": "Nhiều ngành"}
    await world.act("classification", body, expect=403, role="chairperson", org_id="sl-tinh-uy")
    await world.act("close", expect=403, role="dialogue_office", org_id="sl-stc")
    await world.act("classification", body, role="chairperson", org_id="sl-ubnd-tinh")
    found = await world.get(f"/cases/{CASE}")
    assert (found["complexity"], found["standing"]) == ("COMPLEX", "ON_TRACK")


async def test_reminders_that_fall_due_at_night_wait_for_the_morning(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    await world.move_to(at(day("2026-03-04"), 22))
    assert await world.happened("StepPostponed", "DeadlineApproaching") == ["StepPostponed"]
    await world.move_to(at(day("2026-03-05"), 7))
    assert await world.happened("DeadlineApproaching") == []
    await world.move_to(at(day("2026-03-05"), 8))
    assert await world.happened("DeadlineApproaching") == ["DeadlineApproaching"]


async def test_an_extension_without_notice_is_refused_in_plain_vietnamese_and_a_lawful_one_moves_the_date(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-03-10")))
    agency, body = {"role": "assigned_agency", "org_id": AGENCY}, {"proposed_due_on": "2026-03-25", "reason": "Cần xác minh thực địa"}
    problem = await world.act("extensions", body, expect=409, **agency)
    assert (problem["slug"], problem["status"]) == ("extension_without_submitter_notice", 409)
    assert problem["detail"].startswith("Chưa có văn bản thông báo")
    lawful = {**body, "citizen_notice_doc": {"number": "9", "symbol": "SNV"}, "reported_to_org_id": "sl-ubnd-tinh"}
    await world.act("extensions", lawful, **agency)
    await world.act("extensions/grant", {}, role="chairperson")
    assert (await world.get(f"/cases/{CASE}"))["schedule"]["deadline"]["due_on"] == "2026-03-25"
    assert len(await world.published("deadline-recalculated")) == 1


async def test_a_referral_stops_the_timers_and_the_superiors_answer_starts_them_again(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-03-04")))
    doc = {"number": "3", "symbol": "TTr-VPUB"}
    await world.act("referrals", {"superior_org_id": "sl-ubnd-tinh", "doc": doc, "citizen_notice_doc": doc}, role="chairperson")
    await world.move_to(at(day("2026-03-20")))
    assert "DeadlineMissed" not in [type(each.event).__name__ for each in await world.log() if each.stream.startswith("case-")]
    await world.act("superior-responses", {"superior_org_id": "sl-ubnd-tinh", "doc": doc, "outcome": "RETURNED"})
    assert (await world.get("/cases"))["items"][0]["due_on"] == "2026-03-27"
    await world.live_through("2026-03-30")
    assert (await world.get("/cases?overdue=true"))["total"] == 1


async def test_a_case_is_handed_only_to_an_organisation_that_is_there_and_a_reason_of_spaces_is_none(world: World) -> None:
    await world.tell("sessions", organisation("sl-cu", "Sở cũ", OrgClass.DEPARTMENT))
    await world.tell("sessions", OrgUnitClosedV1(unit_id="sl-cu", valid_to=day("2026-02-10")), concluded())
    doc, chair = {"number": "3", "symbol": "TTr-VPUB"}, {"role": "chairperson"}
    for org_id, slug in (("khong-co", "organisation_unknown"), ("sl-cu", "organisation_ended")):
        upward = {"superior_org_id": org_id, "doc": doc, "citizen_notice_doc": doc}
        assert (await world.act("referrals", upward, expect=409, **chair))["slug"] == slug
        to = {"to_agency_id": org_id, "reason": "Đúng chức năng"}
        assert (await world.act("assignment", to, expect=409, **chair))["slug"] == slug
        beside = {"to_agency_id": "sl-stc", "co_agencies": [org_id], "reason": "Đúng chức năng"}
        assert (await world.act("assignment", beside, expect=409, **chair))["slug"] == slug
    for nothing in ("", "   "):
        await world.act("assignment", {"to_agency_id": "sl-stc", "reason": nothing}, expect=422, **chair)
    assert await world.happened("ReferredToSuperior", "CaseReassigned") == []


async def test_two_people_cannot_decide_on_the_same_old_version_and_a_key_used_twice_acts_once(world: World) -> None:
    await world.tell("sessions", concluded())
    url, who = f"/followup/api/v1/cases/{CASE}/start", world.headers("assigned_agency", AGENCY)
    first = await world.web.post(url, headers={**who, "If-Match": '"1"', "Idempotency-Key": "k-1"})
    again = await world.web.post(url, headers={**who, "If-Match": '"1"', "Idempotency-Key": "k-1"})
    stale = await world.web.post(f"/followup/api/v1/cases/{CASE}/close", headers={**world.headers(), "If-Match": '"1"'})
    assert (first.status_code, first.headers["etag"], again.json()["repeated"], stale.status_code) == (200, '"2"', True, 412)


async def test_a_session_before_any_rule_pack_is_history_without_limits(world: World) -> None:
    await world.tell("sessions", concluded(day("2020-05-05")))
    [item] = (await world.get("/cases"))["items"]
    assert (item["due_on"], item["rule_pack_id"]) == (None, None)
    assert await world.owed(SESSION) == []
    await world.move_to(at(day("2026-06-01")))
    assert await world.happened("DeadlineMissed", "EscalationRaised") == []


async def test_a_session_heard_before_the_rules_are_loaded_waits_for_them(empty_world: World) -> None:
    from followup_world import load_rules

    await empty_world.tell("sessions", concluded(), wait=False)
    await load_rules(empty_world)
    assert (await empty_world.get("/cases"))["items"][0]["due_on"] == "2026-03-11"


async def test_a_session_told_again_with_another_day_corrects_the_date(world: World) -> None:
    await world.tell("sessions", concluded(), concluded(day("2026-02-12")))
    [item] = (await world.get("/cases"))["items"]
    assert (item["due_on"], item["session_id"]) == ("2026-03-12", SESSION)
    [duty] = [each for each in (await world.get("/duties"))["items"] if each["kind"] == "CONCLUSION_NOTICE"]
    assert duty["due_on"] == "2026-02-26"
