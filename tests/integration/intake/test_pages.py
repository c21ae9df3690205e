"""The pages as an official sees them: Vietnamese, complete, without a person for those who may not see one."""

from datetime import timedelta
from html import unescape

from intake_world import KEY, START, Register, World

from chassis.clock import WallClock
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens
from contracts.sessions import OpinionAnsweredAtSessionV1, SessionScheduledV1
from contracts.vocabulary import Audience, Form, Level, Outcome, Regime, Trigger


async def page(world: World, path: str, role: str = "dialogue_office", *, expect: int = 200, **headers: str) -> str:
    token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, "org-1", Reach.EVERYWHERE), label="Văn phòng")
    sent = {"cookie": f"doithoai_session={token}", "accept": "text/html", "sec-fetch-site": "same-origin", **headers}
    answer = await world.web.get(f"/intake{path}", headers=sent)
    assert answer.status_code == expect, answer.text
    return unescape(answer.text)


async def test_the_list_shows_summaries_states_and_filters(world: World, register: Register) -> None:
    await register(opinion_id="o-1", urgency="HOT", domain_code="LAND", represented_count=12, needs_interpreter=True)
    await register(opinion_id="o-2", summary_redacted="Xin thêm giáo viên")
    await world.settle()
    shown = await page(world, "/")
    for words in ("Đề nghị sửa cống thoát nước", "Mới tiếp nhận", "Đất đai", "Đại diện 12 người", "Cần phiên dịch", "trong tổng số 2"):
        assert words in shown
    assert "Giàng" not in shown
    filtered = await page(world, "/?q=giao vien")
    assert "Xin thêm giáo viên" in filtered
    assert "cống thoát nước" not in filtered
    fragment = await page(world, "/?q=khong co gi ca", **{"hx-request": "true"})
    assert "Không có ý kiến nào" in fragment
    assert "<html" not in fragment


async def test_the_detail_shows_the_full_text_only_to_those_whose_work_needs_it(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.post("/opinions/o-1/classify", {"domain_code": "LAND", "urgency": "HIGH", "reason": "Theo nội dung"})
    await world.settle()
    office = await page(world, "/opinions/o-1")
    for words in ("Giàng A Dơ", "0912345678", "Đã phân loại", "Đất đai", "Theo nội dung", "02/03/2026"):
        assert words in office
    board = await page(world, "/opinions/o-1", "propaganda_mobilisation_board")
    assert "Giàng" not in board
    await page(world, "/opinions/o-9", expect=404)


async def test_who_was_answered_need_not_be_told_any_more_that_the_opinion_was_taken_in(world: World, register: Register) -> None:
    for opinion_id in ("o-1", "o-2"):
        await register(opinion_id=opinion_id, received_at="2026-01-05T02:00:00Z")
    answered = OpinionAnsweredAtSessionV1(session_id="s-1", opinion_id="o-2", answered_by_role="chairperson", outcome=Outcome.EXPLAINED)
    await world.tell("sessions", answered)
    assert [each["opinion_id"] for each in (await world.get("/opinions?unacknowledged=true"))["opinions"]] == ["o-1"]
    owed = ["Hạn thông báo tiếp nhận" in await page(world, f"/opinions/{each}") for each in ("o-1", "o-2")]
    assert owed == [True, False]


async def test_a_shredded_opinion_still_has_its_page(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.post("/opinions/o-1/route-out", {"route": "DENUNCIATION", "to_org_id": "org-9"})
    await world.settle()
    shown = await page(world, "/opinions/o-1")
    assert "Ý kiến không lưu nội dung" in shown
    assert "Nội dung đã được xóa, không thể khôi phục." in shown
    assert "Giàng" not in shown


async def test_lists_have_their_pages(world: World) -> None:
    session = SessionScheduledV1(
        session_id="s-1",
        plan_year=2026,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        level=Level.COMMUNE,
        host_org_id="org-1",
        chair_role="chairperson",
        starts_at=START + timedelta(days=17),
        ends_at=START + timedelta(days=17, hours=3),
        venue="Nhà văn hóa xã",
        trigger=Trigger.PLAN,
    )
    await world.tell("sessions", session)
    await world.post("/lists", {"session_id": "s-1", "unit_org_id": "org-3", "nil_return": True})
    await world.settle()
    assert "Nhà văn hóa xã" in await page(world, "/lists")
    assert "Báo cáo không có ý kiến" in await page(world, "/lists/s-1")
