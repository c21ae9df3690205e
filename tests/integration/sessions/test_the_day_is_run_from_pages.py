"""An office runs a whole session from its pages, without JavaScript: each form answers 303, or itself again with what is wrong."""

import re
from typing import Any
from uuid import uuid4

from sessions_world import START, World

from chassis.identity.actor import Reach
from contracts.intake import OpinionRegisteredV1
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, SubmitterKind

OFFICE, SECRETARY, CHAIR, FRONT = "dialogue_office", "secretary", "chairperson", "fatherland_front"
PROPOSAL = {
    "host_org_id": "vpub",
    "level": "PROVINCE",
    "regime": "AD_HOC",
    "form": "SINGLE_TOPIC",
    "audience": "PEOPLE",
    "trigger": "HOT_ISSUE",
    "topic_codes": "LAND",
    "reason": "Nhiều hộ dân kiến nghị về bồi thường",
}


async def submit(world: World, path: str, role: str, fields: dict[str, Any] | None = None, **more: str) -> tuple[int, str]:
    """(status, page, or the address gone to)."""
    headers = world.headers(role=role, accept="text/html", **{"sec-fetch-site": "same-origin"}, **more)
    answer = await world.web.post(f"/sessions{path}", data={"idempotency_key": str(uuid4()), **(fields or {})}, headers=headers)
    return answer.status_code, answer.headers.get("location") or answer.text


async def done(world: World, at: str, act: str, role: str, fields: dict[str, Any] | None = None) -> None:
    status, said = await submit(world, f"{at}/acts/{act}", role, fields)
    assert (status, said) == (303, f"/sessions{at}"), said


async def offered(world: World, at: str, role: str) -> set[str]:
    """The acts that the page offers this official."""
    return set(re.findall(r"/acts/([a-z-]+)\"", await world.page(at, role=role)))


async def proposed_session(world: World) -> str:
    status, address = await submit(world, "/propose", FRONT, PROPOSAL)
    assert status == 303, address
    return address.removeprefix("/sessions")


def registered(opinion_id: str, session_id: str) -> OpinionRegisteredV1:
    return OpinionRegisteredV1(
        opinion_id=opinion_id,
        channel=OpinionChannel.IN_PERSON,
        received_at=START,
        received_by_org_id="vpub",
        submitter_kind=SubmitterKind.CITIZEN,
        audience=Audience.PEOPLE,
        kind=OpinionKind.RECOMMENDATION,
        summary_redacted=f"Đề nghị giải quyết bồi thường ({opinion_id})",
        target_session_id=session_id,
    )


async def scheduled_session(world: World) -> str:
    at = await proposed_session(world)
    assert await offered(world, at, OFFICE) == set()
    assert await offered(world, at, CHAIR) == {"approve", "decline"}
    await world.tell("intake", registered("o-0", at.rpartition("/")[2]))
    place = {"chair_role": "chairperson", "starts_at": "2026-02-26T08:00", "ends_at": "2026-02-26T11:00", "venue": "Hội trường"}
    await done(world, at, "approve", CHAIR, place)
    await done(world, at, "prepare-agenda", OFFICE, {"lines": "08:00 Khai mạc\nĐối thoại"})
    await done(world, at, "approve-agenda", CHAIR)
    await done(world, at, "prepare-invitations", OFFICE, {"org_ids": ["snn", "ubnd-tinh"]})
    await done(world, at, "invite-person", OFFICE, {"name": "Lò Văn Canary", "phone": "0912345678"})
    await done(world, at, "prepare-invitations", OFFICE, {"org_ids": ["snn"]})
    await done(world, at, "approve-invitations", CHAIR)
    assert "approve-invitations" not in await offered(world, at, CHAIR)
    await done(world, at, "facilities", OFFICE, {"items": ["Âm thanh, màn hình"]})
    await done(world, at, "security", OFFICE, {"confirmed_by_org_id": "ubnd-tinh"})
    await done(world, at, "secretary", OFFICE, {"secretary_ref": "account-2"})
    return at


async def test_a_session_is_proposed_approved_prepared_held_and_closed_from_pages(world: World) -> None:
    at = await scheduled_session(world)
    session_id = at.rpartition("/")[2]
    page = await world.page(at)
    assert "08:00 Khai mạc" in page
    assert "Nhiều hộ dân kiến nghị về bồi thường" in page
    assert "(o-0)" in page  # it had waited for the chair's decision
    await world.tell("intake", registered("o-1", session_id), registered("o-2", session_id))

    await done(world, at, "open", SECRETARY, {"chaired_by_role": "chairperson", "people": "40", "staff": "5", "orgs": "0"})
    await done(world, at, "step", SECRETARY, {"step": "PURPOSE"})
    await done(world, at, "slip", SECRETARY, {"opinion_id": "o-1"})
    await done(world, at, "slip", SECRETARY, {"opinion_id": "o-2"})
    await done(world, at, "turn", SECRETARY, {"slip_no": "2", "override_reason": "Nội dung cấp bách"})
    await done(world, at, "turn", SECRETARY, {"slip_no": "1"})
    await done(world, at, "answer", CHAIR, {"opinion_id": "o-1", "answered_by_role": "chairperson", "outcome": "EXPLAINED"})
    await done(world, at, "assign", CHAIR, {"opinion_id": "o-2", "assigned_agency_id": "snn", "complexity": "COMPLEX"})
    await done(world, at, "step", SECRETARY, {"step": "CONCLUSION"})
    assert "minutes" in await offered(world, at, SECRETARY)
    await done(world, at, "minutes", SECRETARY, {"symbol": "BB-VPUB"})
    await done(world, at, "conclude", CHAIR)

    await done(world, at, "draft", OFFICE, {"paper": "CONCLUSION_NOTICE", "symbol": "TB-VPUB"})
    notice = {"number": "05", "symbol": "TB-VPUB", "issued_on": "26/02/2026", "signed_as": "KT.", "published_channels": "PORTAL"}
    await done(world, at, "conclusion-notice", CHAIR, notice)
    await done(world, at, "review", OFFICE, {"held_on": "26/02/2026"})
    await done(world, at, "correct-minutes", SECRETARY, {"symbol": "BB-VPUB", "number": "02", "reason": "Ghi thiếu một ý"})
    await done(world, at, "report", CHAIR, {"symbol": "BC-VPUB", "number": "9", "issued_on": "26/02/2026", "recipients": ["ubnd-tinh"]})
    assert "close" not in await offered(world, at, OFFICE)
    page = await world.page(at, role=OFFICE)
    assert "Còn thiếu: Thông báo kết quả giải quyết" in page
    assert "Còn thiếu: Ý kiến chưa nêu phải giao hoặc chuyển hội nghị khác" in page
    assert "Đính chính biên bản" in page
    assert "Chủ trì nêu mục đích, cách thức đối thoại" in page


async def test_what_is_wrong_is_said_in_vietnamese_above_the_form_and_what_was_typed_is_kept(world: World) -> None:
    at = await scheduled_session(world)
    status, page = await submit(world, f"{at}/acts/open", SECRETARY, {"people": "nhiều"})
    assert status == 422
    assert "Chưa thực hiện được" in page
    assert '<a href="#people">Số người dân dự: Cần nhập số nguyên.</a>' in page
    assert 'value="nhiều"' in page
    status, page = await submit(world, f"{at}/acts/open", SECRETARY, {"chaired_by_role": "phó chủ tịch"})
    assert status == 409
    assert "cần văn bản ủy quyền" in page
    assert 'value="phó chủ tịch"' in page
    status, page = await submit(world, f"{at}/acts/postpone", CHAIR, {"reason": "Bão", "new_starts_at": "hôm nào"})
    assert (status, "Ngày giờ chưa đúng." in page) == (422, True)
    status, page = await submit(world, "/propose", FRONT, {**PROPOSAL, "regime": "PERIODIC"})
    assert status == 409
    status, page = await submit(world, "/propose", FRONT, {**PROPOSAL, "online_url": "không phải"})
    assert status == 422


async def test_a_form_is_for_those_who_may_do_the_act_within_their_reach_only(world: World) -> None:
    at = await scheduled_session(world)
    status, _ = await submit(world, f"{at}/acts/cancel", OFFICE, {"reason": "Thôi"})
    assert status == 403
    outside = world.headers(role=CHAIR, org_id="snn", reach=Reach.OWN, accept="text/html", **{"sec-fetch-site": "same-origin"})
    assert (await world.web.post(f"/sessions{at}/acts/cancel", data={"reason": "Thôi"}, headers=outside)).status_code == 403
    shown = await world.web.get(f"/sessions{at}/acts/cancel", headers=world.headers(role=CHAIR, accept="text/html"))
    assert shown.status_code == 200
    assert 'name="expected_version"' in shown.text


async def test_a_person_invited_from_the_page_is_sealed_and_stays_when_the_offices_change(world: World) -> None:
    await scheduled_session(world)
    [approved] = [each.event for each in await world.log() if type(each.event).__name__ == "InvitationListApproved"]
    assert [each.org_id for each in approved.invitees] == ["snn", None]
    assert "Canary" in str(await world.vault.open(approved.invitees[1].contact, "contact"))
    assert "Canary" not in str(await world.rows("SELECT data FROM event"))


async def test_a_proposal_is_nobodys_business_but_the_offices_until_the_chair_approves(world: World) -> None:
    app: Any = world.web._transport.app  # type: ignore[attr-defined]
    app.state.services["sessions"].state.pages_public = True
    at = await proposed_session(world)
    assert "Chờ phê duyệt" in await world.page("/", role=OFFICE)
    for address in (f"/sessions{at}", f"/sessions/api/v1{at}"):
        assert (await world.web.get(address, headers={"accept": "text/html"})).status_code == 404
    assert at not in (await world.web.get("/sessions/", headers={"accept": "text/html"})).text
    assert (await world.web.get("/sessions/api/v1/sessions")).json()["total"] == 0


async def test_two_officials_at_one_form_the_second_is_told_that_something_changed(world: World) -> None:
    at = await scheduled_session(world)
    status, page = await submit(world, f"{at}/acts/secretary", OFFICE, {"secretary_ref": "account-9", "expected_version": "1"})
    assert status == 412
    assert "Có người" in page or "thay đổi" in page
