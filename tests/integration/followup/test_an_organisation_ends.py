"""A dissolved organisation's open cases go to its successor on the day after its last one, each with its history."""

import json

from followup_cases import at, day
from followup_told import NEW, ended
from followup_world import AGENCY, CASE, HOST, OPINION, World, concluded, organisation, reply_body

from contracts.identifiers import case_id
from contracts.vocabulary import OrgClass


async def test_open_cases_move_on_the_first_day_without_their_agency_and_the_page_shows_both(world: World) -> None:
    await world.tell("sessions", NEW, concluded(), ended())
    assert (await world.get("/cases"))["items"][0]["assigned_agency_id"] == AGENCY
    await world.move_to(at(day("2026-03-01"), 1))
    [item] = (await world.get("/cases"))["items"]
    assert (item["assigned_agency_id"], item["due_on"]) == ("sl-so-moi", "2026-03-11")
    assert await world.happened("CasePassedToSuccessor", "SuccessionAdvanced") == ["CasePassedToSuccessor", "SuccessionAdvanced"]
    told = await world.page(f"/cases/{CASE}")
    for words in ("Sở Nội vụ và Lao động tỉnh Sơn La", "Sở Nội vụ tỉnh Sơn La (đến 28/02/2026)", "theo 1681/NQ-UBTVQH15 ngày 01/02/2026"):
        assert words in told, words
    assert len(await world.published("case-passed-to-successor")) == 1
    await world.act("start", role="assigned_agency", org_id="sl-so-moi")
    await world.act("start", expect=403, role="assigned_agency", org_id=AGENCY)


async def test_more_than_a_page_of_cases_moves_and_the_answered_and_closed_ones_stay(world: World) -> None:
    opinions = [f"opinion-{number}" for number in range(1, 131)]
    await world.tell("sessions", NEW, concluded(opinions=opinions))
    done = str(case_id(concluded().session_id, OPINION))
    await world.move_to(at(day("2026-02-12")))
    await world.act("replies", reply_body("2026-02-12"), case=done, role="assigned_agency", org_id=AGENCY)
    await world.act("close", case=done)
    await world.move_to(at(day("2026-03-02")))
    await world.tell("sessions", ended())
    assert (await world.get("/cases?agency=sl-so-moi"))["total"] == 129
    assert [each["case_id"] for each in (await world.get(f"/cases?agency={AGENCY}"))["items"]] == [done]
    assert await world.happened("SuccessionAdvanced") == ["SuccessionAdvanced"] * 2


async def test_a_case_assigned_to_an_agency_that_has_ended_opens_and_goes_on_at_once(world: World) -> None:
    await world.move_to(at(day("2026-03-02")))
    await world.tell("sessions", NEW, ended(last_day="2026-02-12"))
    await world.tell("sessions", concluded())
    assert await world.happened("FollowUpOpened", "CasePassedToSuccessor") == ["FollowUpOpened", "CasePassedToSuccessor"]
    assert (await world.get("/cases"))["items"][0]["assigned_agency_id"] == "sl-so-moi"


async def test_when_the_host_ends_its_successor_decides_and_the_limits_stay(world: World) -> None:
    await world.tell("sessions", organisation("sl-vp-moi", "Văn phòng mới", OrgClass.DEPARTMENT, "sl-ubnd-tinh"), concluded())
    await world.move_to(at(day("2026-02-20")))
    await world.tell("sessions", ended(HOST, "2026-02-19", ("sl-vp-moi",)))
    body = {"complexity": "COMPLEX", "reason": "Nhiều ngành"}
    await world.act("classification", body, expect=403, role="chairperson", org_id="sl-stc")
    await world.act("classification", body, role="chairperson", org_id="sl-vp-moi")
    assert (await world.get(f"/cases/{CASE}"))["schedule"]["deadline"]["due_on"] == "2026-04-01"


async def test_a_referral_follows_its_superior_and_the_page_keeps_both_names(world: World) -> None:
    superior = organisation("sl-cap-tren", "Ban Chỉ đạo tỉnh Sơn La", OrgClass.GOV, "sl-ubnd-tinh")
    heir = organisation("sl-cap-tren-moi", "Ban Chỉ đạo mới tỉnh Sơn La", OrgClass.GOV, "sl-ubnd-tinh")
    await world.tell("sessions", superior, heir, concluded())
    await world.move_to(at(day("2026-02-12")))
    doc = {"symbol": "SNV-VP", "number": "12", "issued_on": "2026-02-12"}
    body = {"superior_org_id": "sl-cap-tren", "doc": doc, "citizen_notice_doc": doc}
    await world.act("referrals", body, role="chairperson")
    await world.tell("sessions", ended("sl-cap-tren", "2026-02-28", ("sl-cap-tren-moi",)))
    await world.move_to(at(day("2026-03-02")))
    [told] = await world.published("case-passed-to-successor")
    assert json.loads(told)["superior_org_id"] == "sl-cap-tren-moi"
    page = await world.page(f"/cases/{CASE}")
    for words in ("Ban Chỉ đạo tỉnh Sơn La (đến 28/02/2026)", "Từ Ban Chỉ đạo tỉnh Sơn La sang Ban Chỉ đạo mới tỉnh Sơn La"):
        assert words in page, words
    answer = {"superior_org_id": "sl-cap-tren-moi", "doc": {**doc, "issued_on": "2026-03-02"}, "outcome": "ANSWERED"}
    await world.act("superior-responses", answer)
    assert await world.happened("SuperiorResponseReceived") == ["SuperiorResponseReceived"]


async def test_a_referral_nobody_follows_comes_back_to_the_hosts_work_list_and_can_be_answered(world: World) -> None:
    superior = organisation("sl-cap-tren", "Ban Chỉ đạo tỉnh Sơn La", OrgClass.GOV, "sl-ubnd-tinh")
    await world.tell("sessions", superior, concluded())
    await world.move_to(at(day("2026-02-26")))
    doc = {"symbol": "SNV-VP", "number": "12", "issued_on": "2026-02-26"}
    body = {"superior_org_id": "sl-cap-tren", "doc": doc, "citizen_notice_doc": doc}
    await world.act("referrals", body, role="chairperson")
    await world.tell("sessions", ended("sl-cap-tren", "2026-03-15", ()))
    await world.move_to(at(day("2026-03-16")))
    [item] = (await world.get(f"/work-list?organisation={HOST}&kind=REPLY_ORDINARY"))["items"]
    assert (item["id"], item["state"], item["due_on"]) == (CASE, "PENDING", "2026-03-27")
    [told] = await world.published("case-passed-to-successor")
    said = json.loads(told)
    assert (said["referral_ended"], said["to_org_id"], said["co_agencies"]) == (True, HOST, [AGENCY])
    assert await world.happened("CasePassedToSuccessor", "DeadlineRecalculated") == ["CasePassedToSuccessor", "DeadlineRecalculated"]
    page = await world.page(f"/cases/{CASE}")
    for words in ("Ban Chỉ đạo tỉnh Sơn La (đến 15/03/2026)", "Trở lại từ cấp trên", "không có cơ quan kế thừa"):
        assert words in page, words
    await world.move_to(at(day("2026-03-30")))
    assert "DeadlineMissed" in await world.happened("DeadlineMissed")
    await world.act("replies", {**reply_body("2026-03-30"), "issuing_org_id": HOST}, org_id=HOST, role="assigned_agency")
    assert await world.happened("ReplyIssued") == ["ReplyIssued"]
