"""Without scripts an office registers an opinion, also one raised live in a session, and works through persons' data requests."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import orjson
import pytest
from intake_world import KEY, START, World

from chassis.clock import WallClock
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens
from contracts.sessions import OrgUnitRegisteredV1, SessionScheduledV1
from contracts.vocabulary import Audience, Form, Level, OrgClass, Regime, Trigger

OPINION = {
    "received_by_org_id": "org-1",
    "audience": "PEOPLE",
    "submitter_kind": "CITIZEN",
    "name": "Giàng A Dơ",
    "phone": "0912345678",
    "text": "Cống nhà ông Dơ tắc đã hai năm.",
    "summary_redacted": "Đề nghị sửa cống thoát nước",
    "domain_code": "INFRASTRUCTURE",
}


def browser(role: str = "dialogue_office", org: str = "org-1", reach: Reach = Reach.EVERYWHERE) -> dict[str, str]:
    token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, org, reach), label="Văn phòng")
    return {"cookie": f"doithoai_session={token}", "accept": "text/html", "sec-fetch-site": "same-origin"}


async def send(world: World, path: str, fields: dict[str, Any], **who: Any) -> tuple[int, str]:
    """(status, page, or the address gone to)."""
    answer = await world.web.post(f"/intake{path}", headers=browser(**who), data={"idempotency_key": str(uuid4()), **fields})
    return answer.status_code, answer.headers.get("location") or unescape(answer.text)


async def page(world: World, path: str, *, expect: int = 200, **who: Any) -> str:
    answer = await world.web.get(f"/intake{path}", headers=browser(**who))
    assert answer.status_code == expect, answer.text
    return unescape(answer.text)


def going_on() -> SessionScheduledV1:
    return SessionScheduledV1(
        session_id="s-1",
        plan_year=2026,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        level=Level.COMMUNE,
        host_org_id="org-1",
        chair_role="chairperson",
        starts_at=START - timedelta(minutes=30),
        ends_at=START + timedelta(hours=3),
        venue="Nhà văn hóa bản Lả",
        trigger=Trigger.PLAN,
    )


async def test_an_opinion_is_registered_from_the_form_once_and_its_person_is_sealed(world: World) -> None:
    assert "Tiếp nhận một ý kiến" in await page(world, "/")
    assert "Tiếp nhận ý kiến, kiến nghị" in await page(world, "/opinions/new")
    fields = {**OPINION, "idempotency_key": "6f1c1a52-3f34-4c8c-9d55-0b9f6a1f2a11"}
    status, address = await send(world, "/opinions/new", fields)
    assert status == 303
    assert await send(world, "/opinions/new", fields) == (303, address)
    assert (await world.happened()).count("OpinionRegistered") == 1
    shown = await page(world, address.removeprefix("/intake"))
    assert "Giàng A Dơ" in shown
    assert "Hạ tầng" in shown
    assert "Giàng" not in str([each.event for each in await world.log()])


async def test_what_is_raised_live_leads_on_to_its_slip(world: World) -> None:
    await world.tell("sessions", going_on())
    form = await page(world, "/opinions/new?session_id=s-1&live=true", role="secretary")
    assert "Ghi ý kiến nêu trực tiếp tại hội nghị" in form
    assert 'name="raised_live" value="true"' in form
    fields = {**OPINION, "target_session_id": "s-1", "raised_live": "true", "needs_interpreter": "true", "language": "mww"}
    status, address = await send(world, "/opinions/new", fields, role="secretary")
    assert status == 303
    shown = await page(world, address.removeprefix("/intake"), role="secretary")
    assert "Nêu trực tiếp tại hội nghị" in shown
    opinion_id = address.rpartition("/")[2]
    assert f"/sessions/sessions/s-1/acts/slip?live_id={opinion_id}" in shown


async def test_a_denunciation_raised_live_leaves_neither_person_nor_words(world: World) -> None:
    await world.tell("sessions", going_on())
    fields = {**OPINION, "target_session_id": "s-1", "raised_live": "true", "at_once": "route:DENUNCIATION"}
    status, address = await send(world, "/opinions/new", fields, role="secretary")
    assert status == 303
    shown = await page(world, address.removeprefix("/intake"))
    assert "Giàng" not in shown
    assert "cống" not in shown


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"audience": ""}, 422, "Đối tượng"),
        ({"represented_count": "nhiều"}, 422, "số nguyên"),
        ({"summary_redacted": "Ông Giàng A Dơ đề nghị sửa cống"}, 409, "Chưa thực hiện được"),
        ({"raised_live": "true"}, 409, "Chưa thực hiện được"),
    ],
)
async def test_what_is_wrong_is_said_above_the_form_and_what_was_typed_stays(
    world: World, wrong: dict[str, str], status: int, said: str
) -> None:
    answered, shown = await send(world, "/opinions/new", {**OPINION, **wrong})
    assert (answered, said in shown) == (status, True), shown
    assert "Giàng A Dơ" in shown
    assert "OpinionRegistered" not in await world.happened()


async def test_only_those_who_register_get_the_form(world: World) -> None:
    await page(world, "/opinions/new", role="propaganda_mobilisation_board", expect=403)
    await page(world, "/opinions/new", role="secretary", expect=403)
    status, _ = await send(world, "/opinions/new", OPINION, role="secretary")
    assert status == 403
    status, _ = await send(world, "/opinions/new", {**OPINION, "received_by_org_id": "org-2"}, reach=Reach.OWN)
    assert status == 403


async def test_a_persons_request_is_registered_answered_and_completed(world: World) -> None:
    today = f"{START:%d/%m/%Y}"
    assert "Không có yêu cầu nào" in await page(world, "/data-requests")
    asked = {"kind": "ERASURE", "received_by_org_id": "org-1", "received_on": today}
    status, address = await send(world, "/data-requests/new", asked)
    assert status == 303
    at = address.removeprefix("/intake")
    assert "Chờ trả lời" in await page(world, at)
    assert "Xóa dữ liệu" in await page(world, "/data-requests")
    status, shown = await send(world, f"{at}/answer", {"outcome": "REFUSED_WITH_REASON", "answered_on": today})
    assert (status, "phải trả lời bằng văn bản" in shown) == (409, True)
    status, shown = await send(world, f"{at}/answer", {"outcome": "GRANTED", "answered_on": "hôm nay"})
    assert (status, "hôm nay" in shown) == (422, True)
    fields = {"outcome": "GRANTED", "answered_on": today, "number": "9", "symbol": "VPUB", "issued_on": today}
    assert await send(world, f"{at}/answer", fields) == (303, address)
    assert "Đã trả lời, chưa thực hiện xong" in await page(world, at)
    assert await send(world, f"{at}/completion", {"completed_on": today}) == (303, address)
    shown = await page(world, at)
    assert "Đã thực hiện xong" in shown
    assert "9/VPUB" in shown
    assert "Không có yêu cầu nào" in await page(world, "/data-requests")
    assert "Đã thực hiện xong" in await page(world, "/data-requests?show=all")


async def test_the_form_says_that_others_hold_the_data_too_and_the_completion_is_told(world: World) -> None:
    today = f"{START:%d/%m/%Y}"
    asked = {"kind": "OBJECTION", "received_by_org_id": "org-1", "received_on": today, "third_parties": "true"}
    _, address = await send(world, "/data-requests/new", asked)
    at = address.removeprefix("/intake")
    assert "phải yêu cầu cùng dừng xử lý" in await page(world, at)
    await send(world, f"{at}/answer", {"outcome": "GRANTED", "answered_on": today})
    await send(world, f"{at}/completion", {"completed_on": today})
    registered, _, completed = [orjson.loads(body) for subject, body in await world.published() if ".data-request." in subject]
    assert registered["third_parties"] is True
    assert completed["completed_on"] == f"{START:%Y-%m-%d}"


async def test_requests_of_another_office_are_not_shown_nor_answered(world: World) -> None:
    today = f"{START:%d/%m/%Y}"
    _, address = await send(world, "/data-requests/new", {"kind": "ACCESS", "received_by_org_id": "org-1", "received_on": today})
    at = address.removeprefix("/intake")
    other: dict[str, Any] = {"role": "commune_people_committee", "org": "org-2", "reach": Reach.OWN}
    assert "Không có yêu cầu nào" in await page(world, "/data-requests", **other)
    await page(world, at, expect=403, **other)
    status, _ = await send(world, f"{at}/answer", {"outcome": "GRANTED", "answered_on": today}, **other)
    assert status == 403
    await page(world, "/data-requests", role="secretary", expect=403)


async def test_what_is_missing_in_a_form_is_named_at_its_top(world: World) -> None:
    answer = await world.web.post("/intake/data-requests/new", data={"kind": "ACCESS"}, headers=browser())
    assert answer.status_code == 422
    shown = unescape(answer.text)
    for field, label in (("received_by_org_id", "Cơ quan nhận"), ("received_on", "Ngày nhận")):
        assert f'<a href="#{field}">{label}: Chưa nhập thông tin này.</a>' in shown


async def test_a_request_is_received_by_an_organisation_of_the_directory(world: World) -> None:
    of_directory = {"unit_id": "org-1", "name": "Văn phòng", "class": OrgClass.DEPARTMENT, "level": Level.PROVINCE}
    await world.tell("sessions", OrgUnitRegisteredV1.model_validate(of_directory))
    body = {"kind": "ERASURE", "received_by_org_id": "org-of-nobody"}
    assert (await world.post("/data-requests", body, expect=409))["slug"] == "organisation_unknown"
    form = {**body, "received_on": f"{START:%d/%m/%Y}"}
    status, _ = await send(world, "/data-requests/new", form)
    assert status == 409
    assert "DataRequestRegistered" not in await world.happened()


async def test_control_signs_in_what_is_typed_or_sent_stop_nothing(world: World) -> None:
    today = f"{START:%d/%m/%Y}"
    _, address = await send(world, "/data-requests/new", {"kind": "ACCESS", "received_by_org_id": "org-1", "received_on": today})
    at = address.removeprefix("/intake")
    assert await send(world, f"{at}/answer", {"outcome": "GRANTED", "answered_on": today, "symbol": "VP\x00UB\x07"}) == (303, address)
    assert "VPUB" in await page(world, at)
    body = {"kind": "ERASURE", "received_by_org_id": "org-1"}
    other = (await world.post("/data-requests", body, expect=201))["request_id"]
    doc = {"number": "9\x00", "symbol": "VPUB\x00"}
    await world.post(f"/data-requests/{other}/answer", {"outcome": "GRANTED", "doc": doc})
    await world.settle()
    assert "9/VPUB" in await page(world, f"/data-requests/{other}")
