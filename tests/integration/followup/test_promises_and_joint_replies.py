"""Promises on real servers: listed until kept; one reply for several opinions; merged opinions; urging; the public events of it all."""

from typing import Any

import orjson
from followup_cases import at, day
from followup_world import AGENCY, CASE, HOST, LEGS, OPINION, SESSION, World, concluded, reply_body

from contracts.agencies import ReplyIssuedInV1
from contracts.cases import Roadmap
from contracts.envelope import Document
from contracts.identifiers import case_id
from contracts.intake import OpinionMergedV1
from contracts.vocabulary import Outcome

SECOND = str(case_id(SESSION, "opinion-2"))
AGENT = {"role": "assigned_agency", "org_id": AGENCY}
ROADMAP = {"expected_on": "2026-06-30", "steps": "Khởi công tháng 5.", "budget_note": "Vốn sự nghiệp năm 2026."}


def in_plan(**changes: Any) -> dict[str, Any]:
    return reply_body("2026-02-12", outcome="IN_PLAN", roadmap=ROADMAP, **changes)


async def test_a_promise_outlives_its_case_until_it_is_kept(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    done = await world.act("replies", in_plan(), **AGENT)
    assert done["events"] == ["case.reply-issued.v1", "case.commitment-made.v1"]
    await world.act("close")
    [promise] = (await world.get("/commitments"))["items"]
    assert (promise["commitment_id"], promise["expected_on"], promise["case_state"]) == ("reply-1", "2026-06-30", "CLOSED")
    await world.act("commitments/reply-1/reschedule", {"expected_on": "2026-03-02", "reason": "Mưa lũ"}, **AGENT)
    await world.move_to(at(day("2026-03-03")))
    assert (await world.get("/commitments?show=overdue"))["counts"] == {"open": 1, "overdue": 1, "resolved": 0}
    page = await world.page(f"/cases/{CASE}")
    for words in ("Mưa lũ", "Ngày dự kiến giải quyết xong 02/03/2026 đã qua, chưa giải quyết xong"):
        assert words in page, words
    [reminded] = [orjson.loads(each) for each in await world.published("commitment-reminded")]
    assert (reminded["owner_org_id"], reminded["expected_on"], reminded["passed"]) == (AGENCY, "2026-03-02", True)
    await world.act("commitments/reply-1/resolution", {"summary_plain": "Đường đã thông xe."}, **AGENT)
    assert (await world.get("/commitments"))["items"] == []
    assert "Đường đã thông xe." in await world.page("/commitments?show=resolved")
    assert [orjson.loads(each)["resolved_on"] for each in await world.published("resolution-recorded")] == ["2026-03-03"]


async def test_a_promise_of_a_friday_is_recalled_on_monday(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-03-05")))
    await world.act("replies", reply_body("2026-03-05", outcome="IN_PLAN", roadmap={"expected_on": "2026-03-06", "steps": ""}), **AGENT)
    await world.move_to(at(day("2026-03-07")))
    recalled = ("CommitmentReminderPostponed", "CommitmentReminded")
    assert await world.happened(*recalled) == ["CommitmentReminderPostponed"]
    await world.move_to(at(day("2026-03-09"), 8))
    await world.settle()
    assert await world.happened(*recalled) == list(recalled)
    assert "Dời nhắc" not in await world.page(f"/cases/{CASE}")


async def test_one_reply_answers_opinions_of_several_cases_in_one_transaction(world: World) -> None:
    await world.tell("sessions", concluded(opinions=(OPINION, "opinion-2")))
    await world.move_to(at(day("2026-02-12")))
    both = [OPINION, "opinion-2"]
    done = await world.act("replies", reply_body("2026-02-12", opinion_ids=both), **AGENT)
    assert done["events"] == ["case.reply-issued.v1"] * 2
    items = {each["case_id"]: each["state"] for each in (await world.get("/cases"))["items"]}
    assert items == {CASE: "REPLIED", SECOND: "REPLIED"}
    again = await world.act("replies", reply_body("2026-02-12", opinion_ids=both), **AGENT)
    assert again["events"] == []
    told = [orjson.loads(each) for each in await world.published("reply-issued")]
    assert sorted(each["opinion_ids"][0] for each in told) == both
    assert len({each["reply_id"] for each in told}) == 2


async def test_one_reply_that_names_an_opinion_of_nobodys_case_is_refused_as_a_whole(world: World) -> None:
    await world.tell("sessions", concluded())
    body = reply_body("2026-02-11", opinion_ids=[OPINION, "opinion-9"])
    assert (await world.act("replies", body, expect=409, **AGENT))["slug"] == "case_unknown"
    assert await world.happened("ReplyIssued") == []


async def test_an_agencys_reply_for_several_opinions_ahead_of_their_session_answers_each_when_it_is_heard(world: World) -> None:
    said = ReplyIssuedInV1(
        reply_id="reply-9",
        case_id=CASE,
        opinion_ids=(OPINION, "opinion-2"),
        issuing_org_id=AGENCY,
        reply_doc=Document(number="9", symbol="SNV", issued_on=day("2026-02-11")),
        outcome=Outcome.IN_PLAN,
        simultaneous_report_to=tuple(LEGS),
        summary_plain="Đưa vào kế hoạch.",
        roadmap=Roadmap(expected_on=day("2026-09-30")),
    )
    event_id = await world.send("so-noi-vu", said)
    await world.tell("sessions", concluded(opinions=(OPINION, "opinion-2")))
    assert sorted(await world.happened("ReplyHeld", "ReplyIssued", "CommitmentMade", "DeadlineMissed")) == [
        *["CommitmentMade"] * 2,
        "ReplyHeld",
        *["ReplyIssued"] * 2,
    ]
    assert [orjson.loads(each)["status"] for each in await world.receipts("so-noi-vu", event_id)] == ["held", "accepted"]
    assert {each["state"] for each in (await world.get("/cases"))["items"]} == {"REPLIED"}


async def test_opinions_merged_before_the_session_are_answered_one_by_one_by_the_survivors_case(world: World) -> None:
    await world.tell("intake", OpinionMergedV1(survivor_id=OPINION, merged_ids=("opinion-2",), reason="Cùng nội dung"))
    await world.tell("sessions", concluded())
    [item] = (await world.get("/cases"))["items"]
    assert item["opinion_ids"] == [OPINION, "opinion-2"]
    await world.act("replies", reply_body("2026-02-11", opinion_ids=[OPINION]), **AGENT)
    assert (await world.get("/cases"))["items"][0]["state"] == "OPEN"
    await world.act("replies", reply_body("2026-02-11", reply_id="reply-2", opinion_ids=["opinion-2"]), **AGENT)
    assert (await world.get("/cases"))["items"][0]["state"] == "REPLIED"


async def test_merging_heard_after_the_case_opened_joins_it(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.tell("intake", OpinionMergedV1(survivor_id=OPINION, merged_ids=("opinion-2",), reason="Cùng nội dung"))
    assert (await world.get("/cases"))["items"][0]["opinion_ids"] == [OPINION, "opinion-2"]
    [told] = await world.published("opinions-joined-case")
    assert orjson.loads(told)["opinion_ids"] == ["opinion-2"]


async def test_a_corrected_reply_keeps_the_original_and_the_timeliness(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-03-11")))
    await world.act("replies", reply_body("2026-03-11"), **AGENT)
    await world.move_to(at(day("2026-03-16")))
    correction = reply_body("2026-03-16", reply_id="reply-2", corrects="reply-1", outcome="EXPLAINED")
    await world.act("replies", correction, **AGENT)
    [item] = (await world.get("/cases"))["items"]
    assert (item["replied_on"], item["timeliness"], item["outcome"]) == ("2026-03-11", "ON_TIME", "EXPLAINED")
    assert [each["reply"]["reply_id"] for each in (await world.get(f"/cases/{CASE}"))["replies"]] == ["reply-1", "reply-2"]
    assert "Đính chính văn bản trả lời" in await world.page(f"/cases/{CASE}")


async def test_an_interim_reply_is_told_and_reminders_go_on(world: World) -> None:
    await world.tell("sessions", concluded())
    body = {
        "issuing_org_id": AGENCY,
        "reply_doc": {"number": "70", "symbol": "SNV"},
        "summary_plain": "Đang xác minh.",
        "expected_reply_on": "2026-03-10",
    }
    await world.act("interim-replies", body, **AGENT)
    await world.live_through("2026-03-04", "2026-03-12")
    assert "DeadlineMissed" in await world.happened()
    [told] = await world.published("interim-reply-issued")
    assert orjson.loads(told)["issued_on"] == "2026-02-11"


async def test_urging_is_for_office_and_inspectorate_and_is_told(world: World) -> None:
    await world.tell("sessions", concluded())
    body = {"note": "Đề nghị báo cáo tiến độ."}
    for role in ("chairperson", "secretary", "assigned_agency"):
        await world.act("urgings", body, expect=403, role=role, org_id=HOST)
    await world.act("urgings", body)
    await world.act("urgings", body, role="inspectorate", org_id="sl-thanh-tra-tinh")
    told = [orjson.loads(each) for each in await world.published("case-urged")]
    assert [(each["by_role"], each["to_org_id"]) for each in told] == [("dialogue_office", AGENCY), ("inspectorate", AGENCY)]


async def test_satisfaction_may_be_recorded_after_the_reply(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.act("satisfaction", {"satisfaction": "PARTLY"}, expect=409, **AGENT)
    await world.act("replies", reply_body("2026-02-11"), **AGENT)
    await world.act("satisfaction", {"satisfaction": "PARTLY"}, **AGENT)
    assert (await world.get(f"/cases/{CASE}"))["satisfaction"] == [[OPINION, "PARTLY"]]


async def test_the_expected_date_of_an_extension_goes_to_a_peoples_committee(world: World) -> None:
    await world.tell("sessions", concluded())
    body = {"proposed_due_on": "2026-03-25", "reason": "Xác minh", "citizen_notice_doc": {"symbol": "SNV"}, "reported_to_org_id": "sl-stc"}
    assert (await world.act("extensions", body, expect=409, **AGENT))["slug"] == "extension_reported_elsewhere"
    await world.act("extensions", {**body, "reported_to_org_id": "sl-ubnd-tinh"}, **AGENT)
