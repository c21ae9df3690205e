"""The case page with its forms, without any script: 303 back to the case, 422 and 409 with the form again and a Vietnamese sentence."""

import re
from typing import Any
from uuid import uuid4

from followup_cases import at, day
from followup_world import AGENCY, CASE, HOST, World, concluded

AGENT = {"role": "assigned_agency", "org_id": AGENCY}
CHAIR = {"role": "chairperson", "org_id": HOST}


async def show(world: World, path: str, *, expect: int = 200, **who: str) -> str:
    await world.settle()
    answer = await world.web.get(f"/followup{path}", headers=world.headers(**who, accept="text/html"))
    assert answer.status_code == expect, answer.text
    return str(answer.text)


async def send(world: World, act: str, form: dict[str, Any] | None = None, *, expect: int = 303, **who: str) -> str:
    headers = world.headers(**who, accept="text/html", **{"sec-fetch-site": "same-origin"})
    answer = await world.web.post(f"/followup/cases/{CASE}/{act}", data={"idempotency_key": str(uuid4()), **(form or {})}, headers=headers)
    assert answer.status_code == expect, answer.text
    if expect == 303:
        assert answer.headers["location"] == f"/followup/cases/{CASE}"
    return str(answer.text)


REPLY = {
    "issuing_org_id": AGENCY,
    "doc_number": "77",
    "doc_symbol": "SNV-VP",
    "doc_issued_on": "2026-02-12",
    "outcome": "RESOLVED",
    "summary_plain": "Đã sửa đường vào bản.",
    "party_committee_on": "2026-02-12",
    "party_committee_doc": "8/BC-SNV",
    "government_on": "12/02/2026",
}


async def test_an_officer_starts_replies_and_completes_the_legs_by_forms_alone(world: World) -> None:
    await world.tell("sessions", concluded())
    page = await show(world, f"/cases/{CASE}", **AGENT)
    assert "Bắt đầu giải quyết" in page
    assert "Đồng ý gia hạn" not in page
    await send(world, "start", **AGENT)
    await world.move_to(at(day("2026-02-12")))
    await send(world, "reply", REPLY, **AGENT)
    page = await show(world, f"/cases/{CASE}", **AGENT)
    assert "8/BC-SNV" in page
    assert page.count("Chưa báo cáo") >= 1
    await send(world, "close", expect=409, role="dialogue_office")
    reply_id = (await world.get(f"/cases/{CASE}"))["replies"][0]["reply"]["reply_id"]
    await send(world, "reporting", {"reply_id": reply_id, "chair_on": "2026-02-12"}, **AGENT)
    delivered = {"reply_id": reply_id, "opinion_id": "opinion-1", "channel": "PAPER_POST", "delivered_on": "2026-02-12"}
    await send(world, "delivery", delivered, **AGENT)
    assert (await world.get("/cases"))["items"][0]["state"] == "CLOSED"


async def test_a_reply_sent_twice_from_one_page_is_one_reply(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    page = await show(world, f"/cases/{CASE}/reply", **AGENT)
    fields = dict(re.findall(r'name="(idempotency_key|expected_version)" value="([^"]+)"', page))
    assert set(fields) == {"idempotency_key", "expected_version"}
    await send(world, "reply", {**REPLY, **fields}, **AGENT)
    await send(world, "reply", {**REPLY, **fields}, **AGENT)
    assert await world.happened("ReplyIssued") == ["ReplyIssued"]


async def test_what_is_missing_is_said_in_vietnamese_and_what_was_typed_is_kept(world: World) -> None:
    await world.tell("sessions", concluded())
    page = await send(world, "reply", {**REPLY, "doc_symbol": "", "outcome": ""}, expect=422, **AGENT)
    assert "Chưa thực hiện được" in page
    assert 'href="#doc_symbol"' in page
    assert "Đã sửa đường vào bản." in page
    assert await world.happened("ReplyIssued") == []


async def test_a_refused_act_shows_its_reason_above_the_form(world: World) -> None:
    await world.tell("sessions", concluded())
    page = await send(world, "reply", {**REPLY, "doc_issued_on": "2026-02-20"}, expect=409, **AGENT)
    assert "nằm ở tương lai" in page
    assert 'value="SNV-VP"' in page
    asked = {"proposed_due_on": "2026-03-25", "reason": "Xác minh", "reported_to_org_id": "sl-ubnd-tinh"}
    assert "Chưa có văn bản thông báo" in await send(world, "extension", asked, expect=409, **AGENT)


async def test_the_agency_asks_and_the_chair_decides(world: World) -> None:
    await world.tell("sessions", concluded())
    asked = {
        "proposed_due_on": "2026-03-25",
        "reason": "Cần xác minh thực địa",
        "notice_symbol": "SNV-VP",
        "reported_to_org_id": "sl-ubnd-tinh",
    }
    await send(world, "extension", asked, **AGENT)
    assert "Chờ người chủ trì quyết định" in await show(world, "/work?show=chair", **CHAIR)
    page = await show(world, f"/cases/{CASE}", **CHAIR)
    assert "đang chờ người chủ trì quyết định: Cần xác minh thực địa" in page
    await show(world, f"/cases/{CASE}/extension-grant", expect=403, **AGENT)
    await send(world, "extension-grant", **CHAIR)
    assert "25/03/2026" in await show(world, f"/cases/{CASE}", **CHAIR)
    await send(world, "referral-request", {"superior_org_id": "sl-ubnd-tinh", "reason": "Vượt thẩm quyền"}, **AGENT)
    await send(world, "referral-decline", {"because": "Thuộc thẩm quyền của Sở"}, **CHAIR)
    await send(world, "classification", {"complexity": "COMPLEX", "reason": "Nhiều ngành"}, **CHAIR)
    await send(world, "assignment", {"to_agency_id": "sl-stc", "co_agencies": ["sl-snv"], "reason": "Đúng chức năng"}, **CHAIR)
    assert (await world.get("/cases"))["items"][0]["assigned_agency_id"] == "sl-stc"


async def test_every_form_that_is_offered_opens_and_names_its_fields(world: World) -> None:
    from followup.pages.acts import ACTS

    await world.tell("sessions", concluded())
    everywhere = {"role": "administrator"}
    for act in ACTS:
        page = await show(
            world, f"/cases/{CASE}/{act.name}", **{**everywhere, "org_id": HOST}, expect=200 if _reaches(act.permission) else 403
        )
        for field in act.fields if _reaches(act.permission) else ():
            assert f'"{field.name}' in page, (act.name, field.name)


def _reaches(permission: str) -> bool:
    from followup.case.permissions import ACTS_OF_THE_HOLDER

    return permission not in ACTS_OF_THE_HOLDER


async def test_two_officers_on_one_old_page_do_not_overwrite_each_other(world: World) -> None:
    await world.tell("sessions", concluded())
    await send(world, "start", {"expected_version": "1", "idempotency_key": "a"}, **AGENT)
    page = await send(world, "urging", {"note": "Đề nghị báo cáo.", "expected_version": "1"}, expect=412)
    assert "người khác đã thay đổi" in page
    await send(world, "start", {"expected_version": "1", "idempotency_key": "a"}, **AGENT)
    assert await world.happened("WorkStarted", "CaseUrged") == ["WorkStarted"]


async def test_the_work_list_shows_the_own_cases_and_a_code_leads_to_its_case(world: World) -> None:
    await world.tell("sessions", concluded())
    mine = await show(world, "/work", **AGENT)
    assert CASE in mine
    assert "Không có việc nào" in await show(world, "/work", role="assigned_agency", org_id="sl-stc")
    assert "Không có việc nào" in await show(world, "/work?show=overdue", **AGENT)
    await show(world, "/work", expect=403, role="fatherland_front")
    await world.move_to(at(day("2026-03-12")))
    assert CASE in await show(world, "/work?show=overdue", **AGENT)
    answer = await world.web.get(f"/followup/cases?code={CASE[:8]}", headers=world.headers(accept="text/html"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/followup/cases/{CASE}")
    assert "Không có vụ việc nào" in await show(world, "/cases?code=zzzz")


async def test_a_reply_in_plan_with_its_roadmap_stands_on_the_list_of_promises(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.move_to(at(day("2026-02-12")))
    plan = {"outcome": "IN_PLAN", "expected_on": "2026-06-30", "steps": "Khởi công tháng 5.", "budget_note": "Vốn sự nghiệp."}
    await send(world, "reply", {**REPLY, **plan, "chair_on": "2026-02-12"}, **AGENT)
    assert "Khởi công tháng 5." in await show(world, "/commitments")
    assert "Cam kết chưa giải quyết xong" in await show(world, "/work?show=all", **AGENT)
    [promise] = (await world.get("/commitments"))["items"]
    kept = {"commitment_id": promise["commitment_id"], "resolved_on": "2026-02-12", "summary_plain": "Đã khởi công."}
    await send(world, "resolution", kept, **AGENT)
    assert (await world.get("/commitments"))["total"] == 0
