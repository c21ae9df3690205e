"""The chair's pack for a session: every opinion with what its unit prepared, the missing marked, the text only for who may read it."""

from datetime import timedelta
from typing import Any

from intake_world import START, Register, World

from contracts.sessions import OrgUnitRegisteredV1, SessionScheduledV1
from contracts.vocabulary import Audience, Form, Level, OrgClass, Regime, Trigger

SESSION = "session-1"
ANSWER = "Đã cấp nước từ ngày 02/02, gia đình ông Canary đã có nước"
TEXT = "Nhà tôi thiếu nước từ tháng trước"


def scheduled() -> SessionScheduledV1:
    return SessionScheduledV1(
        session_id=SESSION,
        plan_year=2026,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        level=Level.PROVINCE,
        host_org_id="org-1",
        chair_role="chairperson",
        starts_at=START + timedelta(days=10),
        ends_at=START + timedelta(days=10, hours=3),
        venue="Hội trường",
        trigger=Trigger.PLAN,
    )


async def prepared(world: World, register: Register) -> None:
    units = (
        OrgUnitRegisteredV1.model_validate({"unit_id": unit, "name": name, "class": OrgClass.DEPARTMENT, "level": Level.PROVINCE})
        for unit, name in (("org-1", "Văn phòng UBND tỉnh"), ("org-2", "Sở Nông nghiệp và Môi trường"))
    )
    await world.tell("sessions", *units, scheduled())
    for number in ("1", "2", "3"):
        summary = f"Đề nghị cấp nước ({number})"
        await register(opinion_id=f"o-{number}", text=TEXT, summary_redacted=summary, target_session_id=SESSION)
        sorting = {"domain_code": "ENVIRONMENT", "urgency": "HOT" if number == "2" else "NORMAL"}
        await world.post(f"/opinions/o-{number}/classify", {**sorting, "reason": "Theo nội dung"})
    for number in ("1", "2"):
        await world.post(f"/opinions/o-{number}/preparation", {"unit_org_id": "org-2", "due_on": "2026-02-17"})
    answer = {"unit_org_id": "org-2", "outcome": "ALREADY_RESOLVED", "text_ref": "12/BC-SNNMT", "text": ANSWER}
    await world.post("/opinions/o-1/prepared-answer", answer)
    await world.settle()


async def lines(world: World, **who: Any) -> dict[str, dict[str, Any]]:
    pack = await world.get(f"/sessions/{SESSION}/preparation", **who)
    return {each["opinion_id"]: each for each in pack["opinions"]}


async def page(world: World, role: str, **who: Any) -> str:
    await world.settle()
    address = f"/intake/sessions/{SESSION}/preparation"
    answer = await world.web.get(address, headers=world.headers(role=role, accept="text/html", **who))
    assert answer.status_code == 200, answer.text
    return str(answer.text)


async def test_the_pack_holds_every_opinion_with_its_prepared_answer_and_marks_the_missing(world: World, register: Register) -> None:
    await prepared(world, register)
    pack = await world.get(f"/sessions/{SESSION}/preparation", role="chairperson")
    assert (pack["counts"], pack["missing"]) == ({"ALREADY_RESOLVED": 1, "MISSING": 2}, 2)
    assert [each["opinion_id"] for each in pack["opinions"]] == ["o-2", "o-1", "o-3"]  # by unit, the pressing first, the unassigned last
    found = await lines(world, role="chairperson")
    assert (found["o-1"]["outcome"], found["o-1"]["text_ref"], found["o-1"]["answer"]) == ("ALREADY_RESOLVED", "12/BC-SNNMT", ANSWER)
    assert found["o-1"]["text"] == TEXT
    shown = await page(world, "chairperson")
    assert "Môi trường: Sở Nông nghiệp và Môi trường" in shown
    assert "Chưa giao đơn vị chuẩn bị" in shown
    assert ANSWER in shown
    assert shown.count("Trả lời như đã chuẩn bị") == 1
    assert shown.count("Giao đơn vị đã chuẩn bị giải quyết") == 2
    assert "Trả lời như đã chuẩn bị" not in await page(world, "dialogue_office")


async def test_a_prepared_answer_is_sealed_wherever_it_is_kept_and_goes_with_the_opinions_text(world: World, register: Register) -> None:
    await prepared(world, register)
    await world.settle()
    tables = await world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    kept = str([row for (table,) in tables for row in await world.rows(f"SELECT t::text FROM {table} t")])
    assert "Canary" not in kept
    assert "Canary" not in str(await world.published())
    await world.post("/opinions/o-1/route-out", {"route": "DENUNCIATION"})
    await world.settle()
    assert "o-1" not in await lines(world, role="chairperson")
    assert await world.rows("SELECT 1 FROM opinion_detail WHERE opinion_id = 'o-1' AND sealed_answer::text LIKE '%ciphertext%'") == []


async def test_a_unit_reads_its_own_part_and_who_may_not_read_texts_reads_none(world: World, register: Register) -> None:
    await prepared(world, register)
    assert set(await lines(world, role="unit_head", org_id="org-2", reach="own")) == {"o-1", "o-2"}
    await world.get(f"/sessions/{SESSION}/preparation", expect=403, role="fatherland_front")
    await world.get("/sessions/nobody/preparation", expect=404, role="chairperson")
    assert "Canary" not in str(await world.get("/opinions/o-1"))
